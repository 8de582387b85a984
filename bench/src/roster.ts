import { checkRoster } from '@anlan/server/modules/duty/roster/rules/check.ts'
import { fairnessTable } from '@anlan/server/modules/duty/roster/rules/fairness.ts'
import type { RosterProblem } from '@anlan/server/modules/duty/roster/rules/problem.ts'
import { type RosterSize, weekOf } from '@anlan/server/modules/duty/roster/sample-rosters.ts'
import { type Solved, solveRoster } from '@anlan/server/modules/duty/roster/solver/solve.ts'
import { round } from './lib/statistics.ts'
import type { BenchOptions, BenchResult } from './main.ts'

const sizes: Record<string, Partial<RosterSize>> = {
  month: { each: 9, days: 31, from: '2026-10-01' },
  quarter: { each: 10, days: 92, from: '2026-10-01' },
  year: {
    each: 16,
    days: 365,
    from: '2026-01-01',
    wholeDay: true,
    posts: ['shiftLeader', 'primary', 'secondary', 'driver'],
  },
}
const limitSeconds = 60
const manyRosters = 1000
const fewRosters = 100

/**
 * G4: duty rosters like those of a county, by size: time to the end, gap between the roster and the proven bound; again after one request for
 * leave; and many small ones, each gone through by the checker, which knows nothing of the solver. No roster may break a hard rule.
 */
export async function benchRoster({ quick, trials }: BenchOptions): Promise<BenchResult> {
  const figures: Record<string, unknown> = {}
  const failures: string[] = []
  const assertions: string[] = []
  for (const [name, size] of Object.entries(sizes)) {
    if (quick && name === 'year') continue
    const problem = weekOf({ leave: 0.2, wishes: 0.4, ...size })
    const solved = await solveRoster(problem, limitSeconds)
    failures.push(...hardOf(problem, solved).map(message => `${name}: ${message}`))
    figures[`${name}Seconds`] = solved.seconds
    figures[`${name}Gap`] = round(solved.objective - solved.bound)
    figures[name] = {
      ...withoutParts(solved),
      people: problem.people.length,
      shifts: problem.slots.length,
      holidaySpread: holidaySpread(problem, solved),
    }
    if (name === 'month') Object.assign(figures, await afterLeave(problem, solved, failures))
  }
  const count = trials ?? (quick ? fewRosters : manyRosters)
  const checked = await manySmall(count)
  failures.push(...checked.broken)
  assertions.push(
    `${count} small rosters checked: ${checked.complete} complete, ${checked.open} with open places named, ${checked.broken.length} broken rules`,
  )
  return { figures: { ...figures, checkedRosters: count, hardViolations: checked.broken.length }, assertions, failures }
}

const hardOf = (problem: RosterProblem, { assignments, outcome }: Solved) =>
  checkRoster(problem, assignments)
    .filter(one => one.hard)
    // What cannot be filled is left open and named; anything else is the solver's fault.
    .filter(one => outcome !== 'infeasible' || (one.rule !== 'uncovered' && one.rule !== 'understaffed'))
    .map(one => one.message)

const withoutParts = ({ outcome, objective, bound, seconds }: Solved) => ({ outcome, objective, bound, seconds })

/** Most holiday duties less fewest, in the group where they differ most. */
function holidaySpread(problem: RosterProblem, { assignments }: Solved): number {
  const table = fairnessTable(problem, assignments)
  return Math.max(
    ...[...new Set(table.map(row => row.group))].map(group => {
      const held = table.filter(row => row.group === group).map(row => row.own.holidays)
      return Math.max(...held) - Math.min(...held)
    }),
  )
}

/** Someone asks for leave on the day of a shift: how long until the roster is whole again, and how many places changed. */
async function afterLeave(problem: RosterProblem, before: Solved, failures: string[]) {
  const taken = before.assignments.find(one => one.post === 'primary')
  const slot = problem.slots.find(one => one.key === taken?.slotKey)
  if (!taken || !slot) return {}
  const leave = { from: slot.startsAt, to: slot.endsAt, reason: '病假' }
  const people = problem.people.map(one =>
    one.id === taken.personId ? { ...one, leaves: [...one.leaves, leave] } : one,
  )
  const changed = { ...problem, people, keep: before.assignments }
  const after = await solveRoster(changed, limitSeconds)
  failures.push(...hardOf(changed, after).map(message => `after leave: ${message}`))
  const known = new Set(before.assignments.map(one => JSON.stringify(one)))
  return {
    againSeconds: after.seconds,
    againChanges: after.assignments.filter(one => !known.has(JSON.stringify(one))).length,
  }
}

async function manySmall(count: number) {
  const broken: string[] = []
  let [complete, open] = [0, 0]
  for (let seed = 1; seed <= count; seed++) {
    const problem = weekOf({
      seed,
      each: 3 + (seed % 6),
      days: 3 + (seed % 8),
      wholeDay: seed % 3 === 0,
      leave: 0.25,
      wishes: 0.3,
      from: seed % 2 ? '2026-09-28' : '2026-08-03',
    })
    const solved = await solveRoster(problem, 20)
    if (solved.outcome === 'infeasible') open++
    else complete++
    broken.push(...hardOf(problem, solved).map(message => `${seed}: ${message}`))
  }
  return { broken, complete, open }
}
