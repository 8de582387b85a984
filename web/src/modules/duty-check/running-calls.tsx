import { dutyCallKinds } from '@anlan/contract/duty-check.ts'
import { useQuery } from '@tanstack/react-query'
import { Link } from 'react-router'
import { Countdown } from '../../ui/clock/countdown.tsx'
import { runningCallsQuery } from './requests.ts'
import './duty-check.css'

/** 点名、查岗 that run now: how many have answered, and how long is left. Nothing while none runs. */
export function RunningCalls() {
  const { data } = useQuery(runningCallsQuery)
  const running = data?.items.filter(call => !call.closedAt && call.kind !== 'reach') ?? []
  if (running.length === 0) return null
  return (
    <section className="panel">
      <h2>正在点名查岗</h2>
      <ul className="checklist">
        {running.map(call => (
          <li key={call.id}>
            <Link to={`/duty-check/calls/${call.id}`}>
              <b>
                {call.byVideo && '视频'}
                {dutyCallKinds[call.kind]}：{call.title}
              </b>
            </Link>
            <span className="figure">
              应答 {call.answered} / {call.asked}
            </span>
            {call.answered < call.asked && <Countdown dueAt={call.answerBy} />}
          </li>
        ))}
      </ul>
    </section>
  )
}
