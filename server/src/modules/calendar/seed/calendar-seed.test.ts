import { getDayDetail, isHoliday, isWorkday } from 'chinese-days'
import { expect, test } from 'vitest'
import { calendarDays, calendarDays2026 } from './holidays.ts'
import { specialPeriods } from './special-periods.ts'

const isWeekend = (date: string) => [0, 6].includes(new Date(date).getUTCDay())
const classOf = new Map(calendarDays.map(day => [day.date, day.class]))

test('a day is listed once', () => {
  expect(classOf.size).toBe(calendarDays.length)
})

test('2026 has 33 days of rest in seven holidays, 13 of them statutory, and 6 makeup days', () => {
  const datesOf = (wanted: string) => calendarDays2026.filter(day => day.class === wanted).map(day => day.date)
  expect(datesOf('statutoryHoliday')).toHaveLength(13)
  expect(datesOf('adjustedRest')).toHaveLength(20)
  const makeup = ['2026-01-04', '2026-02-14', '2026-02-28', '2026-05-09', '2026-09-20', '2026-10-10']
  expect(datesOf('makeupWorkday')).toEqual(makeup)
})

test.each([
  [2024, 11],
  [2025, 13],
  [2026, 13],
])('%d has %d statutory days', (year, days) => {
  const statutory = calendarDays.filter(day => day.class === 'statutoryHoliday' && day.date.startsWith(String(year)))
  expect(statutory).toHaveLength(days)
})

test('every day from 2024 to 2026 is at work or at rest as in the published calendar', () => {
  for (let at = Date.UTC(2024, 0, 1); at < Date.UTC(2027, 0, 1); at += 86_400_000) {
    const date = new Date(at).toISOString().slice(0, 10)
    const listed = classOf.get(date)
    const atRest = listed ? listed !== 'makeupWorkday' : isWeekend(date)
    expect(atRest, `${date} ${getDayDetail(date).name}`).toBe(isHoliday(date))
    expect(atRest).toBe(!isWorkday(date))
  }
})

test('people make up for a holiday only on a weekend', () => {
  for (const day of calendarDays) if (day.class === 'makeupWorkday') expect(isWeekend(day.date)).toBe(true)
})

test('special periods have unique codes, run forward and touch 2026', () => {
  expect(new Set(specialPeriods.map(period => period.code)).size).toBe(specialPeriods.length)
  for (const { from, to } of specialPeriods) {
    expect(from <= to).toBe(true)
    expect(from <= '2026-12-31' && to >= '2026-01-01').toBe(true)
  }
})

test('the daily all-clear is owed on the day of every holiday notice, and during the national congress', () => {
  const owed = (date: string) => specialPeriods.some(p => p.dailyReport && p.from <= date && date <= p.to)
  for (const day of calendarDays2026) expect(owed(day.date), day.date).toBe(day.class !== 'makeupWorkday')
  expect(owed('2026-03-05')).toBe(true)
  expect(owed('2026-07-11')).toBe(false)
})
