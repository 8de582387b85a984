import { randomUUID } from 'node:crypto'
import type { RequestCallUp } from '@anlan/contract/call-up.ts'
import type { LineProvider } from '@anlan/contract/call-up-view.ts'
import { addParties, isUnitInReach } from '../../../kernel/access/reach.ts'
import { fieldProblem, Problem } from '../../../kernel/problem.ts'
import { settingOf } from '../../../kernel/setting-rows.ts'
import type { Work } from '../../../kernel/work/work.ts'
import { findUnit, unitOfFunction } from '../../directory/api.ts'
import { eventInReach } from '../../event-report/api.ts'
import { askToAct } from '../clocks.ts'
import { holdForSlip } from '../providers/bookings.ts'
import { itemOf, type OfferFacts, offerFacts } from '../providers/offers.ts'
import { keepTeamsFit } from '../providers/statuses.ts'
import { linesOf, stamp, tell } from '../reach.ts'
import { kindOfLine, summaryOf } from '../rules.ts'
import type { Slip } from '../schema.ts'
import { mayOverride } from '../settings.ts'
import { layOutChecks } from './checks.ts'

type Item = RequestCallUp['items'][number]
interface Asked extends Item {
  provider: LineProvider
  owner: string
  offer: OfferFacts | null
}

/** Called by the number, never whole: a hospital is not closed for one ambulance. */
const countedKinds = new Set<LineProvider>(['stock', 'hospital'])

/** 申请调用: one slip for each owner; what is asked for is held from now on. Returns the ids of the slips, in the order of the items. */
export async function requestCallUp(work: Work, input: RequestCallUp): Promise<string[]> {
  const event = input.eventId ? await eventInReach(work, input.eventId) : null
  if (input.eventId && !event) throw fieldProblem('not-found', '/eventId', '事件', '事件不存在')
  if (event && (event.state === 'closed' || event.state === 'withdrawn')) throw new Problem('event/closed')
  const to = await receivingUnit(work, input)
  const asked = await identify(work, input)
  const groups = new Map<string, Asked[]>()
  for (const one of asked) groups.set(one.owner, [...(groups.get(one.owner) ?? []), one])
  const slips: string[] = []
  for (const [owner, items] of groups) {
    const id = slips.length === 0 ? (input.id ?? randomUUID()) : randomUUID()
    slips.push(await writeSlip(work, id, owner, to, items, input))
  }
  return slips
}

async function receivingUnit(work: Work, input: RequestCallUp): Promise<string> {
  const id = input.toUnitId ?? work.actor.unitId
  const unit = await findUnit(work.tx, id)
  if (!unit?.enabled) throw fieldProblem('directory/unknown-unit', '/toUnitId', '调入单位', '单位不在机构名录中')
  if (unit.kind !== 'external' && !(await isUnitInReach(work, id)))
    throw fieldProblem('event/outside-reach', '/toUnitId', '调入单位', '该单位不在您的管辖范围')
  return id
}

/** What each item is and who gives it. */
async function identify(work: Work, input: RequestCallUp): Promise<Asked[]> {
  const offers = await offerFacts(
    work,
    input.items.flatMap(item => item.offerId ?? []),
  )
  const asked: Asked[] = []
  for (const [i, item] of input.items.entries()) {
    const offer = item.offerId ? (offers.get(item.offerId) ?? null) : null
    const at = `/items/${i}`
    if (item.offerId && !offer) throw fieldProblem('not-found', `${at}/offerId`, '资源', '该资源已不在可调用资源中')
    const owner = offer?.unitId ?? item.ownerUnitId ?? (input.requisition ? work.actor.unitId : null)
    if (!owner) throw fieldProblem('call-up/no-owner', `${at}/ownerUnitId`, '调出单位', '请选择调出单位')
    if (!offer && !item.name) throw fieldProblem('invalid-input', `${at}/name`, '名称', '请填写调用的资源名称')
    if (item.quantity === 0) throw fieldProblem('call-up/quantity', `${at}/quantity`, '数量', '数量应大于 0')
    if (!offer && item.quantity !== null && !item.unit)
      throw fieldProblem('invalid-input', `${at}/unit`, '计量单位', '请填写计量单位')
    if (offer && countedKinds.has(offer.kind) && item.quantity === null)
      throw fieldProblem('call-up/quantity', `${at}/quantity`, '数量', `${offer.name}应填写数量`)
    const unit = await findUnit(work.tx, owner)
    if (!unit?.enabled)
      throw fieldProblem('directory/unknown-unit', `${at}/ownerUnitId`, '调出单位', '单位不在机构名录中')
    // A neighbour's help is asked for by its unit, with or without an offer of it.
    const provider = offer?.kind ?? (unit.kind === 'external' && !input.requisition ? 'neighbour' : 'named')
    const capability = (offer?.kind === 'stock' && (await itemOf(work, offer.id))) || item.capability
    asked.push({ ...item, capability, provider, owner, offer })
  }
  return asked
}

async function writeSlip(work: Work, id: string, owner: string, to: string, items: Asked[], input: RequestCallUp) {
  const lines = items.map((item, position) => lineOf(id, item, position))
  const first = lines[0]
  if (!first) throw new Error('a slip without lines')
  const keeper = items.find(item => item.offer?.keeper)?.offer?.keeper ?? null
  const slip: Slip = await work.tx
    .insertInto('call_up')
    .values({
      id,
      number: null,
      kind: input.requisition ? 'requisition' : kindOfLine(first),
      state: 'requested',
      priority: input.priority,
      event_id: input.eventId,
      from_unit_id: owner,
      to_unit_id: to,
      requester_unit_id: work.actor.unitId,
      summary: summaryOf(lines),
      reason: input.reason,
      place: input.place,
      lng: input.position?.lng ?? null,
      lat: input.position?.lat ?? null,
      route: input.route,
      escort: input.escort,
      receiver_name: input.receiverName,
      receiver_phone: input.receiverPhone,
      return_plan: input.returnPlan,
      return_by: input.returnBy,
      cost_bearer: input.costBearer,
      agreement: input.agreement,
      vehicle: '',
      driver: '',
      keeper_name: keeper?.name ?? null,
      keeper_phone: keeper?.phone ?? null,
      requisition: input.requisition ? JSON.stringify(input.requisition) : null,
      override_reason: input.overrideReason,
      refusal: '',
      difference_note: '',
      requested_at: work.now,
      requested_by_account_id: work.actor.accountId,
      approved_at: null,
      verbal_by_name: null,
      verbal_by_person_id: null,
      verbal_at: null,
      verbal_how: null,
      verbal_confirmed_at: null,
      eta: null,
      departed_at: null,
      people: null,
      ended_at: null,
      cost_final: false,
    })
    .returningAll()
    .executeTakeFirstOrThrow()
  await work.tx.insertInto('call_up_line').values(lines).execute()
  await joinParties(work, slip)
  await layOutChecks(work, slip, items)
  const against = await holdForSlip(work, slip, await linesOf(work, id), await overrideFor(work, input))
  await keepTeamsFit(work, await linesOf(work, id))
  await stamp(work, slip, 'requested', work.now, input.reason)
  tell(work, slip, 'requested', { overrideReason: against.length > 0 ? input.overrideReason : '', against })
  await askToAct(work, slip, owner, `资源调用申请：${slip.summary}`, [
    input.reason,
    slip.place && `送达：${slip.place}`,
    '请批准或转有权领导批准。',
  ])
  return id
}

const lineOf = (slipId: string, item: Asked, position: number) => {
  const capability = item.offer?.capabilities.find(one => one.code === item.capability)
  const isGoods = item.provider === 'stock' || item.provider === 'agreement' || item.provider === 'named'
  // 县综合应急救援队（无人机）: of a team or a firm only this.
  const part = item.offer && capability && item.quantity !== null ? `${item.offer.name}（${capability.name}）` : ''
  return {
    id: randomUUID(),
    slip_id: slipId,
    position,
    offer_id: item.offer?.id ?? null,
    provider: item.provider,
    name: item.name || (isGoods && capability?.name) || part || item.offer?.name || capability?.name || '',
    capability: item.capability,
    unit: item.unit || capability?.unit || '',
    quantity: item.quantity,
    people: item.people,
    issued: null,
    received: null,
    booked: false,
    overridden: false,
    is_share: isShare(item),
    link: item.offer?.link ?? null,
  }
}

/** Less than all people of a team, or things it has: the team itself stays where it is. */
function isShare({ provider, quantity, capability: code, offer }: Asked): boolean {
  if (provider !== 'team' || quantity === null) return false
  const of = offer?.capabilities.find(one => one.code === code)
  return of?.unit !== '人' || quantity < of.quantity
}

/** The parties: asker, owner, receiver, and the county's duty room. */
async function joinParties(work: Work, slip: Slip): Promise<void> {
  const room = await unitOfFunction(work.tx, 'generalDutyOffice')
  await addParties(work, slip.id, [
    { unitId: slip.requester_unit_id, capacity: '申请单位' },
    { unitId: slip.from_unit_id, capacity: '调出单位' },
    { unitId: slip.to_unit_id, capacity: '调入单位' },
    ...(room ? [{ unitId: room.id, capacity: '县值班室' }] : []),
  ])
}

/** A leader on duty may call up what another event holds, where the county allows it; null is nobody may. */
async function overrideFor(work: Work, input: RequestCallUp): Promise<string | null> {
  if (!input.overrideReason) return null
  const isLeader = work.actor.accountId === null || work.actor.grants.some(grant => grant.role === 'duty_leader')
  if (!isLeader)
    throw fieldProblem('not-permitted', '/overrideReason', '改调理由', '改调已占用的资源，应由带班领导决定')
  if (!(await settingOf(work, mayOverride)))
    throw fieldProblem('not-permitted', '/overrideReason', '改调理由', '本县未开放改调已占用的资源')
  return input.overrideReason
}
