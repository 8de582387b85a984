import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { limitInWords, minutesLate, stateOf, warnAtOf } from './rules.ts'

const dueAt = new Date('2026-07-11T19:46:00Z')
const at = (seconds: number) => new Date(dueAt.getTime() + seconds * 1000)
const times = (more: object = {}) => ({ dueAt, soft: false, satisfiedAt: null, cancelledAt: null, ...more })

describe('late is computed', () => {
  test('the limit itself is in time', () => {
    expect(stateOf(times(), at(0))).toBe('open')
    expect(stateOf(times(), at(0.001))).toBe('overdue')
    expect(minutesLate(times({ satisfiedAt: at(0) }), at(9))).toBeNull()
    expect(minutesLate(times({ satisfiedAt: at(1) }), at(9))).toBe(1)
    expect(minutesLate(times({ satisfiedAt: at(25 * 60) }), at(9999))).toBe(25)
  })
  test('立即 is never overdue', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -100_000, max: 1_000_000 }),
        seconds => stateOf(times({ soft: true }), at(seconds)) === 'open',
      ),
    )
    expect(minutesLate(times({ soft: true, satisfiedAt: at(3600) }), at(7200))).toBeNull()
  })
  test('what is discharged or withdrawn stays so', () => {
    expect(stateOf(times({ satisfiedAt: at(60) }), at(9999))).toBe('met')
    expect(stateOf(times({ cancelledAt: at(60) }), at(9999))).toBe('cancelled')
  })
})

test('a reminder comes while there is time, at most an hour ahead', () => {
  const start = new Date('2026-07-11T18:46:00Z')
  const defaults = { softMarkMinutes: 15, sharePercent: 25, longestMinutes: 60 }
  expect(warnAtOf(start, dueAt, false, defaults)).toEqual(at(-15 * 60))
  expect(warnAtOf(start, dueAt, false, { ...defaults, sharePercent: 50 })).toEqual(at(-30 * 60))
  expect(warnAtOf(start, new Date(start.getTime() + 86_400_000), false, defaults)).toEqual(
    new Date(start.getTime() + 23 * 3_600_000),
  )
  expect(warnAtOf(start, start, true, defaults)).toEqual(new Date(start.getTime() + 15 * 60_000))
})

test('limits in official words', () => {
  expect(limitInWords(0, true)).toBe('立即')
  expect(limitInWords(30, false)).toBe('30 分钟内')
  expect(limitInWords(240, false)).toBe('4 小时内')
  expect(limitInWords(43_200, false)).toBe('30 日内')
})
