import type { SheetOutcome } from '@anlan/contract/setup.ts'
import type { Work } from '../../../kernel/work/work.ts'
import { personLedger } from '../../directory/founding/api.ts'
import {
  applyImport,
  discardImport,
  listImportRows,
  previewImport,
  type RawBook,
  type RawRow,
  readImport,
  textOf,
} from '../../register/sheets/api.ts'
import { plainName } from './plan-units.ts'

/** What offices call the columns of their telephone lists, by the ledger's own label. */
const columnWords: Record<string, string[]> = {
  所属单位: ['单位', '单位名称', '工作单位', '所在单位', '部门', '部门名称', '乡镇', '乡镇街道', '所属单位'],
  姓名: ['姓名', '人员姓名', '联系人', '联系人姓名', '负责人姓名'],
  '职务（岗位）': ['职务', '岗位', '职务岗位', '现任职务', '职务职称', '应急职务'],
  手机: ['手机', '手机号', '手机号码', '移动电话', '联系电话', '电话', '电话号码', '联系方式', '联系号码'],
  办公电话: ['办公电话', '办公室电话', '座机', '固定电话', '固话', '办公座机'],
}
const plain = (text: string) => text.normalize('NFKC').replace(/[\s*()[\]/、,:.·_-]/g, '')
const labelOf = (text: string) =>
  Object.entries(columnWords).find(([, words]) => words.includes(plain(text)))?.[0] ?? null

/**
 * A telephone list as the persons' ledger reads it: its columns under the ledger's labels, a cell with a mobile and a fixed-line number
 * parted into two, a unit by the name that the tree has for it. Returns a remark for each kind of change.
 */
export function readyPersonBook(book: RawBook, unitNames: ReadonlySet<string>): string[] {
  const remarks: string[] = []
  let parted = 0
  for (const sheet of book.sheets) {
    const header = sheet.rows.slice(0, 30).find(row => row.cells.some(cell => labelOf(textOf(cell)) === '姓名'))
    if (!header) continue
    const columns = new Map<string, number>()
    for (const [i, cell] of header.cells.entries()) {
      const label = labelOf(textOf(cell))
      if (!label || columns.has(label)) continue
      columns.set(label, i)
      header.cells[i] = { kind: 'text', text: label }
    }
    const mobile = columns.get('手机')
    const office = columns.get('办公电话') ?? Math.max(...sheet.rows.map(row => row.cells.length))
    const unit = columns.get('所属单位')
    let needsOffice = false
    for (const row of sheet.rows.filter(one => one.row > header.row)) {
      if (unit !== undefined) renameUnit(row, unit, unitNames)
      if (mobile === undefined) continue
      const two = partPhones(textOf(row.cells[mobile]))
      if (!two) continue
      setText(row, mobile, two.mobile)
      if (two.other && textOf(row.cells[office]) === '') {
        setText(row, office, two.other)
        needsOffice = true
      }
      parted++
    }
    if (needsOffice && !columns.has('办公电话')) setText(header, office, '办公电话')
  }
  if (parted > 0) remarks.push(`${parted} 个单元格里有两个号码：手机留作手机，另一个放入办公电话`)
  return remarks
}

function setText(row: RawRow, at: number, text: string) {
  while (row.cells.length <= at) row.cells.push(null)
  row.cells[at] = { kind: 'text', text }
}

/** 茶坪镇人民政府 stands in the tree as 茶坪镇. */
function renameUnit(row: RawRow, at: number, names: ReadonlySet<string>) {
  const text = textOf(row.cells[at]).replace(/\s/g, '')
  const bare = plainName(text)
  if (text && !names.has(text) && bare !== text && names.has(bare)) setText(row, at, bare)
}

/** A mobile number and another one in the same cell; null when there is only one, or neither is a mobile. */
function partPhones(text: string): { mobile: string; other: string | null } | null {
  const numbers = text
    .normalize('NFKC')
    .split(/[/、,;\n或]+|\s{2,}|\s(?=\d{7,})/)
    .map(one => one.trim())
    .filter(one => one.replace(/\D/g, '').length >= 7)
  const mobile = numbers.find(one => /^(\+?86[-\s]?)?1[3-9]\d[\d\s-]{8,}$/.test(one))
  return mobile && numbers.length > 1 ? { mobile, other: numbers.find(one => one !== mobile) ?? null } : null
}

/** Looks at a telephone list through the persons' ledger, or with `apply` brings it in. Looking leaves nothing behind but its record. */
export async function importPersons(
  work: Work,
  book: RawBook,
  file: { name: string; content: Buffer },
  apply: boolean,
  withoutRefused: boolean,
): Promise<SheetOutcome> {
  const units = await work.tx.selectFrom('unit').select('name').where('enabled', '=', true).execute()
  const said = readyPersonBook(book, new Set(units.map(unit => unit.name)))
  const id = await previewImport(work, personLedger, file, book)
  const { counts, remarks } = await readImport(work, personLedger, id)
  const refused = await listImportRows(work, personLedger, id, { limit: 200, action: 'refused' })
  const others = await listImportRows(work, personLedger, id, { limit: 100 })
  const applied = apply && (counts.refused === 0 || withoutRefused)
  if (applied) await applyImport(work, personLedger, id, withoutRefused)
  else await discardImport(work, personLedger, id)
  return {
    applied,
    counts,
    remarks: [...said, ...remarks].slice(0, 30),
    rows: [...refused.items, ...others.items.filter(row => row.action !== 'refused')].map(row => ({
      sheet: row.sheet,
      row: row.row,
      action: row.action,
      title: row.title,
      detail: ['unitId', 'posts', 'mobile', 'officePhone']
        .map(name => row.shown[name])
        .filter(Boolean)
        .join(' · '),
      errors: row.errors,
    })),
  }
}
