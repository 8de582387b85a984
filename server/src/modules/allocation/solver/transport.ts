import loadHighs from 'highs'
import { costOf, type Flow, objectiveOf, type TransportPlan, type TransportProblem } from './problem.ts'

/** Where the last solution stood; a plan made anew after a small change begins there. */
export interface Footing {
  /** Ways the programme knew, as supply × demands + demand. */
  ways: number[]
  columns: number[]
  rows: number[]
}

export interface TransportResult extends TransportPlan {
  footing: Footing
}

/** How many of the shortest ways of each demand the programme begins with; others come in when their price says so. */
const nearest = 6
/** Of the ways that would pay, so many per demand come in at once. */
const entering = 4
const noise = 1e-7

let loaded: ReturnType<typeof loadHighs> | undefined

/**
 * The cheapest transport, as a linear programme that begins with the shortest ways and takes in others as long as their price shows that they
 * would pay (sifting). Whole numbers in give whole numbers out. The bound is counted anew from the prices over all ways, so it proves
 * the optimum without trusting the solver. Opening costs and households are not looked at here. Blocks the thread it runs in.
 */
export async function solveTransport(problem: TransportProblem, from?: Footing): Promise<TransportResult> {
  loaded ??= loadHighs()
  const highs = await loaded
  const startedAt = performance.now()
  const { supplies, demands } = problem
  const ways = from?.ways.slice() ?? firstWays(problem)
  const known = new Set(ways)
  const model = highs.createModel(programme(problem, ways, highs))
  try {
    // Small and solved again and again: what presolve saves it has cost before.
    model.options.set({ output_flag: false, presolve: 'off', solver: 'simplex' })
    if (from)
      model.setBasis({ colStatus: Int32Array.from(from.columns), rowStatus: Int32Array.from(from.rows) } as never)
    for (;;) {
      model.run()
      const { colValue, rowDual } = model.getSolution()
      const { paying, bound } = priceAll(problem, rowDual, known)
      if (paying.length === 0) {
        const { colStatus, rowStatus } = model.getBasis() as unknown as { colStatus: Int32Array; rowStatus: Int32Array }
        const flows = flowsOf(problem, ways, colValue)
        const unmet = demands.map((_, demand) => rounded(colValue[demand] as number))
        return {
          flows,
          unmet,
          objective: objectiveOf(
            { ...problem, supplies: supplies.map(one => ({ ...one, openingCost: 0 })) },
            flows,
            unmet,
          ),
          bound,
          seconds: (performance.now() - startedAt) / 1000,
          footing: { ways, columns: [...colStatus], rows: [...rowStatus] },
        }
      }
      for (const way of paying) known.add(way)
      ways.push(...paying)
      model.addCols(columnsOf(problem, paying, highs.infinity))
    }
  } finally {
    model.dispose()
  }
}

/** The shortest ways of each demand, and of each supply its shortest, so that nothing stands idle for want of a column. */
function firstWays(problem: TransportProblem): number[] {
  const { supplies, demands } = problem
  const ways = new Set<number>()
  const shortest = (count: number, keys: number[]) => {
    const costs = keys.map(key => ({ key, cost: costAt(problem, key) })).filter(({ cost }) => Number.isFinite(cost))
    for (const { key } of costs.sort((a, b) => a.cost - b.cost).slice(0, count)) ways.add(key)
  }
  for (const demand of demands.keys())
    shortest(
      nearest,
      supplies.map((_, supply) => supply * demands.length + demand),
    )
  for (const supply of supplies.keys())
    shortest(
      2,
      demands.map((_, demand) => supply * demands.length + demand),
    )
  return [...ways]
}

const costAt = (problem: TransportProblem, way: number): number =>
  costOf(problem, Math.floor(way / problem.demands.length), way % problem.demands.length)

/** Rows are demands (met or missing), then supplies (at most what is there); the first columns are what is missing. */
function programme(problem: TransportProblem, ways: number[], highs: Awaited<ReturnType<typeof loadHighs>>) {
  const { supplies, demands } = problem
  const columns = columnsOf(problem, ways, highs.infinity)
  const numCols = demands.length + ways.length
  const numRows = demands.length + supplies.length
  return {
    numCols,
    numRows,
    colCost: Float64Array.from([...demands.map(demand => demand.unmetCost), ...columns.cost]),
    colLower: new Float64Array(numCols),
    colUpper: Float64Array.from([...demands.map(() => highs.infinity), ...columns.upper]),
    rowLower: Float64Array.from([...demands.map(demand => demand.quantity), ...supplies.map(() => -highs.infinity)]),
    rowUpper: Float64Array.from([
      ...demands.map(demand => demand.quantity),
      ...supplies.map(supply => supply.quantity),
    ]),
    matrix: {
      format: 'csc' as const,
      numRows,
      numCols,
      starts: Int32Array.from([...demands.keys(), ...columns.matrix.starts.map(start => start + demands.length)]),
      indices: Int32Array.from([...demands.keys(), ...columns.matrix.indices]),
      values: new Float64Array(demands.length + 2 * ways.length).fill(1),
    },
  }
}

/** Columns of ways; one that has been blocked since stays in the programme with nothing allowed on it. */
function columnsOf(problem: TransportProblem, ways: number[], infinity: number) {
  const { demands, supplies } = problem
  const cost = new Float64Array(ways.length)
  const upper = new Float64Array(ways.length)
  const indices = new Int32Array(2 * ways.length)
  for (const [i, way] of ways.entries()) {
    const own = costAt(problem, way)
    if (Number.isFinite(own)) [cost[i], upper[i]] = [own, infinity]
    indices[2 * i] = way % demands.length
    indices[2 * i + 1] = demands.length + Math.floor(way / demands.length)
  }
  return {
    cost,
    lower: new Float64Array(ways.length),
    upper,
    matrix: {
      format: 'csc' as const,
      numRows: demands.length + supplies.length,
      numCols: ways.length,
      starts: Int32Array.from({ length: ways.length + 1 }, (_, i) => 2 * i),
      indices,
      values: new Float64Array(2 * ways.length).fill(1),
    },
  }
}

interface Priced {
  /** Ways that the programme does not know and that would cost less than the prices at their two ends, the best of each demand. */
  paying: number[]
  /**
   * No plan costs less: whatever prices (≤ 0) the supplies have, each piece costs at least the cheapest of its ways with the supply's price
   * taken off, or what it costs to be missing; the supplies' prices on all they have are given back (weak duality).
   */
  bound: number
}

function priceAll({ supplies, demands, minutes }: TransportProblem, prices: Float64Array, known: Set<number>): Priced {
  const count = demands.length
  const fair = Float64Array.from(supplies, (_, s) => Math.min(0, prices[count + s] as number))
  const paying: number[] = []
  let bound = supplies.reduce((sum, supply, s) => sum + supply.quantity * (fair[s] as number), 0)
  for (let d = 0; d < count; d++) {
    const { weight, quantity, unmetCost } = demands[d] as TransportProblem['demands'][number]
    const price = (prices[d] as number) - noise
    const own: { way: number; cost: number }[] = []
    let least = unmetCost
    for (let s = 0, way = d; s < supplies.length; s++, way += count) {
      const cost = (minutes[way] as number) * weight - (fair[s] as number)
      // NaN, a blocked way, is never less.
      if (cost < least) least = cost
      if (cost < price && !known.has(way)) own.push({ way, cost })
    }
    bound += quantity * least
    if (own.length > entering) own.sort((a, b) => a.cost - b.cost).length = entering
    for (const { way } of own) paying.push(way)
  }
  return { paying, bound }
}

function flowsOf({ demands }: TransportProblem, ways: number[], values: Float64Array): Flow[] {
  return ways.flatMap((way, i) => {
    const quantity = rounded(values[demands.length + i] as number)
    return quantity > 0 ? [{ supply: Math.floor(way / demands.length), demand: way % demands.length, quantity }] : []
  })
}

/** What the arithmetic of the simplex leaves beside a whole number is not a piece. */
const rounded = (value: number): number => {
  const whole = Math.round(value)
  return Math.abs(value - whole) < 1e-6 ? whole : value
}
