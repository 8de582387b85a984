import type { EventView } from '@anlan/contract/emergency-event.ts'
import type { ObligationView } from '@anlan/contract/obligation.ts'
import type { EventHandling } from '@anlan/contract/response.ts'
import type { ResponseView } from '@anlan/contract/response-view.ts'
import { expect } from 'vitest'
import { test, type World } from '../../../../test/world.ts'

type Items<T> = { items: T[] }
const at = (time: string) => `2026-07-12T${time}+08:00`

async function running(world: World): Promise<ResponseView> {
  await world.at(at('03:00:00'))
  const { body: event } = await (await world.as('duty1')).post<EventView>('/api/emergency-events', {
    title: '茶坪镇凉水村山洪',
    eventTypeCode: '11A51',
    areaCode: '990321104201',
    knownAt: at('02:46:00'),
    source: '茶坪镇值班室电话',
    summary: '山洪进村。',
    losses: { relocated: 596 },
  })
  const body = { eventId: event.id, responseLevel: 3 }
  return (await (await world.as('leader1')).post<ResponseView>('/api/responses', body)).body
}

test('who was to come, who has come by himself or by the desk’s word, and who is still missing', async ({ world }) => {
  const { id } = await running(world)
  const duty = await world.as('duty1')
  const path = `/api/responses/${id}`
  for (const unit of ['water-bureau', 'health-commission'])
    await duty.post(`${path}/arrivals`, { kind: 'department', unitId: world.unit(unit), plannedAt: at('03:30:00') })
  await world.at(at('03:25:00'))
  const self = await (await world.as('water1')).post<ResponseView>(`${path}/check-in`, { people: 4 })
  expect(self.body.arrivals.find(one => one.unitName === '县水利局')).toMatchObject({
    how: 'self',
    late: false,
    people: 4,
    arrivedAt: new Date(at('03:25:00')).toISOString(),
  })
  await world.at(at('03:31:00'))
  const now = (await duty.get<ResponseView>(path)).body
  expect(now.arrivals[0]).toMatchObject({ unitName: '县卫生健康委员会', arrivedAt: null, late: true })
  expect(now.times.firstArrivalMinutes).toBe(39)
  const late = now.arrivals[0]?.id
  expect((await (await world.as('chaping1')).post(`/api/response-arrivals/${late}/check-in`)).status).toBe(404)
  const early = await duty.post(`/api/response-arrivals/${late}/check-in`, { at: at('02:00:00') })
  expect(early.problem).toMatchObject({ errors: [{ pointer: '/at' }] })
  const typed = await duty.post<ResponseView>(`/api/response-arrivals/${late}/check-in`, { at: at('03:30:30') })
  expect(typed.body.arrivals.find(one => one.id === late)).toMatchObject({ how: 'desk', late: true, byName: '田晓岚' })
  expect((await duty.post(`/api/response-arrivals/${late}/check-in`)).problem.code).toBe('response/already-arrived')
  const leader = await (await world.as('leader1')).post<ResponseView>(`${path}/check-in`)
  expect(leader.body.arrivals.find(one => one.kind === 'leader')).toMatchObject({ name: '龙启明', how: 'self' })
})

test('the six steps on scene each have an owner and a time, once', async ({ world }) => {
  const { id, steps } = await running(world)
  expect(steps).toHaveLength(6)
  const duty = await world.as('duty1')
  const step = { step: 'analysis', ownerName: '龙启明', note: '两处险情，先搜救' }
  const done = await duty.post<ResponseView>(`/api/responses/${id}/scene-steps`, step)
  expect(done.body.steps[0]).toMatchObject({ ownerName: '龙启明', at: new Date(at('03:00:00')).toISOString() })
  expect((await duty.post(`/api/responses/${id}/scene-steps`, step)).problem.code).toBe('conflict')
})

test('the village team is called out from the event, assembles within its minutes and says with how many', async ({
  world,
}) => {
  const { eventId } = await running(world)
  const duty = await world.as('duty1')
  const path = `/api/emergency-events/${eventId}/handling`
  const handling = (await duty.get<EventHandling>(path)).body
  expect(handling.callable.map(one => one.unitName)).toEqual(['凉水村', '茶坪镇'])
  const village = handling.callable[0]?.unitId
  const call = { eventId, unitId: village, order: '组织群众撤离，清点人数' }
  expect((await (await world.as('longtan1')).post('/api/response-call-outs', call)).status).toBe(404)
  const called = await duty.post<EventHandling>('/api/response-call-outs', call)
  expect(called.status).toBe(201)
  const [team] = called.body.callOuts
  await world.at(at('03:15:00'))
  expect((await duty.get<EventHandling>(path)).body.callOuts[0]?.overdue).toBe(false)
  await world.at(at('03:15:01'))
  expect((await duty.get<EventHandling>(path)).body.callOuts[0]?.overdue).toBe(true)
  expect(
    (await (await world.as('sancha1')).post(`/api/response-call-outs/${team?.id}/assembly`, { people: 3 })).status,
  ).toBe(404)
  const stands = await (await world.as('liangshui1')).post<EventHandling>(
    `/api/response-call-outs/${team?.id}/assembly`,
    {
      people: 15,
      note: '已封控村道',
    },
  )
  expect(stands.body.callOuts[0]).toMatchObject({ people: 15, overdue: false })
  expect(await world.facts(eventId ?? '')).toEqual(
    expect.arrayContaining(['response.called-out', 'response.assembled']),
  )
})

test('a bulletin needs another person’s word; what is promised next is owed; a clue is answered in time', async ({
  world,
}) => {
  const { id } = await running(world)
  const duty = await world.as('duty1')
  const leader = await world.as('leader1')
  const drafted = await duty.post<ResponseView>(`/api/responses/${id}/bulletins`, {
    title: '山洪处置情况',
    text: '已转移 596 人。',
  })
  const bulletin = drafted.body.bulletins[0]?.id
  const on = (step: string) => `/api/response-bulletins/${bulletin}/${step}`
  expect((await duty.post(on('judgement'), { verdict: 'approved' })).problem.code).toBe('response/own-bulletin')
  expect((await duty.post(on('publication'), { channels: ['县政府网站'] })).problem.code).toBe(
    'response/bulletin-state',
  )
  expect((await leader.post(on('judgement'), { verdict: 'approved' })).status).toBe(200)
  const published = await duty.post<ResponseView>(on('publication'), {
    channels: ['县政府网站'],
    nextBy: at('05:00:00'),
  })
  expect(published.body.bulletins[0]).toMatchObject({ state: 'published', channels: ['县政府网站'] })
  const owed = async () =>
    (await duty.get<Items<ObligationView>>(`/api/obligations?matter=${id}&limit=200`)).body.items.filter(
      one => one.ruleCode === 'RS-03',
    )
  expect(await owed()).toMatchObject([{ state: 'open', owedByUnitName: '县委宣传部' }])
  await world.at(at('05:00:01'))
  expect(await owed()).toMatchObject([{ state: 'overdue' }])
  const clue = await duty.post<ResponseView>(`/api/responses/${id}/clues`, { source: '微信群', text: '传言水库垮坝' })
  await world.at(at('05:30:01'))
  const clueId = clue.body.clues[0]?.id
  const answered = await duty.post<ResponseView>(`/api/response-clues/${clueId}/answer`, {
    answer: '水库安全',
    channel: '县政府网站',
  })
  expect(answered.body.clues[0]).toMatchObject({ minutes: 30, answer: '水库安全' })
  await expect(world.query(`update response_bulletin set text = '改' where id = '${bulletin}'`)).rejects.toThrow()
})

test('whose responsibility it is follows from the level, and every move is written down', async ({ world }) => {
  const { eventId } = await running(world)
  const leader = await world.as('leader1')
  const moved = await leader.post<EventHandling>('/api/response-responsibilities', {
    eventId,
    direction: 'up',
    toName: '沧宁市人民政府',
    reason: '可能发展为较大灾害',
  })
  expect(moved.body).toMatchObject({ responsible: '沧宁市人民政府', participationOwed: true })
  expect(await world.facts(eventId ?? '')).toContain('response.responsibility-moved')
})
