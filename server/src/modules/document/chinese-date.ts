import { shanghaiDay, shanghaiInstant } from '../calendar/api.ts'

/** 成文日期 as papers write it, the day in Shanghai: `2026年7月12日`. */
export function chineseDate(at: Date): string {
  const { year, month, date } = dayParts(at)
  return `${year}年${month}月${date}日`
}

/** An instant in running text, in Shanghai, without the year: `7月12日2时46分`, `7月12日2时05分`, on the hour `7月12日8时`. */
export function chineseDateTime(at: Date): string {
  const { month, date } = dayParts(at)
  const minutes = Math.floor((at.getTime() - shanghaiInstant(shanghaiDay(at), '00:00').getTime()) / 60_000)
  const past = minutes % 60
  return `${month}月${date}日${Math.floor(minutes / 60)}时${past === 0 ? '' : `${String(past).padStart(2, '0')}分`}`
}

function dayParts(at: Date) {
  const day = shanghaiDay(at)
  return { year: Number(day.slice(0, 4)), month: Number(day.slice(5, 7)), date: Number(day.slice(8, 10)) }
}
