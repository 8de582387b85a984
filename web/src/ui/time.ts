import dayjs, { type Dayjs } from 'dayjs'

/** People see Shanghai time wherever the machine thinks it is. There is no daylight saving there. */
const shanghaiOffset = 8 * 3_600_000
const parts = (at: Date) => {
  const local = new Date(at.getTime() + shanghaiOffset).toISOString()
  return { day: local.slice(0, 10), minute: local.slice(11, 16), second: local.slice(11, 19) }
}
type At = string | Date
const dateOf = (at: At) => (typeof at === 'string' ? new Date(at) : at)

/** The calendar day in Shanghai, `YYYY-MM-DD`. */
export const dayOf = (at: At) => parts(dateOf(at)).day

export const shiftDay = (day: string, days: number) =>
  new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10)

/** The instant a Shanghai day begins. */
export const startOfDay = (day: string) => new Date(Date.parse(`${day}T00:00:00+08:00`))

/** Short: 03:46 today, 昨日 22:10, 07-11 22:10, 2025-07-11 22:10. */
export function showTime(at: At, now: Date): string {
  const { day, minute } = parts(dateOf(at))
  const today = dayOf(now)
  if (day === today) return minute
  if (day === shiftDay(today, -1)) return `昨日 ${minute}`
  if (day === shiftDay(today, 1)) return `明日 ${minute}`
  return day.slice(0, 4) === today.slice(0, 4) ? `${day.slice(5)} ${minute}` : `${day} ${minute}`
}

export const showInstant = (at: At) => {
  const { day, minute } = parts(dateOf(at))
  return `${day} ${minute}`
}
export const showSecond = (at: At) => parts(dateOf(at)).second
export const showMinute = (at: At) => parts(dateOf(at)).minute

/** As official papers write it: 2026年7月12日3时35分. */
export function showOfficial(at: At): string {
  const { day, minute } = parts(dateOf(at))
  return `${showOfficialDay(day)}${Number(minute.slice(0, 2))}时${minute.slice(3)}分`
}
export const showOfficialDay = (day: string) =>
  `${day.slice(0, 4)}年${Number(day.slice(5, 7))}月${Number(day.slice(8, 10))}日`

export const weekdayOf = (day: string) => '日一二三四五六'[new Date(`${day}T00:00:00Z`).getUTCDay()] ?? ''

/** A stretch of time in words: 12 分, 1 小时 5 分, 3 天 4 小时. */
export function showSpan(milliseconds: number): string {
  const minutes = Math.floor(Math.abs(milliseconds) / 60_000)
  if (minutes < 60) return `${minutes} 分`
  if (minutes < 1440)
    return minutes % 60 ? `${Math.floor(minutes / 60)} 小时 ${minutes % 60} 分` : `${minutes / 60} 小时`
  const hours = Math.floor(minutes / 60)
  return hours % 24 ? `${Math.floor(hours / 24)} 天 ${hours % 24} 小时` : `${hours / 24} 天`
}

/** Limits as rules write them, in the unit a person would say: 43200 分钟 is 30 日. */
export const inLargerUnits = (words: string): string =>
  words.replace(/(\d+) ?分钟/g, (said, digits: string) => {
    const minutes = Number(digits)
    if (minutes >= 1440 && minutes % 1440 === 0) return `${minutes / 1440} 日`
    return minutes > 60 && minutes % 60 === 0 ? `${minutes / 60} 小时` : said
  })

/** As a timer: 09:42, 1:05:09. */
export function showTimer(milliseconds: number): string {
  const seconds = Math.floor(Math.abs(milliseconds) / 1000)
  const two = (value: number) => String(value).padStart(2, '0')
  const hours = Math.floor(seconds / 3600)
  const rest = `${two(Math.floor((seconds % 3600) / 60))}:${two(seconds % 60)}`
  return hours ? `${hours}:${rest}` : rest
}

/** 刚刚, 3 分前, 2 小时前, 5 天前. */
export function showAgo(at: At, now: Date): string {
  const passed = now.getTime() - dateOf(at).getTime()
  return passed < 60_000 ? '刚刚' : `${showSpan(passed).split(' ').slice(0, 2).join(' ')}前`
}

/**
 * Pickers of the component library count in the machine's own zone. These two turn an instant into a picker value
 * whose fields read as Shanghai time, and back.
 */
export const toPicker = (at: string): Dayjs =>
  dayjs(new Date(Date.parse(at) + shanghaiOffset).toISOString().slice(0, 19))
export const fromPicker = (value: Dayjs): string =>
  new Date(`${value.format('YYYY-MM-DDTHH:mm:ss')}+08:00`).toISOString()

/**
 * What a hurried hand types for a time: 0210, 2:10, 11-21 23:50. Null when it is nothing of the kind. Without a day it
 * is today's, or yesterday's when that would lie ahead and must not.
 */
export function instantTyped(text: string, now: Date, mayLieAhead: boolean): string | null {
  const typed = /^(?:(\d{1,2})[-/.月](\d{1,2})日? +)?(\d{1,2})[:：时]?(\d{2})分?$/.exec(text.trim())
  if (!typed) return null
  const [, month, date, hour, minute] = typed
  const two = (part = '') => part.padStart(2, '0')
  const today = dayOf(now)
  const day = month ? `${today.slice(0, 4)}-${two(month)}-${two(date)}` : today
  const instant = (on: string) => Date.parse(`${on}T${two(hour)}:${two(minute)}:00+08:00`)
  if (Number.isNaN(instant(day))) return null
  const isMeantBefore = !month && !mayLieAhead && instant(day) > now.getTime()
  return new Date(instant(isMeantBefore ? shiftDay(day, -1) : day)).toISOString()
}
