/** What is there at a place and may go out: `quantity` pieces, or places in a shelter. */
export interface Supply {
  id: string
  quantity: number
  /** What using it at all costs, in the unit of the objective (opening a shelter); 0 or left out: nothing. */
  openingCost?: number
}

/** What is wanted at a place. */
export interface Demand {
  id: string
  quantity: number
  /** How much a minute of waiting weighs for one piece; 1 is ordinary. */
  weight: number
  /** What one missing piece costs, in weighted minutes; above any way that is worth going. */
  unmetCost: number
  /** Households that stay together, by head count; their sum is `quantity`. Left out: pieces may come from several places. */
  groups?: number[]
}

/** Demands at several places against what lies at many. `minutes[supply * demands + demand]` is the way; NaN where there is none (a blocked road). */
export interface TransportProblem {
  supplies: Supply[]
  demands: Demand[]
  minutes: Float64Array
}

/** So many pieces from one place to another; `groups` are the places of the households in the demand's list. */
export interface Flow {
  supply: number
  demand: number
  quantity: number
  groups?: number[]
}

/** An answer with its proof: no answer costs less than `bound` weighted minutes. */
export interface TransportPlan {
  flows: Flow[]
  /** Missing pieces per demand. */
  unmet: number[]
  objective: number
  bound: number
  seconds: number
}

/** Weighted minutes of one piece on its way; infinite where there is no way. */
export function costOf({ demands, minutes }: TransportProblem, supply: number, demand: number): number {
  const way = minutes[supply * demands.length + demand] as number
  return Number.isNaN(way) ? Number.POSITIVE_INFINITY : way * (demands[demand] as Demand).weight
}

/** What a plan costs, counted from its flows alone. */
export function objectiveOf(problem: TransportProblem, flows: Flow[], unmet: number[]): number {
  const used = new Set(flows.map(flow => flow.supply))
  return (
    flows.reduce((sum, flow) => sum + flow.quantity * costOf(problem, flow.supply, flow.demand), 0) +
    unmet.reduce((sum, missing, demand) => sum + missing * (problem.demands[demand] as Demand).unmetCost, 0) +
    [...used].reduce((sum, supply) => sum + (problem.supplies[supply]?.openingCost ?? 0), 0)
  )
}

const tolerance = 1e-6

/** What is wrong with a plan, read off its flows without the solver: more taken than there is, a way that is blocked, a household torn apart, a count that does not add up. */
export function faultsOf(
  problem: TransportProblem,
  { flows, unmet }: Pick<TransportPlan, 'flows' | 'unmet'>,
): string[] {
  const { supplies, demands } = problem
  const faults: string[] = []
  const taken = supplies.map(() => 0)
  const given = demands.map(() => 0)
  for (const flow of flows) {
    if (!(flow.quantity > 0)) faults.push(`nothing flows from ${flow.supply} to ${flow.demand}`)
    if (!Number.isFinite(costOf(problem, flow.supply, flow.demand)))
      faults.push(`no way from ${flow.supply} to ${flow.demand}`)
    taken[flow.supply] = (taken[flow.supply] ?? 0) + flow.quantity
    given[flow.demand] = (given[flow.demand] ?? 0) + flow.quantity
  }
  for (const [i, supply] of supplies.entries())
    if ((taken[i] as number) > supply.quantity + tolerance) faults.push(`${supply.id} gives more than it has`)
  for (const [i, demand] of demands.entries()) {
    const missing = unmet[i] as number
    if (missing < -tolerance || Math.abs((given[i] as number) + missing - demand.quantity) > tolerance)
      faults.push(`${demand.id} does not add up`)
    if (demand.groups) faults.push(...tornGroups(demand, i, flows))
  }
  return faults
}

function tornGroups(demand: Demand, index: number, flows: Flow[]): string[] {
  const sizes = demand.groups as number[]
  const placed = new Set<number>()
  return flows
    .filter(flow => flow.demand === index)
    .flatMap(flow => {
      const own = flow.groups ?? []
      const again = own.filter(group => placed.has(group))
      for (const group of own) placed.add(group)
      const heads = own.reduce((sum, group) => sum + (sizes[group] ?? Number.NaN), 0)
      return again.length > 0 || heads !== flow.quantity ? [`households of ${demand.id} are torn apart`] : []
    })
}
