import type { EventView, NeighbourView } from '@anlan/contract/emergency-event.ts'
import type { ReportView, ViolationView } from '@anlan/contract/event-report.ts'
import type { ObligationView } from '@anlan/contract/obligation.ts'
import { describe, expect } from 'vitest'
import type { z } from 'zod'
import { type Caller, test, type World } from '../../../test/world.ts'

type Report = z.output<typeof ReportView>
type Violation = z.output<typeof ViolationView>
type Items<T> = { items: T[]; next?: string | null }

/** A flash flood at night: the village told the town at 02:40, the town told the county at 02:46. */
const flood = (world: World, more: object = {}) => ({
  title: '茶坪镇河坝村山洪',
  eventTypeCode: '11A51',
  areaCode: '990321104202',
  occurredAt: '2026-07-12T02:35:00+08:00',
  knownAt: '2026-07-12T02:46:00+08:00',
  source: '茶坪镇值班室电话',
  summary: '山洪进村，房屋倒塌。',
  reporterUnitId: world.unit('chaping'),
  reporterKnownAt: '2026-07-12T02:40:00+08:00',
  ...more,
})

const obligations = async (caller: Caller, id: string) =>
  (await caller.get<Items<ObligationView>>(`/api/emergency-events/${id}/obligations`)).body.items

const byRule = (all: ObligationView[], code: string, medium?: string) =>
  all.filter(one => one.ruleCode === code && (!medium || one.medium === medium))

async function sentFirstReport(world: World, id: string): Promise<Report> {
  const duty = await world.as('duty1')
  const draft = (await duty.post<Report>(`/api/emergency-events/${id}/reports`, { kind: 'first' })).body
  const leader = await world.as('leader1')
  expect((await leader.post(`/api/event-reports/${draft.id}/signature`)).status).toBe(200)
  const sent = await duty.post<Report>(`/api/event-reports/${draft.id}/submission`)
  expect(sent.status).toBe(200)
  return sent.body
}

describe('a call at night', () => {
  test('starts the clocks of county and town, each from when it came to know', async ({ world }) => {
    await world.at('2026-07-12T02:50:00+08:00')
    const duty = await world.as('duty1')
    const event = await duty.post<EventView>('/api/emergency-events', flood(world, { losses: { missing: 2 } }))
    expect(event.status).toBe(201)
    expect(event.body.number).toBe('EV20260712-001')
    const all = await obligations(duty, event.body.id)
    const [phone] = byRule(all, 'RR-12', 'phone')
    const [written] = byRule(all, 'RR-12', 'written')
    expect(phone?.dueAt).toBe('2026-07-11T19:16:00.000Z')
    expect(written?.dueAt).toBe('2026-07-11T19:46:00.000Z')
    // The town has phoned within its half hour; its paper is due an hour after it knew.
    expect(byRule(all, 'RR-11', 'phone')[0]).toMatchObject({ state: 'met', minutesLate: null })
    expect(byRule(all, 'RR-11', 'written')[0]).toMatchObject({ state: 'open', dueAt: '2026-07-11T19:40:00.000Z' })
  })

  test('the limit itself is in time, a second later is 迟报, once', async ({ world }) => {
    await world.at('2026-07-12T02:50:00+08:00')
    const duty = await world.as('duty1')
    const { id } = (await duty.post<EventView>('/api/emergency-events', flood(world, { losses: { missing: 2 } }))).body
    await world.at('2026-07-12T03:16:00+08:00')
    expect(byRule(await obligations(duty, id), 'RR-12', 'phone')[0]?.breachedAt).toBeNull()
    const call = { medium: 'phone', toUnitId: world.unit('city-duty-office'), content: '电话首报' }
    await duty.post(`/api/emergency-events/${id}/transmissions`, call)
    expect(byRule(await obligations(duty, id), 'RR-12', 'phone')[0]).toMatchObject({ state: 'met', minutesLate: null })
    await world.at('2026-07-12T03:46:01+08:00')
    await world.at('2026-07-12T03:50:00+08:00')
    const late = byRule(await obligations(duty, id), 'RR-12', 'written')[0]
    expect(late).toMatchObject({ state: 'overdue', breachedAt: '2026-07-11T19:46:00.001Z' })
    await sentFirstReport(world, id)
    expect(byRule(await obligations(duty, id), 'RR-12', 'written')[0]).toMatchObject({ state: 'met', minutesLate: 4 })
    const faults = (await duty.get<Items<Violation>>(`/api/violations?event=${id}&kind=lateReport`)).body.items
    const county = faults.filter(one => one.unitId === world.unit('duty-office'))
    expect(county).toMatchObject([{ state: 'suspected', minutes: 4, ruleCode: 'RR-12' }])
    // Those who judge it were told once, when the limit passed; what came of it stands in the same notice.
    const told = await world.query(`select sent_at, body from notice where kind = 'fault/${county[0]?.id}'`)
    expect(told).toMatchObject([{ sent_at: new Date('2026-07-11T19:46:00.001Z'), body: county[0]?.evidence }])
    expect(county[0]?.evidence).toBe('县政府报市政府（书面）：应于 2026-07-12 03:46 前完成，实际 2026-07-12 03:50')
  })

  test('a 终报 that is not there when its limit passes is a suspicion from then on', async ({ world }) => {
    await world.at('2026-07-12T02:50:00+08:00')
    const duty = await world.as('duty1')
    const { id } = (await duty.post<EventView>('/api/emergency-events', flood(world))).body
    await sentFirstReport(world, id)
    await world.at('2026-07-12T12:00:00+08:00')
    expect((await duty.post(`/api/emergency-events/${id}/ending`, { note: '险情解除' })).status).toBe(200)
    const final = (await obligations(duty, id)).find(
      one => one.kind === 'final' && one.owedByUnitId === world.unit('duty-office'),
    )
    const suspicions = async () =>
      (await duty.get<Items<Violation>>(`/api/violations?event=${id}&kind=lateReport`)).body.items.filter(
        one => one.ruleCode === final?.ruleCode && one.unitId === final?.owedByUnitId,
      )
    await world.at(final?.dueAt ?? '')
    expect(await suspicions()).toEqual([])
    await world.at(new Date(Date.parse(final?.dueAt ?? '') + 60_000).toISOString())
    expect(await suspicions()).toMatchObject([{ state: 'suspected', minutes: null }])
  })

  test('a phone call never serves for the paper, the paper serves for the call', async ({ world }) => {
    await world.at('2026-07-12T02:50:00+08:00')
    const duty = await world.as('duty1')
    const { id } = (await duty.post<EventView>('/api/emergency-events', flood(world))).body
    await sentFirstReport(world, id)
    const all = await obligations(duty, id)
    expect(byRule(all, 'RR-12').map(one => one.state)).toEqual(['met', 'met'])
  })

  test('missing people make a flood of level 4 reportable, and the county is told why', async ({ world }) => {
    await world.at('2026-07-12T02:50:00+08:00')
    const duty = await world.as('duty1')
    const { id } = (await duty.post<EventView>('/api/emergency-events', flood(world))).body
    const figure = { indicator: 'housesCollapsedRooms', value: 17, source: '茶坪镇' }
    expect((await duty.post(`/api/emergency-events/${id}/figures`, figure)).status).toBe(201)
    const event = (await duty.get<EventView>(`/api/emergency-events/${id}`)).body
    expect(event.proposedLevel).toBe(4)
    expect(event.classifications[0]?.proposedBecause[0]).toMatchObject({
      indicatorName: '倒塌和严重损坏房屋',
      value: 17,
      level: 4,
    })
    // Level 4 without a toll: nothing is owed to the city any more …
    expect(byRule(await obligations(duty, id), 'RR-12').map(one => one.state)).toEqual(['cancelled', 'cancelled'])
    await world.at('2026-07-12T02:56:00+08:00')
    await duty.post(`/api/emergency-events/${id}/figures`, { indicator: 'missing', value: 2, source: '龙滩镇' })
    // … until two are missing: then again, from that moment.
    const again = byRule(await obligations(duty, id), 'RR-12', 'phone').filter(one => one.state === 'open')
    expect(again).toMatchObject([{ startedAt: '2026-07-11T18:56:00.000Z', dueAt: '2026-07-11T19:26:00.000Z' }])
  })
})

describe('reports', () => {
  test('a first report goes out with what is known; the rest says 正在核实', async ({ world }) => {
    await world.at('2026-07-12T02:50:00+08:00')
    const duty = await world.as('duty1')
    const { id } = (await duty.post<EventView>('/api/emergency-events', flood(world))).body
    const sent = await sentFirstReport(world, id)
    expect(sent.number).toBe('突发事件信息〔2026〕第1期')
    expect(sent.elements.deaths).toEqual({ text: '', pending: true })
    expect(sent.completeness.missing).toEqual([])
    expect(sent.paragraphs.map(one => one.text).join('')).toContain('正在核实')
  })

  test('two people: the drafter does not sign, and a first report may leave before the signature', async ({
    world,
  }) => {
    await world.at('2026-07-12T02:50:00+08:00')
    const duty = await world.as('duty1')
    const { id } = (await duty.post<EventView>('/api/emergency-events', flood(world))).body
    const draft = (await duty.post<Report>(`/api/emergency-events/${id}/reports`, { kind: 'first' })).body
    expect((await duty.post(`/api/event-reports/${draft.id}/signature`)).problem.code).toBe('not-permitted')
    const sent = (await duty.post<Report>(`/api/event-reports/${draft.id}/submission`)).body
    expect(sent).toMatchObject({ state: 'sent', awaitingConfirmation: true })
    expect(byRule(await obligations(duty, id), 'SG-01')).toMatchObject([{ state: 'open' }])
    const leader = await world.as('leader1')
    expect(
      (await leader.post<Report>(`/api/event-reports/${draft.id}/approval-confirmation`)).body.awaitingConfirmation,
    ).toBe(false)
    expect(byRule(await obligations(duty, id), 'SG-01')).toMatchObject([{ state: 'met' }])
  })

  test('a sent report never changes, not even by hand in the database', async ({ world }) => {
    await world.at('2026-07-12T02:50:00+08:00')
    const duty = await world.as('duty1')
    const { id } = (await duty.post<EventView>('/api/emergency-events', flood(world))).body
    const sent = await sentFirstReport(world, id)
    const edit = await duty.put(`/api/event-reports/${sent.id}`, { revision: sent.revision, title: '另一个标题' })
    expect(edit.problem.code).toBe('event-report/already-sent')
    const byHand = world.house.transaction(tx =>
      tx
        .updateTable('event_report')
        .set({ submitted_at: new Date('2026-07-12T00:00:00Z') })
        .where('id', '=', sent.id)
        .execute(),
    )
    await expect(byHand).rejects.toThrow('已报出的报告不可更改')
  })

  test('a final report names every field that is still missing', async ({ world }) => {
    await world.at('2026-07-12T02:50:00+08:00')
    const duty = await world.as('duty1')
    const { id } = (await duty.post<EventView>('/api/emergency-events', flood(world))).body
    expect((await duty.post(`/api/emergency-events/${id}/reports`, { kind: 'final' })).problem.code).toBe(
      'event-report/no-first',
    )
    await sentFirstReport(world, id)
    const draft = (await duty.post<Report>(`/api/emergency-events/${id}/reports`, { kind: 'final' })).body
    const leader = await world.as('leader1')
    await leader.post(`/api/event-reports/${draft.id}/signature`)
    const refused = await duty.post(`/api/event-reports/${draft.id}/submission`)
    expect(refused.status).toBe(422)
    const fields = refused.problem.errors?.map(error => error.field)
    expect(fields).toEqual(expect.arrayContaining(['死亡人数', '起因', '处置结果', '初步损失']))
  })

  test('the city sees what was sent up, receives it, and comments', async ({ world }) => {
    await world.at('2026-07-12T02:50:00+08:00')
    const duty = await world.as('duty1')
    const { id } = (await duty.post<EventView>('/api/emergency-events', flood(world))).body
    const city = await world.as('city1')
    expect((await city.get(`/api/emergency-events/${id}`)).status).toBe(404)
    const sent = await sentFirstReport(world, id)
    const inbox = (await city.get<Items<Report>>('/api/event-reports?box=received')).body.items
    expect(inbox.map(one => one.id)).toContain(sent.id)
    const received = (await city.post<Report>(`/api/event-reports/${sent.id}/receipt`)).body
    expect(received.recipients.find(one => one.unitId === world.unit('city-duty-office'))).toMatchObject({
      receivedByName: '彭秀远',
    })
    expect((await city.post(`/api/event-reports/${sent.id}/receipt`)).problem.code).toBe(
      'event-report/already-received',
    )
    expect((await city.post(`/api/event-reports/${sent.id}/comments`, { text: '请续报转移情况' })).status).toBe(200)
  })
})

describe('faults', () => {
  test('a town that stays silent about what the county heard elsewhere is a candidate of 漏报', async ({ world }) => {
    await world.at('2026-04-05T16:12:00+08:00')
    const duty = await world.as('duty1')
    const hotspot = {
      kind: 'hotspot',
      sourceKind: 'satellite',
      areaCode: '990321201000',
      occurredAt: '2026-04-05T16:10:00+08:00',
      content: '卫星热点 H-2026-0405-08',
    }
    expect((await duty.post('/api/calls', hotspot)).status).toBe(201)
    await world.at('2026-04-05T17:20:00+08:00')
    const town = await world.as('baiyan1')
    const report = {
      title: '白岩乡计划烧除',
      eventTypeCode: '11G01',
      areaCode: '990321201000',
      knownAt: '2026-04-05T17:18:00+08:00',
      source: '护林员',
      summary: '无证计划烧除，已扑灭。',
    }
    expect((await town.post('/api/emergency-events', report)).status).toBe(201)
    const faults = (await duty.get<Items<Violation>>('/api/violations?kind=omittedReport')).body.items
    expect(faults).toMatchObject([{ unitName: '白岩乡', minutes: 70 }])
  })

  test('the city asks first: 信息倒流', async ({ world }) => {
    await world.at('2026-07-12T03:00:00+08:00')
    const duty = await world.as('duty1')
    await duty.post('/api/calls', {
      kind: 'inquiry',
      sourceKind: 'upper',
      areaCode: '990321104000',
      content: '市总值班室询问茶坪镇山洪情况。',
    })
    const faults = (await duty.get<Items<Violation>>('/api/violations?kind=informationBackflow')).body.items
    expect(faults.map(one => one.unitId).sort()).toEqual([world.unit('duty-office'), world.unit('chaping')].sort())
    expect(faults[0]?.evidence).toBe('2026-07-12 03:00 上级来电核查：市总值班室询问茶坪镇山洪情况，此前未上报')
  })
})

test('an event names the neighbouring counties whose border lies in its township, with whom to ring', async ({
  world,
}) => {
  await world.at('2026-07-12T03:00:00+08:00')
  const bureau = await world.as('bureau1')
  const neighbour = (name: string, more: object) =>
    bureau.post('/api/registers/neighbour-units', {
      values: { name, kind: '毗邻县区', dutyPhone: '0990-7680110', adjoining: '990321104000', ...more },
    })
  const statuses = [
    await neighbour('甲山县应急管理局', {
      agreement: '联防联控协议',
      agreementUntil: '2026-07-12',
      agreementTerms: '可请求专业队 40 人',
    }),
    await neighbour('乙水县应急管理局', {
      agreement: '应急联动协议',
      agreementUntil: '2026-07-11',
      agreementTerms: '可请求专业队 40 人',
    }),
    await neighbour('丙江县应急管理局', { adjoining: '990321108000' }),
    await neighbour('驻县某部', { kind: '驻地部队' }),
  ].map(reply => reply.status)
  expect(statuses).toEqual([201, 201, 201, 201])
  const duty = await world.as('duty1')
  const reported = await duty.post<EventView>('/api/emergency-events', {
    title: '茶坪镇凉水村山洪',
    areaCode: '990321104202',
    occurredAt: '2026-07-12T02:40:00+08:00',
    knownAt: '2026-07-12T02:46:00+08:00',
    source: '电话',
    summary: '简况',
    eventTypeCode: '11A51',
  })
  const url = `/api/emergency-events/${reported.body.id}/neighbours`
  const { items } = (await duty.get<{ items: NeighbourView[] }>(url)).body
  expect(items.map(one => [one.name, one.dutyPhone, one.agreement, one.terms])).toEqual(
    expect.arrayContaining([
      // In force to the end of its last day, and not a day longer.
      ['甲山县应急管理局', '0990-7680110', '联防联控协议', '可请求专业队 40 人'],
      ['乙水县应急管理局', '0990-7680110', null, null],
    ]),
  )
  expect(items).toHaveLength(2)
  expect((await (await world.as('songling1')).get(url)).status).toBe(404)
})
