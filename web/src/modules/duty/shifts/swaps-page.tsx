import { dutyPosts } from '@anlan/contract/duty.ts'
import { type GapView, gapStates } from '@anlan/contract/shift.ts'
import { useQuery } from '@tanstack/react-query'
import { Button, Segmented } from 'antd'
import { useState } from 'react'
import { useSearchParams } from 'react-router'
import { useNow } from '../../../ui/clock/clock.ts'
import { Loaded, Nothing } from '../../../ui/states.tsx'
import { dayOf, shiftDay, showInstant, startOfDay } from '../../../ui/time.ts'
import { FillGapDrawer } from './gaps.tsx'
import { changeStatisticsQuery, gapsQuery, swapsQuery } from './requests.ts'
import { SwapCard } from './swap-card.tsx'
import { spanWords } from './words.ts'
import './shifts.css'

/** 换班与补岗: what waits for an approval with what the rules say, gaps to fill, and how often duty was changed. */
export function SwapsPage() {
  const [asked, setAsked] = useSearchParams()
  const state = asked.get('state') === 'all' ? 'all' : 'open'
  const swaps = useQuery(swapsQuery({ state }))
  const gaps = useQuery(gapsQuery({ state }))
  const [filling, setFilling] = useState<GapView | null>(null)
  return (
    <>
      <header className="head">
        <h1>换班与补岗</h1>
        <Segmented
          value={state}
          options={[
            { value: 'open', label: '在办' },
            { value: 'all', label: '全部' },
          ]}
          onChange={value => setAsked({ state: String(value) })}
        />
      </header>
      <section className="panel">
        <h2>换班</h2>
        <Loaded of={swaps} rows={4}>
          {({ items }) =>
            items.length === 0 ? (
              <Nothing what="没有在办的换班。在“我的班次”或值班表中点开班次即可申请" />
            ) : (
              <ul className="duty-cards">
                {items.map(swap => (
                  <SwapCard key={swap.id} swap={swap} />
                ))}
              </ul>
            )
          }
        </Loaded>
      </section>
      <section className="panel" style={{ marginTop: 12 }}>
        <h2>缺岗</h2>
        <Loaded of={gaps} rows={2}>
          {({ items }) =>
            items.length === 0 ? (
              <Nothing what="没有缺岗。请假、取消班次造成的缺岗会列在这里，直到补上" />
            ) : (
              <ul className="duty-cards">
                {items.map(gap => (
                  <li key={gap.id}>
                    <div>
                      <b>
                        {gap.roomName} {dutyPosts[gap.post]} 缺 {gap.missing} 人
                      </b>{' '}
                      <span className={gap.state === 'filled' ? 'swap-keeps' : 'swap-says'}>
                        {gapStates[gap.state]}
                      </span>
                      <div>{spanWords({ startsAt: gap.from, endsAt: gap.to })}</div>
                      <div className="quiet">
                        {gap.why}
                        {gap.away.map(one => ` · ${one.personName}`)} · {showInstant(gap.openedAt)} 起
                      </div>
                    </div>
                    <div className="swap-acts">
                      {gap.state === 'open' && (
                        <Button type="primary" onClick={() => setFilling(gap)}>
                          补岗
                        </Button>
                      )}
                    </div>
                  </li>
                ))}
              </ul>
            )
          }
        </Loaded>
      </section>
      <Counts />
      {filling && <FillGapDrawer gap={filling} onClose={() => setFilling(null)} />}
    </>
  )
}

const countedDays = 90

function Counts() {
  const today = dayOf(useNow())
  const counts = useQuery(
    changeStatisticsQuery({
      from: startOfDay(shiftDay(today, -countedDays)).toISOString(),
      to: startOfDay(shiftDay(today, 1)).toISOString(),
    }),
  )
  return (
    <section className="panel" style={{ marginTop: 12 }}>
      <h2>
        近 {countedDays} 日换班、替班情况 <small>按办理日期</small>
      </h2>
      <Loaded of={counts} rows={3}>
        {({ people, units }) =>
          people.length === 0 && units.length === 0 ? (
            <Nothing what="近期没有换班和替班" />
          ) : (
            <div style={{ overflowX: 'auto' }}>
              <table className="duty-counts by-unit">
                <thead>
                  <tr>
                    <th>单位</th>
                    <th>换班</th>
                    <th>替班</th>
                    <th>其中紧急</th>
                    <th>缺岗</th>
                    <th>未补上</th>
                  </tr>
                </thead>
                <tbody>
                  {units.map(one => (
                    <tr key={one.unitId}>
                      <td>{one.unitName}</td>
                      <td>{one.swaps}</td>
                      <td>{one.covers}</td>
                      <td>{one.urgentCovers}</td>
                      <td>{one.gaps}</td>
                      <td className={one.gapsPassed > 0 ? 'swap-says' : undefined}>{one.gapsPassed}</td>
                    </tr>
                  ))}
                </tbody>
              </table>
              <table className="duty-counts">
                <thead>
                  <tr>
                    <th>人员</th>
                    <th>单位</th>
                    <th>换班</th>
                    <th>由人替班</th>
                    <th>替他人</th>
                    <th>其中紧急</th>
                    <th>替班小时</th>
                    <th>替班分值</th>
                  </tr>
                </thead>
                <tbody>
                  {people.map(one => (
                    <tr key={one.personId}>
                      <td>{one.personName}</td>
                      <td>{one.unitName}</td>
                      <td>{one.swaps}</td>
                      <td>{one.covered}</td>
                      <td>{one.covers}</td>
                      <td>{one.urgentCovers}</td>
                      <td>{one.coverHours}</td>
                      <td>{one.coverPoints}</td>
                    </tr>
                  ))}
                </tbody>
              </table>
            </div>
          )
        }
      </Loaded>
    </section>
  )
}
