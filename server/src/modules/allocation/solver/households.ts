import { Mip, solveMip } from '../../../kernel/solver/mip.ts'
import { costOf, type Demand, type Flow, objectiveOf, type TransportPlan, type TransportProblem } from './problem.ts'
import { type Footing, solveTransport } from './transport.ts'

/** How many further places a split village may turn to, beside those the transport gave it. */
const alternatives = 4

export interface HouseholdPlan extends TransportPlan {
  footing: Footing
}

/**
 * People to places with every household kept together. The transport programme gives the bound and sends most villages to one place as a whole; of
 * the others, households of equal size are alike, so that a small whole-number programme places them by size. Blocks the thread it runs in;
 * `seconds` is for that second part, which is asked anew over all villages when the first try leaves more people without a place than need be.
 */
export async function placeHouseholds(
  problem: TransportProblem,
  seconds: number,
  from?: Footing,
): Promise<HouseholdPlan> {
  const startedAt = performance.now()
  const loose = await solveTransport(problem, from)
  const missing = loose.unmet.reduce((sum, one) => sum + one, 0)
  const split = problem.demands.flatMap((demand, i) => (isSplit(demand, i, loose) ? [i] : []))
  let plan = await placeBySize(problem, loose, split, seconds)
  if (plan.unmet.reduce((sum, one) => sum + one, 0) > missing && split.length < problem.demands.length)
    plan = better(plan, await placeBySize(problem, loose, [...problem.demands.keys()], seconds), problem)
  const objective = objectiveOf(free(problem), plan.flows, plan.unmet)
  const { bound, footing } = loose
  return { ...plan, objective, bound, footing, seconds: (performance.now() - startedAt) / 1000 }
}

type Placed = Pick<TransportPlan, 'flows' | 'unmet'>

const free = (problem: TransportProblem): TransportProblem => ({
  ...problem,
  supplies: problem.supplies.map(supply => ({ ...supply, openingCost: 0 })),
})

const better = (a: Placed, b: Placed, problem: TransportProblem): Placed =>
  objectiveOf(free(problem), a.flows, a.unmet) <= objectiveOf(free(problem), b.flows, b.unmet) ? a : b

const isSplit = (demand: Demand, index: number, { flows, unmet }: Placed): boolean =>
  Boolean(demand.groups) && (flows.filter(flow => flow.demand === index).length > 1 || (unmet[index] as number) > 0)

/** Leaves the other villages where they are and places the households of these by size. */
async function placeBySize(
  problem: TransportProblem,
  loose: Placed,
  split: number[],
  seconds: number,
): Promise<Placed> {
  const isOpen = new Set(split)
  const kept = loose.flows.filter(flow => !isOpen.has(flow.demand))
  const left = problem.supplies.map(
    (supply, i) => supply.quantity - sumOf(kept.filter(flow => flow.supply === i).map(flow => flow.quantity)),
  )
  const flows = kept.map(flow => whole(flow, problem.demands[flow.demand] as Demand))
  const unmet = loose.unmet.map((missing, i) => (isOpen.has(i) ? 0 : missing))
  if (split.length === 0) return { flows, unmet }

  const mip = new Mip()
  const capacity = problem.supplies.map(() => [] as [number, number][])
  const parts = split.map(demand => {
    const { groups = [], unmetCost } = problem.demands[demand] as Demand
    const sizes = [...new Set(groups)].sort((a, b) => b - a)
    const supplies = candidates(problem, loose, demand, left)
    return sizes.map(size => {
      const count = groups.filter(one => one === size).length
      const none = mip.column(size * unmetCost, 0, count, true)
      const places = supplies.map(supply => {
        const column = mip.column(size * costOf(problem, supply, demand), 0, count, true)
        capacity[supply]?.push([column, size])
        return { supply, column }
      })
      mip.row(count, [[none, 1], ...places.map(({ column }) => [column, 1] as [number, number])], count)
      return { demand, size, none, places }
    })
  })
  for (const [supply, terms] of capacity.entries())
    if (terms.length > 0) mip.row(Number.NEGATIVE_INFINITY, terms, left[supply] as number)
  const { values, status } = await solveMip(mip, { seconds, seed: 20_260_711 })
  if (status !== 'optimal' && status !== 'feasible') return { flows, unmet: nobody(problem, unmet, split) }

  for (const sized of parts) {
    const byPlace = new Map<number, Flow>()
    const { groups = [] } = problem.demands[sized[0]?.demand ?? 0] as Demand
    for (const { demand, size, none, places } of sized) {
      const alike = groups.flatMap((one, i) => (one === size ? [i] : []))
      for (const { supply, column } of places) {
        const own = alike.splice(0, Math.round(values[column] as number))
        if (own.length === 0) continue
        const flow = byPlace.get(supply) ?? { supply, demand, quantity: 0, groups: [] }
        flow.quantity += own.length * size
        flow.groups?.push(...own)
        byPlace.set(supply, flow)
      }
      unmet[demand] = (unmet[demand] as number) + Math.round(values[none] as number) * size
    }
    flows.push(...byPlace.values())
  }
  return { flows, unmet }
}

const nobody = (problem: TransportProblem, unmet: number[], split: number[]): number[] =>
  unmet.map((missing, i) => (split.includes(i) ? (problem.demands[i] as Demand).quantity : missing))

/** All households of a village that goes to one place. */
const whole = (flow: Flow, { groups }: Demand): Flow => (groups ? { ...flow, groups: [...groups.keys()] } : flow)

/** Places for a village's households: those the transport gave it, and the nearest others that have places left. */
function candidates(problem: TransportProblem, { flows }: Placed, demand: number, left: number[]): number[] {
  const given = flows.filter(flow => flow.demand === demand).map(flow => flow.supply)
  const others = [...problem.supplies.keys()]
    .filter(supply => (left[supply] as number) > 0 && !given.includes(supply))
    .map(supply => ({ supply, cost: costOf(problem, supply, demand) }))
    .filter(({ cost }) => Number.isFinite(cost))
    .sort((a, b) => a.cost - b.cost)
    .slice(0, alternatives)
  return [...given, ...others.map(({ supply }) => supply)]
}

const sumOf = (numbers: number[]): number => numbers.reduce((sum, one) => sum + one, 0)
