import type { DutyPost } from '@anlan/contract/duty.ts'
import { fairShares } from '../rules/fairness.ts'
import { loadOf, type RosterPerson, type RosterProblem, type ShiftSlot } from '../rules/problem.ts'
import { numbers } from '../rules/seeded.ts'
import { clash, type Forbidding, forbids } from './hard.ts'

/** A post of a shift with how many people it takes and who may stand there, by their index. */
export interface Post {
  slot: number
  post: DutyPost
  count: number
  able: number[]
  /** What it costs that somebody stands here, by person; wishes against, the same holiday as a year ago. */
  costs: Map<number, number>
}

/**
 * A part of the fair share: what somebody's shifts of a horizon come to, in whole `units` by shift. Between `low` and `high` it costs
 * nothing; the first `near` units beyond cost `cost` each, all further ones `furtherFactor` times that.
 */
export interface Level {
  person: number
  units: Int32Array
  low: number
  high: number
  near: number
  cost: number
}

/** The second and each further shift beyond one's share weighs more than the first. */
export const furtherFactor = 3
/** A year weighs half as much as a quarter: what is uneven now is to be made good soon. */
const yearFactor = 0.5

/** What a roster is to be, as numbers: the search and the programme are made from it, and both mean the same by its cost. */
export interface Statement {
  problem: RosterProblem
  people: RosterPerson[]
  slots: ShiftSlot[]
  posts: Post[]
  levels: Level[]
  /** Wishes to be on duty: any of these shifts will do. */
  wanted: { person: number; slots: number[]; cost: number }[]
  /** `a` is on duty in a shift without `b`. */
  together: { a: number; b: number; slot: number; cost: number }[]
  /** All who stand in these posts of a shift are new. */
  novices: { posts: number[]; places: number; cost: number }[]
  /** Shifts that one person cannot have both, by shift; includes itself. */
  clashes: number[][]
  /** People who are never on duty at the same time. */
  apart: [number, number][]
  /** All costs are multiples of it, so a bound may be rounded up. */
  step: number
}

/** Hard rules that can be left out to see which of them stands in the way. */
export type Waivable = Exclude<Forbidding, 'post'> | 'nights' | 'apart' | 'twoPosts'

/** Which costs the roster has and what it may not be, from the problem in the order of its seed. `waived` is a rule not asked for. */
export function stateProblem(problem: RosterProblem, waived?: Waivable): Statement {
  const people = shuffled(problem.people, problem.seed)
  const { slots } = problem
  const { weights } = problem.rules
  const indexOf = new Map(people.map((person, i) => [person.id, i]))
  const offWishes = new Map(
    problem.wishes.filter(one => one.wants === 'off').map(one => [`${one.personId} ${one.day}`, weights.wishes]),
  )
  const holidays = new Map(problem.days.map(day => [day.day, day.name]))
  const posts = slots.flatMap((slot, at) =>
    (Object.entries(slot.needs) as [DutyPost, number][]).map(([post, count]): Post => {
      const able = people.flatMap((person, i) =>
        forbids(problem, person, slot, post).every(rule => rule === waived) ? [i] : [],
      )
      const holiday = slot.isHoliday ? holidays.get(slot.day) : null
      const costs = new Map<number, number>()
      for (const i of able) {
        const person = people[i] as RosterPerson
        const repeats = holiday && person.lastYearHolidays.includes(holiday) ? weights.sameHoliday : 0
        const cost = repeats + (offWishes.get(`${person.id} ${slot.day}`) ?? 0)
        if (cost > 0) costs.set(i, cost)
      }
      return { slot: at, post, count, able, costs }
    }),
  )
  const statement: Statement = {
    problem,
    people,
    slots,
    posts,
    levels: levelsOf(problem, slots, indexOf),
    wanted: problem.wishes.flatMap(one => {
      const person = indexOf.get(one.personId)
      const here = slots.flatMap((slot, i) => (slot.day === one.day ? [i] : []))
      return one.wants === 'on' && person !== undefined ? [{ person, slots: here, cost: weights.wishes }] : []
    }),
    together: problem.pairs.flatMap(pair => {
      const [a, b] = [indexOf.get(pair.a), indexOf.get(pair.b)]
      return pair.kind === 'together' && a !== undefined && b !== undefined
        ? slots.map((_, slot) => ({ a, b, slot, cost: weights.together }))
        : []
    }),
    novices: [],
    clashes: clashesOf(problem, slots),
    apart: problem.pairs.flatMap((pair): [number, number][] => {
      const [a, b] = [indexOf.get(pair.a), indexOf.get(pair.b)]
      return pair.kind === 'apart' && a !== undefined && b !== undefined ? [[a, b]] : []
    }),
    step: 0,
  }
  const staff = new Map<number, number[]>()
  for (const [i, one] of posts.entries())
    if (one.post !== 'shiftLeader') staff.set(one.slot, [...(staff.get(one.slot) ?? []), i])
  for (const own of staff.values()) {
    const places = own.reduce((sum, i) => sum + (posts[i]?.count ?? 0), 0)
    const recent = new Set(own.flatMap(i => (posts[i]?.able ?? []).filter(person => people[person]?.isNew)))
    if (places > 1 && recent.size >= places) statement.novices.push({ posts: own, places, cost: weights.experience })
  }
  statement.step = stepOf(statement)
  return statement
}

function levelsOf(problem: RosterProblem, slots: ShiftSlot[], indexOf: Map<string, number>): Level[] {
  const told = new Set<string>()
  return fairShares(problem).flatMap(({ horizon, measure, group, slots: counted, bands, grain }) => {
    // Whole numbers of nights, weekends and holidays are levelled over the year, too; points, which follow from them, over the quarter: with
    // both, a month takes several times as long and is hardly more even.
    if (measure === 'points' && !horizon.includes('Q')) return []
    const about = JSON.stringify([measure, group.posts, counted.length, [...bands]])
    if (told.has(about)) return []
    told.add(about)
    const weight = problem.rules.weights[measure] * (horizon.includes('Q') ? 1 : yearFactor)
    if (weight === 0) return []
    const keys = new Set(counted.map(slot => slot.key))
    const units = Int32Array.from(slots, slot => (keys.has(slot.key) ? Math.round(loadOf(slot)[measure] / grain) : 0))
    return [...bands].flatMap(([personId, band]) => {
      const person = indexOf.get(personId)
      if (person === undefined) return []
      const [low, high] = [Math.round(band.low / grain), Math.round(band.high / grain)]
      return [{ person, units, low, high, near: Math.ceil(1 / grain - 1e-9), cost: weight * grain }]
    })
  })
}

/** What a level costs when the shifts come to this. */
export function levelCost(level: Level, sum: number): number {
  const beyond = sum > level.high ? sum - level.high : sum < level.low ? level.low - sum : 0
  return beyond === 0 ? 0 : level.cost * (beyond + (furtherFactor - 1) * Math.max(0, beyond - level.near))
}

function clashesOf(problem: RosterProblem, slots: ShiftSlot[]): number[][] {
  const week = 8 * 24 * 3_600_000
  return slots.map((slot, i) => {
    const found: number[] = []
    for (let j = i; j >= 0 && slot.startsAt - (slots[j]?.startsAt ?? 0) < week; j--)
      if (i === j || clash(problem, slot, slots[j] as ShiftSlot)) found.push(j)
    for (let j = i + 1; j < slots.length && (slots[j]?.startsAt ?? 0) - slot.startsAt < week; j++)
      if (clash(problem, slot, slots[j] as ShiftSlot)) found.push(j)
    return found
  })
}

/** The largest number of which every cost is a whole multiple, in ten-thousandths; 0 when there are no costs. */
function stepOf({ posts, levels, wanted, together, novices }: Statement): number {
  const costs = new Set(
    [
      ...posts.flatMap(post => [...post.costs.values()]),
      ...[...levels, ...wanted, ...together, ...novices].map(one => one.cost),
    ].map(cost => Math.round(cost * 10_000)),
  )
  return [...costs].reduce(commonDivisor, 0) / 10_000
}

const commonDivisor = (a: number, b: number): number => (b === 0 ? a : commonDivisor(b, a % b))

/** Order of people by the seed, so that equals are not always served in the order of the list. */
function shuffled<T>(list: T[], seed: number): T[] {
  const next = numbers(seed)
  const mixed = [...list]
  for (let i = mixed.length - 1; i > 0; i--) {
    const j = Math.floor(next() * (i + 1))
    const held = mixed[i] as T
    mixed[i] = mixed[j] as T
    mixed[j] = held
  }
  return mixed
}
