import type { TakeCount, TakeLine, TakeStore, TakeView } from '@anlan/contract/stock-take.ts'
import { type RawBuilder, sql } from 'kysely'
import { isUnitInReach, reachFor, unitsInReach } from '../../../kernel/access/reach.ts'
import { Problem } from '../../../kernel/problem.ts'
import type { Work } from '../../../kernel/work/work.ts'
import { whatIsLeft } from './takes.ts'

interface Row {
  id: string
  title: string
  unit_id: string
  unit_name: string
  started_at: Date
  started_by: string
  due_on: string
  closed_at: Date | null
  stores: number
  stores_done: number
  lots: number
  counted: number
  differing: number
  unexplained: number
  qualified: number
}

/** Stock-takes with a store in reach, the latest first; figures of the stores in reach. */
export const listTakes = async (work: Work): Promise<TakeLine[]> => (await takeRows(work, sql`true`)).map(lineOf)

const takeRows = async (work: Work, where: RawBuilder<unknown>): Promise<Row[]> =>
  (
    await sql<Row>`
    select t.*, u.name as unit_name, k.stores, k.stores_done, coalesce(c.lots, 0) as lots, coalesce(c.counted, 0) as counted,
      coalesce(c.differing, 0) as differing, coalesce(c.unexplained, 0) as unexplained, coalesce(c.qualified, 0) as qualified
    from stock_take t join unit u on u.id = t.unit_id
    cross join lateral (select count(*)::int as stores, count(*) filter (where k.visited_at is not null and not exists (select 1 from stock_take_count x
        where x.take_id = k.take_id and x.store_id = k.store_id and x.counted is null))::int as stores_done
      from stock_take_store k join stock_store s on s.id = k.store_id where k.take_id = t.id and s.unit_id in ${unitsInReach(work)}) k
    left join lateral (select count(*)::int as lots, count(x.counted)::int as counted, count(*) filter (where x.counted <> x.book)::int as differing,
        count(*) filter (where x.counted <> x.book and x.explanation = '')::int as unexplained,
        count(*) filter (where x.counted is not null and x.quality = 'qualified')::int as qualified
      from stock_take_count x join stock_store s on s.id = x.store_id where x.take_id = t.id and s.unit_id in ${unitsInReach(work)}) c on true
    where k.stores > 0 and ${where} order by t.closed_at is not null, t.started_at desc, t.id limit 200`.execute(
      work.tx,
    )
  ).rows

/** A share of those counted in percent, to a tenth; a rate of 100 is never rounded up to. */
export const rateOf = (part: number, all: number): number | null =>
  all === 0 ? null : Math.floor((part / all) * 1000) / 10

const lineOf = (row: Row): TakeLine => ({
  id: row.id,
  title: row.title,
  unitName: row.unit_name,
  startedAt: row.started_at.toISOString(),
  startedBy: row.started_by,
  dueOn: row.due_on,
  closedAt: row.closed_at?.toISOString() ?? null,
  stores: row.stores,
  storesDone: row.stores_done,
  lots: row.lots,
  counted: row.counted,
  differing: row.differing,
  unexplained: row.unexplained,
  qualified: row.qualified,
  differenceRate: rateOf(row.differing, row.counted),
  qualifiedRate: rateOf(row.qualified, row.counted),
})

/** One stock-take, store by store. */
export async function readTake(work: Work, id: string): Promise<TakeView> {
  const [row] = await takeRows(work, sql`t.id = ${id}`)
  if (!row) throw new Problem('not-found')
  const move = reachFor(work.actor, 'stock.move')
  const stores = await sql<Omit<TakeStore, 'counts' | 'visitedAt'> & { visitedAt: Date | null }>`
    select s.id as "storeId", s.name as "storeName", u.name as "unitName", s.keeper, s.keeper_phone as "keeperPhone", k.visited_by as "visitedBy",
      k.visited_at as "visitedAt", ${move ? sql`s.unit_id in ${unitsInReach({ reach: move })}` : sql`false`} as "mayCount"
    from stock_take_store k join stock_store s on s.id = k.store_id join unit u on u.id = s.unit_id
    where k.take_id = ${id} and s.unit_id in ${unitsInReach(work)}
    order by array_position(array['county', 'town', 'enterprise', 'village'], s.level), u.sort, s.name`.execute(work.tx)
  const counts = await sql<Omit<TakeCount, 'countedAt'> & { storeId: string; countedAt: Date | null }>`
    select c.id, c.lot_id as "lotId", c.store_id as "storeId", i.name as "itemName", i.unit, l.lot_no as "lotNo", l.place, l.entered_on as "enteredOn",
      l.expires_on as "expiresOn", case when c.counted is null then l.balance else c.book end as book, c.counted, c.quality, c.explanation, c.counted_by as "countedBy",
      c.counted_at as "countedAt", c.version
    from stock_take_count c join stock_lot l on l.id = c.lot_id join stock_item i on i.code = l.item_code join stock_store s on s.id = c.store_id
    where c.take_id = ${id} and s.unit_id in ${unitsInReach(work)} order by i.sort, l.expires_on nulls last, l.id`.execute(
    work.tx,
  )
  return {
    ...lineOf(row),
    storeList: stores.rows.map(store => ({
      ...store,
      visitedAt: store.visitedAt?.toISOString() ?? null,
      mayCount: store.mayCount && row.closed_at === null,
      counts: counts.rows
        .filter(count => count.storeId === store.storeId)
        .map(({ storeId: _, ...count }) => ({ ...count, countedAt: count.countedAt?.toISOString() ?? null })),
    })),
    missing: row.closed_at ? [] : await whatIsLeft(work, id),
    may: {
      close:
        row.closed_at === null && move !== null && (await isUnitInReach({ tx: work.tx, reach: move }, row.unit_id)),
    },
  }
}
