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
  /** Every load is a whole multiple of it, and so is each end of a band. */
  grain: number
}

/**
 * Shares by levelling: whoever carried less in the horizon so far gets more, until all stand equal; whoever is away for part of the
 * roster gets that much less, except of holidays, of which all who are there at all have their turn. Counts are whole, so a band is one
 * wide; points have a tolerance (`toleranceOf`).
 */
export function fairShares(problem: RosterProblem): FairShare[] {
  const horizons = [...new Set(problem.slots.flatMap(slot => horizonsOf(slot.day)))]
  const lastDay = problem.days.at(-1)?.day ?? ''
  return fairGroups(problem).flatMap(group =>
    horizons.flatMap(horizon => {
      const slots = problem.slots.filter(slot => horizonsOf(slot.day).includes(horizon))
      return measures.flatMap(measure => {
        const places = slots.flatMap(slot => {
          const count = group.posts.reduce((sum, post) => sum + (slot.needs[post] ?? 0), 0)
          const each = loadOf(slot)[measure]
          return count === 0 || each === 0 ? [] : [{ slot, count, each }]
        })
        if (places.length === 0) return []
        const share: Omit<FairShare, 'bands'> = {
          horizon,
          measure,
          group,
          slots: places.map(one => one.slot),
          grain: measure === 'points' ? grainOf(places.map(one => one.each)) : 1,
        }
        return [{ ...share, bands: bandsOf(share, places, lastDay) }]
      })
    }),
  )
}

interface Place {
  slot: ShiftSlot
  count: number
  each: number
}

function bandsOf({ horizon, measure, group, grain }: Omit<FairShare, 'bands'>, places: Place[], lastDay: string) {
  const total = places.reduce((sum, one) => sum + one.count * one.each, 0)
  const slots = places.map(one => one.slot)
  const parts = group.people.map(person => ({
    id: person.id,
    prior: (person.prior[horizon] ?? noLoad)[measure],
    present: measure === 'holidays' ? Math.ceil(presenceOf(person, slots)) : presenceOf(person, slots),
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
  // In whole grains, so that who keeps within a band keeps within the width; never so narrow that nothing fits.
  const width =
    measure === 'points' ? Math.floor(widthOf(places, group, high, lastDay >= lastDayOf(horizon)) / grain) : 0
  return new Map(
    parts.map(part => {
      const share = (part.present * Math.max(0, high - part.prior)) / grain
      const from = width > 0 ? Math.max(0, Math.round(share - width / 2)) : Math.floor(share + 1e-6)
      const to = width > 0 ? Math.max(from, Math.round(share - width / 2) + width) : Math.ceil(share - 1e-6)
      return [part.id, { low: from * grain, high: to * grain }] as const
    }),
  )
}

/** Loads of a quarter lie within 15 % of their mean of each other (设计: 积分差 ≤15%); a little less here, as a mean may lie below the level. */
const quarterSpread = 0.14
/** With fewer shifts than this to each, whole shifts are too coarse to come so close. */
const enoughShifts = 6

/**
 * How far points may lie apart. A roster that ends a quarter brings all within the spread; before that, and where each has a few
 * shifts only, the heaviest shift and an ordinary night: what is uneven can still be made good.
 */
function widthOf(places: Place[], group: FairGroup, level: number, endsQuarter: boolean): number {
  const shifts = places.reduce((sum, one) => sum + one.count, 0) / group.people.length
  if (endsQuarter && shifts >= enoughShifts) return level * quarterSpread
  return Math.max(...places.map(one => one.each)) + 1
}

const lastDayOf = (horizon: string): string =>
  `${horizon.slice(0, 4)}${horizon.includes('Q') ? ['-03-31', '-06-30', '-09-30', '-12-31'][Number(horizon.at(-1)) - 1] : '-12-31'}`

/** The largest number, in hundredths, of which all of these are whole multiples. */
function grainOf(loads: number[]): number {
  const divisor = (a: number, b: number): number => (b === 0 ? a : divisor(b, a % b))
  return loads.map(load => Math.round(load * 100)).reduce(divisor, 0) / 100
}

/** Part of these shifts, by number, for which somebody may be there at all. */
function presenceOf(person: RosterPerson, slots: ShiftSlot[]): number {
  if (slots.length === 0) return 0
  return slots.filter(slot => isThere(person, slot) && !(person.nightExempt && slot.isNight)).length / slots.length
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
