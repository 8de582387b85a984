import type { EventView } from '@anlan/contract/emergency-event.ts'
import { useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { Permitted } from '../../../app/session.tsx'
import { useMinute } from '../../../ui/clock/clock.ts'
import { showTime } from '../../../ui/time.ts'
import { neighboursQuery } from './requests.ts'

interface EventPartiesProps {
  event: EventView
  onKnowledge: () => void
  onShare: () => void
}

/** Who is in it, and since when each knew: their clocks start there. */
export function EventParties({ event, onKnowledge, onShare }: EventPartiesProps) {
  const now = useMinute()
  const known = new Map(event.knowledge.map(one => [one.unitId, one]))
  const partyIds = new Set(event.parties.map(party => party.unitId))
  const onlyKnowing = event.knowledge.filter(one => !partyIds.has(one.unitId))
  return (
    <section className="panel">
      <h2>
        相关单位 <span className="spread" />
        <Permitted to="event.share">
          <Button type="link" size="small" onClick={onShare}>
            通报部门
          </Button>
        </Permitted>
        <Permitted to="event.update">
          <Button type="link" size="small" onClick={onKnowledge}>
            登记获知
          </Button>
        </Permitted>
      </h2>
      <ul className="parties">
        {event.parties.map(party => {
          const knowing = known.get(party.unitId)
          return (
            <li key={`${party.unitId}${party.capacity}`}>
              <b>{party.unitName}</b> <span className="word-tag">{party.capacity}</span>
              {knowing && (
                <span className="quiet">
                  {showTime(knowing.knownAt, now)} 获知，{knowing.by}
                </span>
              )}
            </li>
          )
        })}
        {onlyKnowing.map(one => (
          <li key={one.unitId}>
            <b>{one.unitName}</b>{' '}
            <span className="quiet">
              {showTime(one.knownAt, now)} 获知，{one.by}
            </span>
          </li>
        ))}
      </ul>
      <Neighbours eventId={event.id} />
    </section>
  )
}

/** 毗邻县区: whose border lies in the township of the event. They are rung by hand; nothing is sent to them from here. */
function Neighbours({ eventId }: { eventId: string }) {
  const { data } = useQuery(neighboursQuery(eventId))
  if (!data || data.items.length === 0) return null
  return (
    <ul className="parties" aria-label="毗邻县区">
      {data.items.map(one => (
        <li key={one.id}>
          <b>{one.name}</b> <span className="word-tag">毗邻县区</span>{' '}
          <a href={`tel:${one.dutyPhone}`}>{one.dutyPhone}</a>{' '}
          <span className="quiet">
            {one.agreement ?? '没有在效期内的协议'}
            {one.agreementUntil && `（有效期至 ${one.agreementUntil}）`}
          </span>
          {one.terms && (
            <details>
              <summary>协议内容</summary>
              <p>{one.terms}</p>
            </details>
          )}
        </li>
      ))}
    </ul>
  )
}
