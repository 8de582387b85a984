import { expect, test } from 'vitest'
import { eventTypes } from './event-types.ts'
import { figureIndicators } from './figure-indicators.ts'
import { type LevelThresholdRow, levelThresholds, majorDangerThresholds } from './level-thresholds.ts'

const indicators = new Map(figureIndicators.map(indicator => [indicator.code, indicator]))

const lineOf = (row: LevelThresholdRow) => `${row.scheme} ${row.indicator}`
const lines = [...new Set(levelThresholds.map(lineOf))].map(line => levelThresholds.filter(row => lineOf(row) === line))

/** The level that the enabled bands of a type give one figure, as a reader of the table would find it. */
function levelOf(typeCode: string, indicator: string, value: number) {
  const reached = levelThresholds.filter(
    row =>
      row.enabled &&
      row.indicator === indicator &&
      row.typePrefixes.some(prefix => typeCode.startsWith(prefix)) &&
      (row.lo === null || (row.loExclusive ? value > row.lo : value >= row.lo)) &&
      (row.hi === null || value < row.hi),
  )
  return reached.map(row => row.level).sort((a, b) => a - b)[0] ?? null
}

test('indicator codes are unique, and the core ones are exactly those of intake', () => {
  expect(indicators.size).toBe(figureIndicators.length)
  const core = 'deaths missing seriousInjuries minorInjuries trapped affected relocated directLossWanYuan'
  expect(figureIndicators.slice(0, 8).map(indicator => indicator.code)).toEqual(core.split(' '))
})

test('a derived figure takes only figures that are typed', () => {
  for (const { code, derived } of figureIndicators) {
    if (!derived) continue
    const parts = 'sumOf' in derived ? derived.sumOf : [derived.takes, derived.whileFigure]
    for (const part of parts) {
      expect(indicators.has(part), `${code} takes ${part}`).toBe(true)
      expect(indicators.get(part)?.derived).toBeUndefined()
    }
  }
})

test('every threshold reads a known indicator in its unit, for types that exist', () => {
  for (const row of [...levelThresholds, ...majorDangerThresholds]) {
    expect(indicators.get(row.indicator)?.unit, row.indicator).toBe(row.unit)
    for (const prefix of row.typePrefixes) expect(eventTypes.some(type => type.code.startsWith(prefix))).toBe(true)
  }
})

test('the bands of one line join without gap or overlap, graver upward', () => {
  for (const line of lines) {
    const upward = [...line].sort((a, b) => (a.lo ?? 0) - (b.lo ?? 0))
    expect(upward.at(-1)?.hi).toBeNull()
    for (const [i, row] of upward.entries()) {
      const next = upward[i + 1]
      if (!next) continue
      expect(row.hi).toBe(next.lo)
      expect(next.loExclusive).toBe(false)
      expect(next.level).toBeLessThan(row.level)
    }
  }
})

test('only an uncertain line is shipped disabled', () => {
  for (const row of levelThresholds.filter(row => !row.enabled)) expect(row.confidence).toBe('待核')
})

test.each([
  ['12D02', 'deaths', 0, null],
  ['12D02', 'deaths', 2, 4],
  ['12D02', 'deaths', 3, 3],
  ['12D02', 'seriousInjuries', 1, 4],
  ['12G03', 'directLossWanYuan', 10_000, 1],
  ['11G01', 'burnedAreaHectares', 0, 4],
  ['11G01', 'burnedAreaHectares', 0.8, 4],
  ['11G01', 'burnedAreaHectares', 3.5, 3],
  ['11G05', 'burnedAreaHectares', 3.5, null],
  ['11D01', 'deaths', 0, 4],
  ['11D01', 'peopleToRelocate', 500, 2],
  ['11C02', 'magnitude', 4, 4],
  ['12Q01', 'waterIntakeOutage', 1, 3],
  ['12Q01', 'directLossWanYuan', 386, 4],
  ['13B03', 'illCases', 29, null],
  ['13B03', 'illCases', 100, 4],
  ['13B03', 'illCases', 101, 3],
  ['13B03', 'illCasesWithDeaths', 101, 2],
  ['13B03', 'deaths', 1, 3],
  ['11A51', 'deathsAndMissing', 0, null],
  ['11A51', 'deathsAndMissing', 2, 4],
  ['11A51', 'relocated', 596, 4],
  ['11A51', 'housesCollapsedOrSevereRooms', 58, 4],
  ['11A51', 'directLossWanYuan', 2860, 4],
  ['11A03', 'reservoirFailure', 2, 3],
  ['12N06', 'strandedHours', 30, 3],
  ['12N06', 'strandedHoursOfCrowd', 30, 2],
  ['14A00', 'deaths', 5, null],
] as const)('%s with %s = %d has level %s', (typeCode, indicator, value, level) => {
  expect(levelOf(typeCode, indicator, value)).toBe(level)
})
