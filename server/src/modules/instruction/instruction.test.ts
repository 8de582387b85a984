import type { EventView } from '@anlan/contract/emergency-event.ts'
import type { TimelineEntry } from '@anlan/contract/event-timeline.ts'
import type { InstructionTimelineEntry, InstructionView } from '@anlan/contract/instruction.ts'
import type { MyNotice, NoticeView } from '@anlan/contract/notice.ts'
import { expect } from 'vitest'
import type { z } from 'zod'
import { fedBack, fromMayor, handedOn, lead, read, recorded } from '../../../test/instruction-story.ts'
import { uploadPdf } from '../../../test/upload.ts'
import { test, type World } from '../../../test/world.ts'

type Items<T> = { items: T[] }
async function event(world: World) {
  const { body } = await (await world.as('duty1')).post<EventView>('/api/emergency-events', {
    title: '茶坪镇河坝村山洪',
    eventTypeCode: '11A51',
    areaCode: '990321104202',
    knownAt: '2026-07-12T02:46:00+08:00',
    source: '茶坪镇值班室电话',
    summary: '山洪进村，房屋倒塌。',
  })
  return body
}

test('an instruction goes from the leader’s words to the archive, and its state follows', async ({ world }) => {
  await world.at('2026-07-13T09:00:00+08:00')
  const first = await recorded(world)
  expect(first).toMatchObject({ state: 'toTranscribe', number: null, handlingUnitName: '县总值班室', overdue: false })
  const duty = await world.as('duty1')
  const at = `/api/instructions/${first.id}`
  expect((await duty.post(`${at}/assignments`, { leadUnitId: world.unit('water-bureau') })).problem.code).toBe(
    'instruction/not-transcribed',
  )
  const copied = await duty.put<InstructionView>(`${at}/clean-copy`, { text: '请水利局抓紧整改。' })
  expect(copied.body).toMatchObject({
    number: '批示〔2026〕第1号',
    text: fromMayor.text,
    cleanText: '请水利局抓紧整改。',
  })
  const sent = await duty.post<InstructionView>(`${at}/assignments`, {
    leadUnitId: world.unit('water-bureau'),
    coUnitIds: [world.unit('chaping')],
  })
  expect(sent.body).toMatchObject({ state: 'handedOn', leadUnitName: '县水利局', coUnitCount: 1 })
  expect((await duty.put(`${at}/clean-copy`, { text: '改' })).problem.code).toBe('instruction/wrong-state')

  const water = await world.as('water1')
  const [notice] = (await water.get<Items<MyNotice>>('/api/notices/mine')).body.items
  expect(notice?.title).toBe('批示转办：龙滩水库隐患整改')
  const [task, coTask] = sent.body.assignments
  expect((await water.post(`/api/instruction-assignments/${task?.id}/receipt`)).status).toBe(200)
  expect((await read(world, first.id)).state).toBe('handedOn')
  const town = await world.as('chaping1')
  expect((await town.post<InstructionView>(`/api/instruction-assignments/${coTask?.id}/receipt`)).body.state).toBe(
    'signedFor',
  )
  expect((await fedBack(world, task?.id ?? '')).body.state).toBe('inProgress')
  expect((await duty.post(`${at}/closure`, { answer: '同意' })).problem).toMatchObject({
    code: 'instruction/answers-missing',
    detail: '尚未反馈的单位：“茶坪镇”',
  })
  expect((await fedBack(world, coTask?.id ?? '', {}, 'chaping1')).body.state).toBe('answered')
  const leader = await world.as('leader1')
  const closed = await leader.post<InstructionView>(`${at}/closure`, { answer: '同意办结' })
  expect(closed.body).toMatchObject({ state: 'closed', closingAnswer: '同意办结', overdue: false })
  expect((await fedBack(world, task?.id ?? '')).problem.code).toBe('instruction/wrong-state')
  expect((await duty.post<InstructionView>(`${at}/archive`)).body.state).toBe('archived')
  expect((await duty.get<Items<object>>('/api/obligations?state=open&limit=200')).body.items).not.toContainEqual(
    expect.objectContaining({ matterId: first.id }),
  )
  const told = (await duty.get<Items<z.output<typeof InstructionTimelineEntry>>>(`${at}/timeline`)).body.items
  expect(told.map(one => one.sentence)).toEqual([
    '收到县主要领导 周某批示：龙滩水库隐患整改，请速处',
    '批示抄清：批示〔2026〕第1号',
    '批示转办水利局，协办茶坪镇，08-03 18:00 前反馈',
    '水利局签收批示',
    '茶坪镇签收批示',
    '水利局反馈批示办理情况（办理完毕）',
    '茶坪镇反馈批示办理情况（办理完毕）',
    '批示办结：批示〔2026〕第1号',
    '批示归档：批示〔2026〕第1号',
  ])
})

test('thirty minutes to sign: not a second before, and a second after it is a breach for good that climbs', async ({
  world,
}) => {
  await world.at('2026-07-13T09:00:00+08:00')
  const { id, ...view } = await handedOn(world)
  await world.at('2026-07-13T09:30:00+08:00')
  expect(await world.facts(undefined)).not.toContain('instruction.overdue')
  expect((await read(world, id)).assignments[0]?.signClock).toMatchObject({ overdue: false, minutesLate: null })
  await world.at('2026-07-13T09:30:01+08:00')
  expect(await world.facts()).toContain('instruction.overdue')
  expect(await read(world, id)).toMatchObject({ overdue: true, breaches: 1 })
  const water = await world.as('water1')
  const overdue = (await water.get<Items<NoticeView>>('/api/notices?limit=200')).body.items.find(one =>
    one.title.startsWith('已超时：签收批示'),
  )
  await world.at('2026-07-13T09:41:00+08:00')
  const climbed = (await water.get<NoticeView>(`/api/notices/${overdue?.id}`)).body
  expect(Math.max(...climbed.deliveries.map(one => one.rung))).toBe(1)
  await water.post(`/api/instruction-assignments/${lead({ id, ...view } as InstructionView)}/receipt`)
  expect(await read(world, id)).toMatchObject({ overdue: false, breaches: 1 })
  await expect(world.query('update obligation set breached_at = null')).rejects.toThrow('超时记录不可更改')
})

test('signing at the last second is in time', async ({ world }) => {
  await world.at('2026-07-13T09:00:00+08:00')
  const view = await handedOn(world)
  await world.at('2026-07-13T09:30:00+08:00')
  await (await world.as('water1')).post(`/api/instruction-assignments/${lead(view)}/receipt`)
  await world.at('2026-07-13T09:40:00+08:00')
  expect(await read(world, view.id)).toMatchObject({ breaches: 0, state: 'signedFor' })
})

test('in a running event two hours for the first word; half-way the unit is urged by itself; word in between names the next', async ({
  world,
}) => {
  await world.at('2026-07-12T03:00:00+08:00')
  const flood = await event(world)
  const view = await handedOn(world, { eventId: flood.id, urgency: 'fairlyUrgent' })
  expect(view.assignments[0]?.feedbackClocks).toMatchObject([
    { dueAt: '2026-07-11T21:00:00.000Z', basis: '批示办理时限：突发事件中首次反馈 2 小时' },
  ])
  await world.at('2026-07-12T03:59:59+08:00')
  expect((await read(world, view.id)).assignments[0]?.urges).toEqual([])
  await world.at('2026-07-12T04:00:00+08:00')
  expect((await read(world, view.id)).assignments[0]?.urges).toMatchObject([{ automatic: true, byName: '系统' }])
  const task = lead(view)
  const refused = await fedBack(world, task, { final: false })
  expect(refused.problem.errors).toMatchObject([{ pointer: '/nextBy', field: '下次反馈时间' }])
  const word = await fedBack(world, task, { final: false, nextBy: '2026-07-12T06:00:00+08:00' })
  expect(word.body).toMatchObject({ state: 'inProgress', nextDueAt: '2026-07-11T22:00:00.000Z' })
  expect(word.body.assignments[0]?.feedbackClocks.map(one => one.metAt !== null)).toEqual([true, false])
  await world.at('2026-07-12T06:00:01+08:00')
  expect(await read(world, view.id)).toMatchObject({ overdue: true })
  const leader = await world.as('leader1')
  const bulletin = (await leader.get<Items<NoticeView>>('/api/notices?limit=200')).body.items.find(
    one => one.title === '逾期通报：县水利局反馈批示办理情况',
  )
  expect(bulletin?.deliveries.map(one => one.unitName)).toEqual(
    expect.arrayContaining(['县总值班室', '县委县政府领导']),
  )
})

test('the event’s timeline tells of the instruction, not its words, and the unit that must act sees the event', async ({
  world,
}) => {
  await world.at('2026-07-12T03:00:00+08:00')
  const flood = await event(world)
  const health = await world.as('health1')
  expect((await health.get(`/api/emergency-events/${flood.id}`)).status).toBe(404)
  const { id } = await recorded(world, { eventId: flood.id, text: '机密措辞只给承办单位' })
  const duty = await world.as('duty1')
  await duty.put(`/api/instructions/${id}/clean-copy`, { text: '机密措辞只给承办单位' })
  await duty.post(`/api/instructions/${id}/assignments`, { leadUnitId: world.unit('health-commission') })
  expect((await health.get(`/api/emergency-events/${flood.id}`)).status).toBe(200)
  const { raw, body } = await (await world.as('chaping1')).get<Items<z.output<typeof TimelineEntry>>>(
    `/api/emergency-events/${flood.id}/timeline?limit=200`,
  )
  expect(body.items.map(one => one.sentence)).toContain('收到县主要领导 周某批示：龙滩水库隐患整改，请速处')
  expect(raw.body).not.toContain('机密措辞')
})

test('working days skip the holiday: three after 30 September end on 10 October, at the close of the office', async ({
  world,
}) => {
  await world.at('2026-09-30T10:00:00+08:00')
  const view = await handedOn(world, { urgency: 'fairlyUrgent' })
  // 1–7 October is the holiday; Saturday the 10th is worked instead.
  expect(view.assignments[0]?.feedbackClocks[0]).toMatchObject({ dueAt: '2026-10-10T10:00:00.000Z', limit: '按期' })
  await world.at('2026-10-10T18:00:00+08:00')
  expect((await read(world, view.id)).assignments[0]?.feedbackClocks[0]).toMatchObject({ overdue: false })
  await world.at('2026-10-10T18:00:01+08:00')
  expect((await read(world, view.id)).assignments[0]?.feedbackClocks[0]).toMatchObject({ overdue: true })
})

test('加急 has 24 hours, the leader’s own deadline goes before, one that has passed is refused', async ({ world }) => {
  await world.at('2026-07-13T09:00:00+08:00')
  const urgent = await handedOn(world, { urgency: 'urgent' })
  expect(urgent.nextDueAt).toBe('2026-07-13T01:30:00.000Z')
  expect(urgent.assignments[0]?.feedbackClocks[0]?.dueAt).toBe('2026-07-14T01:00:00.000Z')
  const set = await handedOn(world, { urgency: 'urgent', deadline: '2026-07-13T12:00:00+08:00' })
  expect(set.assignments[0]?.feedbackClocks[0]).toMatchObject({ dueAt: '2026-07-13T04:00:00.000Z', limit: '3 小时内' })
  const refused = await (await world.as('duty1')).post('/api/instructions', {
    ...fromMayor,
    deadline: '2026-07-13T08:00:00+08:00',
  })
  expect(refused.problem.errors).toMatchObject([{ pointer: '/deadline', field: '反馈期限' }])
})

test('feedback needs facts and attachments, the unit’s own and unused ones', async ({ world }) => {
  await world.at('2026-07-13T09:00:00+08:00')
  const view = await handedOn(world)
  const water = await world.as('water1')
  const url = `/api/instruction-assignments/${lead(view)}/feedbacks`
  expect((await water.post(url, { text: '已办', fileIds: [] })).problem.errors).toMatchObject([
    { pointer: '/fileIds', message: '请至少上传一个附件' },
  ])
  expect(
    (await water.post(url, { text: ' ', fileIds: [await uploadPdf(world, 'water1')] })).problem.errors,
  ).toMatchObject([{ pointer: '/text', message: '请填写办理情况' }])
  expect((await water.post(url, { text: '已办', fileIds: [await uploadPdf(world, 'health1')] })).problem).toMatchObject(
    {
      code: 'instruction/file-in-use',
      errors: [{ pointer: '/fileIds/0' }],
    },
  )
  const id = '7d1f3c52-4a63-4a1e-9d0a-111111111111'
  const body = { id, text: '已办', fileIds: [await uploadPdf(world, 'water1')] }
  const once = await water.post<InstructionView>(url, body)
  const again = await water.post<InstructionView>(url, body)
  expect([once.status, again.status]).toEqual([200, 200])
  expect((await read(world, view.id)).assignments[0]?.feedbacks).toHaveLength(1)
  const fileId = once.body.assignments[0]?.feedbacks[0]?.files[0]?.id
  const seen = async (account: string) => (await (await world.as(account)).get(`/api/files/${fileId}`)).status
  expect([await seen('duty1'), await seen('forest1')]).toEqual([200, 404])
})

test('an answer is returned with a reason and a new clock; the first answer stays', async ({ world }) => {
  await world.at('2026-07-13T09:00:00+08:00')
  const view = await handedOn(world, { urgency: 'urgent' })
  const task = lead(view)
  expect((await fedBack(world, task)).body.state).toBe('answered')
  const duty = await world.as('duty1')
  const url = `/api/instruction-assignments/${task}/return`
  expect((await duty.post(url, {})).problem.errors).toMatchObject([{ pointer: '/reason', field: '退回理由' }])
  expect((await (await world.as('water1')).post(url, { reason: '自退' })).status).toBe(404)
  await world.at('2026-07-13T10:00:00+08:00')
  const back = await duty.post<InstructionView>(url, {
    reason: '缺少整改前后对比',
    deadline: '2026-07-13T15:00:00+08:00',
  })
  expect(back.body).toMatchObject({ state: 'inProgress', nextDueAt: '2026-07-13T07:00:00.000Z' })
  expect(back.body.assignments[0]).toMatchObject({
    state: 'returned',
    feedbacks: [{ returnReason: '缺少整改前后对比' }],
  })
  const done = await fedBack(world, task, { text: '补充对比照片。' })
  expect(done.body.assignments[0]?.feedbacks).toHaveLength(2)
  await expect(world.query("update instruction_feedback set text = '改'")).rejects.toThrow('不可更改')
})
