import { type DutyPost, dutyPosts } from '@anlan/contract/duty.ts'
import type { FairnessRow } from '@anlan/contract/roster.ts'
import {
  type Assignment,
  addLoad,
  horizonsOf,
  type Load,
  loadOf,
  type Measure,
  measures,
  noLoad,
  type RosterPerson,
  type RosterProblem,
  type ShiftSlot,
} from './problem.ts'

/** People who can take each other's shifts, so that their loads are comparable, and the posts they share. */
export interface FairGroup {
  posts: DutyPost[]
  people: RosterPerson[]
}

/** Posts joined by people who may hold both; leaders usually form a group of their own. */
export function fairGroups(problem: Pick<RosterProblem, 'people' | 'slots'>): FairGroup[] {
  const needed = new Set(problem.slots.flatMap(slot => Object.keys(slot.needs) as DutyPost[]))
  const groups: FairGroup[] = []
  for (const person of problem.people) {
    const posts = person.posts.filter(post => needed.has(post))
    if (posts.length === 0 || person.isGuard || !person.trained) continue
    const joined = groups.filter(group => group.posts.some(post => posts.includes(post)))
    const rest = groups.filter(group => !joined.includes(group))
    groups.length = 0
    groups.push(...rest, {
      posts: [...new Set([...joined.flatMap(group => group.posts), ...posts])],
      people: [...joined.flatMap(group => group.people), person],
    })
  }
  return groups
}

/** What a quarter or year of this roster asks of a group in all, and what part of it each person should carry. */
export interface FairShare {
  horizon: string
  measure: Measure
  group: FairGroup
  slots: ShiftSlot[]
  /** By person: the shares lie between these; they add up to what there is to do. */
  bands: Map<string, { low: number; high: number }>
}

/**
 * Shares by levelling: whoever carried less in the horizon so far gets more, until all stand equal; whoever is away for part of the
 * roster gets that much less. Counts are whole, so a band is one wide; points get a tolerance of
 * half the heaviest shift and half an ordinary night, without which a month takes ten times as long to settle.
 */
export function fairShares(problem: RosterProblem): FairShare[] {
  const horizons = [...new Set(problem.slots.flatMap(slot => horizonsOf(slot.day)))]
  return fairGroups(problem).flatMap(group =>
    horizons.flatMap(horizon => {
      const slots = problem.slots.filter(slot => horizonsOf(slot.day).includes(horizon))
      return measures.flatMap(measure => {
        const places = slots.flatMap(slot => {
          const count = group.posts.reduce((sum, post) => sum + (slot.needs[post] ?? 0), 0)
          return count === 0 ? [] : [{ slot, count, each: loadOf(slot)[measure] }]
        })
        const total = places.reduce((sum, one) => sum + one.count * one.each, 0)
        if (total === 0) return []
        const heaviest = Math.max(...places.map(one => one.each))
        return [
          {
            horizon,
            measure,
            group,
            slots: places.map(one => one.slot),
            bands: bandsOf(group, slots, horizon, measure, total, heaviest),
          },
        ]
      })
    }),
  )
}

function bandsOf(
  group: FairGroup,
  slots: ShiftSlot[],
  horizon: string,
  measure: Measure,
  total: number,
  heaviest: number,
) {
  const parts = group.people.map(person => ({
    id: person.id,
    prior: (person.prior[horizon] ?? noLoad)[measure],
    present: presenceOf(person, slots, measure === 'nights'),
  }))
  const givenAt = (level: number) =>
    parts.reduce((sum, part) => sum + part.present * Math.max(0, level - part.prior), 0)
  let low = 0
  let high = Math.max(...parts.map(part => part.prior)) + total * 20 + 1
  for (let i = 0; i < 60; i++) {
    const middle = (low + high) / 2
    if (givenAt(middle) < total) low = middle
    else high = middle
  }
  const tolerance = measure === 'points' ? (heaviest + 1) / 2 : 0
  return new Map(
    parts.map(part => {
      const share = part.present * Math.max(0, high - part.prior)
      return [
        part.id,
        measure === 'points'
          ? { low: Math.max(0, share - tolerance), high: share + tolerance }
          : { low: Math.floor(share + 1e-6), high: Math.ceil(share - 1e-6) },
      ] as const
    }),
  )
}

/** Part of these shifts, by number, for which somebody is there at all. */
function presenceOf(person: RosterPerson, slots: ShiftSlot[], nights: boolean): number {
  if (slots.length === 0 || (nights && person.nightExempt)) return 0
  const there = slots.filter(slot => isThere(person, slot)).length
  return there / slots.length
}

/** In the pool on that day, and not on leave. */
export const isThere = (person: RosterPerson, slot: Pick<ShiftSlot, 'day' | 'startsAt' | 'endsAt'>): boolean =>
  (person.fromDay ?? slot.day) <= slot.day &&
  (person.toDay ?? slot.day) >= slot.day &&
  !person.leaves.some(leave => leave.from < slot.endsAt && leave.to > slot.startsAt)

/** Who carries how much (积分台账): of this roster, and in its last quarter and year with what was before. */
export function fairnessTable(problem: RosterProblem, assignments: Assignment[]): FairnessRow[] {
  const slots = new Map(problem.slots.map(slot => [slot.key, slot]))
  const last = problem.slots.at(-1)
  const [quarter, year] = last ? horizonsOf(last.day) : ['', '']
  return fairGroups(problem).flatMap(group =>
    group.people.map(person => {
      const own = assignments.flatMap(one => {
        const slot = slots.get(one.slotKey)
        return one.personId === person.id && slot ? [slot] : []
      })
      const sum = (of: ShiftSlot[], from: Load) => rounded(of.reduce((load, slot) => addLoad(load, loadOf(slot)), from))
      const within = (horizon: string) =>
        sum(
          own.filter(slot => horizonsOf(slot.day).includes(horizon)),
          person.prior[horizon] ?? noLoad,
        )
      return {
        personId: person.id,
        personName: person.name,
        group: group.posts.map(post => dutyPosts[post]).join('、'),
        shifts: own.length,
        own: sum(own, noLoad),
        quarter: within(quarter),
        year: within(year),
      }
    }),
  )
}

const rounded = (load: Load): Load => ({ ...load, points: Math.round(load.points * 100) / 100 })
