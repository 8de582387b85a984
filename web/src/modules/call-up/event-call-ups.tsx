import { callUpStates } from '@anlan/contract/call-up.ts'
import { useQuery } from '@tanstack/react-query'
import { Link } from 'react-router'
import { Permitted } from '../../app/session.tsx'
import { Loaded, Nothing } from '../../ui/states.tsx'
import { LastPlace } from './call-up-words.tsx'
import { eventCallUpsQuery } from './requests.ts'
import './call-up.css'

/** Forces and materials called up for an event, those under way with where they were last known to be. */
export function EventCallUps({ eventId }: { eventId: string }) {
  const slips = useQuery(eventCallUpsQuery(eventId))
  return (
    <section className="panel">
      <h2>
        力量和物资 <small>{slips.data?.items.length || ''}</small>
        <span className="spread" />
        {(slips.data?.items.length ?? 0) > 0 && <Link to={`/events/${eventId}/costs`}>费用</Link>}
        <Permitted to="call-up.request">
          <Link to={`/call-ups/new?event=${eventId}`}>申请调用</Link>
        </Permitted>
      </h2>
      <Loaded of={slips} rows={2}>
        {({ items }) =>
          items.length === 0 ? (
            <Nothing what="还没有调用队伍和物资" />
          ) : (
            <ul className="call-up-brief">
              {items.map(line => (
                <li key={line.id} className={line.overdue ? 'late' : undefined}>
                  <Link to={`/call-ups/${line.id}`}>{line.summary}</Link>
                  <span>{callUpStates[line.state]}</span>
                  <small className="quiet">
                    {line.fromUnitName} <LastPlace of={line} />
                  </small>
                </li>
              ))}
            </ul>
          )
        }
      </Loaded>
    </section>
  )
}
