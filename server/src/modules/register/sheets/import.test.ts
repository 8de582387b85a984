import type { ImportRow, ImportView } from '@anlan/contract/register.ts'
import { expect } from 'vitest'
import { fengxi, header, type Page, preview, url } from '../../../../test/neighbour-sheets.ts'
import { test } from '../../../../test/no-neighbours.ts'
import { rowsAsWorkbook, workbook } from '../../../../test/sheets.ts'

const wrongCells = (rows: ImportRow[]) =>
  rows.map(row => [row.row, ...row.errors.map(error => `${error.column} ${error.field}：${error.message}`)])

test('a messy county sheet: right rows come in, each wrong one is named, and nothing is half done', async ({
  world,
}) => {
  const content = await workbook((sheet, book) => {
    sheet.addRow(['青峦县邻近协作单位一览表'])
    sheet.mergeCells('A1:I1')
    sheet.addRow([])
    sheet.addRow([
      '序号',
      '值班　电话（必填）',
      '单位名称',
      '類別',
      '協議有效期至',
      '可提供支援',
      '毗邻本县区域',
      '传真',
      '联系人手机',
    ])
    sheet.addRow([
      1,
      2376540110,
      '枫溪县应急管理局',
      '毗鄰縣區',
      new Date(Date.UTC(2027, 0, 1)),
      '救援隊伍，應急物資',
      '凉水村',
      'x',
      13812345678,
    ])
    sheet.addRow([2, '０２３－７６５４０１１１', '白石县应急管理局', '毗邻县区', '26.7.31', '', '', '', ''])
    sheet.addRow([
      3,
      '023-76540112',
      '重山县应急管理局',
      '',
      46204,
      '',
      '',
      '',
      { formula: 'I4+1', result: 13812345679 },
    ])
    sheet.mergeCells('D5:D6')
    sheet.addRow([])
    sheet.addRow([4, '13812345678/13912345678', '大岭县应急管理局', '毗邻县区', '2026年2月30日', '', '', '', ''])
    sheet.addRow([5, '023-76540114', '', '邻居', '05.07.01', '', '月亮村', '', '1.39E+10'])
    sheet.addRow([6, '023-76540115', '枫溪县 應急管理局', '毗邻县区', '', '', '', '', ''])
    sheet.addRow([7, { formula: 'B4' }, '安河县应急管理局', '毗邻县区', '', '', '', '', ''])
    sheet.addRow(['合计', 7])
    sheet.addRow(['填表人：韦宏'])
    book.addWorksheet('旧表', { state: 'hidden' }).addRow(['单位名称', '类别', '值班电话'])
    book.addWorksheet('说明').addRow(['随便写的'])
  })
  const { view, rowsOf, confirm, records } = await preview(world, content)
  expect(view.counts).toEqual({ create: 3, change: 0, same: 0, refused: 4 })
  expect(view.remarks).toEqual([
    '工作表“台账”有不认识的列，已忽略：H 列“传真”',
    '工作表“台账”有 2 行示例、合计、说明或重复的表头，已跳过',
    '工作表“旧表”是隐藏的，已跳过',
    '工作表“说明”没有找到表头，已跳过',
    '1 个号码补回了区号前丢失的 0，请核对：值班电话 2376540110 补为 023-76540110',
  ])
  expect((await rowsOf('create')).map(row => row.shown)).toMatchObject([
    {
      name: '枫溪县应急管理局',
      kind: '毗邻县区',
      dutyPhone: '023-76540110',
      agreementUntil: '2027-01-01',
      capabilities: '救援队伍、应急物资',
      adjoining: '茶坪镇凉水村',
      mobile: '138****5678',
    },
    { name: '白石县应急管理局', dutyPhone: '023-76540111', agreementUntil: '2026-07-31' },
    { name: '重山县应急管理局', kind: '毗邻县区', agreementUntil: '2026-07-01', mobile: '138****5679' },
  ])
  expect(wrongCells(await rowsOf('refused'))).toEqual([
    [8, 'B 值班电话：值班电话一格里有两个号码，请只填一个', 'E 协议有效期至：协议有效期至“2026-02-30”不是存在的日期'],
    [
      9,
      'E 协议有效期至：协议有效期至“05.07.01”的年份不明确，请写四位年份，例如 2026-07-12',
      'G 毗邻本县区域：毗邻本县区域“月亮村”不在本县区划表中',
      'I 联系人手机：联系人手机是科学计数法，位数已丢失，请把单元格设为文本格式后重新填写',
      'C 单位名称：请填写单位名称',
      'D 类别：类别应为：毗邻县区、上级部门、驻地部队、中央和省属企业、社会力量、其他',
    ],
    [10, 'C 单位名称：与第 4 行重复，已以前一行为准'],
    [11, 'B 值班电话：值班电话是公式且没有计算结果，请改为直接填写的值'],
  ])

  const refused = await confirm()
  expect(refused.problem.code).toBe('register/import-refused')
  expect(refused.problem.errors?.[0]?.message).toBe('工作表“台账”第 8 行（B 列）：值班电话一格里有两个号码，请只填一个')
  expect(await records()).toEqual([])
  expect((await confirm({ withoutRefused: true })).body).toMatchObject({
    state: 'applied',
    counts: { create: 3, refused: 4 },
  })
  expect((await records()).map(record => record.title)).toEqual([
    '白石县应急管理局',
    '枫溪县应急管理局',
    '重山县应急管理局',
  ])
  expect((await confirm({ withoutRefused: true })).problem.code).toBe('register/import-settled')
})

test('a second import updates by key: what is blank stays, a dash empties, and what is the same is left alone', async ({
  world,
}) => {
  await (await preview(world, [header, fengxi, ['白石县应急管理局', '其他', '白石县', '119']])).confirm()
  const again = await preview(world, [
    header,
    ['楓溪縣應急管理局', '', '-', '', '秦岚', '138****5678'],
    ['白石县应急管理局', '其他', '白石县', '119'],
  ])
  expect(again.view.counts).toEqual({ create: 0, change: 1, same: 1, refused: 0 })
  expect((await again.rowsOf('change'))[0]?.changes).toEqual([
    { label: '所在地区', before: '枫溪县', after: null },
    { label: '联系人', before: '韦宏', after: '秦岚' },
  ])
  await again.confirm()
  const fengxiNow = (await again.records()).find(record => record.title === '枫溪县应急管理局')
  expect(fengxiNow?.shown).toMatchObject({
    region: '',
    contact: '秦岚',
    mobile: '138****5678',
    dutyPhone: '023-76540110',
  })
  const open = await again.bureau.post<{ values: object }>(`${url}/${fengxiNow?.id}/disclosure`, { reason: '核对' })
  expect(open.body.values).toEqual({ mobile: '13812345678' })
  const history = await again.bureau.get<Page<{ action: string; importId: string }>>(`${url}/${fengxiNow?.id}/history`)
  expect(history.body.items.find(item => item.action === 'changed')?.importId).toBe(again.view.id)
  const masked = await preview(world, [header, [...fengxi.slice(0, 5), '139****5678']])
  expect(wrongCells(await masked.rowsOf('refused'))).toEqual([
    [2, 'F 联系人手机：联系人手机是脱敏后的内容，请填写完整内容；不改动请留空'],
  ])
})

test('a text file in GB18030 is read, and a preview may be given up', async ({ world }) => {
  const gb = Buffer.from(
    'b5a5cebbc3fbb3c62cc0e0b1f02cd6b5b0e0b5e7bbb00ab0d7caafcfd8d3a6bcb1b9dcc0edbed62cc6e4cbfb2c3131390a',
    'hex',
  )
  const { view, rowsOf, bureau, confirm } = await preview(world, gb, '台账.csv')
  expect(view.counts.create).toBe(1)
  expect((await rowsOf())[0]).toMatchObject({ sheet: 'CSV', row: 2, title: '白石县应急管理局' })
  expect((await bureau.delete<ImportView>(`${url}/imports/${view.id}`)).body.state).toBe('discarded')
  expect((await confirm()).problem.code).toBe('register/import-settled')
})

test('units are found by name, short name or a part of it; those outside reach are refused', async ({ world }) => {
  const unit = (
    await world.query("select name, short_name from unit where kind = 'town' order by sort limit 1")
  )[0] as { name: string; short_name: string }
  const { rowsOf } = await preview(world, [
    [...header, '联络单位'],
    ['甲', '其他', '', '119', '', '', '', '', unit.name],
    ['乙', '其他', '', '119', '', '', '', '', unit.short_name],
    ['丙', '其他', '', '119', '', '', '', '', '天上人间局'],
    ['丁', '其他', '', '119', '', '', '', '', '省应急管理厅'],
  ])
  const rows = await rowsOf()
  expect(rows.slice(0, 2).map(row => row.shown['unitId'])).toEqual([unit.name, unit.name])
  expect(wrongCells(rows.slice(2))).toEqual([
    [4, 'I 联络单位：“天上人间局”不在机构名录中'],
    [5, expect.stringMatching(/^I 联络单位：“省应急管理厅”不在/)],
  ])
})

test('ten thousand rows come in once, and again as all the same', async ({ world }) => {
  const rows = [
    header,
    ...Array.from({ length: 10_000 }, (_, i) => [
      `协作单位${i}`,
      '其他',
      '某县',
      '119',
      `联系人${i % 50}`,
      `138${String(i).padStart(8, '0')}`,
    ]),
  ]
  const content = await rowsAsWorkbook(rows)
  const first = await preview(world, content)
  expect(first.view.counts).toEqual({ create: 10_000, change: 0, same: 0, refused: 0 })
  expect((await first.confirm()).status).toBe(200)
  expect(
    (await world.query("select count(*)::int as n from register_record where ledger = 'neighbour-units'"))[0],
  ).toEqual({ n: 10_000 })
  expect((await preview(world, content)).view.counts).toEqual({ create: 0, change: 0, same: 10_000, refused: 0 })
}, 120_000)

test('a wrong row is put right in the preview, checked at once, and goes in with the others', async ({ world }) => {
  const { bureau, view, rowsOf, confirm, records } = await preview(world, [
    [...header, '联络单位'],
    fengxi,
    [
      '白石县应急管理局',
      '邻居',
      '白石县',
      '023-76540111/023-76540112',
      '韦某',
      '13812345678/13812345679',
      '',
      '2026-02-30',
    ],
    ['枫溪县应急管理局', '其他', '', '119'],
    ['', '其他', '', '119', '', '', '', '', '天上人间局'],
  ])
  const put = (row: ImportRow | undefined, cells: Record<string, string>, revision = row?.revision) =>
    bureau.patch<ImportRow>(`${url}/imports/${view.id}/rows/${row?.position}`, { revision, cells })
  const [second, third, fourth] = await rowsOf('refused')
  expect(second).toMatchObject({ correctable: true, revision: 1 })
  expect(second?.errors.map(one => [one.name, one.said])).toEqual([
    ['dutyPhone', '023-76540111/023-76540112'],
    // Sensitive: what stood in the cell is not shown.
    ['mobile', ''],
    ['agreementUntil', '2026-02-30'],
    ['kind', '邻居'],
  ])

  const partly = await put(second, { kind: '毗邻县区', agreementUntil: '2026-02-31' })
  expect(partly.body).toMatchObject({ action: 'refused', revision: 2 })
  expect(partly.body.errors.map(one => [one.name, one.said])).toEqual([
    ['dutyPhone', '023-76540111/023-76540112'],
    ['mobile', ''],
    ['agreementUntil', '2026-02-31'],
  ])
  expect((await put(second, { kind: '其他' })).problem).toMatchObject({
    code: 'conflict',
    detail: '这一行刚刚由他人改正，请按最新内容核对',
  })
  expect((await put(partly.body, { nothing: '1' })).problem.errors?.[0]?.message).toBe('台账没有这一项')
  const right = await put(partly.body, {
    dutyPhone: '２３７６５４０１１１',
    agreementUntil: '2026.7.31',
    mobile: '13812345679',
  })
  expect(right.body).toMatchObject({
    action: 'create',
    errors: [],
    shown: { kind: '毗邻县区', dutyPhone: '023-76540111', agreementUntil: '2026-07-31', mobile: '138****5679' },
  })
  expect((await put(right.body, {})).problem.detail).toBe('这一行已经核对无误')
  // Whoever typed at the same time sees what stands there now, and may still say that his is the right one.
  expect((await put(partly.body, { contact: '韦二' })).problem.code).toBe('conflict')
  const theirs = await bureau.get<ImportRow>(`${url}/imports/${view.id}/rows/${second?.position}`)
  expect(theirs.body).toEqual(right.body)
  expect((await put(theirs.body, { contact: '韦二' })).body).toMatchObject({
    action: 'create',
    shown: { contact: '韦二', dutyPhone: '023-76540111' },
  })
  expect((await bureau.get(`${url}/imports/${view.id}/rows/99`)).status).toBe(404)

  // The same name as a row that is right already, until it is another one.
  const still = await put(third, {})
  expect(still.body.errors[0]?.message).toBe('与第 2 行重复，已以前一行为准')
  expect((await put(still.body, { name: '白石县應急管理局' })).body.errors[0]?.message).toContain('第 3 行重复')
  const now = (await rowsOf('refused'))[0]
  expect((await put(now, { name: '重山县应急管理局' })).body.action).toBe('create')
  expect((await put(fourth, { name: '安河县应急管理局', unitId: '' })).body.action).toBe('create')

  expect((await confirm()).body.counts).toEqual({ create: 4, change: 0, same: 0, refused: 0 })
  expect((await records()).map(one => one.title)).toEqual([
    '安河县应急管理局',
    '白石县应急管理局',
    '枫溪县应急管理局',
    '重山县应急管理局',
  ])
  expect((await put(fourth, {}, 2)).problem.code).toBe('register/import-settled')
  expect(await world.query('select 1 from register_import_row where given is not null')).toEqual([])
})
