import { randomUUID } from 'node:crypto'
import type { PaperView } from '@anlan/contract/paper.ts'
import { describe, expect } from 'vitest'
import { handedOn, recorded } from '../../../test/instruction-story.ts'
import { test, type World } from '../../../test/world.ts'

const section = (paper: PaperView, heading: string) =>
  paper.sections.find(one => one.heading === heading)?.text ?? '（没有这一节）'

async function event(world: World, account: string, more: object = {}) {
  const { status, body } = await (await world.as(account)).post<{ id: string }>('/api/emergency-events', {
    title: '茶坪镇河坝村民房起火',
    eventTypeCode: '11G01',
    areaCode: '990321104202',
    knownAt: '2026-07-12T09:40:00+08:00',
    source: '村信息员电话',
    summary: '民房起火',
    measuresTaken: '镇应急队正在扑救',
    losses: { minorInjuries: 2 },
    ...more,
  })
  expect(status).toBe(201)
  return body.id
}
const compose = async (world: World, account: string, body: object) =>
  (await world.as(account)).post<PaperView>('/api/briefings', body)

describe('papers from events', () => {
  test('值班信息 of one event is filled from what is known, and leads back to it', async ({ world }) => {
    await world.at('2026-07-12T10:00:00+08:00')
    const id = await event(world, 'duty1')
    const { status, body } = await compose(world, 'duty1', { kind: 'dutyInfo', eventIds: [id] })
    expect(status).toBe(201)
    expect(body).toMatchObject({ kind: 'dutyInfo', state: 'draft', title: '关于茶坪镇河坝村民房起火的情况' })
    expect(section(body, '基本情况')).toMatch(
      /^茶坪镇河坝村民房起火.*民房起火。截至7月12日10时，轻伤2人（待核实）。处置工作正在进行。$/,
    )
    expect(section(body, '处置情况')).toBe('镇应急队正在扑救。')
    expect(body.sections[0]?.references).toEqual([{ label: '茶坪镇河坝村民房起火', to: `/events/${id}` }])
    expect(body.events).toEqual([{ id, title: '茶坪镇河坝村民房起火' }])
    expect(body.deliveries.map(one => one.name)).toEqual(['县委县政府领导'])
    const listed = await (await world.as('duty1')).get<{ items: { id: string }[] }>(`/api/papers?eventId=${id}`)
    expect(listed.body.items.map(one => one.id)).toEqual([body.id])
  })

  test('信息专报 merges several events into one judgement and tells what the last report said', async ({ world }) => {
    await world.at('2026-07-12T10:00:00+08:00')
    const duty = await world.as('duty1')
    const first = await event(world, 'duty1')
    const second = await event(world, 'duty1', { title: '龙滩镇坝底村民房起火', areaCode: '990321201000' })
    const report = await duty.post<{ id: string }>(`/api/emergency-events/${first}/reports`, {
      kind: 'first',
      elements: { trend: { text: '火势已得到控制', pending: false } },
    })
    await duty.post(`/api/event-reports/${report.body.id}/submission`, { approval: { mode: 'urgent', reason: '紧急' } })
    const { body } = await compose(world, 'duty1', {
      kind: 'specialReport',
      eventIds: [first, second],
      analysis: '近期农村用电负荷高，连发民房火灾，需引起重视',
    })
    expect(body.title).toBe('关于近期2起突发事件的综合分析')
    expect(section(body, '总体情况')).toContain('综合突发事件2起：茶坪镇河坝村民房起火；龙滩镇坝底村民房起火。')
    expect(section(body, '具体情况').split('\n')).toHaveLength(2)
    expect(section(body, '分析研判')).toBe('火势已得到控制。\n近期农村用电负荷高，连发民房火灾，需引起重视。')
    expect(body.sections[0]?.references.map(one => one.to)).toContain(`/reports/${report.body.id}`)
    // One that nobody wrote is not printed.
    const pdf = await duty.get(`/api/papers/${body.id}/document.docx`)
    expect(pdf.raw.headers['content-type']).toContain('wordprocessingml')
  })

  test('an event outside reach is as absent, a kind of the county’s room is not a town’s', async ({ world }) => {
    await world.at('2026-07-12T10:00:00+08:00')
    const id = await event(world, 'chaping1')
    const foreign = await compose(world, 'longtan1', { kind: 'dutyFlash', eventIds: [id] })
    const absent = await compose(world, 'longtan1', { kind: 'dutyFlash', eventIds: [randomUUID()] })
    expect(foreign.status).toBe(422)
    expect(foreign.raw.body).toBe(absent.raw.body)
    const own = await compose(world, 'chaping1', { kind: 'dutyFlash', eventIds: [id] })
    expect(own.problem).toMatchObject({ code: 'paper/unknown-kind', detail: '值班快报由县总值班室拟制' })
    const two = await compose(world, 'duty1', {
      kind: 'dutyInfo',
      eventIds: [id, await event(world, 'duty1', { title: '另一起' })],
    })
    expect(two.problem.errors?.[0]?.pointer).toBe('/eventIds')
  })
})

describe('抄清件', () => {
  test('carries the clean text to the units that carry it out, once', async ({ world }) => {
    await world.at('2026-07-13T09:00:00+08:00')
    const { id } = await handedOn(world, {}, [world.unit('chaping')])
    const duty = await world.as('duty1')
    const made = await duty.post<PaperView>('/api/briefings/transcripts', { instructionId: id })
    expect(made.body.title).toBe('关于龙滩水库隐患整改的批示抄清')
    expect(section(made.body, '批示内容')).toBe('请水利局抓紧整改，确保安全度汛。')
    expect(made.body.sections[0]?.text).toContain('批示〔2026〕第1号')
    expect(made.body.deliveries.map(one => [one.name, one.copy])).toEqual([
      ['县水利局', false],
      ['茶坪镇', true],
    ])
    const again = await duty.post<PaperView>('/api/briefings/transcripts', { instructionId: id })
    expect(again.body.id).toBe(made.body.id)
    const raw = await recorded(world)
    const early = await duty.post('/api/briefings/transcripts', { instructionId: raw.id })
    expect(early.problem.code).toBe('instruction/not-transcribed')
  })
})

describe('发文登记', () => {
  test('a paper is registered by its signature, a report by leaving; nobody writes there', async ({ world }) => {
    await world.at('2026-07-12T10:00:00+08:00')
    const [duty, leader] = [await world.as('duty1'), await world.as('leader1')]
    const id = await event(world, 'duty1')
    const paper = (await compose(world, 'duty1', { kind: 'dutyInfo', eventIds: [id] })).body
    const rows = async (account = 'duty1') =>
      (
        await (
          await world.as(account)
        ).get<{ items: { id: string; values: Record<string, unknown> }[] }>('/api/registers/issued-documents')
      ).body.items
    expect(await rows()).toEqual([])
    await duty.post(`/api/papers/${paper.id}/submission`)
    await leader.post(`/api/papers/${paper.id}/signature`)
    const report = await duty.post<{ id: string }>(`/api/emergency-events/${id}/reports`, { kind: 'first' })
    await leader.post(`/api/event-reports/${report.body.id}/signature`)
    await duty.post(`/api/event-reports/${report.body.id}/submission`)
    const listed = await rows()
    expect(new Map(listed.map(row => [row.id, row.values['number']]))).toEqual(
      new Map([
        [paper.id, '值班信息〔2026〕第1期'],
        [report.body.id, '突发事件信息〔2026〕第1期'],
      ]),
    )
    expect(listed.find(row => row.id === paper.id)?.values).toMatchObject({
      kind: '值班信息',
      issuedOn: '2026-07-12',
      recipients: '县委县政府领导',
      state: '已签发',
    })
    await duty.post(`/api/papers/${paper.id}/distribution`)
    expect((await rows()).find(row => row.id === paper.id)?.values['state']).toBe('已分发')
    expect(await rows('longtan1')).toEqual([])
    expect(
      (await duty.post('/api/registers/issued-documents', { values: { title: '假的' } })).status,
    ).toBeGreaterThanOrEqual(400)
  })
})
