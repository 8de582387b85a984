import { dayOf, shiftDay } from '../../../ui/time.ts'

export type PeriodKind = 'month' | 'quarter' | 'other'
export interface Period {
  from: string
  to: string
}

const two = (part: number) => String(part).padStart(2, '0')
/** So many whole months from the month of a day on. */
const months = (year: number, first: number, count: number): Period => ({
  from: `${year}-${two(first)}-01`,
  to: new Date(Date.UTC(year, first - 1 + count, 0)).toISOString().slice(0, 10),
})

export const monthOf = (day: string): Period => months(Number(day.slice(0, 4)), Number(day.slice(5, 7)), 1)
export const quarterOf = (day: string): Period =>
  months(Number(day.slice(0, 4)), Math.floor((Number(day.slice(5, 7)) - 1) / 3) * 3 + 1, 3)

const isSame = (a: Period, b: Period) => a.from === b.from && a.to === b.to
/** What a span of days is: exactly a month, exactly a quarter, or any. */
export const kindOf = (period: Period): PeriodKind =>
  isSame(monthOf(period.from), period) ? 'month' : isSame(quarterOf(period.from), period) ? 'quarter' : 'other'

/** The period before or after one of the same kind. */
export const neighbour = (period: Period, kind: 'month' | 'quarter', step: -1 | 1): Period => {
  const day = step < 0 ? shiftDay(period.from, -1) : shiftDay(period.to, 1)
  return kind === 'month' ? monthOf(day) : quarterOf(day)
}

/** The month that is on. */
export const thisMonth = (now: Date): Period => monthOf(dayOf(now))
