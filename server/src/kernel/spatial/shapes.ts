import { chordOfMetres, type UnitVector, unitVector } from './sphere.ts'

/** Longitude and latitude in degrees. */
export type Position = readonly [lng: number, lat: number]

/**
 * A part of the earth's surface. A polygon is a list of rings (a hole is a ring inside another; several areas are several rings beside each other)
 * whose sides run straight in longitude and latitude, as in GeoJSON. None of them crosses the 180th meridian.
 */
export type Shape =
  | { box: readonly [west: number, south: number, east: number, north: number] }
  | { circle: { lng: number; lat: number; radiusM: number } }
  | { polygon: readonly (readonly Position[])[] }

/** A block of space around the part of the unit sphere that the shape covers, and whether a point in it truly lies in the shape. */
export interface Region {
  low: UnitVector
  high: UnitVector
  has(lng: number, lat: number, at: UnitVector): boolean
}

export function regionOf(shape: Shape): Region {
  if ('circle' in shape) {
    const { lng, lat, radiusM } = shape.circle
    const centre = unitVector(lng, lat)
    const chord2 = chordOfMetres(radiusM) * (1 + 1e-12)
    const chord = Math.sqrt(chord2)
    return {
      low: [centre[0] - chord, centre[1] - chord, centre[2] - chord],
      high: [centre[0] + chord, centre[1] + chord, centre[2] + chord],
      has: (_lng, _lat, at) => (at[0] - centre[0]) ** 2 + (at[1] - centre[1]) ** 2 + (at[2] - centre[2]) ** 2 <= chord2,
    }
  }
  if ('box' in shape) {
    const [west, south, east, north] = shape.box
    return {
      ...blockAround(west, south, east, north),
      has: (lng, lat) => lng >= west && lng <= east && lat >= south && lat <= north,
    }
  }
  const points = shape.polygon.flat()
  const lngs = points.map(point => point[0])
  const lats = points.map(point => point[1])
  const [west, east] = [least(lngs), -least(lngs.map(lng => -lng))]
  const [south, north] = [least(lats), -least(lats.map(lat => -lat))]
  return {
    ...blockAround(west, south, east, north),
    has: (lng, lat) => lng >= west && lng <= east && lat >= south && lat <= north && isInRings(shape.polygon, lng, lat),
  }
}

const least = (values: number[]) => values.reduce((min, value) => Math.min(min, value), Number.POSITIVE_INFINITY)

/** By the even-odd rule; a point on a common side belongs to exactly one of two neighbours. */
export function isInRings(rings: readonly (readonly Position[])[], lng: number, lat: number): boolean {
  let isIn = false
  for (const ring of rings)
    for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
      const [x, y] = ring[i] as Position
      const [u, v] = ring[j] as Position
      if (y > lat !== v > lat && lng < ((u - x) * (lat - y)) / (v - y) + x) isIn = !isIn
    }
  return isIn
}

const slack = 1e-12

function blockAround(west: number, south: number, east: number, north: number): Pick<Region, 'low' | 'high'> {
  const radians = Math.PI / 180
  const cosLat = span(Math.cos(south * radians), Math.cos(north * radians), south <= 0 && north >= 0 ? 1 : null)
  const crosses = (degrees: number) => west <= degrees && east >= degrees
  const cosLng = span(Math.cos(west * radians), Math.cos(east * radians), crosses(0) ? 1 : null)
  const sinLng = span(
    Math.sin(west * radians),
    Math.sin(east * radians),
    crosses(90) ? 1 : null,
    crosses(-90) ? -1 : null,
  )
  const [x, y] = [product(cosLat, cosLng), product(cosLat, sinLng)]
  return {
    low: [x[0] - slack, y[0] - slack, Math.sin(south * radians) - slack],
    high: [x[1] + slack, y[1] + slack, Math.sin(north * radians) + slack],
  }
}

type Span = readonly [number, number]
const span = (...values: (number | null)[]): Span => {
  const known = values.filter(value => value !== null)
  return [Math.min(...known), Math.max(...known)]
}
const product = (a: Span, b: Span): Span => span(a[0] * b[0], a[0] * b[1], a[1] * b[0], a[1] * b[1])
