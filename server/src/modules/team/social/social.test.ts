import type { ObligationView } from '@anlan/contract/obligation.ts'
import type { TeamMemberView, TeamView } from '@anlan/contract/team.ts'
import type { ConsultationView, ExpertLine } from '@anlan/contract/team-expert.ts'
import type { ApplicationView, TrainingList } from '@anlan/contract/team-registration.ts'
import { describe, expect } from 'vitest'
import { memberOf, teamOf } from '../../../../test/team-story.ts'
import { test, type World } from '../../../../test/world.ts'

type Items<T> = { items: T[] }
const application = {
  name: '试点蓝鹰救援队',
  creditCode: '91350100M000100Y43',
  leader: '冉启航',
  phone: '13900003333',
  headcount: 31,
  capabilities: ['water-rescue'],
  insuredUntil: '2027-06-30',
}
const open = async (world: World, account: string) =>
  (await (await world.as(account)).get<Items<ApplicationView>>('/api/team-applications?state=submitted')).body.items

describe('社会应急力量登记 (S58)', () => {
  test('applied for, reviewed by somebody else, entered in the ledger with its certificate', async ({ world }) => {
    await world.at('2026-07-01T09:00:00+08:00')
    const bureau = await world.as('bureau1')
    const wrong = await bureau.post('/api/team-applications', { ...application, creditCode: '91350100M000100Y44' })
    expect(wrong.problem.errors?.[0]?.pointer).toBe('/creditCode')
    const { body } = await bureau.post<{ id: string }>('/api/team-applications', application)
    const at = `/api/team-applications/${body.id}/review`
    const approval = { version: 1, approve: true, opinion: '材料齐全', level: 2, validUntil: '2029-06-30' }
    expect((await bureau.post(at, approval)).problem.code).toBe('team/own-application')
    const leader = await world.as('leader1')
    expect((await leader.post(at, { ...approval, level: null })).problem.errors?.[0]?.pointer).toBe('/level')
    expect((await leader.post(at, { ...approval, validUntil: '2026-07-01' })).problem.errors?.[0]?.pointer).toBe(
      '/validUntil',
    )
    expect((await open(world, 'leader2')).find(one => one.id === body.id)?.mayReview).toBe(true)
    expect((await leader.post(at, approval)).status).toBe(200)
    expect((await leader.post(at, approval)).problem.code).toBe('team/application-settled')
    const all = (await bureau.get<Items<ApplicationView>>('/api/team-applications')).body.items
    const done = all.find(one => one.id === body.id)
    expect(done).toMatchObject({ state: 'approved', certificateNo: expect.stringMatching(/^应登〔2026〕\d{3}号$/) })
    const team = await bureau.get<TeamView>(`/api/teams/${done?.teamId}`)
    expect(team.body).toMatchObject({ name: application.name, certifiedUntil: '2029-06-30', against: [] })
    // The ledger knows it, too: the team is found, edited and confirmed there.
    expect((await bureau.get(`/api/registers/rescue-teams/${done?.teamId}`)).status).toBe(200)
    expect(
      (await (await world.as('chaping1')).get<Items<ApplicationView>>('/api/team-applications')).body.items,
    ).not.toContainEqual(expect.objectContaining({ id: body.id }))
  })

  test('a renewal is owed in time, waits once, and settles what was owed', async ({ world }) => {
    await world.at('2026-07-01T09:00:00+08:00')
    const id = await teamOf(world, 'team1', {
      name: application.name,
      kind: 'social',
      certificateNo: '应登〔2023〕001号',
      certifiedUntil: '2026-08-15',
      insuredUntil: '2027-06-30',
    })
    await world.query(`update due_task set run_at = '2026-07-02T00:00:00+08:00' where kind = 'team.new-day'`)
    await world.at('2026-07-02T08:00:00+08:00')
    const owed = async (state: string) =>
      (await (await world.as('team1')).get<Items<ObligationView>>(`/api/obligations?state=${state}`)).body.items.filter(
        one => one.title.startsWith(application.name),
      )
    expect(await owed('open')).toMatchObject([{ dueAt: '2026-08-15T16:00:00.000Z' }])
    const team = await world.as('team1')
    const asked = await team.post<{ id: string }>('/api/team-applications', { ...application, teamId: id })
    expect(asked.status).toBe(201)
    expect((await team.post('/api/team-applications', { ...application, teamId: id })).problem.code).toBe(
      'team/application-open',
    )
    const reviewed = await (await world.as('bureau1')).post(`/api/team-applications/${asked.body.id}/review`, {
      version: 1,
      approve: true,
      opinion: '同意续期',
      level: 2,
      validUntil: '2029-08-15',
    })
    expect(reviewed.status).toBe(200)
    await world.at('2026-07-03T08:00:00+08:00')
    expect(await owed('open')).toEqual([])
    expect(await owed('met')).toHaveLength(1)
    expect((await team.get<TeamView>(`/api/teams/${id}`)).body.certifiedUntil).toBe('2029-08-15')
  })
})

test('集体培训: attendance by name counts towards the year (S59)', async ({ world }) => {
  await world.at('2026-07-01T09:00:00+08:00')
  const id = await teamOf(world, 'chaping1', { name: '试点志愿队', kind: 'volunteer' })
  const member = (name: string, phone: string) =>
    memberOf(world, 'chaping1', { team: '试点志愿队', name, phone, category: 'volunteer', consent: true })
  const [a, b] = [await member('彭大山', '13900001111'), await member('向小河', '13900002222')]
  const town = await world.as('chaping1')
  const at = `/api/teams/${id}/trainings`
  const training = { title: '心肺复苏', day: '2026-03-15', hours: 4, present: [a, b] }
  expect((await town.post(at, { ...training, day: '2026-07-02' })).problem.errors?.[0]?.pointer).toBe('/day')
  expect((await town.post(at, { ...training, present: [id] })).problem.errors?.[0]?.pointer).toBe('/present')
  await town.post(at, training)
  const { body } = await town.post<TrainingList>(at, {
    ...training,
    title: '绳索救援',
    day: '2026-06-01',
    present: [a],
  })
  expect(body.thisYear).toEqual({ held: 2, wanted: 2, members: 2, enough: 1 })
  const roll = (await town.get<Items<TeamMemberView>>(`/api/teams/${id}/members`)).body.items
  expect(roll.map(one => [one.name, one.trainings]).sort()).toEqual([
    ['向小河', 1],
    ['彭大山', 2],
  ])
})

describe('专家 (S51, W236)', () => {
  const expertOf = async (world: World, values: object) => {
    const { body } = await (await world.as('bureau1')).post<{ id: string }>('/api/registers/experts', {
      values: { name: '冉长水', fields: ['flood'], phone: '13900004444', termUntil: '2026-08-20', ...values },
    })
    return body.id
  }

  test('asked from an event, the opinion recorded once, the service visible on the expert', async ({ world }) => {
    await world.at('2026-07-11T20:00:00+08:00')
    const id = await expertOf(world, {})
    const duty = await world.as('duty1')
    const event = await duty.post<{ id: string }>('/api/emergency-events', {
      title: '茶坪镇山洪',
      eventTypeCode: '11A51',
      areaCode: '990321104202',
      knownAt: '2026-07-11T19:50:00+08:00',
      source: '茶坪镇值班室电话',
      summary: '山洪漫过村道。',
    })
    const asked = await duty.post<ConsultationView>(`/api/experts/${id}/consultations`, {
      eventId: event.body.id,
      question: '水库下泄流量如何控制？',
    })
    expect(asked.body).toMatchObject({ expertName: '冉长水', eventTitle: '茶坪镇山洪', opinion: null, mayAnswer: true })
    await world.at('2026-07-11T20:20:00+08:00')
    const opinion = { opinion: '分级下泄，先 50 立方米每秒', manner: 'phone' }
    const at = `/api/expert-consultations/${asked.body.id}/opinion`
    expect((await (await world.as('chaping1')).post(at, opinion)).status).toBe(404)
    expect((await duty.post<ConsultationView>(at, opinion)).body.givenAt).toBe('2026-07-11T12:20:00.000Z')
    expect((await duty.post(at, opinion)).problem.code).toBe('team/opinion-given')
    const served = (await duty.get<Items<ConsultationView>>(`/api/expert-consultations?expertId=${id}`)).body.items
    expect(served).toHaveLength(1)
    const found = (await duty.get<Items<ExpertLine>>('/api/experts?field=flood')).body.items.find(one => one.id === id)
    expect(found).toMatchObject({ served: 1, expired: false })
    expect(await world.facts(event.body.id)).toEqual(
      expect.arrayContaining(['team.expert-asked', 'team.expert-answered']),
    )
  })

  test('a term that ends is owed a renewal; past it, asking needs a reason', async ({ world }) => {
    await world.at('2026-07-11T20:00:00+08:00')
    const id = await expertOf(world, {})
    await world.query(`update due_task set run_at = '2026-07-12T00:00:00+08:00' where kind = 'team.new-day'`)
    await world.at('2026-07-12T01:00:00+08:00')
    const bureau = await world.as('bureau1')
    const owed = (await bureau.get<Items<ObligationView>>('/api/obligations?state=open')).body.items.filter(one =>
      one.title.startsWith('专家冉长水'),
    )
    expect(owed).toMatchObject([{ link: `/experts/${id}` }])
    await world.at('2026-08-21T09:00:00+08:00')
    const duty = await world.as('duty1')
    const late = await duty.post(`/api/experts/${id}/consultations`, { question: '如何处置？' })
    expect(late.problem).toMatchObject({ code: 'team/reason-required', errors: [{ pointer: '/reason' }] })
    const asked = await duty.post(`/api/experts/${id}/consultations`, { question: '如何处置？', reason: '唯一专家' })
    expect(asked.status).toBe(201)
    const record = (await (await world.as('bureau1')).get<{ version: number }>(`/api/registers/experts/${id}`)).body
    const renewed = await (await world.as('bureau1')).patch(`/api/registers/experts/${id}`, {
      version: record.version,
      values: { termUntil: '2028-08-20' },
    })
    expect(renewed.status).toBe(200)
    const met = (await (await world.as('bureau1')).get<Items<ObligationView>>('/api/obligations?state=met')).body.items
    expect(met.filter(one => one.title.startsWith('专家冉长水'))).toHaveLength(1)
  })
})
