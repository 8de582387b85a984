/** What a cell holds, as read from the file: text, number, day (`YYYY-MM-DD`), yes/no, an error value, or a formula without a result. */
export type RawCell =
  | { kind: 'text'; text: string }
  /** `padded`: the digits people saw, when the number format puts zeros in front; `percent`: it was shown times a hundred. */
  | { kind: 'number'; number: number; padded?: string; percent?: boolean }
  | { kind: 'day'; day: string }
  | { kind: 'flag'; flag: boolean }
  | { kind: 'error'; text: string }
  | { kind: 'uncomputed' }

/** A row with its cells by column from 0; `row` counts as the spreadsheet does, from 1. */
export interface RawRow {
  row: number
  hidden: boolean
  cells: (RawCell | null)[]
}
export interface RawSheet {
  name: string
  hidden: boolean
  rows: RawRow[]
}
export interface RawBook {
  /** Days are counted from 1904 (old Macintosh workbooks). */
  counts1904: boolean
  /** A text file: numbers have lost their type there. */
  isText: boolean
  sheets: RawSheet[]
}

/** Ours (设计): what a spreadsheet of base data may be. Larger ones are imported in parts. */
export const sheetLimits = {
  bytes: 10 * 2 ** 20,
  unpackedBytes: 80 * 2 ** 20,
  /** Beyond `ratioFrom` bytes, a part may not grow more than this when unpacked. */
  ratio: 150,
  ratioFrom: 8 * 2 ** 20,
  parts: 2_000,
  sheets: 50,
  rows: 20_000,
  /** Titles, headers and notes besides. */
  otherRows: 200,
  columns: 200,
  cells: 500_000,
}

/** The file cannot be read, for a reason the person can do something about. */
export class Unreadable extends Error {}

/** Letters of a column counted from 0: A, B … Z, AA. */
export const columnLetter = (index: number): string =>
  (index >= 26 ? columnLetter(Math.floor(index / 26) - 1) : '') + String.fromCharCode(65 + (index % 26))

export const textOf = (cell: RawCell | null | undefined): string => {
  switch (cell?.kind) {
    case 'text':
    case 'error':
      return cell.text.trim()
    case 'number':
      return cell.padded ?? String(cell.number)
    case 'day':
      return cell.day
    case 'flag':
      return cell.flag ? '是' : '否'
    default:
      return ''
  }
}
