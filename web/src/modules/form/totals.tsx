import type { CollectionTotals } from '@anlan/contract/form.ts'
import { useQuery } from '@tanstack/react-query'
import { Popover } from 'antd'
import { Link } from 'react-router'
import { Loaded, Nothing } from '../../ui/states.tsx'
import { totalsQuery } from './requests.ts'

/** 汇总表: what the units reported in numbers, summed; each number opens what it is made of. */
export function Totals({ id, days }: { id: string; days: { from?: string; to?: string } }) {
  const totals = useQuery(totalsQuery(id, days))
  return (
    <Loaded of={totals}>
      {data =>
        data.fields.length === 0 ? (
          <Nothing what="这张表没有数字字段" />
        ) : (
          <>
            <div className="form-legend">
              已报 {data.reported} 份（其中无情况 {data.none} 份），未报 {data.missing} 份
            </div>
            <div className="form-wide">
              <TotalsTable totals={data} />
            </div>
          </>
        )
      }
    </Loaded>
  )
}

function TotalsTable({ totals }: { totals: CollectionTotals }) {
  return (
    <table className="form-table">
      <thead>
        <tr>
          <th>单位</th>
          {totals.fields.map(field => (
            <th key={field.name} className="figure">
              {field.label}
              {field.unit && `（${field.unit}）`}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        <tr>
          <th scope="row">合计</th>
          {totals.fields.map(field => (
            <td key={field.name} className="figure">
              <b>{field.sum}</b>
            </td>
          ))}
        </tr>
        {totals.units.map(unit => (
          <tr key={unit.unitId}>
            <th scope="row">{unit.unitName}</th>
            {totals.fields.map(field => {
              const own = field.byUnit.find(one => one.unitId === unit.unitId)
              return (
                <td key={field.name} className="figure">
                  {own && <Pieces sum={own.sum} ids={own.pieceIds} />}
                </td>
              )
            })}
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function Pieces({ sum, ids }: { sum: number; ids: string[] }) {
  const [only] = ids
  if (ids.length === 1) return <Link to={`/form-pieces/${only}`}>{sum}</Link>
  return (
    <Popover
      trigger="click"
      content={ids.map((id, at) => (
        <div key={id}>
          <Link to={`/form-pieces/${id}`}>第 {at + 1} 期报表</Link>
        </div>
      ))}
    >
      <button type="button" className="link">
        {sum}
      </button>
    </Popover>
  )
}
