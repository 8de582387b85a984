import { circumstances, type EventLevel, eventLevelNames } from '@anlan/contract/emergency-event.ts'
import type { TaskState } from '@anlan/contract/response.ts'
import type { ResponseCondition, ResponseLevel } from '@anlan/contract/response-template.ts'

/** What is known of an event when somebody asks which response fits. */
export interface EventSoFar {
  level: EventLevel | null
  figures: Map<string, number | null>
  circumstances: string[]
  /** Minutes since it began, while it is not over; null once it is. */
  openMinutes: number | null
}

/** The conditions that hold, in words. */
export const matched = (rules: ResponseCondition[], event: EventSoFar): string[] =>
  rules.map(rule => holds(rule, event)).filter(words => words !== null)

/** A condition in words if it holds. An unknown figure holds nothing: it is being checked, not zero. */
export function holds(rule: ResponseCondition, event: EventSoFar): string | null {
  switch (rule.kind) {
    case 'eventLevel':
      return event.level !== null && event.level <= rule.level
        ? `事件级别 ${eventLevelNames[event.level]}（达到${eventLevelNames[rule.level]}）`
        : null
    case 'figure': {
      const known = rule.indicators.map(one => event.figures.get(one) ?? null).filter(value => value !== null)
      const sum = known.reduce((a, b) => a + b, 0)
      return known.length > 0 && sum >= rule.min
        ? `${rule.label} ${sum}${unitWords(rule.unit)}（达到 ${rule.min}${unitWords(rule.unit)}）`
        : null
    }
    case 'circumstance':
      return event.circumstances.includes(rule.circumstance) ? circumstances[rule.circumstance] : null
    case 'openMinutes':
      return event.openMinutes !== null && event.openMinutes >= rule.minutes
        ? `已持续 ${Math.floor(event.openMinutes / 60)} 小时（达到 ${rule.minutes / 60} 小时）`
        : null
  }
}

const unitWords = (unit: string) => (unit.trim() ? ` ${unit.trim()}` : '')

/** Ⅰ is the highest: a county at Ⅱ satisfies an upper plan that asks at least Ⅲ (上级启动后县级应响应级别不低于). */
export const satisfiesUpper = (level: ResponseLevel, countyAtLeast: ResponseLevel | null): boolean =>
  countyAtLeast === null || level <= countyAtLeast

/** 一般以上 or 敏感 events call for the county's taking part (W184); in words why, or null. */
export function participationBecause(level: EventLevel | null, sensitive: boolean): string | null {
  if (level !== null) return `${eventLevelNames[level]}事件`
  return sensitive ? '敏感事件' : null
}

/** Which level of government leads by the level of the event (分级负责). */
export function responsibleFor(level: EventLevel | null): string {
  switch (level) {
    case 1:
      return '国务院、省人民政府'
    case 2:
      return '省人民政府'
    case 3:
      return '设区的市人民政府'
    default:
      return '县人民政府'
  }
}

const next: Record<TaskState, TaskState[]> = {
  planned: ['issued', 'cancelled'],
  issued: ['inProgress', 'refused', 'cancelled'],
  refused: ['issued', 'cancelled'],
  inProgress: ['blocked', 'done', 'cancelled'],
  blocked: ['inProgress', 'done', 'cancelled'],
  done: ['verified', 'inProgress', 'cancelled'],
  verified: [],
  cancelled: [],
}
/** Whether a task may go from one state to another. */
export const mayBecome = (from: TaskState, to: TaskState): boolean => next[from].includes(to)
export const isOpenTask = (state: TaskState): boolean => state !== 'verified' && state !== 'cancelled'

export const taskNumber = (count: number): string => `T-${String(count).padStart(2, '0')}`

/** Whole minutes from one instant to another; null when either is not there. */
export const minutesFrom = (from: Date | null, until: Date | null): number | null =>
  from && until ? Math.round((until.getTime() - from.getTime()) / 60_000) : null

/** In per cent with one decimal; null where nothing was due. */
export const rateOf = (inTime: number, late: number): number | null =>
  inTime + late === 0 ? null : Math.round((inTime / (inTime + late)) * 1000) / 10

/** The mean of what is known, to one decimal, and of how many; null where nothing is. */
export function averageOf(values: (number | null)[]): { minutes: number | null; of: number } {
  const known = values.filter(value => value !== null)
  if (known.length === 0) return { minutes: null, of: 0 }
  return { minutes: Math.round((known.reduce((sum, one) => sum + one, 0) / known.length) * 10) / 10, of: known.length }
}
