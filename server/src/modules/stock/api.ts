import { sql } from 'kysely'
import type { Work } from '../../kernel/work/work.ts'
import { shanghaiDay } from '../calendar/api.ts'

/**
 * Supplies of all owners. Published facts: about a movement (`subjectId`) `stock.moved` (with `kind`, `store`, `storeName`, `item`, `itemName`,
 * `unit`, `quantity`, `slip`, `toStore`), `stock.corrected` (with `corrects`).
 */

export { correctMovement } from './moves/correct.ts'
export { type Movement, type PostedLine, postMovement, postMovements } from './moves/post.ts'
export { declareNeedSource, type NeedSource } from './need/need.ts'
export { assess } from './reserve/standards.ts'

export interface StockHeld {
  storeId: string
  storeName: string
  unitId: string
  itemCode: string
  itemName: string
  unit: string
  balance: number
  /** Qualified and not past its day. */
  usable: number
  onLoan: number
}

/** What lies where, of one item or store or of all; by store and item. Not cut to anybody's reach. */
export async function stockOf(work: Work, which: { itemCode?: string; storeId?: string }): Promise<StockHeld[]> {
  const today = shanghaiDay(work.now)
  const { rows } = await sql<StockHeld>`
    select s.id as "storeId", s.name as "storeName", s.unit_id as "unitId", i.code as "itemCode", i.name as "itemName", i.unit, sum(l.balance) as balance,
      coalesce(sum(l.balance) filter (where l.quality = 'qualified' and (l.expires_on is null or l.expires_on >= ${today})), 0) as usable, sum(l.on_loan) as "onLoan"
    from stock_lot l join stock_store s on s.id = l.store_id join stock_item i on i.code = l.item_code
    where s.ended_at is null and (${which.itemCode ?? null}::text is null or l.item_code = ${which.itemCode ?? null})
      and (${which.storeId ?? null}::uuid is null or l.store_id = ${which.storeId ?? null}::uuid)
    group by s.id, s.name, s.unit_id, i.code, i.name, i.unit, i.sort having sum(l.balance) > 0 or sum(l.on_loan) > 0
    order by s.name, i.sort`.execute(work.tx)
  return rows
}

/** What replacing one costs, in yuan, and where the price is from; null while nobody has priced it. */
export async function priceOf(work: Work, itemCode: string): Promise<{ yuan: number; source: string } | null> {
  const item = await work.tx
    .selectFrom('stock_item')
    .select(['price_yuan', 'price_source'])
    .where('code', '=', itemCode)
    .executeTakeFirst()
  return item && item.price_yuan !== null ? { yuan: item.price_yuan, source: item.price_source } : null
}

/** Unit, name and place of a store, whoever asks. */
export const findStore = (work: Work, id: string) =>
  work.tx.selectFrom('stock_store').selectAll().where('id', '=', id).where('ended_at', 'is', null).executeTakeFirst()
