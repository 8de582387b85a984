import { Link } from 'react-router'
import type { Completeness } from '../requests.ts'

interface MatrixProps {
  items: Completeness[]
  onUnit: (unitId: string) => void
  onLedger: (ledger: string) => void
}

/** Units down, ledgers across; each cell a figure with its word, never colour alone. */
export function Matrix({ items, onUnit, onLedger }: MatrixProps) {
  const units = [...new Map(items.map(item => [item.unitId, item.unitName]))]
  const ledgers = [...new Map(items.map(item => [item.ledger, item.ledgerLabel]))]
  const cells = new Map(items.map(item => [`${item.unitId} ${item.ledger}`, item]))
  return (
    <div className="ledger-scroll">
      <table className="matrix">
        <thead>
          <tr>
            <th>单位（含下级）</th>
            {ledgers.map(([ledger, label]) => (
              <th key={ledger}>
                <button type="button" className="link" onClick={() => onLedger(ledger)}>
                  {label}
                </button>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {units.map(([unitId, name]) => (
            <tr key={unitId}>
              <th scope="row">
                <button type="button" className="link" onClick={() => onUnit(unitId)}>
                  {name}
                </button>
              </th>
              {ledgers.map(([ledger, label]) => (
                <td key={ledger} data-title={label}>
                  <Cell of={cells.get(`${unitId} ${ledger}`)} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

function Cell({ of }: { of: Completeness | undefined }) {
  if (!of || of.percent === null) return <span className="cell-none">未登记</span>
  const address = (state?: string) =>
    `/registers/${of.ledger}?${new URLSearchParams({ unitId: of.unitId, ...(state && { state }) })}`
  const lacking = of.records - of.complete
  return (
    <span className={lacking > 0 ? 'cell-lacking' : 'cell-complete'}>
      <Link to={address(lacking > 0 ? 'incomplete' : undefined)} title={`${of.records} 条中 ${of.complete} 条完整`}>
        {of.percent}%
      </Link>
      <small>{of.records} 条</small>
      {of.stale > 0 && (
        <Link to={address('stale')} className="cell-stale">
          {of.stale} 条超期
        </Link>
      )}
    </span>
  )
}
