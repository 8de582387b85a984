import { randomUUID } from 'node:crypto'
import type { CountLot, StartTake } from '@anlan/contract/stock-take.ts'
import { sql } from 'kysely'
import type { z } from 'zod'
import { isUnitInReach, unitsInReach } from '../../../kernel/access/reach.ts'
import { fieldProblem, Problem } from '../../../kernel/problem.ts'
import { ours } from '../../../kernel/setting-rows.ts'
import { recordFact, type Work } from '../../../kernel/work/work.ts'
import { addDays, shanghaiDay, shanghaiInstant } from '../../calendar/api.ts'
import { cancelObligations, dischargeObligations, openObligation } from '../../obligation/api.ts'
import { postMovements } from '../moves/post.ts'

const kind = 'stock-take'

/** 开始盘点 of every store in use at a unit and below: a count is owed for each lot, and each store's unit owes its own. Returns the id. */
export async function startTake(work: Work, input: z.output<typeof StartTake>): Promise<string> {
  const unitId = input.unitId ?? work.actor.unitId
  const today = shanghaiDay(work.now)
  if (!(await isUnitInReach(work, unitId)))
    throw fieldProblem('directory/unknown-unit', '/unitId', '盘点范围', '单位不在您的管辖范围')
  if (input.dueOn < today) throw fieldProblem('invalid-input', '/dueOn', '完成期限', '完成期限不能早于今天')
  const id = input.id ?? randomUUID()
  await work.tx
    .insertInto('stock_take')
    .values({
      id,
      unit_id: unitId,
      title: input.title,
      due_on: input.dueOn,
      started_at: work.now,
      started_by: work.actor.name,
      closed_at: null,
    })
    .execute()
  const stores = await sql<{ store_id: string; unit_id: string }>`
    with chosen as (insert into stock_take_store (take_id, store_id)
      select ${id}, s.id from stock_store s where s.state = 'active' and s.ended_at is null and s.unit_id in ${unitsInReach(work)}
        and s.unit_id in (select descendant_id from unit_closure where ancestor_id = ${unitId}) returning store_id)
    select c.store_id, s.unit_id from chosen c join stock_store s on s.id = c.store_id`.execute(work.tx)
  if (stores.rows.length === 0) throw fieldProblem('invalid-input', '/unitId', '盘点范围', '该范围内没有启用的仓库')
  await sql`insert into stock_take_count (id, take_id, store_id, lot_id, book, quality, explanation)
    select gen_random_uuid(), ${id}, l.store_id, l.id, l.balance, l.quality, '' from stock_lot l
    where l.balance > 0 and l.store_id in (select store_id from stock_take_store where take_id = ${id})`.execute(
    work.tx,
  )
  for (const owedBy of [...new Set(stores.rows.map(row => row.unit_id))].sort())
    await openObligation(work, {
      kind,
      ruleCode: kind,
      title: `盘点应急物资：${input.title}`,
      matterId: null,
      matterTitle: null,
      owedBy,
      owedTo: unitId === owedBy ? null : unitId,
      medium: 'system',
      clock: 'daily',
      basis: id,
      startedAt: work.now,
      dueAt: shanghaiInstant(addDays(input.dueOn, 1), '00:00'),
      limitMinutes: null,
      soft: false,
      source: ours,
      link: `/stock/takes?take=${id}`,
    })
  recordFact(
    work,
    'stock.take-started',
    id,
    { title: input.title, stores: stores.rows.length, dueOn: input.dueOn },
    { chain: unitId },
  )
  return id
}

/** A lot was counted. What the books said at that moment stays beside it; a difference wants its reason (W219). */
export async function countLot(work: Work, countId: string, input: z.output<typeof CountLot>): Promise<string> {
  const count = await openCount(work, countId)
  if (count.version !== input.version) throw new Problem('conflict')
  const lot = await work.tx
    .selectFrom('stock_lot')
    .select('balance')
    .where('id', '=', count.lot_id)
    .forUpdate()
    .executeTakeFirstOrThrow()
  if (lot.balance !== input.counted && !input.explanation)
    throw fieldProblem('invalid-input', '/explanation', '差异原因', '实盘与账面不符，请说明原因')
  await work.tx
    .updateTable('stock_take_count')
    .set({
      book: lot.balance,
      counted: input.counted,
      quality: input.quality,
      explanation: input.explanation,
      counted_by: work.actor.name,
      counted_at: work.now,
      version: count.version + 1,
    })
    .where('id', '=', countId)
    .execute()
  await visitStore(work, count.take_id, count.store_id)
  return count.take_id
}

async function openCount(work: Work, countId: string) {
  const count = await work.tx
    .selectFrom('stock_take_count as c')
    .innerJoin('stock_store as s', 's.id', 'c.store_id')
    .innerJoin('stock_take as t', 't.id', 'c.take_id')
    .selectAll('c')
    .select(['t.closed_at'])
    .where('c.id', '=', countId)
    .where('s.unit_id', 'in', unitsInReach(work))
    .forUpdate('c')
    .executeTakeFirst()
  if (!count) throw new Problem('not-found')
  if (count.closed_at) throw new Problem('stock/take-closed')
  return count
}

/** 到库: somebody was in the store; of one that holds nothing this is all there is to say. A unit whose stores are done has met its part. */
export async function visitStore(work: Work, takeId: string, storeId: string): Promise<void> {
  const store = await work.tx
    .selectFrom('stock_take_store as k')
    .innerJoin('stock_store as s', 's.id', 'k.store_id')
    .innerJoin('stock_take as t', 't.id', 'k.take_id')
    .select(['s.unit_id', 't.closed_at'])
    .where('k.take_id', '=', takeId)
    .where('k.store_id', '=', storeId)
    .where('s.unit_id', 'in', unitsInReach(work))
    .executeTakeFirst()
  if (!store) throw new Problem('not-found')
  if (store.closed_at) throw new Problem('stock/take-closed')
  await work.tx
    .updateTable('stock_take_store')
    .set({ visited_by: work.actor.name, visited_at: work.now })
    .where('take_id', '=', takeId)
    .where('store_id', '=', storeId)
    .where('visited_at', 'is', null)
    .execute()
  const left = await whatIsLeft(work, takeId, store.unit_id)
  if (left.length > 0) return
  for (const one of await openOf(work, takeId, store.unit_id))
    await dischargeObligations(work, { matterId: null, id: one.id, at: work.now, by: '盘点完成' })
}

const openOf = (work: Work, takeId: string, owedBy: string | null) =>
  work.tx
    .selectFrom('obligation')
    .select('id')
    .where('kind', '=', kind)
    .where('basis', '=', takeId)
    .$if(owedBy !== null, query => query.where('owed_by_unit_id', '=', owedBy ?? ''))
    .where('satisfied_at', 'is', null)
    .where('cancelled_at', 'is', null)
    .execute()

/** What has no count yet, store by store, in words. */
export async function whatIsLeft(work: Work, takeId: string, unitId: string | null = null): Promise<string[]> {
  const { rows } = await sql<{ name: string; visited: boolean; left: number }>`
    select s.name, k.visited_at is not null as visited, (select count(*)::int from stock_take_count c where c.take_id = k.take_id and c.store_id = k.store_id
      and c.counted is null) as left
    from stock_take_store k join stock_store s on s.id = k.store_id
    where k.take_id = ${takeId} and (${unitId}::uuid is null or s.unit_id = ${unitId}::uuid) order by s.name`.execute(
    work.tx,
  )
  return rows
    .filter(row => row.left > 0 || !row.visited)
    .map(row => (row.visited ? `${row.name}还有 ${row.left} 批` : `${row.name}未盘点`))
}

/** 完成盘点: only when every store was visited and every lot counted (W220); differences become lines of the ledger, qualities the lots'. */
export async function closeTake(work: Work, id: string): Promise<void> {
  const take = await work.tx
    .selectFrom('stock_take')
    .selectAll()
    .where('id', '=', id)
    .where('unit_id', 'in', unitsInReach(work))
    .forUpdate()
    .executeTakeFirst()
  if (!take) throw new Problem('not-found')
  if (take.closed_at) throw new Problem('stock/take-closed')
  const missing = await whatIsLeft(work, id)
  if (missing.length > 0)
    throw new Problem('stock/take-incomplete', {
      detail: `${missing.slice(0, 5).join('，')}${missing.length > 5 ? `，共 ${missing.length} 处` : ''}`,
    })
  const counts = await work.tx
    .selectFrom('stock_take_count as c')
    .innerJoin('stock_lot as l', 'l.id', 'c.lot_id')
    .selectAll('c')
    .select('l.item_code')
    .where('c.take_id', '=', id)
    .orderBy('c.lot_id')
    .execute()
  const differing = counts
    .filter(count => count.counted !== null && count.counted !== count.book)
    .map(count => ({ ...count, movementId: randomUUID(), difference: (count.counted ?? 0) - count.book }))
  if (differing.length > 0)
    await postMovements(
      work,
      differing.map(count => ({
        id: count.movementId,
        kind: count.difference > 0 ? ('countGain' as const) : ('countLoss' as const),
        storeId: count.store_id,
        itemCode: count.item_code,
        quantity: Math.abs(Math.round(count.difference * 1000) / 1000),
        lotId: count.lot_id,
        takeId: id,
        note: `${take.title}：${count.explanation}`,
      })),
    )
  await sql`update stock_take_count c set movement_id = r.id from jsonb_to_recordset(${JSON.stringify(differing.map(one => ({ count: one.id, id: one.movementId })))}::jsonb)
    as r(count uuid, id uuid) where c.id = r.count`.execute(work.tx)
  await sql`update stock_lot l set quality = c.quality, verified_at = c.counted_at, verified_by = c.counted_by, version = l.version + 1
    from stock_take_count c where c.take_id = ${id} and l.id = c.lot_id`.execute(work.tx)
  await work.tx.updateTable('stock_take').set({ closed_at: work.now }).where('id', '=', id).execute()
  for (const one of await openOf(work, id, null))
    await cancelObligations(work, { matterId: null, id: one.id }, '盘点已完成')
  recordFact(
    work,
    'stock.take-closed',
    id,
    { title: take.title, lots: counts.length, differing: differing.length },
    { chain: take.unit_id },
  )
}
