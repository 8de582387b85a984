import type { CallInForecast, CallInView, ModesView, MyCallIn, UnitModeView } from '@anlan/contract/duty-mode.ts'
import type { ObligationView } from '@anlan/contract/obligation.ts'
import type { ResponseView } from '@anlan/contract/response-view.ts'
import { expect } from 'vitest'
import { test, type World } from '../../../test/world.ts'

type Items<T> = { items: T[] }
const afternoon = '2026-07-11T16:00:00+08:00'

const modeOf = async (world: World, unit: string, account = 'duty1') =>
  (await (await world.as(account)).get<UnitModeView>(`/api/duty-modes/${world.unit(unit)}`)).body

const switchTo = async (world: World, account: string, unit: string, from: string, to: string, reason = '今夜暴雨') =>
  (await world.as(account)).post<{ changed: string[]; proposalId: string | null }>('/api/duty-mode-switches', {
    units: [{ unitId: world.unit(unit), from }],
    to,
    reason,
  })

const changes = async (world: World) =>
  (await world.query("select data from fact where type = 'duty-mode.changed' order by position")) as {
    data: Record<string, unknown>
  }[]

test('one action puts the county and a township into 加强; each unit learns what it owes, and only a leader lets it fall back', async ({
  world,
}) => {
  await world.at(afternoon)
  const duty = await world.as('duty1')
  const units = ['duty-office', 'chaping'].map(key => ({ unitId: world.unit(key), from: 'normal' }))
  const done = await duty.post<{ changed: string[] }>('/api/duty-mode-switches', {
    units,
    to: 'strengthened',
    reason: '今夜暴雨',
  })
  expect([done.status, done.body.changed.length]).toEqual([201, 2])
  const told = (await changes(world)).map(one => one.data)
  expect(told.find(one => one['unit'] === world.unit('chaping'))).toMatchObject({ after: 'strengthened' })
  expect(told.find(one => one['unit'] === world.unit('duty-office'))).toMatchObject({
    unit: world.unit('duty-office'),
    before: 'normal',
    after: 'strengthened',
    since: '2026-07-11T08:00:00.000Z',
    reason: '今夜暴雨',
    cause: { kind: 'manual' },
    reportEveryMinutes: null,
    reportHours: ['17:00'],
  })
  const room = await modeOf(world, 'duty-office')
  expect(room.gaps).toContainEqual({ post: 'secondary', required: 2, present: 1 })
  expect(room.causes).toMatchObject([{ kind: 'manual', mode: 'strengthened' }])

  const asked = await switchTo(world, 'duty1', 'chaping', 'strengthened', 'normal', '雨停')
  expect([asked.body.changed, asked.body.proposalId]).toEqual([[], expect.any(String)])
  expect((await modeOf(world, 'chaping')).mode).toBe('strengthened')
  const refused = await duty.post(`/api/duty-mode-proposals/${asked.body.proposalId}/approval`, { accept: true })
  expect([refused.status, refused.problem.code]).toEqual([403, 'not-permitted'])
  const leader = await world.as('leader1')
  const decided = await leader.post<ModesView>(`/api/duty-mode-proposals/${asked.body.proposalId}/approval`, {
    accept: true,
  })
  expect(decided.body.proposals).toEqual([])
  expect((await modeOf(world, 'chaping')).mode).toBe('normal')
  const again = await leader.post(`/api/duty-mode-proposals/${asked.body.proposalId}/approval`, { accept: true })
  expect(again.problem.code).toBe('duty-mode/already-decided')
})

test('two switch at once: the second is told what happened meanwhile', async ({ world }) => {
  await world.at(afternoon)
  const [one, two] = await Promise.all([
    switchTo(world, 'duty1', 'chaping', 'normal', 'emergency'),
    switchTo(world, 'leader1', 'chaping', 'normal', 'strengthened'),
  ])
  expect([one.status, two.status].sort()).toEqual([201, 409])
  const loser = one.status === 409 ? one : two
  expect(loser.problem).toMatchObject({
    code: 'duty-mode/changed-meanwhile',
    detail: expect.stringContaining('茶坪镇已由常态改为'),
  })
  expect(await changes(world)).toHaveLength(1)
})

test('a township switches itself, not its neighbour; a village does not', async ({ world }) => {
  await world.at(afternoon)
  expect((await switchTo(world, 'chaping1', 'chaping', 'normal', 'strengthened')).status).toBe(201)
  const stray = await switchTo(world, 'chaping1', 'longtan', 'normal', 'strengthened')
  expect([stray.status, stray.problem.errors?.[0]?.pointer]).toEqual([422, '/units/0/unitId'])
  expect((await switchTo(world, 'liangshui1', 'chaping', 'strengthened', 'emergency')).status).toBe(403)
})

async function startFlood(world: World, level: number) {
  const leader = await world.as('leader1')
  const { body } = await leader.post<ResponseView>('/api/responses', {
    topic: 'flood',
    responseLevel: level,
    subject: '今夜强降雨',
    areaCode: '990321104202',
  })
  return body.id
}

test('a response puts the room and the township where it is into 应急, at level Ⅱ into 战时; when it ends a leader lets them back only from what nothing else asks for', async ({
  world,
}) => {
  await world.at(afternoon)
  await switchTo(world, 'duty1', 'duty-office', 'normal', 'strengthened')
  await world.at('2026-07-11T23:20:00+08:00')
  const id = await startFlood(world, 4)
  expect([(await modeOf(world, 'duty-office')).mode, (await modeOf(world, 'chaping')).mode]).toEqual([
    'emergency',
    'emergency',
  ])
  expect((await modeOf(world, 'longtan')).mode).toBe('normal')
  const leader = await world.as('leader1')
  await leader.post(`/api/responses/${id}/level-changes`, { responseLevel: 3, reason: '雨强增大' })
  const before = await changes(world)
  await leader.post(`/api/responses/${id}/level-changes`, { responseLevel: 2, reason: '红色预警' })
  expect((await modeOf(world, 'chaping')).mode).toBe('wartime')
  expect((await changes(world)).length - before.length).toBe(2)

  await leader.post(`/api/responses/${id}/level-changes`, { responseLevel: 3, reason: '雨势减弱' })
  const [down] = (await leader.get<ModesView>('/api/duty-modes')).body.proposals
  expect([down?.direction, down?.mode, down?.unitNames.length]).toEqual(['lower', 'emergency', 2])
  await leader.post(`/api/duty-mode-proposals/${down?.id}/approval`, { accept: true })
  expect((await modeOf(world, 'chaping')).mode).toBe('emergency')

  const response = (await leader.get<ResponseView>(`/api/responses/${id}`)).body
  for (const one of response.closing)
    await leader.post(`/api/responses/${id}/closing-conditions/${one.code}`, { note: '已排除' })
  const ended = await leader.post(`/api/responses/${id}/ending`, { note: '险情排除', openTasksReason: '险情排除' })
  expect(ended.status).toBe(200)
  // Nothing falls back by itself.
  expect((await modeOf(world, 'chaping')).mode).toBe('emergency')
  const { proposals } = (await leader.get<ModesView>('/api/duty-modes')).body
  expect(proposals.map(one => [one.direction, one.mode, one.unitNames])).toEqual([
    ['lower', 'strengthened', ['县总值班室']],
    ['lower', 'normal', ['茶坪镇']],
  ])
  for (const one of proposals) await leader.post(`/api/duty-mode-proposals/${one.id}/approval`, { accept: true })
  expect([(await modeOf(world, 'duty-office')).mode, (await modeOf(world, 'chaping')).mode]).toEqual([
    'strengthened',
    'normal',
  ])
})

test('an exercise changes no mode; the same news twice changes nothing twice, and a leader who let a unit back is not overridden by it', async ({
  world,
}) => {
  await world.at('2026-07-11T23:20:00+08:00')
  const leader = await world.as('leader1')
  const exercise = { topic: 'flood', responseLevel: 2, subject: '演练', areaCode: '990321104202', mode: 'exercise' }
  await leader.post('/api/responses', exercise)
  expect(await changes(world)).toEqual([])
  const id = await startFlood(world, 4)
  expect(await changes(world)).toHaveLength(2)
  await switchTo(world, 'leader1', 'chaping', 'emergency', 'normal', '该镇无雨')
  const { followResponses } = await import('./modes/triggers.ts')
  const { runSystemWork } = await import('../../kernel/house.ts')
  const fact = {
    id,
    position: 0,
    type: 'response.started',
    subjectId: id,
    matterId: null,
    chainId: id,
    actorId: null,
    at: new Date(),
    data: {},
  }
  await runSystemWork(world.house, work => followResponses.handle(work, fact))
  expect(await changes(world)).toHaveLength(3)
  expect((await modeOf(world, 'chaping')).mode).toBe('normal')
})

test('people are called in, each taps once or is called; how long it took until all had acknowledged is measured, and falling back releases them', async ({
  world,
}) => {
  await world.at(afternoon)
  await switchTo(world, 'duty1', 'duty-office', 'normal', 'strengthened')
  const room = await modeOf(world, 'duty-office')
  const duty = await world.as('duty1')
  const url = `/api/duty-call-ins/${room.callIn?.id}`
  const list = async () => (await duty.get<CallInView>(url)).body
  const joint = (await list()).members.filter(one => one.kind === 'unit').map(one => one.unitName)
  expect(joint).toContain('县水利局')
  expect((await list()).members.some(one => one.kind === 'person' && one.post === '副班')).toBe(true)

  await world.at('2026-07-11T16:03:00+08:00')
  const water = await world.as('water1')
  const mine = (await water.get<Items<MyCallIn>>('/api/duty-call-ins/mine')).body.items
  expect(mine).toMatchObject([{ unitName: '县总值班室', mode: 'strengthened', acknowledgedAt: null }])
  const answer = (said: object) =>
    water.post<Items<MyCallIn>>(`/api/duty-call-in-members/${mine[0]?.memberId}/answer`, said)
  const toConfirm = async (who: typeof water) =>
    (await who.get<Items<{ title: string }>>('/api/notices/mine?state=open')).body.items.map(one => one.title)
  expect(await toConfirm(water)).toContain('县总值班室召回：请 30 分钟内到岗')
  await answer({ said: 'received' })
  expect(await toConfirm(water)).not.toContain('县总值班室召回：请 30 分钟内到岗')
  await answer({ said: 'expected', inMinutes: 15 })
  expect(
    (
      await (
        await world.as('forest1')
      ).post(`/api/duty-call-in-members/${mine[0]?.memberId}/answer`, { said: 'received' })
    ).status,
  ).toBe(404)
  // Who has acknowledged sinks; who has not stands first.
  expect((await list()).members.at(-1)).toMatchObject({
    unitName: '县水利局',
    acknowledgedMinutes: 3,
    expectedAt: '2026-07-11T08:18:00.000Z',
  })
  const owed = async () =>
    (await duty.get<Items<ObligationView>>(`/api/obligations?unit=${world.unit('duty-office')}`)).body.items.filter(
      one => one.title.includes('召回'),
    )
  expect((await owed()).map(one => [one.title, one.state])).toEqual([
    ['县总值班室召回人员全员确认', 'open'],
    ['县总值班室召回人员全员到岗', 'open'],
  ])
  await world.at('2026-07-11T16:11:00+08:00')
  const chased = (await duty.get<Items<{ title: string }>>('/api/notices/mine')).body.items.map(one => one.title)
  expect(chased.filter(title => /^县总值班室召回未确认 \d+ 人$/.test(title))).toHaveLength(1)
  expect(chased).not.toContain('已超时：县总值班室召回人员全员确认')

  await world.at('2026-07-11T16:20:00+08:00')
  for (const one of (await list()).members)
    await duty.post(`/api/duty-call-in-members/${one.id}/call`, { result: 'arrived' })
  expect(await list()).toMatchObject({ allAcknowledgedMinutes: 20, allArrivedMinutes: 20 })
  expect((await owed()).map(one => [one.state, one.minutesLate])).toEqual([
    ['met', 10],
    ['met', null],
  ])
  expect((await duty.get<ModesView>('/api/duty-modes')).body.countyCallIn).toMatchObject({
    lists: 1,
    allAcknowledgedMinutes: 20,
  })

  await switchTo(world, 'leader1', 'duty-office', 'strengthened', 'normal', '雨停')
  expect((await list()).closedAt).not.toBeNull()
  expect((await water.get<Items<MyCallIn>>('/api/duty-call-ins/mine')).body.items).toEqual([])
  const history = (
    await duty.get<Items<{ callIn: { allAcknowledgedMinutes: number } | null }>>(
      `/api/duty-modes/${world.unit('duty-office')}/history`,
    )
  ).body
  expect(history.items.map(one => one.callIn?.allAcknowledgedMinutes)).toEqual([undefined, 20])
})

test('leave is the leader’s to give while it is locked', async ({ world }) => {
  await world.at(afternoon)
  await switchTo(world, 'duty1', 'duty-office', 'normal', 'emergency')
  const duty = await world.as('duty1')
  const { body } = await duty.get<CallInView>(`/api/duty-call-ins/${(await modeOf(world, 'duty-office')).callIn?.id}`)
  expect(body.members.length).toBeGreaterThan(5)
  const [person] = (await world.query(`select m.person_id as id from duty_pool m join duty_room r on r.id = m.room_id
    where r.unit_id = '${world.unit('duty-office')}' order by m.sort limit 1`)) as { id: string }[]
  const leave = {
    personId: person?.id,
    kind: 'annual',
    from: '2026-07-12T08:00:00+08:00',
    to: '2026-07-13T08:00:00+08:00',
  }
  const refused = await duty.post('/api/duty/leaves', leave)
  expect([refused.status, refused.problem.detail]).toEqual([
    409,
    '县总值班室处于应急值班状态，停止审批离岗请假，请假须由带班领导办理',
  ])
  expect((await (await world.as('leader1')).post('/api/duty/leaves', { ...leave, kind: 'personal' })).status).toBe(201)
  await switchTo(world, 'leader1', 'duty-office', 'emergency', 'normal', '解除')
  expect((await duty.post('/api/duty/leaves', leave)).status).toBe(201)
})

test('before all are put into 应急 it is said who would be called; afterwards nothing lower is proposed any more, and the county hears once who is missing', async ({
  world,
}) => {
  await world.at('2026-11-23T15:00:00+08:00')
  const { followPeriods } = await import('./modes/triggers.ts')
  const { runSystemWork } = await import('../../kernel/house.ts')
  await runSystemWork(world.house, followPeriods)
  const duty = await world.as('duty1')
  const { units } = (await duty.get<ModesView>('/api/duty-modes')).body
  const { items } = (await duty.get<Items<CallInForecast>>('/api/duty-mode-forecast?to=emergency')).body
  expect(items).toHaveLength(units.length)
  const open = async () => (await duty.get<Items<{ title: string }>>('/api/notices/mine?state=open')).body.items
  expect((await open()).filter(one => one.title.startsWith('建议转入'))).not.toEqual([])
  const body = {
    to: 'emergency',
    reason: '森林火灾多点发生',
    units: units.map(one => ({ unitId: one.unitId, from: one.mode })),
  }
  expect((await duty.post('/api/duty-mode-switches', body)).status).toBe(201)
  expect((await open()).filter(one => one.title.startsWith('建议转入'))).toEqual([])
  const called = (await duty.get<ModesView>('/api/duty-modes')).body.units.filter(one => one.callIn)
  expect(called.length).toBeGreaterThan(1)
  await world.at('2026-11-23T15:31:00+08:00')
  const missing = (await open()).filter(one => one.title.includes('召回未确认'))
  expect(missing.map(one => one.title)).toEqual([expect.stringMatching(/^\d+ 个单位召回未确认 \d+ 人$/)])
})
