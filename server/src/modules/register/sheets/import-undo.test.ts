import type { ImportUndone, ImportView } from '@anlan/contract/register.ts'
import { expect } from 'vitest'
import { fengxi, header, type Page, preview, url } from '../../../../test/neighbour-sheets.ts'
import { test } from '../../../../test/no-neighbours.ts'
import { rowsAsWorkbook, upload } from '../../../../test/sheets.ts'

test('what changed between preview and confirmation is noticed', async ({ world }) => {
  await (await preview(world, [header, fengxi])).confirm()
  const changing = await preview(world, [
    header,
    [...fengxi.slice(0, 4), '秦岚'],
    ['白石县应急管理局', '其他', '', '119'],
  ])
  const [record] = await changing.records()
  await changing.bureau.patch(`${url}/${record?.id}`, { version: record?.version, values: { region: '别处' } })
  await changing.bureau.post(url, { values: { name: '白石县应急管理局', kind: '其他', dutyPhone: '119' } })
  const refused = await changing.confirm()
  expect(refused.problem.errors?.map(error => error.message)).toEqual([
    '工作表“台账”第 2 行：预览之后该记录又被改动，请重新导入核对',
    '工作表“台账”第 3 行：预览之后台账中已录入相同的记录，请重新导入核对',
  ])
  expect((await changing.confirm({ withoutRefused: true })).body.counts).toEqual({
    create: 0,
    change: 0,
    same: 0,
    refused: 2,
  })
  expect((await changing.records()).find(one => one.id === record?.id)?.shown['contact']).toBe('韦宏')
})

test('an import is taken back: what it entered is struck off, what it changed is as before', async ({ world }) => {
  await (await preview(world, [header, fengxi])).confirm()
  const second = await preview(world, [
    header,
    [...fengxi.slice(0, 4), '秦岚', '13900000000'],
    ['白石县应急管理局', '其他', '', '119'],
  ])
  await second.confirm()
  expect((await second.undo()).body).toEqual({ undone: 2, kept: 0 })
  const records = await second.records()
  expect(records.map(record => [record.title, record.shown['contact'], record.shown['mobile']])).toEqual([
    ['枫溪县应急管理局', '韦宏', '138****5678'],
  ])
  expect((await second.undo()).problem.code).toBe('register/import-settled')
  const imports = await second.bureau.get<Page<ImportView>>(`${url}/imports`)
  expect(imports.body.items.map(one => one.state).sort()).toEqual(['applied', 'undone'])
})

test('what somebody changed since an import is named, and kept when wished', async ({ world }) => {
  const first = await preview(world, [header, fengxi, ['白石县应急管理局', '其他', '', '119']])
  await first.confirm()
  const record = (await first.records()).find(one => one.title === '白石县应急管理局')
  await first.bureau.patch(`${url}/${record?.id}`, { version: record?.version, values: { contact: '秦岚' } })
  const refused = await first.undo()
  expect(refused.problem).toMatchObject({
    code: 'register/changed-since',
    detail: '白石县应急管理局（第 3 行）在导入后又有改动或已注销',
  })
  expect((await first.undo({ exceptChanged: true })).body).toEqual({ undone: 1, kept: 1 })
  expect((await first.records()).map(one => one.title)).toEqual(['白石县应急管理局'])
})

test('a ledger whose values another module owns is imported, updated by key and taken back through that module', async ({
  world,
}) => {
  const bureau = await world.as('bureau1')
  const persons = '/api/registers/persons'
  const imported = async (rows: unknown[][]) => {
    const sheet = await rowsAsWorkbook([['所属单位', '姓　名', '手机号码', '职务（岗位）'], ...rows])
    const { body } = await upload<ImportView>(world, bureau, `${persons}/imports`, '人员.xlsx', sheet)
    const confirmed = await bureau.post<ImportView>(`${persons}/imports/${body.id}/confirmation`)
    expect(confirmed.status, JSON.stringify(confirmed.problem)).toBe(200)
    return confirmed.body
  }
  const mobiles = () => world.query("select name, mobile, enabled from person where name like '测试%' order by name")
  const first = await imported([
    ['茶坪镇人民政府', '测试甲', '138 0000 1111', '防汛专干'],
    ['茶坪镇人民政府', '测试乙', 13800002222, ''],
  ])
  expect(first.counts).toEqual({ create: 2, change: 0, same: 0, refused: 0 })
  const second = await imported([['茶坪镇人民政府', '測試甲', '13900001111', '']])
  expect(second.counts).toEqual({ create: 0, change: 1, same: 0, refused: 0 })
  expect(await mobiles()).toEqual([
    { name: '测试乙', mobile: '13800002222', enabled: true },
    { name: '测试甲', mobile: '13900001111', enabled: true },
  ])
  await bureau.post(`${persons}/imports/${second.id}/undo`)
  expect(
    (await bureau.post<ImportUndone>(`${persons}/imports/${first.id}/undo`, { exceptChanged: true })).body,
  ).toEqual({
    undone: 1,
    kept: 1,
  })
  expect(await mobiles()).toEqual([
    { name: '测试乙', mobile: '13800002222', enabled: false },
    { name: '测试甲', mobile: '13800001111', enabled: true },
  ])
})
