import { solveMip } from '@anlan/server/kernel/solver/mip.ts'
import type { RosterProblem } from '@anlan/server/modules/duty/roster/rules/problem.ts'
import { programmeOf } from '@anlan/server/modules/duty/roster/solver/optimum/programme.ts'
import { type Solved, solveRoster } from '@anlan/server/modules/duty/roster/solver/solve.ts'
import { stateProblem } from '@anlan/server/modules/duty/roster/solver/statement.ts'
import { median, round } from './lib/statistics.ts'
import type { BenchOptions, BenchResult } from './main.ts'
import { hardOf, holidayMiss, pointSpread } from './roster/judge.ts'
import { benchInstances } from './roster/public/run.ts'
import { room, varied, withLeave } from './roster/rooms.ts'

/** Holiday months and a quarter of county rooms and townships, and a year of a large one. */
const sizes: Record<string, { problem: () => RosterProblem; isLong?: true }> = {
  month: { problem: () => room({ seed: 4, people: 60, from: '2026-10-01', days: 31 }) },
  dayAndNight: { problem: () => room({ seed: 3, people: 40, from: '2026-10-01', days: 31, wholeDay: false }) },
  quarter: { problem: () => room({ seed: 8, people: 40, from: '2026-10-01', days: 92 }) },
  year: { problem: () => room({ seed: 10, people: 66, from: '2026-01-01', days: 365 }), isLong: true },
}
const limitSeconds = 60
const manyRosters = 1000
const fewRosters = 100
const leavesTried = 20

/**
 * G4: duty rosters like those of a county (leader, chief, two officers, driver; leave, wishes, a past), by size: time to the end, gap to the
 * proven bound, how much of the time the plain programme takes, evenness; again after requests for leave; and many rooms of all shapes, each
 * roster gone through by the checker, which knows nothing of the solver. No roster may break a hard rule. Then the public shift-scheduling
 * instances, if their folder is named, and our own in their shape (`roster/public`).
 */
export async function benchRoster({ quick, trials }: BenchOptions): Promise<BenchResult> {
  const figures: Record<string, unknown> = {}
  const failures: string[] = []
  const assertions: string[] = []
  // Loading and compiling the solver is paid by the process that solves, once; it is told by itself.
  figures.loadSeconds = await seconds(() =>
    solveRoster(room({ seed: 1, people: 24, days: 31, from: '2026-10-01' }), limitSeconds),
  )
  for (const [name, { problem: make, isLong }] of Object.entries(sizes)) {
    if (quick && isLong) continue
    const problem = make()
    const solved = await solveRoster(problem, limitSeconds)
    failures.push(...hardOf(problem, solved).map(message => `${name}: ${message}`))
    const misses = await holidayMiss(problem, solved)
    failures.push(...misses.map(message => `${name}: ${message}`))
    figures[`${name}Seconds`] = solved.seconds
    figures[`${name}Gap`] = round(solved.objective - solved.bound)
    figures[`${name}PointSpread`] = round(pointSpread(problem, solved))
    figures[name] = {
      outcome: solved.outcome,
      objective: solved.objective,
      bound: solved.bound,
      gap: round(solved.objective - solved.bound),
      people: problem.people.length,
      shifts: problem.slots.length,
      ...(!isLong && (await besidePlain(problem, solved))),
    }
    if (!isLong) Object.assign(figures, await afterLeaves(name, problem, solved, failures))
  }
  const published = await benchInstances(quick)
  failures.push(...published.failures)
  const count = trials ?? (quick ? fewRosters : manyRosters)
  const checked = await checkMany(count)
  failures.push(...checked.broken, ...checked.uneven)
  assertions.push(
    `${count} rooms of all shapes checked: ${checked.optimal} proven best, ${checked.feasible} complete, ${checked.open} with open places named, ${checked.broken.length} broken rules`,
    `holiday duties of a quarter lie within 1 of each other wherever that can be (${checked.uneven.length} exceptions)`,
    ...published.assertions,
  )
  return {
    figures: {
      ...figures,
      ...published.figures,
      checkedRosters: count,
      checkedProven: round(checked.optimal / Math.max(1, count - checked.open)),
      hardViolations: checked.broken.length,
      holidayMisses: checked.uneven.length,
      checkedSeconds: { median: round(median(checked.seconds)), most: round(Math.max(...checked.seconds)) },
    },
    assertions,
    failures,
  }
}

async function seconds(act: () => Promise<unknown>): Promise<number> {
  const startedAt = performance.now()
  await act()
  return round((performance.now() - startedAt) / 1000)
}

/** The whole statement given to HiGHS at once, as one would without a search, proofs and parts: how long, and that it agrees. */
async function besidePlain(problem: RosterProblem, solved: Solved) {
  const plain = await solveMip(programmeOf(stateProblem(problem)).mip, { seconds: 20, seed: 1 })
  return {
    plain: { status: plain.status, objective: round(plain.objective), seconds: round(plain.seconds) },
    timeOfPlain: round(solved.seconds / plain.seconds),
    agrees: plain.status !== 'optimal' || Math.abs(plain.objective - solved.objective) < 0.01,
  }
}

/** People ask for leave over one of their shifts: how long until the roster is whole again, and how many places changed. */
async function afterLeaves(name: string, problem: RosterProblem, before: Solved, failures: string[]) {
  const times: number[] = []
  const changes: number[] = []
  const known = new Set(before.assignments.map(one => JSON.stringify(one)))
  for (let i = 0; i < leavesTried; i++) {
    const taken = before.assignments[Math.floor(((i + 0.5) * before.assignments.length) / leavesTried)]
    if (!taken) continue
    const changed = withLeave(problem, before, taken, i % 3)
    const after = await solveRoster(changed, limitSeconds)
    failures.push(...hardOf(changed, after).map(message => `${name} after leave: ${message}`))
    times.push(after.seconds)
    if (after.outcome === 'optimal')
      changes.push(after.assignments.filter(one => !known.has(JSON.stringify(one))).length)
  }
  return {
    [`${name}AgainSeconds`]: Math.max(...times),
    [`${name}AgainChanges`]: {
      proven: changes.length,
      of: leavesTried,
      median: median(changes),
      most: Math.max(...changes),
    },
  }
}

async function checkMany(count: number) {
  const [broken, uneven, times]: [string[], string[], number[]] = [[], [], []]
  const found = { optimal: 0, feasible: 0, infeasible: 0 }
  for (let seed = 1; seed <= count; seed++) {
    const problem = varied(seed)
    const solved = await solveRoster(problem, 20)
    found[solved.outcome]++
    times.push(solved.seconds)
    broken.push(...hardOf(problem, solved).map(message => `room ${seed}: ${message}`))
    uneven.push(...(await holidayMiss(problem, solved)).map(message => `room ${seed}: ${message}`))
    if (solved.bound > solved.objective + 1e-6) broken.push(`room ${seed}: bound above the roster`)
  }
  return { broken, uneven, seconds: times, optimal: found.optimal, feasible: found.feasible, open: found.infeasible }
}
