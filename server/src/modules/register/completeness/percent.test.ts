import fc from 'fast-check'
import { expect, test } from 'vitest'
import { percentOf } from './percent.ts'

test('a share has one decimal, says 100 only when nothing is missing, and nothing where there is nothing', () => {
  expect([percentOf(0, 0), percentOf(0, 3), percentOf(1, 3), percentOf(1999, 2000), percentOf(7, 7)]).toEqual([
    null,
    0,
    33.3,
    99.9,
    100,
  ])
  fc.assert(
    fc.property(fc.nat(100_000), fc.nat(100_000), (part, more) => {
      const percent = percentOf(part, part + more)
      return part + more === 0 ? percent === null : (percent === 100) === (more === 0)
    }),
  )
})
