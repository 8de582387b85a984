import fc from 'fast-check'
import { expect, test } from 'vitest'
import { daysFor } from './rules.ts'

test('a ledger confirmed twice a year is asked for as the county set it, one confirmed weekly at half its week', () => {
  expect(daysFor(180, { ahead: 30, toAnswer: 30 })).toEqual({ ahead: 30, toAnswer: 30 })
  expect(daysFor(7, { ahead: 30, toAnswer: 30 })).toEqual({ ahead: 3, toAnswer: 3 })
  expect(daysFor(1, { ahead: 30, toAnswer: 30 })).toEqual({ ahead: 0, toAnswer: 1 })
})

test('what is confirmed on the day it is asked for is no longer asked for', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 400 }), fc.integer({ min: 1, max: 180 }), (every, ahead) => {
      return daysFor(every, { ahead, toAnswer: 30 }).ahead < every
    }),
  )
})
