import { sql } from 'kysely'
import type { Work } from '../../kernel/work/work.ts'

/** What of which store may have changed for those who look for capabilities. */
export interface Touched {
  storeId: string
  itemCode: string
}

/** Every kind of goods in every store can be called on, up to what its owner shares; each pair is written down once. */
export async function refreshOffers(work: Work, touched: Touched[]): Promise<void> {
  const pairs = [...new Map(touched.map(one => [`${one.storeId} ${one.itemCode}`, one])).values()]
  if (pairs.length === 0) return
  await sql`insert into stock_offer (store_id, item_code)
    select "storeId", "itemCode" from jsonb_to_recordset(${JSON.stringify(pairs)}::jsonb) as t("storeId" uuid, "itemCode" text)
    order by 1, 2 on conflict do nothing`.execute(work.tx)
}
