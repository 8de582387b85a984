import type { Combination, ResourceHit } from '@anlan/contract/resource.ts'

/** Speed and detour of each stretch of a way, by straight distance; the last has no end. */
export type RoadPace = { untilM: number; kmPerHour: number; detour: number }[]

/**
 * Minutes on the road, estimated (W228): each stretch of the straight distance has its own detour and speed, so that what lies farther away never
 * takes less. Rounded up to whole minutes.
 */
export function roadMinutes(metres: number, pace: RoadPace): number {
  let from = 0
  let minutes = 0
  for (const { untilM, kmPerHour, detour } of pace) {
    if (metres <= from) break
    minutes += (((Math.min(metres, untilM) - from) * detour) / 1000 / kmPerHour) * 60
    from = untilM
  }
  return Math.max(0, Math.ceil(minutes - 1e-9))
}

/** Whole days since something was last confirmed; null when it never was. */
export const daysSince = (verifiedAt: Date | null, now: Date): number | null =>
  verifiedAt && Math.max(0, Math.floor((now.getTime() - verifiedAt.getTime()) / 86_400_000))

const far = (hit: ResourceHit) => hit.metres ?? Number.POSITIVE_INFINITY
/** By distance, unknown places last, then by name. */
export const nearer = (a: ResourceHit, b: ResourceHit) =>
  (far(a) === far(b) ? 0 : far(a) - far(b)) || a.name.localeCompare(b.name, 'zh')

/**
 * Who alone has enough, at a known place, and was confirmed lately comes first, then who has a part, then what was confirmed too long ago, last those whose quantity has
 * yet to be agreed; each nearest first, unknown places last.
 */
export const ranked = (hits: ResourceHit[]): ResourceHit[] => {
  const rank = (hit: ResourceHit) =>
    (hit.free === null ? 2 : hit.stale ? 1 : 0) * 2 + (hit.enough && hit.metres !== null ? 0 : 1)
  return [...hits].sort((a, b) => rank(a) - rank(b) || nearer(a, b))
}

/**
 * The nearest owners who together have enough, the stale only when the others do not suffice; with what is still missing. Null when nobody has
 * anything, or when the nearest has enough by itself.
 */
export function combined(hits: ResourceHit[], quantity: number): Combination | null {
  const order = hits
    .filter(hit => hit.free !== null && hit.free > 0 && hit.metres !== null)
    .sort((a, b) => Number(a.stale) - Number(b.stale) || nearer(a, b))
  const parts: Combination['parts'] = []
  let open = quantity
  for (const offer of order) {
    if (open <= 0) break
    const take = Math.min(offer.free ?? 0, open)
    parts.push({ offer, take })
    // Quantities may have decimals: 0.1 and 0.2 make 0.3.
    open = Math.round((open - take) * 1e6) / 1e6
  }
  if (parts.length === 0 || (parts.length === 1 && open <= 0)) return null
  return { parts, total: Math.round((quantity - open) * 1e6) / 1e6, missing: Math.max(0, open) }
}
