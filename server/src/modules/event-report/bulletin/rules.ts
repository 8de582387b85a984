import type { CalendarDayView } from '@anlan/contract/calendar.ts'
import type { BulletinCase, BulletinNumbers, FaultGroup, Rate } from '@anlan/contract/fault-bulletin.ts'
import { faultGroupNames, faultGroups } from '@anlan/contract/fault-bulletin.ts'

/**
 * Whether another toll than the one reported puts that one right (错), or tells what came about since. The dead do not come back; another
 * number for a moment that had been reported already was wrong then. Who is found later, or dies later, is news. Source: ours (设计).
 */
export function isTollCorrection(one: {
  indicator: string
  before: number
  after: number | null
  /** The moment the new number speaks of, and when the old one was last reported. */
  asOf: Date
  toldAt: Date
}): boolean {
  if (one.after === one.before) return false
  if (one.indicator === 'deaths' && one.after !== null && one.after < one.before) return true
  return one.asOf <= one.toldAt
}

/** Whether two positions lie further apart than `metres`; on the ground of one county a flat earth will do. */
export function isPlaceShift(
  before: { lng: number; lat: number },
  after: { lng: number; lat: number },
  metres: number,
): boolean {
  const perDegree = 111_320
  const dy = (after.lat - before.lat) * perDegree
  const dx = (after.lng - before.lng) * perDegree * Math.cos((before.lat * Math.PI) / 180)
  return Math.hypot(dx, dy) > metres
}

/**
 * The day on which a limit of so many working days ends, counted from the day after; null when `days` do not reach. In a year whose holidays
 * are not published yet Monday to Friday count. 民法典 第二百零一条: the first day does not count.
 */
export function lastWorkingDay(days: CalendarDayView[], count: number): string | null {
  const isWorkday = ({ date, dayClass }: CalendarDayView) =>
    dayClass === 'unknown'
      ? ![0, 6].includes(new Date(`${date}T00:00:00Z`).getUTCDay())
      : dayClass === 'workday' || dayClass === 'makeupWorkday'
  return days.filter(isWorkday)[count - 1]?.date ?? null
}

type Cases = Record<
  FaultGroup | 'backflow' | 'suspected' | 'timely' | 'complete' | 'accurate' | 'firstMinutes',
  BulletinCase[]
>

/** The numbers of a period from the cases behind them: a total is the sum of its parts, a rate without cases stays blank. */
export function numbersOf(cases: Cases, belongs: (one: BulletinCase) => boolean = () => true): BulletinNumbers {
  const count = (name: keyof Cases) => cases[name].filter(belongs).length
  const rate = (name: keyof Cases): Rate => {
    const mine = cases[name].filter(belongs)
    return mine.length === 0 ? null : { value: sum(mine.map(one => one.value)), of: sum(mine.map(one => one.of)) }
  }
  const groups = {
    wrong: count('wrong'),
    omitted: count('omitted'),
    delayed: count('delayed'),
    concealed: count('concealed'),
    poor: count('poor'),
  }
  return {
    ...groups,
    faults: sum(Object.values(groups)),
    backflow: count('backflow'),
    suspected: count('suspected'),
    timely: rate('timely'),
    complete: rate('complete'),
    accurate: rate('accurate'),
    firstMinutes: rate('firstMinutes'),
  }
}

const sum = (values: number[]) => values.reduce((all, one) => all + one, 0)

/** A share as a percentage with one decimal, a mean as minutes; blank stays “—”. */
export const percentOf = (rate: Rate): string =>
  rate && rate.of > 0 ? `${((100 * rate.value) / rate.of).toFixed(1)}%` : '—'
export const meanOf = (rate: Rate): string => (rate && rate.of > 0 ? (rate.value / rate.of).toFixed(1) : '—')

/** The group a part belongs to; undefined for what is none of the five. */
export const groupOf = (part: string): FaultGroup | undefined =>
  faultGroupNames.find(group => Object.hasOwn(faultGroups[group].parts, part))

/** A span of days as a 通报 says it: 2026年7月, 2026年第三季度, 2026年, or from day to day. */
export function periodName(from: string, to: string): string {
  const [year = '', month = ''] = from.split('-')
  const isWhole = from.endsWith('-01') && isLastOfMonth(to) && to.slice(0, 4) === year
  const first = Number(month)
  const last = Number(to.slice(5, 7))
  if (isWhole && first === last) return `${year}年${first}月`
  if (isWhole && first === 1 && last === 12) return `${year}年`
  if (isWhole && last === first + 2 && first % 3 === 1) return `${year}年第${'一二三四'[(first - 1) / 3]}季度`
  return `${said(from)}至${said(to)}`
}

const said = (day: string) => `${day.slice(0, 4)}年${Number(day.slice(5, 7))}月${Number(day.slice(8, 10))}日`
const isLastOfMonth = (day: string) => new Date(Date.parse(`${day}T00:00:00Z`) + 86_400_000).getUTCDate() === 1
