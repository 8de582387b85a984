import { Mip, solveMip } from '@anlan/server/kernel/solver/mip.ts'
import { placeHouseholds } from '@anlan/server/modules/allocation/solver/households.ts'
import { madeUpTransport } from '@anlan/server/modules/allocation/solver/made-up.ts'
import { solveOpening } from '@anlan/server/modules/allocation/solver/opening.ts'
import {
  costOf,
  type Flow,
  faultsOf,
  objectiveOf,
  type TransportPlan,
  type TransportProblem,
} from '@anlan/server/modules/allocation/solver/problem.ts'
import { solveTransport } from '@anlan/server/modules/allocation/solver/transport.ts'
import { publicInstances } from './assign/public.ts'
import { max, median, round } from './lib/statistics.ts'
import type { BenchOptions, BenchResult } from './main.ts'

const sizes = [
  { demands: 200, supplies: 40 },
  { demands: 500, supplies: 100 },
]
/** The size the goal speaks of. */
const goalSize = sizes[1] as (typeof sizes)[number]

/** A ratio of which the sixth digit still says something. */
const exact = (value: number): number => Number(value.toPrecision(7))

interface Run {
  seconds: number
  plainSeconds: number
  plain: number
  product: number
  bound: number
  greedy: number
  blocked: number[]
  full: number[]
}

/**
 * G5: demands at many places against what lies at many, over seeded instances: the product's plan against the optimum of the plain programme (every way
 * in it, told to the solver as it is) and against nearest-first; made again after one blocked road and after one place is full; people with
 * households kept together. Every plan goes through the checker, which knows nothing of the solver.
 */
export async function benchAssign({ quick }: BenchOptions): Promise<BenchResult> {
  const assertions: string[] = []
  const failures: string[] = []
  const check = (what: string, problem: TransportProblem, plan: TransportPlan) => {
    failures.push(...faultsOf(problem, plan).map(fault => `${what}: ${fault}`))
    if (plan.bound > plan.objective * (1 + 1e-9)) failures.push(`${what}: the bound lies above the plan`)
  }
  await solveTransport(madeUpTransport(1, 5, 3))
  const figures: Record<string, unknown> = {}
  for (const size of sizes) {
    const runs: Run[] = []
    for (let seed = 1; seed <= (quick ? 4 : 15); seed++) runs.push(await oneInstance(size, seed, check))
    const worst = (pick: (run: Run) => number) => exact(max(runs.map(pick)))
    const middle = (pick: (run: Run) => number) => round(median(runs.map(pick)))
    const own = {
      instances: runs.length,
      aboveOptimum: worst(run => run.product / run.plain),
      aboveBound: worst(run => run.product / run.bound),
      greedyAboveOptimum: middle(run => run.greedy / run.plain),
      seconds: middle(run => run.seconds),
      worstSeconds: worst(run => run.seconds),
      plainSeconds: middle(run => run.plainSeconds),
      againBlockedRoad: middle(run => median(run.blocked) / run.seconds),
      againFullPlace: middle(run => median(run.full) / run.seconds),
    }
    figures[`${size.demands}x${size.supplies}`] = own
    if (size === goalSize)
      Object.assign(figures, {
        ratio: own.aboveOptimum,
        planSeconds: own.seconds,
        again: max([own.againBlockedRoad, own.againFullPlace]),
      })
  }
  assertions.push('every plan passed the checker: no place gives more than it has, no blocked road is used')

  const together: { above: number; seconds: number }[] = []
  for (let seed = 101; seed <= (quick ? 102 : 110); seed++) {
    const problem = madeUpTransport(seed, quick ? 100 : 200, 40, { households: true, slack: 1.1 })
    const plan = await placeHouseholds(problem, 20)
    check(`households ${seed}`, problem, plan)
    together.push({ above: plan.objective / plan.bound, seconds: plan.seconds })
  }
  figures['households'] = {
    instances: together.length,
    aboveBound: exact(max(together.map(one => one.above))),
    seconds: round(median(together.map(one => one.seconds))),
  }
  figures['householdsAboveBound'] = exact(max(together.map(one => one.above)))
  assertions.push('no household was torn apart')

  const known = publicInstances()
  if (known.length === 0) figures['public'] = 'skipped: BENCH_ASSIGN_INSTANCES names no folder'
  else {
    const rows: Record<string, unknown>[] = []
    for (const { name, problem, optimum, opens } of known) {
      const plan = opens ? await solveOpening(problem, quick ? 30 : 120) : await solveTransport(problem)
      check(name, problem, plan)
      const gap = optimum === null ? null : plan.objective / optimum - 1
      if (gap !== null && Math.abs(gap) > 1e-5) failures.push(`${name}: ${plan.objective} instead of ${optimum}`)
      rows.push({
        name,
        objective: plan.objective,
        bound: plan.bound,
        seconds: round(plan.seconds),
      })
    }
    figures['public'] = rows
    assertions.push(`${known.length} public instances: the published optimum where one came with them`)
  }
  return { figures, assertions, failures }
}

async function oneInstance(
  size: (typeof sizes)[number],
  seed: number,
  check: (what: string, problem: TransportProblem, plan: TransportPlan) => void,
): Promise<Run> {
  // Every third instance has less than is wanted.
  const problem = madeUpTransport(seed, size.demands, size.supplies, { slack: seed % 3 === 0 ? 0.8 : 1.15 })
  const tries = [await solveTransport(problem), await solveTransport(problem), await solveTransport(problem)]
  const plan = tries[0] as (typeof tries)[number]
  check(`${size.demands}x${size.supplies} ${seed}`, problem, plan)
  const plainly = await plain(problem)
  const again = { blocked: [] as number[], full: [] as number[] }
  const step = Math.max(1, Math.floor(plan.flows.length / 5))
  for (const flow of plan.flows.filter((_, i) => i % step === 0)) {
    for (const [kind, changed] of [
      ['blocked', withoutRoad(problem, flow)],
      ['full', withoutPlace(problem, flow)],
    ] as const) {
      const next = await solveTransport(changed, plan.footing)
      check(`${size.demands}x${size.supplies} ${seed} ${kind}`, changed, next)
      again[kind].push(next.seconds)
    }
  }
  return {
    seconds: median(tries.map(one => one.seconds)),
    plainSeconds: plainly.seconds,
    plain: plainly.objective,
    product: plan.objective,
    bound: plan.bound,
    greedy: nearestFirst(problem),
    ...again,
  }
}

function withoutRoad(problem: TransportProblem, flow: Flow): TransportProblem {
  const minutes = problem.minutes.slice()
  minutes[flow.supply * problem.demands.length + flow.demand] = Number.NaN
  return { ...problem, minutes }
}

const withoutPlace = (problem: TransportProblem, flow: Flow): TransportProblem => ({
  ...problem,
  supplies: problem.supplies.map((supply, i) => (i === flow.supply ? { ...supply, quantity: 0 } : supply)),
})

/** The whole programme, every way in it, told to the solver as it is. */
async function plain(problem: TransportProblem): Promise<{ objective: number; seconds: number }> {
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
  return solveMip(mip, { seconds: 120, seed: 1 })
}

/** What most do: each demand in turn takes what is nearest. */
function nearestFirst(problem: TransportProblem): number {
  const left = problem.supplies.map(supply => supply.quantity)
  const flows: Flow[] = []
  const unmet = problem.demands.map((demand, d) => {
    let wanted = demand.quantity
    const order = [...problem.supplies.keys()]
      .filter(s => Number.isFinite(costOf(problem, s, d)))
      .sort((a, b) => costOf(problem, a, d) - costOf(problem, b, d))
    for (const s of order) {
      const quantity = Math.min(wanted, left[s] as number)
      if (quantity === 0) continue
      left[s] = (left[s] as number) - quantity
      wanted -= quantity
      flows.push({ supply: s, demand: d, quantity })
    }
    return wanted
  })
  return objectiveOf(problem, flows, unmet)
}
