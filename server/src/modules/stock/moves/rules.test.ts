import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { expiryOf, inOrderOfExpiry, isUsable, takeFrom, thousandths } from './rules.ts'

const lot = (id: string, expires_on: string | null, balance: number, entered_on = '2026-01-01') => ({
  id,
  expires_on,
  entered_on,
  balance,
})

describe('先到期先出', () => {
  test('the soonest expiry goes first, what never expires last, the older of equals before the younger', () => {
    const lots = [
      lot('d', null, 1),
      lot('c', '2027-01-01', 1, '2026-02-01'),
      lot('b', '2027-01-01', 1),
      lot('a', '2026-12-01', 1),
    ]
    expect(inOrderOfExpiry(lots).map(one => one.id)).toEqual(['a', 'b', 'c', 'd'])
  })

  test('what is taken adds up to what was asked for, or nothing is taken', () => {
    const amount = fc.integer({ min: 1, max: 5_000 }).map(thousandth => thousandth / 1000)
    fc.assert(
      fc.property(fc.array(amount, { maxLength: 8 }), amount, (held, wanted) => {
        const taken = takeFrom(
          held.map((balance, i) => lot(String(i), null, balance)),
          one => one.balance,
          wanted,
        )
        const there = held.reduce((sum, one) => sum + thousandths(one), 0)
        if (there < thousandths(wanted)) return taken === null
        const sum = (taken ?? []).reduce((total, one) => total + thousandths(one.quantity), 0)
        return sum === thousandths(wanted) && (taken ?? []).every(one => one.quantity <= one.lot.balance)
      }),
    )
  })
})

describe('有效期', () => {
  test('so many months after production, the last day of a short month', () => {
    expect(expiryOf('2026-01-31', 1)).toBe('2026-02-28')
    expect(expiryOf('2024-02-29', 12)).toBe('2025-02-28')
    expect(expiryOf('2026-07-12', 60)).toBe('2031-07-12')
  })
  test('usable on its last day, not on the next, and never when unqualified', () => {
    expect(isUsable({ quality: 'qualified', expires_on: '2026-07-12' }, '2026-07-12')).toBe(true)
    expect(isUsable({ quality: 'qualified', expires_on: '2026-07-12' }, '2026-07-13')).toBe(false)
    expect(isUsable({ quality: 'pending', expires_on: null }, '2026-07-12')).toBe(false)
  })
})
