import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { figureIndicators } from '../seed/figure-indicators.ts'
import { levelThresholds } from '../seed/level-thresholds.ts'
import { bandInWords, levelOf, matchedThresholds, reportingFigures, reportingLevelOf } from './level-rules.ts'

const thresholds = levelThresholds.map((row, i) => ({
  id: String(i),
  scheme: row.scheme,
  scheme_name: row.schemeName,
  type_prefixes: row.typePrefixes,
  indicator: row.indicator,
  unit: row.unit,
  lo: row.lo,
  lo_exclusive: row.loExclusive,
  hi: row.hi,
  level: row.level,
  source_name: row.sourceName,
  source_article: row.sourceArticle,
  confidence: row.confidence,
  note: row.note ?? null,
  enabled: row.enabled,
}))
const indicators = figureIndicators.map(row => ({ code: row.code, name: row.name, derived: row.derived ?? null }))

const level = (type: string, figures: Record<string, number>) =>
  levelOf(matchedThresholds(type, new Map(Object.entries(figures)), thresholds, indicators))

describe('production accidents (国务院令第493号第三条)', () => {
  test.each([
    [0, null],
    [1, 4],
    [2, 4],
    [3, 3],
    [9, 3],
    [10, 2],
    [29, 2],
    [30, 1],
  ])('%i deaths', (deaths, expected) => expect(level('12B01', { deaths })).toBe(expected))

  test('the worst indicator decides', () => {
    expect(level('12D02', { deaths: 1, seriousInjuries: 50 })).toBe(2)
    expect(level('12D02', { seriousInjuries: 1, directLossWanYuan: 1000 })).toBe(3)
  })

  test('a heavier toll never lowers the level', () => {
    const toll = fc.record({ deaths: fc.nat(60), seriousInjuries: fc.nat(200), directLossWanYuan: fc.nat(20_000) })
    fc.assert(
      fc.property(toll, toll, (some, more) => {
        const sum = Object.fromEntries(
          Object.entries(some).map(([name, value]) => [name, value + more[name as keyof typeof more]]),
        )
        const before = level('12B01', some)
        const after = level('12B01', sum)
        return before === null || (after !== null && after <= before)
      }),
    )
  })
})

describe('other disasters', () => {
  test('a forest fire crosses from 一般 to 较大 at one hectare', () => {
    expect(level('11G01', { burnedAreaHectares: 0.8 })).toBe(4)
    expect(level('11G01', { burnedAreaHectares: 0.999 })).toBe(4)
    expect(level('11G01', { burnedAreaHectares: 1 })).toBe(3)
    expect(level('11G01', { burnedAreaHectares: 3.5 })).toBe(3)
  })

  test('a township intake that fails makes a pollution 较大', () => {
    expect(level('12Q01', { waterIntakeOutage: 1 })).toBe(3)
  })

  test('in a flood the missing count with the dead, once', () => {
    expect(level('11A51', { deaths: 1, missing: 1 })).toBe(4)
    expect(level('11A51', { deaths: 1, missing: 2 })).toBe(3)
  })

  test('nothing known decides nothing', () => expect(level('11A51', {})).toBeNull())
})

describe('the level reporting goes by', () => {
  test('counts the missing as dead (第十二条), each person once', () => {
    const figures = reportingFigures(
      new Map([
        ['deaths', 1],
        ['missing', 2],
      ]),
    )
    expect(figures.get('deaths')).toBe(3)
    expect(levelOf(matchedThresholds('12B01', figures, thresholds, indicators))).toBe(3)
    expect(levelOf(matchedThresholds('11A51', figures, thresholds, indicators))).toBe(3)
  })

  test('is one up for a sensitive event, never above 1, and null while unrated', () => {
    expect(reportingLevelOf(4, null, ['people'])).toBe(3)
    expect(reportingLevelOf(1, null, ['people'])).toBe(1)
    expect(reportingLevelOf(4, 3, [])).toBe(3)
    expect(reportingLevelOf(null, null, ['people'])).toBeNull()
  })
})

test('bands read as the law writes them', () => {
  expect(bandInWords({ lo: 3, lo_exclusive: false, hi: 10, unit: '人' })).toBe('3 人以上、10 人以下')
  expect(bandInWords({ lo: 30, lo_exclusive: false, hi: null, unit: '人' })).toBe('30 人以上')
  expect(bandInWords({ lo: 0, lo_exclusive: true, hi: 3, unit: '人' })).toBe('大于 0 人以上、3 人以下')
})
