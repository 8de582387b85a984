import { expect, test } from 'vitest'
import { isTimeShift, isTollContradiction, minutesBetween } from './rules.ts'

test('a toll that departs by a fifth or more, with at least one death, asks for an explanation', () => {
  expect(isTollContradiction(1, 4, 20)).toBe(true)
  expect(isTollContradiction(4, 5, 20)).toBe(true)
  expect(isTollContradiction(9, 10, 20)).toBe(false)
  expect(isTollContradiction(9, 10, 10)).toBe(true)
  expect(isTollContradiction(0, 0, 20)).toBe(false)
  // Found alive: fewer dead than feared is a contradiction only while somebody died.
  expect(isTollContradiction(2, 0, 20)).toBe(false)
  expect(isTollContradiction(null, 3, 20)).toBe(false)
})

test('the time of occurrence may be corrected by half an hour', () => {
  const reported = new Date('2026-07-11T18:35:00Z')
  expect(isTimeShift(reported, new Date('2026-07-11T18:05:00Z'), 30)).toBe(false)
  expect(isTimeShift(reported, new Date('2026-07-11T18:04:59Z'), 30)).toBe(true)
})

test('whole minutes', () =>
  expect(minutesBetween(new Date('2026-04-05T08:10:00Z'), new Date('2026-04-05T09:20:30Z'))).toBe(70))
