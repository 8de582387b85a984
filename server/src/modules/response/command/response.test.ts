import type { EventView } from '@anlan/contract/emergency-event.ts'
import type { TimelineEntry } from '@anlan/contract/event-timeline.ts'
import type { NoticeView } from '@anlan/contract/notice.ts'
import type { ObligationView } from '@anlan/contract/obligation.ts'
import type { EventHandling } from '@anlan/contract/response.ts'
import type { ResponseOffer } from '@anlan/contract/response-template.ts'
import type { ResponseLine, ResponseStatistics, ResponseView } from '@anlan/contract/response-view.ts'
import { expect } from 'vitest'
import type { z } from 'zod'
import { test, type World } from '../../../../test/world.ts'
import { sampleId } from '../../../sample-county.ts'

type Items<T> = { items: T[] }
const at = (time: string) => `2026-07-12T${time}+08:00`

async function flood(world: World, losses: object = { relocated: 596 }): Promise<EventView> {
  const { body } = await (await world.as('duty1')).post<EventView>('/api/emergency-events', {
    title: '茶坪镇河坝村山洪',
    eventTypeCode: '11A51',
    areaCode: '990321104202',
    knownAt: at('02:46:00'),
    source: '茶坪镇值班室电话',
    summary: '山洪进村，房屋倒塌。',
    losses,
  })
  return body
}
const floodOffice = () => ({ personId: '', at: at('03:00:00'), how: '电话' })
async function holder(world: World, postKey: string): Promise<string> {
  const rows = (await world.query(
    `select person_id from post_holder where post_id = '${sampleId('post', postKey)}' and "order" = 0`,
  )) as { person_id: string }[]
  return rows[0]?.person_id ?? ''
}
const started = async (world: World, body: object, account = 'leader1') =>
  (await world.as(account)).post<ResponseView>('/api/responses', body)

test('an offer says which response fits and by which condition, and starts nothing', async ({ world }) => {
  await world.at(at('03:00:00'))
  const event = await flood(world)
  const duty = await world.as('duty1')
  const path = `/api/emergency-events/${event.id}/response-offers`
  const offers = (await duty.get<Items<ResponseOffer>>(path)).body.items
  // The county's flood plan stands in the place of the table's row; no plan in force serves relief beside it.
  const byPlan = offers.find(one => one.planId !== null && one.topic === 'flood' && one.plan?.kind === 'special')
  expect(byPlan).toMatchObject({ levelReached: true, runningLevel: null, mayStart: true })
  expect(byPlan?.matched).toContain('转移安置 596 人（达到 100 人）')
  expect(byPlan?.grounds.find(one => one.rule === 'condition')?.record).toMatchObject({
    kind: 'figure',
    title: '茶坪镇值班室电话',
    link: `/events/${event.id}`,
  })
  expect(offers.some(one => one.planId === null && one.topic === 'flood')).toBe(false)
  expect((await duty.get<Items<ResponseLine>>('/api/responses')).body.items).toEqual([])
})

test('who may start does, an order taken down says whose, when and how; anybody else is refused', async ({ world }) => {
  await world.at(at('03:00:00'))
  const event = await flood(world)
  const refused = await started(world, { eventId: event.id, responseLevel: 3 }, 'duty1')
  expect(refused.problem).toMatchObject({ code: 'response/not-authorised', errors: [{ pointer: '/ordered' }] })
  const stranger = { ...floodOffice(), personId: await holder(world, 'duty-office/primary') }
  const wrong = await started(world, { eventId: event.id, responseLevel: 3, ordered: stranger }, 'duty1')
  expect(wrong.problem).toMatchObject({ code: 'response/not-authorised', errors: [{ pointer: '/ordered/personId' }] })
  const ordered = { ...floodOffice(), personId: await holder(world, 'leadership/county-head') }
  const byOrder = await started(world, { eventId: event.id, responseLevel: 2, ordered }, 'duty1')
  expect(byOrder.status).toBe(201)
  expect(byOrder.body).toMatchObject({
    responseLevel: 2,
    mode: 'real',
    subject: '茶坪镇河坝村山洪',
    starterPost: '县长',
    startedByName: '田晓岚',
    ordered: { post: '县长', how: '电话', at: new Date(at('03:00:00')).toISOString() },
    expectedUntil: new Date(at('03:00:00').replace('12T', '14T')).toISOString(),
  })
  expect(byOrder.body.measures).not.toBe('')
  const again = await started(world, { eventId: event.id, responseLevel: 3 })
  expect(again.problem.code).toBe('response/already-active')
  expect((await started(world, { eventId: event.id, responseLevel: 3 }, 'chaping1')).status).toBe(403)
  expect((await started(world, { eventId: event.id, planId: event.id, responseLevel: 3 })).problem).toMatchObject({
    errors: [{ pointer: '/planId' }],
  })
})

test('the headquarters stands from the posts as they are held now; a vacant one is a defect', async ({ world }) => {
  await world.at(at('03:00:00'))
  const event = await flood(world)
  await world.query(`delete from post_holder where post_id = '${sampleId('post', 'publicity-department/head')}'`)
  const { body } = await started(world, { eventId: event.id, responseLevel: 3 })
  expect(body.groups.map(group => group.code)).toEqual([
    'coord',
    'rescue',
    'medical',
    'security',
    'traffic',
    'supply',
    'settle',
    'monitor',
    'publicity',
  ])
  const settle = body.groups.find(group => group.code === 'settle')
  expect(settle?.members[0]).toMatchObject({ role: 'lead', unitName: '茶坪镇', defect: null })
  expect(settle?.members[0]?.phone).toMatch(/^199/)
  expect(body.commanders).toMatchObject([{ personName: '龙启明', role: 'commander' }])
  expect(body.defects).toContain('县委宣传部 常务副部长：岗位空缺')
  const opinion = body.taskList.find(task => task.title.startsWith('首次信息发布'))
  expect(opinion).toMatchObject({ unitName: '县委宣传部', personId: null, defect: '县委宣传部 常务副部长：岗位空缺' })
  expect(body.taskList.map(task => task.number)).toEqual(
    body.taskList.map((_, i) => `T-${String(i + 1).padStart(2, '0')}`),
  )
  // 人员搜救 before everything else.
  expect(body.taskList[0]?.priority).toBe('rescue')
  // Whoever is in it sees the event, too; others see neither.
  expect((await (await world.as('water1')).get(`/api/emergency-events/${event.id}`)).status).toBe(200)
  for (const account of ['longtan1', 'sancha1', 'truck1', 'city1'])
    expect((await (await world.as(account)).get(`/api/responses/${body.id}`)).status).toBe(404)
  expect((await (await world.as('longtan1')).post(`/api/response-tasks/${opinion?.id}/acceptance`)).status).toBe(404)
})

test('leaders of the level are told by name: who, when, how, and whether they confirmed', async ({ world }) => {
  await world.at(at('03:00:00'))
  const event = await flood(world)
  const { body } = await started(world, { eventId: event.id, responseLevel: 3 })
  const names = [...new Set(body.told.map(one => one.postName))]
  expect(names).toEqual(expect.arrayContaining(['县长', '县委常委、常务副县长', '副县长（分管应急、水利、林业）']))
  const calls = body.told.filter(one => one.channel === '电话')
  expect(calls.every(one => one.state === '待电话通知')).toBe(true)
  const duty = await world.as('duty1')
  await world.at(at('03:02:00'))
  await duty.post(`/api/notice-deliveries/${calls[0]?.deliveryId}/call-result`, { result: 'acknowledged' })
  const now = (await duty.get<ResponseView>(`/api/responses/${body.id}`)).body
  expect(now.told.find(one => one.deliveryId === calls[0]?.deliveryId)).toMatchObject({
    acknowledgedAt: new Date(at('03:02:00')).toISOString(),
    acknowledgedVia: '电话',
  })
  const timeline = await duty.get<Items<z.output<typeof TimelineEntry>>>(
    `/api/emergency-events/${event.id}/timeline?limit=200`,
  )
  expect(timeline.body.items.map(one => one.sentence)).toEqual(
    expect.arrayContaining([
      '启动防汛抗旱Ⅲ级响应：茶坪镇河坝村山洪，预计至 07-13 03:00',
      expect.stringMatching(/^下达 \d+ 项任务：/),
    ]),
  )
})

test('raising brings the groups and tasks that are new, lowering keeps what runs; never below the upper response', async ({
  world,
}) => {
  await world.at(at('03:00:00'))
  const event = await flood(world)
  const ordered = { personId: await holder(world, 'water-bureau/flood-office'), at: at('02:58:00'), how: '电话' }
  const first = (await started(world, { eventId: event.id, responseLevel: 4, ordered }, 'duty1')).body
  expect(first.taskList).toHaveLength(9)
  const path = `/api/responses/${first.id}`
  const leader = await world.as('leader1')
  const raised = await leader.post<ResponseView>(`${path}/level-changes`, { responseLevel: 3, reason: '转移 596 人' })
  expect(raised.body.responseLevel).toBe(3)
  expect(raised.body.groups.length).toBeGreaterThan(first.groups.length)
  expect(new Set(raised.body.taskList.map(task => task.number)).size).toBe(raised.body.taskList.length)
  expect(raised.body.taskList.slice(0, 9).map(task => task.id)).toEqual(first.taskList.map(task => task.id))
  await leader.post(`${path}/upper`, { unitName: '沧宁市防汛抗旱指挥部', level: 3, countyAtLeast: 3 })
  const low = await leader.post(`${path}/level-changes`, { responseLevel: 4, reason: '雨停' })
  expect(low.problem.code).toBe('response/below-upper')
  await leader.post(`${path}/upper`, { unitName: '沧宁市防汛抗旱指挥部', level: 3, countyAtLeast: null })
  const lowered = await leader.post<ResponseView>(`${path}/level-changes`, { responseLevel: 4, reason: '雨停' })
  expect(lowered.body.taskList).toHaveLength(raised.body.taskList.length)
  expect(lowered.body.levels.map(one => one.to)).toEqual([4, 3, 4])
})

test('it ends when every condition is looked into, by the authority of its level; two duties follow', async ({
  world,
}) => {
  await world.at(at('03:00:00'))
  const event = await flood(world)
  const { body } = await started(world, { eventId: event.id, responseLevel: 3 })
  const path = `/api/responses/${body.id}`
  const leader = await world.as('leader1')
  const end = (more: object = {}) => leader.post<ResponseView>(`${path}/ending`, { note: '险情排除', ...more })
  expect((await end()).problem).toMatchObject({
    code: 'response/conditions-open',
    detail: body.closing.map(one => one.name).join('；'),
  })
  for (const one of body.closing) await leader.post(`${path}/closing-conditions/${one.code}`, { note: '现场核实' })
  expect((await end()).problem.code).toBe('response/participation-missing')
  const took = await leader.post<EventHandling>('/api/response-participations', {
    eventId: event.id,
    unitId: world.unit('emergency-bureau'),
    how: 'onScene',
    people: '局长等 6 人',
    from: at('03:00:00'),
    note: '到场协调',
  })
  expect(took.body).toMatchObject({
    participationOwed: false,
    participationBecause: '一般事件',
    responsible: '县人民政府',
  })
  expect((await end()).problem.code).toBe('response/tasks-open')
  const byDuty = await (await world.as('duty1')).post(`${path}/ending`, {
    note: '险情排除',
    openTasksReason: '险情解除',
  })
  expect(byDuty.problem.code).toBe('response/not-authorised')
  const ended = await end({ openTasksReason: '险情解除，不再需要' })
  expect(ended.body).toMatchObject({ state: 'ended', openTasks: 0 })
  expect(ended.body.followUps.map(one => [one.title, one.unitName, one.metAt])).toEqual([
    ['县政府应急处置决定、命令报县人大常委会备案', '县人民政府办公室', null],
    ['应急处置工作结束后向县人大常委会作专项报告', '县人民政府办公室', null],
  ])
  const open = await leader.get<Items<ObligationView>>(`/api/obligations?matter=${body.id}&limit=200&state=open`)
  // Two of them fall due at the same moment.
  expect(open.body.items.map(one => one.ruleCode).sort()).toEqual(['RS-04', 'RS-05', 'RV-01'])
  for (const one of ended.body.followUps)
    expect((await leader.post(`${path}/follow-ups/${one.kind}`, { note: '已报' })).status).toBe(200)
  expect((await end()).problem.code).toBe('response/ended')
  expect((await leader.post(`/api/response-tasks/${body.taskList[0]?.id}/acceptance`)).problem.code).toBe(
    'response/ended',
  )
})

test('an exercise is marked everywhere and stands in no real list, timeline or figure', async ({ world }) => {
  await world.at(at('03:00:00'))
  const event = await flood(world)
  const { body } = await started(world, { eventId: event.id, responseLevel: 3, mode: 'exercise' })
  expect(body.mode).toBe('exercise')
  const leader = await world.as('leader1')
  const listed = async (query: string) =>
    (await leader.get<Items<ResponseLine>>(`/api/responses${query}`)).body.items.map(one => one.id)
  expect(await listed('')).toEqual([])
  expect(await listed('?mode=exercise')).toEqual([body.id])
  expect((await world.facts(event.id)).filter(type => type.startsWith('response.'))).toEqual([])
  const figures = await leader.get<z.output<typeof ResponseStatistics>>(
    '/api/response-statistics?from=2026-07-01T00:00:00Z&to=2026-08-01T00:00:00Z',
  )
  expect(figures.body).toMatchObject({ responses: 0, units: [] })
  const notices = await leader.get<Items<NoticeView>>(`/api/notices?matter=${body.id}&limit=200`)
  expect(notices.body.items.length).toBeGreaterThan(5)
  expect(notices.body.items.every(one => one.title.startsWith('【演练】'))).toBe(true)
  const clocks = await leader.get<Items<ObligationView>>(`/api/obligations?matter=${body.id}&limit=200`)
  expect(clocks.body.items.every(one => one.title.startsWith('【演练】'))).toBe(true)
  // The exercise opened the real event to nobody.
  expect((await (await world.as('health1')).get(`/api/emergency-events/${event.id}`)).status).toBe(404)
  expect((await (await world.as('health1')).get(`/api/responses/${body.id}`)).status).toBe(200)
  await expect(world.query(`update response set mode = 'real' where id = '${body.id}'`)).rejects.toThrow()
})

test('a response on a warning stands without an event and becomes that of the event that came of it', async ({
  world,
}) => {
  await world.at('2026-07-11T23:20:00+08:00')
  const none = await started(world, { responseLevel: 3 })
  expect(none.problem).toMatchObject({ errors: [{ pointer: '/topic' }] })
  const { body } = await started(world, {
    responseLevel: 3,
    topic: 'flood',
    subject: '今夜强降雨',
    areaCode: '990321104000',
  })
  expect(body).toMatchObject({ eventId: null, areaName: expect.stringContaining('茶坪镇') })
  await world.at(at('03:00:00'))
  const event = await flood(world)
  const linked = await (await world.as('duty1')).put<ResponseView>(`/api/responses/${body.id}/event`, {
    eventId: event.id,
  })
  expect(linked.body).toMatchObject({ eventId: event.id, times: { startMinutes: -206 } })
  const { list, years } = (
    await (
      await world.as('duty1')
    ).get<z.output<typeof ResponseStatistics>>(
      '/api/response-statistics?from=2026-07-01T00:00:00Z&to=2026-08-01T00:00:00Z',
    )
  ).body
  expect(list).toMatchObject([{ id: body.id, startMinutes: -206, firstArrivalMinutes: null }])
  // What began before the event did not wait for it: it does not shorten the average.
  expect(years).toMatchObject([{ year: 2026, responses: 1, start: { minutes: null, of: 0 } }])
  expect(await world.facts(event.id)).toContain('response.linked')
  const other = await (await world.as('duty1')).put(`/api/responses/${body.id}/event`, { eventId: event.id })
  expect(other.problem.code).toBe('response/already-linked')
})
