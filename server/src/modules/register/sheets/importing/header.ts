import { columnLetter, type RawRow, type RawSheet, textOf } from '../reading/raw-book.ts'
import { type Target, targetNamed } from './labels.ts'

export interface Header {
  /** Rows up to this one (of the spreadsheet's own numbers) are titles and headers. */
  lastRow: number
  columns: Map<number, Target>
  texts: string[]
  remarks: string[]
}

// Titles, dates and notes of the office stand above the header, rarely more.
const searchedRows = 40

/**
 * The header of a sheet: the row in which most cells are names of columns. Of two rows that say the same (a header merged downward) the lower
 * one. Null when no row names at least two columns.
 */
export function findHeader(
  sheet: RawSheet,
  names: ReadonlyMap<string, Target>,
  compare: (text: string) => string,
): Header | null {
  const found = sheet.rows
    .slice(0, searchedRows)
    .map((row, at) => ({ at, row, targets: row.cells.map(cell => targetNamed(names, textOf(cell), compare)) }))
    .map(one => ({ ...one, matches: new Set(one.targets.filter(isRead)).size }))
  const best = found.reduce<(typeof found)[number] | null>(
    (max, one) => (one.matches > (max?.matches ?? 1) ? one : max),
    null,
  )
  if (!best) return null
  let last = best
  while (isMergedDown(last.row, sheet.rows[last.at + 1])) last = found[last.at + 1] ?? last
  return { ...columnsOf(best.row, best.targets), lastRow: last.row.row }

  function columnsOf(row: RawRow, targets: (Target | null)[]) {
    const columns = new Map<number, Target>()
    const remarks: string[] = []
    const unknown: string[] = []
    const taken = new Set<string>()
    for (const [i, target] of targets.entries()) {
      const text = textOf(row.cells[i])
      if (text === '') continue
      if (!target) unknown.push(`${columnLetter(i)} 列“${text.replace(/\s+/g, ' ').slice(0, 30)}”`)
      else if (target.kind !== 'ignored' && taken.has(nameOf(target)))
        remarks.push(`工作表“${sheet.name}”${columnLetter(i)} 列“${text}”与前面的列重复，已忽略`)
      else {
        taken.add(nameOf(target))
        columns.set(i, target)
      }
    }
    if (unknown.length > 0) remarks.push(`工作表“${sheet.name}”有不认识的列，已忽略：${unknown.join('、')}`)
    return { columns, remarks, texts: row.cells.map(textOf) }
  }
}

const isRead = (target: Target | null) => target !== null && target.kind !== 'ignored' && target.kind !== 'number'
const nameOf = (target: Target) => `${target.kind} ${'field' in target ? target.field.name : ''}`

const isMergedDown = (row: RawRow, next: RawRow | undefined) =>
  next !== undefined && next.row === row.row + 1 && row.cells.every((cell, i) => textOf(cell) === textOf(next.cells[i]))
