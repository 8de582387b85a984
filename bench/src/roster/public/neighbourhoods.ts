import { solveMip } from '@anlan/server/kernel/solver/mip.ts'
import { numbers } from '@anlan/server/modules/duty/roster/rules/seeded.ts'
import type { Instance } from './instance.ts'
import { columnsOf, type Grid, gridOf, programmeOf } from './programme.ts'

export interface Improved {
  grid: Grid
  cost: number
  /** Set when everything was free at once and the programme was solved to its end. */
  isProven: boolean
  /** From a programme in which everything was free; nothing costs less. */
  bound: number
  rounds: number
}

const mostSecondsEach = 8
const firstFree = 120
/** From this part of all cells on, all of them are freed. */
const nearlyAll = 0.75

/**
 * Neighbourhood programmes: all but some people or days is kept as it stands and the programme finds the best for the rest. What is freed grows
 * while the programmes are quick and nothing better comes, and shrinks when they run out of time; freeing all of it is the proof.
 */
export async function improve(
  instance: Instance,
  from: { grid: Grid; cost: number },
  options: { left: () => number; bound: number; step: number; seed: number },
): Promise<Improved> {
  const { horizon, staff, shifts } = instance
  const { left, step } = options
  const programme = programmeOf(instance)
  const { mip, columns } = programme
  const [lower, upper] = [mip.lower.slice(), mip.upper.slice()]
  const next = numbers(options.seed)
  const cells = staff.length * horizon
  let best: Improved = { ...from, isProven: false, bound: options.bound, rounds: 0 }
  // Each manner of freeing has a size of its own.
  const free = manners.map(() => Math.min(cells, firstFree))
  while (left() > 0.5 && best.cost > best.bound + 1e-6) {
    const manner = Math.floor(next() * manners.length)
    const size = free[manner] ?? firstFree
    const isAll = size >= cells * nearlyAll
    const isFree = isAll ? () => true : manners[manner]?.({ instance, grid: best.grid, size, next })
    if (!isFree) continue
    for (const [at, column] of columns.entries()) {
      if (column < 0) continue
      const cell = Math.floor(at / shifts.length)
      const value = best.grid[cell] === (at % shifts.length) + 1 ? 1 : 0
      const isOpen = isFree(Math.floor(cell / horizon), cell % horizon)
      mip.lower[column] = isOpen ? (lower[column] ?? 0) : value
      mip.upper[column] = isOpen ? (upper[column] ?? 1) : value
    }
    const found = await solveMip(mip, {
      seconds: isAll ? left() : Math.min(left(), mostSecondsEach),
      seed: options.seed,
      step,
      start: columnsOf(programme, best.grid, shifts.length),
    })
    best.rounds++
    const isBetter = found.values.length > 0 && found.objective < best.cost - 1e-6
    if (isBetter)
      best = { ...best, grid: gridOf(programme, found.values, shifts.length), cost: Math.round(found.objective) }
    if (isAll) {
      best.bound = Math.max(best.bound, found.status === 'optimal' ? best.cost : Math.ceil(found.bound - 1e-4))
      if (found.status === 'optimal') return { ...best, isProven: true }
    }
    if (found.status !== 'optimal') free[manner] = Math.max(40, size * 0.7)
    else if (found.seconds < mostSecondsEach / 4) free[manner] = size * (isBetter ? 1.05 : 1.25)
  }
  return { ...best, isProven: best.cost <= best.bound + 1e-6 }
}

interface Choice {
  instance: Instance
  grid: Grid
  /** How many cells of people and days are to be free. */
  size: number
  next: () => number
}
type IsFree = (person: number, day: number) => boolean

const manners: ((choice: Choice) => IsFree)[] = [wholePeople, daysOfAll, daysOfHalf]

/** Some people, all their days. */
function wholePeople({ instance, size, next }: Choice): IsFree {
  const people = some(instance.staff.length, Math.max(2, Math.round(size / instance.horizon)), next)
  return person => people.has(person)
}

/** All people, some days in a row. */
function daysOfAll({ instance, size, next }: Choice): IsFree {
  return daysInRow(instance.horizon, Math.max(2, Math.round(size / instance.staff.length)), next)
}

/** Half of the people, twice as many days in a row. */
function daysOfHalf({ instance, size, next }: Choice): IsFree {
  const half = Math.max(2, Math.ceil(instance.staff.length / 2))
  const people = some(instance.staff.length, half, next)
  const isDay = daysInRow(instance.horizon, Math.max(3, Math.round(size / half)), next)
  return (person, day) => people.has(person) && isDay(person, day)
}

function daysInRow(horizon: number, wanted: number, next: () => number): IsFree {
  const count = Math.min(horizon, wanted)
  const from = Math.floor(next() * (horizon - count + 1))
  return (_, day) => day >= from && day < from + count
}

function some(of: number, count: number, next: () => number): Set<number> {
  const order = Array.from({ length: of }, (_, i) => ({ i, at: next() })).sort((a, b) => a.at - b.at)
  return new Set(order.slice(0, count).map(one => one.i))
}
