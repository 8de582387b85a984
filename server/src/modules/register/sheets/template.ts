import { type DataValidation, Workbook, type Worksheet } from '@cj-tech-master/excelts'
import { textComparer } from '../../../kernel/search/search-text.ts'
import type { Work } from '../../../kernel/work/work.ts'
import { type EffectiveField, fieldsOf } from '../declaration/fields.ts'
import type { Ledger } from '../declaration/ledger.ts'
import { sheetName } from './export/xlsx-writer.ts'
import { exampleMark, helpSheets, numberLabel, ownerLabelOf, shownLabel } from './importing/labels.ts'
import { loadReferences, type References } from './importing/references.ts'
import { columnLetter, sheetLimits } from './reading/raw-book.ts'

/** Rows that get formats and lists; more may follow below. */
const preparedRows = 2_000
/** Longer lists are of no help in a cell. */
const longestList = 1_000

interface TemplateColumn {
  label: string
  required: boolean
  width: number
  /** A number format; `@` keeps zeros in front. */
  format: string
  list: string[]
  /** Whether only words of the list may be entered. */
  strict: boolean
  example: string | number
  explanation: string
}

/** The spreadsheet to be filled in for a ledger: header, an example row, lists to choose from, and a sheet that says how. */
export async function templateOf(work: Work, ledger: Ledger): Promise<Buffer> {
  const fields = (await fieldsOf(work.tx, ledger)).filter(field => !field.readOnly)
  const references = await loadReferences(work, ledger, fields, await textComparer())
  const unit = await work.tx.selectFrom('unit').select('name').where('id', '=', work.actor.unitId).executeTakeFirst()
  const columns = [
    numberColumn,
    ...fields.map(field => columnOf(field, ledger, references)),
    ownerColumn(ledger, references, unit?.name ?? ''),
  ]
  const book = new Workbook()
  book.creator = '安澜'
  book.created = work.now
  const sheet = book.addWorksheet(sheetName(ledger.label), { views: [{ state: 'frozen', ySplit: 1 }] })
  const lists = book.addWorksheet(helpSheets.options, { state: 'hidden' })
  sheet.addRow(columns.map(column => (column.required ? `${column.label}*` : column.label)))
  sheet.addRow(columns.map(column => column.example))
  for (const [i, column] of columns.entries()) layOut(sheet, lists, i, column)
  explain(book.addWorksheet(helpSheets.instructions), ledger, columns)
  return Buffer.from(await book.xlsx.writeBuffer())
}

function layOut(sheet: Worksheet, lists: Worksheet, i: number, column: TemplateColumn) {
  const letter = columnLetter(i)
  const laidOut = sheet.getColumn(i + 1)
  laidOut.width = column.width
  laidOut.numFmt = column.format
  const header = sheet.getCell(`${letter}1`)
  header.font = { bold: true, ...(column.required && { color: { argb: 'FFC00000' } }) }
  header.fill = { type: 'pattern', pattern: 'solid', fgColor: { argb: 'FFE8EEF7' } }
  sheet.getCell(`${letter}2`).font = { italic: true, color: { argb: 'FF808080' } }
  if (column.list.length === 0 || column.list.length > longestList) return
  for (const [at, word] of column.list.entries()) lists.getCell(`${letter}${at + 1}`).value = word
  const validation: DataValidation = {
    type: 'list',
    allowBlank: true,
    formulae: [`'${helpSheets.options}'!$${letter}$1:$${letter}$${column.list.length}`],
    showErrorMessage: column.strict,
    errorTitle: column.label.slice(0, 30),
    error: '请从列表中选择',
  }
  sheet.dataValidations.add(`${letter}2:${letter}${preparedRows}`, validation)
}

const numberColumn: TemplateColumn = {
  label: numberLabel,
  required: false,
  width: 8,
  format: '@',
  list: [],
  strict: false,
  example: exampleMark,
  explanation: `可不填。写着“${exampleMark}”的行不会导入。`,
}

const ownerColumn = (ledger: Ledger, references: References, own: string): TemplateColumn => ({
  label: ownerLabelOf(ledger),
  required: ledger.key.includes('unitId'),
  width: 26,
  format: '@',
  list: references.editableUnits,
  strict: false,
  example: own,
  explanation: '填机构名录中的全称或简称；有同名的写成“上级单位/单位”。留空：新增的归您所在单位，已有的不变。',
})

function columnOf(field: EffectiveField, ledger: Ledger, references: References): TemplateColumn {
  const words = field.options?.filter(option => option.enabled).map(option => option.label) ?? []
  const lists: Partial<Record<EffectiveField['kind'], string[]>> = {
    choice: words,
    choices: words,
    yesNo: ['是', '否'],
    unit: references.allUnits,
    area: references.allAreas,
  }
  const numeric = field.kind === 'integer' || field.kind === 'decimal'
  return {
    label: shownLabel(field),
    required: field.required === true,
    width: field.kind === 'longText' ? 40 : 18,
    format: field.kind === 'day' ? 'yyyy-mm-dd' : field.kind === 'integer' ? '0' : numeric ? 'General' : '@',
    list: lists[field.kind] ?? [],
    strict: field.kind === 'choice' || field.kind === 'yesNo',
    example: exampleOf(field, lists[field.kind] ?? []),
    explanation: [
      ledger.key.includes(field.name) && '更新时按本列认出已有的记录。',
      howTo[field.kind],
      field.help,
      field.kind === 'choices' && words.length > 0 && `可选：${words.join('、')}。`,
      field.sensitive && '敏感信息，导出时脱敏。',
    ]
      .filter(Boolean)
      .join(''),
  }
}

const howTo: Record<EffectiveField['kind'], string> = {
  text: '',
  longText: '可分行。',
  choice: '从列表中选一项。',
  choices: '可填多项，用顿号隔开。',
  integer: '填整数。',
  decimal: '填数字。',
  day: '填年月日，例如 2026-07-12。',
  yesNo: '填“是”或“否”。',
  phone: '填一个号码，座机带区号，例如 023-76540110。',
  idNumber: '18 位，单元格保持文本格式。',
  unit: '填机构名录中的名称。',
  person: '填人员名录中的姓名；有重名的在后面写手机号或单位。',
  area: '填乡镇、村（社区）名称或 12 位代码。',
  place: '填“经度,纬度”，例如 108.52,29.31；也可分“经度”“纬度”两列。',
}

function exampleOf(field: EffectiveField, list: string[]): string | number {
  const examples: Partial<Record<EffectiveField['kind'], string | number>> = {
    integer: field.min ?? 1,
    decimal: field.min ?? 1.5,
    day: '2026-07-12',
    phone: '023-76540110',
    idNumber: '11010519491231002X',
    person: '张三',
    place: '108.52,29.31',
  }
  if (field.kind === 'choices') return list.slice(0, 2).join('、')
  return examples[field.kind] ?? list[0] ?? `某${field.label}`
}

function explain(sheet: Worksheet, ledger: Ledger, columns: TemplateColumn[]) {
  const lines = [
    `“${ledger.label}”填写说明`,
    ledger.purpose,
    '列的先后可以变动，表头上方可以有标题；不要改列名。带 * 的列必填。不认识的列会被忽略并提示。',
    ledger.key.length > 0
      ? '台账中已有的记录按主要列认出并更新，不会重复；没有的新增。'
      : '本台账没有唯一的名称：要更新已有的记录，请先导出，保留“记录编号”列再修改。',
    '更新时，留空的单元格不改动原来的内容；要清除原来的内容，填“清空”或“-”。',
    '合并的单元格对其中每一行有效。隐藏的工作表不读取，隐藏的行照常读取。公式只取计算结果。',
    `每次不超过 ${sheetLimits.rows} 行、10 MB。上传后先看预览，确认后才导入；导入后可以撤销。`,
    '脱敏的内容（如 138****5678）原样导回时不改动；只有换成完整内容才会更新。',
  ]
  sheet.getColumn(1).width = 24
  sheet.getColumn(2).width = 8
  sheet.getColumn(3).width = 90
  for (const [i, line] of lines.entries()) {
    const row = sheet.addRow([line])
    sheet.mergeCells(`A${row.number}:C${row.number}`)
    row.getCell(1).alignment = { wrapText: true, vertical: 'top' }
    row.getCell(1).font = { bold: i === 0, size: i === 0 ? 14 : 11 }
  }
  sheet.addRow([])
  sheet.addRow(['列名', '必填', '怎么填']).font = { bold: true }
  for (const column of columns)
    sheet.addRow([column.label, column.required ? '是' : '', column.explanation]).alignment = {
      wrapText: true,
      vertical: 'top',
    }
}
