import type { SurveyLine, SurveyView } from '@anlan/contract/survey.ts'
import { describe, expect } from 'vitest'
import { test, type World } from '../../../../test/world.ts'

type Items<T> = { items: T[] }
const started = async (world: World) => {
  const reply = await (await world.as('bureau1')).post<SurveyView>('/api/surveys', {
    title: '汛前应急资源普查',
    ledgers: ['shelters', 'care-homes'],
    unitIds: ['chaping', 'longtan'].map(world.unit),
    dueOn: '2026-04-30',
  })
  expect(reply.status).toBe(201)
  return reply.body
}
const owed = (world: World, unit: string) =>
  world.query(
    `select satisfied_at is not null as done, cancelled_at is not null as cancelled from obligation
      where kind = 'register.survey' and owed_by_unit_id = '${world.unit(unit)}'`,
  )

describe('资源普查', () => {
  test('each unit owes it once, enters its records or says that it has none, and is done with the last ledger', async ({
    world,
  }) => {
    await world.at('2026-04-01T09:00:00+08:00')
    const { id } = await started(world)
    const chaping = await world.as('chaping1')
    const answer = (ledger: string, none: boolean, unit = 'chaping') =>
      chaping.put<SurveyView>(`/api/surveys/${id}/units/${world.unit(unit)}/ledgers/${ledger}`, { none })
    expect(await owed(world, 'chaping')).toEqual([{ done: false, cancelled: false }])
    // A township sees its own line only.
    expect((await chaping.get<SurveyView>(`/api/surveys/${id}`)).body.items.map(one => one.unitName)).toEqual([
      '茶坪镇',
    ])
    expect((await answer('care-homes', true, 'longtan')).status).toBe(404)
    // The county has shelters of 茶坪镇 on record; of care homes nothing is.
    expect((await answer('shelters', true)).problem.code).toBe('register/survey-answer')
    expect((await answer('care-homes', false)).problem.code).toBe('register/survey-answer')
    expect((await answer('hospitals', true)).status).toBe(404)
    expect((await answer('shelters', false)).status).toBe(200)
    expect(await owed(world, 'chaping')).toEqual([{ done: false, cancelled: false }])
    const done = await answer('care-homes', true)
    expect(done.body.items[0]).toMatchObject({ state: 'done', late: false })
    expect(await owed(world, 'chaping')).toEqual([{ done: true, cancelled: false }])

    await world.at('2026-05-01T08:00:00+08:00')
    const county = await (await world.as('duty1')).get<SurveyView>(`/api/surveys/${id}`)
    expect(county.body).toMatchObject({ units: 2, done: 1, overdue: 1 })
    expect(county.body.items.map(one => [one.unitName, one.state])).toEqual([
      ['龙滩镇', 'overdue'],
      ['茶坪镇', 'done'],
    ])
    const sheet = await (await world.as('duty1')).get(`/api/surveys/${id}/export.xlsx`)
    expect(sheet.raw.headers['content-type']).toContain('spreadsheet')
  })

  test('closed, it takes no answer and nothing more is owed; a township starts none', async ({ world }) => {
    await world.at('2026-04-01T09:00:00+08:00')
    const { id } = await started(world)
    const bureau = await world.as('bureau1')
    const chaping = await world.as('chaping1')
    expect((await chaping.put(`/api/surveys/${id}/closing`, { reason: '试试' })).status).toBe(403)
    expect((await bureau.put(`/api/surveys/${id}/closing`, { reason: '并入专项普查' })).status).toBe(200)
    expect(await owed(world, 'longtan')).toEqual([{ done: false, cancelled: true }])
    const url = `/api/surveys/${id}/units/${world.unit('chaping')}/ledgers/care-homes`
    expect((await chaping.put(url, { none: true })).problem.code).toBe('register/survey-closed')
    expect((await bureau.put(`/api/surveys/${id}/closing`, { reason: '再次' })).status).toBe(409)
    expect((await bureau.get<Items<SurveyLine>>('/api/surveys')).body.items[0]?.closedAt).not.toBeNull()
    expect((await (await world.as('songling1')).get(`/api/surveys/${id}`)).status).toBe(404)
    const past = { title: '过期', ledgers: ['shelters'], unitIds: [world.unit('chaping')], dueOn: '2026-03-31' }
    expect((await bureau.post('/api/surveys', past)).problem.errors?.[0]?.field).toBe('截止日期')
    const filled = { ...past, dueOn: '2026-04-30', ledgers: ['issued-documents'] }
    expect((await bureau.post('/api/surveys', filled)).problem.errors?.[0]?.field).toBe('普查台账')
  })
})
