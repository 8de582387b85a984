import { type CoordinateSystem, coordinateSystems } from '@anlan/contract/map.ts'
import { Problem } from '../../../../kernel/problem.ts'
import { toCgcs2000 } from '../../coordinates.ts'
import type { EffectiveField } from '../../declaration/fields.ts'
import type { Ledger, Values } from '../../declaration/ledger.ts'
import { columnLetter, type RawBook, type RawRow, type RawSheet, textOf } from '../reading/raw-book.ts'
import { type CellContext, type CellReading, readCell } from './cells.ts'
import { findHeader, type Header } from './header.ts'
import { exampleMark, helpSheets, labelsOf, ownerLabelOf, recordIdLabel } from './labels.ts'

export interface CellError {
  /** The field's name, `unitId` and `recordId` besides; absent in rows of earlier releases. */
  name?: string
  column: string
  field: string
  message: string
}
/** What a row says: values by field (null empties), masks that stand for the value there is, the unit and the record where it names them. */
export interface Given {
  values: Values
  masks: Record<string, string>
  unitId: string | null
  recordId: string | null
  /** What stood in the cells that could not be read, so that a person can put them right in the preview. */
  said?: Record<string, string>
}
export interface ReadRow {
  sheet: string
  row: number
  given: Given
  errors: CellError[]
  /** Which column a field stands in, for what is found wrong later. */
  columns: Record<string, string>
}

/**
 * The rows of a book for a ledger. Hidden sheets are left out; hidden rows are rows like others, since a filter left on hides them without
 * anybody noticing; both are remarked. Throws `register/unreadable-sheet` when no sheet has a header that fits.
 */
export async function readRows(
  ledger: Ledger,
  fields: EffectiveField[],
  book: RawBook,
  context: Omit<CellContext, 'unitId' | 'counts1904'>,
): Promise<{ rows: ReadRow[]; remarks: string[] }> {
  const names = labelsOf(ledger, fields, context.compare)
  const remarks: string[] = []
  const rows: ReadRow[] = []
  let sheetsRead = 0
  const repaired: string[] = []
  for (const sheet of book.sheets) {
    const say = (what: string) => remarks.push(`工作表“${sheet.name}”${what}`)
    if (Object.values(helpSheets).includes(sheet.name)) continue
    if (sheet.hidden) {
      say('是隐藏的，已跳过')
      continue
    }
    if (sheet.rows.length === 0) continue
    const header = findHeader(sheet, names, context.compare)
    const absent = header ? missingKeys(ledger, fields, header) : []
    if (!header || absent.length > 0) {
      say(header ? `缺少列：${absent.join('、')}，已跳过` : '没有找到表头，已跳过')
      continue
    }
    sheetsRead++
    remarks.push(...header.remarks)
    const body = sheet.rows.filter(row => row.row > header.lastRow)
    const notes = new Set(body.filter(row => isNote(row, header)))
    const left = body.filter(row => !notes.has(row) && !isBlank(row, header))
    if (notes.size > 0) say(`有 ${notes.size} 行示例、合计、说明或重复的表头，已跳过`)
    const hidden = left.filter(row => row.hidden).length
    if (hidden > 0) say(`有 ${hidden} 行被隐藏，已一并读取，请留意`)
    for (const [i, row] of left.entries()) {
      rows.push(
        readRow(ledger, sheet, row, header, { ...context, counts1904: book.counts1904, unitId: null }, repaired),
      )
      if (i % 200 === 199) await new Promise(resolve => setImmediate(resolve))
    }
  }
  if (sheetsRead === 0) {
    const wanted = fields.filter(field => field.required || ledger.key.includes(field.name)).map(field => field.label)
    throw new Problem('register/unreadable-sheet', {
      detail: `没有找到本台账的表头，表中应有这些列：${wanted.join('、')}。${remarks.slice(0, 5).join('；')}`,
    })
  }
  if (rows.length === 0) throw new Problem('register/unreadable-sheet', { detail: '表头以下没有数据' })
  if (repaired.length > 0)
    remarks.push(`${repaired.length} 个号码补回了区号前丢失的 0，请核对：${repaired.slice(0, 3).join('、')}`)
  return { rows, remarks: remarks.slice(0, 100) }
}

/** A record is found by its key, or by the number that an export gives it. */
function missingKeys(ledger: Ledger, fields: EffectiveField[], header: Header): string[] {
  const targets = [...header.columns.values()]
  if (targets.some(target => target.kind === 'recordId')) return []
  const keys = ledger.key.length > 0 ? ledger.key : [ledger.title]
  return keys
    .filter(name => name !== 'unitId' && !targets.some(target => 'field' in target && target.field.name === name))
    .map(name => fields.find(field => field.name === name)?.label ?? name)
}

const isBlank = (row: RawRow, header: Header) =>
  ![...header.columns].some(([i, target]) => target.kind !== 'number' && textOf(row.cells[i]) !== '')

/** Examples, sums, what stands below the table, and the header once more on the next page. */
function isNote(row: RawRow, header: Header): boolean {
  const texts = row.cells.map(textOf)
  const said = texts.filter(Boolean)
  const first = (said[0] ?? '').replace(/\s/g, '')
  if (first.startsWith(exampleMark) || /^(合计|总计|小计|共计)[:：]?$/.test(first)) return true
  // A note or signatures below the table stand alone in their row, or merged over it.
  if (new Set(said).size === 1 && /^(填表|制表|填报|审核|审批|负责人|注|说明|备注)/.test(first)) return true
  return [...header.columns.keys()].every(i => (texts[i] ?? '') === (header.texts[i] ?? ''))
}

function readRow(
  ledger: Ledger,
  sheet: RawSheet,
  row: RawRow,
  header: Header,
  context: CellContext,
  repaired: string[],
): ReadRow {
  const read: ReadRow = {
    sheet: sheet.name,
    row: row.row,
    given: { values: {}, masks: {}, unitId: null, recordId: null, said: {} },
    errors: [],
    columns: {},
  }
  const parts = new Map<string, { lng?: number; lat?: number; at: number; field: EffectiveField }>()
  // Whose record it is comes first: villages and persons are looked for near it.
  const columns = [...header.columns].sort(([, a], [, b]) => Number(b.kind === 'owner') - Number(a.kind === 'owner'))
  for (const [i, target] of columns) {
    const text = textOf(row.cells[i])
    const refuse = (name: string, field: string, message: string) =>
      refuseCell(read, { name, column: columnLetter(i), field, message }, text)
    switch (target.kind) {
      case 'owner':
        readOwner(text, context, read, message => refuse('unitId', ownerLabelOf(ledger), message))
        read.columns['unitId'] = columnLetter(i)
        break
      case 'recordId':
        readRecordId(text, read, message => refuse('recordId', recordIdLabel, message))
        read.columns['recordId'] = columnLetter(i)
        break
      case 'longitude':
      case 'latitude': {
        read.columns[target.field.name] = columnLetter(i)
        if (text === '') break
        const part = parts.get(target.field.name) ?? { at: i, field: target.field }
        parts.set(target.field.name, {
          ...part,
          [target.kind === 'longitude' ? 'lng' : 'lat']: Number(text.replace(/[°东北经纬EN\s]/g, '')),
        })
        break
      }
      case 'field':
        read.columns[target.field.name] = columnLetter(i)
        take(target.field, readCell(target.field, row.cells[i] ?? null, context), read, repaired, message =>
          refuse(target.field.name, target.field.label, message),
        )
    }
  }
  for (const [name, { lng, lat, at, field }] of parts) {
    if (Object.hasOwn(read.given.values, name)) continue
    if (lng === undefined || lat === undefined || Number.isNaN(lng) || Number.isNaN(lat))
      refuseCell(
        read,
        {
          name,
          column: columnLetter(at),
          field: field.label,
          message: `${field.label}的经度、纬度应同时填写数字`,
        },
        [lng, lat].filter(one => one !== undefined && !Number.isNaN(one)).join(','),
      )
    else read.given.values[name] = { lng, lat }
  }
  convertPositions(read, header, context.system)
  return read
}

/** Positions of a sheet that says its system, converted once and labelled; the numbers of another system are refused. */
function convertPositions(read: ReadRow, header: Header, system: CoordinateSystem | undefined) {
  if (!system || system === 'CGCS2000') return
  const fields = new Map(
    [...header.columns.values()].flatMap(target =>
      'field' in target && target.field.kind === 'place' ? [[target.field.name, target.field] as const] : [],
    ),
  )
  for (const [name, field] of fields) {
    const said = read.given.values[name]
    if (said === null || said === undefined) continue
    const [first = Number.NaN, second = Number.NaN] =
      typeof said === 'string'
        ? said.split(/[,，\s]+/).map(Number)
        : [(said as { lng: number }).lng, (said as { lat: number }).lat]
    const position = toCgcs2000(system, first, second)
    if (position) {
      read.given.values[name] = position
      continue
    }
    delete read.given.values[name]
    const message = `${field.label}不是 ${coordinateSystems[system]} 的坐标`
    refuseCell(read, { name, column: read.columns[name] ?? '', field: field.label, message }, `${first},${second}`)
  }
}

function refuseCell(read: ReadRow, error: CellError & { name: string }, text: string) {
  read.errors.push(error)
  read.given.said = { ...read.given.said, [error.name]: text }
}

export function readRecordId(text: string, read: ReadRow, refuse: (message: string) => void) {
  if (text === '') return
  if (/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text)) read.given.recordId = text.toLowerCase()
  else refuse('记录编号已被改动，请保持导出时的样子，新增的行请留空')
}

export function readOwner(text: string, context: CellContext, read: ReadRow, refuse: (message: string) => void) {
  if (text === '') return
  const found = context.references.unit(text, true)
  if ('error' in found) return refuse(found.error)
  if (!context.references.isEditable(found.value)) return refuse(`“${text}”不在您的管辖范围`)
  read.given.unitId = found.value
  context.unitId = found.value
}

export function take(
  field: EffectiveField,
  reading: CellReading,
  read: ReadRow,
  repaired: string[],
  refuse: (message: string) => void,
) {
  switch (reading.say) {
    case 'nothing':
      return
    case 'empty':
      read.given.values[field.name] = null
      return
    case 'mask':
      read.given.masks[field.name] = reading.mask
      return
    case 'wrong':
      return refuse(reading.message)
    case 'value':
      read.given.values[field.name] = reading.value
      if (reading.repaired) repaired.push(reading.repaired)
  }
}
