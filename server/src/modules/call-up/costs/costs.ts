import { randomUUID } from 'node:crypto'
import type { CostLineView } from '@anlan/contract/call-up-costs.ts'
import type { Work } from '../../../kernel/work/work.ts'
import { priceOf } from '../../stock/api.ts'
import { linesOf } from '../reach.ts'
import { amountOf, type PricedLine, priceLines, sumOf } from '../rules.ts'
import type { Slip, SlipCost, SlipLine } from '../schema.ts'

/** What a slip costs by rule, until it was back or until now. */
async function priced(work: Work, slip: Slip, lines: SlipLine[]): Promise<PricedLine[]> {
  const left = slip.departed_at ?? (await issuedAt(work, slip.id))
  if (!left) return []
  const rules = await work.tx.selectFrom('call_up_price').selectAll().execute()
  const items = new Map<string, number | null>()
  for (const { capability } of lines)
    if (capability && !items.has(capability)) items.set(capability, (await priceOf(work, capability))?.yuan ?? null)
  return priceLines(lines, left, slip.ended_at ?? work.now, {
    rule: code => {
      const rule = rules.find(one => one.code === code)
      return rule && { price: rule.price, title: rule.title, unit: rule.unit, source: rule.source.name }
    },
    item: code => items.get(code) ?? null,
  })
}

const issuedAt = async (work: Work, slipId: string) =>
  (
    await work.tx
      .selectFrom('call_up_stamp')
      .select('at')
      .where('slip_id', '=', slipId)
      .where('step', '=', 'issued')
      .executeTakeFirst()
  )?.at ?? null

/** Writes the prices of this moment down for good. */
export async function freezeCosts(work: Work, slip: Slip): Promise<void> {
  const costs = await priced(work, slip, await linesOf(work, slip.id))
  if (costs.length === 0) return
  await work.tx
    .insertInto('call_up_cost')
    .values(
      costs.map(cost => ({
        id: randomUUID(),
        slip_id: slip.id,
        kind: cost.kind,
        title: cost.title,
        quantity: cost.quantity,
        unit: cost.unit,
        unit_price: cost.unitPrice,
        basis: cost.basis.slice(0, 300),
        by_name: null,
        at: work.now,
      })),
    )
    .execute()
}

/** The costs of a slip: as written down when it is closed; before, what it would cost if it ended now, and what was entered by hand. */
export async function costsOf(work: Work, slip: Slip, lines: SlipLine[]): Promise<CostLineView[]> {
  const kept = await work.tx
    .selectFrom('call_up_cost')
    .selectAll()
    .where('slip_id', '=', slip.id)
    .orderBy('at')
    .orderBy('id')
    .execute()
  const shown = kept.map(show)
  if (slip.cost_final) return shown
  const expected = (await priced(work, slip, lines)).map(cost => ({
    id: randomUUID(),
    ...cost,
    amount: amountOf({ quantity: cost.quantity, unit_price: cost.unitPrice }),
    byName: null,
  }))
  return [...expected, ...shown]
}

const show = (cost: SlipCost): CostLineView => ({
  id: cost.id,
  kind: cost.kind,
  title: cost.title,
  quantity: cost.quantity,
  unit: cost.unit,
  unitPrice: cost.unit_price,
  amount: amountOf(cost),
  basis: cost.basis,
  byName: cost.by_name,
})

export const totalOf = async (work: Work, slipId: string): Promise<number> =>
  sumOf((await work.tx.selectFrom('call_up_cost').selectAll().where('slip_id', '=', slipId).execute()).map(amountOf))
