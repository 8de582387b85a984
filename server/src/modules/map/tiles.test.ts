import fc from 'fast-check'
import { expect, test } from 'vitest'
import { boxOf, clustersOf, encodeTile, type TilePoint } from './tiles.ts'

const point = fc.record({
  id: fc.uuid(),
  title: fc.constant('点'),
  kind: fc.constantFrom('a', 'b', null),
  lng: fc.double({ min: 108.2, max: 108.8, noNaN: true }),
  lat: fc.double({ min: 29, max: 29.5, noNaN: true }),
})

const isIn = ([west, south, east, north]: number[], { lng, lat }: TilePoint) =>
  lng >= (west ?? 0) && lng <= (east ?? 0) && lat >= (south ?? 0) && lat <= (north ?? 0)

test('whatever the zoom, the tiles of the county together count each thing once', () => {
  fc.assert(
    fc.property(fc.array(point, { maxLength: 60 }), fc.integer({ min: 0, max: 12 }), (points, z) => {
      let counted = 0
      const side = 2 ** z
      const from = { x: Math.floor(((108.2 + 180) / 360) * side), y: Math.floor(0.41 * side) }
      const to = { x: Math.floor(((108.8 + 180) / 360) * side), y: Math.floor(0.42 * side) + 1 }
      for (let x = from.x; x <= to.x; x++)
        for (let y = from.y; y <= to.y; y++) {
          const tile = { z, x, y }
          const box = boxOf(tile)
          for (const cell of clustersOf(
            tile,
            points.filter(one => isIn(box, one)),
          ))
            counted += cell.count
        }
      expect(counted).toBe(points.length)
    }),
    { numRuns: 40 },
  )
})

test('a tile is named by its place: the county lies in 6/51/26', () => {
  const [west, south, east, north] = boxOf({ z: 6, x: 51, y: 26 })
  expect([west, east].map(Math.round)).toEqual([107, 113])
  expect(south).toBeLessThan(29)
  expect(north).toBeGreaterThan(29.5)
})

test('far away a crowd is a number, near by each has its name; an empty tile is empty', () => {
  const crowd = Array.from({ length: 50 }, (_, i) => ({
    id: String(i),
    title: `摄像点${i}`,
    kind: null,
    lng: 108.5 + i * 1e-5,
    lat: 29.3,
  }))
  const far = Buffer.from(encodeTile({ z: 6, x: 51, y: 26 }, crowd)).toString('utf8')
  expect(far).toContain('count')
  expect(far).not.toContain('摄像点')
  const z = 16
  const x = Math.floor(((108.5 + 180) / 360) * 2 ** z)
  const y = Math.floor((0.5 - Math.asinh(Math.tan((29.3 * Math.PI) / 180)) / (2 * Math.PI)) * 2 ** z)
  const near = Buffer.from(encodeTile({ z, x, y }, crowd)).toString('utf8')
  expect(near).toContain('摄像点49')
  expect(encodeTile({ z, x, y }, [])).toHaveLength(0)
})
