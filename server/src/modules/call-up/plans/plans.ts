import { randomUUID } from 'node:crypto'
import { RequestCallUp } from '@anlan/contract/call-up.ts'
import type { CallUpByPlan, CallUpPlanView, SaveCallUpPlan } from '@anlan/contract/call-up-plan.ts'
import type { z } from 'zod'
import { isUnitInReach, unitsInReach } from '../../../kernel/access/reach.ts'
import { fieldProblem, Problem } from '../../../kernel/problem.ts'
import { recordFact, type Work } from '../../../kernel/work/work.ts'
import { findUnit } from '../../directory/api.ts'
import { itemOf, offerFacts } from '../providers/offers.ts'
import { seeing } from '../reach.ts'
import { requestCallUp } from '../steps/request.ts'

/** Saves a plan (S46): who brings what from where, with contact and time. */
export async function savePlan(work: Work, input: z.output<typeof SaveCallUpPlan>, planId?: string): Promise<string> {
  const before = planId
    ? await work.tx.selectFrom('call_up_plan').selectAll().where('id', '=', planId).forUpdate().executeTakeFirst()
    : undefined
  if (planId && (!before || !(await isUnitInReach(work, before.unit_id)))) throw new Problem('not-found')
  if (before && before.version !== input.version)
    throw new Problem('conflict', { detail: `方案已被${before.saved_by_name}修改，请刷新后再改` })
  if (input.eventTypeCode) {
    const known = await work.tx
      .selectFrom('event_type')
      .select('code')
      .where('code', '=', input.eventTypeCode)
      .executeTakeFirst()
    if (!known) throw fieldProblem('event/unknown-type', '/eventTypeCode', '事件类型', '事件类型不在事件分类表中')
  }
  const id = planId ?? input.id ?? randomUUID()
  const row = {
    title: input.title,
    event_type_code: input.eventTypeCode,
    place: input.place,
    lng: input.position?.lng ?? null,
    lat: input.position?.lat ?? null,
    note: input.note,
    saved_at: work.now,
    saved_by_name: work.actor.name,
  }
  if (before)
    await work.tx
      .updateTable('call_up_plan')
      .set({ ...row, version: before.version + 1 })
      .where('id', '=', id)
      .execute()
  else
    await work.tx
      .insertInto('call_up_plan')
      .values({ id, ...row, unit_id: work.actor.unitId })
      .execute()
  await work.tx.deleteFrom('call_up_plan_item').where('plan_id', '=', id).execute()
  await work.tx
    .insertInto('call_up_plan_item')
    .values(await itemsOf(work, id, input))
    .execute()
  recordFact(work, before ? 'call-up.plan-changed' : 'call-up.plan-saved', id, {
    title: input.title,
    items: input.items.length,
  })
  return id
}

async function itemsOf(work: Work, planId: string, input: z.output<typeof SaveCallUpPlan>) {
  const offers = await offerFacts(
    work,
    input.items.flatMap(item => item.offerId ?? []),
  )
  const rows = []
  for (const [position, item] of input.items.entries()) {
    const offer = item.offerId ? offers.get(item.offerId) : undefined
    const at = `/items/${position}`
    if (item.offerId && !offer) throw fieldProblem('not-found', `${at}/offerId`, '资源', '该资源已不在可调用资源中')
    const owner = await findUnit(work.tx, offer?.unitId ?? item.ownerUnitId ?? '00000000-0000-0000-0000-000000000000')
    if (!owner) throw fieldProblem('call-up/no-owner', `${at}/ownerUnitId`, '调出单位', '请选择调出单位')
    const code = (offer?.kind === 'stock' && (await itemOf(work, offer.id))) || item.capability
    const capability = offer?.capabilities.find(one => one.code === code)
    const name = item.name || (offer?.kind === 'stock' && capability?.name) || offer?.name
    if (!name) throw fieldProblem('invalid-input', `${at}/name`, '名称', '请填写名称')
    rows.push({
      id: randomUUID(),
      plan_id: planId,
      position,
      offer_id: offer?.id ?? null,
      provider: offer?.kind ?? ('named' as const),
      name,
      capability: code,
      quantity: item.quantity,
      unit: item.unit || capability?.unit || '',
      people: item.people,
      owner_unit_id: owner.id,
      contact: offer?.keeper ? `${offer.keeper.name} ${offer.keeper.phone}` : (owner.duty_phone ?? ''),
      eta_minutes: item.etaMinutes ?? offer?.readyMinutes ?? null,
      note: item.note,
    })
  }
  return rows
}

/** Plans of units in reach, the latest first. */
export async function listPlans(work: Work): Promise<{ items: CallUpPlanView[] }> {
  const plans = await work.tx
    .selectFrom('call_up_plan as p')
    .innerJoin('unit as u', 'u.id', 'p.unit_id')
    .leftJoin('event_type as e', 'e.code', 'p.event_type_code')
    .selectAll('p')
    .select(['u.name as unit_name', 'e.name as event_type_name'])
    .where('p.unit_id', 'in', unitsInReach(work))
    .orderBy('p.saved_at', 'desc')
    .orderBy('p.id')
    .limit(200)
    .execute()
  if (plans.length === 0) return { items: [] }
  const items = await work.tx
    .selectFrom('call_up_plan_item as i')
    .innerJoin('unit as u', 'u.id', 'i.owner_unit_id')
    .selectAll('i')
    .select('u.name as owner_name')
    .where(
      'i.plan_id',
      'in',
      plans.map(plan => plan.id),
    )
    .orderBy('i.position')
    .execute()
  const offers = await offerFacts(
    work,
    items.flatMap(item => item.offer_id ?? []),
  )
  const planning = seeing(work, 'call-up.plan')
  const editable = new Map<string, boolean>()
  for (const plan of plans) editable.set(plan.id, await isUnitInReach(planning, plan.unit_id))
  return {
    items: plans.map(plan => ({
      id: plan.id,
      title: plan.title,
      eventTypeCode: plan.event_type_code,
      eventTypeName: plan.event_type_name,
      place: plan.place,
      position: plan.lng !== null && plan.lat !== null ? { lng: plan.lng, lat: plan.lat } : null,
      note: plan.note,
      unitName: plan.unit_name,
      savedAt: plan.saved_at.toISOString(),
      savedByName: plan.saved_by_name,
      version: plan.version,
      items: items
        .filter(item => item.plan_id === plan.id)
        .map(item => ({
          id: item.id,
          offerId: item.offer_id,
          name: item.name,
          capability: item.capability,
          quantity: item.quantity,
          unit: item.unit,
          people: item.people,
          ownerUnitId: item.owner_unit_id,
          ownerUnitName: item.owner_name,
          contact: item.contact,
          etaMinutes: item.eta_minutes,
          note: item.note,
          unavailable: whyNot(item, offers.get(item.offer_id ?? '')),
        })),
      may: { edit: editable.get(plan.id) ?? false },
    })),
  }
}

type Offer = Awaited<ReturnType<typeof offerFacts>> extends Map<string, infer O> ? O : never
function whyNot(
  item: { offer_id: string | null; capability: string | null; quantity: number | null },
  offer: Offer | undefined,
) {
  if (!item.offer_id) return null
  if (!offer) return '已不在可调用资源中'
  if (offer.unavailable) return offer.unavailable
  const has = offer.capabilities.find(one => one.code === item.capability)?.quantity
  return item.quantity !== null && (has ?? 0) < item.quantity ? `现有 ${has ?? 0}` : null
}

/** Turns a plan into slips, one for each owner, in one act. */
export async function callUpByPlan(
  work: Work,
  planId: string,
  input: z.output<typeof CallUpByPlan>,
): Promise<string[]> {
  const { items: plans } = await listPlans(seeing(work))
  const plan = plans.find(one => one.id === planId)
  if (!plan) throw new Problem('not-found')
  const items = plan.items.filter(item => !input.without.includes(item.id))
  return requestCallUp(
    work,
    RequestCallUp.parse({
      ...(input.id && { id: input.id }),
      eventId: input.eventId,
      toUnitId: input.toUnitId,
      reason: input.reason,
      priority: input.priority,
      place: plan.place,
      position: plan.position,
      items: items.map(({ offerId, capability, quantity, name, unit, people, ownerUnitId }) => ({
        offerId,
        capability,
        quantity,
        name,
        unit,
        people,
        ownerUnitId,
      })),
    }),
  )
}
