import { randomUUID } from 'node:crypto'
import type { CostSheet } from '@anlan/contract/cost-sheet.ts'
import type { EventView } from '@anlan/contract/emergency-event.ts'
import type { ObligationView } from '@anlan/contract/obligation.ts'
import type { ResponseView } from '@anlan/contract/response-view.ts'
import type { FirstTimes, FirstTimesStatistics, ReviewLine, ReviewView } from '@anlan/contract/review.ts'
import { expect } from 'vitest'
import { opened } from '../../../test/sheets.ts'
import { unzip } from '../../../test/unzip.ts'
import { type Caller, test, type World } from '../../../test/world.ts'
import { sampleId } from '../../sample-county.ts'

type Items<T> = { items: T[] }
const at = (time: string) => `2026-07-12T${time}+08:00`

async function floodReported(world: World): Promise<EventView> {
  await world.at(at('03:00:00'))
  const duty = await world.as('duty1')
  const { body } = await duty.post<EventView>('/api/emergency-events', {
    title: '茶坪镇河坝村山洪',
    eventTypeCode: '11A51',
    areaCode: '990321104202',
    knownAt: at('02:46:00'),
    source: '茶坪镇值班室电话',
    summary: '山洪进村，房屋倒塌。',
    losses: { relocated: 596 },
  })
  const told = await duty.post(`/api/emergency-events/${body.id}/transmissions`, {
    fromUnitId: world.unit('duty-office'),
    toUnitId: world.unit('city-duty-office'),
    medium: 'phone',
    at: at('02:58:00'),
    spokenTo: '市值班员',
    content: '河坝村山洪，正在转移群众。',
  })
  expect(told.status).toBe(201)
  return body
}

/** Ended at 12:00: one task beyond the plan, one refused, one force on scene, one statement verified and one not. */
async function handled(world: World, event: EventView, more: object = {}): Promise<ResponseView> {
  const [leader, duty] = [await world.as('leader1'), await world.as('duty1')]
  const begun = await leader.post<ResponseView>('/api/responses', {
    eventId: event.id,
    planId: sampleId('plan', 'flood'),
    responseLevel: 3,
    ...more,
  })
  expect(begun.status).toBe(201)
  const path = `/api/responses/${begun.body.id}`
  const step = (caller: Caller, url: string, body: object = {}) =>
    caller.post<ResponseView>(url, body).then(reply => {
      expect(reply.status, `${url} ${JSON.stringify(reply.problem ?? {})}`).toBeLessThan(300)
      return reply.body
    })
  const find = (title: string) => begun.body.taskList.find(task => task.title.startsWith(title))
  await world.at(at('03:20:00'))
  await step(duty, `${path}/tasks`, { title: '架设临时便桥', unitId: world.unit('transport-bureau'), doneMinutes: 120 })
  const rescue = begun.body.taskList.find(task => task.priority === 'rescue')
  await step(duty, `/api/response-tasks/${rescue?.id}/acceptance`, { note: '电话签收' })
  await step(duty, `/api/response-tasks/${find('巡查水库')?.id}/refusal`, { reason: '人员不足' })
  await world.at(at('03:26:00'))
  await step(duty, `${path}/arrivals`, {
    kind: 'department',
    unitId: world.unit('fire-brigade'),
    people: 12,
    arrivedAt: at('03:26:00'),
  })
  for (const text of ['河坝村 3 户 8 人脱险', '下游桥墩松动'])
    await step(duty, `${path}/command-facts`, { text, asOf: at('03:20:00'), source: '茶坪镇电话' })
  const room = await duty.get<{ facts: { id: string; text: string }[] }>(`${path}/command-room`)
  const known = room.body.facts.find(one => one.text.includes('脱险'))
  await step(leader, `/api/command-facts/${known?.id}/verification`, { note: '向村支书电话核实' })
  await step(leader, '/api/response-participations', {
    eventId: event.id,
    unitId: world.unit('emergency-bureau'),
    how: 'onScene',
    people: '局长等 6 人',
    from: at('03:10:00'),
    note: '到场协调',
  })
  await world.at(at('12:00:00'))
  for (const one of begun.body.closing)
    await step(leader, `${path}/closing-conditions/${one.code}`, { note: '现场核实' })
  return step(leader, `${path}/ending`, { note: '险情排除', openTasksReason: '险情排除，不再需要' })
}

const section = (view: ReviewView, code: string) => {
  const found = view.sections.find(one => one.code === code)
  if (!found) throw new Error(`no section ${code}`)
  return found
}
const numberOf = (view: ReviewView, code: string, label: string) =>
  section(view, code).numbers.find(one => one.label === label)?.value

const slow = { timeout: 120_000 }

test(
  'the end makes 终报 and review due at once; the draft tells from the records; two write, a leader approves, nothing changes any more',
  slow,
  async ({ world }) => {
    const event = await floodReported(world)
    const response = await handled(world, event)
    expect(response.state).toBe('ended')
    await world.at(at('12:01:00'))
    const [duty, duty2, bureau, leader] = await Promise.all(
      ['duty1', 'duty2', 'bureau1', 'leader1'].map(name => world.as(name)),
    )
    if (!duty || !duty2 || !bureau || !leader) throw new Error('no callers')

    // W198: the handling is over with its last response; the 终报 is owed where a 首报 went up, the review in any case.
    const over = (await duty.get<EventView>(`/api/emergency-events/${event.id}`)).body
    expect([over.state, over.endedAt]).toEqual(['ended', new Date(at('12:00:00')).toISOString()])
    const owed = await duty.get<Items<ObligationView>>(`/api/obligations?matter=${response.id}&limit=200&state=open`)
    const review = owed.body.items.find(one => one.ruleCode === 'RV-01')
    expect(review).toMatchObject({
      title: '复盘评估：茶坪镇河坝村山洪',
      dueAt: '2026-07-27T16:00:00.000Z',
      startedAt: new Date(at('12:00:00')).toISOString(),
      exercise: false,
    })
    // A person states when it really ended, once more than the response did.
    const stated = await duty.post<EventView>(`/api/emergency-events/${event.id}/ending`, {
      note: '水退',
      endedAt: at('11:50:00'),
    })
    expect([stated.status, stated.body.endedAt]).toEqual([200, new Date(at('11:50:00')).toISOString()])
    expect((await duty.post(`/api/emergency-events/${event.id}/ending`, { note: '再' })).problem.code).toBe(
      'event/already-ended',
    )

    const [line] = (await duty.get<Items<ReviewLine>>('/api/reviews')).body.items
    expect(line).toMatchObject({ state: 'draft', eventId: event.id, overdue: false, title: '茶坪镇河坝村山洪复盘评估' })
    expect(review?.link).toBe(`/reviews/${line?.id}`)
    const path = `/api/reviews/${line?.id}`
    const read = async (who: Caller = duty) => (await who.get<ReviewView>(path)).body
    const draft = await read()

    // 四个第一, from when the county knew.
    expect(draft.firsts).toMatchObject({ reportMinutes: 12, startMinutes: 14, arrivalMinutes: 40, rescueMinutes: 34 })
    expect(numberOf(draft, 'firsts', '至首批到场')).toBe('40 分钟')
    // Every number that names something opens it.
    const links = draft.sections.flatMap(one => [...one.numbers, ...one.tables.flatMap(table => table.rows)])
    expect(links.filter(one => one.to?.startsWith('/')).length).toBeGreaterThan(40)
    expect(numberOf(draft, 'facts', '已核情况')).toBe('1 条')
    expect(JSON.stringify(section(draft, 'facts').tables)).toContain('脱险')
    expect(JSON.stringify(section(draft, 'facts').tables)).not.toContain('桥墩')
    expect(Number.parseInt(numberOf(draft, 'tasks', '曾申请退回') ?? '', 10)).toBe(1)
    expect(JSON.stringify(section(draft, 'tasks').tables)).toContain('人员不足')
    expect(JSON.stringify(section(draft, 'clocks').tables)).toContain('超时')
    // The end withdrew what was open; what was late then stays late.
    expect(JSON.stringify(section(draft, 'clocks').tables)).toMatch(/超时[^"]*；已撤销/)
    expect(JSON.stringify(section(draft, 'timeline').tables)).toContain('终止响应')
    expect(numberOf(draft, 'plan', '临时增加')).toBe('1 项')
    expect(draft.planId).not.toBeNull()
    expect(draft.proposals.map(one => one.text).filter(text => text.includes('架设临时便桥'))).toHaveLength(1)
    expect(draft.proposals.some(one => one.text.includes('曾申请退回'))).toBe(true)

    // Two people write different sections; of two on one section the second is told.
    const save = (who: Caller, code: string, body: object) => who.put<ReviewView>(`${path}/sections/${code}`, body)
    const first = await save(duty, 'firsts', { experience: '镇村先期处置及时', problems: '', version: 0 })
    expect([first.status, section(first.body, 'firsts').version]).toEqual([200, 1])
    expect((await save(bureau, 'tasks', { problems: '水库巡查力量不足', version: 0 })).status).toBe(200)
    expect((await save(duty2, 'firsts', { experience: '另一说法', version: 0 })).problem).toMatchObject({
      code: 'conflict',
      detail: '这一节刚被他人修改，请核对新内容后再保存',
    })
    const both = await read()
    expect([section(both, 'firsts').experience, section(both, 'tasks').problems]).toEqual([
      '镇村先期处置及时',
      '水库巡查力量不足',
    ])
    expect((await save(duty, 'nowhere', { version: 0 })).status).toBe(422)
    expect(
      (await save(duty, 'firsts', { experience: 'x'.repeat(4001), version: 1 })).problem.errors?.[0],
    ).toMatchObject({
      pointer: '/experience',
      message: '经验做法不能超过 4000 个字',
    })
    // Who took part reads; who neither leads nor commands does not write; who took no part sees nothing.
    const town = await world.as('chaping1')
    expect((await read(town)).may).toEqual({ write: false, submit: false, judge: false })
    expect((await save(town, 'firsts', { experience: '镇上的话', version: 1 })).status).toBe(404)
    expect((await (await world.as('longtan1')).get(path)).status).toBe(404)

    // What is to be put right.
    const measure = {
      id: randomUUID(),
      section: 'tasks',
      problem: '水库巡查人手不够',
      measure: '补足巡查员并签订协议',
      unitId: world.unit('water-bureau'),
      dueOn: '2026-07-30',
    }
    const add = (body: object) => duty.post<ReviewView>(`${path}/rectifications`, body)
    expect((await add({ ...measure, id: randomUUID(), dueOn: '2026-07-01' })).problem.errors?.[0]?.pointer).toBe(
      '/dueOn',
    )
    expect((await add({ ...measure, id: randomUUID(), unitId: randomUUID() })).problem.errors?.[0]?.pointer).toBe(
      '/unitId',
    )
    expect((await add(measure)).body.rectificationList).toMatchObject([{ state: 'planned', unitName: '县水利局' }])
    const dropped = { ...measure, id: randomUUID(), measure: '误填' }
    await add(dropped)
    await duty.put(`/api/review-rectifications/${dropped.id}/withdrawal`, { reason: '重复' })

    // Nothing goes to the leader half done, and nobody approves his own.
    const submit = () => duty.put<ReviewView>(`${path}/submission`)
    expect((await submit()).problem).toMatchObject({ code: 'review/incomplete' })
    const decide = (body: object) => bureau.put<ReviewView>(`${path}/proposals`, body)
    expect((await decide({ decisions: [{ key: 'nothing', adopted: true }] })).problem.errors?.[0]?.pointer).toBe(
      '/decisions/0/key',
    )
    const key = draft.proposals[0]?.key
    expect((await decide({ decisions: [{ key, adopted: false }] })).problem.errors?.[0]?.pointer).toBe(
      '/decisions/0/reason',
    )
    const adopted = draft.proposals.filter(one => one.text.includes('架设临时便桥')).map(one => one.key)
    await decide({
      decisions: draft.proposals.map(one => ({
        key: one.key,
        adopted: adopted.includes(one.key),
        reason: adopted.includes(one.key) ? '' : '本次情况特殊',
      })),
    })
    expect((await submit()).body.state).toBe('submitted')
    expect((await save(duty, 'firsts', { experience: '送审后', version: 1 })).problem.code).toBe('review/state')
    const judge = (who: Caller, body: object) => who.put<ReviewView>(`${path}/judgement`, body)
    expect((await judge(bureau, { verdict: 'approved' })).status).toBe(403)
    expect((await judge(leader, { verdict: 'returned' })).problem.errors?.[0]?.pointer).toBe('/opinion')
    expect((await judge(leader, { verdict: 'returned', opinion: '补充转移情况' })).body.state).toBe('draft')
    await save(duty, 'course', { experience: '转移 596 人无伤亡', version: 0 })
    await submit()
    await world.at(at('13:00:00'))
    const issued = await judge(leader, { verdict: 'approved', opinion: '同意' })
    expect([issued.body.state, issued.body.judgedByName, issued.body.overdue]).toEqual([
      'issued',
      expect.any(String),
      false,
    ])

    // The clock stops, the plan has its record and is to be revised, the unit owes what it must put right.
    const after = await duty.get<Items<ObligationView>>(`/api/obligations?matter=${response.id}&limit=200`)
    expect(after.body.items.find(one => one.ruleCode === 'RV-01')?.state).toBe('met')
    expect(after.body.items.find(one => one.ruleCode === 'RV-03')).toMatchObject({
      owedByUnitName: '县水利局',
      dueAt: '2026-07-30T16:00:00.000Z',
    })
    expect(
      await world.query(`select kind, needs_revision, problems like '%架设临时便桥%' as said from plan_record
      where plan_id = '${draft.planId}' and held_on = '2026-07-12'`),
    ).toEqual([{ kind: 'activation', needs_revision: true, said: true }])
    expect(
      await world.query(
        `select reason from plan_task where plan_id = '${draft.planId}' and done_at is null and reason = 'event'`,
      ),
    ).toEqual([{ reason: 'event' }])
    expect(await world.facts(event.id)).toContain('review.judged')

    // Frozen: what is recorded later changes nothing in it, and the database refuses the rest.
    const asIssued = await read()
    await duty.post(`/api/emergency-events/${event.id}/facts`, { text: '补记：后续情况' })
    await world.at(at('13:10:00'))
    expect((await read()).sections).toEqual(asIssued.sections)
    expect((await save(duty, 'firsts', { experience: '改', version: 1 })).problem.code).toBe('review/state')
    await expect(world.query(`update review set opinion = '改' where id = '${line?.id}'`)).rejects.toThrow()
    const words = String(unzip((await duty.get(`${path}/document.docx`)).raw.rawPayload).get('word/document.xml'))
    for (const said of ['复盘评估报告', '镇村先期处置及时', '补足巡查员并签订协议', '架设临时便桥', '四个第一'])
      expect(words).toContain(said)

    // 整改: only the unit answers, with what it did; back with a new limit, then closed.
    const answer = (who: Caller, text: string) =>
      who.post<ReviewView>(`/api/review-rectifications/${measure.id}/answers`, { text })
    expect((await answer(town, '镇上答')).status).toBe(404)
    const water = await world.as('water1')
    expect((await answer(water, '已增配 2 人')).status).toBe(201)
    const accept = (body: object) => bureau.put<ReviewView>(`/api/review-rectifications/${measure.id}/judgement`, body)
    expect((await accept({ verdict: 'returned', note: '协议未附' })).problem.errors?.[0]?.pointer).toBe('/dueOn')
    const back = await accept({ verdict: 'returned', note: '协议未附', dueOn: '2026-08-05' })
    expect(back.body.rectificationList.find(one => one.id === measure.id)).toMatchObject({
      state: 'open',
      dueOn: '2026-08-05',
    })
    await answer(water, '协议已签')
    expect((await accept({ verdict: 'accepted' })).body).toMatchObject({ closed: 1, rectifications: 1 })
    const clocks = await duty.get<Items<ObligationView>>(`/api/obligations?matter=${response.id}&limit=200`)
    expect(clocks.body.items.filter(one => one.ruleCode === 'RV-03').map(one => one.state)).toEqual(['met', 'met'])

    // 四个第一 on the event's page, and averaged by month, type and township.
    const times = await duty.get<FirstTimes>(`/api/emergency-events/${event.id}/first-times`)
    expect(times.body).toMatchObject({ reportMinutes: 12, arrivalMinutes: 40 })
    const figures = await duty.get<FirstTimesStatistics>('/api/first-times?from=2026-07-01&to=2026-07-31')
    const arrival = { minutes: 40, of: 1 }
    expect(figures.body.total).toMatchObject({ events: 1, arrival })
    expect(figures.body.months).toMatchObject([{ name: '2026-07', arrival }])
    expect(figures.body.towns).toMatchObject([{ name: '茶坪镇', arrival }])
    const turned = await duty.get<FirstTimesStatistics>('/api/first-times?from=2026-07-31&to=2026-07-01')
    expect(turned.problem.errors?.[0]?.pointer).toBe('/to')
  },
)

test('an exercise has a review of its own, marked, and stands in no list, figure or timeline of real events', async ({
  world,
}) => {
  const event = await floodReported(world)
  const response = await handled(world, event, { mode: 'exercise' })
  await world.at(at('12:01:00'))
  const duty = await world.as('duty1')
  expect((await duty.get<EventView>(`/api/emergency-events/${event.id}`)).body.state).toBe('open')
  expect((await duty.get<Items<ReviewLine>>('/api/reviews')).body.items).toEqual([])
  const [line] = (await duty.get<Items<ReviewLine>>('/api/reviews?mode=exercise')).body.items
  expect(line).toMatchObject({ mode: 'exercise', eventId: null, title: '茶坪镇河坝村山洪演练评估' })
  const owed = await duty.get<Items<ObligationView>>(`/api/obligations?matter=${response.id}&limit=200`)
  expect(owed.body.items.find(one => one.ruleCode === 'RV-02')).toMatchObject({
    title: '【演练】演练评估：茶坪镇河坝村山洪',
    exercise: true,
    dueAt: '2026-07-17T16:00:00.000Z',
  })
  const paper = await duty.get(`/api/reviews/${line?.id}/document.docx`)
  const parts = unzip(paper.raw.rawPayload)
  expect([...parts].some(([name, text]) => name.startsWith('word/header') && String(text).includes('演练'))).toBe(true)
  const figures = await duty.get<FirstTimesStatistics>('/api/first-times?from=2026-07-01&to=2026-07-31')
  expect(figures.body.total).toMatchObject({ start: { of: 0 }, arrival: { of: 0 }, rescue: { of: 0 } })
  expect((await world.facts(event.id)).filter(type => type.startsWith('review.'))).toEqual([])
})

test('费用清单: typed lines carry a document, are withdrawn rather than changed, and add up per unit', async ({
  world,
}) => {
  const event = await floodReported(world)
  const duty = await world.as('duty1')
  const path = `/api/emergency-events/${event.id}/cost-sheet`
  const bus = {
    id: randomUUID(),
    kind: 'service',
    title: '租用客车转运群众',
    unitId: world.unit('transport-bureau'),
    quantity: 3,
    unit: '车次',
    unitPrice: 1200.5,
    documentNumber: '发票 04412387',
  }
  const add = (body: object, who = duty) => who.post<CostSheet>(`${path}/lines`, body)
  expect((await add(bus)).status).toBe(201)
  expect((await add(bus)).body.lines).toHaveLength(1)
  for (const [wrong, pointer] of [
    [{ documentNumber: '' }, '/documentNumber'],
    [{ quantity: 0 }, '/quantity'],
    [{ unitPrice: -1 }, '/unitPrice'],
    [{ kind: 'bribe' }, '/kind'],
    [{ unitId: randomUUID() }, '/unitId'],
  ] as const)
    expect((await add({ ...bus, id: randomUUID(), ...wrong })).problem.errors?.[0]?.pointer).toBe(pointer)
  const water = await world.as('water1')
  expect((await add({ ...bus, id: randomUUID() }, water)).status).toBeGreaterThanOrEqual(400)
  const meals = {
    ...bus,
    id: randomUUID(),
    title: '盒饭',
    quantity: 100,
    unit: '份',
    unitPrice: 15,
    documentNumber: '收据 7',
  }
  const both = (await add(meals)).body
  expect([both.total, both.byUnit]).toMatchObject([5101.5, [{ unitName: '县交通运输局', amount: 5101.5 }]])
  const without = await duty.put<CostSheet>(`/api/cost-lines/${meals.id}/withdrawal`, { reason: '重复登记' })
  expect([without.body.total, without.body.lines.length]).toEqual([3601.5, 2])
  expect((await duty.put(`/api/cost-lines/${meals.id}/withdrawal`, { reason: '再撤' })).status).toBe(409)
  await expect(world.query(`update review_cost set unit_price = 1 where id = '${bus.id}'`)).rejects.toThrow()
  const words = String(unzip((await duty.get(`${path}/document.docx`)).raw.rawPayload).get('word/document.xml'))
  expect(words).toContain('3601.50')
  expect(words).not.toContain('盒饭')
  const book = await opened((await duty.get(`${path}/document.xlsx`)).raw.rawPayload)
  expect(JSON.stringify(book.worksheets[0]?.getSheetValues())).toContain('发票 04412387')
  expect((await (await world.as('longtan1')).get(path)).status).toBe(404)
})
