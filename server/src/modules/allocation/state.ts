import type { DemandSeen, PlanState, SupplySeen } from './schema.ts'
import type { Demand, Flow, Supply, TransportProblem } from './solver/problem.ts'
import type { Job } from './solver/solve-apart.ts'

/** A part of a plan that stands by itself: one kind of goods, or all people. Indices lead back into the plan. */
export interface Part {
  capability: string
  supplies: number[]
  demands: number[]
  problem: TransportProblem
}

/** Minutes from a supply to a demand as the plan knows them; NaN where there is no way or it has been blocked. */
export function minutesOf(state: PlanState, supply: number, demand: number): number {
  const { offerId } = state.supplies[supply] as SupplySeen
  const { key } = state.demands[demand] as DemandSeen
  const isCut = state.without.includes(offerId) || state.blocked.some(one => one.offerId === offerId && one.key === key)
  return isCut ? Number.NaN : (state.minutes[supply * state.demands.length + demand] ?? Number.NaN)
}

/** Takes a plan apart by what is wanted, since pumps never compete with tents. */
export function partsOf(state: PlanState, missingMinutes: number, together: boolean): Part[] {
  const codes = [...new Set(state.demands.map(demand => demand.capability ?? ''))]
  return codes.map(capability => {
    const demands = indices(state.demands, one => (one.capability ?? '') === capability)
    const supplies = indices(state.supplies, one => (one.capability ?? '') === capability)
    const minutes = Float64Array.from({ length: supplies.length * demands.length }, (_, i) =>
      minutesOf(state, supplies[Math.floor(i / demands.length)] as number, demands[i % demands.length] as number),
    )
    const problem: TransportProblem = {
      supplies: supplies.map((index): Supply => {
        const { offerId, free } = state.supplies[index] as SupplySeen
        return { id: offerId, quantity: Math.floor(free) }
      }),
      demands: demands.map((index): Demand => {
        const demand = state.demands[index] as DemandSeen
        const { key, quantity, households } = demand
        return {
          id: key,
          quantity,
          weight: weightOf(demand),
          unmetCost: weightOf(demand) * missingMinutes,
          ...(together && { groups: households ?? [quantity] }),
        }
      }),
      minutes,
    }
    return { capability, supplies, demands, problem }
  })
}

export const jobOf = (part: Part, state: PlanState, how: 'transport' | 'households'): Job => {
  const footing = state.footings[part.capability]
  return footing ? { how, problem: part.problem, footing } : { how, problem: part.problem }
}

/** So many from a supply of the plan to a demand of it. */
export interface PlannedFlow extends Flow {
  vehicle: { id: string; name: string } | null
  /** Minutes until it is there. */
  minutes: number | null
}

export const flowsOfPart = (state: PlanState, part: Part, flows: Flow[]): PlannedFlow[] =>
  flows.map(flow => {
    const [supply, demand] = [part.supplies[flow.supply] as number, part.demands[flow.demand] as number]
    return { ...flow, supply, demand, vehicle: null, minutes: minutesOf(state, supply, demand) }
  })

/** Weighted minutes of flows, counted from the plan alone; what is missing weighs as `missingMinutes`. */
export function objectiveOf(state: PlanState, flows: PlannedFlow[], missingMinutes: number): number {
  const missing = missingOf(state, flows)
  return (
    flows.reduce((sum, flow) => sum + flow.quantity * (flow.minutes ?? 0) * weightAt(state, flow.demand), 0) +
    missing.reduce((sum, quantity, demand) => sum + quantity * missingMinutes * weightAt(state, demand), 0)
  )
}

export const missingOf = (state: PlanState, flows: Pick<Flow, 'demand' | 'quantity'>[]): number[] =>
  state.demands.map(
    (demand, i) =>
      demand.quantity - flows.filter(flow => flow.demand === i).reduce((sum, flow) => sum + flow.quantity, 0),
  )

/** What a minute of waiting weighs at a place. */
export const weightOf = (demand: Pick<DemandSeen, 'weight' | 'urgency'>): number => demand.weight ?? demand.urgency

function weightAt(state: PlanState, index: number): number {
  const demand = state.demands[index]
  return demand ? weightOf(demand) : 1
}

const indices = <T>(list: T[], which: (one: T) => boolean): number[] =>
  list.flatMap((one, i) => (which(one) ? [i] : []))
