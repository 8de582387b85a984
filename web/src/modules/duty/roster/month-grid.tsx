import { dutyPosts } from '@anlan/contract/duty.ts'
import type { AssignmentView } from '@anlan/contract/roster.ts'
import { weekdayOf } from '../../../ui/time.ts'
import type { MonthDay } from './month.ts'

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

/** A month by weeks, or day under day on a narrow screen; what the rules say of a day stands in it. */
export function MonthGrid({ month, onCell }: { month: MonthDay[]; onCell?: (cell: AssignmentView) => void }) {
  const lead = month[0] ? columnOf(month[0].day) : 0
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
              {shift.places.map(place => (
                <button
                  key={place.key}
                  type="button"
                  className={['duty-month-place', !place.personName && 'is-open', place.isBroken && 'is-wrong']
                    .filter(Boolean)
                    .join(' ')}
                  disabled={!onCell || !place.cell}
                  title={`${dutyPosts[place.post]}${place.mobile ? `　${place.mobile}` : ''}`}
                  onClick={() => place.cell && onCell?.(place.cell)}
                >
                  <span>{shortPost[place.post] ?? dutyPosts[place.post]}</span>
                  <b>{place.personName ?? '缺人'}</b>
                  {!place.onSite && <i>听班</i>}
                </button>
              ))}
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
