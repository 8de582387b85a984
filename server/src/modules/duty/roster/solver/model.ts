import type { DutyPost } from '@anlan/contract/duty.ts'
import { fairShares, isThere } from '../rules/fairness.ts'
import { type Assignment, loadOf, type RosterPerson, type RosterProblem, type ShiftSlot } from '../rules/problem.ts'
import { grouped, numbers } from '../rules/seeded.ts'
import { Mip } from './mip.ts'

/** Hard rules that can be left out to see which of them stands in the way. */
export type Relaxable = 'rest' | 'nights' | 'onLeave' | 'elsewhere' | 'apart'

export interface Choice {
  person: RosterPerson
  slot: ShiftSlot
  post: DutyPost
  column: number
}
export interface RosterModel {
  mip: Mip
  choices: Choice[]
  /** Places left open; only where the model may leave any. */
  gaps: { slot: ShiftSlot; post: DutyPost; column: number }[]
}

const gapCost = 10_000
const hour = 3_600_000
const dayMs = 24 * hour
/** A year weighs half as much as a quarter: what is uneven now is to be made good soon. */
const yearFactor = 0.5
/** The second and each further shift beyond one's share weighs more than the first. */
const furtherFactor = 3

/**
 * The roster as a mixed-integer programme: one column for each person who may stand in a place of a shift. `mayLeaveGaps` lets places stay
 * open at a price beyond all wishes; `without` leaves one hard rule out; `onlyGaps` leaves all wishes out.
 */
export function rosterModel(
  problem: RosterProblem,
  options: { mayLeaveGaps?: boolean; without?: Relaxable; onlyGaps?: boolean } = {},
): RosterModel {
  const mip = new Mip()
  const people = shuffled(problem.people, problem.seed)
  const choices: Choice[] = []
  for (const slot of problem.slots)
    for (const post of Object.keys(slot.needs) as DutyPost[])
      for (const person of people)
        if (mayStand(problem, person, slot, post, options.without))
          choices.push({ person, slot, post, column: mip.column(0, 0, 1, true) })
  const bySlot = grouped(choices, one => one.slot.key)
  const byPerson = grouped(choices, one => one.person.id)
  const model: RosterModel = { mip, choices, gaps: [] }

  for (const slot of problem.slots)
    for (const [post, count] of Object.entries(slot.needs) as [DutyPost, number][]) {
      const terms = (bySlot.get(slot.key) ?? []).filter(one => one.post === post).map(one => term(one.column))
      if (options.mayLeaveGaps) {
        const column = mip.column(gapCost, 0, count, false)
        model.gaps.push({ slot, post, column })
        terms.push(term(column))
      }
      mip.row(count, terms, count)
    }
  for (const own of byPerson.values()) restOf(problem, own, mip, options.without)
  if (options.without !== 'nights') for (const own of byPerson.values()) nightsOf(problem, own, mip)
  if (options.without !== 'apart') apart(problem, byPerson, mip)
  if (!options.onlyGaps) {
    evenness(problem, byPerson, mip)
    wishes(problem, byPerson, bySlot, mip)
    nearness(problem, choices, mip)
  }
  return model
}

const term = (column: number, value = 1): [number, number] => [column, value]

/** Hours of rest that a shift asks for behind it. */
export const restAfter = (problem: RosterProblem, span: { startsAt: number; endsAt: number }) =>
  span.endsAt - span.startsAt >= problem.rules.longShiftHours * hour
    ? problem.rules.restAfterLongHours * hour
    : problem.rules.restHours * hour

/** Too close to each other for one person: overlapping, or too little rest between. */
export const clash = (
  problem: RosterProblem,
  a: { startsAt: number; endsAt: number },
  b: { startsAt: number; endsAt: number },
): boolean =>
  a.startsAt <= b.startsAt
    ? b.startsAt < a.endsAt + restAfter(problem, a)
    : a.startsAt < b.endsAt + restAfter(problem, b)

/** Whether somebody may take this place at all, apart from what else this roster gives them. */
export function mayStand(
  problem: RosterProblem,
  person: RosterPerson,
  slot: ShiftSlot,
  post: DutyPost,
  without?: Relaxable,
): boolean {
  if (!person.posts.includes(post) || person.isGuard || !person.trained) return false
  if (person.nightExempt && slot.isNight) return false
  if (!isThere(without === 'onLeave' ? { ...person, leaves: [] } : person, slot)) return false
  const overlaps = (one: { startsAt: number; endsAt: number }) =>
    one.startsAt < slot.endsAt && one.endsAt > slot.startsAt
  if (without === 'elsewhere') return true
  return !person.busy.some(one => (without === 'rest' ? overlaps(one) : clash(problem, one, slot)))
}

/** Each shift blocks a person until rested; spans that share a moment exclude each other, which one row per moment says exactly. */
function restOf(problem: RosterProblem, own: Choice[], mip: Mip, without: Relaxable | undefined) {
  const spans = own.map(one => ({
    from: one.slot.startsAt,
    to: one.slot.endsAt + (without === 'rest' ? 0 : restAfter(problem, one.slot)),
    column: one.column,
  }))
  let previous: number[] = []
  for (const at of [...new Set(spans.map(one => one.from))].sort((a, b) => b - a)) {
    const here = spans.filter(one => one.from <= at && one.to > at).map(one => one.column)
    // What a later moment already says needs no second row.
    const known = new Set(previous)
    if (here.length < 2 || here.every(column => known.has(column))) continue
    mip.row(
      Number.NEGATIVE_INFINITY,
      here.map(column => term(column)),
      1,
    )
    previous = here
  }
}

function nightsOf(problem: RosterProblem, own: Choice[], mip: Mip) {
  const person = own[0]?.person
  if (!person) return
  const nights = own.filter(one => one.slot.isNight)
  const dayOf = (at: number) => Math.floor((at + 8 * hour) / dayMs)
  const fixed = person.busy.filter(one => one.isNight).map(one => dayOf(one.startsAt))
  const days = nights.map(one => dayOf(one.slot.startsAt))
  for (const first of new Set([...days, ...fixed])) {
    const inWeek = (day: number) => day >= first && day < first + 7
    const here = nights.filter(one => inWeek(dayOf(one.slot.startsAt)))
    const left = Math.max(0, problem.rules.nightsPerWeek - fixed.filter(inWeek).length)
    if (here.length > left)
      mip.row(
        Number.NEGATIVE_INFINITY,
        here.map(one => term(one.column)),
        left,
      )
  }
}

function apart(problem: RosterProblem, byPerson: Map<string, Choice[]>, mip: Mip) {
  for (const pair of problem.pairs.filter(one => one.kind === 'apart'))
    for (const a of byPerson.get(pair.a) ?? [])
      for (const b of byPerson.get(pair.b) ?? [])
        if (a.slot.startsAt < b.slot.endsAt && b.slot.startsAt < a.slot.endsAt)
          mip.row(Number.NEGATIVE_INFINITY, [term(a.column), term(b.column)], 1)
}

/** Everybody's part of nights, weekends, holidays and points lies in the band of the fair share, or it costs. */
function evenness(problem: RosterProblem, byPerson: Map<string, Choice[]>, mip: Mip) {
  const told = new Set<string>()
  for (const { horizon, measure, group, slots, bands } of fairShares(problem)) {
    // Whole numbers of nights, weekends and holidays are levelled over the year, too; points, which follow from them, over the quarter: with
    // both, a month takes several times as long and is hardly more even.
    if (measure === 'points' && !horizon.includes('Q')) continue
    const about = JSON.stringify([measure, group.posts, slots.length, [...bands]])
    if (told.has(about)) continue
    told.add(about)
    const weight = problem.rules.weights[measure] * (horizon.includes('Q') ? 1 : yearFactor)
    if (weight === 0) continue
    const counted = new Set(slots)
    const first = 1
    for (const [personId, band] of bands) {
      const terms = (byPerson.get(personId) ?? [])
        .filter(one => counted.has(one.slot) && loadOf(one.slot)[measure] !== 0)
        .map(one => term(one.column, loadOf(one.slot)[measure]))
      if (terms.length === 0) continue
      const beyond = () => [
        mip.column(weight, 0, first, false),
        mip.column(weight * furtherFactor, 0, Number.POSITIVE_INFINITY, false),
      ]
      mip.row(Number.NEGATIVE_INFINITY, [...terms, ...beyond().map(column => term(column, -1))], band.high)
      if (band.low > 0) mip.row(band.low, [...terms, ...beyond().map(column => term(column))], Number.POSITIVE_INFINITY)
    }
  }
}

function wishes(problem: RosterProblem, byPerson: Map<string, Choice[]>, bySlot: Map<string, Choice[]>, mip: Mip) {
  const { weights } = problem.rules
  const costs = (choice: Choice, more: number) => {
    mip.cost[choice.column] = (mip.cost[choice.column] ?? 0) + more
  }
  for (const wish of problem.wishes) {
    const own = (byPerson.get(wish.personId) ?? []).filter(one => one.slot.day === wish.day)
    if (wish.wants === 'off') for (const one of own) costs(one, weights.wishes)
    else {
      const unmet = mip.column(weights.wishes, 0, 1, false)
      mip.row(1, [...own.map(one => term(one.column)), term(unmet)], Number.POSITIVE_INFINITY)
    }
  }
  const holidays = new Map(problem.days.map(day => [day.day, day.name]))
  for (const own of byPerson.values())
    for (const one of own) {
      const holiday = one.slot.isHoliday ? holidays.get(one.slot.day) : null
      if (holiday && one.person.lastYearHolidays.includes(holiday)) costs(one, weights.sameHoliday)
    }
  for (const pair of problem.pairs.filter(one => one.kind === 'together'))
    for (const slot of problem.slots) {
      const here = bySlot.get(slot.key) ?? []
      const a = here.filter(one => one.person.id === pair.a)
      if (a.length === 0) continue
      const b = here.filter(one => one.person.id === pair.b)
      const alone = mip.column(weights.together, 0, 1, false)
      mip.row(
        Number.NEGATIVE_INFINITY,
        [...a.map(one => term(one.column)), ...b.map(one => term(one.column, -1)), term(alone, -1)],
        0,
      )
    }
  for (const slot of problem.slots) {
    const staff = (bySlot.get(slot.key) ?? []).filter(one => one.post !== 'shiftLeader')
    const places = Object.entries(slot.needs).reduce((sum, [post, n]) => sum + (post === 'shiftLeader' ? 0 : n), 0)
    const recent = staff.filter(one => one.person.isNew)
    if (places < 2 || recent.length < places) continue
    const allNew = mip.column(weights.experience, 0, 1, false)
    mip.row(Number.NEGATIVE_INFINITY, [...recent.map(one => term(one.column)), term(allNew, -1)], places - 1)
  }
}

/** What stands already stays where it can: each change weighs more than any wish. */
function nearness(problem: RosterProblem, choices: Choice[], mip: Mip) {
  const kept = new Set(problem.keep.map(one => `${one.slotKey} ${one.post} ${one.personId}`))
  const { keep } = problem.rules.weights
  for (const { slot, post, person, column } of choices)
    if (kept.has(`${slot.key} ${post} ${person.id}`)) {
      mip.cost[column] = (mip.cost[column] ?? 0) - keep
      mip.offset += keep
    }
}

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

/** The places as the solution fills them; whoever stood there keeps the place. */
export function assignmentsOf(problem: RosterProblem, choices: Choice[], values: Float64Array): Assignment[] {
  const kept = new Map(problem.keep.map(one => [`${one.slotKey} ${one.post} ${one.personId}`, one.place]))
  const chosen = choices.filter(one => (values[one.column] ?? 0) > 0.5)
  return [...grouped(chosen, one => `${one.slot.key} ${one.post}`).values()].flatMap(here => {
    const taken = new Set<number>()
    const placed = here.map(one => {
      const place = kept.get(`${one.slot.key} ${one.post} ${one.person.id}`) ?? null
      if (place !== null) taken.add(place)
      return { one, place }
    })
    return placed.map(({ one, place }) => {
      let free = place ?? 0
      if (place === null) {
        while (taken.has(free)) free++
        taken.add(free)
      }
      return { slotKey: one.slot.key, post: one.post, place: free, personId: one.person.id, onSite: true }
    })
  })
}
