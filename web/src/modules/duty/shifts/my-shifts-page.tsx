import { dutyPosts, type ShiftView } from '@anlan/contract/duty.ts'
import { useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { useState } from 'react'
import { useMinute } from '../../../ui/clock/clock.ts'
import { Loaded, Nothing } from '../../../ui/states.tsx'
import { myDutyQuery } from './requests.ts'
import { LeaveDrawer, SwapDrawer } from './shift-forms.tsx'
import { SwapCard } from './swap-card.tsx'
import { spanWords } from './words.ts'
import './shifts.css'

/** 我的班次: what waits for my word, my shifts to come, what I asked for. For the phone first. */
export function MyShiftsPage() {
  const mine = useQuery(myDutyQuery)
  const now = useMinute().toISOString()
  const [asking, setAsking] = useState<{ act: 'swap' | 'leave'; shift: ShiftView } | null>(null)
  const onClose = () => setAsking(null)
  return (
    <>
      <header className="head">
        <h1>我的班次</h1>
      </header>
      <Loaded of={mine} rows={8}>
        {({ personId, shifts, waiting, asked }) => (
          <>
            {waiting.length > 0 && (
              <section className="panel">
                <h2>
                  请您答复 <small>{waiting.length}</small>
                </h2>
                <ul className="duty-cards">
                  {waiting.map(swap => (
                    <SwapCard key={swap.id} swap={swap} />
                  ))}
                </ul>
              </section>
            )}
            <section className="panel">
              <h2>近期班次</h2>
              {shifts.length === 0 ? (
                <Nothing
                  what={
                    personId
                      ? '近两个月没有您的班次。值班表发布后，您的班次会列在这里'
                      : '您的账号没有对应的人员，请联系系统管理员在账号中关联本人'
                  }
                />
              ) : (
                <ul className="duty-cards">
                  {shifts.map(shift => (
                    <li key={shift.id}>
                      <div>
                        <b>{spanWords(shift)}</b>
                        {shift.startsAt <= now && <span className="swap-keeps"> 正在值班</span>}
                        <div className="quiet">
                          {shift.unitName} · {dutyPosts[shift.post]}
                          {shift.swapId && ' · 换班在办'}
                        </div>
                        {shift.onLeave && <div className="swap-says">您已请假，等待安排替班</div>}
                      </div>
                      <div className="swap-acts">
                        {shift.startsAt > now && !shift.swapId && (
                          <Button onClick={() => setAsking({ act: 'swap', shift })}>换班</Button>
                        )}
                        {!shift.onLeave && <Button onClick={() => setAsking({ act: 'leave', shift })}>请假</Button>}
                      </div>
                    </li>
                  ))}
                </ul>
              )}
            </section>
            {asked.length > 0 && (
              <section className="panel">
                <h2>我的换班申请</h2>
                <ul className="duty-cards">
                  {asked.map(swap => (
                    <SwapCard key={swap.id} swap={swap} />
                  ))}
                </ul>
              </section>
            )}
          </>
        )}
      </Loaded>
      {asking?.act === 'swap' && <SwapDrawer shift={asking.shift} onClose={onClose} />}
      {asking?.act === 'leave' && <LeaveDrawer isOwn shift={asking.shift} onClose={onClose} />}
    </>
  )
}
