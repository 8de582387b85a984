import { randomUUID } from 'node:crypto'
import type { ChangeEntry } from '@anlan/contract/change.ts'
import type { AgreementView, SaveAgreement } from '@anlan/contract/stock-reserve.ts'
import { sql } from 'kysely'
import type { z } from 'zod'
import { isUnitInReach, reachFor, unitsInReach } from '../../../kernel/access/reach.ts'
import { fieldProblem, Problem } from '../../../kernel/problem.ts'
import { changeHistory, type FieldWords, plain, withUnit } from '../../../kernel/work/change-history.ts'
import { recordFact, type Work } from '../../../kernel/work/work.ts'
import { shanghaiDay } from '../../calendar/api.ts'
import { type Ending, type Renewals, settleRenewals } from '../../obligation/api.ts'
import { putOffers, withdrawOffers } from '../../resource/api.ts'
import { agreementNoticeDays } from '../settings.ts'

/** Agreements still running: whoever signed one owes its renewal before the last day (S63). */
export const agreementRenewals: Renewals = {
  kind: 'stockAgreementRenewal',
  ruleCode: 'stock.agreement-renewal',
  noticeDays: agreementNoticeDays,
  endings: async work =>
    (
      await sql<Ending>`select id, unit_id, '与' || firm || '的协议储备 ' || to_day || ' 到期，办理续签或终止' as title, to_day::text as until,
        '/stock/agreements' as link from stock_agreement where ended_at is null order by to_day, id`.execute(work.tx)
    ).rows,
  gone: '协议已终止',
}

/** Agreements in reach, those in force first. */
export async function listAgreements(work: Work, id: string | null = null): Promise<AgreementView[]> {
  const today = shanghaiDay(work.now)
  const agree = reachFor(work.actor, 'stock.agree')
  const { rows } = await sql<
    Omit<AgreementView, 'position'> & { lng: number | null; lat: number | null }
  >`select a.id, a.unit_id as "unitId", u.name as "unitName", a.firm, a.credit_code as "creditCode", a.contact, a.phone, a.lng, a.lat,
      a.response_hours as "responseHours", a.price_rule as "priceRule", a.from_day as "from", a.to_day as "to", a.verified_on as "verifiedOn", a.note, a.version,
      case when a.ended_at is not null then 'ended' when a.to_day < ${today} then 'expired' when a.from_day > ${today} then 'notYet' else 'inForce' end as state,
      ${agree ? sql`a.unit_id in ${unitsInReach({ reach: agree })} and a.ended_at is null` : sql`false`} as "mayEdit",
      (select jsonb_agg(jsonb_build_object('itemCode', i.code, 'itemName', i.name, 'unit', i.unit, 'quantity', k.quantity, 'capacityPerDay', k.capacity_per_day)
        order by i.sort) from stock_agreement_item k join stock_item i on i.code = k.item_code where k.agreement_id = a.id) as items
    from stock_agreement a join unit u on u.id = a.unit_id
    where a.unit_id in ${unitsInReach(work)} and (${id}::uuid is null or a.id = ${id}::uuid)
    order by a.ended_at is not null, a.to_day < ${today}, a.firm, a.id`.execute(work.tx)
  return rows.map(({ lng, lat, ...row }) => ({
    ...row,
    position: lng !== null && lat !== null ? { lng, lat } : null,
  }))
}

/** Enters an agreement (version 0) or changes it as of `version`; what it offers follows. Returns its id. */
export async function saveAgreement(
  work: Work,
  id: string | null,
  input: z.output<typeof SaveAgreement>,
): Promise<AgreementView> {
  const unitId = input.unitId ?? work.actor.unitId
  if (!(await isUnitInReach(work, unitId)))
    throw fieldProblem('directory/unknown-unit', '/unitId', '签约单位', '单位不在您的管辖范围')
  if (input.verifiedOn && input.verifiedOn > shanghaiDay(work.now))
    throw fieldProblem('invalid-input', '/verifiedOn', '最近核实日', '核实日不能晚于今天')
  const codes = input.items.map(one => one.itemCode)
  if (new Set(codes).size !== codes.length)
    throw fieldProblem('invalid-input', '/items', '协议物资', '同一种物资只能填一行')
  const known = await work.tx.selectFrom('stock_item').select('code').where('code', 'in', codes).execute()
  const unknown = codes.findIndex(code => known.every(one => one.code !== code))
  if (unknown >= 0)
    throw fieldProblem('invalid-input', `/items/${unknown}/itemCode`, '物资品种', '物资目录中没有该品种')
  const row = {
    unit_id: unitId,
    firm: input.firm,
    credit_code: input.creditCode,
    contact: input.contact,
    phone: input.phone,
    lng: input.position?.lng ?? null,
    lat: input.position?.lat ?? null,
    response_hours: input.responseHours,
    price_rule: input.priceRule,
    from_day: input.from,
    to_day: input.to,
    verified_on: input.verifiedOn,
    note: input.note,
  }
  const savedId = id ?? input.id ?? randomUUID()
  const held = id ? one(await listAgreements(work, id)) : null
  if (id) {
    const before = await lockAgreement(work, id)
    if (before.version !== input.version) throw new Problem('conflict')
    if (before.ended_at) throw new Problem('conflict', { detail: '协议已终止，不能再修改' })
    if (!input.reason) throw fieldProblem('invalid-input', '/reason', '修改原因', '请填写修改原因')
    await work.tx
      .updateTable('stock_agreement')
      .set({ ...row, version: before.version + 1 })
      .where('id', '=', id)
      .execute()
    await work.tx.deleteFrom('stock_agreement_item').where('agreement_id', '=', id).execute()
  } else
    await work.tx
      .insertInto('stock_agreement')
      .values({ ...row, id: savedId, ended_at: null })
      .execute()
  await work.tx
    .insertInto('stock_agreement_item')
    .values(
      input.items.map(one => ({
        agreement_id: savedId,
        item_code: one.itemCode,
        quantity: one.quantity,
        capacity_per_day: one.capacityPerDay,
      })),
    )
    .execute()
  await offerAgreements(work, [savedId])
  await settleRenewals(work, agreementRenewals)
  const saved = one(await listAgreements(work, savedId))
  if (held) {
    const data = { before: stateOf(held), after: stateOf(saved), reason: input.reason }
    recordFact(work, changed, savedId, data, { chain: unitId })
  } else recordFact(work, 'stock.agreement-made', savedId, stateOf(saved), { chain: unitId })
  return saved
}

const changed = 'stock.agreement-changed'
const stateOf = (view: AgreementView) => ({
  ...Object.fromEntries(words.map(({ key }) => [key, view[key as keyof AgreementView] ?? null])),
  position: view.position && `${view.position.lng}, ${view.position.lat}`,
  items: view.items
    .map(
      ({ itemName, quantity, unit, capacityPerDay }) =>
        `${itemName} ${quantity} ${unit}${capacityPerDay === null ? '' : `（日产 ${capacityPerDay}）`}`,
    )
    .join('、'),
})
const words: FieldWords[] = [
  { key: 'unitName', label: '签约单位', show: plain },
  { key: 'firm', label: '企业名称', show: plain },
  { key: 'creditCode', label: '统一社会信用代码', show: plain },
  { key: 'contact', label: '联系人', show: plain },
  { key: 'phone', label: '联系电话', show: plain },
  { key: 'position', label: '位置', show: plain },
  { key: 'responseHours', label: '响应时间', show: withUnit('小时') },
  { key: 'priceRule', label: '价格约定', show: plain },
  { key: 'from', label: '协议起始日', show: plain },
  { key: 'to', label: '协议截止日', show: plain },
  { key: 'verifiedOn', label: '最近核实日', show: plain },
  { key: 'note', label: '备注', show: plain },
  { key: 'items', label: '协议物资', show: plain },
]

/** What was changed of an agreement in reach, newest first. */
export async function historyOfAgreement(work: Work, id: string): Promise<ChangeEntry[]> {
  one(await listAgreements(work, id))
  return changeHistory(work, changed, id, words)
}

/** 终止: it no longer counts from now on. */
export async function endAgreement(work: Work, id: string, reason: string): Promise<AgreementView> {
  const before = await lockAgreement(work, id)
  if (before.ended_at) throw new Problem('conflict', { detail: '协议已终止' })
  await work.tx
    .updateTable('stock_agreement')
    .set({ ended_at: work.now, version: before.version + 1 })
    .where('id', '=', id)
    .execute()
  recordFact(work, 'stock.agreement-ended', id, { firm: before.firm, reason }, { chain: before.unit_id })
  await withdrawOffers(work, 'agreement', [id])
  await settleRenewals(work, agreementRenewals)
  return one(await listAgreements(work, id))
}

async function lockAgreement(work: Work, id: string) {
  const row = await work.tx
    .selectFrom('stock_agreement')
    .selectAll()
    .where('id', '=', id)
    .where('unit_id', 'in', unitsInReach(work))
    .forUpdate()
    .executeTakeFirst()
  if (!row) throw new Problem('not-found')
  return row
}

const one = (views: AgreementView[]) => {
  const [view] = views
  if (!view) throw new Problem('not-found')
  return view
}

/** States what agreements offer; one that has not begun, has expired or was ended offers nothing. */
export async function offerAgreements(work: Work, ids: string[]): Promise<void> {
  if (ids.length === 0) return
  const today = shanghaiDay(work.now)
  const { rows } = await sql<{
    id: string
    unit_id: string
    firm: string
    contact: string
    phone: string
    lng: number | null
    lat: number | null
    response_hours: number
    to_day: string
    verified_on: string | null
    in_force: boolean
    items: { code: string; quantity: number; capability: string | null; rating: number | null }[]
  }>`select a.*, a.ended_at is null and ${today}::date between a.from_day and a.to_day as in_force,
      (select jsonb_agg(jsonb_build_object('code', i.code, 'quantity', k.quantity, 'capability', i.capability, 'rating', i.rating) order by i.code)
        from stock_agreement_item k join stock_item i on i.code = k.item_code where k.agreement_id = a.id) as items
    from stock_agreement a where a.id = any(${ids}::uuid[])`.execute(work.tx)
  await putOffers(
    work,
    rows
      .filter(row => row.in_force)
      .map(row => ({
        id: row.id,
        kind: 'agreement' as const,
        unitId: row.unit_id,
        name: `${row.firm}（协议储备）`,
        position: row.lng !== null && row.lat !== null ? { lng: row.lng, lat: row.lat } : null,
        capabilities: row.items.flatMap(item => [
          { code: item.code, quantity: item.quantity },
          ...(item.capability
            ? [{ code: item.capability, quantity: item.quantity, ...(item.rating !== null && { rating: item.rating }) }]
            : []),
        ]),
        reserve: 'agreement' as const,
        withOperator: false,
        keeper: { name: row.contact, phone: row.phone },
        readyMinutes: Math.round(row.response_hours * 60),
        available: true,
        verifiedAt: row.verified_on ? new Date(`${row.verified_on}T00:00:00+08:00`) : null,
        validUntil: row.to_day,
        link: '/stock/agreements',
      })),
  )
  await withdrawOffers(
    work,
    'agreement',
    rows.filter(row => !row.in_force).map(row => row.id),
  )
}
