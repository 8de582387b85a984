import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { ObligationView } from '@anlan/contract/obligation.ts'
import type { ImportView, LedgerView, RecordView, UnitCompleteness } from '@anlan/contract/register.ts'
import { afterAll, beforeAll, expect } from 'vitest'
import type { z } from 'zod'
import { rowsAsWorkbook, upload } from '../../../test/sheets.ts'
import { test, type World } from '../../../test/world.ts'
import { runSystemWork } from '../../kernel/house.ts'
import type { Ledger } from './declaration/ledger.ts'
import { ledgers, loadLedgers } from './declaration/ledgers.ts'
import { register } from './module.ts'

/** The example of docs/ledgers.md, as it stands there. */
const example = /```ts\n([\s\S]*?)```/.exec(
  readFileSync(join(import.meta.dirname, '../../../../docs/ledgers.md'), 'utf8'),
)?.[1] as string

// A folder of modules as the product's own, with nothing in it but the example.
const modules = mkdtempSync(join(tmpdir(), 'anlan-ledgers-'))
const known = ledgers as Map<string, Ledger>

beforeAll(async () => {
  mkdirSync(join(modules, 'broadcast', 'ledgers'), { recursive: true })
  symlinkSync(import.meta.dirname, join(modules, 'register'))
  writeFileSync(join(modules, 'broadcast', 'ledgers', 'broadcast-stations.ts'), example)
  await loadLedgers(modules)
})
afterAll(() => {
  known.delete('broadcast-stations')
  rmSync(modules, { recursive: true })
})

const url = '/api/registers/broadcast-stations'
const station = {
  name: '凉水村委会站',
  kind: '高音喇叭',
  position: { lng: 108.52, lat: 29.31 },
  horns: 4,
  keeper: '韦宏',
  keeperPhone: '13812345678',
}
const begin = (world: World) => runSystemWork(world.house, async work => register.seed?.(work))

test('the example is short', () => {
  expect(example.trimEnd().split('\n').length).toBeLessThan(40)
})

test('a file of less than forty lines is a ledger: listed, searched, checked, on the map, counted, confirmed', async ({
  world,
}) => {
  await world.at('2026-07-01T01:00:00Z')
  await begin(world)
  const village = await world.as('liangshui1')
  const listed = await village.get<{ items: LedgerView[] }>('/api/registers')
  const declared = listed.body.items.find(item => item.name === 'broadcast-stations')
  expect(declared).toMatchObject({
    label: '应急广播站',
    ownerLabel: '管护单位',
    symbol: { shape: 'triangle', color: '#1d6fb8' },
    mayEdit: true,
  })
  expect(declared?.fields.find(field => field.name === 'kind')?.options?.map(option => option.label)).toEqual([
    '高音喇叭',
    '音柱',
    '移动广播车',
  ])

  const refused = await village.post(url, { values: { ...station, kind: '移动广播车', horns: 8 } })
  expect(refused.problem.errors?.[0]).toMatchObject({ field: '喇叭数', message: '移动广播车的喇叭不超过 4 只' })
  const { body: record } = await village.post<RecordView>(url, { values: station })
  expect(record).toMatchObject({
    title: '凉水村委会站',
    shown: { kind: '高音喇叭', keeperPhone: '138****5678' },
    values: { position: { lng: 108.52, lat: 29.31 } },
    missing: ['覆盖半径', '备用电源'],
    verifyDueOn: '2026-09-29',
  })
  expect(await world.query(`select lng, lat from register_record where id = '${record.id}'`)).toEqual([
    { lng: 108.52, lat: 29.31 },
  ])
  for (const words of ['凉水村委', 'lscwhz', '高音喇叭', '韋宏']) {
    const found = await village.get<{ items: RecordView[] }>(`${url}?text=${encodeURIComponent(words)}&sort=horns`)
    expect(
      found.body.items.map(item => item.id),
      words,
    ).toEqual([record.id])
  }

  const town = await world.as('chaping1')
  const counted = await town.get<{ items: z.output<typeof UnitCompleteness>[] }>(
    '/api/registers/completeness?ledger=broadcast-stations',
  )
  const of = (unit: string) => counted.body.items.find(row => row.unitId === world.unit(unit))
  expect(of('chaping')).toMatchObject({ records: 1, complete: 0, percent: 0 })
  expect(of('chaping-202')).toMatchObject({ records: 0, percent: null })

  await world.query(`update due_task set run_at = '2026-08-30' where kind = 'register.new-day'`)
  await world.at('2026-08-30T22:00:00Z')
  const owed = async () =>
    (await village.get<{ items: ObligationView[] }>(`/api/obligations?unit=${world.unit('chaping-201')}`)).body.items
  expect((await owed()).map(one => [one.title, one.state])).toEqual([['核实应急广播站台账 1 条', 'open']])
  await village.post(`${url}/verifications`, { ids: [record.id] })
  expect((await owed()).map(one => one.state)).toEqual(['met'])
})

test('its sheets come by themselves: a template, an import that updates by the key, an export', async ({ world }) => {
  await world.at('2026-07-01T01:00:00Z')
  await begin(world)
  const town = await world.as('chaping1')
  await town.post(url, { unitId: world.unit('chaping-201'), values: station })
  const sheet = await rowsAsWorkbook([
    ['管护单位', '站点名称', '终端类型', '喇叭数', '备用电源'],
    ['凉水村', '凉水村委会站', '音柱', 6, '有'],
    ['凉水村', '凉水小学站', '高音喇叭', 2, '无'],
    ['凉水村', '凉水流动站', '移动广播车', 8, ''],
  ])
  const { body: preview } = await upload<ImportView>(world, town, `${url}/imports`, '广播站.xlsx', sheet)
  expect(preview.counts).toMatchObject({ create: 1, change: 1, refused: 1 })
  await town.post(`${url}/imports/${preview.id}/confirmation`, { withoutRefused: true })
  const { body } = await town.get<{ items: RecordView[] }>(`${url}?sort=horns`)
  expect(body.items.map(item => [item.title, item.shown['kind'], item.values['horns']])).toEqual([
    ['凉水小学站', '高音喇叭', 2],
    ['凉水村委会站', '音柱', 6],
  ])
  for (const file of ['template.xlsx', 'export.xlsx']) {
    const { raw } = await town.get(`${url}/${file}`)
    expect([raw.statusCode, raw.rawPayload.subarray(0, 2).toString()], file).toEqual([200, 'PK'])
  }
})
