import type { Work } from '../../kernel/work/work.ts'
import { refreshOffers } from './offers.ts'
import { offerAgreements } from './reserve/agreements.ts'

/** What a kind of goods can do was changed: every store and agreement that has it offers it anew, in the same unit of work. */
export async function offerItemAnew(work: Work, itemCode: string): Promise<void> {
  const stores = await work.tx.selectFrom('stock_offer').select('store_id').where('item_code', '=', itemCode).execute()
  await refreshOffers(
    work,
    stores.map(({ store_id }) => ({ storeId: store_id, itemCode })),
  )
  const agreements = await work.tx
    .selectFrom('stock_agreement_item')
    .select('agreement_id')
    .where('item_code', '=', itemCode)
    .execute()
  await offerAgreements(
    work,
    agreements.map(one => one.agreement_id),
  )
}
