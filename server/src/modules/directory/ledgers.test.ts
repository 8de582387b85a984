import type { RecordView } from '@anlan/contract/register.ts'
import { expect } from 'vitest'
import { test } from '../../../test/world.ts'

interface Page {
  items: RecordView[]
}
const found = (page: { body: Page }) => page.body.items.map(item => item.title)

test('units, people and posts of the county are ledgers from the start, found by name, pinyin and post', async ({
  world,
}) => {
  const bureau = await world.as('bureau1')
  const units = await bureau.get<Page>(`/api/registers/units?text=${encodeURIComponent('茶坪镇')}&sort=name`)
  expect(found(units)).toContain('茶坪镇')
  expect(found(await bureau.get<Page>('/api/registers/units?text=cpz'))).toContain('茶坪镇')
  const heads = await bureau.get<Page>(`/api/registers/persons?text=${encodeURIComponent('镇长')}&limit=100`)
  expect(heads.body.items.length).toBeGreaterThan(0)
  expect(heads.body.items.every(item => item.shown['posts']?.includes('镇长'))).toBe(true)
})

test('a person entered with a post holds it, and one who leaves gives way to his deputy at once', async ({ world }) => {
  await world.at('2026-07-01T01:00:00Z')
  const bureau = await world.as('bureau1')
  const unitId = world.unit('water-bureau')
  const enter = (name: string) =>
    bureau.post<RecordView>('/api/registers/persons', {
      unitId,
      values: { name, posts: '防汛值班员', mobile: '13900001111' },
    })
  const first = await enter('苏明远')
  const second = await enter('顾长河')
  const post = async () => {
    const { body } = await bureau.get<{ items: { id: string; name: string; holders: { name: string }[] }[] }>(
      `/api/posts?unit=${unitId}`,
    )
    return body.items.find(one => one.name === '防汛值班员')
  }
  expect((await post())?.holders.map(one => one.name)).toEqual(['苏明远', '顾长河'])
  await world.at('2026-07-02T01:00:00Z')
  expect((await bureau.post(`/api/registers/persons/${first.body.id}/removal`, { reason: '调离' })).status).toBe(200)
  expect((await post())?.holders.map(one => one.name)).toEqual(['顾长河'])
  const shown = await bureau.get<RecordView>(`/api/registers/posts/${(await post())?.id}`)
  expect(shown.body.shown['holders']).toBe('顾长河')
  expect((await bureau.get<RecordView>(`/api/registers/persons/${second.body.id}`)).body.shown['posts']).toBe(
    '防汛值班员',
  )
})

test('a renamed unit keeps its former name; one that is in use cannot be struck off', async ({ world }) => {
  const bureau = await world.as('bureau1')
  const id = world.unit('water-bureau')
  const before = await bureau.get<RecordView>(`/api/registers/units/${id}`)
  const renamed = await bureau.patch<RecordView>(`/api/registers/units/${id}`, {
    version: before.body.version,
    values: { name: '青峦县水务局' },
  })
  expect(renamed.body.shown).toMatchObject({ name: '青峦县水务局', formerNames: before.body.title })
  expect(found(await bureau.get<Page>(`/api/registers/units?text=${encodeURIComponent(before.body.title)}`))).toContain(
    '青峦县水务局',
  )
  const refused = await bureau.post(`/api/registers/units/${id}/removal`, { reason: '撤销' })
  expect(refused.problem.code).toBe('directory/unit-in-use')
})

test('holders named in the ledger must be people of the unit', async ({ world }) => {
  const bureau = await world.as('bureau1')
  const refused = await bureau.post('/api/registers/posts', {
    unitId: world.unit('water-bureau'),
    values: { name: '夜间调度', kind: 'other', holders: '查无此人' },
  })
  expect(refused.problem.errors?.[0]).toMatchObject({ pointer: '/values/holders', field: '任职人员' })
})

test('an agreement with a neighbour is owed its renewal before it ends; a later day in the ledger settles it', async ({
  world,
}) => {
  await world.at('2026-07-01T09:00:00+08:00')
  const bureau = await world.as('bureau1')
  const values = { name: '试点县应急管理局', kind: '毗邻县区', dutyPhone: '0990-7690199', agreement: '联防协议' }
  const { body: neighbour } = await bureau.post<RecordView>('/api/registers/neighbour-units', {
    values: { ...values, agreementUntil: '2026-08-15' },
  })
  await world.query(`update due_task set run_at = '2026-07-02T00:00:00+08:00' where kind = 'directory.new-day'`)
  await world.at('2026-07-02T08:00:00+08:00')
  const owed = async (state: string) =>
    (
      await bureau.get<{ items: { title: string; dueAt: string }[] }>(`/api/obligations?state=${state}&limit=100`)
    ).body.items.filter(one => one.title.includes(values.name))
  expect(await owed('open')).toMatchObject([{ dueAt: '2026-08-15T16:00:00.000Z' }])
  const put = await bureau.patch(`/api/registers/neighbour-units/${neighbour.id}`, {
    values: { ...values, agreementUntil: '2028-08-15' },
    version: neighbour.version,
  })
  expect(put.status).toBe(200)
  expect(await owed('open')).toEqual([])
  expect(await owed('met')).toHaveLength(1)
})
