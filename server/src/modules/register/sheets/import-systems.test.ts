import type { ImportRow, ImportView, RecordView } from '@anlan/contract/register.ts'
import { expect } from 'vitest'
import type { Page } from '../../../../test/neighbour-sheets.ts'
import { test } from '../../../../test/no-neighbours.ts'
import { rowsAsWorkbook, upload } from '../../../../test/sheets.ts'

const url = '/api/registers/fire-water-sources'
const header = ['名称', '类别', '所在乡镇或村', '位置']

test('a sheet says its coordinate system once: positions are converted and labelled, others are refused by name', async ({
  world,
}) => {
  const bureau = await world.as('bureau1')
  const town = (await bureau.get<{ items: { name: string; kind: string }[] }>('/api/units?kind=town')).body.items.find(
    unit => unit.kind === 'town',
  )
  const content = await rowsAsWorkbook([
    header,
    ['试验一号取水点', '山塘', town?.name, '108.50428,29.297181'],
    ['试验二号取水点', '山塘', town?.name, '36500000,3241000'],
  ])
  const asked = (system: string) =>
    upload<ImportView>(world, bureau, `${url}/imports?system=${encodeURIComponent(system)}`, '取水点.xlsx', content)

  const read = await asked('GCJ-02')
  expect(read.status, JSON.stringify(read.problem)).toBe(201)
  expect(read.body.remarks).toContain('位置按 GCJ-02（高德、腾讯） 读取，已转换为 CGCS2000')
  const { items: refused } = (
    await bureau.get<Page<ImportRow>>(`${url}/imports/${read.body.id}/rows?action=refused&limit=100`)
  ).body
  expect(refused.map(row => row.errors.map(error => error.message))).toEqual([['位置不是 GCJ-02（高德、腾讯） 的坐标']])
  expect(read.body.counts).toMatchObject({ create: 1, refused: 1 })
  await bureau.post(`${url}/imports/${read.body.id}/confirmation`, { withoutRefused: true })
  const { items } = (await bureau.get<Page<RecordView>>(`${url}?limit=200`)).body
  const id = items.find(record => record.values['name'] === '试验一号取水点')?.id
  const { body: record } = await bureau.get<RecordView>(`${url}/${id}`)
  const position = record.values['position'] as { lng: number; lat: number }
  expect(position).toMatchObject({ srcSystem: 'GCJ-02' })
  expect(position.lng).toBeCloseTo(108.5, 5)
  expect(position.lat).toBeCloseTo(29.3, 5)

  const metres = await asked('GK-3')
  expect(metres.body.counts).toMatchObject({ create: 1, refused: 1 })
  expect((await asked('北京54')).problem).toMatchObject({ errors: [{ message: '请选择坐标系' }] })
})
