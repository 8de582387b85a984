import {
  type CallUpPriceView,
  type ChangeCallUpPrice,
  type CostKind,
  costKinds,
  type EventCosts,
  type YearCosts,
} from '@anlan/contract/call-up-costs.ts'
import { sql } from 'kysely'
import type { z } from 'zod'
import { Problem } from '../../../kernel/problem.ts'
import { recordFact, type Work } from '../../../kernel/work/work.ts'
import { shanghaiDay, shanghaiInstant } from '../../calendar/api.ts'
import { findUnit } from '../../directory/api.ts'
import { chineseDate, renderOfficialPaper } from '../../document/api.ts'
import { eventInReach } from '../../event-report/api.ts'
import { linesOf, slipsInReach } from '../reach.ts'
import { sumOf } from '../rules.ts'
import type { Price } from '../schema.ts'
import { costsOf } from './costs.ts'

/** 费用清单 of an event (P7): its slips with what each costs, and the sum of them. Slips that were never approved cost nothing. */
export async function eventCosts(work: Work, eventId: string): Promise<EventCosts> {
  const event = await eventInReach(work, eventId)
  if (!event) throw new Problem('not-found')
  const slips = await slipsInReach(work)
    .innerJoin('unit as f', 'f.id', 'c.from_unit_id')
    .selectAll('c')
    .select('f.name as from_unit_name')
    .where('c.event_id', '=', eventId)
    .where('c.state', 'not in', ['requested', 'refused', 'cancelled'])
    .orderBy('c.requested_at')
    .orderBy('c.number')
    .orderBy('c.id')
    .execute()
  const priced: EventCosts['slips'] = []
  for (const slip of slips) {
    const costs = await costsOf(work, slip, await linesOf(work, slip.id))
    priced.push({
      id: slip.id,
      number: slip.number,
      summary: slip.summary,
      fromUnitName: slip.from_unit_name,
      costBearer: slip.cost_bearer,
      state: slip.state,
      final: slip.cost_final,
      amount: sumOf(costs.map(cost => cost.amount)),
      costs,
    })
  }
  const all = priced.flatMap(slip => slip.costs)
  return {
    eventId,
    eventTitle: event.title,
    total: sumOf(priced.map(slip => slip.amount)),
    byKind: (Object.keys(costKinds) as CostKind[]).map(kind => ({
      kind,
      amount: sumOf(all.filter(cost => cost.kind === kind).map(cost => cost.amount)),
    })),
    slips: priced,
  }
}

const yuan = (amount: number) => amount.toFixed(2)

/** 应急处置经费申请: the cost sheet as a paper to the finance bureau. */
export async function costPaper(work: Work, eventId: string) {
  const sheet = await eventCosts(work, eventId)
  const unit = (await findUnit(work.tx, work.actor.unitId))?.name ?? ''
  const open = sheet.slips.filter(slip => !slip.final).length
  const date = chineseDate(work.now)
  recordFact(
    work,
    'call-up.costs-exported',
    eventId,
    { slips: sheet.slips.length, total: sheet.total },
    { matter: eventId },
  )
  return {
    name: `${sheet.eventTitle}应急处置经费申请`,
    render: () =>
      renderOfficialPaper({
        series: 'plain',
        agency: unit,
        urgency: null,
        secrecy: null,
        number: null,
        signer: null,
        title: `关于申请${sheet.eventTitle}应急处置经费的请示`,
        recipients: ['县财政局'],
        paragraphs: [
          {
            level: 0,
            text: `${sheet.eventTitle}处置中，共办理调用单 ${sheet.slips.length} 份，发生费用 ${yuan(sheet.total)} 元${open ? `（其中 ${open} 份尚未办结，按截至目前情况测算）` : ''}：${sheet.byKind
              .filter(one => one.amount > 0)
              .map(one => `${costKinds[one.kind]} ${yuan(one.amount)} 元`)
              .join('，')}。费用逐单列示如下，申请列支。`,
          },
        ],
        table: {
          headers: ['调用单', '项目', '数量', '单价（元）', '金额（元）', '计价依据'],
          rows: [
            ...sheet.slips.flatMap(slip =>
              slip.costs.map(cost => [
                slip.number ?? '',
                cost.title,
                `${cost.quantity} ${cost.unit}`,
                yuan(cost.unitPrice),
                yuan(cost.amount),
                cost.basis,
              ]),
            ),
            ['合计', '', '', '', yuan(sheet.total), ''],
          ],
        },
        attachments: [],
        signature: unit,
        date,
        note: null,
        contact: null,
        copies: [],
        printedBy: unit,
        printedOn: date,
      }),
  }
}

/** A year's closed slips by the kind of their event, those of ordinary days beside them: what finance can plan a standing line on. */
export async function yearCosts(work: Work, year: number): Promise<YearCosts> {
  const rows = await slipsInReach(work)
    .leftJoin('emergency_event as e', 'e.id', 'c.event_id')
    .leftJoin('event_type as y', 'y.code', 'e.event_type_code')
    .innerJoin('call_up_cost as k', 'k.slip_id', 'c.id')
    .select(['e.event_type_code', 'y.name'])
    .select([
      sql<number>`count(distinct e.id)::int`.as('events'),
      sql<number>`count(distinct c.id)::int`.as('slips'),
      sql<number>`sum(round(k.quantity * k.unit_price, 2))`.as('amount'),
    ])
    .where('c.cost_final', '=', true)
    .where('c.ended_at', '>=', shanghaiInstant(`${year}-01-01`, '00:00'))
    .where('c.ended_at', '<', shanghaiInstant(`${year + 1}-01-01`, '00:00'))
    .groupBy(['e.event_type_code', 'y.name'])
    .orderBy('amount', 'desc')
    .execute()
  return {
    year,
    total: sumOf(rows.map(row => Number(row.amount))),
    kinds: rows.map(row => ({
      eventTypeCode: row.event_type_code,
      eventTypeName: row.name ?? '平时调用（无事件）',
      events: row.events,
      slips: row.slips,
      amount: Number(row.amount),
    })),
  }
}

export const listPrices = async (work: Work): Promise<CallUpPriceView[]> =>
  (await work.tx.selectFrom('call_up_price').selectAll().orderBy('kind').orderBy('code').execute()).map(showPrice)

const showPrice = (row: Price): CallUpPriceView => ({
  code: row.code,
  title: row.title,
  kind: row.kind,
  unit: row.unit,
  price: row.price,
  source: row.source,
  version: row.version,
})

/** A county sets its own price; slips that are closed keep theirs. */
export async function changePrice(
  work: Work,
  code: string,
  input: z.output<typeof ChangeCallUpPrice>,
): Promise<CallUpPriceView> {
  const before = await work.tx
    .selectFrom('call_up_price')
    .selectAll()
    .where('code', '=', code)
    .forUpdate()
    .executeTakeFirst()
  if (!before) throw new Problem('not-found')
  if (before.version !== input.version) throw new Problem('conflict')
  const changed = await work.tx
    .updateTable('call_up_price')
    .set({
      price: Math.round(input.price * 100) / 100,
      source: JSON.stringify({ name: input.basis, article: '', confidence: '确' }),
      version: before.version + 1,
    })
    .where('code', '=', code)
    .returningAll()
    .executeTakeFirstOrThrow()
  recordFact(work, 'call-up.price-changed', code, {
    title: before.title,
    before: before.price,
    price: changed.price,
    basis: input.basis,
    on: shanghaiDay(work.now),
  })
  return showPrice(changed)
}
