import type { QuarterScores, ScoreCase, SpotCheckView, SpotRoundView } from '@anlan/contract/duty-check.ts'
import type { PaperView } from '@anlan/contract/paper.ts'
import fc from 'fast-check'
import { describe, expect } from 'vitest'
import { test, type World } from '../../../../test/world.ts'
import { drawUnits } from './draw.ts'

type Items<T> = { items: T[] }

test('the draw: same seed, same units; those long unchecked come more often', () => {
  const pool = fc.uniqueArray(fc.record({ id: fc.uuid(), days: fc.integer({ min: 0, max: 365 }) }), {
    selector: one => one.id,
    minLength: 1,
  })
  fc.assert(
    fc.property(pool, fc.integer(), fc.integer({ min: 1, max: 5 }), (list, seed, count) => {
      const drawn = drawUnits(seed, list, count)
      expect(drawUnits(seed, [...list].reverse(), count)).toEqual(drawn)
      expect(new Set(drawn).size).toBe(Math.min(count, list.length))
    }),
  )
  const two = [
    { id: 'a', days: 1 },
    { id: 'b', days: 90 },
  ]
  const often = Array.from({ length: 500 }, (_, seed) => drawUnits(seed, two, 1)[0]).filter(id => id === 'b').length
  expect(often).toBeGreaterThan(450)
})

/** Draws until 茶坪镇 is among them. */
async function drawn(world: World) {
  await world.at('2026-07-11T20:00:00+08:00')
  const duty = await world.as('duty1')
  const round = (await duty.post<SpotRoundView>('/api/spot-check-rounds', { count: 50 })).body
  const all = (await duty.get<Items<SpotCheckView>>('/api/spot-checks?limit=200')).body.items
  const check = all.find(one => one.unitId === world.unit('chaping') && one.state === 'drawn')
  if (!check) throw new Error('not drawn')
  return { duty, round, check, at: `/api/spot-checks/${check.id}` }
}

describe('电话抽查', () => {
  test('anybody draws the same again; a unit that was drawn does not learn of it before the result', async ({
    world,
  }) => {
    const { round, at } = await drawn(world)
    expect([...round.redrawn].sort()).toEqual([...round.drawn].sort())
    expect((await (await world.as('chaping1')).get(at)).status).toBe(404)
    expect((await (await world.as('chaping1')).post('/api/spot-check-rounds', { count: 1 })).status).toBe(403)
  })

  test('the second call waits three minutes to the second; unanswered twice costs ten points', async ({ world }) => {
    const { duty, at } = await drawn(world)
    const miss = (version: number) => duty.put<SpotCheckView>(`${at}/call`, { version, answered: false, seconds: 30 })
    expect((await miss(1)).body.secondCallFrom).toBe('2026-07-11T12:03:00.000Z')
    await world.at('2026-07-11T20:02:59+08:00')
    expect((await miss(2)).problem.code).toBe('duty-check/call-order')
    await world.at('2026-07-11T20:03:00+08:00')
    const leader = await world.as('leader1')
    expect((await leader.post(`${at}/signature`, { version: 2 })).problem.code).toBe('duty-check/incomplete')
    expect((await miss(2)).status).toBe(200)
    expect((await duty.post(`${at}/signature`, { version: 3 })).status).toBe(403)
    expect((await leader.post<SpotCheckView>(`${at}/signature`, { version: 3 })).body.state).toBe('signed')
    const own = await world.as('chaping2')
    const scores = (await own.get<QuarterScores>('/api/duty-scores?quarter=2026Q3')).body
    expect(scores.units.map(unit => unit.unitName)).toEqual(['茶坪镇'])
    expect(scores.units[0]?.lines.find(line => line.rule === 'noAnswer')).toMatchObject({ cases: 1, points: -10 })
    const cases = (
      await own.get<Items<ScoreCase>>(`/api/duty-scores/cases?quarter=2026Q3&unit=${world.unit('chaping')}`)
    ).body
    expect(cases.items[0]?.link).toBe(`/duty-check/spot/${at.split('/').at(-1)}`)
    expect((await own.get(`/api/duty-scores/cases?quarter=2026Q3&unit=${world.unit('longtan')}`)).status).toBe(404)
  })

  test('who answers is compared with the roster, right answers come from the records; two callers lose nothing', async ({
    world,
  }) => {
    const { duty, check, at } = await drawn(world)
    const called = (
      await duty.put<SpotCheckView>(`${at}/call`, { version: check.version, answered: true, seconds: 12 })
    ).body
    expect(called.questions).toHaveLength(5)
    expect(called.questions.every(one => one.answer !== '')).toBe(true)
    const found = {
      version: called.version,
      answererName: '门卫老李',
      guard: true,
      leader: 'unreached',
      equipment: 'good',
      correct: Object.fromEntries(called.questions.map((one, i) => [one.code, i < 2])),
    }
    const recorded = (await duty.put<SpotCheckView>(at, found)).body
    expect(recorded).toMatchObject({ rostered: false, leader: 'unreached' })
    expect((await (await world.as('duty2')).put(at, found)).status).toBe(409)
    const leader = await world.as('leader1')
    await leader.post(`${at}/signature`, { version: recorded.version })
    const suspected = (
      await leader.get<Items<{ kind: string; id: string; at: string }>>('/api/duty-suspicions')
    ).body.items.filter(one => one.at.startsWith('2026-07'))
    expect(suspected.map(one => one.kind)).toEqual(['substitute'])
    const score = async () =>
      (await leader.get<QuarterScores>('/api/duty-scores?quarter=2026Q3')).body.units.find(
        unit => unit.unitId === check.unitId,
      )
    // 15 for the leader, 5 for the questions; 替岗 costs nothing until it is confirmed.
    const before = await score()
    expect(before?.lines.map(line => line.points).sort()).toEqual([-15, -5])
    await leader.post(`/api/duty-suspicions/${suspected[0]?.id}/decision`, { confirm: true, reason: '保安接听属实' })
    expect((await score())?.score).toBe((before?.score ?? 0) - 20)
  })

  test('the unit objects within its days, once; the county decides with a reason; the bulletin names what stands', async ({
    world,
  }) => {
    const { duty, at, check } = await drawn(world)
    await duty.put(`${at}/call`, { version: 1, answered: false, seconds: 30 })
    await world.at('2026-07-11T20:05:00+08:00')
    await duty.put(`${at}/call`, { version: 2, answered: false, seconds: 30 })
    const leader = await world.as('leader1')
    await leader.post(`${at}/signature`, { version: 3 })
    const town = await world.as('chaping1')
    expect((await (await world.as('longtan1')).post(`${at}/objection`, { text: '不属实' })).status).toBe(404)
    expect((await town.post(`${at}/objection`, { text: '线路故障，有派修单' })).status).toBe(200)
    expect((await town.post(`${at}/objection`, { text: '再申诉' })).problem.code).toBe('duty-check/objection-closed')
    const decision = { uphold: true, reason: '派修单属实' }
    expect((await leader.post<SpotCheckView>(`${at}/objection-decision`, decision)).body.state).toBe('overturned')
    expect((await leader.post(`${at}/objection-decision`, decision)).problem.code).toBe('duty-check/decided')
    await duty.post('/api/duty-supervisions', { unitId: check.unitId, kind: 'talk', text: '提醒谈话' })
    const { body } = await duty.post<{ paperId: string }>('/api/duty-bulletins', { quarter: '2026Q3' })
    const paper = (await duty.get<PaperView>(`/api/papers/${body.paperId}`)).body
    expect(paper.title).toBe('关于2026年第三季度值班抽查情况的通报')
    expect(paper.sections[0]?.table?.rows.some(row => row[1] === '茶坪镇')).toBe(true)
    expect(paper.sections[1]?.text).not.toContain('茶坪镇')
    expect(paper.sections[2]?.text).toContain('已约谈茶坪镇')
    expect((await duty.post<{ paperId: string }>('/api/duty-bulletins', { quarter: '2026Q3' })).body.paperId).toBe(
      body.paperId,
    )
  })

  test('objection is closed a second after its days', async ({ world }) => {
    const { duty, at } = await drawn(world)
    await duty.put(`${at}/call`, { version: 1, answered: false, seconds: 30 })
    await world.at('2026-07-11T20:05:00+08:00')
    await duty.put(`${at}/call`, { version: 2, answered: false, seconds: 30 })
    await (await world.as('leader1')).post(`${at}/signature`, { version: 3 })
    await world.query('delete from due_task')
    await world.at('2026-07-16T20:05:01+08:00')
    const late = await (await world.as('chaping1')).post(`${at}/objection`, { text: '不属实' })
    expect(late.problem).toMatchObject({ code: 'duty-check/objection-closed', detail: '已过申诉期限' })
  })

  test('a unit set to be checked loses two points for each shift without a log, at most ten', async ({ world }) => {
    await world.at('2026-07-11T20:00:00+08:00')
    const bureau = await world.as('bureau1')
    const unitIds = [world.unit('chaping')]
    await bureau.put('/api/duty-checked-units', { unitIds, watchCheckIn: false, checksPerWeek: 0 })
    const { units } = (await bureau.get<QuarterScores>('/api/duty-scores?quarter=2026Q3')).body
    const linesOf = (unit: string) => units.find(one => one.unitId === world.unit(unit))?.lines.map(line => line.rule)
    expect(linesOf('chaping')).toContain('logDefect')
    expect(linesOf('longtan')).not.toContain('logDefect')
    expect(units.find(one => one.unitId === unitIds[0])?.lines[0]).toMatchObject({ points: -10 })
  })
})
