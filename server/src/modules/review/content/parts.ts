import type { ReviewContent, ReviewSectionCode, ReviewTable } from '@anlan/contract/review.ts'
import { shanghaiMinute, spanWords } from '../../calendar/api.ts'

type Number = ReviewContent['numbers'][number]
type Line = ReviewTable['rows'][number]

export const number = (label: string, value: string | number, to: string | null): Number => ({
  label,
  value: String(value),
  to,
})

/** A table of at most `most` lines; how many more there are is said. */
export const table = (title: string, headers: string[], rows: Line[], most = 200): ReviewTable => ({
  title,
  headers,
  rows: rows.slice(0, most),
  more: Math.max(0, rows.length - most),
})

export const line = (cells: (string | number | null)[], to: string | null): Line => ({
  cells: cells.map(cell => (cell === null ? '' : String(cell))),
  to,
})

export const content = (code: ReviewSectionCode, numbers: Number[], tables: ReviewTable[]): ReviewContent => ({
  code,
  numbers,
  tables: tables.filter(one => one.rows.length > 0),
})

/** 07-12 02:46, in Shanghai; empty for what has not happened. */
export const minute = (at: Date | string | null): string => (at === null ? '' : shanghaiMinute(new Date(at)))

/** What a limit came to. */
export const lateness = (met: string | null, minutesLate: number | null): string =>
  minutesLate ? `超时 ${spanWords(minutesLate)}` : met ? '按时' : '未完成'
