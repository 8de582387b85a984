import type { EventView } from '@anlan/contract/emergency-event.ts'
import type { MyNotice } from '@anlan/contract/notice.ts'
import type { ObligationView } from '@anlan/contract/obligation.ts'
import type { CallView } from '@anlan/contract/switchboard.ts'
import { expect } from 'vitest'
import { test } from '../../../test/world.ts'

type Items<T> = { items: T[] }

test('an ordinary call is logged, handed on and closed; left alone it stands out', async ({ world }) => {
  await world.at('2026-07-12T02:00:00+08:00')
  const duty = await world.as('duty1')
  const call = (await duty.post<CallView>('/api/calls', { content: '群众反映路灯不亮', callerName: '王某' })).body
  expect(call).toMatchObject({ state: 'open', waitingTooLong: false, takenByName: '田晓岚' })
  await world.at('2026-07-12T02:31:00+08:00')
  expect((await duty.get<CallView>(`/api/calls/${call.id}`)).body.waitingTooLong).toBe(true)
  const handed = (
    await duty.post<CallView>(`/api/calls/${call.id}/transfer`, { unitId: world.unit('water-bureau'), note: '请处理' })
  ).body
  expect(handed).toMatchObject({ state: 'handed', handedToUnitName: '县水利局', waitingTooLong: false })
  const water = await world.as('water1')
  expect((await water.get<Items<MyNotice>>('/api/notices/mine')).body.items[0]?.title).toBe('转办来电')
  expect((await water.post<CallView>(`/api/calls/${call.id}/closure`, { outcome: '已修复' })).body).toMatchObject({
    state: 'closed',
    outcome: '已修复',
  })
  expect((await duty.post(`/api/calls/${call.id}/closure`, { outcome: '再办' })).problem.code).toBe(
    'switchboard/already-closed',
  )
})

test('a clue that is no event is dismissed with a reason, never without', async ({ world }) => {
  await world.at('2026-07-12T02:00:00+08:00')
  const duty = await world.as('duty1')
  const clue = { kind: 'clue', sourceKind: 'media', content: '网传水库溃坝', link: 'https://example.invalid/post/1' }
  const { id } = (await duty.post<CallView>('/api/calls', clue)).body
  expect((await duty.post(`/api/calls/${id}/dismissal`, {})).problem.errors).toMatchObject([
    { pointer: '/reason', field: '排除理由' },
  ])
  expect((await duty.post<CallView>(`/api/calls/${id}/dismissal`, { reason: '经核实为旧视频' })).body.state).toBe(
    'dismissed',
  )
})

test('a call becomes an event; another unit’s calls are nobody else’s business', async ({ world }) => {
  await world.at('2026-07-12T02:00:00+08:00')
  const duty = await world.as('duty1')
  const { id } = (await duty.post<CallView>('/api/calls', { content: '河坝村进水', kind: 'clue' })).body
  const event = {
    title: '河坝村进水',
    eventTypeCode: '11A01',
    areaCode: '990321104202',
    knownAt: '2026-07-12T02:00:00+08:00',
    source: '群众',
    summary: '进水',
    callId: id,
  }
  const { body } = await duty.post<EventView>('/api/emergency-events', event)
  expect((await duty.get<CallView>(`/api/calls/${id}`)).body).toMatchObject({ state: 'toEvent', eventId: body.id })
  expect((await (await world.as('chaping1')).get(`/api/calls/${id}`)).status).toBe(404)
})

test('a hotspot from above is to be answered within two hours', async ({ world }) => {
  await world.at('2026-04-05T14:31:00+08:00')
  const duty = await world.as('duty1')
  const hotspot = { kind: 'hotspot', sourceKind: 'upper', areaCode: '990321108000', content: '卫星热点 H-2026-0405-07' }
  const { id } = (await duty.post<CallView>('/api/calls', hotspot)).body
  const owed = async () => (await duty.get<Items<ObligationView>>(`/api/obligations?matter=${id}`)).body.items
  expect(await owed()).toMatchObject([{ ruleCode: 'RR-33', dueAt: '2026-04-05T08:31:00.000Z', state: 'open' }])
  await world.at('2026-04-05T14:50:00+08:00')
  expect((await duty.post(`/api/calls/${id}/answer`, { answer: '属实，正在扑救' })).status).toBe(200)
  expect(await owed()).toMatchObject([{ state: 'met', minutesLate: null }])
})
