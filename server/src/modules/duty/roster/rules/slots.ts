import type { CalendarDayView, DayClass } from '@anlan/contract/calendar.ts'
import type { DutyPattern, RosterRules } from '@anlan/contract/roster.ts'
import { addDays, shanghaiDay, shanghaiInstant } from '../../../calendar/api.ts'
import type { DayKind, RosterDay, ShiftSlot } from './problem.ts'

const kinds: Record<Exclude<DayClass, 'unknown'>, DayKind> = {
  workday: 'workday',
  makeupWorkday: 'workday',
  weekend: 'weekend',
  statutoryHoliday: 'holiday',
  adjustedRest: 'holiday',
  localHoliday: 'holiday',
}

/** A day of a year whose notice is not published counts as its weekday says; the roster is told so (`unpublishedYears`). */
function kindOf({ date, dayClass }: CalendarDayView): DayKind {
  if (dayClass !== 'unknown') return kinds[dayClass]
  return [0, 6].includes(new Date(`${date}T00:00:00Z`).getUTCDay()) ? 'weekend' : 'workday'
}

export const unpublishedYears = (calendar: CalendarDayView[]): string[] => [
  ...new Set(calendar.filter(day => day.dayClass === 'unknown').map(day => day.date.slice(0, 4))),
]

/**
 * Days with kind, weight and whether leaders are on the spot: on statutory holidays and on the days off that an adjustment joins to them
 * (法定节假日、调休后的公休日), which is every day of an unbroken run of rest in which such a day lies, and in periods that ask for it.
 */
export function rosterDays(
  calendar: CalendarDayView[],
  rules: RosterRules,
  isKeyPeriod: (day: string) => boolean = () => false,
): RosterDay[] {
  const runs = new Map<string, boolean>()
  for (let i = 0; i < calendar.length; ) {
    let end = i
    while (end < calendar.length && kindOf(calendar[end] as CalendarDayView) !== 'workday') end++
    const run = calendar.slice(i, Math.max(end, i + 1))
    const isSpecial = end > i && run.some(day => kindOf(day) === 'holiday')
    for (const day of run) runs.set(day.date, isSpecial)
    i += run.length
  }
  return calendar.map(day => ({
    day: day.date,
    dayClass: day.dayClass,
    kind: kindOf(day),
    name: day.name,
    leaderOnSite: runs.get(day.date) === true || isKeyPeriod(day.date),
    points: pointsOf(day, rules),
  }))
}

const lunar = new Intl.DateTimeFormat('en-u-ca-chinese', { timeZone: 'UTC', month: 'numeric', day: 'numeric' })
/** 正月初一; the notices name the whole of 春节 only. */
const isFirstOfLunarYear = (day: string): boolean => {
  const parts = lunar.formatToParts(new Date(`${day}T12:00:00Z`))
  return ['month', 'day'].every(type => parts.find(part => part.type === type)?.value === '1')
}

function pointsOf(day: CalendarDayView, { points }: RosterRules): number {
  if (day.dayClass === 'statutoryHoliday')
    return [day.date, addDays(day.date, 1)].some(isFirstOfLunarYear) ? points.greatHoliday : points.statutoryHoliday
  const kind = kindOf(day)
  if (kind === 'holiday') return points.adjustedRest
  return kind === 'weekend' ? points.weekend : points.workday
}

/** Shifts of the days by the patterns that apply to each; one whose end is not later than its start ends on the next day. */
export function slotsOf(days: RosterDay[], patterns: DutyPattern[]): ShiftSlot[] {
  return days
    .flatMap(day =>
      patterns
        .filter(
          one => one.dayKinds.includes(day.kind) && (one.from ?? day.day) <= day.day && (one.to ?? day.day) >= day.day,
        )
        .map(pattern => slotOf(day, pattern)),
    )
    .sort((a, b) => a.startsAt - b.startsAt || a.key.localeCompare(b.key))
}

const hour = 3_600_000

/** Whether a span lasts over two in the morning: where nobody says so, that is what makes a shift a night shift. */
export function coversTwoAtNight(from: number, to: number): boolean {
  const two = shanghaiInstant(shanghaiDay(new Date(from)), '02:00').getTime()
  return [two, two + 24 * hour].some(at => at >= from && at < to)
}

function slotOf(day: RosterDay, pattern: DutyPattern): ShiftSlot {
  const startsAt = shanghaiInstant(day.day, pattern.starts).getTime()
  const isNextDay = pattern.ends <= pattern.starts
  const endsAt = shanghaiInstant(isNextDay ? addDays(day.day, 1) : day.day, pattern.ends).getTime()
  return {
    key: `${day.day} ${pattern.id}`,
    patternId: pattern.id,
    name: pattern.name,
    day: day.day,
    startsAt,
    endsAt,
    isNight: pattern.night,
    isWeekend: day.kind === 'weekend',
    isHoliday: day.kind === 'holiday',
    leaderOnSite: day.leaderOnSite,
    points: Math.round(day.points * pattern.load * 100) / 100,
    needs: pattern.needs,
  }
}

/** Hours of a span. */
export const hoursOf = (startsAt: number, endsAt: number) => (endsAt - startsAt) / hour
