import type { EventLine } from '@anlan/contract/emergency-event.ts'
import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { Link } from 'react-router'
import { LevelTag } from '../../../fields/level-tag.tsx'
import { mediumWord } from '../../../fields/medium-word.ts'
import { Ago, Countdown } from '../../../ui/clock/countdown.tsx'
import { Loaded, Nothing } from '../../../ui/states.tsx'
import { Steady } from '../../../ui/steady.tsx'
import { openEventsQuery } from './requests.ts'
import './events.css'

interface OpenEventsProps {
  title?: string
  /** With the summary, for people who decide rather than type. */
  full?: boolean
  empty?: ReactNode
}

/** Open matters by their next limit: what must be done, until when, by whom; overdue ones first. */
export function OpenEvents({ title = '处置中的突发事件', full = false, empty }: OpenEventsProps) {
  const open = useQuery(openEventsQuery)
  const overdue = open.data?.items.filter(event => event.overdueObligations > 0).length ?? 0
  return (
    <section className="panel">
      <h2>
        {title} <small>{open.data?.items.length || ''}</small>
        {overdue > 0 && <b className="overdue-tag">{overdue} 起有超时事项</b>}
        <span className="spread" />
        <Link to="/events">全部事件</Link>
      </h2>
      <Loaded of={open} rows={6}>
        {({ items }) =>
          items.length === 0 ? (
            (empty ?? <Nothing what="没有处置中的突发事件。接到来电时按 F2 开始登记" />)
          ) : (
            <Steady items={items} keyOf={event => event.id} what="起事件">
              {shown => (
                <ol className="event-cards">
                  {shown.map(event => (
                    <EventCard key={event.id} event={event} full={full} />
                  ))}
                </ol>
              )}
            </Steady>
          )
        }
      </Loaded>
    </section>
  )
}

function EventCard({ event, full }: { event: EventLine; full: boolean }) {
  const shown = [event.atOnce, event.next].filter(one => one !== null)
  return (
    <li>
      <Link to={`/events/${event.id}`} className="event-card">
        <div className="event-card-head">
          <LevelTag level={event.eventLevel} proposed={event.proposedLevel} short />
          <b>{event.title}</b>
          {event.sensitive && <span className="word-tag">敏感</span>}
          <span className="spread" />
          <Toll event={event} />
        </div>
        {full && <p>{event.summary}</p>}
        <div className="event-card-next">
          <span className="quiet">{event.areaName}</span>
          {shown.length > 0 ? (
            <>
              {shown.map(one => (
                <span key={one.title + one.dueAt} className="event-card-limit">
                  <Countdown dueAt={one.dueAt} soft={one.soft} />
                  <span>
                    {one.owedByUnitName} {one.title}
                    {mediumWord(one)}
                  </span>
                </span>
              ))}
              {event.openObligations > shown.length && (
                <span className="quiet">另有 {event.openObligations - shown.length} 项</span>
              )}
            </>
          ) : (
            <span className="quiet">
              {event.eventTypeName} · 获知于 <Ago at={event.knownAt} />
              ，没有待办时限
            </span>
          )}
        </div>
      </Link>
    </li>
  )
}

/** Dead and missing, only when there are any or they are not known. */
function Toll({ event }: { event: EventLine }) {
  const parts = [event.deaths ? `死亡 ${event.deaths}` : '', event.missing ? `失联 ${event.missing}` : ''].filter(
    Boolean,
  )
  return parts.length > 0 ? <b className="toll figure">{parts.join(' · ')}</b> : null
}
