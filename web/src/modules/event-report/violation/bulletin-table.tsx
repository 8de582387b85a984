import {
  type BulletinMeasure,
  type BulletinNumbers,
  type BulletinUnit,
  type FaultBulletin,
  faultGroupNames,
  faultGroups,
  type Rate,
} from '@anlan/contract/fault-bulletin.ts'
import { type Column, Rows } from '../../../ui/rows.tsx'

type Open = (measure: BulletinMeasure, unit: string | undefined) => void
type Line = BulletinNumbers & { unitId: string | undefined; unitName: string }

/** The county's line, which is the sum of all below it; then the units with something to show, then those without. */
export function BulletinTable({ of, onOpen }: { of: FaultBulletin; onOpen: Open }) {
  const lines: Line[] = [
    { ...of.total, unitId: undefined, unitName: '合计' },
    ...of.units.filter(line => !isSilent(line)),
    ...of.units.filter(isSilent),
  ]
  const counted = (
    name: Exclude<keyof BulletinNumbers, 'timely' | 'complete' | 'accurate' | 'firstMinutes' | 'faults'>,
    title: string,
  ): Column<Line> => ({
    title,
    width: 64,
    numeric: true,
    show: line => (
      <Count value={line[name]} label={`${line.unitName} ${title}`} onOpen={() => onOpen(name, line.unitId)} />
    ),
  })
  const rated = (name: 'timely' | 'complete' | 'accurate', title: string): Column<Line> => ({
    title,
    width: 92,
    numeric: true,
    show: line => (
      <Share of={line[name]} label={`${line.unitName} ${title}`} onOpen={() => onOpen(name, line.unitId)} />
    ),
  })
  return (
    <div className="bulletin-table">
      <Rows
        items={lines}
        keyOf={line => line.unitId ?? 'total'}
        toneOf={line => (line.unitId ? (isSilent(line) ? 'stale' : undefined) : 'sum')}
        columns={[
          { title: '单位', show: line => line.unitName },
          ...faultGroupNames.map(group => counted(group, faultGroups[group].name)),
          {
            title: '合计',
            width: 64,
            numeric: true,
            show: line => (line.faults ? <b>{line.faults}</b> : <span className="quiet">0</span>),
          },
          counted('backflow', '信息倒流'),
          counted('suspected', '待认定'),
          rated('timely', '及时率'),
          rated('complete', '完整率'),
          rated('accurate', '准确率'),
          {
            title: '首报平均用时',
            width: 110,
            numeric: true,
            show: line => (
              <Mean
                of={line.firstMinutes}
                label={`${line.unitName} 首报用时`}
                onOpen={() => onOpen('firstMinutes', line.unitId)}
              />
            ),
          },
        ]}
      />
    </div>
  )
}

/** Nothing was due and nothing went wrong. */
const isSilent = (line: Line | BulletinUnit) =>
  line.faults + line.backflow + line.suspected === 0 && !line.timely && !line.complete && !line.firstMinutes

function Count({ value, label, onOpen }: { value: number; label: string; onOpen: () => void }) {
  if (value === 0) return <span className="quiet">0</span>
  return (
    <button type="button" className="as-link" aria-label={`${label} ${value}，查看明细`} onClick={onOpen}>
      {value}
    </button>
  )
}

function Share({ of, label, onOpen }: { of: Rate; label: string; onOpen: () => void }) {
  if (!of || of.of === 0) return <span className="quiet">—</span>
  const shown = `${((100 * of.value) / of.of).toFixed(1)}%`
  return (
    <button
      type="button"
      className="as-link"
      aria-label={`${label} ${shown}，查看明细`}
      title={`${of.value} / ${of.of}`}
      onClick={onOpen}
    >
      {shown}
    </button>
  )
}

function Mean({ of, label, onOpen }: { of: Rate; label: string; onOpen: () => void }) {
  if (!of || of.of === 0) return <span className="quiet">—</span>
  const shown = `${(of.value / of.of).toFixed(1)} 分钟`
  return (
    <button type="button" className="as-link" aria-label={`${label} ${shown}，查看明细`} onClick={onOpen}>
      {shown}
    </button>
  )
}
