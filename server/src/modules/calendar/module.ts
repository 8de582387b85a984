import type { Module } from '../../kernel/module.ts'
import type { Work } from '../../kernel/work/work.ts'
import { calendarRoutes } from './routes.ts'
import { calendarSchema } from './schema.ts'
import { type CalendarDayRow, calendarDays } from './seed/holidays.ts'
import { specialPeriods } from './seed/special-periods.ts'

/** 节假日与特殊时期: what kind of day it is (with 调休), and which periods ask for more. */
export const calendar: Module = {
  name: 'calendar',
  migrations: calendarSchema,
  routes: calendarRoutes,
  seed: seedCalendar,
}

/** Brings the published years and the usual special periods; a year that is already there, edited or not, is left alone. */
async function seedCalendar(work: Work) {
  const known = new Set((await work.tx.selectFrom('calendar_year').select('year').execute()).map(row => row.year))
  for (const [year, days] of daysByYear()) {
    if (known.has(year)) continue
    await work.tx
      .insertInto('calendar_year')
      .values({ year, published_by: days[0]?.source ?? '' })
      .execute()
    await work.tx
      .insertInto('calendar_day')
      .values(days.map(day => ({ date: day.date, day_class: day.class, name: day.name, source: day.source })))
      .execute()
  }
  if (known.size > 0) return
  await work.tx
    .insertInto('special_period')
    .values(
      specialPeriods.map(row => ({
        id: row.code,
        name: row.name,
        from_day: row.from,
        to_day: row.to,
        mode: row.mode,
        daily_report: row.dailyReport,
        source: row.source,
        confidence: row.confidence,
      })),
    )
    .execute()
}

function daysByYear(): Map<number, CalendarDayRow[]> {
  const years = new Map<number, CalendarDayRow[]>()
  for (const day of calendarDays) {
    const year = Number(day.date.slice(0, 4))
    years.set(year, [...(years.get(year) ?? []), day])
  }
  return years
}
