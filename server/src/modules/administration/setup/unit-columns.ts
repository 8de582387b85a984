import { type RawBook, type RawRow, type RawSheet, textOf } from '../../register/sheets/api.ts'

/** What a column of an office's own list of units or divisions means, by the words it usually stands under. */
const columnWords = {
  town: ['乡镇', '乡镇名称', '乡镇街道', '镇乡', '镇乡街道', '所属乡镇', '所属乡镇街道', '街道乡镇'],
  village: ['村', '村社区', '行政村', '村名', '村名称', '村居', '村委会', '社区', '村社区名称', '村居委会'],
  name: ['单位名称', '机构名称', '名称', '单位', '部门', '部门名称', '责任单位', '成员单位'],
  parent: ['上级单位', '主管单位', '隶属', '隶属关系', '上级', '主管部门'],
  code: ['区划代码', '行政区划代码', '统计用区划代码', '代码', '12位代码', '区划编码', '统计代码', '12位区划代码'],
  phone: ['值班电话', '24小时值班电话', '应急值班电话', '值班室电话', '电话', '联系电话', '办公电话', '值守电话'],
  fax: ['传真', '传真号码', '传真电话'],
  households: ['户数', '总户数', '户籍户数'],
  population: ['人口', '总人口', '户籍人口', '常住人口', '人口数'],
  lng: ['经度', '东经'],
  lat: ['纬度', '北纬'],
} as const
export type UnitColumn = keyof typeof columnWords
export const columnLabels: Record<UnitColumn, string> = {
  town: '乡镇',
  village: '村（社区）',
  name: '单位名称',
  parent: '上级单位',
  code: '行政区划代码',
  phone: '值班电话',
  fax: '传真',
  households: '户数',
  population: '人口',
  lng: '经度',
  lat: '纬度',
}

/** A row as its sheet says it: text by column, and where each stands. */
export interface SaidRow {
  sheet: string
  row: number
  said: Partial<Record<UnitColumn, string>>
  at: Partial<Record<UnitColumn, number>>
}

const plain = (text: string) => text.normalize('NFKC').replace(/[\s*()（）[\]【】/、,，:：.·_-]/g, '')
const columnOf = (text: string): UnitColumn | null => {
  const word = plain(text)
  for (const [column, words] of Object.entries(columnWords))
    if (words.some(one => one === word)) return column as UnitColumn
  return null
}

// Titles, dates and notes of the office stand above the header, rarely more.
const searchedRows = 30

/** All rows of a book below their headers. A sheet without a header that names units or places is left out, and said so. */
export function readUnitRows(book: RawBook): { rows: SaidRow[]; remarks: string[] } {
  const rows: SaidRow[] = []
  const remarks: string[] = []
  for (const sheet of book.sheets) {
    if (sheet.rows.length === 0) continue
    if (sheet.hidden) remarks.push(`工作表“${sheet.name}”是隐藏的，已跳过`)
    else {
      const found = headerOf(sheet)
      if (sheet.rows.slice(0, searchedRows).some(row => row.cells.some(cell => plain(textOf(cell)) === '姓名')))
        remarks.push(`工作表“${sheet.name}”有“姓名”一列，是人员名单，请在“人员和电话”一步上传，已跳过`)
      else if (!found)
        remarks.push(
          `工作表“${sheet.name}”没有找到表头（应有“单位名称”，或“乡镇”“村（社区）”，以及“行政区划代码”），已跳过`,
        )
      else rows.push(...bodyOf(sheet, found, remarks))
    }
  }
  return { rows, remarks }
}

function headerOf(sheet: RawSheet): { last: number; columns: Map<number, UnitColumn> } | null {
  const best = sheet.rows
    .slice(0, searchedRows)
    .map(row => ({ row, columns: columnsOf(row) }))
    .reduce<{ row: RawRow; columns: Map<number, UnitColumn> } | null>(
      (max, one) => (one.columns.size > (max?.columns.size ?? 1) ? one : max),
      null,
    )
  const named = best && [...best.columns.values()].some(column => ['town', 'village', 'name'].includes(column))
  return best && named ? { last: best.row.row, columns: best.columns } : null
}

function columnsOf(row: RawRow): Map<number, UnitColumn> {
  const columns = new Map<number, UnitColumn>()
  for (const [i, cell] of row.cells.entries()) {
    const column = columnOf(textOf(cell))
    if (column && ![...columns.values()].includes(column)) columns.set(i, column)
  }
  return columns
}

function bodyOf(
  sheet: RawSheet,
  header: { last: number; columns: Map<number, UnitColumn> },
  remarks: string[],
): SaidRow[] {
  const rows: SaidRow[] = []
  let notes = 0
  let town = ''
  for (const row of sheet.rows.filter(one => one.row > header.last)) {
    const said: SaidRow['said'] = {}
    const at: SaidRow['at'] = {}
    for (const [i, column] of header.columns) {
      at[column] = i
      const text = textOf(row.cells[i]).normalize('NFKC').trim()
      if (text !== '') said[column] = text
    }
    const words = [...new Set(row.cells.map(textOf).filter(Boolean))]
    const first = (words[0] ?? '').replace(/\s/g, '')
    const isHeaderAgain = columnsOf(row).size === header.columns.size
    const isNote =
      /^(合计|总计|小计|共计)[:：]?/.test(first) ||
      (words.length === 1 &&
        (/^(填表|制表|填报|审核|审批|负责人|注|说明|备注)/.test(first) || (!said.code && !said.name && !said.village)))
    if (words.length === 0) continue
    if (isNote || isHeaderAgain || first.startsWith('示例')) {
      notes++
      continue
    }
    // A town written once above its villages, the cells below it left blank, means all of them.
    if (said.town) town = said.town
    else if (said.village && town) said.town = town
    rows.push({ sheet: sheet.name, row: row.row, said, at })
  }
  if (notes > 0) remarks.push(`工作表“${sheet.name}”有 ${notes} 行合计、说明或重复的表头，已跳过`)
  return rows
}
