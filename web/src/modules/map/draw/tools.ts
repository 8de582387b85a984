import type { DrawnShape, QueryShape } from '@anlan/contract/map.ts'
import type { Feature, Geometry } from 'geojson'
import { collection, type Features, feature } from '../canvas/features.ts'
import {
  circleAround,
  type LngLat,
  metresAlong,
  metresBetween,
  showArea,
  showMetres,
  squareMetresIn,
} from '../canvas/measures.ts'

/** What the hand does on the map. */
export const tools = {
  circle: { label: '圆形查询', points: 2, hint: '点圆心，再点圆边；也可按住拖出半径' },
  polygon: { label: '多边形查询', points: null, hint: '依次点各顶点，双击或回车结束' },
  distance: { label: '测距离', points: null, hint: '依次点各点，双击或回车结束' },
  area: { label: '测面积', points: null, hint: '依次点各顶点，双击或回车结束' },
  point: { label: '标点', points: 1, hint: '点要标注的位置' },
  line: { label: '画线', points: null, hint: '依次点各点，双击或回车结束' },
  arrow: { label: '箭头', points: null, hint: '从起点点到箭头所指处，双击或回车结束' },
  zone: { label: '圈画区域', points: null, hint: '依次点各顶点，双击或回车结束' },
  text: { label: '文字', points: 1, hint: '点文字所在位置' },
} as const satisfies Record<string, { label: string; points: number | null; hint: string }>
export type Tool = keyof typeof tools

const areaTools = new Set<Tool>(['polygon', 'area', 'zone'])
export const leastPoints = (tool: Tool) => tools[tool].points ?? (areaTools.has(tool) ? 3 : 2)

/** What has been drawn so far, with where the pointer is. */
export function draftOf(tool: Tool, placed: LngLat[], pointer: LngLat | null): Features {
  const line = pointer ? [...placed, pointer] : placed
  const [first, second] = line
  const features: Feature<Geometry, Record<string, unknown>>[] = placed.map(at =>
    feature({ type: 'Point', coordinates: at }, { radius: 4 }),
  )
  if (tool === 'circle' && first && second) {
    const radius = metresBetween(first, second)
    features.push(
      feature({ type: 'Polygon', coordinates: [circleAround(first, radius)] }),
      feature({ type: 'Point', coordinates: second }, { text: `半径 ${showMetres(radius)}`, radius: 3 }),
    )
  } else if (areaTools.has(tool) && line.length > 2)
    features.push(feature({ type: 'Polygon', coordinates: [[...line, line[0] as LngLat]] }))
  else if (line.length > 1) features.push(feature({ type: 'LineString', coordinates: line }))
  const end = line.at(-1)
  const measured = end && measureOf(tool, line)
  if (measured) features.push(feature({ type: 'Point', coordinates: end }, { text: measured, radius: 3 }))
  return collection(features)
}

export function measureOf(tool: Tool, line: LngLat[]): string | null {
  if (tool === 'distance' && line.length > 1) return showMetres(metresAlong(line))
  if (tool === 'area' && line.length > 2) return showArea(squareMetresIn(line))
  return null
}

/** The part of the ground that was drawn to be asked about. */
export function queryShapeOf(tool: Tool, line: LngLat[]): QueryShape | null {
  const [first, second] = line
  if (tool === 'circle' && first && second)
    return {
      kind: 'circle',
      center: { lng: first[0], lat: first[1] },
      radiusM: Math.max(1, Math.round(metresBetween(first, second))),
    }
  return tool === 'polygon' && line.length > 2 ? { kind: 'polygon', ring: line } : null
}

/** A sketch's shapes as features. An arrow is a line whose text begins with its sign, drawn with a head. */
export const sketchOf = (shapes: DrawnShape[]): Features => collection(shapes.flatMap(shapeFeatures))

export const arrowSign = '→'

function shapeFeatures(shape: DrawnShape): Feature<Geometry, Record<string, unknown>>[] {
  const isArrow = shape.kind === 'line' && shape.text?.startsWith(arrowSign)
  const text = isArrow ? shape.text?.slice(arrowSign.length) : shape.text
  const properties = { ...(shape.color && { color: shape.color }), ...(text && { text }) }
  const [first] = shape.points as LngLat[]
  if (!first) return []
  switch (shape.kind) {
    case 'point':
      return [feature({ type: 'Point', coordinates: first }, { ...properties, radius: 6 })]
    case 'text':
      return [feature({ type: 'Point', coordinates: first }, { ...properties, wordsOnly: true, size: 16 })]
    case 'circle':
      return [feature({ type: 'Polygon', coordinates: [circleAround(first, shape.radiusM ?? 1)] }, properties)]
    case 'polygon':
      return [feature({ type: 'Polygon', coordinates: [[...shape.points, first]] }, properties)]
    case 'line': {
      const line = feature({ type: 'LineString', coordinates: shape.points }, properties)
      return isArrow ? [line, headOf(shape.points as LngLat[], properties)] : [line]
    }
  }
}

/** Two short strokes at the end of a line, a sixth of its last stretch long. */
function headOf(line: LngLat[], properties: Record<string, unknown>): Feature<Geometry, Record<string, unknown>> {
  const end = line.at(-1) as LngLat
  const before = line.at(-2) as LngLat
  const shrink = Math.cos((end[1] * Math.PI) / 180)
  const [east, north] = [((before[0] - end[0]) * shrink) / 6, (before[1] - end[1]) / 6]
  const stroke = (angle: number): LngLat => [
    end[0] + (east * Math.cos(angle) - north * Math.sin(angle)) / shrink,
    end[1] + east * Math.sin(angle) + north * Math.cos(angle),
  ]
  const { text: _, ...rest } = properties
  return feature({ type: 'LineString', coordinates: [stroke(0.5), end, stroke(-0.5)] }, rest)
}
