import { randomUUID } from 'node:crypto'
import type { EventView } from '@anlan/contract/emergency-event.ts'
import type { ObligationView } from '@anlan/contract/obligation.ts'
import type { ResponseOffer } from '@anlan/contract/response-template.ts'
import type {
  LevelChangePreview,
  ResourceProposals,
  ResponseLine,
  ResponseView,
} from '@anlan/contract/response-view.ts'
import { expect } from 'vitest'
import { test, type World } from '../../../../test/world.ts'
import { runSystemWork } from '../../../kernel/house.ts'
import { sampleId } from '../../../sample-county.ts'
import { setPlanState } from '../../plan/states.ts'

type Items<T> = { items: T[] }
const at = (time: string) => `2026-07-12T${time}+08:00`
const step = (key: string, title: string, more: object = {}) => ({
  key,
  title,
  levels: [4, 3],
  bearer: 'office:water',
  acceptMinutes: 10,
  doneMinutes: 60,
  ...more,
})
/** 山洪: at Ⅲ an evacuation in a group of the plan's own, one step behind another, one later, one that goes on. */
const content = {
  chapters: [{ key: 'c4', number: '四、', title: '应急响应', part: 'response', text: '巡查危险区。' }],
  command: {
    name: '县山洪灾害防御指挥部',
    office: { bearer: 'office:water', said: '县水利局' },
    commander: { bearer: 'leader:县长', said: '县长' },
    deputies: [{ bearer: 'supervisor', said: '分管副县长' }],
    members: [{ bearer: null, said: '县应急志愿者协会' }],
  },
  groups: [
    { key: 'watch', name: '巡查值守组', lead: { bearer: 'office:water' }, duties: '巡查危险区' },
    { key: 'move', name: '人员转移组', lead: { bearer: 'place:town' }, members: [{ bearer: 'office:publicSecurity' }] },
  ],
  levels: [
    { level: 4, conditions: '黄色暴雨预警', starters: ['supervisor'], told: ['supervisor'] },
    {
      level: 3,
      conditions: '转移 50 人以上',
      triggers: [
        {
          kind: 'condition',
          condition: { kind: 'figure', indicators: ['relocated'], label: '转移安置', min: 50, unit: ' 人' },
        },
      ],
      starters: ['supervisor'],
      commander: 'supervisor',
      told: ['supervisor', 'leader:县长'],
    },
  ],
  steps: [
    step('patrol', '巡查水磨沟危险区', { group: 'watch', chapter: 'c4', clause: '巡查危险区' }),
    step('report', '报告巡查结果', { group: 'watch', after: 'patrol', doneMinutes: 15 }),
    step('gauge', '加密观测水位', { group: 'watch', continuous: true, doneMinutes: 30 }),
    step('later', '会商研判', { offsetMinutes: 45, bearer: 'office:emergencyBureau' }),
    step('move', '转移危险区群众', { group: 'move', bearer: null, levels: [3], priority: 'evacuation' }),
    step('buses', '调派转移车辆', { bearer: null, said: '县公交公司', levels: [3] }),
  ],
  closing: [{ code: 'over', name: '雨情回落' }],
}

async function planInForce(world: World, more: object = {}, said: object = content): Promise<string> {
  const id = randomUUID()
  const made = await (await world.as('bureau1')).post<{ id: string }>('/api/plans', {
    id,
    kind: 'special',
    title: '青峦县山洪灾害防御专项预案（试验）',
    topic: 'flood',
    eventTypes: ['11A51'],
    unitId: world.unit('water-bureau'),
    ...more,
    content: said,
  })
  expect(made.status, JSON.stringify(made.body)).toBe(201)
  await runSystemWork(world.house, async work => {
    await setPlanState(work, id, 'approving')
    await setPlanState(work, id, 'inForce', {
      documentNumber: '青政办发〔2026〕99号',
      issuingBody: '青峦县人民政府',
      issuedOn: '2026-06-01',
    })
  })
  return id
}
async function flood(world: World): Promise<EventView> {
  const { body } = await (await world.as('duty1')).post<EventView>('/api/emergency-events', {
    title: '茶坪镇河坝村山洪',
    eventTypeCode: '11A51',
    areaCode: '990321104202',
    knownAt: at('02:46:00'),
    source: '茶坪镇值班室电话',
    summary: '山洪进村。',
    losses: { relocated: 96 },
  })
  return body
}
const start = async (world: World, body: object, account = 'leader1') =>
  (await world.as(account)).post<ResponseView>('/api/responses', body)
const view = async (world: World, id: string, account = 'duty1') =>
  (await (await world.as(account)).get<ResponseView>(`/api/responses/${id}`)).body
const of = (response: ResponseView, title: string) => {
  const task = response.taskList.findLast(one => one.title.startsWith(title))
  if (!task) throw new Error(`no task ${title}`)
  return task
}

test('a plan is offered with the rule that holds, starts once however often it is clicked, and brings its own groups and real people', async ({
  world,
}) => {
  await world.at(at('03:00:00'))
  const planId = await planInForce(world)
  const event = await flood(world)
  const offers = (
    await (await world.as('duty1')).get<Items<ResponseOffer>>(`/api/emergency-events/${event.id}/response-offers`)
  ).body.items
  const offer = offers.find(one => one.planId === planId)
  expect(offer).toMatchObject({ level: 3, levelReached: true, matched: ['转移安置 96 人（达到 50 人）'] })
  const first = await start(world, { eventId: event.id, planId, responseLevel: 3 })
  expect(first.status).toBe(201)
  const again = await start(world, { eventId: event.id, planId, responseLevel: 3 })
  expect(again.body.id).toBe(first.body.id)
  expect((await start(world, { eventId: event.id, planId, responseLevel: 4 })).problem.code).toBe(
    'response/already-active',
  )
  expect((await start(world, { eventId: event.id, planId, responseLevel: 1 })).problem).toMatchObject({
    errors: [{ pointer: '/responseLevel' }],
  })
  expect(first.body).toMatchObject({
    leadUnitName: '县水利局',
    headquartersName: '县山洪灾害防御指挥部',
    plan: { id: planId, edition: 1, documentNumber: '青政办发〔2026〕99号' },
    starterRight: expect.stringContaining('本人'),
  })
  expect(first.body.groups.map(one => [one.code, one.name])).toEqual([
    ['watch', '巡查值守组'],
    ['move', '人员转移组'],
  ])
  expect(first.body.command.map(one => [one.role, one.personName ?? one.unitName])).toEqual([
    ['chief', expect.any(String)],
    ['deputy', '龙启明'],
    ['office', expect.any(String)],
    ['seat', '县应急志愿者协会'],
  ])
  // A step without a post falls to whoever leads its group; where the text names nobody of ours the duty room keeps it.
  expect(of(first.body, '转移危险区群众')).toMatchObject({ unitName: '茶坪镇', state: 'issued' })
  expect(of(first.body, '调派转移车辆').defect).toBe('县公交公司：没有对应到岗位')
  expect(of(first.body, '巡查水磨沟')).toMatchObject({ clause: '四、 应急响应：巡查危险区' })
})

test('a step is given out at its moment or with the end of the one before, once, to whoever holds the post then; one that goes on reports', async ({
  world,
}) => {
  await world.at(at('03:00:00'))
  const planId = await planInForce(world)
  const event = await flood(world)
  const { body } = await start(world, { eventId: event.id, planId, responseLevel: 3 })
  expect(of(body, '会商研判')).toMatchObject({
    state: 'planned',
    issuedAt: null,
    plannedAt: new Date(at('03:45:00')).toISOString(),
    acceptClock: null,
  })
  expect(of(body, '报告巡查结果')).toMatchObject({
    state: 'planned',
    plannedAt: null,
    after: { title: '巡查水磨沟危险区' },
  })
  expect(of(body, '加密观测水位').doneClock).toMatchObject({ dueAt: new Date(at('03:30:00')).toISOString() })
  const water = await world.as('water1')
  const early = await water.post(`/api/response-tasks/${of(body, '报告巡查结果').id}/acceptance`, {})
  expect(early.problem.code).toBe('response/task-state')

  await world.at(at('03:20:00'))
  await water.post(`/api/response-tasks/${of(body, '加密观测水位').id}/progress`, { text: '水位 1.2 米' })
  await water.post(`/api/response-tasks/${of(body, '巡查水磨沟').id}/completion`, { result: '两处落石' })
  const then = await view(world, body.id)
  expect(of(then, '加密观测水位').doneClock).toMatchObject({ dueAt: new Date(at('03:50:00')).toISOString() })
  expect(of(then, '报告巡查结果')).toMatchObject({
    state: 'issued',
    issuedAt: new Date(at('03:20:00')).toISOString(),
    doneClock: { dueAt: new Date(at('03:35:00')).toISOString() },
  })

  // Who holds the post at that moment gets it, not who held it at the start.
  await world.query(`delete from post_holder where post_id = '${sampleId('post', 'emergency-bureau/head')}'`)
  await world.at(at('03:46:00'))
  const later = of(await view(world, body.id), '会商研判')
  expect(later).toMatchObject({ state: 'issued', issuedAt: new Date(at('03:45:00')).toISOString() })
  expect(later.defect).toContain('岗位空缺')
  const told = await world.query(`select 1 from notice where matter_id = '${body.id}' and title like '%会商研判'`)
  expect(told).toHaveLength(1)
})

test('what a plan says later changes nothing that runs; plans of two owners run side by side', async ({ world }) => {
  await world.at(at('03:00:00'))
  const planId = await planInForce(world)
  const event = await flood(world)
  const { body } = await start(world, { eventId: event.id, planId, responseLevel: 4 })
  await runSystemWork(world.house, work => setPlanState(work, planId, 'abolished', { reason: '试验' }))
  const raised = await (await world.as('leader1')).post<ResponseView>(`/api/responses/${body.id}/level-changes`, {
    responseLevel: 3,
    reason: '转移人数增加',
  })
  expect(of(raised.body, '转移危险区群众')).toMatchObject({ state: 'issued' })
  const other = await flood(world)
  expect((await start(world, { eventId: other.id, planId, responseLevel: 4 })).problem).toMatchObject({
    errors: [{ pointer: '/planId' }],
  })

  const own = await planInForce(
    world,
    { kind: 'town', title: '茶坪镇山洪预案（试验）', unitId: world.unit('chaping') },
    {
      ...content,
      command: {},
      groups: [],
      levels: [{ level: 4, starters: [`unit:${world.unit('chaping')}`] }],
      steps: [step('gong', '鸣锣示警', { levels: [4], bearer: 'place:village' })],
    },
  )
  const head = (await world.query(
    `select person_id from post_holder h join post p on p.id = h.post_id where p.unit_id = '${world.unit('chaping')}' and p.kind = 'head' and h."order" = 0`,
  )) as { person_id: string }[]
  const ordered = { personId: head[0]?.person_id, at: at('02:59:00'), how: '电话' }
  const town = await start(world, { eventId: event.id, planId: own, responseLevel: 4, ordered }, 'chaping1')
  expect(town.status, JSON.stringify(town.body)).toBe(201)
  expect(town.body).toMatchObject({ ownerUnitName: '茶坪镇', leadUnitName: '茶坪镇', may: { command: true } })
  const running = (await (await world.as('duty1')).get<Items<ResponseLine>>(`/api/responses?event=${event.id}`)).body
  expect(running.items).toHaveLength(2)
})

test('another level is shown before it happens: what goes on keeps its clock, what is new starts, what the lower level has not is withdrawn with the reason', async ({
  world,
}) => {
  await world.at(at('03:00:00'))
  const planId = await planInForce(world)
  const event = await flood(world)
  const { body } = await start(world, { eventId: event.id, planId, responseLevel: 3 })
  await world.at(at('03:10:00'))
  const duty = await world.as('duty1')
  const preview = (await duty.get<LevelChangePreview>(`/api/responses/${body.id}/level-preview?level=4`)).body
  expect(preview.cancel.map(one => one.title)).toEqual(['转移危险区群众', '调派转移车辆'])
  expect(preview).toMatchObject({ add: [], groupsDropped: ['人员转移组'] })
  expect(preview.keep).toHaveLength(4)
  const chaping = await world.as('chaping1')
  const leader = await world.as('leader1')
  const path = `/api/responses/${body.id}/level-changes`
  const lower = (await leader.post<ResponseView>(path, { responseLevel: 4, reason: '雨势减弱' })).body
  expect(of(lower, '转移危险区群众')).toMatchObject({ state: 'cancelled' })
  expect(of(lower, '转移危险区群众').words.at(-1)?.text).toContain('雨势减弱')
  expect(of(lower, '巡查水磨沟').acceptClock?.dueAt).toBe(of(body, '巡查水磨沟').acceptClock?.dueAt)
  expect(lower.groups.find(one => one.code === 'move')?.stoodDownAt).not.toBeNull()
  const heard = (await chaping.get<Items<{ title: string; body: string }>>('/api/notices/mine?limit=50')).body.items
  expect(heard.some(one => one.body.includes('撤销 2 项') && one.body.includes('转移危险区群众'))).toBe(true)
  const owed = (await duty.get<Items<ObligationView>>(`/api/obligations?matter=${body.id}&limit=100`)).body.items
  expect(owed.filter(one => one.title.includes('转移危险区群众')).every(one => one.state === 'cancelled')).toBe(true)
  const up = (await leader.post<ResponseView>(path, { responseLevel: 3, reason: '雨势再起' })).body
  expect(up.taskList.filter(one => one.title === '转移危险区群众').map(one => one.state)).toEqual([
    'cancelled',
    'issued',
  ])
  expect(up.groups.find(one => one.code === 'move')?.stoodDownAt).toBeNull()
})

test('an exercise is owed in no real list and broken off in one act; what is real tells its people', async ({
  world,
}) => {
  await world.at(at('03:00:00'))
  const planId = await planInForce(world)
  const drill = await start(world, {
    planId,
    responseLevel: 3,
    mode: 'exercise',
    subject: '山洪演练',
    areaCode: '990321104202',
  })
  expect(drill.status, JSON.stringify(drill.body)).toBe(201)
  const water = await world.as('water1')
  const lists = async (mode: string) =>
    (await water.get<Items<ObligationView>>(`/api/obligations?mode=${mode}&limit=100`)).body.items.filter(
      one => one.matterId === drill.body.id,
    )
  expect(await lists('real')).toEqual([])
  const marked = await lists('exercise')
  expect(marked.length).toBeGreaterThan(0)
  expect(marked.every(one => one.exercise && one.title.startsWith('【演练】'))).toBe(true)
  const said = (await world.query(`select title, exercise from notice where matter_id = '${drill.body.id}'`)) as {
    title: string
    exercise: boolean
  }[]
  expect(said.every(one => one.exercise && one.title.startsWith('【演练】'))).toBe(true)
  const event = await flood(world)
  const real = await start(world, { eventId: event.id, planId, responseLevel: 3 })
  expect(real.body.mode).toBe('real')
  const heard = (await water.get<Items<{ title: string }>>('/api/notices/mine?limit=50')).body.items
  expect(heard.map(one => one.title)).toContain('【演练】真实响应已启动，演练让位：山洪演练')
  const path = `/api/responses/${real.body.id}/breaking-off`
  expect((await (await world.as('duty1')).post(path, { reason: '误' })).problem.code).toBe('response/not-exercise')
  const over = await (await world.as('duty1')).post<ResponseView>(`/api/responses/${drill.body.id}/breaking-off`, {
    reason: '真实响应启动',
  })
  expect(over.body).toMatchObject({ state: 'ended' })
  expect(over.body.taskList.every(one => one.state === 'cancelled')).toBe(true)
  const open = await world.query(
    `select 1 from obligation where matter_id = '${drill.body.id}' and satisfied_at is null and cancelled_at is null`,
  )
  expect(open).toEqual([])
})

test('what steps need is proposed from what is near, with what nobody has; the slips are made by a person', async ({
  world,
}) => {
  await world.at(at('03:00:00'))
  const [first] = (await world.query(
    `select capability from resource_offer_capability where quantity > 0 order by capability limit 1`,
  )) as { capability: string }[]
  const planId = await planInForce(
    world,
    {},
    {
      ...content,
      steps: [
        step('bring', '调运物资', {
          needs: [
            { capability: first?.capability, said: '物资', quantity: 1 },
            { capability: first?.capability, said: '物资', quantity: 900_000_000 },
            { capability: null, said: '无人船', quantity: 2 },
          ],
        }),
      ],
    },
  )
  const event = await flood(world)
  const { body } = await start(world, { eventId: event.id, planId, responseLevel: 3 })
  const duty = await world.as('duty1')
  const { items, mayIssue } = (await duty.get<ResourceProposals>(`/api/responses/${body.id}/resource-proposals`)).body
  expect(mayIssue).toBe(true)
  expect(items[0]?.parts).toHaveLength(1)
  expect(items[0]).toMatchObject({ wanted: 1, missing: 0, parts: [{ take: 1 }] })
  expect(items[1]?.missing).toBeGreaterThan(0)
  expect(items[2]).toMatchObject({ name: '无人船', missing: 2, parts: [] })
  const booked = await world.query('select 1 from resource_booking where event_id is not null')
  expect(booked).toEqual([])
})
