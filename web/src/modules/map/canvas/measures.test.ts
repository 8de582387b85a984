import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  boundsOf,
  circleAround,
  type LngLat,
  metresAlong,
  metresBetween,
  positionTyped,
  showArea,
  squareMetresIn,
} from './measures.ts'

const inChina = fc.tuple(fc.double({ min: 75, max: 134, noNaN: true }), fc.double({ min: 18, max: 53, noNaN: true }))

describe('distances and areas on the ground', () => {
  test('a degree of latitude is 111.195 km, one of longitude shrinks with the cosine', () => {
    expect(metresBetween([108, 29], [108, 30])).toBeCloseTo(111_195, 0)
    expect(metresBetween([108, 60], [109, 60]) / metresBetween([108, 0], [109, 0])).toBeCloseTo(0.5, 3)
  })

  test('every point of a circle is as far from its middle as the radius says, and the area is that of a circle', () => {
    fc.assert(
      fc.property(inChina, fc.integer({ min: 50, max: 50_000 }), (center, radius) => {
        const ring = circleAround(center, radius)
        for (const point of ring) expect(metresBetween(center, point)).toBeCloseTo(radius, 3)
        expect(squareMetresIn(ring) / (Math.PI * radius * radius)).toBeGreaterThan(0.99)
        expect(squareMetresIn(ring) / (Math.PI * radius * radius)).toBeLessThan(1.001)
      }),
    )
  })

  test('the area does not depend on where a ring begins, which way it runs, or whether it is closed', () => {
    const ring: LngLat[] = [
      [108.2, 29],
      [108.8, 29],
      [108.8, 29.5],
      [108.2, 29.5],
    ]
    const area = squareMetresIn(ring)
    expect(area / 1e6).toBeCloseTo(3236, -2)
    expect(squareMetresIn([...ring].reverse())).toBeCloseTo(area, 3)
    expect(squareMetresIn([...ring, ring[0] as LngLat])).toBeCloseTo(area, 3)
    expect(squareMetresIn([...ring.slice(2), ...ring.slice(0, 2)])).toBeCloseTo(area, 3)
  })

  test('a way over several points is the sum of its stretches', () => {
    expect(metresAlong([])).toBe(0)
    expect(
      metresAlong([
        [108, 29],
        [108, 30],
        [108, 29],
      ]),
    ).toBeCloseTo(2 * 111_195, 0)
  })

  test('small areas are told in 亩 too', () => {
    expect(showArea(6_666.67)).toBe('6667 平方米（10.0 亩）')
    expect(showArea(2_500_000)).toBe('2.50 平方公里')
  })

  test('bounds hold every point', () => {
    expect(boundsOf([])).toBeNull()
    expect(
      boundsOf([
        [108.5, 29.1],
        [108.2, 29.4],
      ]),
    ).toEqual([108.2, 29.1, 108.5, 29.4])
  })
})

describe('coordinates as they are typed', () => {
  test.each([
    ['108.52, 29.21', [108.52, 29.21]],
    ['29.21 108.52', [108.52, 29.21]],
    ['东经108.52，北纬29.21', [108.52, 29.21]],
    ['N29.21 E108.52', [108.52, 29.21]],
    ['108°31′12″ 29°12′36″', [108.52, 29.21]],
    ['108度31分12秒，29度12分36秒', [108.52, 29.21]],
  ])('%s', (text, [lng, lat]) => {
    const at = positionTyped(text)
    expect(at?.[0]).toBeCloseTo(lng as number, 5)
    expect(at?.[1]).toBeCloseTo(lat as number, 5)
  })

  test.each(['凉水村', '108.52', '3组12号', '200, 29', '县道108线29公里'])('%s is no position', text => {
    expect(positionTyped(text)).toBeNull()
  })
})
