import type { CollectionMatrix, PieceLine, PieceView } from '@anlan/contract/form.ts'
import type { PaperView } from '@anlan/contract/paper.ts'
import type { ZeroReportView } from '@anlan/contract/zero-report.ts'
import { expect } from 'vitest'
import { test, type World } from '../../../../test/world.ts'
import { runSystemWork } from '../../../kernel/house.ts'
import { recordFact } from '../../../kernel/work/work.ts'
import { changesOf, originOf, scheduleOf } from './rules.ts'

type Items<T> = { items: T[] }

/** As the module tells it when a unit's mode changes. */
const switched = (
  world: World,
  unit: string,
  after: string,
  asks: { reportEveryMinutes?: number; reportHours?: string[] },
) =>
  runSystemWork(world.house, async work => {
    recordFact(
      work,
      'duty-mode.changed',
      world.unit(unit),
      {
        unit: world.unit(unit),
        before: 'normal',
        after,
        since: work.now,
        reason: '强降雨',
        cause: { kind: 'manual', key: 'x', title: '强降雨' },
        reportEveryMinutes: asks.reportEveryMinutes ?? null,
        reportHours: asks.reportHours ?? null,
      },
      { chain: world.unit(unit) },
    )
  })

const zeroReports = async (world: World, account = 'duty1') =>
  (await (await world.as(account)).get<ZeroReportView>('/api/zero-reports')).body
const matrix = async (world: World, id: string | undefined) =>
  (await (await world.as('duty1')).get<CollectionMatrix>(`/api/form-collections/${id}/matrix`)).body
const owed = async (world: World, account: string) =>
  (await (await world.as(account)).get<Items<PieceLine>>('/api/form-pieces')).body.items
async function report(world: World, account: string, body: object) {
  const [piece] = await owed(world, account)
  const caller = await world.as(account)
  return caller.post<PieceView>(`/api/form-pieces/${piece?.id}/submissions`, { revision: piece?.revision, ...body })
}

test('hours hold before an interval; one schedule is one collection', () => {
  expect(scheduleOf({ reportHours: ['17:00', '08:00'], reportEveryMinutes: 60 })).toEqual({
    kind: 'daily',
    times: ['08:00', '17:00'],
  })
  expect(scheduleOf({ reportHours: null, reportEveryMinutes: 5 })).toEqual({ kind: 'every', minutes: 10 })
  expect(scheduleOf({ reportHours: null, reportEveryMinutes: null })).toBeNull()
  const [daily, hourly] = [
    { kind: 'daily' as const, times: ['17:00'] },
    { kind: 'every' as const, minutes: 60 },
  ]
  expect(changesOf([daily], [hourly, hourly])).toEqual({ joins: [hourly], leaves: [originOf(daily)] })
})

test('a unit in emergency reports every hour until it is switched back; told twice it owes once', async ({ world }) => {
  await world.at('2026-07-12T00:20:00+08:00')
  await switched(world, 'chaping', 'emergency', { reportEveryMinutes: 60 })
  await switched(world, 'longtan', 'emergency', { reportEveryMinutes: 60 })
  await world.at('2026-07-12T00:21:00+08:00')
  const [collection] = (await zeroReports(world)).collections
  expect(collection).toMatchObject({ scheduleWords: '每 1 小时', units: 2, keptBySystem: true, mayKeep: false })
  await switched(world, 'chaping', 'emergency', { reportEveryMinutes: 60 })
  await world.at('2026-07-12T00:30:00+08:00')
  expect((await owed(world, 'chaping1')).map(piece => piece.dueAt)).toEqual(['2026-07-11T17:00:00.000Z'])
  expect((await report(world, 'chaping1', { none: true })).body.status).toBe('none')
  await world.at('2026-07-12T01:00:01+08:00')
  const cells = (await matrix(world, collection?.id)).cells
  expect(cells.map(cell => cell.status).sort()).toEqual(['missing', 'none', 'waiting', 'waiting'])
  await switched(world, 'longtan', 'strengthened', { reportHours: ['17:00'] })
  await switched(world, 'chaping', 'normal', {})
  await world.at('2026-07-12T01:10:00+08:00')
  // What is not yet due is closed; what was missed stays, and may be handed in late.
  const after = (await matrix(world, collection?.id)).cells
  expect(after.map(cell => cell.status).sort()).toEqual(['cancelled', 'cancelled', 'missing', 'none'])
  const now = await zeroReports(world)
  expect(now.collections.map(one => [one.scheduleWords, one.units])).toEqual([['每日 17:00', 1]])
  expect((await zeroReports(world, 'chaping1')).duties).toEqual([])
  expect(await owed(world, 'chaping1')).toEqual([])
})

test('special periods with daily reports ask every township, and stop asking when they are over', async ({ world }) => {
  await world.at('2026-10-06T08:00:00+08:00')
  const system = await world.as('duty1')
  const period = {
    name: '国庆值守',
    from: '2026-10-06',
    to: '2026-10-06',
    mode: 'strengthened',
    dailyReport: true,
    source: '县政府办通知',
  }
  expect((await system.post('/api/calendar/special-periods', period)).status).toBe(201)
  await world.at('2026-10-06T08:01:00+08:00')
  const [collection] = (await zeroReports(world)).collections
  const towns = (await world.query("select id from unit where kind = 'town' and enabled")).length
  expect([collection?.scheduleWords, collection?.units]).toEqual(['每日 17:00', towns])
  await world.at('2026-10-08T08:00:00+08:00')
  expect((await zeroReports(world)).duties.filter(duty => duty.cause === 'period')).toEqual([])
})

test('the county asks a chosen set and drafts its synthesis; figures follow until somebody writes himself, his words stay', async ({
  world,
}) => {
  await world.at('2026-07-12T06:00:00+08:00')
  const duty = await world.as('duty1')
  const asked = await duty.post<ZeroReportView>('/api/zero-reports', {
    unitIds: [world.unit('chaping'), world.unit('longtan'), world.unit('songling')],
    reason: '灾情稳定前每日零报告',
    schedule: { kind: 'daily', times: ['09:00'] },
  })
  expect([asked.status, asked.body.duties.length]).toEqual([201, 3])
  expect((await (await world.as('chaping1')).post('/api/zero-reports', {})).status).toBe(403)
  await report(world, 'chaping1', { values: { situation: '河坝村道路中断，正在抢通。', zeroRelocated: 596 } })
  const round = asked.body.collections[0]?.current?.roundId
  const drafted = await duty.post<{ paperId: string }>('/api/zero-report-syntheses', { roundId: round })
  expect(drafted.status).toBe(201)
  const paper = async () => (await duty.get<PaperView>(`/api/papers/${drafted.body.paperId}`)).body
  expect((await paper()).sections[0]?.text).toContain(
    '应报零报告单位 3 个，已报 1 个，其中无情况 0 个、有情况 1 个；迟报 0 个，未报 2 个',
  )
  expect((await paper()).sections[0]?.text).toContain('转移安置 596 人')
  await report(world, 'longtan1', { none: true })
  await world.at('2026-07-12T06:01:00+08:00')
  expect((await paper()).sections[2]?.text).toBe('龙滩镇。')
  const { revision, sections } = await paper()
  const written = sections.map((section, i) => (i === 1 ? { ...section, text: '县政府已派工作组。' } : section))
  expect((await duty.put(`/api/papers/${drafted.body.paperId}`, { revision, sections: written })).status).toBe(200)
  await world.at('2026-07-12T09:00:01+08:00')
  const again = await duty.post<{ paperId: string }>('/api/zero-report-syntheses', { roundId: round })
  expect(again.body.paperId).toBe(drafted.body.paperId)
  const renewed = (await paper()).sections
  expect(renewed[1]?.text).toBe('县政府已派工作组。')
  expect(renewed[3]?.text).toContain('未报：松岭镇')
  const ended = await duty.post<ZeroReportView>(`/api/zero-reports/${asked.body.duties[0]?.id}/ending`, {
    reason: '灾情稳定',
  })
  expect(ended.body.duties).toHaveLength(2)
})
