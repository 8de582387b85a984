import { randomUUID } from 'node:crypto'
import { fieldProblem } from '../../../kernel/problem.ts'
import type { Work } from '../../../kernel/work/work.ts'
import { findUnit } from '../../directory/api.ts'
import { postMovement } from '../../stock/api.ts'
import { exact } from '../rules.ts'
import type { Slip, SlipLine } from '../schema.ts'

/** The store and the item behind a line of stock; null for what lies in no store of the county. */
async function source(work: Work, line: SlipLine): Promise<{ storeId: string; itemCode: string } | null> {
  if (line.provider !== 'stock' || !line.offer_id) return null
  const offer = await work.tx
    .selectFrom('stock_offer')
    .select(['store_id', 'item_code'])
    .where('id', '=', line.offer_id)
    .executeTakeFirst()
  if (!offer) throw fieldProblem('not-found', '/lines', '调用内容', `${line.name}已不在库存中`)
  return { storeId: offer.store_id, itemCode: offer.item_code }
}

type Kind = 'loan' | 'return' | 'consume' | 'scrap'

async function move(
  work: Work,
  slip: Slip,
  line: SlipLine,
  kind: Kind,
  quantity: number,
  note: string,
  lotId?: string,
) {
  const from = await source(work, line)
  if (!from || quantity <= 0) return []
  return postMovement(work, {
    id: randomUUID(),
    kind,
    storeId: from.storeId,
    itemCode: from.itemCode,
    quantity: exact(quantity),
    slipId: slip.id,
    eventId: slip.event_id,
    handlerId: work.actor.personId,
    receiver: (await findUnit(work.tx, slip.to_unit_id))?.name ?? '',
    orderNo: slip.number ?? '',
    note,
    ...(lotId && { lotId }),
  })
}

/** The store's ledger shows it as lent to the slip, lot by lot, first expiry first. */
export async function goodsOut(work: Work, slip: Slip, line: SlipLine): Promise<void> {
  await move(work, slip, line, 'loan', line.issued ?? 0, slip.reason)
}

export async function goodsUsed(work: Work, slip: Slip, line: SlipLine, quantity: number): Promise<void> {
  await move(work, slip, line, 'consume', quantity, '现场消耗')
}

/** Back into the lots it came from; what is damaged comes back and is scrapped there, what was used up is written off the loan. */
export async function goodsBack(
  work: Work,
  slip: Slip,
  line: SlipLine,
  counted: { returned: number; damaged: number; consumed: number },
): Promise<void> {
  await move(work, slip, line, 'return', counted.returned, '归还入库')
  const broken = await move(work, slip, line, 'return', counted.damaged, '归还入库（损坏）')
  for (const lot of broken) await move(work, slip, line, 'scrap', lot.delta, '归还时损坏', lot.lotId)
  await move(work, slip, line, 'consume', counted.consumed, '归还时核销消耗')
}

/** Which stores and lots the goods of each line came from: line id → lots. */
export async function lotsOf(work: Work, slipId: string, lines: SlipLine[]) {
  const offers = lines.flatMap(line => (line.provider === 'stock' && line.offer_id ? [line.offer_id] : []))
  const found = new Map<string, { store: string; lot: string; quantity: number }[]>()
  if (offers.length === 0) return found
  const rows = await work.tx
    .selectFrom('stock_line as t')
    .innerJoin('stock_movement as m', 'm.id', 't.movement_id')
    .innerJoin('stock_store as s', 's.id', 't.store_id')
    .innerJoin('stock_lot as l', 'l.id', 't.lot_id')
    .innerJoin('stock_offer as o', join =>
      join.onRef('o.store_id', '=', 't.store_id').onRef('o.item_code', '=', 't.item_code'),
    )
    .select(['o.id as offer_id', 's.name as store', 'l.lot_no as lot', 't.delta'])
    .where('m.slip_id', '=', slipId)
    .where('m.kind', '=', 'loan')
    .orderBy('t.at')
    .orderBy('t.id')
    .execute()
  for (const line of lines)
    found.set(
      line.id,
      rows
        .filter(row => row.offer_id === line.offer_id)
        .map(({ store, lot, delta }) => ({ store, lot, quantity: -delta })),
    )
  return found
}
