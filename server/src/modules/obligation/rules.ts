import type { ObligationState } from '@anlan/contract/obligation.ts'

/** What a state is computed from. */
export interface ObligationTimes {
  dueAt: Date
  soft: boolean
  satisfiedAt: Date | null
  cancelledAt: Date | null
}

/**
 * The state of an obligation at `now`. The limit's own instant is still in time: what is discharged exactly at `dueAt` is not late.
 * 立即 (soft) is never overdue, only marked.
 */
export function stateOf({ dueAt, soft, satisfiedAt, cancelledAt }: ObligationTimes, now: Date): ObligationState {
  if (satisfiedAt) return 'met'
  if (cancelledAt) return 'cancelled'
  return !soft && now > dueAt ? 'overdue' : 'open'
}

/** Whole minutes by which an obligation was (or so far is) late, rounded up; null when it is not. 立即 is never late. */
export function minutesLate({ dueAt, soft, satisfiedAt, cancelledAt }: ObligationTimes, now: Date): number | null {
  if (soft) return null
  const until = satisfiedAt ?? (cancelledAt ? null : now)
  if (!until || until <= dueAt) return null
  return Math.ceil((until.getTime() - dueAt.getTime()) / 60_000)
}

/** When reminders come, as the county has it: 立即 is marked so long after its start; a limit when this share of its time is left, at most so long ahead. */
export interface WarningTimes {
  softMarkMinutes: number
  sharePercent: number
  longestMinutes: number
}

/** When to remind the one who owes it. */
export function warnAtOf(startedAt: Date, dueAt: Date, soft: boolean, times: WarningTimes): Date {
  if (soft) return new Date(startedAt.getTime() + times.softMarkMinutes * 60_000)
  const lead = ((dueAt.getTime() - startedAt.getTime()) * times.sharePercent) / 100
  return new Date(dueAt.getTime() - Math.min(lead, times.longestMinutes * 60_000))
}

/** The limit in official words. */
export function limitInWords(minutes: number | null, soft: boolean): string {
  if (soft) return '立即'
  if (minutes === null) return '按期'
  if (minutes % 1440 === 0) return `${minutes / 1440} 日内`
  if (minutes % 60 === 0 && minutes >= 120) return `${minutes / 60} 小时内`
  return `${minutes} 分钟内`
}
