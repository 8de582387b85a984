/** Longitude and latitude in degrees. */
export type LngLat = [lng: number, lat: number]

const radians = Math.PI / 180

/** Mean radius of the earth in metres, the one the server measures with: the same line is equally long everywhere. */
const earthRadiusM = 6_371_008.8

/** Metres along the great circle. */
export function metresBetween([lngA, latA]: LngLat, [lngB, latB]: LngLat): number {
  const half = (degrees: number) => Math.sin((degrees * radians) / 2) ** 2
  const chord = half(latB - latA) + Math.cos(latA * radians) * Math.cos(latB * radians) * half(lngB - lngA)
  return 2 * earthRadiusM * Math.asin(Math.min(1, Math.sqrt(chord)))
}

export const metresAlong = (line: LngLat[]) =>
  line.slice(1).reduce((sum, point, i) => sum + metresBetween(line[i] as LngLat, point), 0)

/** Square metres inside a ring, closed or not, whichever way it runs. Its sides are straight in longitude and the sine of latitude. */
export function squareMetresIn(ring: LngLat[]): number {
  let sum = 0
  ring.forEach(([lng, lat], i) => {
    const [nextLng, nextLat] = ring[(i + 1) % ring.length] as LngLat
    sum += (nextLng - lng) * radians * (Math.sin(lat * radians) + Math.sin(nextLat * radians))
  })
  return Math.abs((sum * earthRadiusM ** 2) / 2)
}

/** A ring of points at `radiusM` metres around a middle. */
export function circleAround([lng, lat]: LngLat, radiusM: number, points = 96): LngLat[] {
  const angle = radiusM / earthRadiusM
  const [sinLat, cosLat] = [Math.sin(lat * radians), Math.cos(lat * radians)]
  return Array.from({ length: points + 1 }, (_, i): LngLat => {
    const bearing = (i / points) * 2 * Math.PI
    const at = Math.asin(sinLat * Math.cos(angle) + cosLat * Math.sin(angle) * Math.cos(bearing))
    const east = Math.atan2(Math.sin(bearing) * Math.sin(angle) * cosLat, Math.cos(angle) - sinLat * Math.sin(at))
    return [lng + east / radians, at / radians]
  })
}

/** West, south, east, north around points; null without any. */
export function boundsOf(points: LngLat[]): [number, number, number, number] | null {
  if (points.length === 0) return null
  const bounds: [number, number, number, number] = [180, 90, -180, -90]
  for (const [lng, lat] of points) {
    bounds[0] = Math.min(bounds[0], lng)
    bounds[1] = Math.min(bounds[1], lat)
    bounds[2] = Math.max(bounds[2], lng)
    bounds[3] = Math.max(bounds[3], lat)
  }
  return bounds
}

export const showMetres = (metres: number) =>
  metres < 1000 ? `${Math.round(metres)} 米` : `${(metres / 1000).toFixed(metres < 10_000 ? 2 : 1)} 公里`

/** Small areas in 亩 as well: that is how land is spoken of. */
export const showArea = (squareMetres: number) =>
  squareMetres < 1_000_000
    ? `${Math.round(squareMetres)} 平方米（${(squareMetres / 666.667).toFixed(1)} 亩）`
    : `${(squareMetres / 1_000_000).toFixed(2)} 平方公里`

export const showPosition = ([lng, lat]: LngLat) => `${lng.toFixed(5)}，${lat.toFixed(5)}`

/**
 * Coordinates as somebody types or pastes them: `108.52, 29.21`, `东经108.52 北纬29.21`, `108°31′12″ 29°12′36″`. The longitude is the one
 * beyond 90; null when it is nothing of the kind.
 */
export function positionTyped(text: string): LngLat | null {
  const degrees = [
    ...text.matchAll(
      /(\d{1,3}(?:\.\d+)?)(?:\s*[°度]\s*(?:(\d{1,2}(?:\.\d+)?)\s*[′'分]\s*)?(?:(\d{1,2}(?:\.\d+)?)\s*[″"秒])?)?/g,
    ),
  ].map(([, whole, minutes = '0', seconds = '0']) => Number(whole) + Number(minutes) / 60 + Number(seconds) / 3600)
  if (/[a-z一-龥]/i.test(text.replace(/[东西南北经纬度分秒NESWnesw]/g, '')) || degrees.length !== 2) return null
  const [a, b] = degrees as [number, number]
  const [lng, lat] = a > 90 ? [a, b] : b > 90 ? [b, a] : [a, b]
  return lng <= 180 && lat <= 90 && lng > 60 ? [lng, lat] : null
}
