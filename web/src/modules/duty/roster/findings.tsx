import { type RosterView, rosterRules } from '@anlan/contract/roster.ts'
import { Alert } from 'antd'

/** What the solver and the rules say of a roster, and how evenly it falls on people. */
export function Findings({ roster }: { roster: RosterView }) {
  const hard = roster.unmet.filter(one => one.hard)
  const soft = roster.unmet.filter(one => !one.hard)
  return (
    <aside className="roster-side">
      <section className="panel">
        <h2>检查</h2>
        <div className="roster-findings">
          <Outcome roster={roster} />
          {roster.notes.map(note => (
            <Alert key={note} type="warning" title={note} />
          ))}
          {hard.length === 0 && <Alert type="success" showIcon title="每一时刻都有人在岗，未违反必须遵守的规则" />}
          {hard.map(one => (
            <Alert key={one.rule + one.message} type="error" title={`${rosterRules[one.rule]}：${one.message}`} />
          ))}
          {soft.length > 0 && (
            <details>
              <summary>未能满足的意愿等 {soft.length} 项</summary>
              <ul>
                {soft.map(one => (
                  <li key={one.rule + one.message}>
                    {rosterRules[one.rule]}：{one.message}
                  </li>
                ))}
              </ul>
            </details>
          )}
        </div>
      </section>
      <section className="panel">
        <h2>均衡情况</h2>
        {[...new Set(roster.fairness.map(row => row.group))].map(group => (
          <table key={group} className="fairness">
            <caption>{group}</caption>
            <thead>
              <tr>
                <th>姓名</th>
                <th>班次</th>
                <th>夜班</th>
                <th>周末</th>
                <th>节假日</th>
                <th>分值</th>
                <th>本季</th>
                <th>本年</th>
              </tr>
            </thead>
            <tbody>
              {roster.fairness
                .filter(row => row.group === group)
                .map(row => (
                  <tr key={row.personId}>
                    <th>{row.personName}</th>
                    <td>{row.shifts}</td>
                    <td>{row.own.nights}</td>
                    <td>{row.own.weekends}</td>
                    <td>{row.own.holidays}</td>
                    <td>{row.own.points}</td>
                    <td>{row.quarter.points}</td>
                    <td>{row.year.points}</td>
                  </tr>
                ))}
            </tbody>
          </table>
        ))}
      </section>
    </aside>
  )
}

const outcomes: Record<RosterView['outcome'], string> = {
  optimal: '已证明没有更均衡的排法',
  feasible: '时限内的最好排法，未证明最优',
  infeasible: '必须遵守的规则不能全部满足，已尽量排满',
  byHand: '已经人工调整',
}

function Outcome({ roster }: { roster: RosterView }) {
  return (
    <p className="quiet">
      {outcomes[roster.outcome]}
      {roster.objective !== null &&
        roster.outcome !== 'infeasible' &&
        `（不均衡与未满足意愿计 ${roster.objective}，理论下限 ${roster.bound ?? 0}）`}
      {roster.seconds !== null && `，用时 ${roster.seconds} 秒`}
    </p>
  )
}
