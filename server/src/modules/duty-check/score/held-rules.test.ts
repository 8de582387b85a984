import type { ChangeEntry } from '@anlan/contract/change.ts'
import type { QuarterScores, ScoreRuleView } from '@anlan/contract/duty-check.ts'
import { describe, expect } from 'vitest'
import { test, type World } from '../../../../test/world.ts'

type Items<T> = { items: T[] }
const at = '/api/duty-score-rules/merit'
const merit = async (world: World, quarter: string) => {
  const { units } = (await (await world.as('duty1')).get<QuarterScores>(`/api/duty-scores?quarter=${quarter}`)).body
  return units.find(one => one.unitId === world.unit('chaping'))?.lines.find(line => line.rule === 'merit')?.points
}

describe('评分规则的沿革', () => {
  test('a quarter keeps the rules that held when it ended; a later change counts from its own quarter on', async ({
    world,
  }) => {
    await world.at('2026-06-29T09:00:00+08:00')
    const praise = { unitId: world.unit('chaping'), kind: 'merit', text: '提前预警' }
    await (await world.as('duty1')).post('/api/duty-supervisions', praise)
    const bureau = await world.as('bureau1')
    const change = { version: 1, points: 4, cap: 10, enabled: true, reason: '县政府办公室核定' }
    expect((await bureau.put(at, change)).status).toBe(200)
    expect(await merit(world, '2026Q2')).toBe(4)
    // A second before the quarter is over the rule may still change it, at its end no more.
    await world.at('2026-06-30T23:59:59+08:00')
    await bureau.put(at, { ...change, version: 2, points: 5 })
    await world.at('2026-07-01T00:00:00+08:00')
    await bureau.put(at, { ...change, version: 3, points: 2, reason: '三季度起降低' })
    await bureau.put(at, { ...change, version: 4, enabled: false, reason: '暂停' })
    await (await world.as('duty1')).post('/api/duty-supervisions', praise)
    expect([await merit(world, '2026Q2'), await merit(world, '2026Q3')]).toEqual([5, undefined])
    const rules = async (query: string) =>
      (await bureau.get<Items<ScoreRuleView>>(`/api/duty-score-rules${query}`)).body.items.find(
        one => one.code === 'merit',
      )
    expect(await rules('?quarter=2026Q2')).toMatchObject({ points: 5, enabled: true })
    expect(await rules('')).toMatchObject({ points: 4, enabled: false, version: 5 })
    expect((await bureau.get('/api/duty-score-rules?quarter=2026Q5')).problem.errors?.[0]?.pointer).toBe('/quarter')
  })

  test('each change is told with its reason, newest first; an unknown rule has none', async ({ world }) => {
    await world.at('2026-07-11T20:00:00+08:00')
    const bureau = await world.as('bureau1')
    const change = { version: 1, points: 4, cap: null, enabled: true, reason: '县政府办公室核定' }
    expect((await bureau.put(at, { ...change, reason: ' ' })).problem.errors?.[0]?.pointer).toBe('/reason')
    await bureau.put(at, change)
    expect((await bureau.put(at, change)).status).toBe(409)
    const town = await world.as('chaping1')
    const { items } = (await town.get<Items<ChangeEntry>>(`${at}/history`)).body
    expect(items).toMatchObject([
      {
        reason: '县政府办公室核定',
        changes: [
          { label: '每次分值', before: '3 分', after: '4 分' },
          { label: '季度上限', before: '10 分', after: '（空）' },
        ],
      },
    ])
    expect((await town.get('/api/duty-score-rules/none/history')).status).toBe(404)
  })

  test('the lines between the grades are the county’s own', async ({ world }) => {
    await world.at('2026-07-11T20:00:00+08:00')
    const duty = await world.as('duty1')
    for (const text of ['提前预警', '首报优秀'])
      await duty.post('/api/duty-supervisions', { unitId: world.unit('chaping'), kind: 'merit', text })
    const grade = async () => {
      const { units, grades } = (await duty.get<QuarterScores>('/api/duty-scores?quarter=2026Q3')).body
      return [units.find(one => one.unitId === world.unit('chaping'))?.grade, grades.good]
    }
    expect(await grade()).toEqual(['优秀', 80])
    const set = async (key: string, value: number) =>
      (await (await world.as('bureau1')).put(`/api/settings/duty-check.${key}`, { value, reason: '考核细则' })).status
    expect(await set('excellent-from', 101)).toBe(422)
    expect([await set('good-from', 85), await set('excellent-from', 100)]).toEqual([200, 200])
    expect(await grade()).toEqual(['优秀', 85])
  })
})
