import type { RosterProgress } from '@anlan/contract/roster.ts'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { checkRoster } from '../rules/check.ts'
import { fairnessTable } from '../rules/fairness.ts'
import type { RosterProblem } from '../rules/problem.ts'
import { weekOf } from '../sample-rosters.ts'
import { Search } from './optimum/search.ts'
import { solveRoster } from './solve.ts'
import { solveApart } from './solve-apart.ts'
import { stateProblem } from './statement.ts'

const hardOf = (problem: RosterProblem, assignments: Parameters<typeof checkRoster>[1]) =>
  checkRoster(problem, assignments)
    .filter(one => one.hard)
    .map(one => one.message)

test('a month of a county room: nothing broken, proven best, everybody within one holiday and one night of each other', async () => {
  const problem = weekOf({ each: 8, days: 31, from: '2026-10-01', leave: 0.1, wishes: 0.3 })
  const solved = await solveRoster(problem, 20)
  expect(hardOf(problem, solved.assignments)).toEqual([])
  expect(solved.outcome).toBe('optimal')
  expect(solved.objective - solved.bound).toBeLessThan(0.01)
  const table = fairnessTable(problem, solved.assignments).filter(row => row.group === '主班')
  const holidays = table.map(row => row.own.holidays)
  expect(Math.max(...holidays) - Math.min(...holidays)).toBeLessThanOrEqual(1)
})

test('same seed, same roster; another seed may differ but is as good', async () => {
  const problem = weekOf({ each: 6, days: 14 })
  const [one, again, other] = [
    await solveRoster(problem, 20),
    await solveRoster(problem, 20),
    await solveRoster({ ...problem, seed: 7 }, 20),
  ]
  expect(again.assignments).toEqual(one.assignments)
  expect(other.objective).toBeCloseTo(one.objective, 3)
})

test('after one request for leave only what must change changes', async () => {
  const problem = weekOf({ each: 7, days: 14 })
  const before = (await solveRoster(problem, 20)).assignments
  const taken = before.find(one => one.post === 'primary')
  const slot = problem.slots.find(one => one.key === taken?.slotKey)
  const away = { from: slot?.startsAt ?? 0, to: slot?.endsAt ?? 0, reason: '病假' }
  const people = problem.people.map(one => (one.id === taken?.personId ? { ...one, leaves: [away] } : one))
  const after = await solveRoster({ ...problem, people, keep: before }, 20)
  const old = new Set(before.map(one => JSON.stringify(one)))
  expect(hardOf({ ...problem, people }, after.assignments)).toEqual([])
  expect(after.assignments.filter(one => !old.has(JSON.stringify(one))).length).toBe(1)
})

describe('what cannot be met is named', () => {
  test('too few for the rest that is asked for', async () => {
    const problem = weekOf({ each: 2, days: 3 })
    const solved = await solveRoster(problem, 20)
    expect(solved.outcome).toBe('infeasible')
    expect(solved.notes.join('\n')).toMatch(/“班间休息”与岗位人数不能同时满足/)
    expect(solved.notes[0]).toMatch(/缺 1 人：可任该岗位 2 人/)
    expect(hardOf(problem, solved.assignments).every(message => /缺 \d 人/.test(message))).toBe(true)
  })
  test('everybody on leave', async () => {
    const problem = weekOf({ each: 6, days: 2 })
    const leaves = [{ from: problem.from, to: problem.to, reason: '年休假' }]
    const people = problem.people.map(one => (one.posts[0] === 'secondary' ? { ...one, leaves } : one))
    const { notes } = await solveRoster({ ...problem, people }, 20)
    expect(notes.at(-1)).toMatch(
      /^“请假”与岗位人数不能同时满足：如不受此限，缺岗由 4 人次减为 0 人次（8月3日白班 secondary\d请假；.*等 4 处）$/,
    )
    expect(notes[0]).toBe('8月3日白班 副班缺 1 人：可任该岗位 6 人，请假 6 人')
  })
})

test(
  'whatever the room, an independent check finds nothing hard but open places',
  () =>
    fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 8 }),
        fc.integer({ min: 1, max: 10 }),
        fc.boolean(),
        fc.nat(10_000),
        async (each, days, wholeDay, seed) => {
          const problem = weekOf({ each, days, wholeDay, seed, leave: 0.3, wishes: 0.3 })
          const { outcome, assignments } = await solveRoster(problem, 20)
          const rules = checkRoster(problem, assignments)
            .filter(one => one.hard)
            .map(one => one.rule)
          return outcome === 'infeasible'
            ? rules.every(rule => rule === 'uncovered' || rule === 'understaffed')
            : rules.length === 0
        },
      ),
      { numRuns: 20 },
    ),
  120_000,
)

test('who waits hears from the other process what is being done: the best so far never gets worse and the bound never falls', async () => {
  const problem = weekOf({ each: 6, days: 31, from: '2026-10-01', leave: 0.2, wishes: 0.5 })
  const heard: RosterProgress[] = []
  const solved = await solveApart(problem, 20, new AbortController().signal, one => heard.push(one))
  expect(heard[0]).toEqual({ phase: 'search', best: null, bound: 0 })
  const best = heard.flatMap(one => one.best ?? [])
  expect(best.length).toBeGreaterThan(0)
  expect(best).toEqual([...best].sort((a, b) => b - a))
  expect(Math.min(...best)).toBeGreaterThanOrEqual(solved.objective)
  expect(heard.map(one => one.bound)).toEqual([...heard.map(one => one.bound)].sort((a, b) => a - b))
})

test('the search looks at the clock on its way: when no time is left it stops where it stands', () => {
  const statement = stateProblem(weekOf({ each: 8, days: 31, from: '2026-10-01' }))
  let looks = 0
  const search = new Search(statement)
  const steps = 1_000_000
  const found = search.run({ steps, hot: 10, cold: 0.3, enough: 0, seed: 1, left: () => (++looks > 3 ? 0 : 1) })
  expect(looks).toBe(4)
  expect(found.who).toHaveLength(search.places.length)
})
