import type { QuarterScores } from '@anlan/contract/duty-check.ts'
import { describe, expect, test as rule } from 'vitest'
import { test } from '../../../../test/world.ts'
import { readBook, textOf } from '../../register/sheets/api.ts'
import { meanOf, quartersBegun } from './year.ts'

rule('a year counts the quarters that have begun; the mean is in tenths', () => {
  expect(quartersBegun(2026, '2026-06-30')).toEqual(['2026Q1', '2026Q2'])
  expect(quartersBegun(2026, '2026-07-01')).toEqual(['2026Q1', '2026Q2', '2026Q3'])
  expect(quartersBegun(2027, '2026-07-01')).toEqual([])
  expect(meanOf([100, 90, 95])).toBe(95)
  expect(meanOf([100, 100, 99])).toBe(99.7)
})

describe('年度考核得分', () => {
  test('is taken out as a sheet with a row per unit in reach; a township takes out its own', async ({ world }) => {
    await world.at('2026-07-11T20:00:00+08:00')
    const duty = await world.as('duty1')
    await duty.post('/api/duty-supervisions', {
      unitId: world.unit('chaping'),
      kind: 'merit',
      text: '提前预警',
    })
    const whole = await duty.get('/api/duty-scores/year.xlsx?year=2026')
    expect(whole.raw.headers['content-type']).toContain('spreadsheetml')
    const rows = (await rowsOf(whole.raw.rawPayload)).slice(3)
    const { units } = (await duty.get<QuarterScores>('/api/duty-scores?quarter=2026Q3')).body
    expect(rows.length).toBeGreaterThanOrEqual(units.length)
    expect(rows.find(row => row.includes('茶坪镇'))?.join('|')).toContain('首报优秀、提前预警 1 次 +3')
    const own = await (await world.as('chaping1')).get('/api/duty-scores/year.xlsx?year=2026')
    expect((await rowsOf(own.raw.rawPayload)).slice(3).map(row => row[1])).toEqual(['茶坪镇'])
    expect((await duty.get('/api/duty-scores/year.xlsx?year=26')).status).toBe(422)
  })
})

async function rowsOf(content: Buffer): Promise<string[][]> {
  const book = await readBook('得分.xlsx', content)
  return book.sheets[0]?.rows.map(row => row.cells.map(textOf)) ?? []
}
