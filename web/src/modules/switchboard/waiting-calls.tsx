import { callKinds } from '@anlan/contract/switchboard.ts'
import { useQuery } from '@tanstack/react-query'
import { Link } from 'react-router'
import { Ago } from '../../ui/clock/countdown.tsx'
import { waitingCallsQuery } from './requests.ts'

const shown = 4

/** Calls nobody has dealt with yet, the longest waiting on top; nothing when there are none. */
export function WaitingCalls() {
  const { data } = useQuery(waitingCallsQuery)
  if (!data || data.items.length === 0) return null
  const tooLong = data.items.filter(call => call.waitingTooLong).length
  return (
    <section className="panel">
      <h2>
        待处理来电 <small>{data.items.length}</small>
        {tooLong > 0 && <b className="overdue-tag">{tooLong} 件等待过久</b>}
        <span className="spread" />
        <Link to="/calls?state=open">来电登记</Link>
      </h2>
      <ul className="waiting-calls">
        {data.items.slice(0, shown).map(call => (
          <li key={call.id}>
            <Link to={`/calls?call=${call.id}`}>
              <span className="word-tag">{callKinds[call.kind]}</span>
              <span className="one-line">{call.content}</span>
              {call.waitingTooLong ? (
                <b className="overdue-tag">
                  <Ago at={call.receivedAt} />
                </b>
              ) : (
                <span className="quiet">
                  <Ago at={call.receivedAt} />
                </span>
              )}
            </Link>
          </li>
        ))}
      </ul>
    </section>
  )
}
