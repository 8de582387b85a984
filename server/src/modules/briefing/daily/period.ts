import { addDays, shanghaiDay, shanghaiInstant } from '../../calendar/api.ts'

/** The day and night that a 值班日报 tells of: 24 hours up to its hour. */
export interface Period {
  /** The Shanghai day it bears. */
  day: string
  from: Date
  until: Date
}

const clock = (hour: number) => `${String(hour).padStart(2, '0')}:00`

export const periodOf = (day: string, hour: number): Period => ({
  day,
  from: shanghaiInstant(addDays(day, -1), clock(hour)),
  until: shanghaiInstant(day, clock(hour)),
})

/** The latest period that is over at `now`. */
export function lastPeriod(now: Date, hour: number): Period {
  const today = periodOf(shanghaiDay(now), hour)
  return now >= today.until ? today : periodOf(addDays(shanghaiDay(now), -1), hour)
}

/** When the next 日报 is to be drafted: at its hour today, or tomorrow when that has passed. */
export function nextDraftAt(now: Date, hour: number): Date {
  const today = periodOf(shanghaiDay(now), hour).until
  return now < today ? today : periodOf(addDays(shanghaiDay(now), 1), hour).until
}

/** What stands only once: the paper of a day. */
export const originOf = (day: string): string => `daily/${day}`
