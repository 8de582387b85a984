import { sql } from 'kysely'
import type { Work } from '../../kernel/work/work.ts'
import { filingsWhere } from './filing.ts'
import { own } from './reach.ts'
import { tasksWhere } from './tasks.ts'

/** Filings of the actor's units and those that are filed with them; `open` the ones without a receipt (W132). */
export const listFilings = async (work: Work, open: boolean) => ({
  items: await filingsWhere(
    work,
    sql`(p.unit_id in ${own(work)} or f.to_unit_id in ${own(work)}) ${open ? sql`and f.received_at is null` : sql``}`,
  ),
})

/** What the actor's units still have to do about plans. */
export const listTasks = async (work: Work) => ({
  items: await tasksWhere(work, sql`t.done_at is null and t.unit_id in ${own(work)}`),
})

/** Enterprises in reach without a plan of their own in force, and whether one was asked for (W135). */
export async function enterprisesWithoutPlan(work: Work) {
  const { rows } = await sql<{ id: string; name: string; parent: string | null; asked: boolean }>`
    select u.id, u.name, a.name as parent,
      exists (select 1 from plan_task t where t.unit_id = u.id and t.reason = 'programme' and t.done_at is null) as asked
    from unit u left join unit a on a.id = u.parent_id
    where u.kind = 'enterprise' and u.enabled and u.id in ${own(work)} and not exists (
      select 1 from plan p join plan_edition e on e.plan_id = p.id and e.state = 'inForce' where p.unit_id = u.id)
    order by u.sort, u.name limit 500`.execute(work.tx)
  return {
    items: rows.map(row => ({ unitId: row.id, unitName: row.name, parentName: row.parent, asked: row.asked })),
  }
}
