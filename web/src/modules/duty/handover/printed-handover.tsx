import { type HandoverSide, type HandoverView, handoverGroups, handoverSides } from '@anlan/contract/handover.ts'
import { showInstant, showOfficial } from '../../../ui/time.ts'
import { equipmentInWords } from './handover-sheet.tsx'
import './print.css'

const names = (people: { name: string; post: string }[]) =>
  people.map(one => `${one.name}（${one.post}）`).join('、') || '未排班'

/** The official record (交接班记录) in one table, with room for signatures by hand where none is given; seen on paper only. */
export function PrintedHandover({ handover }: { handover: HandoverView }) {
  const { sheet, items, corrections, signatures } = handover
  const rows: [name: string, said: string][] = [
    ['设备检查', equipmentInWords(sheet)],
    ['钥匙、印章', sheet.keysSeals],
    ['值班日志', handover.logLines > 0 ? `${handover.logLines} 条` : sheet.nothingHappened ? '本班无事' : '没有日志'],
    ['需关注事项', sheet.watch],
    ['天气情况', sheet.weather],
    ['风险提示', sheet.risk],
    ['其他事项', sheet.notes],
    ...corrections.map((one): [string, string] => ['更正', `${one.text}（${one.byName}，${showInstant(one.at)}）`]),
  ]
  return (
    <section className="printed-handover">
      <h1>{handover.unitName}交接班记录</h1>
      <p>
        <span>接班时间：{showOfficial(handover.at)}</span>
        <span>本班起于：{showOfficial(handover.shiftStartedAt)}</span>
      </p>
      <table>
        <tbody>
          <tr>
            <th>交班人员</th>
            <td colSpan={2}>{names(handover.outgoing)}</td>
            <th>带班领导</th>
            <td>{handover.leaders.map(one => one.name).join('、')}</td>
          </tr>
          <tr>
            <th>接班人员</th>
            <td colSpan={4}>{names(handover.incoming)}</td>
          </tr>
          {rows.slice(0, 3).map(row => (
            <Row key={row[0]} row={row} />
          ))}
          <tr>
            <th rowSpan={Math.max(1, items.length) + 1}>交接事项</th>
            <th>类别</th>
            <th>事项</th>
            <th>时限</th>
            <th>接班人确认</th>
          </tr>
          {items.length === 0 && (
            <tr>
              <td colSpan={4}>没有未结事项</td>
            </tr>
          )}
          {items.map((item, index) => (
            <tr key={item.key}>
              <td>{handoverGroups[item.group]}</td>
              <td>
                {index + 1}. {[item.title, item.detail].filter(Boolean).join('，')}
              </td>
              <td>{item.dueAt && showInstant(item.dueAt)}</td>
              <td>{item.acknowledgedByName}</td>
            </tr>
          ))}
          {rows.slice(3).map((row, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: several corrections have the same name, and nothing else
            <Row key={index} row={row} />
          ))}
        </tbody>
      </table>
      <div className="printed-signatures">
        {(Object.keys(handoverSides) as HandoverSide[]).map(side => {
          const done = signatures.find(one => one.side === side)
          return (
            <div key={side}>
              {handoverSides[side]}签字：<b>{done?.name ?? '　　　　　'}</b>
              <div>{done ? showInstant(done.at) : '　　年　月　日　时　分'}</div>
            </div>
          )
        })}
      </div>
      {handover.overdue && <p>超过签字时限，双方签字前由原班人员继续负责。</p>}
    </section>
  )
}

const Row = ({ row: [name, said] }: { row: [string, string] }) => (
  <tr>
    <th>{name}</th>
    <td colSpan={4}>{said || '无'}</td>
  </tr>
)
