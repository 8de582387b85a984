import type { Assignment } from '../rules/problem.ts'
import {
  costOf,
  type Left,
  type Optimum,
  optimumOf,
  type Standing,
  solved,
  standingOf,
  wholeProgramme,
} from './optimum/optimum.ts'
import { programmeOf } from './optimum/programme.ts'
import { Search } from './optimum/search.ts'
import { roundedUp } from './optimum/shares-bound.ts'
import type { Post, Statement } from './statement.ts'

/** A roster with as few changes as can be, and the cheapest among these. */
export interface Nearest extends Optimum {
  changes: number
  /** No complete roster has fewer changes. */
  fewestChanges: number
}

const day = 24 * 3_600_000
/** No hard rule links shifts that are further apart: seven days of nights, or the longest rest after the longest shift. */
const linkDays = 8
/** So many open places are settled at once by the programme; more are searched like a new roster. */
const fewPlaces = 60

/**
 * The roster that changes the fewest of the places that stand, and costs the least among those; null when none is complete. What is
 * untouched stays fixed: if the open places can be filled as they are, nothing less will do, since each of them needs somebody. Otherwise
 * the days around them are freed; in a roster with the fewest changes every changed place is linked by a rule with an open one through other
 * changed ones (or it could be changed back), so a window as wide as the changes found can reach holds the best of all.
 */
export async function nearestOf(statement: Statement, keep: Assignment[], left: Left): Promise<Nearest | null> {
  const standing = standingOfKept(statement, keep)
  const places = statement.posts.reduce((sum, post) => sum + post.count, 0)
  const { kept, disputed } = keepable(statement, standing)
  const open = places - kept.length - disputed.length
  if (disputed.length === 0) {
    const local = restricted(statement, kept, () => false)
    const isSmall = open <= fewPlaces
    const found = await (isSmall ? wholeProgramme(local.statement, null, 0, left) : optimumOf(local.statement, left))
    if (found.standing.length === places)
      return { ...found, standing: local.back(found.standing), changes: open, fewestChanges: open }
  }
  const centres = openSlots(statement, [...kept]).map(slot => statement.slots[slot]?.startsAt ?? 0)
  const all = [...kept, ...disputed]
  const span = (statement.slots.at(-1)?.startsAt ?? 0) - (statement.slots[0]?.startsAt ?? 0)
  for (let reach = 1; ; ) {
    const isFree = (slot: number) => {
      const at = statement.slots[slot]?.startsAt ?? 0
      return centres.some(centre => Math.abs(at - centre) <= reach * linkDays * day)
    }
    const isWhole = reach * linkDays * day >= span
    const found = await fewestChangesIn(statement, all, isFree, left)
    if (found) {
      const needed = found.changes - open
      if (needed <= reach || isWhole) return found
      reach = needed
    } else if (isWhole || left() < 0.2) return null
    else reach *= 2
  }
}

/** What stands already and is still among the places, as far as the person may be there at all. */
function standingOfKept({ posts, slots, people }: Statement, keep: Assignment[]): Standing {
  const wanted = new Map<string, string[]>()
  for (const one of keep) {
    const key = `${one.slotKey} ${one.post}`
    wanted.set(key, [...(wanted.get(key) ?? []), one.personId])
  }
  return posts.flatMap((post, i) => {
    const ids = new Set(wanted.get(`${slots[post.slot]?.key} ${post.post}`) ?? [])
    const here = post.able.filter(person => ids.has(people[person]?.id ?? ''))
    return here.slice(0, post.count).map((person): [number, number] => [i, person])
  })
}

/** Which of these can stand together by the hard rules; the others are in dispute. */
function keepable(statement: Statement, standing: Standing): { kept: Standing; disputed: Standing } {
  const search = new Search(statement)
  const [kept, disputed]: [Standing, Standing] = [[], []]
  for (const one of standing) (search.take(...one) ? kept : disputed).push(one)
  return { kept, disputed }
}

function openSlots({ posts }: Statement, standing: Standing): number[] {
  const filled = new Map<number, number>()
  for (const [post] of standing) filled.set(post, (filled.get(post) ?? 0) + 1)
  return posts.flatMap((post, i) => ((filled.get(i) ?? 0) < post.count ? [post.slot] : []))
}

/** The statement with people who stand outside the free shifts held where they are; `back` tells its posts in terms of the whole. */
function restricted(statement: Statement, standing: Standing, isFree: (slot: number) => boolean) {
  const search = new Search(statement)
  const here = new Map<number, number[]>()
  for (const [post, person] of standing)
    if (!isFree(statement.posts[post]?.slot ?? 0)) {
      search.take(post, person)
      here.set(post, [...(here.get(post) ?? []), person])
    }
  const posts: Post[] = []
  const origin: number[] = []
  const parts = new Map<number, number[]>()
  const add = (from: number, post: Post) => {
    parts.set(from, [...(parts.get(from) ?? []), posts.length])
    posts.push(post)
    origin.push(from)
  }
  for (const [i, post] of statement.posts.entries()) {
    const held = here.get(i) ?? []
    for (const person of held) add(i, { ...post, count: 1, able: [person] })
    if (held.length < post.count)
      add(i, { ...post, count: post.count - held.length, able: post.able.filter(person => search.fits(person, i)) })
  }
  return {
    statement: {
      ...statement,
      posts,
      novices: statement.novices.map(one => ({ ...one, posts: one.posts.flatMap(post => parts.get(post) ?? []) })),
    },
    origin,
    back: (own: Standing): Standing => own.map(([post, person]) => [origin[post] ?? 0, person]),
  }
}

/** Fewest changes when only these shifts may change, then the cheapest roster with so many; null when there is none. */
async function fewestChangesIn(
  statement: Statement,
  standing: Standing,
  isFree: (slot: number) => boolean,
  left: Left,
): Promise<Nearest | null> {
  const local = restricted(statement, standing, isFree)
  const stood = new Set(standing.map(([post, person]) => `${post} ${person}`))
  const isChange = (post: number, person: number) => !stood.has(`${local.origin[post]} ${person}`)
  const hard = programmeOf(local.statement, { isHardOnly: true })
  const changing = ({ columns }: typeof hard) =>
    columns.flatMap((own, post) => [...own].flatMap(([person, column]) => (isChange(post, person) ? [column] : [])))
  for (const column of changing(hard)) hard.mip.cost[column] = 1
  const first = await solved(hard.mip, local.statement, left)
  if (first.values.length === 0) return null
  const changes = Math.round(first.objective)
  const soft = programmeOf(local.statement)
  soft.mip.row(
    0,
    changing(soft).map(column => [column, 1]),
    changes,
  )
  const start = standingOf(hard, first.values)
  const second = await solved(
    soft.mip,
    local.statement,
    left,
    start.flatMap(([post, person]) => soft.columns[post]?.get(person) ?? []),
  )
  const values = second.values.length > 0 ? standingOf(soft, second.values) : start
  return {
    status: second.status === 'optimal' && first.status === 'optimal' ? 'optimal' : 'feasible',
    standing: local.back(values),
    cost: second.values.length > 0 ? second.objective : costOf(local.statement, start),
    bound: Number.isFinite(second.bound) ? Math.min(second.objective, roundedUp(second.bound, statement.step)) : 0,
    changes,
    fewestChanges: Math.ceil(first.bound - 1e-6),
  }
}
