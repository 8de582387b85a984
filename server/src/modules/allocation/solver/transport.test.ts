import fc from 'fast-check'
import { expect, test } from 'vitest'
import { Mip, solveMip } from '../../../kernel/solver/mip.ts'
import { placeHouseholds } from './households.ts'
import { madeUpTransport } from './made-up.ts'
import { solveOpening } from './opening.ts'
import { costOf, faultsOf, objectiveOf, type TransportProblem } from './problem.ts'
import { solveTransport } from './transport.ts'

/** The whole programme with every way in it, told to the solver plainly. */
async function plainly(problem: TransportProblem): Promise<number> {
  const mip = new Mip()
  const missing = problem.demands.map(demand => mip.column(demand.unmetCost, 0, Number.POSITIVE_INFINITY, false))
  const ways = problem.supplies.map((_, s) =>
    problem.demands.map((_, d) => {
      const cost = costOf(problem, s, d)
      return Number.isFinite(cost) ? mip.column(cost, 0, Number.POSITIVE_INFINITY, false) : null
    }),
  )
  const terms = (columns: (number | null | undefined)[]) =>
    columns.flatMap(column => (column == null ? [] : [[column, 1] as [number, number]]))
  for (const [d, { quantity }] of problem.demands.entries())
    mip.row(quantity, terms([missing[d], ...ways.map(row => row[d])]), quantity)
  for (const [s, { quantity }] of problem.supplies.entries())
    mip.row(Number.NEGATIVE_INFINITY, terms(ways[s] ?? []), quantity)
  return (await solveMip(mip, { seconds: 60, seed: 1 })).objective
}

test('the textbook problem of three stores and four places: 743', async () => {
  const problem: TransportProblem = {
    supplies: [7, 9, 18].map((quantity, i) => ({ id: `S${i}`, quantity })),
    demands: [5, 8, 7, 14].map((quantity, i) => ({ id: `D${i}`, quantity, weight: 1, unmetCost: 1000 })),
    minutes: Float64Array.from([19, 30, 50, 10, 70, 30, 40, 60, 40, 8, 70, 20]),
  }
  const plan = await solveTransport(problem)
  expect(plan.objective).toBe(743)
  expect(plan.bound).toBeCloseTo(743, 6)
  expect(faultsOf(problem, plan)).toEqual([])
})

test('as cheap as the whole programme, proven, whole numbers, nothing taken twice; also when there is too little', async () => {
  for (const [seed, slack] of [
    [1, 1.15],
    [2, 1],
    [3, 0.6],
    [4, 3],
  ] as const) {
    const problem = madeUpTransport(seed, 60, 12, { slack, blocked: 0.2 })
    const plan = await solveTransport(problem)
    expect(faultsOf(problem, plan)).toEqual([])
    expect(plan.flows.every(flow => Number.isInteger(flow.quantity))).toBe(true)
    expect(plan.objective / (await plainly(problem))).toBeCloseTo(1, 9)
    expect(plan.objective / plan.bound).toBeCloseTo(1, 9)
  }
})

test('after a road is blocked or a place is full, a plan begun where the last stood is as good as one made anew', async () => {
  const before = madeUpTransport(5, 80, 16)
  const first = await solveTransport(before)
  for (const flow of first.flows.slice(0, 12)) {
    const minutes = before.minutes.slice()
    minutes[flow.supply * before.demands.length + flow.demand] = Number.NaN
    const supplies = before.supplies.map((one, i) => (i === flow.supply ? { ...one, quantity: 0 } : one))
    for (const changed of [
      { ...before, minutes },
      { ...before, supplies },
    ]) {
      const again = await solveTransport(changed, first.footing)
      expect(faultsOf(changed, again)).toEqual([])
      expect(again.objective).toBeCloseTo((await solveTransport(changed)).objective, 4)
    }
  }
})

test('what cannot be reached is missing, and nobody is sent over a blocked road', async () => {
  const problem: TransportProblem = {
    supplies: [{ id: 'S', quantity: 100 }],
    demands: [
      { id: 'cut off', quantity: 20, weight: 3, unmetCost: 500 },
      { id: 'open', quantity: 30, weight: 1, unmetCost: 500 },
    ],
    minutes: Float64Array.from([Number.NaN, 12]),
  }
  const plan = await solveTransport(problem)
  expect(plan.flows).toEqual([{ supply: 0, demand: 1, quantity: 30 }])
  expect(plan.unmet).toEqual([20, 0])
})

test('households stay together, and that costs little: at most 2 % above what could be proven', async () => {
  for (const seed of [11, 12, 13]) {
    const problem = madeUpTransport(seed, 60, 14, { households: true, slack: 1.08 })
    const plan = await placeHouseholds(problem, 10)
    expect(faultsOf(problem, plan)).toEqual([])
    expect(plan.unmet.every(missing => missing === 0)).toBe(true)
    expect(plan.objective).toBeLessThanOrEqual(plan.bound * 1.02)
  }
})

test('a household that fits nowhere as a whole is left over rather than torn apart', async () => {
  const problem: TransportProblem = {
    supplies: [3, 3].map((quantity, i) => ({ id: `S${i}`, quantity })),
    demands: [{ id: 'D', quantity: 6, weight: 1, unmetCost: 100, groups: [4, 2] }],
    minutes: Float64Array.from([10, 20]),
  }
  const plan = await placeHouseholds(problem, 5)
  expect(faultsOf(problem, plan)).toEqual([])
  expect(plan.unmet).toEqual([4])
  expect(plan.flows).toEqual([{ supply: 0, demand: 0, quantity: 2, groups: [1] }])
})

test('places that cost something to open: as good as the best of all choices, tried one by one', async () => {
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 1, max: 1e6 }), async seed => {
      const bare = madeUpTransport(seed, 6, 5, { slack: 2.2 })
      const problem = {
        ...bare,
        supplies: bare.supplies.map((one, i) => ({ ...one, openingCost: 1500 + 400 * ((seed + i) % 5) })),
      }
      const plan = await solveOpening(problem, 20)
      expect(faultsOf(problem, plan)).toEqual([])
      let best = Number.POSITIVE_INFINITY
      for (let chosen = 0; chosen < 2 ** problem.supplies.length; chosen++) {
        const isOpen = (i: number) => Boolean(chosen & (1 << i))
        const supplies = problem.supplies.map((one, i) => ({ ...one, quantity: isOpen(i) ? one.quantity : 0 }))
        const { flows, unmet } = await solveTransport({ ...problem, supplies })
        const opened = problem.supplies.reduce((sum, one, i) => sum + (isOpen(i) ? one.openingCost : 0), 0)
        const unpaid = { ...problem, supplies: supplies.map(one => ({ ...one, openingCost: 0 })) }
        best = Math.min(best, objectiveOf(unpaid, flows, unmet) + opened)
      }
      expect(plan.objective / best).toBeCloseTo(1, 5)
      expect(plan.bound).toBeLessThanOrEqual(plan.objective * (1 + 1e-6))
    }),
    { numRuns: 6 },
  )
})
