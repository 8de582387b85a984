import type { CalendarDayView, DayClass } from '@anlan/contract/calendar.ts'

const shanghaiOffsetMs = 8 * 3_600_000

/** The calendar day in Shanghai of an instant. 00:05 local is 16:05 UTC the day before. */
export const shanghaiDay = (at: Date): string => new Date(at.getTime() + shanghaiOffsetMs).toISOString().slice(0, 10)

/** The instant of a local time of day (`HH:MM`) on a Shanghai day. China has kept no summer time since 1991. */
export const shanghaiInstant = (day: string, time: string): Date => new Date(`${day}T${time}:00+08:00`)

/** The time of day in Shanghai, `HH:MM`. */
export const shanghaiTime = (at: Date): string => new Date(at.getTime() + shanghaiOffsetMs).toISOString().slice(11, 16)

/** Day and time in Shanghai as people write them down: `07-12 02:46`. */
export const shanghaiMinute = (at: Date): string => `${shanghaiDay(at).slice(5)} ${shanghaiTime(at)}`

/** With the year: `2026-07-12 02:46`. */
export const shanghaiFullMinute = (at: Date): string => `${shanghaiDay(at)} ${shanghaiTime(at)}`

/** A span of minutes in words: `45 分钟`, `2 小时 5 分`. */
export const spanWords = (minutes: number): string => {
  const span = Math.abs(minutes)
  if (span < 60) return `${minutes} 分钟`
  return `${minutes < 0 ? '-' : ''}${Math.floor(span / 60)} 小时${span % 60 ? ` ${span % 60} 分` : ''}`
}

export const addDays = (day: string, days: number): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10)

export const isDay = (text: string): boolean =>
  /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(`${text}T00:00:00Z`))

/** What a day is, from the rows that name it. `isPublished` says whether the year's notice is known (国务院办公厅每年发布). */
export function classOfDay(
  day: string,
  named: { day_class: DayClass; name: string; source: string } | undefined,
  isPublished: boolean,
): CalendarDayView {
  if (named) return { date: day, dayClass: named.day_class, name: named.name, source: named.source }
  if (!isPublished) return { date: day, dayClass: 'unknown', name: null, source: null }
  const weekday = new Date(`${day}T00:00:00Z`).getUTCDay()
  return { date: day, dayClass: weekday === 0 || weekday === 6 ? 'weekend' : 'workday', name: null, source: null }
}
