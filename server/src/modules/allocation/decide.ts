import type { ChangeAllocation, GiveUpAllocation, IssueAllocation } from '@anlan/contract/allocation.ts'
import type { z } from 'zod'
import { fieldProblem, Problem } from '../../kernel/problem.ts'
import { settingOf } from '../../kernel/setting-rows.ts'
import { recordFact, type Work } from '../../kernel/work/work.ts'
import { requestCallUp } from '../call-up/api.ts'
import { writeFlows } from './plan.ts'
import { loadDraft, loadPlan } from './reading.ts'
import type { PlanState } from './schema.ts'
import { missingMinutes } from './settings.ts'
import { minutesOf, objectiveOf, type PlannedFlow } from './state.ts'

/**
 * Puts a person's distribution in place of the proposed one. Refused with the line when an owner would give more than it had free or a place get
 * more than it wants. Households and vehicles of changed lines are no longer said.
 */
export async function changePlan(work: Work, id: string, input: z.output<typeof ChangeAllocation>): Promise<void> {
  const row = await loadDraft(work, id, input.version)
  const before = await linesOf(work, id)
  const flows = input.lines.map((line, i) => flowOf(row.plan, line, i))
  keepWithin(row.plan, flows)
  const proposed = (flow: PlannedFlow) =>
    before
      .filter(
        one => one.offer_id === offerIdOf(row.plan, flow) && one.demand_key === row.plan.demands[flow.demand]?.key,
      )
      .reduce((sum, one) => sum + one.proposed, 0)
  const kept = flows.map(flow => sameAs(before, row.plan, flow))
  await work.tx.deleteFrom('allocation_line').where('allocation_id', '=', id).execute()
  await writeFlows(work, id, row.plan, kept, proposed)
  const objective = objectiveOf(row.plan, kept, await settingOf(work, missingMinutes))
  await work.tx
    .updateTable('allocation')
    .set({ by_hand: true, objective, version: row.version + 1 })
    .where('id', '=', id)
    .execute()
  recordFact(
    work,
    'allocation.changed',
    id,
    {
      before: before.map(line => ({ offer: line.offer_id, to: line.demand_key, quantity: line.quantity })),
      after: input.lines.map(line => ({ offer: line.offerId, to: line.key, quantity: line.quantity })),
    },
    { matter: row.event_id },
  )
}

const linesOf = (work: Work, id: string) =>
  work.tx.selectFrom('allocation_line').selectAll().where('allocation_id', '=', id).execute()
type Line = Awaited<ReturnType<typeof linesOf>>[number]

const offerIdOf = (plan: PlanState, flow: PlannedFlow) => plan.supplies[flow.supply]?.offerId

function flowOf(plan: PlanState, line: z.output<typeof ChangeAllocation>['lines'][number], index: number): PlannedFlow {
  const demand = plan.demands.findIndex(one => one.key === line.key)
  const wanted = plan.demands[demand]
  if (!wanted) throw fieldProblem('invalid-input', `/lines/${index}/key`, '需求', '方案中没有这处需求')
  const supply = plan.supplies.findIndex(one => one.offerId === line.offerId && one.capability === wanted.capability)
  if (supply < 0)
    throw fieldProblem('invalid-input', `/lines/${index}/offerId`, '资源', `方案中没有可供${wanted.name}的这项资源`)
  const minutes = minutesOf(plan, supply, demand)
  return { supply, demand, quantity: line.quantity, vehicle: null, minutes: Number.isNaN(minutes) ? null : minutes }
}

function keepWithin(plan: PlanState, flows: PlannedFlow[]): void {
  const sum = (own: PlannedFlow[]) => own.reduce((total, flow) => total + flow.quantity, 0)
  for (const [i, flow] of flows.entries()) {
    const wrong = (message: string) => fieldProblem('allocation/too-much', `/lines/${i}/quantity`, '数量', message)
    const supply = plan.supplies[flow.supply]
    const demand = plan.demands[flow.demand]
    if (flows.findIndex(one => one.supply === flow.supply && one.demand === flow.demand) !== i)
      throw wrong(`${supply?.name}到${demand?.name}填写了两次`)
    const taken = sum(flows.filter(one => one.supply === flow.supply))
    if (supply && taken > supply.free) throw wrong(`${supply.name}可用 ${supply.free}，已分配 ${taken}`)
    const given = sum(flows.filter(one => one.demand === flow.demand))
    if (demand && given > demand.quantity) throw wrong(`${demand.name}需要 ${demand.quantity}，已分配 ${given}`)
  }
}

/** A line that nobody changed keeps its vehicle and households. */
function sameAs(before: Line[], plan: PlanState, flow: PlannedFlow): PlannedFlow {
  const same = before.filter(
    one => one.offer_id === offerIdOf(plan, flow) && one.demand_key === plan.demands[flow.demand]?.key,
  )
  const [only] = same
  if (same.length !== 1 || !only || only.quantity !== flow.quantity) return flow
  return {
    ...flow,
    minutes: only.minutes,
    vehicle: only.vehicle_id ? { id: only.vehicle_id, name: only.vehicle_name ?? '' } : null,
    ...(only.households && { groups: only.households }),
  }
}

/**
 * 下达: all slips of a plan in one unit of work, one for each owner and place; what is asked for is held from then on. When somebody else has taken
 * something meanwhile, nothing at all is issued and the refusal names it. A plan that places people has no slips: it is what is carried out.
 */
export async function issuePlan(work: Work, id: string, input: z.output<typeof IssueAllocation>): Promise<void> {
  const row = await loadDraft(work, id, input.version)
  const lines = await linesOf(work, id)
  if (lines.length === 0) throw new Problem('allocation/empty')
  let slips = 0
  if (row.kind === 'supplies')
    for (const demand of row.plan.demands) {
      const own = lines.filter(line => line.demand_key === demand.key)
      const byOffer = [...new Set(own.map(line => line.offer_id))].map(offer =>
        own.filter(line => line.offer_id === offer),
      )
      for (const together of byOffer) {
        const offer = together[0] as Line
        const vehicle = [...new Set(together.flatMap(line => line.vehicle_name ?? []))].join('、')
        const [slipId] = await requestCallUp(work, {
          eventId: row.event_id,
          toUnitId: demand.unitId ?? row.unit_id,
          items: [
            {
              offerId: offer.offer_id,
              capability: offer.capability,
              quantity: together.reduce((sum, line) => sum + line.quantity, 0),
              name: '',
              unit: '',
              people: null,
              ownerUnitId: null,
            },
          ],
          reason: vehicle ? `${input.reason}（拟用车辆：${vehicle}）`.slice(0, 300) : input.reason,
          priority: input.priority,
          place: demand.name,
          position: demand.position,
          ...nothingMore,
        })
        slips++
        await work.tx
          .updateTable('allocation_line')
          .set({ slip_id: slipId ?? null })
          .where(
            'id',
            'in',
            together.map(line => line.id),
          )
          .execute()
      }
    }
  await work.tx
    .updateTable('allocation')
    .set({ state: 'issued', issued_at: work.now, version: row.version + 1 })
    .where('id', '=', id)
    .execute()
  recordFact(work, 'allocation.issued', id, { title: row.title, kind: row.kind, slips }, { matter: row.event_id })
}

/** What a slip may also say and a plan does not know. */
const nothingMore = {
  route: '',
  escort: '',
  receiverName: '',
  receiverPhone: '',
  returnPlan: '',
  returnBy: null,
  costBearer: '',
  requisition: null,
  agreement: '',
  overrideReason: '',
}

export async function giveUpPlan(work: Work, id: string, { reason }: z.output<typeof GiveUpAllocation>): Promise<void> {
  const { version } = await loadPlan(work, id)
  const row = await loadDraft(work, id, version)
  await work.tx
    .updateTable('allocation')
    .set({ state: 'givenUp', version: row.version + 1 })
    .where('id', '=', id)
    .execute()
  recordFact(work, 'allocation.given-up', id, { title: row.title, reason }, { matter: row.event_id })
}
