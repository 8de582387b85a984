import type { MapAnswer, QueryShape } from '@anlan/contract/map.ts'
import { area as areaOf, buffer, lineString, multiPolygon } from '@turf/turf'
import { fieldProblem } from '../../kernel/problem.ts'
import type { Position, Shape } from '../../kernel/spatial/shapes.ts'
import { earthRadiusM } from '../../kernel/spatial/sphere.ts'
import type { Work } from '../../kernel/work/work.ts'
import { riverLine } from './lines.ts'

type Point = [number, number]

/** A shape to ask with: what the index understands, what the screen draws, its middle and its size. */
export interface AskedShape {
  shape: Shape
  outline: MapAnswer['outline']
  center: { lng: number; lat: number }
  areaKm2: number
}

/** Makes the shape that was asked for. Problem `invalid-input` where a place has no outline or a river is not on the base map. */
export async function askedShape(work: Work, asked: QueryShape): Promise<AskedShape> {
  switch (asked.kind) {
    case 'circle':
      return circleShape(asked.center, asked.radiusM)
    case 'polygon':
      return ofRings([[closed(asked.ring)]])
    case 'area':
      return areaShape(work, asked.code)
    case 'river':
      return riverShape(work, asked.name, asked.bufferM)
  }
}

const corners = 96
const radians = Math.PI / 180

/** Everything no farther than so many metres along the great circle. */
export function circleShape(center: { lng: number; lat: number }, radiusM: number): AskedShape {
  const angle = radiusM / earthRadiusM
  const ring = Array.from({ length: corners }, (_, i) => destination(center, angle, (2 * Math.PI * i) / corners))
  return {
    shape: { circle: { ...center, radiusM } },
    outline: [[closed(ring)]],
    center,
    areaKm2: (2 * Math.PI * earthRadiusM ** 2 * (1 - Math.cos(angle))) / 1e6,
  }
}

/** The point that lies an angle away in a direction (0 is north, clockwise). */
function destination({ lng, lat }: { lng: number; lat: number }, angle: number, bearing: number): Point {
  const [from, sinA, cosA] = [lat * radians, Math.sin(angle), Math.cos(angle)]
  const to = Math.asin(Math.sin(from) * cosA + Math.cos(from) * sinA * Math.cos(bearing))
  const east = Math.atan2(Math.sin(bearing) * sinA * Math.cos(from), cosA - Math.sin(from) * Math.sin(to))
  return [round(lng + east / radians), round(to / radians)]
}

async function areaShape(work: Work, code: string): Promise<AskedShape> {
  const row = await work.tx.selectFrom('area').select(['name', 'outline']).where('code', '=', code).executeTakeFirst()
  if (!row) throw fieldProblem('event/unknown-area', '/shape/code', '行政区划', '行政区划代码不在本县区划表中')
  const ring = row.outline as Point[] | null
  if (!ring || ring.length < 3)
    throw fieldProblem('invalid-input', '/shape/code', '行政区划', `${row.name}没有登记边界，请改用圆形或多边形`)
  return ofRings([[closed(ring)]])
}

/**
 * Both banks of a river of the base map as far as `bufferM`. The buffer is made on a plane that touches the earth at the river's middle (equal
 * distances from there), so that over a county it is right to a few parts in a million; round ends have 64 corners.
 */
async function riverShape(work: Work, name: string, bufferM: number): Promise<AskedShape> {
  const line = await riverLine(work, name)
  if (!line) throw fieldProblem('invalid-input', '/shape/name', '河流', `底图上没有“${name}”`)
  const around = buffer(lineString(line), bufferM / 1000, { units: 'kilometers', steps: 16 })
  const geometry = around?.geometry
  if (!geometry) throw fieldProblem('invalid-input', '/shape/name', '河流', `“${name}”的河道不完整`)
  return ofRings(
    (geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates).map(rings =>
      rings.map(ring => ring.map(([lng = 0, lat = 0]): Point => [round(lng), round(lat)])),
    ),
  )
}

function ofRings(outline: Point[][][]): AskedShape {
  const rings = outline.flat()
  const points = rings.flat()
  const [lngs, lats] = [points.map(point => point[0]), points.map(point => point[1])]
  return {
    shape: { polygon: rings as readonly (readonly Position[])[] },
    outline,
    center: { lng: middle(lngs), lat: middle(lats) },
    areaKm2: areaOf(multiPolygon(outline)) / 1e6,
  }
}

const middle = (values: number[]) => {
  let [least, most] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]
  for (const value of values) {
    least = Math.min(least, value)
    most = Math.max(most, value)
  }
  return round((least + most) / 2)
}

function closed(ring: readonly (readonly [number, number])[]): Point[] {
  const points = ring.map(([lng, lat]): Point => [lng, lat])
  const [first, last] = [points[0], points.at(-1)]
  return first && last && (first[0] !== last[0] || first[1] !== last[1]) ? [...points, [first[0], first[1]]] : points
}

/** Seven digits are a centimetre on the ground. */
const round = (degrees: number) => Math.round(degrees * 1e7) / 1e7
