import { randomUUID } from 'node:crypto'
import {
  type CorrectMovement,
  type InOrigin,
  type MovementView,
  type PostMovement,
  requantifiedKinds,
  type ShareItem,
  type VerifyLot,
} from '@anlan/contract/stock.ts'
import { type Selectable, sql } from 'kysely'
import type { z } from 'zod'
import { isUnitInReach, unitsInReach } from '../../../kernel/access/reach.ts'
import type { Tables } from '../../../kernel/database/database.ts'
import { fieldProblem, Problem } from '../../../kernel/problem.ts'
import { recordFact, type Work } from '../../../kernel/work/work.ts'
import { refreshOffers } from '../offers.ts'
import { correctMovement } from './correct.ts'
import { movementLines } from './ledger.ts'
import { lockLots, type Movement, postMovement } from './post.ts'

/** A movement that a keeper enters; both stores of a transfer are his, others are asked by a call-up slip. */
export async function moveByHand(work: Work, input: z.output<typeof PostMovement>): Promise<MovementView> {
  await storeInReach(work, input.storeId, '/storeId', '仓库')
  if (input.toStoreId) await storeInReach(work, input.toStoreId, '/toStoreId', '调入仓库')
  if (input.kind === 'in' && !input.origin && !input.lotId)
    throw fieldProblem('invalid-input', '/origin', '入库来源', '请选择入库来源')
  const id = input.id ?? randomUUID()
  await postMovement(work, { ...input, id })
  return { id, lines: await movementLines(work, id) }
}

/** 更正 by whoever may move in that store; where the right quantity is said, the movement is entered anew with it in the same step. */
export async function correctByHand(
  work: Work,
  wrongId: string,
  input: z.output<typeof CorrectMovement>,
): Promise<MovementView> {
  const wrong = await work.tx
    .selectFrom('stock_movement as m')
    .innerJoin('stock_store as s', 's.id', 'm.store_id')
    .selectAll('m')
    .where('m.id', '=', wrongId)
    .where('s.unit_id', 'in', unitsInReach(work))
    .executeTakeFirst()
  if (!wrong) throw new Problem('not-found')
  if (wrong.slip_id) throw new Problem('stock/of-slip')
  const id = input.id ?? randomUUID()
  const again = input.quantity === null ? null : requantified(wrong, input.quantity)
  if (again) await lockLots(work, [again])
  await correctMovement(work, wrongId, { id, reason: input.reason })
  const lines = await movementLines(work, id)
  if (!again) return { id, lines }
  const undone = [...new Set(lines.filter(line => line.storeId === wrong.store_id).map(line => line.lotId))]
  await postMovement(work, { ...again, lotId: undone.length === 1 ? (undone[0] ?? null) : null })
  return { id, lines: [...lines, ...(await movementLines(work, again.id))] }
}

function requantified(wrong: Selectable<Tables['stock_movement']>, quantity: number): Movement {
  if (wrong.kind === 'correction' || !requantifiedKinds.includes(wrong.kind))
    throw fieldProblem('invalid-input', '/quantity', '正确数量', '这类记录更正后请重新登记')
  if (wrong.quantity === quantity)
    throw fieldProblem('invalid-input', '/quantity', '正确数量', '与原数量相同，不需要更正')
  return {
    id: randomUUID(),
    kind: wrong.kind,
    storeId: wrong.store_id,
    toStoreId: wrong.to_store_id,
    itemCode: wrong.item_code,
    quantity,
    origin: wrong.origin as InOrigin | null,
    eventId: wrong.event_id,
    handlerId: wrong.handler_id,
    receiver: wrong.receiver,
    orderNo: wrong.order_no,
    note: wrong.note,
  }
}

async function storeInReach(work: Work, id: string, pointer: string, field: string) {
  const store = await work.tx.selectFrom('stock_store').select('unit_id').where('id', '=', id).executeTakeFirst()
  if (!store || !(await isUnitInReach(work, store.unit_id)))
    throw fieldProblem('not-found', pointer, field, '没有该仓库，或不在您的管辖范围')
}

/** 核实 of one lot (W224): seen today, in this quality, at this place. */
export async function verifyLot(work: Work, id: string, input: z.output<typeof VerifyLot>): Promise<void> {
  const lot = await work.tx
    .selectFrom('stock_lot as l')
    .innerJoin('stock_store as s', 's.id', 'l.store_id')
    .select(['l.id', 'l.version', 'l.store_id', 'l.item_code', 'l.quality', 's.unit_id'])
    .where('l.id', '=', id)
    .where('s.unit_id', 'in', unitsInReach(work))
    .forUpdate('l')
    .executeTakeFirst()
  if (!lot) throw new Problem('not-found')
  if (lot.version !== input.version) throw new Problem('conflict')
  await work.tx
    .updateTable('stock_lot')
    .set({
      quality: input.quality,
      place: input.place,
      verified_at: work.now,
      verified_by: work.actor.name,
      version: lot.version + 1,
    })
    .where('id', '=', id)
    .execute()
  recordFact(
    work,
    'stock.lot-verified',
    id,
    { quality: input.quality, before: lot.quality, place: input.place },
    { chain: lot.unit_id },
  )
  await refreshOffers(work, [{ storeId: lot.store_id, itemCode: lot.item_code }])
}

/** 可共享数量 (W228): how much of it the owner lets the county see as callable; null all that is usable. */
export async function shareItem(
  work: Work,
  storeId: string,
  itemCode: string,
  input: z.output<typeof ShareItem>,
): Promise<void> {
  await storeInReach(work, storeId, '/storeId', '仓库')
  const { rows } = await sql<{ version: number }>`select version from stock_offer
    where store_id = ${storeId} and item_code = ${itemCode} for update`.execute(work.tx)
  if (!rows[0]) throw new Problem('not-found')
  if (rows[0].version !== input.version) throw new Problem('conflict')
  await work.tx
    .updateTable('stock_offer')
    .set({ shared: input.shared, version: input.version + 1 })
    .where('store_id', '=', storeId)
    .where('item_code', '=', itemCode)
    .execute()
  recordFact(work, 'stock.shared', storeId, { item: itemCode, shared: input.shared })
  await refreshOffers(work, [{ storeId, itemCode }])
}
