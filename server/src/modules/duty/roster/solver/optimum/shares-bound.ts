import { Mip, solveMip } from '../../../../../kernel/solver/mip.ts'
import { horizonsOf } from '../../rules/problem.ts'
import { type Level, levelCost, type Statement } from '../statement.ts'

/** More ways than this to share a quarter are not looked at: the programme itself has to say then. */
const mostWays = 4000

/**
 * A bound from counting alone: shifts of a quarter that weigh the same are not told apart, nor are people with the same shares, and rest,
 * leave and wishes are left out. What the shares cost at least when every place is filled, proven quarter by quarter; no roster that costs
 * less than `best` is lost. Sees what a plain relaxation does not: nobody takes half a shift.
 */
export async function sharesBound(statement: Statement, best: number, seconds: number): Promise<number> {
  let bound = 0
  for (const [levels, members] of groupsOf(statement))
    for (const quarter of new Set(statement.slots.map(slot => horizonsOf(slot.day)[0])))
      bound += await boundOfQuarter(statement, levels, members, quarter, best, seconds)
  return Math.min(bound, best)
}

/** People whose loads are compared, with what is counted for them: those of one group share the same `units`. */
function groupsOf({ levels, people }: Statement): Map<Int32Array[], number[]> {
  const own = people.map((_, person) => levels.filter(level => level.person === person).map(level => level.units))
  const groups = new Map<Int32Array[], number[]>()
  for (const [person, units] of own.entries()) {
    const known = [...groups.keys()].find(
      group => group.length === units.length && group.every((one, i) => one === units[i]),
    )
    if (known) groups.get(known)?.push(person)
    else if (units.length) groups.set(units, [person])
  }
  return groups
}

/** Shifts that count the same: how many places they have in all, how many shifts there are, what each counts. */
interface Kind {
  places: number
  shifts: number
  units: number[]
}

async function boundOfQuarter(
  statement: Statement,
  counted: Int32Array[],
  members: number[],
  quarter: string,
  best: number,
  seconds: number,
): Promise<number> {
  const isIn = statement.slots.map(slot => horizonsOf(slot.day)[0] === quarter)
  const families = counted.filter(units => units.every((unit, slot) => unit === 0 || isIn[slot]))
  const group = new Set(members)
  const kinds = new Map<string, Kind>()
  for (const [slot, isHere] of isIn.entries()) {
    const places = statement.posts
      .filter(post => post.slot === slot && post.able.some(person => group.has(person)))
      .reduce((sum, post) => sum + post.count, 0)
    if (!isHere || places === 0) continue
    const units = families.map(family => family[slot] ?? 0)
    const kind = kinds.get(units.join()) ?? { places: 0, shifts: 0, units }
    kinds.set(units.join(), { ...kind, places: kind.places + places, shifts: kind.shifts + 1 })
  }
  const types = new Map<string, { levels: Level[]; count: number }>()
  for (const person of members) {
    const levels = families.flatMap(family =>
      statement.levels.filter(one => one.person === person && one.units === family),
    )
    const key = levels.map(level => `${level.low}-${level.high}`).join()
    types.set(key, { levels, count: (types.get(key)?.count ?? 0) + 1 })
  }
  return solveCounts([...kinds.values()], [...types.values()], best, statement, seconds)
}

async function solveCounts(
  kinds: Kind[],
  types: { levels: Level[]; count: number }[],
  best: number,
  statement: Statement,
  seconds: number,
): Promise<number> {
  const mip = new Mip()
  const cover: [number, number][][] = kinds.map(() => [])
  for (const { levels, count } of types) {
    const ways = waysToShare(kinds, levels, best)
    if (ways === null) return 0
    const terms = ways.map((way): [number, number] => {
      const column = mip.column(way.cost, 0, count, true)
      for (const [i, n] of way.counts.entries()) if (n > 0) cover[i]?.push([column, n])
      return [column, 1]
    })
    mip.row(count, [...terms, [mip.column(best, 0, count, true), 1]], count)
  }
  // A shift that no way covers, or somebody left out, costs as much as the best roster: nothing below that is left then.
  for (const [i, kind] of kinds.entries())
    mip.row(kind.places, [...(cover[i] ?? []), [mip.column(best, 0, kind.places, true), 1]], kind.places)
  const found = await solveMip(mip, { seconds: Math.max(0.1, seconds), seed: 1, step: statement.step })
  if (found.status !== 'optimal' && found.status !== 'feasible') return 0
  return Math.min(best, Math.max(0, roundedUp(found.bound, statement.step)))
}

/** A proven bound, up to the next cost that a roster can have. */
export const roundedUp = (bound: number, step: number): number =>
  step > 0 ? Math.ceil(bound / step - 1e-4) * step : bound

/** Every way in which one person can carry these kinds of shifts below a cost; null when there are too many. */
function waysToShare(kinds: Kind[], levels: Level[], best: number): { counts: number[]; cost: number }[] | null {
  const ways: { counts: number[]; cost: number }[] = []
  const sums = levels.map(() => 0)
  const counts = kinds.map(() => 0)
  /** What lies above a band already only grows. */
  const sure = () =>
    levels.reduce((sum, level, i) => sum + ((sums[i] ?? 0) > level.high ? levelCost(level, sums[i] ?? 0) : 0), 0)
  const take = (at: number): boolean => {
    const kind = kinds[at]
    if (!kind) {
      const cost = levels.reduce((sum, level, i) => sum + levelCost(level, sums[i] ?? 0), 0)
      if (cost < best - 1e-9) ways.push({ counts: [...counts], cost })
      return ways.length <= mostWays
    }
    let taken = 0
    let isFine = true
    for (; isFine && taken <= kind.shifts; taken++) {
      counts[at] = taken
      isFine = take(at + 1)
      for (const [i, unit] of kind.units.entries()) sums[i] = (sums[i] ?? 0) + unit
      if (sure() >= best) {
        taken++
        break
      }
    }
    for (const [i, unit] of kind.units.entries()) sums[i] = (sums[i] ?? 0) - taken * unit
    counts[at] = 0
    return isFine
  }
  return take(0) ? ways : null
}
