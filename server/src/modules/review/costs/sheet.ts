import { randomUUID } from 'node:crypto'
import { type CostKind, costKinds } from '@anlan/contract/call-up-costs.ts'
import type { AddCostLine, CostSheet, CostSheetLine, WithdrawCostLine } from '@anlan/contract/cost-sheet.ts'
import { sql } from 'kysely'
import type { z } from 'zod'
import { isUnitInReach, reachFor } from '../../../kernel/access/reach.ts'
import { reachOf } from '../../../kernel/http/app.ts'
import { fieldProblem, Problem } from '../../../kernel/problem.ts'
import { recordFact, type Work } from '../../../kernel/work/work.ts'
import { eventCosts } from '../../call-up/api.ts'
import { findUnit } from '../../directory/api.ts'
import { eventInReach } from '../../event-report/api.ts'
import { priceOf } from '../../stock/api.ts'
import type { CostRow } from '../schema.ts'

const fen = (amount: number) => Math.round(amount * 100) / 100
const sum = (amounts: number[]) => fen(amounts.reduce((total, one) => total + one, 0))

/** 费用清单 of an event in reach (P7): slips as `call-up` prices them, what stores issued without one, and lines with a document. The whole is their sum. */
export async function costSheet(work: Work, eventId: string): Promise<CostSheet> {
  const event = await eventInReach(work, eventId)
  if (!event) throw new Problem('not-found')
  const costs = await eventCosts(work, eventId)
  const slips = costs.slips.map(({ fromUnitName, ...one }) => ({
    id: one.id,
    number: one.number,
    summary: one.summary,
    unitName: fromUnitName,
    final: one.final,
    amount: one.amount,
    costs: one.costs,
  }))
  const issued = await issuedWithoutSlip(work, eventId)
  const lines = await linesOf(work, eventId)
  const valid = lines.filter(one => one.withdrawn === null)
  const units = new Map<string, { unitId: string; unitName: string; amounts: number[] }>()
  const add = (unitId: string, unitName: string, amount: number) => {
    const unit = units.get(unitId) ?? { unitId, unitName, amounts: [] }
    unit.amounts.push(amount)
    units.set(unitId, unit)
  }
  const owners = await slipOwners(
    work,
    slips.map(one => one.id),
  )
  for (const one of slips) add(owners.get(one.id) ?? one.id, one.unitName, one.amount)
  for (const one of [...issued, ...valid]) add(one.unitId, one.unitName, one.amount)
  const amountOf = (kind: CostKind) =>
    sum([
      ...slips.flatMap(one => one.costs.filter(each => each.kind === kind).map(each => each.amount)),
      ...valid.filter(one => one.kind === kind).map(one => one.amount),
      ...(kind === 'material' ? issued.map(one => one.amount) : []),
    ])
  return {
    eventId,
    eventTitle: event.title,
    eventNumber: event.number,
    asOf: work.now.toISOString(),
    total: sum([...slips, ...issued, ...valid].map(one => one.amount)),
    byKind: (Object.keys(costKinds) as CostKind[]).map(kind => ({ kind, amount: amountOf(kind) })),
    byUnit: [...units.values()]
      .map(({ amounts, ...unit }) => ({ ...unit, amount: sum(amounts) }))
      .sort((a, b) => b.amount - a.amount),
    slips,
    issued,
    lines,
    may: { add: reachFor(work.actor, 'review.cost') !== null || work.reach.everything },
  }
}

async function slipOwners(work: Work, ids: string[]): Promise<Map<string, string>> {
  const { rows } = await sql<{ id: string; unit: string }>`
    select id, from_unit_id as unit from call_up where id = any(${ids}::uuid[])`.execute(work.tx)
  return new Map(rows.map(row => [row.id, row.unit]))
}

/** What left stores for the event and stands on no slip, less what came back; priced as today. */
async function issuedWithoutSlip(work: Work, eventId: string): Promise<CostSheet['issued']> {
  const { rows } = await sql<{
    store_name: string
    unit_id: string
    unit_name: string
    item_code: string
    title: string
    unit: string
    quantity: number
  }>`select s.name as store_name, s.unit_id, u.name as unit_name, l.item_code, i.name as title, i.unit, -sum(l.delta)::float8 as quantity
    from stock_movement m join stock_line l on l.movement_id = m.id join stock_store s on s.id = l.store_id
      join unit u on u.id = s.unit_id join stock_item i on i.code = l.item_code
    where m.event_id = ${eventId} and m.slip_id is null and m.to_store_id is null and not l.opens
    group by s.id, s.name, s.unit_id, u.name, l.item_code, i.name, i.unit having -sum(l.delta) > 0
    order by s.name, i.name`.execute(work.tx)
  const found: CostSheet['issued'] = []
  for (const row of rows) {
    const unitPrice = (await priceOf(work, row.item_code))?.yuan ?? null
    found.push({
      storeName: row.store_name,
      unitId: row.unit_id,
      unitName: row.unit_name,
      itemCode: row.item_code,
      title: row.title,
      quantity: row.quantity,
      unit: row.unit,
      unitPrice,
      amount: fen((unitPrice ?? 0) * row.quantity),
    })
  }
  return found
}

async function linesOf(work: Work, eventId: string): Promise<CostSheetLine[]> {
  const rows = await work.tx
    .selectFrom('review_cost as c')
    .innerJoin('unit as u', 'u.id', 'c.unit_id')
    .selectAll('c')
    .select('u.name as unit_name')
    .where('c.event_id', '=', eventId)
    .orderBy('c.at')
    .orderBy('c.id')
    .execute()
  const views: CostSheetLine[] = []
  for (const row of rows) views.push(await show(work, row))
  return views
}

const show = async (work: Work, row: CostRow & { unit_name: string }): Promise<CostSheetLine> => ({
  id: row.id,
  kind: row.kind,
  title: row.title,
  quantity: row.quantity,
  unit: row.unit,
  unitPrice: row.unit_price,
  amount: fen(row.quantity * row.unit_price),
  basis: row.note,
  byName: row.by_name,
  unitId: row.unit_id,
  unitName: row.unit_name,
  documentNumber: row.document_number,
  at: row.at.toISOString(),
  withdrawn: row.withdrawn_at ? `${row.withdrawn_by_name}撤销：${row.withdrawn_reason}` : null,
  may: { withdraw: row.withdrawn_at === null && (await mayCharge(work, row.unit_id)) },
})

const mayCharge = (work: Work, unitId: string) =>
  isUnitInReach({ tx: work.tx, reach: work.reach.everything ? work.reach : reachOf(work.actor, 'review.cost') }, unitId)

/** 手工登记: what no slip and no store tells of, with the number of its document. */
export async function addCostLine(work: Work, eventId: string, input: z.output<typeof AddCostLine>): Promise<string> {
  const event = await eventInReach(work, eventId)
  if (!event) throw new Problem('not-found')
  const unit = await findUnit(work.tx, input.unitId)
  if (!unit?.enabled || !(await mayCharge(work, input.unitId)))
    throw fieldProblem('invalid-input', '/unitId', '支出单位', '没有这个单位，或不在您的管辖范围')
  const id = input.id ?? randomUUID()
  const amount = fen(input.quantity * fen(input.unitPrice))
  await work.tx
    .insertInto('review_cost')
    .values({
      id,
      event_id: eventId,
      kind: input.kind,
      title: input.title,
      unit_id: input.unitId,
      quantity: input.quantity,
      unit: input.unit,
      unit_price: fen(input.unitPrice),
      document_number: input.documentNumber,
      note: input.note,
      at: work.now,
      by_name: work.actor.name,
      withdrawn_at: null,
      withdrawn_by_name: null,
      withdrawn_reason: null,
    })
    .execute()
  recordFact(
    work,
    'review.cost-added',
    id,
    { title: input.title, amount: amount.toFixed(2), documentNumber: input.documentNumber },
    { matter: eventId, chain: input.unitId },
  )
  return id
}

/** It stays on the sheet, struck out, and counts no more. */
export async function withdrawCostLine(
  work: Work,
  id: string,
  { reason }: z.output<typeof WithdrawCostLine>,
): Promise<string> {
  const row = await work.tx.selectFrom('review_cost').selectAll().where('id', '=', id).forUpdate().executeTakeFirst()
  if (!row || !(await mayCharge(work, row.unit_id)) || !(await eventInReach(work, row.event_id)))
    throw new Problem('not-found')
  if (row.withdrawn_at) throw new Problem('conflict', { detail: '该费用已经撤销' })
  await work.tx
    .updateTable('review_cost')
    .set({ withdrawn_at: work.now, withdrawn_by_name: work.actor.name, withdrawn_reason: reason })
    .where('id', '=', id)
    .execute()
  recordFact(
    work,
    'review.cost-withdrawn',
    id,
    { title: row.title, reason },
    { matter: row.event_id, chain: row.unit_id },
  )
  return row.event_id
}
