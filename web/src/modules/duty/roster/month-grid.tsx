import { dutyPosts } from '@anlan/contract/duty.ts'
import { type KeyboardEvent, useState } from 'react'
import { weekdayOf } from '../../../ui/time.ts'
import type { MonthDay, Place } from './month.ts'

const weekdays = [...'一二三四五六日']
/** Column of a day, Monday first. */
const columnOf = (day: string) => (new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7

const shortPost: Record<string, string> = {
  shiftLeader: '带班',
  info: '信息',
  dispatch: '调度',
  techSupport: '技术',
  driver: '车辆',
}

interface MonthGridProps {
  month: MonthDay[]
  /** A place was chosen: by a click, a finger, or Enter. */
  onPlace?: (place: Place) => void
  /** Somebody was dragged from one place onto another. */
  onMove?: (from: Place, to: Place) => void
  /** Whether whoever is being dragged could stand there; the other places fade. */
  mayStand?: (from: Place, to: Place) => boolean
  /** Keys of places that were just changed. */
  touched?: ReadonlySet<string>
}

/** A month, or a week, by weeks, or day under day on a narrow screen; what the rules say of a day stands in it. */
export function MonthGrid({ month, onPlace, onMove, mayStand, touched }: MonthGridProps) {
  const lead = month[0] ? columnOf(month[0].day) : 0
  const [dragged, setDragged] = useState<Place | null>(null)
  const [over, setOver] = useState<string | null>(null)
  const drop = (place: Place) => {
    if (dragged && dragged.key !== place.key) onMove?.(dragged, place)
    setDragged(null)
    setOver(null)
  }
  const chipOf = (place: Place) => {
    const canDrag = onMove !== undefined && place.personName !== null
    const fades = dragged !== null && dragged.key !== place.key && mayStand?.(dragged, place) === false
    const classes = [
      'duty-month-place',
      !place.personName && 'is-open',
      place.isBroken && 'is-wrong',
      touched?.has(place.key) && 'is-touched',
      over === place.key && dragged?.key !== place.key && 'is-over',
      fades && 'is-faded',
    ].filter(Boolean)
    const content = (
      <>
        <span>{shortPost[place.post] ?? dutyPosts[place.post]}</span>
        <b>{place.personName ?? '缺人'}</b>
        {!place.onSite && <i>听班</i>}
      </>
    )
    const title = `${dutyPosts[place.post]}${place.mobile ? `　${place.mobile}` : ''}`
    if (!onPlace)
      return (
        <div key={place.key} className={classes.join(' ')} title={title}>
          {content}
        </div>
      )
    return (
      // biome-ignore lint/a11y/useSemanticElements: not every browser lets a button be dragged
      <div
        key={place.key}
        role="button"
        tabIndex={0}
        className={[...classes, 'is-open-to-touch'].join(' ')}
        title={canDrag ? `${title}　可拖到别的班次对调` : title}
        draggable={canDrag}
        onClick={() => onPlace(place)}
        onKeyDown={(pressed: KeyboardEvent) => {
          if (pressed.key !== 'Enter' && pressed.key !== ' ') return
          pressed.preventDefault()
          onPlace(place)
        }}
        onDragStart={event => {
          event.dataTransfer.effectAllowed = 'move'
          event.dataTransfer.setData('text/plain', place.personName ?? '')
          setDragged(place)
        }}
        onDragEnd={() => {
          setDragged(null)
          setOver(null)
        }}
        onDragOver={event => {
          if (!dragged) return
          event.preventDefault()
          setOver(place.key)
        }}
        onDrop={event => {
          event.preventDefault()
          drop(place)
        }}
      >
        {content}
      </div>
    )
  }
  return (
    <div className="duty-month-grid">
      {weekdays.map(name => (
        <div key={name} className="duty-month-weekday">
          周{name}
        </div>
      ))}
      {lead > 0 && <div className="duty-month-lead" style={{ gridColumn: `span ${lead}` }} />}
      {month.map(one => (
        <div
          key={one.day}
          className={['duty-month-day', one.isRest && 'is-rest', one.broken.some(rule => rule.hard) && 'is-broken']
            .filter(Boolean)
            .join(' ')}
        >
          <div className="duty-month-date">
            <b>{Number(one.day.slice(8))}</b>
            <span className="duty-month-narrow">周{weekdayOf(one.day)}</span>
            {one.name && <span>{one.name}</span>}
            {one.leaderOnSite && <span title="法定节假日、调休后的公休日和重要时期，带班领导须在岗">领导在岗</span>}
          </div>
          {one.shifts.map(shift => (
            <div key={shift.key} className="duty-month-shift">
              <small>
                {shift.name} {shift.span}
              </small>
              {shift.places.map(chipOf)}
            </div>
          ))}
          {one.broken.map(rule => (
            <div key={rule.rule + rule.message} className={rule.hard ? 'duty-month-rule is-hard' : 'duty-month-rule'}>
              {rule.message}
            </div>
          ))}
        </div>
      ))}
    </div>
  )
}
