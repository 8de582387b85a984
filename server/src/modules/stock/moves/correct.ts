import { sql } from 'kysely'
import { Problem } from '../../../kernel/problem.ts'
import { recordFact, type Work } from '../../../kernel/work/work.ts'
import { refreshOffers } from '../offers.ts'
import { linesOf, type PostedLine, writeLines } from './post.ts'

/**
 * 更正: undoes a movement that was wrong, line by line, and names it; what is right is then entered anew. Each movement is corrected once at most, a
 * correction never; refused where the goods have gone on since (`stock/not-enough`).
 */
export async function correctMovement(
  work: Work,
  wrongId: string,
  input: { id: string; reason: string },
): Promise<PostedLine[]> {
  const wrong = await work.tx.selectFrom('stock_movement').selectAll().where('id', '=', wrongId).executeTakeFirst()
  if (!wrong) throw new Problem('not-found')
  if (wrong.kind === 'correction') throw new Problem('stock/corrected', { detail: '更正记录不能再更正，请重新登记' })
  const lines = await linesOf(work, wrongId)
  await sql`select id from stock_lot where id = any(${lines.map(line => line.lotId)}::uuid[]) order by id for update`.execute(
    work.tx,
  )
  const twin = await work.tx
    .selectFrom('stock_movement')
    .select('id')
    .where('corrects_id', '=', wrongId)
    .executeTakeFirst()
  if (twin) throw new Problem('stock/corrected')
  const lots = await work.tx
    .selectFrom('stock_lot')
    .select(['id', 'balance', 'on_loan'])
    .where(
      'id',
      'in',
      lines.map(line => line.lotId),
    )
    .execute()
  const reversed = lines.map(line => ({
    lotId: line.lotId,
    storeId: line.storeId,
    delta: -line.delta || 0,
    loanDelta: -line.loanDelta || 0,
  }))
  for (const lot of lots) {
    const own = reversed.filter(line => line.lotId === lot.id)
    const balance = own.reduce((sum, line) => sum + line.delta, lot.balance)
    const onLoan = own.reduce((sum, line) => sum + line.loanDelta, lot.on_loan)
    if (balance < -1e-6 || onLoan < -1e-6)
      throw new Problem('stock/not-enough', { detail: '该批物资此后已经出库或归还，请先更正后面的记录' })
  }
  await work.tx
    .insertInto('stock_movement')
    .values({
      id: input.id,
      kind: 'correction',
      origin: null,
      at: work.now,
      store_id: wrong.store_id,
      to_store_id: wrong.to_store_id,
      item_code: wrong.item_code,
      quantity: wrong.quantity,
      slip_id: wrong.slip_id,
      event_id: wrong.event_id,
      handler_id: null,
      handler_name: work.actor.name,
      receiver: '',
      order_no: '',
      note: input.reason,
      corrects_id: wrongId,
      take_id: null,
      by_name: work.actor.name,
    })
    .execute()
  const posted = await writeLines(work, input.id, wrong.item_code, reversed)
  const store = await work.tx
    .selectFrom('stock_store')
    .select('unit_id')
    .where('id', '=', wrong.store_id)
    .executeTakeFirstOrThrow()
  recordFact(
    work,
    'stock.corrected',
    input.id,
    { corrects: wrongId, kind: wrong.kind, item: wrong.item_code, quantity: wrong.quantity, reason: input.reason },
    { chain: store.unit_id, matter: wrong.event_id },
  )
  await refreshOffers(
    work,
    posted.map(line => ({ storeId: line.storeId, itemCode: wrong.item_code })),
  )
  return posted
}
