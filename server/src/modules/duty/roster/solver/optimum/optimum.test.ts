import fc from 'fast-check'
import { expect, test, vi } from 'vitest'
import { solveMip } from '../../../../../kernel/solver/mip.ts'
import { calendarDays } from '../../../../calendar/seed/holidays.ts'
import { checkRoster } from '../../rules/check.ts'
import { fairShares } from '../../rules/fairness.ts'
import { madeUpRoom, type RoomShape } from '../../rules/made-up.ts'
import { type Assignment, loadOf, type RosterProblem } from '../../rules/problem.ts'
import { solveRoster } from '../solve.ts'
import { stateProblem } from '../statement.ts'
import { programmeOf } from './programme.ts'
import { sharesBound } from './shares-bound.ts'

// Proving takes seconds where the machine does much else.
vi.setConfig({ testTimeout: 60_000 })

const roomOf = (shape: Partial<RoomShape>) => madeUpRoom(shape, calendarDays)

/** What an arrangement costs, worked out from the shares and wishes alone. */
function costOf(problem: RosterProblem, given: Assignment[]): number {
  const { weights } = problem.rules
  const slotOf = new Map(problem.slots.map(slot => [slot.key, slot]))
  const told = new Set<string>()
  let cost = 0
  for (const { horizon, measure, group, slots, bands } of fairShares(problem)) {
    const isYear = !horizon.includes('Q')
    const key = JSON.stringify([measure, group.posts, slots.length, [...bands]])
    if ((measure === 'points' && isYear) || told.has(key)) continue
    told.add(key)
    const counted = new Set(slots.map(slot => slot.key))
    for (const [personId, { low, high }] of bands) {
      const sum = given
        .filter(one => one.personId === personId && counted.has(one.slotKey))
        .reduce((total, one) => total + loadOf(slotOf.get(one.slotKey) as never)[measure], 0)
      const beyond = Math.max(0, sum - high, low - sum)
      cost += weights[measure] * (isYear ? 0.5 : 1) * (Math.min(1, beyond) + 3 * Math.max(0, beyond - 1))
    }
  }
  for (const broken of checkRoster(problem, given))
    cost += { wish: weights.wishes, sameHoliday: weights.sameHoliday }[broken.rule as 'wish'] ?? 0
  return cost
}

/** The cheapest of all arrangements that the checker lets pass, tried one by one. */
function cheapestOfAll(problem: RosterProblem): number {
  const places = problem.slots.flatMap(slot => Object.keys(slot.needs).map(post => ({ slotKey: slot.key, post })))
  let best = Number.POSITIVE_INFINITY
  const fill = (given: Assignment[]) => {
    const place = places[given.length]
    if (!place) {
      if (!checkRoster(problem, given).some(one => one.hard)) best = Math.min(best, costOf(problem, given))
      return
    }
    for (const person of problem.people)
      if (person.posts.includes(place.post as never))
        fill([...given, { ...place, post: place.post as never, place: 0, personId: person.id, onSite: true }])
  }
  fill([])
  return best
}

test(
  'no arrangement at all is cheaper, tried one by one',
  () =>
    fc.assert(
      fc.asyncProperty(
        fc.nat(10_000),
        fc.constantFrom('2026-09-30', '2025-12-30', '2026-02-14'),
        async (seed, from) => {
          const whole = roomOf({ seed, people: 10, days: 4, from, wishes: 0.9, leave: 0.3 })
          const ids = new Set(whole.people.filter(one => one.posts[0] === 'primary').map(one => one.id))
          const problem: RosterProblem = {
            ...whole,
            people: whole.people.filter(one => ids.has(one.id)),
            wishes: whole.wishes.filter(one => ids.has(one.personId)),
            slots: whole.slots.map(slot => ({ ...slot, needs: { primary: 1 } })),
            always: { primary: 1 },
          }
          const found = await solveRoster(problem, 20)
          const best = cheapestOfAll(problem)
          if (found.outcome === 'infeasible') expect(best).toBe(Number.POSITIVE_INFINITY)
          else {
            expect(found.objective).toBeCloseTo(best, 3)
            expect(found.bound).toBeCloseTo(best, 3)
            expect(costOf(problem, found.assignments)).toBeCloseTo(found.objective, 3)
          }
        },
      ),
      { numRuns: 8, seed: 7 },
    ),
  120_000,
)

test.each([
  { seed: 1, people: 24, days: 31, from: '2026-10-01' },
  { seed: 3, people: 44, days: 21, from: '2026-10-01', wholeDay: false },
  { seed: 6, people: 12, days: 31, from: '2026-05-01', wishes: 1, leave: 0.4 },
  { seed: 11, people: 30, days: 28, from: '2026-02-01', hasTies: true },
])(
  'the plain programme agrees: $people people, $days days from $from',
  async shape => {
    const problem = roomOf(shape)
    const found = await solveRoster(problem, 20)
    const plain = await solveMip(programmeOf(stateProblem(problem)).mip, { seconds: 60, seed: 5 })
    expect([found.outcome, plain.status]).toEqual(['optimal', 'optimal'])
    expect(found.objective).toBeCloseTo(plain.objective, 2)
    expect(found.bound).toBeCloseTo(found.objective, 3)
  },
  90_000,
)

test(
  'counting alone never promises more than the best roster costs',
  () =>
    fc.assert(
      fc.asyncProperty(fc.nat(10_000), async seed => {
        const problem = roomOf({ seed, people: 10, days: 28, from: '2026-02-01' })
        const found = await solveRoster(problem, 20)
        const bound = await sharesBound(stateProblem(problem), found.objective + 10, 5)
        return found.outcome === 'infeasible' || bound <= found.objective + 1e-6
      }),
      { numRuns: 8, seed: 3 },
    ),
  120_000,
)

test('a room that the solver once called impossible by mistake is filled', async () => {
  const problem = roomOf({ seed: 46, people: 26, days: 30, from: '2026-11-01', leave: 0.3, wishes: 0.3 })
  const programme = programmeOf(stateProblem({ ...problem, slots: leadersOnly(problem) }))
  for (const seed of [40, 43, 46, 49])
    expect((await solveMip(programme.mip, { seconds: 20, seed })).status, `seed ${seed}`).toBe('optimal')
  expect(await solveRoster(problem, 20)).toMatchObject({ outcome: 'optimal', objective: 0, bound: 0 })
}, 60_000)

const leadersOnly = (problem: RosterProblem) =>
  problem.slots.map(slot => ({ ...slot, needs: { shiftLeader: slot.needs.shiftLeader ?? 0 } }))
