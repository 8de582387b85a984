type Point = [lng: number, lat: number]
const margin = 8

/** Places points of the ground on a drawing of `width` units. A degree of longitude is shorter than one of latitude by the cosine of the latitude. */
export const projection = (points: Point[], width: number) => {
  const lngs = points.map(point => point[0])
  const lats = points.map(point => point[1])
  const [west, east, south, north] = [Math.min(...lngs), Math.max(...lngs), Math.min(...lats), Math.max(...lats)]
  const shrink = Math.cos((((south + north) / 2) * Math.PI) / 180)
  const scale = (width - 2 * margin) / ((east - west) * shrink || 1)
  const toMap = (lng: number, lat: number): Point => [
    margin + (lng - west) * shrink * scale,
    margin + (north - lat) * scale,
  ]
  return {
    height: (north - south) * scale + 2 * margin,
    toMap,
    toGround: (x: number, y: number) => ({
      lng: Number(((x - margin) / (shrink * scale) + west).toFixed(5)),
      lat: Number((north - (y - margin) / scale).toFixed(5)),
    }),
    /** The `points` of an SVG polygon or polyline. */
    line: (ring: Point[]) =>
      ring
        .map(([lng, lat]) =>
          toMap(lng, lat)
            .map(at => at.toFixed(1))
            .join(','),
        )
        .join(' '),
  }
}
