import { Mip, solveMip } from '../../../kernel/solver/mip.ts'
import { costOf, objectiveOf, type TransportPlan, type TransportProblem } from './problem.ts'

/**
 * Which places to open when opening costs something (a shelter to be staffed and heated, a point to be set up), and who is served from where. Pieces are
 * counted whole. Blocks the thread it runs in; after `seconds` it gives the best it has with the bound it could prove.
 */
export async function solveOpening(problem: TransportProblem, seconds: number): Promise<TransportPlan> {
  const startedAt = performance.now()
  const { supplies, demands } = problem
  const mip = new Mip()
  const open = supplies.map(supply => mip.column(supply.openingCost ?? 0, 0, 1, true))
  const missing = demands.map(demand => mip.column(demand.unmetCost, 0, demand.quantity, false))
  const ways: { supply: number; demand: number; column: number }[] = []
  for (const [supply, { quantity }] of supplies.entries())
    for (const [demand, wanted] of demands.entries()) {
      const cost = costOf(problem, supply, demand)
      if (!Number.isFinite(cost)) continue
      const most = Math.min(quantity, wanted.quantity)
      const column = mip.column(cost, 0, most, false)
      ways.push({ supply, demand, column })
      // Nothing from a place that is shut: said for each way, which is what lets the solver prove its answer quickly.
      mip.row(
        Number.NEGATIVE_INFINITY,
        [
          [column, 1],
          [open[supply] as number, -most],
        ],
        0,
      )
    }
  for (const [demand, { quantity }] of demands.entries())
    mip.row(quantity, [[missing[demand] as number, 1], ...termsOf(ways, way => way.demand === demand)], quantity)
  for (const [supply, { quantity }] of supplies.entries())
    mip.row(
      Number.NEGATIVE_INFINITY,
      [...termsOf(ways, way => way.supply === supply), [open[supply] as number, -quantity]],
      0,
    )
  const { values, bound } = await solveMip(mip, { seconds, seed: 20_260_711 })
  const amount = (column: number) => Math.round((values[column] ?? 0) * 1e6) / 1e6
  const flows = ways
    .map(({ supply, demand, column }) => ({ supply, demand, quantity: amount(column) }))
    .filter(flow => flow.quantity > 0)
  const unmet = missing.map((column, demand) => (values.length ? amount(column) : (demands[demand]?.quantity ?? 0)))
  return {
    flows,
    unmet,
    objective: objectiveOf(problem, flows, unmet),
    bound: Number.isFinite(bound) ? bound : 0,
    seconds: (performance.now() - startedAt) / 1000,
  }
}

const termsOf = <T extends { column: number }>(ways: T[], which: (way: T) => boolean): [number, number][] =>
  ways.filter(which).map(({ column }) => [column, 1])
