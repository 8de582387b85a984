import type { Cell } from '../outline/outline.ts'
import { type Piece, squash } from '../text/line.ts'

/** A table under its header: what stands in the columns that the header names. */
export interface Sheet<K extends string> {
  columns: Partial<Record<K, number>>
  rows: (((column: K) => Piece[]) & { at: (column: number) => Piece[] })[]
}

/** 部门 | 电话 | 部门 | 电话: a table printed in two halves is one below the other. */
export function besideEachOther(rows: Cell[][]): Cell[][] {
  const header = (rows[0] ?? []).map(wordsOf)
  const half = header.length / 2
  if (half < 2 || !Number.isInteger(half) || header.slice(0, half).join('|') !== header.slice(half).join('|'))
    return rows
  const width = rows[0]?.[half]?.column ?? half
  const moved = (cell: Cell): Cell => ({ ...cell, column: cell.column - width })
  return [
    ...rows.map(row => row.filter(cell => cell.column < width)),
    ...rows.slice(1).map(row => row.filter(cell => cell.column >= width).map(moved)),
  ]
}

/** Reads a table whose header has words of these columns; null when `needed` says that it is another table. */
export function sheetOf<K extends string>(
  rows: Cell[][],
  words: Record<K, RegExp>,
  needed: (has: (column: K) => boolean) => boolean,
): Sheet<K> | null {
  for (const [at, header] of rows.slice(0, 4).entries()) {
    const columns: Partial<Record<K, number>> = {}
    const taken = new Set<number>()
    for (const key of Object.keys(words) as K[]) {
      const cell = header.find(one => !taken.has(one.column) && words[key].test(wordsOf(one)))
      if (!cell) continue
      columns[key] = cell.column
      taken.add(cell.column)
    }
    if (!needed(key => columns[key] !== undefined)) continue
    // A header of two lines names the rest below.
    const below = rows[at + 1]
    const isSecond =
      below?.some(one => header.some(above => above === one)) &&
      below
        .filter(one => !header.includes(one))
        .every(one => Object.values<RegExp>(words).some(word => word.test(wordsOf(one))) || wordsOf(one) === '')
    if (isSecond && below)
      for (const key of Object.keys(words) as K[]) {
        const cell =
          columns[key] === undefined
            ? below.find(one => !taken.has(one.column) && words[key].test(wordsOf(one)))
            : undefined
        if (cell) {
          columns[key] = cell.column
          taken.add(cell.column)
        }
      }
    const body = rows
      .slice(at + (isSecond ? 2 : 1))
      .filter(
        row =>
          row.some(cell => cell.lines.length > 0) &&
          !/^(?:合计|总计|小计|备注|说明|注)/.test(squash(row[0]?.lines[0]?.text ?? '')),
      )
    return {
      columns,
      rows: body.map(row => {
        const at = (place: number) =>
          (row.find(one => one.column <= place && place < one.column + one.span)?.lines ?? []).filter(
            one => !/^[-—/\\无]$/.test(one.text),
          )
        const of = (column: K) => {
          const place = columns[column]
          return place === undefined ? [] : at(place)
        }
        return Object.assign(of, { at })
      }),
    }
  }
  return null
}
export const wordsOf = (cell: Cell) => squash(cell.lines.map(one => one.text).join(''))
