import {
  circumstances,
  type EventView,
  eventStates,
  levelRoman,
  sensitiveFlags,
} from '@anlan/contract/emergency-event.ts'
import { useQuery } from '@tanstack/react-query'
import { Link } from 'react-router'
import { Permitted } from '../../../app/session.tsx'
import { areaPath } from '../../../fields/area-select.tsx'
import { LevelTag } from '../../../fields/level-tag.tsx'
import { useMinute } from '../../../ui/clock/clock.ts'
import { showInstant, showTime } from '../../../ui/time.ts'
import { areasQuery } from '../../directory/requests.ts'
import { Reporter } from './reporter.tsx'

export function EventHeader({ event, onLevel }: { event: EventView; onLevel: () => void }) {
  const now = useMinute()
  const { data: areas } = useQuery(areasQuery)
  const place = areaPath(areas?.items ?? [], event.areaCode)
  const marks = [
    ...event.sensitiveFlags.map(flag => sensitiveFlags[flag]),
    ...event.circumstances.map(one => circumstances[one]),
  ]
  return (
    <header className="event-header">
      <div className="crumbs">
        {(place.length > 0 ? place : [event.areaName]).join(' › ')}
        {event.location?.address && ` › ${event.location.address}`}
      </div>
      <div className="event-title">
        <h1>{event.title}</h1>
        <span className={`event-state event-state-${event.state}`}>{eventStates[event.state]}</span>
        {event.classifications.map(one => (
          <span key={one.id} className="event-classification">
            {one.eventTypeName} <LevelTag level={one.level} proposed={one.proposedLevel} />
          </span>
        ))}
        {event.reportingLevel !== event.eventLevel && (
          <span className="quiet" title="失联按可能死亡计、敏感情形按高一级、未定级按较大掌握，仅用于报送时限">
            按{levelRoman[event.reportingLevel]}级时限报送
          </span>
        )}
        <Permitted to="event.confirm-level">
          {event.classifications.some(one => one.levelState === 'proposed' || one.levelState === 'unrated') && (
            <button type="button" className="link" onClick={onLevel}>
              核定级别
            </button>
          )}
        </Permitted>
      </div>
      <div className="event-facts quiet">
        <span className="figure">{event.number}</span>
        <span title={showInstant(event.knownAt)}>获知 {showTime(event.knownAt, now)}</span>
        <span>事发 {event.occurredAt ? showTime(event.occurredAt, now) : '正在核实'}</span>
        <span>来源 {event.source}</span>
        {(event.reporterPhone || event.reporterName) && <Reporter event={event} />}
        {event.siteContact && <span>现场 {event.siteContact}</span>}
        <Permitted to="resource.read">
          <Link className="no-print" to={`/resources?event=${event.id}`}>
            找资源
          </Link>
        </Permitted>
        {event.mustReport && <b>必报</b>}
        {marks.map(mark => (
          <span key={mark} className="word-tag">
            {mark}
          </span>
        ))}
      </div>
      <p className="event-summary">{event.summary}</p>
    </header>
  )
}
