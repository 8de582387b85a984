import fc from 'fast-check'
import { expect, test, vi } from 'vitest'
import { solveMip } from '../../../../kernel/solver/mip.ts'
import { calendarDays } from '../../../calendar/seed/holidays.ts'
import { checkRoster } from '../rules/check.ts'
import { madeUpRoom } from '../rules/made-up.ts'
import type { Assignment, RosterProblem } from '../rules/problem.ts'
import { programmeOf } from './optimum/programme.ts'
import { solveRoster } from './solve.ts'
import { stateProblem } from './statement.ts'

// Proving takes seconds where the machine does much else.
vi.setConfig({ testTimeout: 60_000 })

const key = (one: Assignment) => `${one.slotKey} ${one.post} ${one.personId}`

/** Somebody asks for leave over one of their shifts and `more` days. */
function withLeave(problem: RosterProblem, taken: Assignment, more: number): RosterProblem {
  const slot = problem.slots.find(one => one.key === taken.slotKey)
  const leave = { from: slot?.startsAt ?? 0, to: (slot?.endsAt ?? 0) + more * 86_400_000, reason: '病假' }
  const people = problem.people.map(one =>
    one.id === taken.personId ? { ...one, leaves: [...one.leaves, leave] } : one,
  )
  return { ...problem, people }
}

/** The fewest changes by the whole programme, in which each change costs 1 and nothing else does; infinite when none is complete. */
async function fewestOfAll(problem: RosterProblem, stood: Set<string>): Promise<number> {
  const statement = stateProblem(problem)
  const { mip, columns } = programmeOf(statement, { isHardOnly: true })
  for (const [i, post] of statement.posts.entries())
    for (const [person, column] of columns[i] ?? [])
      if (!stood.has(`${statement.slots[post.slot]?.key} ${post.post} ${statement.people[person]?.id}`))
        mip.cost[column] = 1
  const found = await solveMip(mip, { seconds: 60, seed: 3 })
  return found.status === 'infeasible' ? Number.POSITIVE_INFINITY : Math.round(found.objective)
}

test(
  'after leave no roster has fewer changes, whether one place or a chain of them has to move',
  () =>
    fc.assert(
      fc.asyncProperty(
        fc.record({
          seed: fc.nat(5000),
          people: fc.constantFrom(10, 12, 24),
          more: fc.nat(3),
          at: fc.nat(1000),
          wholeDay: fc.boolean(),
        }),
        async ({ seed, people, more, at, wholeDay }) => {
          // Small pools: often nobody free can step in, and others have to move.
          const problem = madeUpRoom(
            { seed, people: wholeDay ? people : people + 4, days: 16, from: '2026-11-01', wholeDay, leave: 0.1 },
            calendarDays,
          )
          const before = await solveRoster(problem, 20)
          if (before.outcome !== 'optimal') return
          const taken = before.assignments[at % before.assignments.length] as Assignment
          const changed = { ...withLeave(problem, taken, more), keep: before.assignments }
          const after = await solveRoster(changed, 20)
          const stood = new Set(before.assignments.map(key))
          const fewest = await fewestOfAll(changed, stood)
          if (after.outcome === 'infeasible') expect(fewest).toBe(Number.POSITIVE_INFINITY)
          else {
            expect(after.outcome).toBe('optimal')
            expect(after.assignments.filter(one => !stood.has(key(one))).length).toBe(fewest)
            expect(after.objective - after.bound).toBeLessThan(0.01)
            expect(checkRoster(changed, after.assignments).filter(one => one.hard)).toEqual([])
          }
        },
      ),
      { numRuns: 25, seed: 11 },
    ),
  120_000,
)

test('a roster that still holds is left as it is, to the last place', async () => {
  const problem = madeUpRoom({ seed: 4, people: 30, days: 28, from: '2026-11-01' }, calendarDays)
  const before = await solveRoster(problem, 20)
  const after = await solveRoster({ ...problem, wishes: [], keep: before.assignments }, 20)
  expect(after.assignments.map(one => JSON.stringify(one)).sort()).toEqual(
    before.assignments.map(one => JSON.stringify(one)).sort(),
  )
})

test('two who were on duty at once and must not be any more: one of them moves', async () => {
  const problem = madeUpRoom({ seed: 9, people: 24, days: 14, from: '2026-11-01', leave: 0, wishes: 0 }, calendarDays)
  const before = await solveRoster(problem, 20)
  const [slot] = problem.slots
  const on = before.assignments.filter(one => one.slotKey === slot?.key)
  const [a, b] = ['shiftLeader', 'primary'].map(post => on.find(one => one.post === post)?.personId ?? '')
  const changed: RosterProblem = {
    ...problem,
    pairs: [{ a: a ?? '', b: b ?? '', kind: 'apart' }],
    keep: before.assignments,
  }
  const after = await solveRoster(changed, 20)
  expect(checkRoster(changed, after.assignments).filter(one => one.hard)).toEqual([])
  const stood = new Set(before.assignments.map(key))
  expect(after.assignments.filter(one => !stood.has(key(one))).length).toBe(await fewestOfAll(changed, stood))
})
