import type { Insertable } from 'kysely'
import { Problem } from '../../../kernel/problem.ts'
import type { Work } from '../../../kernel/work/work.ts'
import { refreshOffers } from '../offers.ts'
import type { StockStoreTable } from '../schema.ts'

/** Writes a store as the ledger has it; what it offers names its keeper, and follows. */
export async function writeStore(
  work: Work,
  isNew: boolean,
  row: Omit<Insertable<StockStoreTable>, 'ended_at'>,
): Promise<void> {
  if (isNew) {
    await work.tx
      .insertInto('stock_store')
      .values({ ...row, ended_at: null })
      .execute()
    return
  }
  if (row.state === 'closed') await refuseFull(work, row.id)
  await work.tx.updateTable('stock_store').set(row).where('id', '=', row.id).execute()
  await refreshStore(work, row.id)
}

/** 注销: only of a store that holds nothing and has nothing out on loan. */
export async function endStore(work: Work, id: string): Promise<void> {
  await refuseFull(work, id)
  await work.tx.updateTable('stock_store').set({ ended_at: work.now }).where('id', '=', id).execute()
  await refreshStore(work, id)
}

export async function reviveStore(work: Work, id: string): Promise<void> {
  await work.tx.updateTable('stock_store').set({ ended_at: null }).where('id', '=', id).execute()
  await refreshStore(work, id)
}

async function refuseFull(work: Work, id: string) {
  const lot = await work.tx
    .selectFrom('stock_lot')
    .select('id')
    .where('store_id', '=', id)
    .where(eb => eb.or([eb('balance', '>', 0), eb('on_loan', '>', 0)]))
    .limit(1)
    .executeTakeFirst()
  if (lot) throw new Problem('stock/store-not-empty')
}

async function refreshStore(work: Work, id: string) {
  const kept = await work.tx.selectFrom('stock_offer').select('item_code').where('store_id', '=', id).execute()
  await refreshOffers(
    work,
    kept.map(one => ({ storeId: id, itemCode: one.item_code })),
  )
}
