import type { RecordView, UnitCompleteness } from '@anlan/contract/register.ts'
import { afterAll, beforeAll, expect } from 'vitest'
import type { z } from 'zod'
import { test, type World } from '../../../../test/world.ts'
import { ledger, phone, text } from '../declaration/ledger.ts'
import { ledgers } from '../declaration/ledgers.ts'

type Row = z.output<typeof UnitCompleteness>
const url = '/api/registers/completeness'

/** A ledger that every village ought to keep. */
const wells = ledger({
  name: 'test-wells',
  label: '水井',
  group: '测试',
  purpose: '完整率测试',
  title: 'name',
  key: ['unitId', 'name'],
  keptBy: ['village', 'community'],
  verifyEveryDays: 30,
  fields: { name: text('名称', { required: true }), keeper: text('管护人'), keeperPhone: phone('管护人电话') },
})
const map = ledgers as Map<string, typeof wells>
beforeAll(() => void map.set(wells.name, wells))
afterAll(() => void map.delete(wells.name))

const rowsOf = async (world: World, account: string, query = '') =>
  (await (await world.as(account)).get<{ items: Row[] }>(`${url}?ledger=test-wells${query}`)).body.items
const add = async (world: World, unit: string, values: object) =>
  (
    await (
      await world.as('bureau1')
    ).post<RecordView>('/api/registers/test-wells', { unitId: world.unit(unit), values })
  ).body

test('per unit the share of complete records, what is missing and what is stale; a town holds its villages', async ({
  world,
}) => {
  await world.at('2026-07-01T01:00:00Z')
  await add(world, 'chaping-201', { name: '东井', keeper: '韦宏', keeperPhone: '13812345678' })
  await add(world, 'chaping-201', { name: '西井', keeper: '韦宏' })
  await add(world, 'chaping-201', { name: '北井' })
  await world.at('2026-07-20T01:00:00Z')
  await add(world, 'chaping', { name: '镇井', keeper: '秦岚', keeperPhone: '13812345679' })
  await world.at('2026-08-02T01:00:00Z')

  const rows = await rowsOf(world, 'chaping1')
  const of = (unit: string) => rows.find(row => row.unitId === world.unit(unit))
  expect(of('chaping-201')).toMatchObject({
    ledgerLabel: '水井',
    records: 3,
    complete: 1,
    percent: 33.3,
    stale: 3,
    neverVerified: 0,
    lastChangedAt: '2026-07-01T01:00:00.000Z',
    missing: [
      { field: 'keeperPhone', label: '管护人电话', records: 2 },
      { field: 'keeper', label: '管护人', records: 1 },
    ],
  })
  expect(of('chaping')).toMatchObject({ records: 4, complete: 2, percent: 50, stale: 3 })
  expect(of('chaping')?.lastChangedAt).toBe('2026-07-20T01:00:00.000Z')
  const empty = rows.filter(row => row.records === 0)
  expect(empty.length).toBeGreaterThan(3)
  expect(empty.every(row => row.percent === null && row.missing.length === 0)).toBe(true)

  const county = await rowsOf(world, 'bureau1', `&unitId=${world.unit('county')}`)
  expect(county.find(row => row.unitId === world.unit('county'))).toMatchObject({ records: 4, complete: 2 })
  expect(county.length).toBeGreaterThan(100)
  expect(county.some(row => row.unitId === world.unit('water-bureau'))).toBe(false)
})

test('a removed record does not count, one that was never confirmed does', async ({ world }) => {
  await world.at('2026-07-01T01:00:00Z')
  const gone = await add(world, 'chaping-201', { name: '东井' })
  await (await world.as('bureau1')).post(`/api/registers/test-wells/${gone.id}/removal`, { reason: '填埋' })
  const { id } = await add(world, 'chaping-201', { name: '西井' })
  await world.query(`update register_record set verify_due_on = null, verified_at = null where id = '${id}'`)
  expect(await rowsOf(world, 'liangshui1')).toMatchObject([{ records: 1, stale: 1, neverVerified: 1 }])
})

test('all ledgers at once go one floor down; what lies outside one’s reach does not exist', async ({ world }) => {
  await world.at('2026-07-01T01:00:00Z')
  await add(world, 'chaping-201', { name: '东井' })
  const all = async (account: string, query = '') =>
    (await (await world.as(account)).get<{ items: Row[] }>(`${url}?${query}`)).body.items
  const top = (await all('bureau1')).filter(row => row.ledger === 'test-wells')
  expect(top.find(row => row.unitId === world.unit('chaping'))?.records).toBe(1)
  expect(top.some(row => row.unitId === world.unit('chaping-201'))).toBe(false)
  const town = await all('bureau1', `unitId=${world.unit('chaping')}`)
  expect(town.some(row => row.records === 1)).toBe(true)
  const outside = await (await world.as('chaping1')).get(`${url}?unitId=${world.unit('longtan')}`)
  expect(outside.status).toBe(404)
  expect((await (await world.as('chaping1')).get(`${url}?ledger=nowhere`)).status).toBe(404)
})
