import { crc32, createDeflateRaw, deflateRawSync } from 'node:zlib'
import { columnLetter } from '../reading/raw-book.ts'

/** A cell to be written: text, a number, or a day as `{ day: 'YYYY-MM-DD' }`; null leaves it blank. */
export type WrittenCell = string | number | { day: string } | null

export interface WrittenSheet {
  name: string
  /** Stand above the header; the first is the title, the others say who made it and when. */
  titles: string[]
  /** Stands at the foot of every printed page. */
  footer: string
  columns: { label: string; width: number }[]
}

// Spreadsheets of words repeat themselves; higher levels cost several times as long for a tenth of the size.
const level = 1
const style = { text: 1, header: 2, title: 3, note: 4, day: 5 }

/**
 * An .xlsx file with one sheet, in pieces as they are ready: memory does not grow with the rows, and packing runs beside the event loop.
 * Text is written as text: nothing in it is ever computed.
 */
export async function* xlsxFile(sheet: WrittenSheet, rows: AsyncIterable<WrittenCell[][]>): AsyncGenerator<Buffer> {
  const entries: Entry[] = []
  let offset = 0
  for (const [name, content] of fixedParts(sheet)) {
    const part = packedWhole(name, content, offset)
    entries.push(part.entry)
    offset += part.bytes.length
    yield part.bytes
  }
  const name = 'xl/worksheets/sheet1.xml'
  const head = localHeader(name)
  yield head
  const deflate = createDeflateRaw({ level })
  const packed: Buffer[] = []
  deflate.on('data', chunk => packed.push(chunk as Buffer))
  const entry: Entry = { name, offset, crc: 0, packed: 0, size: 0 }
  for await (const xml of sheetXml(sheet, rows)) {
    const bytes = Buffer.from(xml)
    entry.crc = crc32(bytes, entry.crc)
    entry.size += bytes.length
    await new Promise(resolve => deflate.write(bytes, resolve))
    for (const chunk of packed.splice(0)) {
      entry.packed += chunk.length
      yield chunk
    }
  }
  await new Promise(resolve => deflate.once('end', resolve).end())
  for (const chunk of packed) {
    entry.packed += chunk.length
    yield chunk
  }
  yield descriptorOf(entry)
  entries.push(entry)
  yield directoryOf(entries, offset + head.length + entry.packed + 16)
}

async function* sheetXml(sheet: WrittenSheet, rows: AsyncIterable<WrittenCell[][]>): AsyncGenerator<string> {
  const letters = sheet.columns.map((_, i) => columnLetter(i))
  const headerRow = sheet.titles.length + 1
  const lastLetter = letters.at(-1) ?? 'A'
  const titles = sheet.titles.map((title, i) => rowXml(i + 1, ['A'], [title], i === 0 ? style.title : style.note))
  yield `${xmlHead}<worksheet xmlns="${namespaces.main}"><sheetViews><sheetView workbookViewId="0"><pane ySplit="${headerRow}" topLeftCell="A${headerRow + 1}" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><cols>${sheet.columns
    .map((column, i) => `<col min="${i + 1}" max="${i + 1}" width="${column.width}" customWidth="1"/>`)
    .join('')}</cols><sheetData>${titles.join('')}${rowXml(
    headerRow,
    letters,
    sheet.columns.map(column => column.label),
    style.header,
  )}`
  let row = headerRow
  for await (const some of rows) {
    let xml = ''
    for (const cells of some) xml += rowXml(++row, letters, cells, style.text)
    if (xml) yield xml
  }
  const merges = sheet.titles.map((_, i) => `<mergeCell ref="A${i + 1}:${lastLetter}${i + 1}"/>`)
  yield `</sheetData><autoFilter ref="A${headerRow}:${lastLetter}${row}"/>${
    sheet.columns.length > 1 ? `<mergeCells count="${merges.length}">${merges.join('')}</mergeCells>` : ''
  }<pageMargins left="0.4" right="0.4" top="0.6" bottom="0.6" header="0.3" footer="0.3"/><pageSetup paperSize="9" orientation="landscape" fitToHeight="0"/><headerFooter><oddFooter>&amp;L${escaped(
    sheet.footer.replaceAll('&', '&&'),
  )}&amp;R第 &amp;P 页</oddFooter></headerFooter></worksheet>`
}

function rowXml(row: number, letters: string[], cells: WrittenCell[], textStyle: number): string {
  let xml = `<row r="${row}">`
  for (let i = 0; i < letters.length; i++) {
    const cell = cells[i]
    if (cell === null || cell === undefined || cell === '') continue
    const at = `<c r="${letters[i]}${row}"`
    if (typeof cell === 'number') xml += `${at}><v>${cell}</v></c>`
    else if (typeof cell === 'string')
      xml += `${at} s="${textStyle}" t="inlineStr"><is><t xml:space="preserve">${escaped(cell)}</t></is></c>`
    else xml += `${at} s="${style.day}"><v>${serialOf(cell.day)}</v></c>`
  }
  return `${xml}</row>`
}

/** Serial number of a day; right from 1900-03-01 on, where the spreadsheet's invented leap day lies behind. */
const serialOf = (day: string) => Date.parse(`${day}T00:00:00Z`) / 86_400_000 + 25_569

/** Text between tags. What XML cannot hold is left out; what a reader would take for an escape of the format is escaped. */
function escaped(text: string): string {
  if (!/[&<>\p{Cc}\ufffe\uffff]|_x[0-9A-Fa-f]{4}_/u.test(text)) return text
  return text
    .replace(/[\p{Cc}\ufffe\uffff]/gu, one => (isXmlCharacter(one) ? one : ''))
    .replace(/_(?=x[0-9A-Fa-f]{4}_)/g, '_x005F_')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('\r', '&#13;')
}

const isXmlCharacter = (one: string) => (one >= ' ' && one < '\ufffe') || '\t\n\r'.includes(one)

const xmlHead = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
const namespaces = {
  main: 'http://schemas.openxmlformats.org/spreadsheetml/2006/main',
  relation: 'http://schemas.openxmlformats.org/officeDocument/2006/relationships',
  package: 'http://schemas.openxmlformats.org/package/2006/relationships',
  types: 'http://schemas.openxmlformats.org/package/2006/content-types',
}

/** The small parts of the package (ECMA-376 part 1): what is where, and how cells look. */
function fixedParts(sheet: WrittenSheet): [string, string][] {
  const main = 'application/vnd.openxmlformats-officedocument.spreadsheetml'
  const fonts = ['<sz val="11"/>', '<b/><sz val="11"/>', '<b/><sz val="16"/>', '<sz val="10"/><color rgb="FF808080"/>']
  const cells = [
    'numFmtId="0" fontId="0" fillId="0"',
    'numFmtId="49" fontId="0" fillId="0"',
    'numFmtId="49" fontId="1" fillId="2"',
    'numFmtId="49" fontId="2" fillId="0"',
    'numFmtId="49" fontId="3" fillId="0"',
    'numFmtId="164" fontId="0" fillId="0"',
  ]
  return [
    [
      '[Content_Types].xml',
      `${xmlHead}<Types xmlns="${namespaces.types}"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${main}.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="${main}.worksheet+xml"/><Override PartName="/xl/styles.xml" ContentType="${main}.styles+xml"/></Types>`,
    ],
    [
      '_rels/.rels',
      `${xmlHead}<Relationships xmlns="${namespaces.package}"><Relationship Id="rId1" Type="${namespaces.relation}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    ],
    [
      'xl/workbook.xml',
      `${xmlHead}<workbook xmlns="${namespaces.main}" xmlns:r="${namespaces.relation}"><sheets><sheet name="${escaped(sheetName(sheet.name)).replaceAll('"', '&quot;')}" sheetId="1" r:id="rId1"/></sheets></workbook>`,
    ],
    [
      'xl/_rels/workbook.xml.rels',
      `${xmlHead}<Relationships xmlns="${namespaces.package}"><Relationship Id="rId1" Type="${namespaces.relation}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="${namespaces.relation}/styles" Target="styles.xml"/></Relationships>`,
    ],
    [
      'xl/styles.xml',
      `${xmlHead}<styleSheet xmlns="${namespaces.main}"><numFmts count="1"><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd"/></numFmts><fonts count="${fonts.length}">${fonts
        .map(font => `<font>${font}<name val="宋体"/></font>`)
        .join(
          '',
        )}</fonts><fills count="3"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill><fill><patternFill patternType="solid"><fgColor rgb="FFE8EEF7"/></patternFill></fill></fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="${cells.length}">${cells
        .map(
          cell =>
            `<xf ${cell} borderId="0" xfId="0" applyNumberFormat="1" applyFont="1" applyFill="1"${cell.includes('49') ? ' quotePrefix="1"' : ''}/>`,
        )
        .join('')}</cellXfs></styleSheet>`,
    ],
  ]
}

/** A sheet's name: at most 31 characters, none of those that addresses use. */
export const sheetName = (name: string) =>
  Array.from(name.replace(/[[\]:*?/\\']/g, ''))
    .slice(0, 31)
    .join('') || '台账'

interface Entry {
  name: string
  offset: number
  crc: number
  packed: number
  size: number
}

/** Sizes follow behind the data (APPNOTE 4.4.4 bit 3); names are UTF-8 (bit 11). */
const flags = 0x0808
const dosDate = 0x21

function localHeader(name: string): Buffer {
  const bytes = Buffer.alloc(30)
  bytes.writeUInt32LE(0x04034b50, 0)
  bytes.writeUInt16LE(20, 4)
  bytes.writeUInt16LE(flags, 6)
  bytes.writeUInt16LE(8, 8)
  bytes.writeUInt16LE(dosDate, 12)
  bytes.writeUInt16LE(Buffer.byteLength(name), 26)
  return Buffer.concat([bytes, Buffer.from(name)])
}

function descriptorOf({ crc, packed, size }: Entry): Buffer {
  const bytes = Buffer.alloc(16)
  bytes.writeUInt32LE(0x08074b50, 0)
  bytes.writeUInt32LE(crc, 4)
  bytes.writeUInt32LE(packed, 8)
  bytes.writeUInt32LE(size, 12)
  return bytes
}

function packedWhole(name: string, content: string, offset: number) {
  const bytes = Buffer.from(content)
  const packed = deflateRawSync(bytes)
  const entry = { name, offset, crc: crc32(bytes), packed: packed.length, size: bytes.length }
  return { entry, bytes: Buffer.concat([localHeader(name), packed, descriptorOf(entry)]) }
}

function directoryOf(entries: Entry[], offset: number): Buffer {
  const rows = entries.map(({ name, crc, packed, size, offset: at }) => {
    const bytes = Buffer.alloc(46)
    bytes.writeUInt32LE(0x02014b50, 0)
    bytes.writeUInt16LE(20, 4)
    bytes.writeUInt16LE(20, 6)
    bytes.writeUInt16LE(flags, 8)
    bytes.writeUInt16LE(8, 10)
    bytes.writeUInt16LE(dosDate, 14)
    bytes.writeUInt32LE(crc, 16)
    bytes.writeUInt32LE(packed, 20)
    bytes.writeUInt32LE(size, 24)
    bytes.writeUInt16LE(Buffer.byteLength(name), 28)
    bytes.writeUInt32LE(at, 42)
    return Buffer.concat([bytes, Buffer.from(name)])
  })
  const directory = Buffer.concat(rows)
  const end = Buffer.alloc(22)
  end.writeUInt32LE(0x06054b50, 0)
  end.writeUInt16LE(entries.length, 8)
  end.writeUInt16LE(entries.length, 10)
  end.writeUInt32LE(directory.length, 12)
  end.writeUInt32LE(offset, 16)
  return Buffer.concat([directory, end])
}
