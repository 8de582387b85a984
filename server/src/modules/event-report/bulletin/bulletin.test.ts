import { randomUUID } from 'node:crypto'
import type { EventView } from '@anlan/contract/emergency-event.ts'
import type { ReportView, ViolationView } from '@anlan/contract/event-report.ts'
import type { BulletinCase, BulletinNumbers, FaultBulletin } from '@anlan/contract/fault-bulletin.ts'
import { bulletinMeasures, faultGroupNames } from '@anlan/contract/fault-bulletin.ts'
import type { PaperView } from '@anlan/contract/paper.ts'
import { describe, expect } from 'vitest'
import { type Caller, test, type World } from '../../../../test/world.ts'
import { readBook, textOf } from '../../register/sheets/api.ts'

type Items<T> = { items: T[]; next?: string | null }
const july = 'from=2026-07-01&to=2026-07-31'

const flood = (more: object = {}) => ({
  title: '茶坪镇河坝村山洪',
  eventTypeCode: '11A51',
  areaCode: '990321104202',
  location: { lng: 104.1, lat: 31.1 },
  occurredAt: '2026-07-12T02:35:00+08:00',
  knownAt: '2026-07-12T02:46:00+08:00',
  source: '茶坪镇值班室电话',
  summary: '山洪进村，房屋倒塌。',
  losses: { missing: 2, deaths: 2 },
  ...more,
})

/** A flood whose 首报 went to the city 64 minutes after the county knew, four past its limit. */
async function lateFlood(world: World) {
  await world.at('2026-07-12T02:50:00+08:00')
  const duty = await world.as('duty1')
  const event = (await duty.post<EventView>('/api/emergency-events', flood())).body
  await world.at('2026-07-12T03:50:00+08:00')
  const draft = (await duty.post<ReportView>(`/api/emergency-events/${event.id}/reports`, { kind: 'first' })).body
  await (await world.as('leader1')).post(`/api/event-reports/${draft.id}/signature`)
  const sent = await duty.post<ReportView>(`/api/event-reports/${draft.id}/submission`)
  expect(sent.status).toBe(200)
  return { duty, event, report: sent.body }
}

const bulletin = async (who: Caller, more = '') =>
  (await who.get<FaultBulletin>(`/api/fault-bulletin?${july}${more}`)).body
const casesOf = async (who: Caller, measure: string, more = '') =>
  (
    await who.get<{ count: number; items: BulletinCase[] }>(
      `/api/fault-bulletin/cases?${july}&measure=${measure}${more}`,
    )
  ).body
const lineOf = (of: FaultBulletin, unitId: string) => of.units.find(unit => unit.unitId === unitId)

async function confirm(world: World, kind: string, unitId: string) {
  const leader = await world.as('leader1')
  const found = (await leader.get<Items<ViolationView>>(`/api/violations?state=suspected&kind=${kind}&unit=${unitId}`))
    .body
  const fault = found.items[0]
  const reviewed = await leader.post(`/api/violations/${fault?.id}/review`, { verdict: 'confirmed', note: '属实' })
  expect(reviewed.status).toBe(200)
  return fault as ViolationView
}

describe('错漏拖瞒差', () => {
  test('a suspicion is 待认定 and counts as a fault once somebody has confirmed it', async ({ world }) => {
    const { duty } = await lateFlood(world)
    const room = world.unit('duty-office')
    const before = lineOf(await bulletin(duty), room)
    expect(before).toMatchObject({ delayed: 0, faults: 0 })
    expect(before?.suspected).toBeGreaterThan(0)
    const fault = await confirm(world, 'lateReport', room)
    const after = lineOf(await bulletin(duty), room)
    expect(after).toMatchObject({ delayed: 1, faults: 1, suspected: (before?.suspected ?? 0) - 1 })
    expect((await casesOf(duty, 'delayed')).items).toMatchObject([{ id: fault.id, partName: '迟报', unitId: room }])
    // Not in June, nor in another unit's list.
    expect((await duty.get<FaultBulletin>('/api/fault-bulletin?from=2026-06-01&to=2026-06-30')).body.total.faults).toBe(
      0,
    )
    expect((await casesOf(duty, 'delayed', `&unit=${world.unit('chaping')}`)).count).toBe(0)
  })

  test('错: a toll, a time, a place put right after they were reported; what came about later is none', async ({
    world,
  }) => {
    const { duty, event } = await lateFlood(world)
    const figure = (body: object) =>
      duty.post(`/api/emergency-events/${event.id}/figures`, { source: '现场指挥部', ...body })
    await world.at('2026-07-12T06:00:00+08:00')
    // Found alive, and another dead: news of the morning.
    expect((await figure({ indicator: 'missing', value: 0, reason: '已找到' })).status).toBe(201)
    expect((await figure({ indicator: 'deaths', value: 3, reason: '抢救无效' })).status).toBe(201)
    expect((await casesOf(duty, 'wrong')).count).toBe(0)
    // Counted twice: there never were three.
    const again = { indicator: 'deaths', value: 2, reason: '重复统计' }
    await duty.post<ReportView>(`/api/emergency-events/${event.id}/reports`, { kind: 'followUp' }).then(async draft => {
      const content = { progress: { text: '搜救继续' }, nextStep: { text: '继续搜救' }, deaths: { text: '3' } }
      const edited = await duty.put<ReportView>(`/api/event-reports/${draft.body.id}`, {
        revision: draft.body.revision,
        elements: { ...draft.body.elements, ...content },
      })
      expect(edited.status).toBe(200)
      expect((await duty.post(`/api/event-reports/${draft.body.id}/submission`)).status).toBe(200)
    })
    await world.at('2026-07-12T07:00:00+08:00')
    expect((await figure(again)).status).toBe(201)
    const amend = (body: object) => duty.patch(`/api/emergency-events/${event.id}`, { reason: '现场核实', ...body })
    expect(
      (await amend({ occurredAt: '2026-07-12T02:30:00+08:00', location: { lng: 104.1, lat: 31.13 } })).status,
    ).toBe(200)
    expect((await amend({ location: { lng: 104.1, lat: 31.1301 } })).status).toBe(200)
    const wrong = await casesOf(duty, 'wrong')
    expect(wrong.items.map(one => one.part).sort()).toEqual(['wrongPlace', 'wrongTime', 'wrongToll'])
    expect(wrong.items.find(one => one.part === 'wrongToll')?.text).toBe('死亡：已报 3，更正为 2（重复统计）')
    expect(lineOf(await bulletin(duty), world.unit('duty-office'))).toMatchObject({
      wrong: 3,
      accurate: { value: 0, of: 1 },
    })
  })

  test('差: returned, not signed in time afterwards, 正在核实 never followed up', async ({ world }) => {
    await world.at('2026-07-12T02:50:00+08:00')
    const duty = await world.as('duty1')
    const { id } = (await duty.post<EventView>('/api/emergency-events', flood({ losses: {} }))).body
    const draft = (await duty.post<ReportView>(`/api/emergency-events/${id}/reports`, { kind: 'first' })).body
    expect((await duty.post(`/api/event-reports/${draft.id}/submission`)).status).toBe(200)
    const city = await world.as('city1')
    expect((await city.post(`/api/event-reports/${draft.id}/return`, { reason: '经过不清' })).status).toBe(200)
    expect((await casesOf(duty, 'poor')).items.map(one => one.part)).toEqual(['returned'])
    await world.at('2026-07-14T03:00:00+08:00')
    expect((await casesOf(duty, 'poor')).items.map(one => one.part)).toEqual(['returned', 'notSigned'])
    const complete = lineOf(await bulletin(duty), world.unit('duty-office'))?.complete
    expect(complete?.value).toBeLessThan(complete?.of ?? 0)
    // The event is closed and nobody ever said how many were hurt.
    await world.query(
      `update emergency_event set state = 'closed', closed_at = '2026-07-14T03:00:00+08' where id = '${id}'`,
    )
    const poor = await casesOf(duty, 'poor')
    expect(poor.items.map(one => one.part).sort()).toEqual(['neverCompleted', 'notSigned', 'returned'])
    expect(poor.items.find(one => one.part === 'neverCompleted')?.text).toContain('受伤人数')
  })

  test('及时率 and 首报用时 from the ledger of limits; what is blank stays blank', async ({ world }) => {
    const { duty } = await lateFlood(world)
    const found = await bulletin(duty)
    const room = lineOf(found, world.unit('duty-office'))
    expect(room).toMatchObject({ timely: { value: 0, of: 1 }, firstMinutes: { value: 64, of: 1 } })
    expect((await casesOf(duty, 'firstMinutes')).items).toMatchObject([
      { value: 64, unitId: world.unit('duty-office') },
    ])
    // A town that phoned in time and sent its paper too late was not in time.
    expect((await townLine(world))?.timely).toEqual({ value: 0, of: 1 })
    expect(lineOf(found, world.unit('longtan'))).toMatchObject({
      faults: 0,
      timely: null,
      complete: null,
      accurate: null,
      firstMinutes: null,
    })
  })

  test('every number opens the list it counts, and the county is the sum of its units', async ({ world }) => {
    const { duty, event } = await lateFlood(world)
    await confirm(world, 'lateReport', world.unit('duty-office'))
    await (await world.as('city1')).post(`/api/event-reports/${(await latest(duty, event.id))?.id}/return`, {
      reason: '要素不全',
    })
    const found = await bulletin(duty)
    expect(found.total.faults).toBeGreaterThan(0)
    for (const measure of Object.keys(bulletinMeasures) as (keyof typeof bulletinMeasures)[])
      for (const [line, more] of [
        [found.total, ''] as const,
        ...found.units.map(unit => [unit, `&unit=${unit.unitId}`] as const),
      ])
        expect(sumOf(await casesOf(duty, measure, more), measure), `${measure}${more}`).toEqual(numberOf(line, measure))
    for (const name of ['faults', ...faultGroupNames] as const)
      expect(found.units.reduce((all, unit) => all + unit[name], 0)).toBe(found.total[name])
  })

  test('a township sees its own line only', async ({ world }) => {
    await lateFlood(world)
    const town = await world.as('chaping1')
    const found = await bulletin(town)
    expect(found.units.length).toBeGreaterThan(0)
    expect(found.units.map(unit => unit.unitId)).not.toContain(world.unit('duty-office'))
    expect((await casesOf(town, 'suspected', `&unit=${world.unit('duty-office')}`)).count).toBe(0)
    expect((await town.post('/api/fault-bulletin/papers', { from: '2026-07-01', to: '2026-07-31' })).problem.code).toBe(
      'not-permitted',
    )
  })

  test('a period that ends before it begins, or lasts years, is refused by name', async ({ world }) => {
    const duty = await world.as('duty1')
    const backwards = await duty.get('/api/fault-bulletin?from=2026-07-31&to=2026-07-01')
    expect(backwards.problem.errors).toMatchObject([{ field: '截止日期', message: '截止日期不能早于起始日期' }])
    expect((await duty.get('/api/fault-bulletin?from=2020-01-01&to=2026-07-01')).status).toBe(422)
  })
})

/** The town phones within its half hour; its paper comes 25 minutes late. */
async function townLine(world: World) {
  await world.at('2026-07-20T03:00:00+08:00')
  const duty = await world.as('duty1')
  const reporter = { reporterUnitId: world.unit('chaping'), reporterKnownAt: '2026-07-20T02:40:00+08:00' }
  const times = { occurredAt: '2026-07-20T02:35:00+08:00', knownAt: '2026-07-20T02:46:00+08:00' }
  const { id } = (await duty.post<EventView>('/api/emergency-events', flood({ ...times, ...reporter }))).body
  await world.at('2026-07-20T04:05:00+08:00')
  const town = await world.as('chaping1')
  const draft = (await town.post<ReportView>(`/api/emergency-events/${id}/reports`, { kind: 'first' })).body
  expect((await town.post(`/api/event-reports/${draft.id}/submission`)).status).toBe(200)
  return lineOf(await bulletin(duty), world.unit('chaping'))
}

const latest = async (duty: Caller, eventId: string) =>
  (await duty.get<Items<ReportView>>(`/api/emergency-events/${eventId}/reports`)).body.items[0]

const isRate = (measure: string) => ['timely', 'complete', 'accurate', 'firstMinutes'].includes(measure)
const sumOf = ({ items, count }: { items: BulletinCase[]; count: number }, measure: string) =>
  !isRate(measure)
    ? count
    : items.length === 0
      ? null
      : items.reduce((all, one) => ({ value: all.value + one.value, of: all.of + one.of }), { value: 0, of: 0 })
const numberOf = (line: BulletinNumbers, measure: keyof typeof bulletinMeasures) => line[measure]

describe('整改', () => {
  interface Correction {
    id: string
    state: string
    dueAt: string
    breached: boolean
    may: { answer: boolean; decide: boolean }
    answers: { text: string; accepted: boolean | null; note: string }[]
  }
  const mine = async (who: Caller) => (await who.get<Items<Correction>>('/api/corrections')).body.items

  /** The town, which did not phone in time, is confirmed to have been late. */
  async function townToCorrect(world: World) {
    await world.at('2026-07-12T02:50:00+08:00')
    const duty = await world.as('duty1')
    await duty.post(
      '/api/emergency-events',
      flood({
        reporterUnitId: world.unit('chaping'),
        occurredAt: '2026-07-12T01:30:00+08:00',
        reporterKnownAt: '2026-07-12T01:40:00+08:00',
      }),
    )
    await world.at('2026-07-13T09:00:00+08:00')
    const fault = await confirm(world, 'lateReport', world.unit('chaping'))
    return { fault, town: await world.as('chaping1'), leader: await world.as('leader1') }
  }

  test('a confirmed fault is owed a report on its correction, once, within working days', async ({ world }) => {
    const { town, fault, leader } = await townToCorrect(world)
    const [task] = await mine(town)
    // Monday 13 July: five working days end with Monday 20 July.
    expect(task).toMatchObject({
      state: 'open',
      dueAt: '2026-07-20T16:00:00.000Z',
      may: { answer: true, decide: false },
    })
    expect(await mine(leader)).toMatchObject([{ may: { answer: false, decide: false } }])
    const again = await leader.post(`/api/violations/${fault.id}/review`, { verdict: 'confirmed', note: '再' })
    expect(again.problem.code).toBe('event-report/already-reviewed')
    expect((await mine(await world.as('longtan1'))).length).toBe(0)
    const owed = await town.get<Items<{ title: string; kind: string; state: string }>>('/api/obligations?state=open')
    expect(owed.body.items.filter(one => one.kind === 'correction')).toMatchObject([{ title: '报送整改报告：迟报' }])
  })

  test('a waived suspicion opens none', async ({ world }) => {
    const { duty } = await lateFlood(world)
    const leader = await world.as('leader1')
    const [fault] = (await duty.get<Items<ViolationView>>('/api/violations?kind=lateReport')).body.items
    await leader.post(`/api/violations/${fault?.id}/review`, { verdict: 'waived', note: '通信中断' })
    expect(await mine(leader)).toEqual([])
    expect((await bulletin(duty)).total.delayed).toBe(0)
  })

  test('answered, returned with a reason, owed anew, accepted; what came late stays late', async ({ world }) => {
    const { town, leader } = await townToCorrect(world)
    const id = (await mine(town))[0]?.id ?? ''
    expect((await leader.post(`/api/corrections/${id}/answers`, { text: '代为整改' })).status).toBe(404)
    await world.at('2026-07-21T00:00:01+08:00')
    expect((await mine(town))[0]).toMatchObject({ state: 'open', breached: true })
    const answered = await town.post<Correction>(`/api/corrections/${id}/answers`, { text: '已约谈值班员' })
    expect(answered.body).toMatchObject({ state: 'answered', breached: true })
    expect((await town.post(`/api/corrections/${id}/answers`, { text: '再报' })).problem.code).toBe(
      'event-report/correction-settled',
    )
    const decide = (body: object) => leader.post<Correction>(`/api/corrections/${id}/decision`, body)
    expect((await decide({ accept: false })).problem.errors).toMatchObject([{ message: '退回时请填写审核意见' }])
    const returned = await decide({ accept: false, note: '没有整改措施' })
    expect(returned.body).toMatchObject({ state: 'returned', dueAt: '2026-07-28T16:00:00.000Z', breached: true })
    expect((await decide({ accept: true })).problem.code).toBe('event-report/correction-settled')
    await town.post(`/api/corrections/${id}/answers`, { text: '已修订值班制度并培训' })
    const accepted = await decide({ accept: true })
    expect(accepted.body).toMatchObject({
      state: 'accepted',
      breached: true,
      answers: [{ accepted: false, note: '没有整改措施' }, { accepted: true }],
    })
    const owed = await town.get<Items<{ kind: string; state: string }>>('/api/obligations')
    const clocks = owed.body.items.filter(one => one.kind === 'correction')
    expect(clocks.map(one => one.state)).toEqual(['met', 'met'])
  })

  test('nobody judges his own answer, and what was decided stays', async ({ world }) => {
    await lateFlood(world)
    await confirm(world, 'lateReport', world.unit('duty-office'))
    const duty = await world.as('duty1')
    const id = (await mine(duty))[0]?.id ?? ''
    expect((await duty.post(`/api/corrections/${id}/answers`, { text: '已整改' })).status).toBe(201)
    expect((await duty.post(`/api/corrections/${id}/decision`, { accept: true })).problem.code).toBe('not-permitted')
    const leader = await world.as('leader1')
    expect((await leader.post(`/api/corrections/${id}/decision`, { accept: true })).status).toBe(200)
    await expect(world.query(`update report_correction_answer set note = '改'`)).rejects.toThrow('整改报告不可更改')
  })
})

describe('通报', () => {
  test('is drafted from the counts, names only what is confirmed, and goes its way as a paper', async ({ world }) => {
    const { duty } = await lateFlood(world)
    const room = world.unit('duty-office')
    const fault = await confirm(world, 'lateReport', room)
    await world.at('2026-08-03T09:00:00+08:00')
    const suspected = (await bulletin(duty)).total.suspected
    expect(suspected).toBeGreaterThan(0)
    const asked = { id: randomUUID(), from: '2026-07-01', to: '2026-07-31', requirements: '请各单位整改。' }
    const made = await duty.post<{ paperId: string }>('/api/fault-bulletin/papers', asked)
    expect(made.status).toBe(201)
    const paper = (await duty.get<PaperView>(`/api/papers/${made.body.paperId}`)).body
    expect(paper).toMatchObject({ kind: 'bulletin', state: 'draft', title: '关于2026年7月突发事件信息报送情况的通报' })
    const [overview, problems, requirements] = paper.sections
    expect(overview?.table?.rows.at(-1)?.slice(0, 7)).toEqual(['合计', '0', '0', '1', '0', '0', '1'])
    expect(problems?.text).toContain(fault.evidence)
    expect(problems?.text.match(/\d+\. /g)).toHaveLength(1)
    expect(requirements?.text).toContain('请各单位整改。')
    expect(requirements?.text).toContain('前报送整改报告')
    expect(overview?.references[0]?.to).toBe(`/fault-bulletin?${july}`)
    // One for a period, whoever asks again.
    const twice = await (await world.as('leader1')).post<{ paperId: string }>('/api/fault-bulletin/papers', {
      from: '2026-07-01',
      to: '2026-07-31',
    })
    expect(twice.body.paperId).toBe(made.body.paperId)
    expect((await bulletin(duty)).paper).toMatchObject({ id: made.body.paperId, state: 'draft' })
    expect((await bulletin(await world.as('chaping1'))).paper).toBeNull()
  })

  test('of a period without any fault says so', async ({ world }) => {
    const duty = await world.as('duty1')
    const made = await duty.post<{ paperId: string }>('/api/fault-bulletin/papers', {
      from: '2026-02-01',
      to: '2026-02-28',
    })
    const paper = (await duty.get<PaperView>(`/api/papers/${made.body.paperId}`)).body
    expect(paper.title).toBe('关于2026年2月突发事件信息报送情况的通报')
    expect(paper.sections[0]?.text).toContain('及时率 —')
    expect(paper.sections[1]?.text).toContain('未发现')
  })
})

test('the table leaves as a sheet with one row per unit, and that is a fact', async ({ world }) => {
  const { duty } = await lateFlood(world)
  const reply = await duty.get(`/api/fault-bulletin/export.xlsx?${july}`)
  expect(reply.status).toBe(200)
  expect(decodeURIComponent(String(reply.raw.headers['content-disposition']))).toContain('2026年7月报送质量.xlsx')
  const book = await readBook('报送质量.xlsx', reply.raw.rawPayload)
  const units = (await bulletin(duty)).units.map(unit => unit.unitName)
  const names = book.sheets[0]?.rows.map(row => textOf(row.cells[0] ?? null)) ?? []
  expect(names.slice(-units.length - 1)).toEqual([...units, '合计'])
  expect(await world.facts()).toContain('event-report.bulletin-exported')
})
