import { numbers } from '../../rules/seeded.ts'
import { dayNumber, overlap } from '../hard.ts'
import { type Level, levelCost, type Statement } from '../statement.ts'

/** Who stands in each place, by the places of `Search.places`; -1 is open. */
export interface Found {
  who: Int32Array
  cost: number
  open: number
}

/** An open place weighs more than any wish while searching, but not so much that none is ever opened on the way. */
const openCost = 400

/** Steps between two looks at the clock: a fraction of a millisecond. */
const stepsBetweenClock = 64

/**
 * Looks for a roster by small changes (simulated annealing): people take places from each other as long as all hard rules are kept; places
 * may be open on the way. Says nothing about how good the roster is; stops as soon as it costs no more than `enough`.
 */
export class Search {
  readonly places: { post: number; slot: number }[]
  private readonly who: Int32Array
  private readonly held: Uint8Array
  private readonly sums: Int32Array
  private readonly able: Uint8Array
  private readonly ofPerson: { index: number; level: Level }[][]
  private readonly wantedAt = new Map<number, number[]>()
  private readonly wantedHeld: Int32Array
  private readonly togetherAt: Map<number, { a: number; b: number; cost: number }[]> = new Map()
  private readonly novicesAt: Map<number, Statement['novices'][number]> = new Map()
  private readonly placesAt: number[][]
  private readonly overlaps: number[][]
  private readonly partners: number[][]
  private readonly nights: { day: Int32Array; counts: Uint8Array[]; from: number; span: number }
  private readonly n: number
  private readonly statement: Statement
  private open = 0

  constructor(statement: Statement) {
    this.statement = statement
    const { posts, slots, people, levels } = statement
    this.n = slots.length
    this.places = posts.flatMap((post, i) => Array.from({ length: post.count }, () => ({ post: i, slot: post.slot })))
    this.placesAt = slots.map(() => [])
    for (const [i, place] of this.places.entries()) this.placesAt[place.slot]?.push(i)
    this.who = new Int32Array(this.places.length).fill(-1)
    this.open = this.places.length
    this.held = new Uint8Array(people.length * this.n)
    this.able = new Uint8Array(people.length * posts.length)
    for (const [i, post] of posts.entries()) for (const person of post.able) this.able[person * posts.length + i] = 1
    this.sums = new Int32Array(levels.length)
    this.ofPerson = people.map(() => [])
    for (const [index, level] of levels.entries()) this.ofPerson[level.person]?.push({ index, level })
    this.wantedHeld = new Int32Array(statement.wanted.length)
    for (const [i, wish] of statement.wanted.entries())
      for (const slot of wish.slots) push(this.wantedAt, wish.person * this.n + slot, i)
    for (const one of statement.together) push(this.togetherAt, one.slot, one)
    for (const one of statement.novices) this.novicesAt.set(posts[one.posts[0] ?? 0]?.slot ?? -1, one)
    this.partners = people.map(() => [])
    for (const [a, b] of statement.apart) {
      this.partners[a]?.push(b)
      this.partners[b]?.push(a)
    }
    this.overlaps = statement.clashes.map((near, i) =>
      near.filter(j => overlap(slots[i] as { startsAt: number; endsAt: number }, slots[j] as (typeof slots)[number])),
    )
    this.nights = this.nightsOf()
  }

  private nightsOf() {
    const { slots, people } = this.statement
    const from = dayNumber(slots[0]?.startsAt ?? 0) - 7
    const span = dayNumber(slots.at(-1)?.startsAt ?? 0) - from + 8
    const counts = people.map(person => {
      const own = new Uint8Array(span)
      for (const one of person.busy.filter(busy => busy.isNight)) {
        const at = dayNumber(one.startsAt) - from
        if (at >= 0 && at < span) own[at] = (own[at] ?? 0) + 1
      }
      return own
    })
    const day = Int32Array.from(slots, slot => (slot.isNight ? dayNumber(slot.startsAt) - from : -1))
    return { day, counts, from, span }
  }

  /** Cost of everything that belongs to the shift as a whole. */
  private shiftCost(slot: number): number {
    let cost = 0
    for (const { a, b, cost: each } of this.togetherAt.get(slot) ?? [])
      if (this.held[a * this.n + slot] && !this.held[b * this.n + slot]) cost += each
    const novices = this.novicesAt.get(slot)
    if (novices) {
      let count = 0
      for (const i of this.placesAt[slot] ?? []) {
        const person = this.who[i] ?? -1
        if (person >= 0 && novices.posts.includes(this.places[i]?.post ?? -1) && this.statement.people[person]?.isNew)
          count++
      }
      if (count >= novices.places) cost += novices.cost
    }
    return cost
  }

  /** Puts somebody (or nobody, -1) into a place; returns by how much the cost rises. Hard rules are the caller's. */
  private put(at: number, person: number): number {
    const { post, slot } = this.places[at] as { post: number; slot: number }
    let rise = -this.shiftCost(slot)
    const before = this.who[at] ?? -1
    if (before >= 0) rise += this.count(before, post, slot, -1)
    else {
      this.open--
      rise -= openCost
    }
    if (person >= 0) rise += this.count(person, post, slot, 1)
    else {
      this.open++
      rise += openCost
    }
    this.who[at] = person
    return rise + this.shiftCost(slot)
  }

  private count(person: number, post: number, slot: number, sign: 1 | -1): number {
    this.held[person * this.n + slot] = sign > 0 ? 1 : 0
    const day = this.nights.day[slot] ?? -1
    const nights = this.nights.counts[person]
    if (day >= 0 && nights) nights[day] = (nights[day] ?? 0) + sign
    let rise = (this.statement.posts[post]?.costs.get(person) ?? 0) * sign
    for (const { index, level } of this.ofPerson[person] ?? []) {
      const more = level.units[slot] ?? 0
      if (more === 0) continue
      const sum = this.sums[index] ?? 0
      this.sums[index] = sum + sign * more
      rise += levelCost(level, sum + sign * more) - levelCost(level, sum)
    }
    for (const i of this.wantedAt.get(person * this.n + slot) ?? []) {
      const had = this.wantedHeld[i] ?? 0
      this.wantedHeld[i] = had + sign
      const cost = this.statement.wanted[i]?.cost ?? 0
      if (had === 0) rise -= cost
      else if (had + sign === 0) rise += cost
    }
    return rise
  }

  /** Whether somebody may stand in a post as everything else stands. */
  fits(person: number, post: number): boolean {
    const slot = this.statement.posts[post]?.slot ?? 0
    if (!this.able[person * this.statement.posts.length + post]) return false
    for (const other of this.statement.clashes[slot] ?? []) if (this.held[person * this.n + other]) return false
    for (const partner of this.partners[person] ?? [])
      for (const other of this.overlaps[slot] ?? []) if (this.held[partner * this.n + other]) return false
    const day = this.nights.day[slot] ?? -1
    return day < 0 || this.hasNightLeft(person, day)
  }

  private hasNightLeft(person: number, day: number): boolean {
    const counts = this.nights.counts[person] as Uint8Array
    const most = this.statement.problem.rules.nightsPerWeek
    let sum = 0
    for (let at = day - 6; at <= day + 6; at++) {
      sum += counts[at] ?? 0
      if (at > day - 1 && at - 7 >= day - 6) sum -= counts[at - 7] ?? 0
      if (at >= day && sum >= most) return false
    }
    return true
  }

  /** Puts somebody into an open place of a post; false when there is none or a hard rule forbids it. */
  take(post: number, person: number): boolean {
    const at = this.places.findIndex((place, i) => place.post === post && (this.who[i] ?? -1) < 0)
    if (at < 0 || !this.fits(person, post)) return false
    this.put(at, person)
    return true
  }

  /** Cost of the roster as it stands, without open places. */
  total(): number {
    const { statement } = this
    let cost = 0
    for (const [i, level] of statement.levels.entries()) cost += levelCost(level, this.sums[i] ?? 0)
    for (const [i, wish] of statement.wanted.entries()) if ((this.wantedHeld[i] ?? 0) === 0) cost += wish.cost
    for (const [i, place] of this.places.entries())
      cost += statement.posts[place.post]?.costs.get(this.who[i] ?? -1) ?? 0
    for (let slot = 0; slot < this.n; slot++) cost += this.shiftCost(slot)
    return cost
  }

  /** Searches for so many steps from the roster as it stands, or until no time is left (seconds); the best roster met is returned. */
  run(options: { steps: number; hot: number; cold: number; enough: number; seed: number; left: () => number }): Found {
    const next = numbers(options.seed)
    const below = (n: number) => Math.floor(next() * n)
    let cost = this.total() + this.open * openCost
    let best: Found = { who: this.who.slice(), cost: cost - this.open * openCost, open: this.open }
    const worthOf = (found: Found) => found.cost + found.open * openCost
    const cooling = (options.cold / options.hot) ** (1 / options.steps)
    let heat = options.hot
    const { posts } = this.statement
    for (let step = 0; step < options.steps; step++, heat *= cooling) {
      if (best.open === 0 && best.cost <= options.enough + 1e-9) break
      if (step % stepsBetweenClock === 0 && options.left() <= 0) break
      const at = below(this.places.length)
      const place = this.places[at] as { post: number; slot: number }
      const able = posts[place.post]?.able ?? []
      if (able.length === 0) continue
      const person = able[below(able.length)] as number
      const former = this.who[at] ?? -1
      if (person === former) continue
      const undo: [number, number][] = [[at, former]]
      let rise = this.put(at, -1)
      // Who comes gives up what is too near; who goes takes it over if the rules let them.
      const left: number[] = []
      for (const slot of this.statement.clashes[place.slot] ?? [])
        if (this.held[person * this.n + slot])
          for (const other of this.placesAt[slot] ?? [])
            if (this.who[other] === person) {
              left.push(other)
              undo.push([other, person])
              rise += this.put(other, -1)
            }
      let isLegal = left.length <= 2 && this.fits(person, place.post)
      if (isLegal) {
        rise += this.put(at, person)
        // A far place in exchange keeps the loads as they are.
        if (left.length === 0 && former >= 0 && next() < 0.5) {
          const other = below(this.places.length)
          if (other !== at && this.who[other] === person) left.push(other)
          else {
            const exchange = this.anyPlaceOf(person, below(this.places.length), at)
            if (exchange >= 0) left.push(exchange)
          }
          const exchanged = left[0] ?? -1
          if (exchanged >= 0) {
            undo.push([exchanged, person])
            rise += this.put(exchanged, -1)
          }
        }
        for (const other of left) {
          const gap = this.places[other] as { post: number; slot: number }
          if (former >= 0 && this.fits(former, gap.post)) rise += this.put(other, former)
        }
      }
      isLegal &&= rise <= 0 || next() < Math.exp(-rise / heat)
      if (isLegal) {
        cost += rise
        if (cost < worthOf(best) - 1e-9)
          best = { who: this.who.slice(), cost: cost - this.open * openCost, open: this.open }
      } else {
        for (const [where] of undo) if ((this.who[where] ?? -1) >= 0) this.put(where, -1)
        for (const [where, whom] of undo) if (whom >= 0) this.put(where, whom)
      }
    }
    return best
  }

  /** A place that this person holds, from a place onwards. */
  private anyPlaceOf(person: number, from: number, except: number): number {
    const n = this.places.length
    for (let i = 0; i < n; i++) {
      const at = (from + i) % n
      if (at !== except && this.who[at] === person) return at
    }
    return -1
  }
}

function push<K, V>(map: Map<K, V[]>, key: K, value: V) {
  const list = map.get(key)
  if (list) list.push(value)
  else map.set(key, [value])
}
