import { useQuery } from '@tanstack/react-query'
import { Link } from 'react-router'
import { usePermits } from '../../app/session.tsx'
import { useMinute } from '../../ui/clock/clock.ts'
import { Loaded } from '../../ui/states.tsx'
import { showTime } from '../../ui/time.ts'
import { minutes } from './first-times-panel.tsx'
import { eventFirstTimesQuery } from './requests.ts'
import './review.css'

/** 四个第一 of one event (W180), on its page. */
export function EventFirstTimes({ eventId }: { eventId: string }) {
  const may = usePermits()
  const now = useMinute()
  const times = useQuery(eventFirstTimesQuery(eventId))
  return (
    <section className="panel">
      <h2>
        四个第一
        <span className="spread" />
        {may('review.read') && <Link to={`/events/${eventId}/costs`}>费用清单</Link>}
      </h2>
      <Loaded of={times} rows={2}>
        {one => (
          <dl className="first-times">
            {(
              [
                ['第一时间', '首次上报', one.reportedAt, one.reportMinutes],
                ['第一响应', '启动响应', one.startedAt, one.startMinutes],
                ['第一现场', '首批到场', one.arrivedAt, one.arrivalMinutes],
                ['第一救援', '首项救援', one.rescuedAt, one.rescueMinutes],
              ] as const
            ).map(([name, what, at, after]) => (
              <div key={name}>
                <dt>{name}</dt>
                <dd>
                  <b>{minutes(after)}</b>
                  <small className="quiet">
                    {what} {at ? showTime(at, now) : '没有记录'}
                  </small>
                </dd>
              </div>
            ))}
          </dl>
        )}
      </Loaded>
    </section>
  )
}
