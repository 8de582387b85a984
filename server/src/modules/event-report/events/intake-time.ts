import { spokenNumber } from './intake-rules.ts'

const minuteMs = 60_000
const dayMs = 86_400_000
const shanghaiMs = 8 * 3_600_000

const digits = '[0-9０-９零一二两三四五六七八九十]{1,3}'
const clockTime = new RegExp(
  `(今天|今日|昨天|昨日|前天|今晚|昨晚|昨夜|(?:(${digits})月)?(${digits})[日号])?\\s*(凌晨|清晨|早上|早晨|上午|中午|下午|傍晚|晚上|夜里|半夜|深夜)?\\s*(${digits})\\s*(?:[点时](?!候)(?:\\s*(半|一刻|三刻|${digits})\\s*分?)?|[:：]\\s*([0-9０-９]{2}))`,
)
const ago = new RegExp(`(半|${digits})\\s*(个半)?个?(分钟|小时)(半)?(?:之|以)?前`)
const daysBack: Record<string, number> = { 昨天: 1, 昨日: 1, 昨晚: 1, 昨夜: 1, 前天: 2 }

/**
 * When a caller says it happened: 00点50分左右, 昨晚11点半, 12日23时40分, 十分钟前. Never after the moment at which we heard of it: a time of day
 * without a day that would lie ahead was yesterday's. Null when no time is said, or one that no clock shows.
 */
export function momentIn(text: string, heardAt: Date): { at: Date; why: string } | null {
  return clockTimeIn(text, heardAt) ?? agoIn(text, heardAt)
}

function clockTimeIn(text: string, heardAt: Date) {
  const match = clockTime.exec(text)
  if (!match) return null
  const [why, day = '', monthSaid, dateSaid, partSaid = '', hourSaid = '', minuteSaid, colonMinute] = match
  const hour = hourOn(spokenNumber(hourSaid), partSaid || (/晚|夜/.test(day) ? '晚上' : ''))
  const minute = minuteOf(minuteSaid ?? colonMinute)
  if (hour === null || minute === null || minute > 59) return null
  const here = new Date(heardAt.getTime() + shanghaiMs)
  const dayStart = Date.UTC(here.getUTCFullYear(), here.getUTCMonth(), here.getUTCDate()) - shanghaiMs
  const at = (start: number) => new Date(start + (hour * 60 + minute) * minuteMs)
  if (dateSaid) {
    const start = dateBefore(here, monthSaid ? spokenNumber(monthSaid) : null, spokenNumber(dateSaid))
    return start === null || at(start) > heardAt ? null : { at: at(start), why }
  }
  const back = daysBack[day]
  // 昨晚0点半 is the night that began yesterday.
  if (back !== undefined) return { at: at(dayStart - (hour < 5 && /晚|夜/.test(day) ? 0 : back) * dayMs), why }
  const today = at(dayStart)
  if (today <= heardAt) return { at: today, why }
  return day ? null : { at: at(dayStart - dayMs), why }
}

/** Hours of the afternoon and evening as one says them: 下午3点 is 15, 晚上12点 is midnight. */
function hourOn(said: number | null, part: string): number | null {
  if (said === null || said > 24) return null
  if (/下午|傍晚/.test(part) && said < 12) return said + 12
  if (/中午/.test(part) && said < 3) return said + 12
  if (/晚上|夜里|半夜|深夜/.test(part) && said >= 6 && said < 12) return said + 12
  return said === 24 || (said === 12 && /晚|夜|凌晨/.test(part)) ? 0 : said
}

function minuteOf(said: string | undefined): number | null {
  if (said === undefined) return 0
  if (said === '半') return 30
  if (said === '一刻') return 15
  if (said === '三刻') return 45
  return spokenNumber(said)
}

/** Start of the last such day of the month, or of the year, up to now; null when there is none such as the 31st of June. */
function dateBefore(here: Date, month: number | null, date: number | null): number | null {
  if (date === null || date < 1 || date > 31 || (month !== null && (month < 1 || month > 12))) return null
  const ahead = month === null ? date > here.getUTCDate() : month - 1 > here.getUTCMonth()
  const year = here.getUTCFullYear() - (month !== null && ahead ? 1 : 0)
  const monthIndex = month === null ? here.getUTCMonth() - (ahead ? 1 : 0) : month - 1
  const start = new Date(Date.UTC(year, monthIndex, date))
  return start.getUTCDate() === date ? start.getTime() - shanghaiMs : null
}

function agoIn(text: string, heardAt: Date) {
  const match = ago.exec(text)
  if (!match) return null
  const [why, said = '', andHalf, unit, halfAfter] = match
  const count = said === '半' ? 0.5 : spokenNumber(said)
  if (count === null) return null
  const whole = count + (andHalf || halfAfter ? 0.5 : 0)
  return { at: new Date(heardAt.getTime() - whole * (unit === '小时' ? 60 : 1) * minuteMs), why }
}
