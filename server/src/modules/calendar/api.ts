import { sql } from 'kysely'
import type { Tx } from '../../kernel/database/database.ts'
import { classOfDay, shanghaiDay } from './days.ts'

export {
  addDays,
  shanghaiDay,
  shanghaiFullMinute,
  shanghaiInstant,
  shanghaiMinute,
  shanghaiTime,
  spanWords,
} from './days.ts'

/** Days of a span with their class, first to last. */
export async function daysBetween(tx: Tx, from: string, to: string) {
  const named = await tx
    .selectFrom('calendar_day')
    .selectAll()
    .where('date', '>=', from)
    .where('date', '<=', to)
    .execute()
  const years = new Set((await tx.selectFrom('calendar_year').select('year').execute()).map(row => row.year))
  const byDay = new Map(named.map(row => [row.date, row]))
  const { rows } = await sql<{
    day: string
  }>`select to_char(d, 'YYYY-MM-DD') as day from generate_series(${from}::date, ${to}::date, interval '1 day') d`.execute(
    tx,
  )
  return rows.map(({ day }) => classOfDay(day, byDay.get(day), years.has(Number(day.slice(0, 4)))))
}

/** Special periods (重要时期) that cover the day of an instant. */
export const periodsOn = (tx: Tx, at: Date) =>
  tx
    .selectFrom('special_period')
    .selectAll()
    .where('from_day', '<=', shanghaiDay(at))
    .where('to_day', '>=', shanghaiDay(at))
    .orderBy('from_day')
    .execute()
