import type { PieceStatus, PieceWay } from '@anlan/contract/form.ts'
import { addDays, shanghaiDay, shanghaiInstant } from '../calendar/api.ts'
import type { StoredSchedule } from './schema.ts'

const minute = 60_000

/**
 * The first time after `after` at which a form is due; null when there is none. Hours are Shanghai's. A month without the day (31) takes its
 * last one. Intervals are counted from midnight, so that all units of one interval owe at the same instants.
 */
export function nextDue(schedule: StoredSchedule, after: Date): Date | null {
  if (schedule.kind === 'once') {
    const due = new Date(schedule.dueAt)
    return due > after ? due : null
  }
  const today = shanghaiDay(after)
  if (schedule.kind === 'every') {
    const midnight = shanghaiInstant(today, '00:00').getTime()
    const passed = Math.floor((after.getTime() - midnight) / (schedule.minutes * minute)) + 1
    const due = midnight + passed * schedule.minutes * minute
    return new Date(Math.min(due, shanghaiInstant(addDays(today, 1), '00:00').getTime()))
  }
  for (let i = 0; i <= 62; i++) {
    const day = addDays(today, i)
    const found = timesOn(schedule, day)
      .map(time => shanghaiInstant(day, time))
      .sort((a, b) => a.getTime() - b.getTime())
      .find(due => due > after)
    if (found) return found
  }
  return null
}

function timesOn(schedule: Exclude<StoredSchedule, { kind: 'once' | 'every' }>, day: string): string[] {
  const at = new Date(`${day}T00:00:00Z`)
  if (schedule.kind === 'daily') return schedule.times
  if (schedule.kind === 'weekly') return (at.getUTCDay() || 7) === schedule.weekday ? [schedule.time] : []
  const last = new Date(Date.UTC(at.getUTCFullYear(), at.getUTCMonth() + 1, 0)).getUTCDate()
  return at.getUTCDate() === Math.min(schedule.day, last) ? [schedule.time] : []
}

/** How long before it is due a round opens, as the county has it. */
export interface Leads {
  dailyMinutes: number
  longMinutes: number
}

/** When a round due at `due` opens: a single one at once, the others so long before, never before the round before it was due. */
export function opensAt(schedule: StoredSchedule, due: Date, earliest: Date, leads: Leads): Date {
  const lead = {
    once: Number.POSITIVE_INFINITY,
    daily: leads.dailyMinutes,
    weekly: leads.longMinutes,
    monthly: leads.longMinutes,
    every: schedule.kind === 'every' ? schedule.minutes : 0,
  }[schedule.kind]
  return new Date(Math.max(due.getTime() - lead * minute, earliest.getTime()))
}

/**
 * The moment from which a hand-in counts (设计). What is filled in counts when it arrives; what the collecting side took from a paper or by
 * telephone counts when it had it; a paper that the unit types in itself counts when it is typed in, for otherwise nobody could ever be late.
 */
export const doneAtOf = (given: { way: PieceWay; byCollector: boolean; writtenAt: Date | null; now: Date }): Date =>
  given.way !== 'screen' && given.byCollector && given.writtenAt ? given.writtenAt : given.now

/** Whole minutes of lateness, rounded up; null in time. The limit's own instant is in time. */
export function lateBy(due: Date, doneAt: Date | null): number | null {
  return doneAt && doneAt > due ? Math.ceil((doneAt.getTime() - due.getTime()) / minute) : null
}

interface Standing {
  state: 'owed' | 'submitted' | 'returned' | 'cancelled'
  is_none: boolean
  due_at: Date
  submission_id: string | null
}
/** Where a piece stands at `now`. One returned for completion is said so, however late; one handed in without all its rows is still owed. */
export function statusOf(piece: Standing, now: Date): PieceStatus {
  if (piece.state === 'cancelled' || piece.state === 'returned') return piece.state
  if (piece.state === 'submitted') return piece.is_none ? 'none' : 'reported'
  if (piece.submission_id) return 'partial'
  return now > piece.due_at ? 'missing' : 'waiting'
}

/** Share in time of what fell due, one decimal; null where nothing did. */
export const punctuality = (onTime: number, owed: number): number | null =>
  owed === 0 ? null : Math.round((onTime / owed) * 1000) / 10
