import type { DutyPost } from '@anlan/contract/duty.ts'
import type { Assignment, RosterProblem } from '../rules/problem.ts'
import { grouped } from '../rules/seeded.ts'
import { gapReason, rulesInTheWay } from './explain.ts'
import { type Nearest, nearestOf } from './nearest.ts'
import { type Left, type Optimum, optimumOf, type Standing, solved, standingOf, type Tell } from './optimum/optimum.ts'
import { programmeOf } from './optimum/programme.ts'
import { partsOf } from './parts.ts'
import { type Statement, stateProblem } from './statement.ts'

/**
 * What the solver found. `bound` is proven: no roster costs less. Objective 0 breaks no wish and is even throughout. With a roster to stay
 * near to, changes come first: no roster has fewer, and none with as few costs less.
 */
export interface Solved {
  outcome: 'optimal' | 'feasible' | 'infeasible'
  assignments: Assignment[]
  objective: number
  bound: number
  seconds: number
  /** Why places stay open, and which rule would have to give way, in words for the screen. */
  notes: string[]
}

/** Raised together with the rules or the model, so that a roster says what it was made with. */
export const ruleVersion = '2026-11-22.2'

/**
 * Makes a roster. When the hard rules cannot all be kept, the places that stay open are as few as possible, each explained, and each
 * rule is tried without: those whose absence closes gaps are named. Same input, same roster, as long as time does not run out. `tell`
 * hears what is being done, with the costs of all parts together.
 */
export async function solveRoster(problem: RosterProblem, seconds: number, tell?: Tell): Promise<Solved> {
  const startedAt = performance.now()
  const spent = () => (performance.now() - startedAt) / 1000
  const parts = partsOf(problem)
  const results: Solved[] = []
  for (const [i, part] of parts.entries()) {
    // What one part does not use is for those after it.
    const until = spent() + Math.max(1, (seconds - spent()) / (parts.length - i))
    const [done, sure] = [
      results.reduce((all, one) => all + one.objective, 0),
      results.reduce((all, one) => all + one.bound, 0),
    ]
    const isLast = i === parts.length - 1
    results.push(
      await solvePart(
        part,
        () => until - spent(),
        ({ phase, best, bound }) =>
          tell?.({ phase, best: best === null || !isLast ? null : tidy(done + best), bound: tidy(sure + bound) }),
      ),
    )
  }
  const sum = (of: (one: Solved) => number) => tidy(results.reduce((total, one) => total + of(one), 0))
  const outcomes = results.map(one => one.outcome)
  return {
    outcome: outcomes.includes('infeasible') ? 'infeasible' : outcomes.includes('feasible') ? 'feasible' : 'optimal',
    assignments: results.flatMap(one => one.assignments),
    objective: sum(one => one.objective),
    bound: sum(one => one.bound),
    seconds: Math.round(spent() * 100) / 100,
    notes: results.flatMap(one => one.notes),
  }
}

async function solvePart(problem: RosterProblem, left: Left, tell: Tell): Promise<Solved> {
  const statement = stateProblem(problem)
  const near = problem.keep.length > 0 ? await nearestOf(statement, problem.keep, left) : null
  const found = near ?? (await optimumOf(statement, left, tell))
  if (found.standing.length > 0 || statement.posts.length === 0)
    return {
      outcome: found.status === 'optimal' ? 'optimal' : 'feasible',
      assignments: assignmentsOf(statement, found.standing),
      ...pricesOf(problem, found, near),
      seconds: 0,
      notes: [],
    }
  tell({ phase: 'explain', best: null, bound: 0 })
  return withGaps(problem, statement, found.status === 'infeasible', left)
}

function pricesOf(problem: RosterProblem, found: Optimum, near: Nearest | null) {
  const { keep } = problem.rules.weights
  return {
    objective: tidy(found.cost + keep * (near?.changes ?? 0)),
    bound: tidy(Math.min(found.bound, found.cost) + keep * (near?.fewestChanges ?? 0)),
  }
}

const tidy = (value: number) => (Number.isFinite(value) ? Math.round(value * 1e4) / 1e4 : 0)

/** An open place is worse than any wish, and than any change to what stands. */
const gapCost = 10_000

/** Not every place can be filled: a roster with the fewest open places, and why they are. */
async function withGaps(problem: RosterProblem, statement: Statement, isProven: boolean, left: Left): Promise<Solved> {
  const programme = programmeOf(statement, { gapCost })
  const stood = new Set(problem.keep.map(one => `${one.slotKey} ${one.post} ${one.personId}`))
  for (const [i, post] of statement.posts.entries())
    for (const [person, column] of programme.columns[i] ?? [])
      if (stood.has(`${statement.slots[post.slot]?.key} ${post.post} ${statement.people[person]?.id}`)) {
        programme.mip.cost[column] = (programme.mip.cost[column] ?? 0) - problem.rules.weights.keep
        programme.mip.offset += problem.rules.weights.keep
      }
  // Out of time without any roster says nothing about the rules; a roster with the fewest gaps is still of use.
  const found = await solved(programme.mip, statement, () => Math.max(2, left()))
  const assignments = found.values.length ? assignmentsOf(statement, standingOf(programme, found.values)) : []
  const gaps = statement.posts.flatMap((post, i) => {
    const missing = Math.round(found.values[programme.gaps[i] ?? -1] ?? 0)
    const slot = statement.slots[post.slot]
    return missing > 0 && slot ? [{ slot, post: post.post, missing }] : []
  })
  const open = gaps.reduce((sum, gap) => sum + gap.missing, 0)
  return {
    outcome: isProven ? 'infeasible' : 'feasible',
    assignments,
    objective: tidy(found.objective),
    bound: tidy(Math.min(found.bound, found.objective)),
    seconds: 0,
    notes: [
      ...(isProven ? [] : ['计算时限内未能排出完整的值班表，可延长时限再试']),
      ...gaps.map(gap => gapReason(problem, gap, assignments)),
      ...(isProven ? await rulesInTheWay(problem, open, left, assignmentsOf) : []),
    ],
  }
}

/** The places as people stand; whoever stood there keeps the place. */
function assignmentsOf({ problem, posts, slots, people }: Statement, standing: Standing): Assignment[] {
  const kept = new Map(problem.keep.map(one => [`${one.slotKey} ${one.post} ${one.personId}`, one.place]))
  const here = standing.flatMap(([at, person]): Omit<Assignment, 'place'>[] => {
    const [post, personId] = [posts[at], people[person]?.id]
    const slotKey = slots[post?.slot ?? -1]?.key
    return post && slotKey && personId ? [{ slotKey, post: post.post as DutyPost, personId, onSite: true }] : []
  })
  return [...grouped(here, one => `${one.slotKey} ${one.post}`).values()].flatMap(group => {
    const places = group.map(one => kept.get(`${one.slotKey} ${one.post} ${one.personId}`) ?? null)
    const taken = new Set(places.filter(place => place !== null))
    return group.map((one, i) => {
      let place = places[i] ?? null
      if (place === null) {
        place = 0
        while (taken.has(place)) place++
        taken.add(place)
      }
      return { slotKey: one.slotKey, post: one.post, place, personId: one.personId, onSite: one.onSite }
    })
  })
}
