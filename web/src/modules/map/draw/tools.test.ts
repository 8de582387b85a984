import { describe, expect, test } from 'vitest'
import { circleAround, type LngLat } from '../canvas/measures.ts'
import { arrowSign, draftOf, measureOf, queryShapeOf, sketchOf } from './tools.ts'

const square: LngLat[] = [
  [108.5, 29.2],
  [108.6, 29.2],
  [108.6, 29.3],
  [108.5, 29.3],
]

describe('what a drawn shape asks for', () => {
  test('a circle is asked for by its middle and the metres to its edge', () => {
    const center: LngLat = [108.5, 29.2]
    const edge = circleAround(center, 5000)[7] as LngLat
    expect(queryShapeOf('circle', [center, edge])).toEqual({
      kind: 'circle',
      center: { lng: 108.5, lat: 29.2 },
      radiusM: 5000,
    })
  })
  test('a polygon needs three points, and nothing else asks', () => {
    expect(queryShapeOf('polygon', square.slice(0, 2))).toBeNull()
    expect(queryShapeOf('polygon', square)).toEqual({ kind: 'polygon', ring: square })
    expect(queryShapeOf('area', square)).toBeNull()
  })
})

describe('what is seen while drawing', () => {
  test('the radius, the length and the area stand at the pointer', () => {
    const texts = (tool: Parameters<typeof draftOf>[0], line: LngLat[]) =>
      draftOf(tool, line.slice(0, -1), line.at(-1) ?? null).features.flatMap(one => one.properties['text'] ?? [])
    expect(texts('circle', square.slice(0, 2))).toEqual(['半径 9.71 公里'])
    expect(texts('distance', square.slice(0, 3))).toEqual(['20.8 公里'])
    expect(texts('area', square)[0]).toMatch(/^107\.\d\d 平方公里$/)
    expect(measureOf('line', square)).toBeNull()
  })
})

describe('a sketch', () => {
  test('an arrow has a head at its end and shows its words without the sign', () => {
    const { features } = sketchOf([{ kind: 'line', points: square.slice(0, 2), text: `${arrowSign}转移方向` }])
    expect(features).toHaveLength(2)
    expect(features[0]?.properties['text']).toBe('转移方向')
    const head = features[1]?.geometry
    expect(head?.type === 'LineString' && head.coordinates[1]).toEqual(square[1])
  })
  test('a circle is drawn with its radius, an area is closed', () => {
    const [circle, zone] = sketchOf([
      { kind: 'circle', points: [[108.5, 29.2]], radiusM: 1000 },
      { kind: 'polygon', points: square },
    ]).features
    expect(circle?.geometry).toEqual({ type: 'Polygon', coordinates: [circleAround([108.5, 29.2], 1000)] })
    expect(zone?.geometry.type === 'Polygon' && zone.geometry.coordinates[0]).toEqual([...square, square[0]])
  })
})
