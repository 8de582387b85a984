import type { CalendarDayView } from '@anlan/contract/calendar.ts'
import type {
  AssignmentState,
  InstructionChannel,
  InstructionState,
  InstructionVerb,
  LeaderRank,
  Urgency,
} from '@anlan/contract/instruction.ts'
import { isUpperRank } from '@anlan/contract/instruction.ts'

/** The limits as the county has them. */
export interface Limits {
  inEventMinutes: number
  urgentHours: number
  fairlyUrgentDays: number
  otherDays: number
}

/** A limit before it becomes an instant: minutes on the clock, or whole working days. */
export type Limit = { minutes: number; words: string; rule: string } | { workdays: number; words: string; rule: string }

/**
 * How long a unit has to answer when the leader set no deadline (设计): in a running event 2 hours for the first word; 加急 24 hours,
 * and 特急 and 特提, being more urgent, no longer than that; 平急 3 working days; all others 15.
 */
export function defaultLimit(inEvent: boolean, urgency: Urgency, limits: Limits): Limit {
  if (inEvent)
    return { minutes: limits.inEventMinutes, words: `突发事件中首次反馈 ${span(limits.inEventMinutes)}`, rule: 'IN-02' }
  switch (urgency) {
    case 'mostUrgent':
    case 'veryUrgent':
    case 'urgent':
      return { minutes: limits.urgentHours * 60, words: `加急 ${limits.urgentHours} 小时`, rule: 'IN-03' }
    case 'fairlyUrgent':
      return { workdays: limits.fairlyUrgentDays, words: `平急 ${limits.fairlyUrgentDays} 个工作日`, rule: 'IN-04' }
    case 'none':
      return { workdays: limits.otherDays, words: `一般 ${limits.otherDays} 个工作日`, rule: 'IN-05' }
  }
}

const span = (minutes: number) => (minutes % 60 === 0 ? `${minutes / 60} 小时` : `${minutes} 分钟`)

/**
 * The last of `count` working days after the day of the start, which itself does not count (民法典 第二百零一条). `days` are those that follow the
 * start. A day of a year whose notice is not out yet counts as a working day from Monday to Friday; null when `days` do not reach so far.
 */
export function lastWorkday(days: CalendarDayView[], count: number): string | null {
  return days.filter(isWorkday)[count - 1]?.date ?? null
}

function isWorkday({ date, dayClass }: CalendarDayView): boolean {
  if (dayClass === 'unknown') return ![0, 6].includes(new Date(`${date}T00:00:00Z`).getUTCDay())
  return dayClass === 'workday' || dayClass === 'makeupWorkday'
}

/** When to urge by itself: `sharePercent` of the time is left. */
export const urgeAt = (from: Date, dueAt: Date, sharePercent: number): Date =>
  new Date(dueAt.getTime() - ((dueAt.getTime() - from.getTime()) * sharePercent) / 100)

/** What a state is computed from. */
export interface Progress {
  units: AssignmentState[]
  followed: boolean
  closed: boolean
  archived: boolean
}

/** Where an instruction stands: as far as the slowest of its units. */
export function instructionState({ units, followed, closed, archived }: Progress): InstructionState {
  if (archived) return 'archived'
  if (closed) return 'closed'
  if (followed) return 'reinstructed'
  if (units.length === 0) return 'toTranscribe'
  if (units.includes('assigned')) return 'handedOn'
  if (units.every(one => one === 'answered')) return 'answered'
  return units.every(one => one === 'signedFor') ? 'signedFor' : 'inProgress'
}

/** 已阅 asks nobody for anything; 同意 and 不同意 may stand alone. All others are handed to a unit. */
export const needsNobody = (verb: InstructionVerb): boolean =>
  verb === 'read' || verb === 'agree' || verb === 'disagree'

/** A leader above the county is to be answered, unless he has only read. */
export const isOwedAnswer = (rank: LeaderRank, verb: InstructionVerb): boolean => isUpperRank(rank) && verb !== 'read'

/** 微信转述 is followed by the written original. */
export const needsWritten = (channel: InstructionChannel): boolean => channel === 'wechat'

/** Feedback in time of what was due, in per cent with one decimal; null where nothing was due (shown as “—”). */
export const rateOf = (inTime: number, late: number): number | null =>
  inTime + late === 0 ? null : Math.round((inTime / (inTime + late)) * 1000) / 10
