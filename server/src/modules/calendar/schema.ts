import type { DayClass } from '@anlan/contract/calendar.ts'
import type { Migration } from '../../kernel/database/migrate.ts'

interface CalendarDayTable {
  date: string
  day_class: Exclude<DayClass, 'unknown'>
  name: string
  source: string
}
interface CalendarYearTable {
  year: number
  published_by: string
}
export interface SpecialPeriodTable {
  id: string
  name: string
  from_day: string
  to_day: string
  mode: 'strengthened' | 'normalPlus' | 'publicity'
  daily_report: boolean
  source: string
  confidence: '确' | '较确' | '待核' | '设计'
}

declare module '../../kernel/database/database.ts' {
  interface Tables {
    calendar_day: CalendarDayTable
    calendar_year: CalendarYearTable
    special_period: SpecialPeriodTable
  }
}

export const calendarSchema: Migration[] = [
  {
    id: '2026-11-22-03-calendar',
    sql: /* sql */ `
create table calendar_day (date date primary key, day_class text not null, name text not null, source text not null);
-- Years whose holiday notice is known; any other year is unknown, never assumed to be workdays.
create table calendar_year (year int primary key, published_by text not null);
create table special_period (
  id text primary key, name text not null, from_day date not null, to_day date not null check (to_day >= from_day),
  mode text not null, daily_report boolean not null, source text not null, confidence text not null
);
create index special_period_days on special_period (from_day, to_day);
`,
  },
]
