import fc from 'fast-check'
import { expect, test } from 'vitest'
import { gapsOf } from './gaps.ts'

test('a shortage is bought once, and an expiring lot only as far as the standard needs it', () => {
  expect(gapsOf({ need: 40, have: 25, expiring: 10 })).toEqual({ shortage: 15, toReplace: 10 })
  expect(gapsOf({ need: 40, have: 60, expiring: 10 })).toEqual({ shortage: 0, toReplace: 0 })
  expect(gapsOf({ need: 40, have: 45, expiring: 10 })).toEqual({ shortage: 0, toReplace: 5 })
  expect(gapsOf({ need: null, have: 8, expiring: 8 })).toEqual({ shortage: 0, toReplace: 8 })
})

test('with what is bought the standard is kept after the lots have expired', () => {
  const count = fc.integer({ min: 0, max: 1000 })
  fc.assert(
    fc.property(count, count, count, (need, have, some) => {
      const expiring = Math.min(some, have)
      const { shortage, toReplace } = gapsOf({ need, have, expiring })
      return shortage >= 0 && toReplace >= 0 && have - expiring + shortage + toReplace >= need && toReplace <= expiring
    }),
  )
})
