import fc from 'fast-check'
import { expect, test } from 'vitest'
import { likeness, type Story, totalOf, type Weights, wordsInCommon } from './rules.ts'

const weights: Weights = { type: 40, particulars: 20, level: 10, place: 10, season: 5, words: 15 }
const story = (more: Partial<Story> = {}): Story => ({
  typeCodes: ['12D02'],
  level: null,
  particulars: [],
  areaCode: '',
  at: null,
  month: null,
  text: '',
  ...more,
})
const nowhere = () => null
const names: Record<string, string> = { '12D02': '危险化学品泄漏', '12D00': '危险化学品事故', '12000': '事故灾难' }
const named = (code: string) => names[code] ?? code
const parts = (a: Story, b: Story) => likeness(a, b, weights, nowhere, named).map(one => [one.part, one.points])

test('each part says what it found and never more than it is worth', () => {
  const spill = story({
    level: 4,
    particulars: [
      { code: 'pollutant', label: '主要污染物', value: ['酸类'] },
      { code: 'site', label: '事发场所', value: '高速公路' },
    ],
    areaCode: '990321107000',
    month: 9,
    text: '高速公路盐酸罐车被追尾泄漏，流入河道',
  })
  const other = story({
    level: 3,
    particulars: [
      { code: 'pollutant', label: '主要污染物', value: '酸类、油类' },
      { code: 'site', label: '事发场所', value: '高速公路' },
    ],
    areaCode: '500000000000',
    month: 11,
    text: '浓硫酸罐车侧翻泄漏，流入河道污染水源',
  })
  expect(likeness(spill, other, weights, nowhere, named)).toEqual([
    { part: '事件类型', points: 40, of: 40, words: '同为危险化学品泄漏' },
    { part: '成因和要素', points: 15, of: 20, words: '主要污染物：酸类；事发场所：高速公路' },
    { part: '级别', points: 5, of: 10, words: '级别相差一级' },
    { part: '地点场所', points: 10, of: 10, words: '场所同为高速公路' },
    { part: '季节', points: 3, of: 5, words: '季节相近' },
    { part: '相同词语', points: 8, of: 15, words: expect.stringContaining('流入河道') },
  ])
})

test('the tree of types, and the ring of months', () => {
  expect(parts(story(), story({ typeCodes: ['12D01'] }))).toEqual([['事件类型', 24]])
  expect(parts(story(), story({ typeCodes: ['12H02'] }))).toEqual([['事件类型', 8]])
  expect(parts(story(), story({ typeCodes: ['11G01'] }))).toEqual([])
  const words = (code: string) => likeness(story(), story({ typeCodes: [code] }), weights, nowhere, named)[0]?.words
  expect([words('12D01'), words('12H02')]).toEqual(['同属危险化学品事故', '同属事故灾难'])
  expect(parts(story({ month: 12 }), story({ month: 1 }))).toContainEqual(['季节', 5])
  expect(wordsInCommon('现场人员已经到达', '现场人员撤离')).toEqual([])
})

test('likeness is the same both ways, bounded by the weights, and full for the same story', () => {
  const word = fc.constantFrom('盐酸泄漏', '流入河道', '追尾', '着火', '山林', '取水口')
  const any: fc.Arbitrary<Story> = fc.record({
    typeCodes: fc.array(fc.constantFrom('12D02', '12H02', '11G01', '12Q01'), { minLength: 1, maxLength: 2 }),
    level: fc.constantFrom(null, 1, 2, 3, 4),
    particulars: fc.constantFrom([], [{ code: 'site', label: '事发场所', value: '林区' }]),
    areaCode: fc.constantFrom('', '990321107000', '990321104202'),
    at: fc.constant(null),
    month: fc.option(fc.integer({ min: 1, max: 12 })),
    text: fc.array(word, { maxLength: 5 }).map(words => words.join('，')),
  })
  fc.assert(
    fc.property(any, any, (a, b) => {
      const there = likeness(a, b, weights, nowhere, named)
      expect(totalOf(there)).toBe(totalOf(likeness(b, a, weights, nowhere, named)))
      for (const one of there) expect(one.points).toBeLessThanOrEqual(one.of)
      expect(totalOf(there)).toBeLessThanOrEqual(100)
    }),
  )
})
