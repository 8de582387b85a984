import { bent } from './lie-of-the-land.ts'
import { centroid, clip, type Point, signedArea } from './plane.ts'

/** A part to be made: roughly where, how large in km² compared with the others, and whether it must stay there. */
export interface Site {
  at: Point
  share: number
  pinned?: boolean
}

/**
 * Cuts a convex polygon into convex parts whose areas (after bending) are in the proportion of their shares: a power
 * diagram whose weights grow while a part is too small, and whose sites drift to the middle of their parts.
 */
export function partition(whole: readonly Point[], sites: readonly Site[], drift = 0.3): Point[][] {
  const shares = sites.reduce((sum, site) => sum + site.share, 0)
  const total = signedArea(bent(whole))
  const targets = sites.map(site => (total * site.share) / shares)
  const seeds = sites.map((site, i) => ({ at: site.at, weight: 0, target: targets[i] ?? 0, pinned: site.pinned }))

  let cells = seeds.map((_, i) => cellOf(whole, seeds, i))
  for (let round = 0; round < 120; round++) {
    // Sites settle first; then only weights are tuned.
    const settling = round < 50
    for (const [i, seed] of seeds.entries()) {
      const cell = cells[i] ?? []
      const area = cell.length < 3 ? 0 : signedArea(bent(cell))
      seed.weight += (seed.target - area) * 0.35
      if (settling && !seed.pinned && area > 0) {
        const middle = centroid(cell)
        seed.at = [seed.at[0] + (middle[0] - seed.at[0]) * drift, seed.at[1] + (middle[1] - seed.at[1]) * drift]
      }
    }
    cells = seeds.map((_, i) => cellOf(whole, seeds, i))
  }
  return cells
}

interface Seed {
  at: Point
  weight: number
}

/** The points for which `distance² - weight` is smallest for this seed. */
function cellOf(whole: readonly Point[], seeds: readonly Seed[], own: number): Point[] {
  const mine = seeds[own]
  let cell = [...whole]
  for (const [i, other] of seeds.entries()) {
    if (!mine || i === own || cell.length < 3) continue
    const normal: Point = [2 * (other.at[0] - mine.at[0]), 2 * (other.at[1] - mine.at[1])]
    const limit = power(other) - power(mine)
    cell = clip(cell, normal, limit)
  }
  return cell
}

const power = (seed: Seed) => seed.at[0] ** 2 + seed.at[1] ** 2 - seed.weight
