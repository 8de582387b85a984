import fc from 'fast-check'
import { expect, test } from 'vitest'
import { gradeOf, quarterDays, scoreOf } from './rules.ts'

const rule = (code: string, points: number, more: object = {}) => ({
  code,
  item: code,
  kind: 'deduct' as const,
  points,
  cap: null,
  veto: false,
  enabled: true,
  ...more,
})
const rules = [
  rule('offPost', 20),
  rule('logDefect', 2, { cap: 10 }),
  rule('concealedReport', 50, { veto: true }),
  rule('merit', 3, { kind: 'bonus' as const, cap: 10 }),
]
const lines = { excellent: 90, good: 80, pass: 60 }
const scored = (cases: { rule: string }[]) => scoreOf(cases, rules, lines)
const times = (code: string, count: number) => Array.from({ length: count }, () => ({ rule: code }))

test('grades include their own number', () => {
  expect([100, 90, 89.5, 80, 79, 60, 59].map(score => gradeOf(score, lines))).toEqual([
    '优秀',
    '优秀',
    '良好',
    '良好',
    '合格',
    '合格',
    '不合格',
  ])
})

test('a cap holds, a bonus never lifts above 100, and a veto is a flag beside the score', () => {
  expect(scored(times('logDefect', 9))).toMatchObject({ score: 90, grade: '优秀', veto: false })
  expect(scored(times('merit', 5)).score).toBe(100)
  expect(scored([...times('offPost', 1), ...times('merit', 5)]).score).toBe(90)
  expect(scored(times('concealedReport', 1))).toMatchObject({ score: 50, grade: '不合格', veto: true })
})

test('one more fault never raises a score, and it stays between 0 and 100', () => {
  const cases = fc.array(fc.constantFrom(...rules.map(one => ({ rule: one.code }))))
  fc.assert(
    fc.property(cases, fc.constantFrom('offPost', 'logDefect', 'concealedReport'), (list, code) => {
      const before = scored(list).score
      const after = scored([...list, { rule: code }]).score
      expect(after).toBeLessThanOrEqual(before)
      expect(after).toBeGreaterThanOrEqual(0)
      expect(before).toBeLessThanOrEqual(100)
    }),
  )
})

test('quarters end where the next begins, over the year as well', () => {
  expect(quarterDays('2026Q3')).toEqual({ from: '2026-07-01', to: '2026-10-01', name: '2026年第三季度' })
  expect(quarterDays('2026Q4').to).toBe('2027-01-01')
})
