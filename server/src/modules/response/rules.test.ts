import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  averageOf,
  type EventSoFar,
  matched,
  mayBecome,
  participationBecause,
  rateOf,
  responsibleFor,
  satisfiesUpper,
} from './rules.ts'

const nothing: EventSoFar = { level: null, figures: new Map(), circumstances: [], openMinutes: 0 }

test('a floor includes its own number; an unknown figure holds nothing', () => {
  const rule = [{ kind: 'figure' as const, indicators: ['relocated'], label: '转移安置', min: 100, unit: ' 人' }]
  const at = (value: number | null) => matched(rule, { ...nothing, figures: new Map([['relocated', value]]) })
  expect(at(99)).toEqual([])
  expect(at(100)).toEqual(['转移安置 100 人（达到 100 人）'])
  expect(at(null)).toEqual([])
  expect(matched(rule, nothing)).toEqual([])
})

test('figures of one condition are summed: one dead and two missing are three lost', () => {
  const rule = [{ kind: 'figure' as const, indicators: ['deaths', 'missing'], label: '死亡失踪', min: 3, unit: ' 人' }]
  expect(
    matched(rule, {
      ...nothing,
      figures: new Map([
        ['deaths', 1],
        ['missing', 2],
      ]),
    }),
  ).toHaveLength(1)
  expect(
    matched(rule, {
      ...nothing,
      figures: new Map([
        ['deaths', null],
        ['missing', 2],
      ]),
    }),
  ).toEqual([])
})

test('an event that is over has lasted for nothing', () => {
  const rule = [{ kind: 'openMinutes' as const, minutes: 120 }]
  expect(matched(rule, { ...nothing, openMinutes: 119 })).toEqual([])
  expect(matched(rule, { ...nothing, openMinutes: 120 })).toHaveLength(1)
  expect(matched(rule, { ...nothing, openMinutes: null })).toEqual([])
})

test('a worse event never matches less', () => {
  const levels = fc.constantFrom(1 as const, 2 as const, 3 as const, 4 as const)
  fc.assert(
    fc.property(levels, levels, levels, (asked, one, other) => {
      const [worse, better] = one <= other ? [one, other] : [other, one]
      const holds = (level: 1 | 2 | 3 | 4) =>
        matched([{ kind: 'eventLevel', level: asked }], { ...nothing, level }).length
      expect(holds(worse)).toBeGreaterThanOrEqual(holds(better))
    }),
  )
})

test('a county at Ⅱ satisfies an upper plan that asks at least Ⅲ; at Ⅳ it does not', () => {
  expect([satisfiesUpper(2, 3), satisfiesUpper(3, 3), satisfiesUpper(4, 3), satisfiesUpper(4, null)]).toEqual([
    true,
    true,
    false,
    true,
  ])
})

test('nothing leads back from a task that is verified or withdrawn, and none is verified that was not done', () => {
  const states = ['issued', 'refused', 'inProgress', 'blocked', 'done', 'verified', 'cancelled'] as const
  for (const to of states) {
    expect(mayBecome('verified', to)).toBe(false)
    expect(mayBecome('cancelled', to)).toBe(false)
  }
  expect(states.filter(from => mayBecome(from, 'verified'))).toEqual(['done'])
})

test('the county takes part in every event of a level, and in sensitive ones without', () => {
  expect(participationBecause(4, false)).toBe('一般事件')
  expect(participationBecause(null, true)).toBe('敏感事件')
  expect(participationBecause(null, false)).toBeNull()
  expect([1, 2, 3, 4, null].map(level => responsibleFor(level as 1))).toEqual([
    '国务院、省人民政府',
    '省人民政府',
    '设区的市人民政府',
    '县人民政府',
    '县人民政府',
  ])
})

test('a rate where nothing was due is a blank', () => {
  expect(rateOf(0, 0)).toBeNull()
  expect(rateOf(2, 1)).toBe(66.7)
})

test('an average leaves out what has not happened, and says over how many it goes', () => {
  expect(averageOf([10, null, 25, 0])).toEqual({ minutes: 11.7, of: 3 })
  expect(averageOf([null])).toEqual({ minutes: null, of: 0 })
})
