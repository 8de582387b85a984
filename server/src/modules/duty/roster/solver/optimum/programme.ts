import { Mip } from '../../../../../kernel/solver/mip.ts'
import { dayNumber, forbids, overlap, restAfter } from '../hard.ts'
import { furtherFactor, type Level, levelCost, type Statement, type Waivable } from '../statement.ts'

/** The statement as a mixed-integer programme. */
export interface Programme {
  mip: Mip
  /** For each post of a shift the column of each person: 1 when they stand there. */
  columns: Map<number, number>[]
  /** For each post of a shift the column of places left open, where any may be. */
  gaps: number[]
}

export interface ProgrammeOptions {
  /** Price of a place left open; without it all are filled. */
  gapCost?: number
  /** Only the hard rules, no wishes and no shares. */
  isHardOnly?: boolean
  /** A hard rule that may be broken at the price of 1 each time. */
  elastic?: Waivable
}

const none = Number.NEGATIVE_INFINITY
const any = Number.POSITIVE_INFINITY
const one = (column: number, value = 1): [number, number] => [column, value]

/**
 * One column for each person who may stand in a post of a shift; places of one post are not told apart. What nobody may have both is one
 * row per moment and person (cliques), nights one row per seven days, each level a row with its costs beyond the band.
 */
export function programmeOf(statement: Statement, options: ProgrammeOptions = {}): Programme {
  const mip = new Mip()
  const { problem, people, slots, posts } = statement
  const columns = posts.map(post => {
    const slot = slots[post.slot]
    return new Map(
      post.able.map(person => {
        const breaks = options.elastic && slot && forbids(problem, people[person] as never, slot, post.post).length > 0
        const cost = options.isHardOnly ? 0 : (post.costs.get(person) ?? 0)
        return [person, mip.column(breaks ? 1 : cost, 0, 1, true)]
      }),
    )
  })
  const gaps: number[] = []
  for (const [i, post] of posts.entries()) {
    const terms = [...(columns[i]?.values() ?? [])].map(column => one(column))
    if (options.gapCost !== undefined) {
      gaps[i] = mip.column(options.gapCost, 0, post.count, false)
      terms.push(one(gaps[i]))
    }
    mip.row(post.count, terms, post.count)
  }
  const own: Own[][] = people.map(() => [])
  for (const [i, post] of posts.entries())
    for (const [person, column] of columns[i] ?? []) own[person]?.push({ slot: post.slot, post: i, column })

  /** A row that the elastic rule may exceed. */
  const most = (terms: [number, number][], limit: number, isElastic: boolean) =>
    mip.row(none, isElastic ? [...terms, one(mip.column(1, 0, any, false), -1)] : terms, limit)
  for (const [person, mine] of own.entries()) {
    restRows(statement, mine, options.elastic, most)
    nightRows(statement, person, mine, (terms, limit) => most(terms, limit, options.elastic === 'nights'))
  }
  for (const [a, b] of statement.apart)
    for (const first of own[a] ?? [])
      for (const second of own[b] ?? [])
        if (overlap(slots[first.slot] as never, slots[second.slot] as never))
          most([one(first.column), one(second.column)], 1, options.elastic === 'apart')
  if (!options.isHardOnly) {
    for (const level of statement.levels) levelRows(level, own[level.person] ?? [], mip)
    softRows(statement, own, columns, mip)
  }
  return { mip, columns, gaps }
}

interface Own {
  slot: number
  post: number
  column: number
}
type Most = (terms: [number, number][], limit: number, isElastic: boolean) => void

/** Each shift blocks a person until rested; spans that share a moment exclude each other, which one row per moment says exactly. */
function restRows({ slots, problem }: Statement, mine: Own[], elastic: Waivable | undefined, most: Most) {
  const rows = (isElastic: boolean, rest: (slot: { startsAt: number; endsAt: number }) => number) => {
    const spans = mine.flatMap(({ slot, column }) => {
      const it = slots[slot]
      return it ? [{ from: it.startsAt, to: it.endsAt + rest(it), column }] : []
    })
    let known = new Set<number>()
    for (const at of [...new Set(spans.map(span => span.from))].sort((a, b) => b - a)) {
      const here = spans.filter(span => span.from <= at && span.to > at).map(span => span.column)
      // What a later moment already says needs no second row.
      if (here.length < 2 || here.every(column => known.has(column))) continue
      most(
        here.map(column => one(column)),
        1,
        isElastic,
      )
      known = new Set(here)
    }
  }
  if (elastic === 'twoPosts') return rows(true, () => 0)
  rows(elastic === 'rest', slot => restAfter(problem, slot))
  if (elastic === 'rest') rows(false, () => 0)
}

function nightRows(
  { slots, problem, people }: Statement,
  person: number,
  mine: Own[],
  most: (terms: [number, number][], limit: number) => void,
) {
  const nights = mine
    .filter(({ slot }) => slots[slot]?.isNight)
    .map(({ slot, column }) => ({ column, day: dayNumber(slots[slot]?.startsAt ?? 0) }))
  const fixed = (people[person]?.busy ?? []).filter(busy => busy.isNight).map(busy => dayNumber(busy.startsAt))
  let known = new Set<number>()
  for (const first of [...new Set([...nights.map(night => night.day), ...fixed])].sort((a, b) => a - b)) {
    const inWeek = (day: number) => day >= first && day < first + 7
    const here = nights.filter(night => inWeek(night.day))
    const left = Math.max(0, problem.rules.nightsPerWeek - fixed.filter(inWeek).length)
    const isKnown = left === problem.rules.nightsPerWeek && here.every(night => known.has(night.column))
    if (here.length <= left || isKnown) continue
    most(
      here.map(night => one(night.column)),
      left,
    )
    known = new Set(here.map(night => night.column))
  }
}

function levelRows(level: Level, mine: Own[], mip: Mip) {
  const terms = mine.flatMap(({ slot, column }): [number, number][] => {
    const units = level.units[slot] ?? 0
    return units === 0 ? [] : [[column, units]]
  })
  if (terms.length === 0) {
    mip.offset += levelCost(level, 0)
    return
  }
  const beyond = (sign: number) => [
    one(mip.column(level.cost, 0, level.near, false), sign),
    one(mip.column(level.cost * furtherFactor, 0, any, false), sign),
  ]
  if (terms.reduce((sum, term) => sum + term[1], 0) > level.high) mip.row(none, [...terms, ...beyond(-1)], level.high)
  if (level.low > 0) mip.row(level.low, [...terms, ...beyond(1)], any)
}

function softRows(statement: Statement, own: Own[][], columns: Map<number, number>[], mip: Mip) {
  for (const wish of statement.wanted) {
    const here = new Set(wish.slots)
    const terms = (own[wish.person] ?? []).filter(({ slot }) => here.has(slot)).map(({ column }) => one(column))
    if (terms.length === 0) mip.offset += wish.cost
    else mip.row(1, [...terms, one(mip.column(wish.cost, 0, 1, false))], any)
  }
  for (const { a, b, slot, cost } of statement.together) {
    const at = (person: number) => (own[person] ?? []).filter(mine => mine.slot === slot)
    if (at(a).length === 0) continue
    const terms = [...at(a).map(mine => one(mine.column)), ...at(b).map(mine => one(mine.column, -1))]
    mip.row(none, [...terms, one(mip.column(cost, 0, 1, false), -1)], 0)
  }
  for (const { posts, places, cost } of statement.novices) {
    const terms = posts.flatMap(i =>
      [...(columns[i] ?? [])].flatMap(([person, column]) => (statement.people[person]?.isNew ? [one(column)] : [])),
    )
    mip.row(none, [...terms, one(mip.column(cost, 0, 1, false), -1)], places - 1)
  }
}
