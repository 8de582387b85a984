import { type Cell, type CellValue, Workbook, type Worksheet } from '@cj-tech-master/excelts'
import { checkPackage } from './package-check.ts'
import { type RawBook, type RawCell, type RawRow, sheetLimits, Unreadable } from './raw-book.ts'

/** Reads a packed workbook (.xlsx) that has passed its check. What is no table of values (charts, pictures, macros) is not looked at. */
export async function readWorkbook(file: Buffer): Promise<RawBook> {
  await checkPackage(file)
  const book = new Workbook()
  try {
    await book.xlsx.load(file)
  } catch (error) {
    throw new Unreadable(`文件不是完整的 .xlsx 表格，请用表格软件打开后另存再导入`, { cause: error })
  }
  if (book.worksheets.length > sheetLimits.sheets)
    throw new Unreadable(`工作表超过 ${sheetLimits.sheets} 个，请分批导入`)
  const sheets = book.worksheets.map(sheet => ({
    name: sheet.name,
    hidden: sheet.state !== 'visible',
    rows: rowsOf(sheet),
  }))
  return { counts1904: book.properties?.date1904 === true, isText: false, sheets }
}

function rowsOf(sheet: Worksheet): RawRow[] {
  const rows: RawRow[] = []
  sheet.eachRow((row, number) => {
    const cells: (RawCell | null)[] = []
    row.eachCell((cell, column) => {
      const read = cellOf(cell)
      if (!read) return
      if (column > sheetLimits.columns)
        throw new Unreadable(`工作表“${sheet.name}”超过 ${sheetLimits.columns} 列，请删去多余的列`)
      while (cells.length < column) cells.push(null)
      cells[column - 1] = read
    })
    if (cells.length > 0) rows.push({ row: number, hidden: row.hidden === true, cells })
  })
  return rows
}

const cellOf = (cell: Cell): RawCell | null =>
  rawCellOf((cell.isMerged ? cell.master : cell).value, String(cell.numFmt ?? ''))

function rawCellOf(value: CellValue, format: string | undefined): RawCell | null {
  if (value === null || value === undefined) return null
  if (typeof value === 'string') return value.trim() === '' ? null : { kind: 'text', text: unescaped(value) }
  if (typeof value === 'number') return numberOf(value, format)
  if (typeof value === 'boolean') return { kind: 'flag', flag: value }
  if (value instanceof Date) return dayOf(value)
  if ('formula' in value || 'sharedFormula' in value) {
    const { result } = value as { result?: CellValue }
    return result === undefined || result === null ? { kind: 'uncomputed' } : rawCellOf(result, format)
  }
  if ('error' in value) return { kind: 'error', text: String(value.error) }
  if ('richText' in value) return rawCellOf(value.richText.map(run => run.text).join(''), format)
  if ('text' in value) return rawCellOf(value.text as CellValue, format)
  return { kind: 'error', text: '#VALUE!' }
}

// The library undoes the format's escapes in shared strings, not in those that stand in the cell; of these we write one.
const unescaped = (text: string) => text.replace(/_x005F_(?=x[0-9A-Fa-f]{4}_)/g, '_')

function numberOf(number: number, format = ''): RawCell {
  if (/^0{2,20}$/.test(format) && Number.isSafeInteger(number) && number >= 0)
    return { kind: 'number', number, padded: String(number).padStart(format.length, '0') }
  return format.includes('%') ? { kind: 'number', number, percent: true } : { kind: 'number', number }
}

/** Excel's days have no zone; the library gives them as UTC. A time without a day stands on the last day of 1899. */
function dayOf(at: Date): RawCell {
  if (Number.isNaN(at.getTime())) return { kind: 'error', text: '日期无效' }
  const text = at.toISOString()
  return text < '1900' ? { kind: 'text', text: text.slice(11, 16) } : { kind: 'day', day: text.slice(0, 10) }
}
