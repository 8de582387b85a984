/** Mean radius of the earth in metres (IUGG, R1 of the GRS 80 ellipsoid, which CGCS2000 shares to the millimetre). */
export const earthRadiusM = 6_371_008.8

const radians = Math.PI / 180

/** A point of the unit sphere. */
export type UnitVector = readonly [x: number, y: number, z: number]

/** Where a longitude and latitude (degrees, CGCS2000) lie on the unit sphere. */
export function unitVector(lng: number, lat: number): UnitVector {
  const cosLat = Math.cos(lat * radians)
  return [cosLat * Math.cos(lng * radians), cosLat * Math.sin(lng * radians), Math.sin(lat * radians)]
}

/** Metres along the great circle that belong to a straight chord through the unit sphere, given squared. */
export const metresOfChord = (squared: number): number =>
  2 * earthRadiusM * Math.asin(Math.min(1, Math.sqrt(squared) / 2))

/** The squared chord of so many metres along the great circle; beyond half the globe, everything. */
export function chordOfMetres(metres: number): number {
  const half = metres / (2 * earthRadiusM)
  return half >= Math.PI / 2 ? Number.POSITIVE_INFINITY : (2 * Math.sin(half)) ** 2
}

/**
 * Metres between two points along the great circle of the mean sphere: never more than 0.6 % from the geodesic on the ellipsoid, which is less than
 * any road's detour. All distances of the platform are these, so that two screens never differ.
 */
export function metresBetween(a: { lng: number; lat: number }, b: { lng: number; lat: number }): number {
  const [x, y, z] = unitVector(a.lng, a.lat)
  const [u, v, w] = unitVector(b.lng, b.lat)
  return metresOfChord((x - u) ** 2 + (y - v) ** 2 + (z - w) ** 2)
}
