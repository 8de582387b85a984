import type { AllocationLineView, AllocationView } from '@anlan/contract/allocation.ts'
import { expect, test } from 'vitest'
import { proofOf, sharesOf, sumsOf } from './sums.ts'

const line = (offerId: string, key: string, quantity: number, minutes: number) =>
  ({ offerId, key, quantity, minutes }) as AllocationLineView
const view = {
  demands: [
    { key: 'a', quantity: 10, weight: 1 },
    { key: 'b', quantity: 5, weight: 3 },
  ],
  lines: [line('x', 'a', 4, 20), line('x', 'a', 4, 60), line('y', 'b', 5, 10)],
} as AllocationView

test('trips of one owner to one place count together, waiting is counted for each of them and urgent places weigh more', () => {
  const shares = sharesOf(view)
  expect(shares.map(share => [share.offerId, share.key, share.quantity])).toEqual([
    ['x', 'a', 8],
    ['y', 'b', 5],
  ])
  expect(sumsOf(view, shares)).toEqual({
    waiting: 4 * 20 + 4 * 60 + 5 * 10 * 3,
    mean: (4 * 20 + 4 * 60 + 5 * 10) / 13,
    last: 60,
    given: 13,
    missing: 2,
  })
})

test('a changed quantity and an added line cost at once', () => {
  const [first, second] = sharesOf(view)
  if (!first || !second) throw new Error('two shares')
  const less = { ...first, quantity: 2, minutes: 30 }
  const added = { offerId: 'z', key: 'a', quantity: 8, minutes: 5, lines: [] }
  expect(sumsOf(view, [less, second, added])).toMatchObject({ waiting: 60 + 150 + 40, missing: 0 })
})

test('the proof is said in words', () => {
  const plan = { kind: 'supplies', objective: 100, bound: 100, changedByHand: false } as const
  expect(proofOf(plan)).toBe('已证明没有更快的分法')
  expect(proofOf({ ...plan, bound: 98.8 })).toBe('与理论最优相差 1.2 %')
  expect(proofOf({ ...plan, bound: 99.99 })).toBe('与理论最优相差不到 0.1 %')
  expect(proofOf({ ...plan, bound: 90, changedByHand: true })).toBe('已人工调整，与最快的分法相差 10.0 %')
  expect(proofOf({ ...plan, kind: 'people' })).toBe('已证明没有更近的安置办法')
})
