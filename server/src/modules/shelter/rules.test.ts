import fc from 'fast-check'
import { expect, test } from 'vitest'
import { areaStandards, capacityOf, courseOf, fillNearest } from './rules.ts'

test('places are whole persons, by the figure of the standard', () => {
  expect(capacityOf(14_400, 4.5)).toBe(3200)
  expect(capacityOf(0.3, 0.1)).toBe(3)
  expect(capacityOf(999, 2)).toBe(499)
  expect(areaStandards.map(one => one.squareMetres)).toEqual([0.5, 2, 4.5])
})

test('places never need more area than there is, and one more person would', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 200_000 }), fc.constantFrom(0.5, 2, 3, 4.5), (area, each) => {
      const places = capacityOf(area, each)
      expect(places * each).toBeLessThanOrEqual(area + 1e-6)
      expect((places + 1) * each).toBeGreaterThan(area)
    }),
  )
})

test('the course ends with those who came and did not leave', () => {
  const at = (minute: number) => new Date(Date.UTC(2026, 6, 11, 22, minute))
  expect(
    courseOf([
      { at: at(30), persons: -4 },
      { at: at(10), persons: 12 },
      { at: at(10), persons: 3 },
      { at: at(20), persons: 5 },
    ]),
  ).toEqual([
    { at: at(10), occupants: 15 },
    { at: at(20), occupants: 20 },
    { at: at(30), occupants: 16 },
  ])
})

test('nobody is placed twice, no shelter is overfilled, and somebody is left over only when all are full', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(500)), fc.nat(5000), (free, persons) => {
      const { placed, unplaced } = fillNearest(
        free.map(places => ({ free: places })),
        persons,
      )
      expect(placed.reduce((sum, one) => sum + one.takes, 0) + unplaced).toBe(persons)
      for (const one of placed) expect(one.takes).toBeLessThanOrEqual(one.free)
      if (unplaced > 0) for (const one of placed) expect(one.takes).toBe(one.free)
    }),
  )
})
