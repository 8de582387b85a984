import { bend, wander } from './lie-of-the-land.ts'
import { distance, edges, type Point, toLngLat } from './plane.ts'
import { randomOf } from './rng.ts'
import type { LngLat } from './shape.ts'

/** Corners closer than this (km) are one corner, met by two computations. */
const same = 1e-6

/**
 * Draws borders between parts that were cut by straight lines, counter-clockwise. A stretch between two corners is
 * drawn once, so the parts on its two sides share every point, and any group of parts (a township, the county) has
 * an outline of the same stretches. The answer is that outline, closed; a group must hang together without a hole.
 */
export function drawBorders(parts: readonly Point[][]): (group: readonly number[]) => LngLat[] {
  const corners: Point[] = []
  const cornerAt = (point: Point) => {
    const known = corners.findIndex(corner => distance(corner, point) < same)
    return known >= 0 ? known : corners.push(point) - 1
  }
  const rough = parts.map(part => part.map(cornerAt))
  const rings = rough.map(ring => edges(ring).flatMap(([a, b]) => (a === b ? [] : [a, ...cornersOn(corners, a, b)])))

  const drawn = new Map<string, LngLat[]>()
  /** The points from one corner to the next, without the last. */
  function stretch(from: number, to: number): LngLat[] {
    const [low, high] = from < to ? [from, to] : [to, from]
    const key = `${low} ${high}`
    const path = drawn.get(key) ?? pathBetween(corners[low], corners[high], key)
    drawn.set(key, path)
    return from < to ? path.slice(0, -1) : path.slice(1).reverse()
  }

  return group => {
    const sides = group.flatMap(part => edges(rings[part] ?? []))
    const known = new Set(sides.map(([a, b]) => `${a} ${b}`))
    const next = new Map(sides.filter(([a, b]) => !known.has(`${b} ${a}`)))
    const [start] = next.keys()
    const outline: LngLat[] = []
    let corner = start
    for (let i = 0; i < next.size && corner !== undefined; i++) {
      const following = next.get(corner)
      if (following === undefined) throw new Error('an outline has a gap')
      outline.push(...stretch(corner, following))
      corner = following
    }
    if (corner !== start || !outline[0]) throw new Error('an outline falls into pieces')
    return [...outline, outline[0]]
  }
}

/** Corners of neighbours on the straight side between two corners, in order. */
function cornersOn(corners: readonly Point[], from: number, to: number): number[] {
  const [a, b] = [corners[from], corners[to]]
  if (!a || !b) return []
  const length = distance(a, b)
  const alongOf = (p: Point) => ((p[0] - a[0]) * (b[0] - a[0]) + (p[1] - a[1]) * (b[1] - a[1])) / length
  const asideOf = (p: Point) => Math.abs((p[0] - a[0]) * (b[1] - a[1]) - (p[1] - a[1]) * (b[0] - a[0])) / length
  return corners
    .map((p, corner) => ({ corner, along: alongOf(p), aside: asideOf(p) }))
    .filter(({ along, aside }) => aside < same && along > same && along < length - same)
    .sort((p, q) => p.along - q.along)
    .map(({ corner }) => corner)
}

function pathBetween(a: Point | undefined, b: Point | undefined, key: string): LngLat[] {
  if (!a || !b) throw new Error('no such corner')
  return [...wander(a, b, randomOf(`border ${key}`).next, 0.09, 0.6), b].map(point => toLngLat(bend(point)))
}
