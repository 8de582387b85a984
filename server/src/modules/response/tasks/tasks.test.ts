import type { EventView } from '@anlan/contract/emergency-event.ts'
import type { NoticeView } from '@anlan/contract/notice.ts'
import type {
  MyResponseTask,
  ResponseStatistics,
  ResponseTaskView,
  ResponseView,
} from '@anlan/contract/response-view.ts'
import type { ResponsibilityLine, ResponsibilityProposal } from '@anlan/contract/responsibility.ts'
import { expect } from 'vitest'
import type { z } from 'zod'
import { uploadPdf } from '../../../../test/upload.ts'
import { test, type World } from '../../../../test/world.ts'
import { sampleId } from '../../../sample-county.ts'

type Items<T> = { items: T[] }
const at = (time: string) => `2026-07-12T${time}+08:00`

/** A Ⅲ response to a flood at 茶坪镇, started 03:00. */
async function running(world: World): Promise<ResponseView> {
  await world.at(at('03:00:00'))
  const { body: event } = await (await world.as('duty1')).post<EventView>('/api/emergency-events', {
    title: '茶坪镇河坝村山洪',
    eventTypeCode: '11A51',
    areaCode: '990321104202',
    knownAt: at('02:46:00'),
    source: '茶坪镇值班室电话',
    summary: '山洪进村，房屋倒塌。',
    losses: { relocated: 596 },
  })
  const reply = await (await world.as('leader1')).post<ResponseView>('/api/responses', {
    eventId: event.id,
    responseLevel: 3,
  })
  expect(reply.status).toBe(201)
  return reply.body
}
const titled = (view: ResponseView, title: string): ResponseTaskView => {
  const found = view.taskList.find(one => one.title.startsWith(title))
  if (!found) throw new Error(`no task ${title}`)
  return found
}
/** What falls to the water bureau. */
const waterTask = (view: ResponseView) => titled(view, '巡查水库')
const path = (task: { id: string }, step: string) => `/api/response-tasks/${task.id}/${step}`
const read = async (world: World, id: string, account = 'duty1') =>
  (await (await world.as(account)).get<ResponseView>(`/api/responses/${id}`)).body

test('a task is taken up, told of, blocked, done with its paper, and verified by another person', async ({ world }) => {
  const { id, ...view } = await running(world)
  const task = waterTask({ id, ...view })
  expect(task).toMatchObject({ state: 'issued', unitName: '县水利局', priority: 'hazard' })
  expect(task.personName).not.toBeNull()
  const water = await world.as('water1')
  const mine = await water.get<Items<MyResponseTask>>('/api/response-tasks')
  expect(mine.body.items.map(one => one.title)).toContain(task.title)
  await world.at(at('03:05:00'))
  expect((await water.post(path(task, 'acceptance'))).status).toBe(200)
  expect((await water.post(path(task, 'acceptance'))).problem.code).toBe('response/task-state')
  await water.post(path(task, 'progress'), { text: '龙滩水库到岗，已开闸' })
  const blocked = await water.post<ResponseView>(path(task, 'progress'), { text: '道路中断', blocked: true })
  expect(waterTask(blocked.body).state).toBe('blocked')
  const fileIds = [await uploadPdf(world, 'water1')]
  const done = await water.post<ResponseView>(path(task, 'completion'), { result: '14 座水库巡查完毕', fileIds })
  expect(waterTask(done.body)).toMatchObject({ state: 'done', doneClock: { overdue: false, minutesLate: null } })
  // Two people: the desk that typed it in for the unit cannot verify it either.
  expect(waterTask(done.body).may.verify).toBe(false)
  const verified = await (await world.as('duty1')).post<ResponseView>(path(task, 'verification'), { note: '已核' })
  expect(waterTask(verified.body)).toMatchObject({ state: 'verified', verifiedByName: '田晓岚' })
  expect(waterTask(verified.body).words.map(one => [one.kind, one.files.length])).toEqual([
    ['accepted', 0],
    ['progressed', 0],
    ['blocked', 0],
    ['done', 1],
    ['verified', 0],
  ])
  expect((await (await world.as('chaping1')).get(`/api/files/${fileIds[0]}`)).status).toBe(200)
  expect((await (await world.as('longtan1')).get(`/api/files/${fileIds[0]}`)).status).toBe(404)
})

test('whoever reported a task done does not verify it, whichever unit he typed it in for', async ({ world }) => {
  const view = await running(world)
  const task = waterTask(view)
  const duty = await world.as('duty1')
  await duty.post(path(task, 'completion'), { result: '水利局电话报告完成' })
  expect((await duty.post(path(task, 'verification'))).problem.code).toBe('response/own-work')
  const back = await (await world.as('duty2')).post(path(task, 'verification'), { verdict: 'returned' })
  expect(back.problem).toMatchObject({ errors: [{ pointer: '/note' }] })
  const returned = await (await world.as('duty2')).post<ResponseView>(path(task, 'verification'), {
    verdict: 'returned',
    note: '缺石鼓水库',
    doneMinutes: 30,
  })
  expect(waterTask(returned.body)).toMatchObject({
    state: 'inProgress',
    result: null,
    doneClock: { dueAt: new Date(at('03:30:00')).toISOString(), metAt: null },
  })
  expect((await (await world.as('chaping1')).post(path(task, 'verification'))).status).toBe(404)
})

test('ten minutes to take a task up: in time to the second, a second past it is a breach that climbs to the superior', async ({
  world,
}) => {
  const view = await running(world)
  const task = waterTask(view)
  await world.at(at('03:09:59'))
  expect(waterTask(await read(world, view.id)).acceptClock).toMatchObject({ overdue: false })
  expect(await world.facts(view.eventId ?? '')).not.toContain('response.task-overdue')
  await world.at(at('03:10:01'))
  expect(waterTask(await read(world, view.id)).acceptClock).toMatchObject({ overdue: true, minutesLate: 1 })
  expect(await world.facts(view.eventId ?? '')).toContain('response.task-overdue')
  const notices = async () =>
    (await (await world.as('duty1')).get<Items<NoticeView>>(`/api/notices?matter=${view.id}&limit=200`)).body.items
  const asked = (await notices()).find(
    one => one.title.endsWith(`：${task.title}`) && one.kind.startsWith('obligation.accepting/'),
  )
  // The duty desk first, then the deputy: at the limit itself.
  expect([...new Set(asked?.deliveries.map(one => one.rung))].sort()).toEqual([0, 1])
  expect((await notices()).filter(one => one.kind.startsWith('response-escalated/'))).toEqual([])
  await world.at(at('03:20:02'))
  const higher = (await notices()).find(one => one.id === asked?.id)
  expect([...new Set(higher?.deliveries.map(one => one.rung))].sort()).toEqual([0, 1, 2])
  const escalated = (await notices()).filter(
    one => one.kind.startsWith('response-escalated/') && one.title.includes(task.title),
  )
  expect(escalated).toHaveLength(1)
  expect(escalated[0]?.deliveries.map(one => one.personName)).toContain('龙启明')
  // Taken up at last: the breach stays, nobody further is asked.
  await (await world.as('water1')).post(path(task, 'acceptance'))
  await world.at(at('03:40:00'))
  const after = (await notices()).find(one => one.id === asked?.id)
  expect(Math.max(...(after?.deliveries.map(one => one.rung) ?? []))).toBe(2)
  const statistics = await (await world.as('duty1')).get<z.output<typeof ResponseStatistics>>(
    '/api/response-statistics?from=2026-07-01T00:00:00Z&to=2026-08-01T00:00:00Z',
  )
  const water = statistics.body.units.find(one => one.unitName === '县水利局')
  expect(water).toMatchObject({ refused: 0, acceptedInTime: 0 })
  expect(water?.acceptedLate).toBeGreaterThan(0)
})

test('a task accepted at the very limit is in time, and finished a second late is late', async ({ world }) => {
  const view = await running(world)
  const task = waterTask(view)
  const water = await world.as('water1')
  await world.at(at('03:10:00'))
  await water.post(path(task, 'acceptance'))
  expect(waterTask(await read(world, view.id)).acceptClock).toMatchObject({ minutesLate: null })
  await world.at(at('05:00:01'))
  await water.post(path(task, 'completion'), { result: '完成' })
  expect(waterTask(await read(world, view.id)).doneClock).toMatchObject({ minutesLate: 1, overdue: false })
})

test('“not mine” waits for who commands: it stays, or goes to another with clocks of its own', async ({ world }) => {
  const view = await running(world)
  const task = waterTask(view)
  const water = await world.as('water1')
  const duty = await world.as('duty1')
  const refused = await water.post<ResponseView>(path(task, 'refusal'), { reason: '水库归龙滩水电站管理' })
  expect(waterTask(refused.body)).toMatchObject({ state: 'refused', refusal: '水库归龙滩水电站管理' })
  expect(refused.body.refusedTasks).toBe(1)
  expect((await water.post(path(task, 'completion'), { result: '完成' })).problem.code).toBe('response/task-state')
  const waiting = await duty.get<Items<MyResponseTask>>('/api/response-tasks?box=waiting')
  expect(waiting.body.items.map(one => one.id)).toEqual([task.id])
  // Neither the bureau nor a township decides about it.
  expect(
    (await (await world.as('chaping1')).post(path(task, 'decision'), { verdict: 'rejected', note: '-' })).status,
  ).toBe(404)
  await world.at(at('03:08:00'))
  const stays = await duty.post<ResponseView>(path(task, 'decision'), { verdict: 'rejected', note: '职责在水利局' })
  expect(waterTask(stays.body)).toMatchObject({
    state: 'issued',
    acceptClock: { dueAt: new Date(at('03:18:00')).toISOString() },
    doneClock: { dueAt: new Date(at('05:00:00')).toISOString() },
  })
  await water.post(path(task, 'refusal'), { reason: '确非我局' })
  expect((await duty.post(path(task, 'decision'), { verdict: 'upheld', note: '改派' })).problem).toMatchObject({
    errors: [{ pointer: '/unitId' }],
  })
  const moved = await duty.post<ResponseView>(path(task, 'decision'), {
    verdict: 'upheld',
    unitId: world.unit('longtan'),
    note: '改由龙滩镇',
  })
  await world.at(at('03:08:01'))
  const bureau = await world.as('bureau1')
  const proposed = (await bureau.get<Items<ResponsibilityProposal>>('/api/responsibility-proposals')).body.items
  expect(proposed).toMatchObject([
    { task: task.title, fromUnitName: '县水利局', toUnitName: expect.stringContaining('龙滩镇') },
  ])
  const [proposal] = proposed
  const settle = () =>
    bureau.put<Items<ResponsibilityProposal>>(`/api/responsibility-proposals/${proposal?.id}`, {
      adopt: true,
      reason: '按裁定调整',
    })
  expect((await settle()).body.items).toEqual([])
  expect((await settle()).problem.code).toBe('conflict')
  const matrix = (await bureau.get<Items<ResponsibilityLine>>('/api/responsibilities')).body.items
  const line = matrix.find(one => one.typeCode === proposal?.typeCode)
  expect(line?.supports.map(one => one.unitId)).toContain(world.unit('longtan'))
  // Who leads stays, also where it is the one who refused.
  expect(line?.leads.map(one => one.unitName)).toEqual(['县水利局'])
  expect(waterTask(moved.body)).toMatchObject({
    state: 'issued',
    unitName: '龙滩镇',
    refusal: null,
    doneClock: { dueAt: new Date(at('05:08:00')).toISOString() },
  })
  expect((await (await world.as('longtan1')).post(path(task, 'acceptance'))).status).toBe(200)
  expect((await water.post(path(task, 'acceptance'))).status).toBe(404)
})

test('a task is broken down to villages and persons; its parts come first; nobody is left unnamed unseen', async ({
  world,
}) => {
  const view = await running(world)
  const task = titled(view, '组织危险区群众转移')
  const town = await world.as('chaping1')
  const village = '990321104201'
  const [unit] = (await world.query(`select id from unit where area_code = '${village}'`)) as { id: string }[]
  await world.query(`delete from post_holder where post_id in (select id from post where unit_id = '${unit?.id}')`)
  const outside = await town.post(path(task, 'parts'), { parts: [{ unitId: world.unit('longtan'), title: '转移' }] })
  expect(outside.problem).toMatchObject({ errors: [{ pointer: '/parts/0/unitId' }] })
  const own = await town.post(path(task, 'parts'), { parts: [{ unitId: world.unit('chaping'), title: '转移' }] })
  expect(own.problem).toMatchObject({ errors: [{ pointer: '/parts/0/personId' }] })
  const late = await town.post(path(task, 'parts'), { parts: [{ unitId: unit?.id, title: '转移', doneMinutes: 121 }] })
  expect(late.problem).toMatchObject({ errors: [{ pointer: '/parts/0/doneMinutes' }] })
  const split = await town.post<ResponseView>(path(task, 'parts'), {
    parts: [{ unitId: unit?.id, title: '凉水村 46 户转移', doneMinutes: 60 }],
  })
  const part = titled(split.body, '凉水村')
  expect(part).toMatchObject({ number: `${task.number}-1`, parentId: task.id, personId: null })
  const open = await town.get<Items<MyResponseTask>>('/api/response-tasks?box=unassigned')
  expect(open.body.items.map(one => one.id)).toContain(part.id)
  const person = sampleId('person', 'none')
  const stranger = await (await world.as('liangshui1')).put(path(part, 'holder'), { personId: person })
  expect(stranger.problem).toMatchObject({ errors: [{ pointer: '/personId' }] })
  const [one] = (await world.query(`select id from person where unit_id = '${unit?.id}' limit 1`)) as { id: string }[]
  await (await world.as('liangshui1')).put(path(part, 'holder'), { personId: one?.id })
  const named = await town.get<Items<MyResponseTask>>('/api/response-tasks?box=unassigned')
  expect(named.body.items.map(item => item.id)).not.toContain(part.id)
  expect((await town.post(path(task, 'completion'), { result: '转移完毕' })).problem.code).toBe('response/parts-open')
  await (await world.as('liangshui1')).post(path(part, 'completion'), { result: '158 人全部转移' })
  expect((await town.post<ResponseView>(path(part, 'verification'))).status).toBe(200)
  expect((await town.post(path(task, 'completion'), { result: '转移完毕' })).status).toBe(200)
})

test('a task that no template foresaw goes to any unit, also to one outside the county on its word', async ({
  world,
}) => {
  const view = await running(world)
  const duty = await world.as('duty1')
  const free = await duty.post<ResponseView>(`/api/responses/${view.id}/tasks`, {
    group: 'rescue',
    title: '民兵 40 人增援滩口村',
    unitId: world.unit('armed-forces-department'),
    doneMinutes: 90,
    priority: 'rescue',
  })
  const task = titled(free.body, '民兵')
  expect(task).toMatchObject({ unitName: '县人民武装部', may: { accept: true } })
  expect((await duty.post(path(task, 'acceptance'), { note: '电话签收' })).status).toBe(200)
  const team = await duty.post<ResponseView>(`/api/responses/${view.id}/tasks`, {
    title: '综合队 30 人出动',
    unitId: world.unit('rescue-team'),
    doneMinutes: 60,
  })
  const order = titled(team.body, '综合队')
  expect((await (await world.as('team1')).post(path(order, 'acceptance'))).status).toBe(200)
  const gone = await duty.post<ResponseView>(path(order, 'withdrawal'), { reason: '人已找到' })
  expect(titled(gone.body, '综合队').state).toBe('cancelled')
  expect(
    (await duty.post(`/api/responses/${view.id}/tasks`, { title: 'x', unitId: view.id, doneMinutes: 5 })).problem,
  ).toMatchObject({
    errors: [{ pointer: '/unitId' }],
  })
})
