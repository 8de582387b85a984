import { expect, test } from 'vitest'
import { figuresInWords, hasChanged } from './figures-in-words.ts'
import { countsInWords, sentence } from './part.ts'
import { lastPeriod, nextDraftAt, periodOf } from './period.ts'

const figure = (name: string, value: number, before: number | null, verified = true) => ({
  name,
  unit: '人',
  value,
  before,
  verified,
})

test('a change is told against the period before; what is new is no increase', () => {
  expect(figuresInWords([figure('死亡人数', 3, 1), figure('失联人数', 0, 2), figure('重伤人数', 2, 2)])).toBe(
    '死亡3人（较上期增加2人）、失联0人（较上期减少2人）、重伤2人',
  )
  expect(figuresInWords([figure('失联人数', 2, null, false)])).toBe('失联2人（待核实）')
  expect(figuresInWords([figure('失联人数', 1, 2, false)])).toBe('失联1人（较上期减少1人，待核实）')
  expect(hasChanged([figure('死亡人数', 2, 2)])).toBe(false)
  expect(hasChanged([figure('死亡人数', 2, null)])).toBe(true)
})

test('what is nought is left out, a sentence ends once', () => {
  expect(
    countsInWords([
      { label: '较大', count: 1, unit: '起' },
      { label: '一般', count: 0, unit: '起' },
      { label: '未定级', count: 2, unit: '起' },
    ]),
  ).toBe('较大1起、未定级2起')
  expect(['已扑灭', '已扑灭。', '已扑灭；', '', '正在\n搜救'].map(sentence)).toEqual([
    '已扑灭。',
    '已扑灭。',
    '已扑灭。',
    '',
    '正在搜救。',
  ])
})

test('the period is the 24 hours up to the hour; its hour belongs to the next one', () => {
  const { from, until } = periodOf('2026-07-12', 8)
  expect([from.toISOString(), until.toISOString()]).toEqual(['2026-07-11T00:00:00.000Z', '2026-07-12T00:00:00.000Z'])
  const before = new Date('2026-07-11T23:59:59.999Z')
  expect(lastPeriod(before, 8).day).toBe('2026-07-11')
  expect(lastPeriod(until, 8).day).toBe('2026-07-12')
  expect(nextDraftAt(before, 8)).toEqual(until)
  expect(nextDraftAt(until, 8).toISOString()).toBe('2026-07-13T00:00:00.000Z')
  // 00:30 in Shanghai is the day before in Greenwich.
  expect(lastPeriod(new Date('2026-07-11T16:30:00Z'), 0).day).toBe('2026-07-12')
})
