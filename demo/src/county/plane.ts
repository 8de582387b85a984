import type { LngLat } from './shape.ts'

/** A point of the working plane: kilometres east and north of the middle of the county. */
export type Point = [east: number, north: number]

/** The county is drawn inside this box. */
export const box = { west: 108.2, east: 108.8, south: 29, north: 29.5 }

const middle: LngLat = [(box.west + box.east) / 2, (box.south + box.north) / 2]
const kmPerDegreeLat = 110.87
const kmPerDegreeLng = 111.32 * Math.cos((middle[1] * Math.PI) / 180)

/** Half the width and half the height of the box. */
export const halfBox: Point = [
  ((box.east - box.west) / 2) * kmPerDegreeLng,
  ((box.north - box.south) / 2) * kmPerDegreeLat,
]

export const toPlane = ([lng, lat]: LngLat): Point => [
  (lng - middle[0]) * kmPerDegreeLng,
  (lat - middle[1]) * kmPerDegreeLat,
]

/** From fractions of the box's width and height. */
export const fromShares = ([east, north]: Point): Point => [(2 * east - 1) * halfBox[0], (2 * north - 1) * halfBox[1]]

/** Rounded to about a metre: points that neighbours share stay the same point. */
export const toLngLat = ([x, y]: Point): LngLat => [
  Number((middle[0] + x / kmPerDegreeLng).toFixed(5)),
  Number((middle[1] + y / kmPerDegreeLat).toFixed(5)),
]

export const distance = (a: Point, b: Point) => Math.hypot(a[0] - b[0], a[1] - b[1])

export const between = (a: Point, b: Point, share: number): Point => [
  a[0] + (b[0] - a[0]) * share,
  a[1] + (b[1] - a[1]) * share,
]

/** The edges of a polygon whose last point is joined to its first. */
export function edges<P>(polygon: readonly P[]): [P, P][] {
  return polygon.map((a, i) => [a, polygon[(i + 1) % polygon.length] ?? a])
}

/** Positive when the polygon runs counter-clockwise. */
export const signedArea = (polygon: readonly Point[]) =>
  edges(polygon).reduce((sum, [a, b]) => sum + a[0] * b[1] - b[0] * a[1], 0) / 2

export function centroid(polygon: readonly Point[]): Point {
  const area = signedArea(polygon)
  let [x, y] = [0, 0]
  for (const [a, b] of edges(polygon)) {
    const cross = a[0] * b[1] - b[0] * a[1]
    x += (a[0] + b[0]) * cross
    y += (a[1] + b[1]) * cross
  }
  return [x / (6 * area), y / (6 * area)]
}

export function contains(polygon: readonly (readonly [number, number])[], [x, y]: readonly [number, number]): boolean {
  let inside = false
  for (const [a, b] of edges(polygon)) {
    if (a[1] > y !== b[1] > y && x < ((b[0] - a[0]) * (y - a[1])) / (b[1] - a[1]) + a[0]) inside = !inside
  }
  return inside
}

/** What of a convex polygon lies where `normal · p <= limit`. */
export function clip(polygon: readonly Point[], normal: Point, limit: number): Point[] {
  const beyond = (p: Point) => p[0] * normal[0] + p[1] * normal[1] - limit
  const kept: Point[] = []
  for (const [a, b] of edges(polygon)) {
    const [da, db] = [beyond(a), beyond(b)]
    if (da <= 0) kept.push(a)
    if (da < 0 !== db < 0 && da !== 0 && db !== 0) kept.push(between(a, b, da / (da - db)))
  }
  return kept
}
