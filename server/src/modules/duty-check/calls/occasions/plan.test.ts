import fc from 'fast-check'
import { expect, test } from 'vitest'
import { planOf } from './plan.ts'

const units = fc.uniqueArray(fc.record({ id: fc.uuid(), perWeek: fc.integer({ min: 1, max: 21 }) }), {
  selector: unit => unit.id,
  minLength: 1,
  maxLength: 20,
})

test('the same seed gives the same day, in whatever order the units come', () => {
  fc.assert(
    fc.property(units, fc.integer(), fc.integer({ min: 0, max: 5 }), (list, seed, least) => {
      expect(planOf(seed, [...list].reverse(), least)).toEqual(planOf(seed, list, least))
    }),
  )
})

test('in the flood season at least so many units are asked, as far as there are any', () => {
  fc.assert(
    fc.property(units, fc.integer(), fc.integer({ min: 0, max: 5 }), (list, seed, least) => {
      const asked = new Set(planOf(seed, list, least).map(moment => moment.unitId))
      expect(asked.size).toBeGreaterThanOrEqual(Math.min(least, list.length))
    }),
  )
})

test('over many days a unit is asked its number a week', () => {
  const days = Array.from({ length: 700 }, (_, seed) => planOf(seed, [{ id: 'a', perWeek: 3 }], 0).length)
  const perWeek = days.reduce((sum, count) => sum + count, 0) / 100
  expect(perWeek).toBeGreaterThan(2.5)
  expect(perWeek).toBeLessThan(3.5)
})
