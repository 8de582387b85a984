import type { Demand, TransportProblem } from './problem.ts'

/** Made-up county of villages and places for tests and measurements; the same seed gives the same one. */
export function madeUpTransport(
  seed: number,
  demandCount: number,
  supplyCount: number,
  { households = false, slack = 1.15, blocked = 0.02 } = {},
): TransportProblem {
  const next = random(seed)
  const point = () => [next() * 60, next() * 50] as const
  const [from, to] = [Array.from({ length: supplyCount }, point), Array.from({ length: demandCount }, point)]
  const demands = to.map((_, i): Demand => {
    const groups = Array.from({ length: 8 + Math.floor(next() * 50) }, () => 1 + Math.floor(next() ** 1.5 * 7))
    const quantity = groups.reduce((sum, one) => sum + one, 0)
    const demand = { id: `D${i}`, quantity, weight: 1 + Math.floor(next() * 3), unmetCost: 10_000 }
    return households ? { ...demand, groups } : demand
  })
  const total = demands.reduce((sum, demand) => sum + demand.quantity, 0)
  const shares = from.map(() => 0.3 + next())
  const all = shares.reduce((sum, share) => sum + share, 0)
  const supplies = shares.map((share, i) => ({ id: `S${i}`, quantity: Math.ceil((total * slack * share) / all) }))
  const minutes = Float64Array.from({ length: supplyCount * demandCount }, (_, i) => {
    const [a, b] = [from[Math.floor(i / demandCount)], to[i % demandCount]] as [[number, number], [number, number]]
    return next() < blocked ? Number.NaN : 5 + 1.9 * Math.hypot(a[0] - b[0], a[1] - b[1])
  })
  return { supplies, demands, minutes }
}

/** Numbers from 0 up to 1, the same for the same seed (mulberry32). */
export function random(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}
