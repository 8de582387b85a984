import { randomUUID } from 'node:crypto'
import type { AllocationKind, PlanAllocation, ReplanAllocation } from '@anlan/contract/allocation.ts'
import type { z } from 'zod'
import { fieldProblem, Problem } from '../../kernel/problem.ts'
import { settingOf } from '../../kernel/setting-rows.ts'
import type { SpatialIndex } from '../../kernel/spatial/spatial-index.ts'
import { recordFact, type Work } from '../../kernel/work/work.ts'
import { findUnits } from '../directory/api.ts'
import { eventInReach } from '../event-report/api.ts'
import { type RoadPace, roadPace } from '../resource/api.ts'
import { gather } from './gather.ts'
import { flowsOfHaul, haulOf } from './haul.ts'
import { loadDraft } from './reading.ts'
import type { PlanState } from './schema.ts'
import { loadingMinutes, missingMinutes, weightsNow } from './settings.ts'
import { shortfallsOf } from './shortfalls.ts'
import { type Answer, type Job, solveApart } from './solver/solve-apart.ts'
import { flowsOfPart, jobOf, objectiveOf, type PlannedFlow, partsOf } from './state.ts'

/** What the solver is to be given, read in one unit of work. */
export interface Prepared {
  kind: AllocationKind
  state: PlanState
  pace: RoadPace
  missingMinutes: number
  loadingMinutes: number
}
export interface Solved {
  state: PlanState
  flows: PlannedFlow[]
  objective: number
  bound: number
  seconds: number
}

/** Reads what is there for the demands. Problems: `resource/unknown-capability` and `directory/unknown-unit` with the demand, `invalid-input`. */
export async function prepare(work: Work, spatial: SpatialIndex, asked: PlanAllocation): Promise<Prepared> {
  if (asked.eventId && !(await eventInReach(work, asked.eventId)))
    throw fieldProblem('not-found', '/eventId', '事件', '事件不存在')
  await checkReceivers(work, asked)
  const state = await gather(work, spatial, asked)
  const weights = await weightsNow(work)
  const demands = state.demands.map(demand => ({ ...demand, weight: weights[demand.urgency] }))
  return withSettings(work, asked.kind, { ...state, demands })
}

/** Who is to receive stands in the directory: its slip could not be issued otherwise. */
async function checkReceivers(work: Work, { demands }: PlanAllocation) {
  const units = await findUnits(
    work.tx,
    demands.flatMap(({ unitId }) => unitId ?? []),
  )
  const wrong = demands.findIndex(({ unitId }) => unitId && !units.get(unitId)?.enabled)
  if (wrong >= 0)
    throw fieldProblem(
      'directory/unknown-unit',
      `/demands/${wrong}/unitId`,
      '接收单位',
      `需求地点“${demands[wrong]?.name}”的接收单位不在机构名录中`,
    )
}

/** The same plan with more roads cut or owners left out, by the weights of its first day; begins where the last solution stood. */
export async function prepareAgain(
  work: Work,
  id: string,
  { version, blocked, without }: z.output<typeof ReplanAllocation>,
): Promise<Prepared> {
  const row = await loadDraft(work, id, version)
  return withSettings(work, row.kind, { ...row.plan, blocked, without })
}

const withSettings = async (work: Work, kind: AllocationKind, state: PlanState): Promise<Prepared> => ({
  kind,
  state,
  pace: await roadPace(work),
  missingMinutes: await settingOf(work, missingMinutes),
  loadingMinutes: await settingOf(work, loadingMinutes),
})

/** Solves outside any transaction. Problem: `allocation/not-solved`. */
export async function solve(prepared: Prepared, signal: AbortSignal): Promise<Solved> {
  const { kind, state } = prepared
  const people = kind === 'people'
  const withVehicles = state.vehicles.length > 0
  const parts = partsOf(state, prepared.missingMinutes, people)
  const jobs: Job[] = withVehicles
    ? [{ how: 'haul', problem: haulOf(state, prepared.pace, prepared) }]
    : parts.map(part => jobOf(part, state, people ? 'households' : 'transport'))
  const answers = await solveApart(jobs, state.asked.seconds, signal)
  const footings = { ...state.footings }
  const flows = answers.flatMap((answer: Answer, i) => {
    if (answer.how === 'haul') return flowsOfHaul(state, answer)
    const part = parts[i] as (typeof parts)[number]
    footings[part.capability] = answer.footing
    return flowsOfPart(state, part, answer.flows)
  })
  const reasons = shortfallsOf(state, flows, { people, withVehicles })
  const demands = state.demands.map((demand, i) => ({ ...demand, shortfall: reasons[i] ?? null }))
  const bound = answers.reduce((sum, answer) => sum + answer.bound, 0)
  const objective = objectiveOf(state, flows, prepared.missingMinutes)
  return {
    state: { ...state, demands, footings },
    flows,
    objective,
    // Rounding of the prices must not put the proof above what was found.
    bound: Math.min(bound, objective),
    seconds: answers.reduce((sum, answer) => sum + answer.seconds, 0),
  }
}

/** Keeps a plan as a draft. Returns its id. */
export async function savePlan(work: Work, asked: PlanAllocation, solved: Solved): Promise<string> {
  const id = asked.id ?? randomUUID()
  await work.tx
    .insertInto('allocation')
    .values({
      id,
      kind: asked.kind,
      title: asked.title,
      event_id: asked.eventId,
      unit_id: work.actor.unitId,
      state: 'draft',
      plan: JSON.stringify(solved.state),
      objective: solved.objective,
      bound: solved.bound,
      seconds: solved.seconds,
      made_at: work.now,
      made_by_name: work.actor.name,
      issued_at: null,
    })
    .execute()
  await writeFlows(work, id, solved.state, solved.flows, flow => flow.quantity)
  recordFact(
    work,
    'allocation.planned',
    id,
    {
      kind: asked.kind,
      title: asked.title,
      objective: solved.objective,
      bound: solved.bound,
      lines: solved.flows.length,
    },
    { matter: asked.eventId },
  )
  return id
}

/** Puts the newly solved plan in place of the draft; what was changed by hand gives way and stays in the record. */
export async function savePlanAgain(work: Work, id: string, version: number, solved: Solved): Promise<void> {
  const row = await loadDraft(work, id, version)
  await work.tx.deleteFrom('allocation_line').where('allocation_id', '=', id).execute()
  await writeFlows(work, id, solved.state, solved.flows, flow => flow.quantity)
  await work.tx
    .updateTable('allocation')
    .set({
      plan: JSON.stringify(solved.state),
      objective: solved.objective,
      bound: solved.bound,
      seconds: solved.seconds,
      by_hand: false,
      version: row.version + 1,
    })
    .where('id', '=', id)
    .execute()
  const { blocked, without } = solved.state
  const was = { objective: row.objective, changedByHand: row.by_hand }
  recordFact(
    work,
    'allocation.planned-again',
    id,
    { was, objective: solved.objective, blocked, without },
    { matter: row.event_id },
  )
}

/** Writes the lines of a plan; `proposed` says of each what the solver had proposed. */
export async function writeFlows(
  work: Work,
  id: string,
  state: PlanState,
  flows: PlannedFlow[],
  proposed: (flow: PlannedFlow) => number,
): Promise<void> {
  if (flows.length === 0) return
  await work.tx
    .insertInto('allocation_line')
    .values(
      flows.map(flow => {
        const [supply, demand] = [state.supplies[flow.supply], state.demands[flow.demand]]
        if (!supply || !demand) throw new Problem('not-found')
        return {
          id: randomUUID(),
          allocation_id: id,
          offer_id: supply.offerId,
          demand_key: demand.key,
          capability: supply.capability,
          quantity: flow.quantity,
          proposed: proposed(flow),
          minutes: flow.minutes,
          households: flow.groups && demand.households ? JSON.stringify(flow.groups) : null,
          vehicle_id: flow.vehicle?.id ?? null,
          vehicle_name: flow.vehicle?.name ?? null,
          slip_id: null,
        }
      }),
    )
    .execute()
}
