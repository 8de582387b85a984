import type { CalendarDayView } from '@anlan/contract/calendar.ts'
import type { DutyPost, ShiftView } from '@anlan/contract/duty.ts'
import type { AssignmentView, BrokenRule, RosterView } from '@anlan/contract/roster.ts'
import { dayOf, shiftDay, showMinute } from '../../../ui/time.ts'

/** One person's place in a shift: of a draft (`cell`), or in force (`shift`). */
export interface Place {
  key: string
  post: DutyPost
  personName: string | null
  mobile: string | null
  onSite: boolean
  isBroken: boolean
  cell: AssignmentView | null
  shift: ShiftView | null
}
export interface MonthDay {
  day: string
  name: string | null
  isRest: boolean
  leaderOnSite: boolean
  shifts: { key: string; name: string; span: string; places: Place[] }[]
  broken: BrokenRule[]
}

const spanOf = (day: string, from: string, to: string) =>
  `${showMinute(from)}—${dayOf(to) === day ? '' : '次日 '}${showMinute(to)}`

/** A roster by days, with what the rules say of each. */
export function fromRoster(roster: RosterView): MonthDay[] {
  return roster.days.map(({ day, name, kind, leaderOnSite }) => {
    const broken = roster.unmet.filter(one => one.day === day)
    return {
      day,
      name,
      isRest: kind !== 'workday',
      leaderOnSite,
      broken,
      shifts: roster.slots
        .filter(slot => slot.day === day)
        .map(slot => ({
          key: slot.key,
          name: slot.name,
          span: spanOf(day, slot.startsAt, slot.endsAt),
          places: roster.assignments
            .filter(one => one.slotKey === slot.key)
            .map(one => ({
              key: `${one.slotKey} ${one.post} ${one.place}`,
              post: one.post,
              personName: one.personName,
              mobile: one.mobile,
              onSite: one.onSite,
              isBroken: broken.some(
                rule =>
                  rule.hard && rule.slotKey === one.slotKey && rule.personId !== null && rule.personId === one.personId,
              ),
              cell: one,
              shift: null,
            })),
        })),
    }
  })
}

const restClasses = new Set(['weekend', 'statutoryHoliday', 'adjustedRest', 'localHoliday'])

/** Shifts in force by the day on which they begin. */
export function fromShifts(shifts: ShiftView[], calendar: CalendarDayView[], from: string, to: string): MonthDay[] {
  const days: string[] = []
  for (let day = from; day <= to; day = shiftDay(day, 1)) days.push(day)
  return days.map(day => {
    const known = calendar.find(one => one.date === day)
    const own = shifts.filter(shift => dayOf(shift.startsAt) === day)
    const spans = [...new Set(own.map(shift => `${shift.startsAt}/${shift.endsAt}`))].sort()
    return {
      day,
      name: known?.name ?? null,
      isRest: known ? restClasses.has(known.dayClass) : false,
      leaderOnSite: false,
      broken: [],
      shifts: spans.map(span => {
        const [starts = '', ends = ''] = span.split('/')
        return {
          key: span,
          name: '',
          span: spanOf(day, starts, ends),
          places: own
            .filter(shift => shift.startsAt === starts && shift.endsAt === ends)
            .map(shift => ({
              key: shift.id,
              post: shift.post,
              personName: shift.personName,
              mobile: shift.mobile,
              onSite: true,
              isBroken: false,
              cell: null,
              shift,
            })),
        }
      }),
    }
  })
}
