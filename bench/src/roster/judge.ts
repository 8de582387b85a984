import { solveMip } from '@anlan/server/kernel/solver/mip.ts'
import { checkRoster } from '@anlan/server/modules/duty/roster/rules/check.ts'
import { fairGroups } from '@anlan/server/modules/duty/roster/rules/fairness.ts'
import {
  horizonsOf,
  noLoad,
  type RosterPerson,
  type RosterProblem,
} from '@anlan/server/modules/duty/roster/rules/problem.ts'
import { programmeOf } from '@anlan/server/modules/duty/roster/solver/optimum/programme.ts'
import type { Solved } from '@anlan/server/modules/duty/roster/solver/solve.ts'
import { stateProblem } from '@anlan/server/modules/duty/roster/solver/statement.ts'

export const hardOf = (problem: RosterProblem, { assignments, outcome }: Solved) =>
  checkRoster(problem, assignments)
    .filter(one => one.hard)
    // What cannot be filled is left open and named; anything else is the solver's fault.
    .filter(one => outcome !== 'infeasible' || (one.rule !== 'uncovered' && one.rule !== 'understaffed'))
    .map(one => one.message)

/** Groups whose holiday duties of a quarter, with those before, lie more than 1 apart although they need not. */
export async function holidayMiss(problem: RosterProblem, { assignments, outcome }: Solved): Promise<string[]> {
  if (outcome === 'infeasible') return []
  const missed: string[] = []
  for (const quarter of new Set(problem.slots.map(slot => horizonsOf(slot.day)[0]))) {
    const slots = problem.slots.filter(slot => slot.isHoliday && horizonsOf(slot.day)[0] === quarter)
    const keys = new Set(slots.map(slot => slot.key))
    for (const group of fairGroups(problem)) {
      const counts = group.people.map(
        person =>
          priorOf(person, quarter) +
          assignments.filter(one => one.personId === person.id && keys.has(one.slotKey)).length,
      )
      if (slots.length === 0 || Math.max(...counts) - Math.min(...counts) <= 1) continue
      if (await canBeEven(problem, quarter, keys, group.people))
        missed.push(
          `${quarter} ${group.posts.join()}: holiday duties ${counts.join(' ')}, though within 1 of each other can be`,
        )
    }
  }
  return missed
}

const priorOf = (person: RosterPerson, horizon: string) => (person.prior[horizon] ?? noLoad).holidays

/** Whether the hard rules allow holiday duties within 1 of each other, by the programme with that as a hard rule. */
async function canBeEven(problem: RosterProblem, quarter: string, keys: Set<string>, people: RosterPerson[]) {
  const statement = stateProblem(problem)
  const { mip, columns } = programmeOf(statement, { isHardOnly: true })
  const level = mip.column(0, 0, 100, true)
  for (const person of people) {
    const index = statement.people.findIndex(one => one.id === person.id)
    const own = statement.posts.flatMap((post, i) => {
      const column = columns[i]?.get(index)
      return column !== undefined && keys.has(statement.slots[post.slot]?.key ?? '') ? [column] : []
    })
    const terms = [...own.map((column): [number, number] => [column, 1]), [level, -1] as [number, number]]
    mip.row(-priorOf(person, quarter), terms, 1 - priorOf(person, quarter))
  }
  const found = await solveMip(mip, { seconds: 10, seed: 1 })
  // What is not settled in time counts against us.
  return found.status !== 'infeasible'
}

/** How far points of the last quarter lie apart, as part of their mean, among those of a group who were never away; the widest group. */
export function pointSpread(problem: RosterProblem, { assignments }: Solved): number {
  const last = horizonsOf(problem.days.at(-1)?.day ?? '')[0]
  const points = new Map(
    problem.slots.filter(slot => horizonsOf(slot.day)[0] === last).map(slot => [slot.key, slot.points]),
  )
  const spreads = fairGroups(problem).flatMap(group => {
    const sums = group.people
      .filter(person => person.leaves.length === 0)
      .map(person =>
        assignments
          .filter(one => one.personId === person.id)
          .reduce((sum, one) => sum + (points.get(one.slotKey) ?? 0), (person.prior[last] ?? noLoad).points),
      )
    const mean = sums.reduce((sum, one) => sum + one, 0) / sums.length
    return sums.length > 1 && mean > 0 ? [(Math.max(...sums) - Math.min(...sums)) / mean] : []
  })
  return Math.max(0, ...spreads)
}
