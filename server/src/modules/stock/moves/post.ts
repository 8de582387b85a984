import { randomUUID } from 'node:crypto'
import type { InOrigin, MovementKind } from '@anlan/contract/stock.ts'
import { sql } from 'kysely'
import { fieldProblem, Problem } from '../../../kernel/problem.ts'
import { recordFact, type Work } from '../../../kernel/work/work.ts'
import { shanghaiDay } from '../../calendar/api.ts'
import { refreshOffers } from '../offers.ts'
import type { StockItem, StockLot, StockStoreTable } from '../schema.ts'
import { type LineDraft, linesFor } from './lines.ts'

/** What the new lot of an entry is; blank where an existing lot grows. */
export interface NewLot {
  id?: string
  lotNo?: string
  quality?: 'qualified' | 'pending' | 'unqualified'
  producedOn?: string | null
  expiresOn?: string | null
  place?: string
  unitPrice?: number | null
}

/** A movement as another capability or a form asks for it. */
export interface Movement {
  id: string
  kind: Exclude<MovementKind, 'correction'>
  storeId: string
  itemCode: string
  /** In the item's unit, more than nothing. */
  quantity: number
  lotId?: string | null
  toStoreId?: string | null
  origin?: InOrigin | null
  lot?: NewLot | null
  slipId?: string | null
  eventId?: string | null
  /** A person of the directory. */
  handlerId?: string | null
  receiver?: string
  orderNo?: string
  note?: string
  takeId?: string | null
}
/** A line of the ledger as it was written; `delta` is what it did to the lot, `loanDelta` what it did to what is out on loan. */
export interface PostedLine {
  id: string
  lotId: string
  storeId: string
  delta: number
  loanDelta: number
  balanceAfter: number
}

/** What the lines of one movement are worked out from; every lot named here is locked. */
export interface Scene {
  movement: Movement
  item: StockItem
  lots: StockLot[]
  today: string
}

/**
 * Writes one movement with its lines, first-expiry-first where no lot is named. An id that was posted before gives the lines of then, if it says the
 * same. Refuses `stock/not-enough` (names what there is), `stock/not-on-loan`, `stock/lot-unusable`. The caller has looked at who may.
 */
export async function postMovement(work: Work, movement: Movement): Promise<PostedLine[]> {
  const [lines] = await postMovements(work, [movement])
  return lines ?? []
}

/** Several at once: all lots are locked first, in one order, so that two such never wait for each other. */
export async function postMovements(work: Work, movements: Movement[]): Promise<PostedLine[][]> {
  const { items, stores } = await known(work, movements)
  await lockLots(work, movements)
  const posted: PostedLine[][] = []
  for (const movement of movements) {
    const item = items.get(movement.itemCode)
    const store = stores.get(movement.storeId)
    if (!item) throw fieldProblem('invalid-input', '/itemCode', '物资品种', '物资目录中没有该品种')
    if (!store) throw fieldProblem('not-found', '/storeId', '仓库', '没有该仓库')
    posted.push(await postOne(work, movement, item, store, stores.get(movement.toStoreId ?? '')))
  }
  return posted
}

async function postOne(
  work: Work,
  movement: Movement,
  item: StockItem,
  store: StockStoreTable,
  toStore: StockStoreTable | undefined,
): Promise<PostedLine[]> {
  refuseClosed(movement, store, toStore)
  const isNew = await writeMovement(work, movement)
  if (!isNew) return sameAsBefore(work, movement)
  const scene = { movement, item, lots: await lotsOf(work, movement), today: shanghaiDay(work.now) }
  const lines = await writeLines(work, movement.id, movement.itemCode, await linesFor(work, scene))
  recordFact(
    work,
    'stock.moved',
    movement.id,
    {
      kind: movement.kind,
      store: store.id,
      storeName: store.name,
      item: item.code,
      itemName: item.name,
      unit: item.unit,
      quantity: movement.quantity,
      slip: movement.slipId ?? null,
      toStore: toStore?.id ?? null,
      lines: lines.length,
    },
    { chain: store.unit_id, matter: movement.eventId ?? null },
  )
  await refreshOffers(
    work,
    lines.map(line => ({ storeId: line.storeId, itemCode: item.code })),
  )
  return lines
}

/** What comes in needs a store in use; what goes out may leave any. */
function refuseClosed(movement: Movement, store: StockStoreTable, toStore: StockStoreTable | undefined) {
  if (movement.kind === 'transfer') {
    if (!toStore || toStore.id === store.id)
      throw fieldProblem('invalid-input', '/toStoreId', '调入仓库', '请选择另一个仓库作为调入仓库')
    if (toStore.state !== 'active') throw new Problem('stock/store-closed', { detail: `“${toStore.name}”未启用` })
  }
  if (['in', 'opening', 'rotation'].includes(movement.kind) && store.state !== 'active')
    throw new Problem('stock/store-closed', { detail: `“${store.name}”未启用，不能入库` })
}

async function known(work: Work, movements: Movement[]) {
  const items = await work.tx
    .selectFrom('stock_item')
    .selectAll()
    .where('code', 'in', [...new Set(movements.map(one => one.itemCode))])
    .execute()
  const stores = await work.tx
    .selectFrom('stock_store')
    .selectAll()
    .where('id', 'in', storesOf(movements))
    .where('ended_at', 'is', null)
    .execute()
  return { items: new Map(items.map(one => [one.code, one])), stores: new Map(stores.map(one => [one.id, one])) }
}

const storesOf = (movements: Pick<Movement, 'storeId' | 'toStoreId'>[]) => [
  ...new Set(movements.flatMap(one => (one.toStoreId ? [one.storeId, one.toStoreId] : [one.storeId]))),
]

/** In one order, so that two works never wait for each other. */
export const lockLots = (work: Work, movements: Pick<Movement, 'storeId' | 'toStoreId' | 'itemCode'>[]) =>
  sql`select id from stock_lot where store_id = any(${storesOf(movements)}::uuid[])
    and item_code = any(${[...new Set(movements.map(one => one.itemCode))]}::text[]) order by id for update`.execute(
    work.tx,
  )

/** Read after the locks: what the one before us wrote is seen. */
const lotsOf = (work: Work, movement: Movement) =>
  work.tx
    .selectFrom('stock_lot')
    .selectAll()
    .where('store_id', '=', movement.storeId)
    .where('item_code', '=', movement.itemCode)
    .orderBy('id')
    .execute()

/** Whether the movement is new; one with the same id that is just being written is waited for. */
async function writeMovement(work: Work, movement: Movement): Promise<boolean> {
  const handler = movement.handlerId
    ? await work.tx.selectFrom('person').select('name').where('id', '=', movement.handlerId).executeTakeFirst()
    : undefined
  if (movement.handlerId && !handler) throw fieldProblem('invalid-input', '/handlerId', '经办人', '经办人不在通讯录中')
  const written = await work.tx
    .insertInto('stock_movement')
    .values({
      id: movement.id,
      kind: movement.kind,
      origin: movement.origin ?? null,
      at: work.now,
      store_id: movement.storeId,
      to_store_id: movement.kind === 'transfer' ? (movement.toStoreId ?? null) : null,
      item_code: movement.itemCode,
      quantity: movement.quantity,
      slip_id: movement.slipId ?? null,
      event_id: movement.eventId ?? null,
      handler_id: movement.handlerId ?? null,
      handler_name: handler?.name ?? work.actor.name,
      receiver: movement.receiver ?? '',
      order_no: movement.orderNo ?? '',
      note: movement.note ?? '',
      corrects_id: null,
      take_id: movement.takeId ?? null,
      by_name: work.actor.name,
    })
    .onConflict(conflict => conflict.column('id').doNothing())
    .returning('id')
    .executeTakeFirst()
  return written !== undefined
}

async function sameAsBefore(work: Work, movement: Movement): Promise<PostedLine[]> {
  const before = await work.tx.selectFrom('stock_movement').selectAll().where('id', '=', movement.id).executeTakeFirst()
  const isSame =
    before?.kind === movement.kind &&
    before.store_id === movement.storeId &&
    before.item_code === movement.itemCode &&
    before.quantity === movement.quantity &&
    before.slip_id === (movement.slipId ?? null)
  if (!isSame) throw new Problem('id-already-used')
  return linesOf(work, movement.id)
}

export async function linesOf(work: Work, movementId: string): Promise<PostedLine[]> {
  const rows = await work.tx
    .selectFrom('stock_line')
    .select(['id', 'lot_id', 'store_id', 'delta', 'loan_delta', 'balance_after'])
    .where('movement_id', '=', movementId)
    .orderBy('id')
    .execute()
  return rows.map(postedOf)
}

const postedOf = (row: {
  id: string
  lot_id: string
  store_id: string
  delta: number
  loan_delta: number
  balance_after: number
}): PostedLine => ({
  id: row.id,
  lotId: row.lot_id,
  storeId: row.store_id,
  delta: row.delta,
  loanDelta: row.loan_delta,
  balanceAfter: row.balance_after,
})

/** Writes lines; the database moves the lots with them. */
export async function writeLines(
  work: Work,
  movementId: string,
  itemCode: string,
  drafts: LineDraft[],
): Promise<PostedLine[]> {
  const rows = await work.tx
    .insertInto('stock_line')
    .values(
      drafts.map(draft => ({
        id: randomUUID(),
        movement_id: movementId,
        at: work.now,
        lot_id: draft.lotId,
        store_id: draft.storeId,
        item_code: itemCode,
        opens: draft.opens ?? false,
        delta: draft.delta,
        loan_delta: draft.loanDelta ?? 0,
        balance_after: 0,
      })),
    )
    .returning(['id', 'lot_id', 'store_id', 'delta', 'loan_delta', 'balance_after'])
    .execute()
  return rows.map(postedOf)
}
