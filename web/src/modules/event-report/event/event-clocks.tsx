import { mediums, type ObligationView } from '@anlan/contract/obligation.ts'
import { useQuery } from '@tanstack/react-query'
import { SourceMark } from '../../../fields/source-mark.tsx'
import { useMinute } from '../../../ui/clock/clock.ts'
import { Countdown, Timer } from '../../../ui/clock/countdown.tsx'
import { Loaded, Nothing } from '../../../ui/states.tsx'
import { inLargerUnits, showSpan, showTime } from '../../../ui/time.ts'
import { servedBy } from '../../obligation/served-by.ts'
import { eventObligationsQuery } from './requests.ts'
import './event-clocks.css'

/** One row of them on a desk screen. */
const shownClocks = 5

/** What is due at once stands first, then what is overdue, then by the limit. */
const byLimit = (left: ObligationView, right: ObligationView) =>
  Number(right.soft) - Number(left.soft) ||
  Number(right.state === 'overdue') - Number(left.state === 'overdue') ||
  left.dueAt.localeCompare(right.dueAt)
const isRunning = (item: ObligationView) => item.state === 'open' || item.state === 'overdue'

/** The running clocks of an event, as a row of timers. */
export function EventClocks({ eventId }: { eventId: string }) {
  const { data } = useQuery(eventObligationsQuery(eventId))
  const running = (data?.items ?? []).filter(isRunning).sort(byLimit)
  if (running.length === 0) return null
  return (
    <div className="clocks">
      {running.slice(0, shownClocks).map(item => (
        <div key={item.id} className="clock" title={item.title}>
          <Timer dueAt={item.dueAt} soft={item.soft} />
          <span>
            <b>{item.title}</b>
            <small className="quiet">
              {item.owedByUnitName}
              {item.medium === 'any' ? '' : ` · ${mediums[item.medium]}`}
            </small>
          </span>
        </div>
      ))}
      {running.length > shownClocks && (
        <span className="quiet clocks-more">另有 {running.length - shownClocks} 项</span>
      )}
    </div>
  )
}

/** All duties with clocks of this event, running ones first, each with the rule it comes from. */
export function EventObligations({ eventId }: { eventId: string }) {
  const obligations = useQuery(eventObligationsQuery(eventId))
  return (
    <section className="panel">
      <h2>时限事项</h2>
      <Loaded of={obligations} rows={4}>
        {({ items }) =>
          items.length === 0 ? (
            <Nothing what="该事件没有报送时限事项" />
          ) : (
            <ul className="obligations">
              {[...items]
                .sort((a, b) => Number(isRunning(b)) - Number(isRunning(a)) || byLimit(a, b))
                .map(item => (
                  <ObligationItem key={item.id} item={item} />
                ))}
            </ul>
          )
        }
      </Loaded>
    </section>
  )
}

function ObligationItem({ item }: { item: ObligationView }) {
  const now = useMinute()
  return (
    <li className={isRunning(item) ? undefined : 'is-done'}>
      <div>
        <b>{item.title}</b> {item.medium !== 'any' && <span className="word-tag">{mediums[item.medium]}</span>}
      </div>
      <div className="quiet">
        {item.owedByUnitName}
        {item.owedToUnitName && ` → ${item.owedToUnitName}`} · {inLargerUnits(item.limitDisplay)}
      </div>
      {isRunning(item) && <Countdown dueAt={item.dueAt} soft={item.soft} />}
      {item.state === 'met' && item.satisfiedAt && (
        <div>
          <span className="met-mark">已完成</span> {showTime(item.satisfiedAt, now)}
          {item.minutesLate ? <b className="overdue-tag">迟 {showSpan(item.minutesLate * 60_000)}</b> : ''}
          <span className="quiet"> {servedBy(item)}</span>
        </div>
      )}
      {item.state === 'cancelled' && (
        <div className="quiet">不再适用{item.cancelReason ? `：${item.cancelReason}` : ''}</div>
      )}
      <div className="obligation-source">
        <SourceMark confidence={item.source.confidence} /> {item.source.name} {item.source.article}
      </div>
    </li>
  )
}
