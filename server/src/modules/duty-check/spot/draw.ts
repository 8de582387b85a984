import { numbers } from '../../duty/api.ts'

export interface Candidate {
  id: string
  /** Days since its last check; a unit never checked counts a year. */
  days: number
}

/**
 * Draws `count` units without putting back; a unit's chance grows with the days since it was checked last. Whoever has seed and pool draws the
 * same again, in whatever order the pool comes.
 */
export function drawUnits(seed: number, pool: Candidate[], count: number): string[] {
  const next = numbers(seed)
  return [...pool]
    .sort((a, b) => (a.id < b.id ? -1 : 1))
    .map(({ id, days }) => ({ id, key: Math.log(Math.max(next(), Number.MIN_VALUE)) / (days + 1) }))
    .sort((a, b) => b.key - a.key)
    .slice(0, count)
    .map(one => one.id)
}

/** Draws `count` of these by a seed. */
export function drawSome<T>(seed: number, list: T[], count: number): T[] {
  const next = numbers(seed)
  return list
    .map(one => ({ one, key: next() }))
    .sort((a, b) => a.key - b.key)
    .slice(0, count)
    .map(({ one }) => one)
}
