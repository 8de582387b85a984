import type { CoverageGap, CoverageNow } from '@anlan/contract/coverage.ts'
import type { DutyCallLine } from '@anlan/contract/duty-check.ts'
import type { ModeHistoryEntry, UnitModeView } from '@anlan/contract/duty-mode.ts'
import type { EventView } from '@anlan/contract/emergency-event.ts'
import type { ResponseView } from '@anlan/contract/response-view.ts'
import { expect } from 'vitest'
import type { z } from 'zod'
import { test, type World } from '../../../../test/world.ts'

type Items<T> = { items: T[] }
const at = (time: string) => `2026-07-11T${time}:00+08:00`

const switchTo = async (world: World, account: string, keys: string[], from: string, to: string) =>
  (await world.as(account)).post('/api/duty-mode-switches', {
    units: keys.map(key => ({ unitId: world.unit(key), from })),
    to,
    reason: '今夜暴雨',
  })
const modeOf = async (world: World, key: string) =>
  (await (await world.as('duty1')).get<UnitModeView>(`/api/duty-modes/${world.unit(key)}`)).body

test('units switched together are called together every hour for as long as they stay, and 加强 is not', async ({
  world,
}) => {
  await world.at(at('16:00'))
  await switchTo(world, 'duty1', ['duty-office', 'chaping', 'longtan'], 'normal', 'emergency')
  await switchTo(world, 'duty1', ['songling'], 'normal', 'strengthened')
  const duty = await world.as('duty1')
  const rolls = async () =>
    (await duty.get<Items<z.output<typeof DutyCallLine>>>('/api/duty-calls?kind=roll')).body.items.filter(
      one => one.title === '应急值班状态点名',
    )
  await world.at(at('16:59'))
  expect(await rolls()).toEqual([])
  await world.at(at('17:00'))
  expect((await rolls()).map(one => [one.startedAt, one.asked])).toEqual([['2026-07-11T09:00:00.000Z', 3]])
  await switchTo(world, 'leader1', ['longtan'], 'emergency', 'normal')
  await world.at(at('18:00'))
  expect((await rolls()).map(one => one.asked)).toEqual([2, 3])
  await switchTo(world, 'leader1', ['duty-office', 'chaping'], 'emergency', 'strengthened')
  await world.at(at('20:00'))
  expect(await rolls()).toHaveLength(2)
}, 60_000)

test('an emergency response orders the township out; arrival and first report are counted from the order', async ({
  world,
}) => {
  await world.at(at('23:20'))
  const duty = await world.as('duty1')
  const event = await duty.post<EventView>('/api/emergency-events', {
    title: '茶坪镇河坝村山洪',
    eventTypeCode: '11A51',
    areaCode: '990321104202',
    knownAt: at('23:10'),
    source: '茶坪镇值班室电话',
    summary: '山洪进村。',
  })
  const leader = await world.as('leader1')
  const { id } = (await leader.post<ResponseView>('/api/responses', { eventId: event.body.id, responseLevel: 3 })).body
  await world.at(at('23:21'))
  expect((await modeOf(world, 'chaping')).scene).toMatchObject([{ responseId: id, arrivedAt: null, reportedAt: null }])
  expect((await modeOf(world, 'duty-office')).scene).toEqual([])
  const town = await world.as('chaping1')
  const told = (await town.get<Items<{ title: string }>>('/api/notices/mine')).body.items.map(one => one.title)
  expect(told).toContain('值班人员立即赶赴现场')

  await world.at(at('23:32'))
  expect((await town.post(`/api/responses/${id}/check-in`, { people: 5 })).status).toBe(200)
  await world.at(at('23:40'))
  expect(
    (await town.post(`/api/emergency-events/${event.body.id}/facts`, { text: '两户房屋进水，正在转移' })).status,
  ).toBe(201)
  await world.at(at('23:50'))
  await town.post(`/api/emergency-events/${event.body.id}/facts`, { text: '已转移 6 人' })
  const seen = (await modeOf(world, 'chaping')).scene
  expect(seen).toMatchObject([{ arrivedMinutes: 12, reportedMinutes: 20, reportedHow: '续报情况' }])
  // A higher level orders nobody a second time.
  await leader.post(`/api/responses/${id}/level-changes`, { responseLevel: 2, reason: '雨势增强' })
  await world.at(at('23:51'))
  expect((await modeOf(world, 'chaping')).scene).toEqual(seen)
  const past = (await duty.get<Items<ModeHistoryEntry>>(`/api/duty-modes/${world.unit('chaping')}/history`)).body.items
  expect(past.map(one => one.scene.length)).toEqual([0, 1])
})

test('the posts that a stronger mode asks for must be there while it lasts, and not before or after', async ({
  world,
}) => {
  await world.at(at('16:00'))
  const duty = await world.as('duty1')
  const missing = async () =>
    (await duty.get<z.output<typeof CoverageNow>>('/api/coverage/now')).body.items.find(
      one => one.unitId === world.unit('chaping'),
    )?.missing
  expect(await missing()).toEqual([])
  await switchTo(world, 'duty1', ['chaping'], 'normal', 'emergency')
  expect(await missing()).toEqual(['副班缺 2 人（应急）'])
  await world.at(at('19:00'))
  await switchTo(world, 'leader1', ['chaping'], 'emergency', 'normal')
  expect(await missing()).toEqual([])
  const gaps = await duty.get<{ items: CoverageGap[] }>(`/api/coverage/units/${world.unit('chaping')}/days/2026-07-11`)
  expect(gaps.body.items).toEqual([
    { from: '2026-07-11T08:00:00.000Z', to: '2026-07-11T11:00:00.000Z', what: '副班缺 2 人（应急）' },
  ])
})
