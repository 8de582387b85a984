import type { ImportRow, ImportView, LedgerView, RecordView } from '@anlan/contract/register.ts'
import type { Worksheet } from '@cj-tech-master/excelts'
import { expect } from 'vitest'
import { test } from '../../../../test/no-neighbours.ts'
import { opened, rowsAsWorkbook, upload } from '../../../../test/sheets.ts'
import type { World } from '../../../../test/world.ts'
import { ledgers } from '../declaration/ledgers.ts'

const url = '/api/registers/neighbour-units'
const record = { name: '枫溪县应急管理局', kind: '毗邻县区', dutyPhone: '023-76540110', mobile: '13812345678' }

async function exported(world: World, query = '', who = 'bureau1', from = url) {
  const reply = await (await world.as(who)).get(`${from}/export.xlsx${query}`)
  expect(reply.status, JSON.stringify(reply.problem)).toBe(200)
  const file = reply.raw.rawPayload
  const sheet = (await opened(file)).worksheets[0] as Worksheet
  const headerRow = 3
  const labels = (sheet.getRow(headerRow).values as string[]).slice(1)
  const cell = (row: number, label: string) => sheet.getRow(headerRow + row).getCell(labels.indexOf(label) + 1)
  return { file, sheet, labels, cell }
}

test('an export carries who made it, masks what is sensitive, and is itself a fact', async ({ world }) => {
  await world.at('2026-07-01T01:00:00Z')
  const bureau = await world.as('bureau1')
  await bureau.post(url, { values: { ...record, agreementUntil: '2027-01-01' } })
  const { sheet, cell } = await exported(world)
  expect(sheet.getCell('A1').value).toBe('邻近协作单位')
  expect(sheet.getCell('A2').value).toMatch(/^导出单位：.+　导出人：.+　导出时间：2026-07-01 09:00　敏感信息已脱敏$/)
  expect(cell(1, '联系人手机').value).toBe('138****5678')
  expect(cell(1, '协议有效期至').value).toEqual(new Date('2027-01-01T00:00:00Z'))
  expect(cell(1, '值班电话').numFmt).toBe('@')
  expect(await world.facts()).toContain('register.exported')
})

test('sensitive values are exported for a reason, by those who may, for records they may edit', async ({ world }) => {
  const bureau = await world.as('bureau1')
  await bureau.post(url, { values: record })
  expect((await bureau.get(`${url}/export.xlsx?disclose=1`)).problem.errors?.[0]?.field).toBe('导出理由')
  const reason = encodeURIComponent('联系支援')
  expect((await exported(world, `?disclose=1&reason=${reason}`)).cell(1, '联系人手机').value).toBe('13812345678')
  expect((await exported(world, `?disclose=1&reason=${reason}`, 'chaping1')).cell(1, '联系人手机').value).toBe(
    '138****5678',
  )
  const outsider = await (await world.as('liangshui1')).get(`${url}/export.xlsx?disclose=1&reason=${reason}`)
  expect(outsider.problem.code).toBe('not-permitted')
  const facts = await world.query("select data from fact where type = 'register.exported' order by position limit 1")
  expect(facts).toMatchObject([{ data: { disclosed: ['mobile'], reason: '联系支援', records: 1 } }])
})

test('nothing in an export is computed, and it comes back as all the same', async ({ world }) => {
  const bureau = await world.as('bureau1')
  const nasty = [
    '=1+1',
    '+86',
    '-1',
    '@a',
    '＝1',
    "'=1",
    "''-x",
    '清空',
    '-',
    '/',
    '<&>"',
    '_x0041_',
    '=cmd|calc!A1',
    '  两边',
    '换\n行',
    '𠮷',
  ]
  for (const [i, note] of nasty.entries())
    expect(
      (await bureau.post(url, { values: { ...record, name: `协作单位${i}`, note, region: note.trim() } })).status,
    ).toBe(201)
  const { file, sheet, cell } = await exported(world, '?sort=name')
  sheet.eachRow(row =>
    row.eachCell(one => {
      expect(one.formula).toBeFalsy()
      if (typeof one.value === 'string') expect(one.value).not.toMatch(/^[=+\-@\t\r＝＋－＠]/)
    }),
  )
  expect(nasty.map((_, i) => cell(i + 1, '备注').value).filter(value => value === "'=1+1")).toHaveLength(1)
  const back = await upload<ImportView>(world, bureau, `${url}/imports`, '导出.xlsx', file)
  const wrong = await bureau.get<{ items: ImportRow[] }>(`${url}/imports/${back.body.id}/rows?limit=200`)
  expect(
    wrong.body.items.filter(row => row.action !== 'same').map(row => [row.title, row.changes, row.errors]),
  ).toEqual([])
  expect(back.body.counts.same).toBe(nasty.length)
  expect(back.body.remarks).toEqual([])
})

test('an export holds what the list holds, in its order', async ({ world }) => {
  const bureau = await world.as('bureau1')
  for (const [i, name] of ['丙县', '甲县', '乙县'].entries())
    await bureau.post(url, { values: { ...record, name, region: i === 0 ? '西' : '东' } })
  const filters = encodeURIComponent(JSON.stringify([{ field: 'region', op: 'is', value: '东' }]))
  const list = await bureau.get<{ items: RecordView[] }>(`${url}?sort=name&filters=${filters}`)
  const { sheet, cell } = await exported(world, `?sort=name&filters=${filters}`)
  expect(list.body.items.map((item, i) => [item.title, cell(i + 1, '单位名称').value])).toEqual([
    ['甲县', '甲县'],
    ['乙县', '乙县'],
  ])
  expect(sheet.rowCount).toBe(5)
  expect((await (await world.as('bureau1')).get(`${url}/export.xlsx?sort=mobile`)).status).toBe(422)
})

test('every ledger has a template that opens, whose example is ignored, and exports that come back the same', async ({
  world,
}) => {
  const bureau = await world.as('bureau1')
  const { body } = await bureau.get<{ items: LedgerView[] }>('/api/registers')
  for (const [nth, ledger] of body.items.filter(one => one.mayImport).entries()) {
    const base = `/api/registers/${ledger.name}`
    const template = (await bureau.get(`${base}/template.xlsx`)).raw.rawPayload
    const book = await opened(template)
    expect(book.worksheets.map(sheet => [sheet.name, sheet.state])).toEqual([
      [ledger.label, 'visible'],
      ['选项', 'hidden'],
      ['填写说明', 'visible'],
    ])
    const labels = ((book.worksheets[0] as Worksheet).getRow(1).values as string[]).slice(1)
    for (const field of ledger.fields.filter(one => one.required && !one.readOnly))
      expect(labels.map(label => label.replace(/（.*?）/, ''))).toContain(`${field.label}*`)
    // All templates are written alike; reading one takes a process of its own.
    if (nth < 4) {
      const empty = await upload(world, bureau, `${base}/imports`, '模板.xlsx', template)
      expect(empty.problem.detail, ledger.label).toBe('表头以下没有数据')
    }
    // What one township holds is as much of a ledger as of the whole county.
    const { file } = await exported(world, nth < 4 ? '' : `?unitId=${world.unit('longtan')}`, 'bureau1', base)
    const back = await upload<ImportView>(world, bureau, `${base}/imports`, '导出.xlsx', file)
    if (back.status !== 201) expect(back.problem.detail, ledger.label).toBe('表头以下没有数据')
    else expect([ledger.label, back.body.counts.create, back.body.counts.change]).toEqual([ledger.label, 0, 0])
  }
  expect(body.items.length).toBeLessThanOrEqual(ledgers.size)
}, 120_000)

test('a filled-in template keeps its zeros', async ({ world }) => {
  const bureau = await world.as('bureau1')
  const book = await opened((await bureau.get(`${url}/template.xlsx`)).raw.rawPayload)
  const sheet = book.worksheets[0] as Worksheet
  const labels = (sheet.getRow(1).values as string[]).slice(1)
  const at = (label: string) => labels.indexOf(label) + 1
  expect(sheet.getColumn(at('值班电话*')).numFmt).toBe('@')
  expect(sheet.dataValidations.find(`${String.fromCharCode(64 + at('类别*'))}5`)?.type).toBe('list')
  sheet.getRow(3).getCell(at('单位名称*')).value = '白石县应急管理局'
  sheet.getRow(3).getCell(at('类别*')).value = '毗邻县区'
  sheet.getRow(3).getCell(at('值班电话*')).value = '02376540110'
  const filled = Buffer.from(await book.xlsx.writeBuffer())
  const { body } = await upload<ImportView>(world, bureau, `${url}/imports`, '填好.xlsx', filled)
  expect(body.counts).toEqual({ create: 1, change: 0, same: 0, refused: 0 })
})

test('a sheet of another system is imported again by its key, with its own columns left aside', async ({ world }) => {
  const bureau = await world.as('bureau1')
  const sheet = (phone: string) =>
    rowsAsWorkbook([
      ['综治平台导出'],
      ['网格编码', '单位名称', '类别', '值班电话'],
      ['990321001000001', '凉水网格', '其他', phone],
    ])
  const first = await upload<ImportView>(world, bureau, `${url}/imports`, '综治.xlsx', await sheet('119'))
  await bureau.post(`${url}/imports/${first.body.id}/confirmation`, {})
  const second = await upload<ImportView>(world, bureau, `${url}/imports`, '综治.xlsx', await sheet('110'))
  expect(second.body.counts).toEqual({ create: 0, change: 1, same: 0, refused: 0 })
  expect(second.body.remarks).toEqual(['工作表“台账”有不认识的列，已忽略：A 列“网格编码”'])
})

test('who may not import has neither template nor imports; a ledger that is not there is not found', async ({
  world,
}) => {
  const village = await world.as('liangshui1')
  expect((await village.get(`${url}/template.xlsx`)).status).toBe(403)
  expect((await village.get(`${url}/imports`)).status).toBe(403)
  expect((await (await world.as('bureau1')).get('/api/registers/nothing/export.xlsx')).status).toBe(404)
  const town = await world.as('chaping1')
  const bureau = await world.as('bureau1')
  const file = await rowsAsWorkbook([
    ['单位名称', '类别', '值班电话'],
    ['甲', '其他', '119'],
  ])
  const made = await upload<ImportView>(world, bureau, `${url}/imports`, 'a.xlsx', file)
  expect((await town.get(`${url}/imports/${made.body.id}`)).status).toBe(404)
  expect((await town.post(`${url}/imports/${made.body.id}/confirmation`, {})).status).toBe(404)
})
