import { deflateRawSync } from 'node:zlib'
import { expect } from 'vitest'
import { rowsAsWorkbook, upload } from '../../../../test/sheets.ts'
import { test, type World } from '../../../../test/world.ts'

const url = '/api/registers/neighbour-units/imports'
const header = ['单位名称', '类别', '值班电话']

/** A zip archive by hand, so that it can be as wrong as somebody wants it. */
function zip(parts: Record<string, Buffer | string>, wrong: { encrypted?: boolean } = {}): Buffer {
  const locals: Buffer[] = []
  const directory: Buffer[] = []
  let offset = 0
  for (const [name, content] of Object.entries(parts)) {
    const packed = deflateRawSync(content)
    const local = Buffer.alloc(30)
    local.writeUInt32LE(0x04034b50, 0)
    local.writeUInt16LE(8, 8)
    local.writeUInt32LE(packed.length, 18)
    local.writeUInt16LE(Buffer.byteLength(name), 26)
    const entry = Buffer.alloc(46)
    entry.writeUInt32LE(0x02014b50, 0)
    entry.writeUInt16LE(wrong.encrypted ? 1 : 0, 8)
    entry.writeUInt16LE(8, 10)
    entry.writeUInt32LE(packed.length, 20)
    // A bomb does not say how large it is.
    entry.writeUInt32LE(100, 24)
    entry.writeUInt16LE(Buffer.byteLength(name), 28)
    entry.writeUInt32LE(offset, 42)
    const whole = Buffer.concat([local, Buffer.from(name), packed])
    locals.push(whole)
    directory.push(Buffer.concat([entry, Buffer.from(name)]))
    offset += whole.length
  }
  const list = Buffer.concat(directory)
  const end = Buffer.alloc(22)
  end.writeUInt32LE(0x06054b50, 0)
  end.writeUInt16LE(directory.length, 8)
  end.writeUInt16LE(directory.length, 10)
  end.writeUInt32LE(list.length, 12)
  end.writeUInt32LE(offset, 16)
  return Buffer.concat([...locals, list, end])
}

const xml = '<?xml version="1.0" encoding="UTF-8"?>'
const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
/** The least that is a workbook, with this as its sheet. */
const bookOf = (sheet: string | Buffer, more: Record<string, Buffer | string> = {}) => ({
  '[Content_Types].xml': `${xml}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/></Types>`,
  '_rels/.rels': `${xml}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
  'xl/workbook.xml': `${xml}<workbook xmlns="${main}" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="s" sheetId="1" r:id="rId1"/></sheets></workbook>`,
  'xl/_rels/workbook.xml.rels': `${xml}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`,
  'xl/worksheets/sheet1.xml': sheet,
  ...more,
})
const sheetOf = (data: string) => `${xml}<worksheet xmlns="${main}"><sheetData>${data}</sheetData></worksheet>`
const inline = (words: string[]) =>
  words.map((word, i) => `<c r="${String.fromCharCode(65 + i)}1" t="inlineStr"><is><t>${word}</t></is></c>`).join('')

async function refusal(world: World, name: string, content: Buffer) {
  const before = process.memoryUsage().rss
  const startedAt = performance.now()
  const { status, problem } = await upload(world, await world.as('bureau1'), url, name, content)
  expect(status, JSON.stringify(problem)).toBeGreaterThanOrEqual(400)
  expect(status).toBeLessThan(500)
  expect(performance.now() - startedAt).toBeLessThan(45_000)
  // The bytes of the upload are held for a while, what they unpack to never is.
  expect(process.memoryUsage().rss - before).toBeLessThan(150 * 2 ** 20)
  return `${problem.code} ${problem.detail}`
}

test('a small workbook by hand is read, so the following are refused for what is wrong with them', async ({
  world,
}) => {
  const rows = `<row r="1">${inline(header)}</row><row r="2">${inline(['甲', '其他', '119']).replaceAll('1"', '2"')}</row>`
  const reply = await upload<{ counts: object }>(
    world,
    await world.as('bureau1'),
    url,
    'a.xlsx',
    zip(bookOf(sheetOf(rows))),
  )
  expect(reply.body.counts).toEqual({ create: 1, change: 0, same: 0, refused: 0 })
})

test('bombs are refused before anything is built from them', async ({ world }) => {
  const spaces = Buffer.alloc(200 * 2 ** 20, 0x20)
  expect(await refusal(world, 'a.xlsx', zip(bookOf(spaces)))).toContain('表格展开后过大')
  const cells = sheetOf(`<row r="1">${'<c r="A1"/>'.repeat(600_000)}</row>`)
  expect(await refusal(world, 'a.xlsx', zip(bookOf(cells)))).toContain('单元格超过 500000 个')
  const many = Object.fromEntries(Array.from({ length: 3_000 }, (_, i) => [`xl/media/${i}.bin`, '']))
  expect(await refusal(world, 'a.xlsx', zip(bookOf(sheetOf(''), many)))).toContain('表格展开后过大')
}, 60_000)

test('entities and document types are refused, also where they reach outside', async ({ world }) => {
  const entity = `${xml}<!DOCTYPE worksheet [<!ENTITY x SYSTEM "file:///etc/hostname">]><worksheet xmlns="${main}"><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>&x;</t></is></c></row></sheetData></worksheet>`
  expect(await refusal(world, 'a.xlsx', zip(bookOf(entity)))).toContain('不允许的内容')
  const laughs = `${xml}<!DOCTYPE l [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>`
  expect(await refusal(world, 'a.xlsx', zip(bookOf(sheetOf(''), { 'xl/sharedStrings.xml': laughs })))).toContain(
    '不允许的内容',
  )
  const wide = Buffer.from(`\ufeff${entity}`, 'utf16le')
  expect(await refusal(world, 'a.xlsx', zip(bookOf(wide)))).toContain('不是 UTF-8')
})

test('what is cut off, encrypted, of another kind or merely deep is refused in so many words', async ({ world }) => {
  const good = await rowsAsWorkbook([header, ['甲', '其他', '119']])
  expect(await refusal(world, 'a.xlsx', good.subarray(0, good.length / 2))).toContain('不完整或已损坏')
  expect(await refusal(world, 'a.xlsx', good.subarray(0, 10))).toContain('不完整或已损坏')
  expect(await refusal(world, 'a.xlsx', zip(bookOf(sheetOf('')), { encrypted: true }))).toContain('已加密')
  expect(
    await refusal(world, 'a.xlsx', Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(600)])),
  ).toContain('已加密或是旧版')
  expect(await refusal(world, 'a.xls', good)).toContain('另存为 .xlsx')
  expect(await refusal(world, 'a.csv', good)).toContain('内容与扩展名不符')
  expect(await refusal(world, 'a.exe', Buffer.from('MZ'.repeat(50)))).toContain('只能导入')
  expect(await refusal(world, 'a.xlsx', Buffer.from('单位名称,类别'))).toContain('内容与扩展名不符')
  expect(await refusal(world, 'a.xlsx', Buffer.alloc(0))).toContain('文件是空的')
  expect(await refusal(world, 'a.xlsx', zip({ 'a.txt': '文字' }))).toContain('不是 .xlsx')
  expect(await refusal(world, 'a.csv', Buffer.from('单位名称,"没有结束'))).toContain('引号没有成对')
  expect(await refusal(world, 'a.csv', Buffer.from(`${'列,'.repeat(1_000)}尾`))).toContain('超过 200 列')
  expect(await refusal(world, 'a.xlsx', zip(bookOf(`${xml}${'<a>'.repeat(200_000)}`)))).toMatch(/unreadable-sheet/)
  expect(
    await refusal(world, 'a.xlsx', zip(bookOf(sheetOf(`<row r="1">${inline(['随便', '写的'])}</row>`)))),
  ).toContain('没有找到本台账的表头')
}, 60_000)

test('what is larger than may be is not taken in', async ({ world }) => {
  expect(
    await refusal(world, 'a.xlsx', Buffer.concat([Buffer.from('504b0304', 'hex'), Buffer.alloc(40 * 2 ** 20)])),
  ).toContain('不能超过 10 MB')
}, 30_000)
