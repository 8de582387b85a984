import { type RawCell, textOf } from '../reading/raw-book.ts'

export type DayReading = { day: string } | { problem: string }

// Two-digit years: up to twenty years ahead belong to this century, the others to the last.
const yearsAhead = 20
const serials = { first: 18_264, last: 73_415 }

/**
 * The day a cell means: a day of the spreadsheet, its serial number, 20260701, or year–month–day in figures with 年月日, dots, slashes or
 * hyphens. Two-digit years stand in front as is usual in Chinese; where they could also be days, the cell is refused. 1904: days of old
 * Macintosh workbooks count from there.
 */
export function dayIn(cell: RawCell, counts1904: boolean, today: string): DayReading {
  if (cell.kind === 'day') return existing(cell.day)
  if (cell.kind === 'number') return dayOfNumber(cell.number, counts1904)
  const text = textOf(cell)
    .normalize('NFKC')
    .replace(/[T\s]+\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?Z?$/, '')
    .replace(/\s/g, '')
  if (/^\d{8}$/.test(text)) return dayOfNumber(Number(text), false)
  const parts = text.match(/^(\d{2}|\d{4})([年./-])(\d{1,2})[月./-](\d{1,2})日?号?$/)
  if (!parts) return { problem: problemOf(text) }
  const [, year = '', mark = '', month = '', day = ''] = parts
  if (year.length === 4) return existing(dayText(Number(year), month, day))
  if (mark !== '年' && Number(year) <= 12 && day.length === 2)
    return { problem: `“${text}”的年份不明确，请写四位年份，例如 2026-07-12` }
  return existing(dayText(fullYear(Number(year), today), month, day))
}

function dayOfNumber(number: number, counts1904: boolean): DayReading {
  if (Number.isInteger(number) && number > 19_000_000 && number < 21_010_000) {
    const text = String(number)
    return existing(`${text.slice(0, 4)}-${text.slice(4, 6)}-${text.slice(6)}`)
  }
  const serial = Math.floor(number) + (counts1904 ? 1_462 : 0)
  if (serial < serials.first || serial > serials.last)
    return { problem: `${number} 不是日期，请填写年月日，例如 2026-07-12` }
  // Serial 25569 is 1970-01-01; the spreadsheet's invented 29 February 1900 lies before all days we take.
  return existing(new Date((serial - 25_569) * 86_400_000).toISOString().slice(0, 10))
}

const fullYear = (short: number, today: string) =>
  2000 + short <= Number(today.slice(0, 4)) + yearsAhead ? 2000 + short : 1900 + short

const dayText = (year: number, month: string, day: string) =>
  `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`

function existing(text: string): DayReading {
  const at = new Date(`${text}T00:00:00Z`)
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(text)
    ? { day: text }
    : { problem: `“${text}”不是存在的日期` }
}

function problemOf(text: string): string {
  if (/^\d{2,4}[年./-]\d{1,2}月?$/.test(text)) return `“${text}”缺少日，请写到日，例如 2026-07-12`
  return `“${text}”应为日期，例如 2026-07-12`
}
