import type { CommandRoom } from '@anlan/contract/command.ts'
import type { EventView } from '@anlan/contract/emergency-event.ts'
import type { NoticeView } from '@anlan/contract/notice.ts'
import type { ResponseView } from '@anlan/contract/response-view.ts'
import { expect } from 'vitest'
import { test, type World } from '../../../test/world.ts'
import { sampleId } from '../../sample-county.ts'

type Items<T> = { items: T[] }
const at = (time: string) => `2026-07-12T${time}+08:00`
const host = sampleId('person', 'duty-office:1')

/** A Ⅲ response to a flood at 茶坪镇, started 03:00. */
async function running(world: World, more: { title?: string; mode?: 'exercise' } = {}): Promise<ResponseView> {
  await world.at(at('03:00:00'))
  const { body: event } = await (await world.as('duty1')).post<EventView>('/api/emergency-events', {
    title: more.title ?? '茶坪镇河坝村山洪',
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
    ...(more.mode && { mode: more.mode }),
  })
  expect(reply.status).toBe(201)
  return reply.body
}
const room = async (world: World, id: string, account = 'duty1') =>
  (await world.as(account)).get<CommandRoom>(`/api/responses/${id}/command-room`)
const say = async (world: World, account: string, url: string, body: object) =>
  (await world.as(account)).post<CommandRoom>(url, body)
/** A county's own number, so that a story need not wait for hours. */
const set = async (world: World, key: string, value: number) => {
  const body = { value, reason: '本县规定' }
  expect((await (await world.as('bureau1')).put(`/api/settings/${key}`, body)).status).toBe(200)
}
const fact = (text: string, more: object = {}) => ({ text, asOf: at('03:00:00'), source: '茶坪镇电话', ...more })

test('a statement is verified by another person; superseded it stays; unverified it is owed', async ({ world }) => {
  const { id } = await running(world)
  await set(world, 'command.fact-minutes', 5)
  const url = `/api/responses/${id}/command-facts`
  const first = await say(world, 'duty1', url, fact('河坝村 3 人失联'))
  expect(first.status).toBe(200)
  const [written] = first.body.facts
  expect(written).toMatchObject({ number: 1, state: 'unverified', may: { verify: false, supersede: true } })
  const verify = `/api/command-facts/${written?.id}/verification`
  expect((await say(world, 'duty1', verify, { note: '电话' })).problem.code).toBe('command/own-fact')
  // The township takes part and may say something; it does not decide what is true.
  expect((await say(world, 'chaping1', verify, { note: '电话' })).status).toBe(404)
  expect((await say(world, 'chaping1', url, fact('水位回落 0.4 米'))).body.facts).toHaveLength(2)
  const ahead = await say(world, 'duty1', url, fact('明日情况', { asOf: at('05:00:00') }))
  expect(ahead.problem.errors?.[0]?.pointer).toBe('/asOf')

  await world.at(at('03:05:01'))
  const late = (await room(world, id)).body.facts.filter(one => one.overdue)
  expect(late.map(one => one.number).sort()).toEqual([1, 2])
  expect(
    await world.query(`select state from (select case when breached_at is null then 'open' else 'breached' end as state
    from obligation where kind = 'command-fact' and matter_id = '${id}') o`),
  ).toEqual([{ state: 'breached' }, { state: 'breached' }])
  const verified = await say(world, 'leader1', verify, { note: '向村支书电话核实' })
  expect(verified.body.facts.find(one => one.number === 1)).toMatchObject({ state: 'verified', overdue: false })
  const replaced = await say(world, 'duty1', url, fact('失联 3 人中 2 人已找到', { supersedesId: written?.id }))
  expect(replaced.body.facts.map(one => [one.number, one.state, one.supersededBy])).toEqual([
    [3, 'unverified', null],
    [2, 'unverified', null],
    [1, 'superseded', 3],
  ])
  const twice = await say(world, 'duty1', url, fact('又一条', { supersedesId: written?.id }))
  expect(twice.problem.code).toBe('command/state')
  const changed = world.query(`update command_fact set text = '无人失联' where number = 1 and response_id = '${id}'`)
  await expect(changed).rejects.toThrow('事实板已登记的情况不可更改')
})

test('a decision of a consultation is a task; its data pack is of its moment; the host signs, and then nothing changes', async ({
  world,
}) => {
  const response = await running(world)
  const { id } = response
  await say(world, 'duty1', `/api/responses/${id}/command-facts`, fact('河坝村 3 人失联'))
  const opened = await say(world, 'duty1', `/api/responses/${id}/command-consultations`, {
    topic: '是否扩大转移范围',
    hostId: host,
    unitIds: [world.unit('water-bureau')],
  })
  expect(opened.status).toBe(200)
  const [one] = opened.body.consultations
  const open = response.taskList.filter(task => !['planned', 'cancelled', 'verified'].includes(task.state))
  expect(one?.dataPack.tasks).toHaveLength(open.length)
  expect(one?.dataPack.facts).toMatchObject([{ number: 1, verified: false }])
  expect(one?.dataPack.figures.map(figure => figure.value)).toContain('596 人')
  await say(world, 'duty1', `/api/responses/${id}/command-facts`, fact('后来的情况'))
  expect((await room(world, id)).body.consultations[0]?.dataPack.facts).toHaveLength(1)

  const path = `/api/command-consultations/${one?.id}`
  expect((await say(world, 'duty1', `${path}/signature`, { how: '纸质签字' })).problem.code).toBe('command/state')
  const half = await say(world, 'duty1', `${path}/decisions`, { text: '预置抢险力量', doneMinutes: 60 })
  expect(half.problem.errors?.[0]?.pointer).toBe('/unitId')
  const decided = await say(world, 'duty1', `${path}/decisions`, {
    text: '加密巡查龙滩水库',
    unitId: world.unit('water-bureau'),
    doneMinutes: 60,
  })
  const number = decided.body.consultations[0]?.decisions[0]?.task?.number
  const tasks = (await (await world.as('water1')).get<ResponseView>(`/api/responses/${id}`)).body.taskList
  expect(tasks.find(task => task.number === number)).toMatchObject({
    title: '加密巡查龙滩水库',
    state: 'issued',
    unitName: '县水利局',
  })
  const attended = one?.participants.map(seat => seat.id) ?? []
  const duty = await world.as('duty1')
  const judgement = { version: 1, judgement: '三小时内仍有强降雨，应扩大转移范围。', attended }
  expect((await duty.put(`${path}/judgement`, judgement)).status).toBe(200)
  expect((await duty.put(`${path}/judgement`, judgement)).status).toBe(409)
  const signed = await say(world, 'duty1', `${path}/signature`, { how: '纸质签字' })
  expect(signed.body.consultations[0]?.signedAt).not.toBeNull()
  expect((await say(world, 'duty1', `${path}/decisions`, { text: '再议' })).problem.code).toBe('command/state')
  const paper = await duty.get(`${path}/minutes.docx`)
  expect(paper.raw.headers['content-type']).toContain('wordprocessingml')
  expect((await (await world.as('longtan1')).get(`${path}/minutes.docx`)).status).toBe(404)
  expect(await world.facts(response.eventId ?? '')).toEqual(
    expect.arrayContaining(['command.consultation-opened', 'command.consultation-decided', 'response.task-issued']),
  )
})

test('whoever drafted a handling plan does not approve it; a new version replaces and keeps the old', async ({
  world,
}) => {
  const { id } = await running(world)
  const plan = { objectives: '零伤亡', measures: '先转移后抢险', forces: '消防一个站', safety: '双人作业' }
  const url = `/api/responses/${id}/command-plans`
  const drafted = await say(world, 'duty1', url, plan)
  const judge = (one: CommandRoom) => `/api/command-plans/${one.plans[0]?.id}/judgement`
  const own = await say(world, 'duty1', judge(drafted.body), { verdict: 'approved' })
  expect(own.problem.code).toBe('command/own-plan')
  expect((await say(world, 'water1', url, plan)).problem.code).toBe('command/state')
  expect((await say(world, 'leader1', judge(drafted.body), { verdict: 'approved' })).status).toBe(200)
  const second = await say(world, 'water1', url, { ...plan, measures: '水库预泄' })
  const both = await say(world, 'leader1', judge(second.body), { verdict: 'approved', opinion: '同意' })
  expect(both.body.plans.map(one => [one.number, one.state])).toEqual([
    [2, 'approved'],
    [1, 'replaced'],
  ])
  const paper = await (await world.as('duty1')).get(`/api/command-plans/${both.body.plans[0]?.id}/plan.docx`)
  expect(paper.raw.headers['content-type']).toContain('wordprocessingml')
})

test('an expert of the register is asked for one of the four things and answers once', async ({ world }) => {
  const { id } = await running(world)
  const { items: experts } = (await (await world.as('duty1')).get<Items<{ id: string; name: string }>>('/api/experts'))
    .body
  const asked = await say(world, 'duty1', `/api/responses/${id}/command-opinions`, {
    kind: 'assessment',
    expertId: experts[0]?.id,
    question: '坝体渗漏是否危及下游？',
  })
  expect(asked.body.opinions).toMatchObject([{ kind: 'assessment', expertName: experts[0]?.name, opinion: null }])
  const answer = `/api/command-opinions/${asked.body.opinions[0]?.id}/answer`
  expect((await say(world, 'duty1', answer, { opinion: '暂无溃坝风险' })).status).toBe(200)
  expect((await say(world, 'duty1', answer, { opinion: '别的' })).problem.code).toBe('command/state')
  const served = (await (await world.as('duty1')).get<Items<{ id: string; served: number }>>('/api/experts')).body.items
  expect(served.find(one => one.id === experts[0]?.id)?.served).toBe(1)
  const stranger = { kind: 'advice', expertId: host, question: '？' }
  const unknown = await say(world, 'duty1', `/api/responses/${id}/command-opinions`, stranger)
  expect(unknown.problem.errors?.[0]?.pointer).toBe('/expertId')
})

test('people in danger are counted; a confirmation that does not come rings; a withdrawal order lets nobody in', async ({
  world,
}) => {
  const { id } = await running(world)
  const url = `/api/responses/${id}/command-entries`
  const team = { name: '县消防救援突击组', people: 6, place: '河坝村 2 组', limitMinutes: 60, parMinutes: 20 }
  const entered = await say(world, 'duty1', url, team)
  expect(entered.body).toMatchObject({ inside: 6, entries: [{ parOverdue: false }] })
  const entry = `/api/command-entries/${entered.body.entries[0]?.id}`
  await world.at(at('03:15:00'))
  const fewer = await say(world, 'duty1', `${entry}/confirmation`, { people: 5 })
  expect(fewer.problem.errors?.[0]?.pointer).toBe('/note')
  expect((await say(world, 'duty1', `${entry}/confirmation`, { people: 6 })).status).toBe(200)
  await world.at(at('03:34:00'))
  expect((await room(world, id)).body.entries[0]?.parOverdue).toBe(false)
  await world.at(at('03:36:00'))
  expect((await room(world, id)).body.entries[0]?.parOverdue).toBe(true)
  const notices = (await (await world.as('duty1')).get<Items<NoticeView>>('/api/notices')).body.items
  expect(notices.filter(one => one.title.startsWith('未按时安全确认：县消防救援突击组 6 人'))).toHaveLength(1)

  const ordered = await say(world, 'leader1', `/api/responses/${id}/command-withdrawals`, { reason: '上游堰塞体溃决' })
  expect(ordered.body.open[0]).toBe('撤离命令有效（上游堰塞体溃决）')
  expect((await say(world, 'duty1', url, team)).problem.code).toBe('command/withdrawal')
  const out = await say(world, 'duty1', `${entry}/exit`, { people: 6 })
  expect(out.body).toMatchObject({ inside: 0 })
  expect((await say(world, 'duty1', `${entry}/exit`, { people: 6 })).problem.code).toBe('command/state')
  const lifting = `/api/command-withdrawals/${out.body.withdrawals[0]?.id}/lifting`
  expect((await say(world, 'leader1', lifting, { note: '水位稳定' })).status).toBe(200)
  expect((await say(world, 'duty1', url, team)).body.inside).toBe(6)
})

test('who commanded on scene is kept by interval, handed over with what is open; whoever works too long is marked', async ({
  world,
}) => {
  const response = await running(world)
  const { id } = response
  await set(world, 'command.rotation-hours', 2)
  const duty = await world.as('duty1')
  await duty.post(`/api/responses/${id}/arrivals`, {
    kind: 'team',
    name: '县消防救援大队',
    people: 20,
    arrivedAt: at('03:00:00'),
  })
  await world.at(at('03:10:00'))
  const before = (await room(world, id)).body.spells
  const next = sampleId('person', 'water-bureau:1')
  const handed = await say(world, 'leader1', `/api/responses/${id}/command-spells`, {
    commanderId: next,
    place: '茶坪镇政府',
    note: '转移已过半，注意上游来水',
  })
  expect(handed.status).toBe(200)
  const [now, last] = handed.body.spells
  expect(now).toMatchObject({ until: null })
  expect(handed.body.spells).toHaveLength(before.length + 1)
  expect(last?.until).toBe(now?.from)
  expect(last?.open.join()).toContain('未办结任务')
  await world.at(at('05:00:00'))
  const later = (await room(world, id)).body
  expect(later.forces).toMatchObject([{ name: '县消防救援大队', over: true, relievedAt: null }])
  expect(later.spells.find(one => one.until === null)?.over).toBe(false)
  const relieved = await say(world, 'duty1', `/api/responses/${id}/command-reliefs`, {
    arrivalId: later.forces[0]?.arrivalId,
    relievedBy: '县民兵应急连',
  })
  expect(relieved.body.forces[0]?.relievedBy).toBe('县民兵应急连')
})

test('two responses never mix, and an exercise says nothing on the timeline of the event', async ({ world }) => {
  const one = await running(world)
  const two = await running(world, { title: '龙滩镇山洪', mode: 'exercise' })
  await say(world, 'duty1', `/api/responses/${one.id}/command-facts`, fact('河坝村 3 人失联'))
  const other = await say(world, 'duty1', `/api/responses/${two.id}/command-facts`, fact('演练情况'))
  expect(other.body.facts.map(each => [each.number, each.text])).toEqual([[1, '演练情况']])
  expect((await room(world, one.id)).body.facts.map(each => each.text)).toEqual(['河坝村 3 人失联'])
  const [first] = (await room(world, one.id)).body.facts
  const across = { ...fact('混入'), supersedesId: first?.id }
  const mixed = await say(world, 'duty1', `/api/responses/${two.id}/command-facts`, across)
  expect(mixed.problem.errors?.[0]?.pointer).toBe('/supersedesId')
  expect(await world.facts(two.eventId ?? '')).not.toContain('command.fact-written')
  expect(await world.facts(two.id)).toContain('command.fact-written')
  expect(await world.facts(one.eventId ?? '')).toContain('command.fact-written')
  const clocks = await world.query(
    `select exercise from obligation where kind = 'command-fact' and matter_id = '${two.id}'`,
  )
  expect(clocks).toEqual([{ exercise: true }])
  expect((await room(world, one.id, 'songling1')).status).toBe(404)
})

test('the end of a response stops its clocks, and goes on counting those who are still inside', async ({ world }) => {
  const { id, eventId, closing } = await running(world)
  const leader = await world.as('leader1')
  const team = { name: '突击组', people: 6, place: '河坝村', limitMinutes: 60, parMinutes: 20 }
  const entered = await say(world, 'duty1', `/api/responses/${id}/command-entries`, team)
  await say(world, 'duty1', `/api/responses/${id}/command-facts`, fact('河坝村 3 人失联'))
  for (const one of closing)
    await leader.post(`/api/responses/${id}/closing-conditions/${one.code}`, { note: '已核实' })
  const unitId = world.unit('duty-office')
  await leader.post('/api/response-participations', {
    eventId,
    unitId,
    how: 'coordinated',
    people: '值班员',
    from: at('02:50:00'),
    note: '协调处置',
  })
  await world.at(at('03:05:00'))
  const over = { note: '险情排除', openTasksReason: '险情解除' }
  expect((await leader.post(`/api/responses/${id}/ending`, over)).status).toBe(200)
  await world.at(at('03:06:00'))
  const counting = `select kind from obligation where matter_id = '${id}' and kind like 'command-%' and satisfied_at is null and cancelled_at is null`
  expect(await world.query(counting)).toEqual([{ kind: 'command-par' }])
  const after = (await room(world, id)).body
  expect(after).toMatchObject({ active: false, inside: 6, may: { command: false, report: false } })
  expect(after.spells[0]?.until).not.toBeNull()
  const out = await say(world, 'duty1', `/api/command-entries/${entered.body.entries[0]?.id}/exit`, { people: 6 })
  expect(out.body.inside).toBe(0)
  expect(await world.query(counting)).toEqual([])
})
