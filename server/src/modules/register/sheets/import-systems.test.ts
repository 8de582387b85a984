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

const given = {
  'GCJ-02': '108.50428,29.297181',
  'BD-09': '108.510774,29.303261',
  'GK-3': '36548531.23,3242525.53',
} as const

for (const [system, text] of Object.entries(given))
  test(`the same sheet in ${system} again changes nothing, nor does what the ledger exports`, async ({ world }) => {
    const bureau = await world.as('bureau1')
    const town = (await bureau.get<{ items: { name: string }[] }>('/api/units?kind=town')).body.items[0]?.name
    const sheet = await rowsAsWorkbook([header, ['换算取水点', '山塘', town, text]])
    const read = async (content: Buffer, as: string) =>
      (await upload<ImportView>(world, bureau, `${url}/imports?system=${as}`, '取水点.xlsx', content)).body
    const first = await read(sheet, system)
    expect(first.counts).toEqual({ create: 1, change: 0, same: 0, refused: 0 })
    await bureau.post(`${url}/imports/${first.id}/confirmation`, {})
    expect((await read(sheet, system)).counts).toEqual({ create: 0, change: 0, same: 1, refused: 0 })
    const { raw } = await bureau.get(`${url}/export.xlsx`)
    expect((await read(raw.rawPayload, 'CGCS2000')).counts).toMatchObject({ create: 0, change: 0, refused: 0 })
  })

test('points of a GeoJSON file come in by the names of their properties; what is no point is refused', async ({
  world,
}) => {
  const bureau = await world.as('bureau1')
  const town = (await bureau.get<{ items: { name: string }[] }>('/api/units?kind=town')).body.items[0]?.name
  const feature = (name: string, geometry: object | null) => ({
    type: 'Feature',
    geometry,
    properties: { 名称: name, 类别: '山塘', 所在乡镇或村: town, 图层号: 3 },
  })
  const point = { type: 'Point', coordinates: [108.50428, 29.297181, 512] }
  const send = (features: object[], system = 'GCJ-02') =>
    upload<ImportView>(
      ...([world, bureau, `${url}/imports?system=${system}`, '取水点.geojson'] as const),
      Buffer.from(`\ufeff${JSON.stringify({ type: 'FeatureCollection', features })}`),
    )
  const read = await send([feature('图上取水点', point), feature('无位置取水点', null)])
  expect(read.body.counts, JSON.stringify(read.problem)).toEqual({ create: 1, change: 0, same: 0, refused: 1 })
  expect(read.body.remarks).toContain('工作表“GeoJSON”有不认识的列，已忽略：F 列“图层号”')
  await bureau.post(`${url}/imports/${read.body.id}/confirmation`, { withoutRefused: true })
  const { items } = (await bureau.get<Page<RecordView>>(`${url}?limit=200`)).body
  const id = items.find(record => record.values['name'] === '图上取水点')?.id
  const { position } = (await bureau.get<RecordView>(`${url}/${id}`)).body.values as {
    position: { lng: number; srcSystem: string }
  }
  expect(position.srcSystem).toBe('GCJ-02')
  expect(position.lng).toBeCloseTo(108.5, 5)

  const line = { type: 'LineString', coordinates: [point.coordinates, point.coordinates] }
  expect((await send([feature('甲', point), feature('乙', line)])).problem).toMatchObject({
    code: 'register/unreadable-sheet',
    detail: '有 1 个要素不是点（第 2 个），记录的位置只能是点，请改为点后再导入',
  })
  const wide = await upload(world, bureau, `${url}/imports`, '表.json', Buffer.from('{"type":"Feature"}'))
  expect(wide.problem.detail).toBe('文件不是 GeoJSON 要素集合（FeatureCollection）')
})
