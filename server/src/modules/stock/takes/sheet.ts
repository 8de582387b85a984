import { type LotQuality, lotQualities } from '@anlan/contract/stock.ts'
import type { TakeSheetRead } from '@anlan/contract/stock-take.ts'
import { Problem } from '../../../kernel/problem.ts'
import type { Work } from '../../../kernel/work/work.ts'
import { guarded, type RawBook, textOf, type WrittenCell, xlsxFile } from '../../register/sheets/api.ts'
import { readTake } from './read.ts'
import { countLot } from './takes.ts'

// Variety, quantity, quality, storage years and entry date are the five of W219.
const heads: [label: string, width: number][] = [
  ['序号', 6],
  ['仓库', 24],
  ['物资', 18],
  ['单位', 6],
  ['批次', 14],
  ['存放位置', 14],
  ['入库日期', 12],
  ['有效期至', 12],
  ['账面数量', 10],
  ['实盘数量', 10],
  ['质量', 8],
  ['差异原因', 30],
  ['盘点编号', 38],
]

/** The sheet to take along: one line per lot, to be filled in and read back. */
export async function takeSheet(work: Work, id: string): Promise<{ name: string; content: Buffer }> {
  const take = await readTake(work, id)
  const rows = take.storeList.flatMap(store => store.counts.map(count => ({ store, count })))
  const cells = rows.map(({ store, count }, i): WrittenCell[] => [
    i + 1,
    ...[store.storeName, count.itemName, count.unit, count.lotNo, count.place].map(guarded),
    count.enteredOn,
    count.expiresOn,
    count.book,
    count.counted,
    lotQualities[count.quality],
    guarded(count.explanation),
    count.id,
  ])
  const note = '填写“实盘数量”“质量”（合格、待检、不合格）和“差异原因”后导入；不要改动“盘点编号”'
  const sheet = {
    name: '盘点表',
    titles: [take.title, note],
    footer: take.title,
    columns: heads.map(([label, width]) => ({ label, width })),
  }
  const parts: Buffer[] = []
  for await (const part of xlsxFile(sheet, once(cells))) parts.push(part)
  return { name: `${take.title}盘点表.xlsx`, content: Buffer.concat(parts) }
}

async function* once(rows: WrittenCell[][]) {
  yield rows
}

/** Reads a filled sheet back: each line is a count, what cannot be one is named with its row and the rest goes in. */
export async function readTakeSheet(work: Work, id: string, book: RawBook): Promise<TakeSheetRead> {
  const take = await readTake(work, id)
  const known = new Map(take.storeList.flatMap(store => store.counts.map(count => [count.id, { store, count }])))
  const rows = book.sheets[0]?.rows ?? []
  const headAt = rows.findIndex(row => row.cells.some(cell => textOf(cell).trim() === '盘点编号'))
  const head = rows[headAt]
  if (!head) throw new Problem('invalid-input', { detail: '表中没有“盘点编号”一列，请用系统导出的盘点表填写' })
  const columnOf = (label: string) => head.cells.findIndex(cell => textOf(cell).trim() === label)
  const at = {
    id: columnOf('盘点编号'),
    counted: columnOf('实盘数量'),
    quality: columnOf('质量'),
    reason: columnOf('差异原因'),
  }
  const said: TakeSheetRead = { counted: 0, refused: [] }
  for (const row of rows.slice(headAt + 1)) {
    const text = (column: number) => (column < 0 ? '' : textOf(row.cells[column] ?? null).trim())
    if (!text(at.id) || !text(at.counted)) continue
    const refuse = (message: string) => said.refused.push({ row: row.row, message })
    const found = known.get(text(at.id).toLowerCase())
    const counted = Number(text(at.counted))
    const quality = (Object.entries(lotQualities).find(([, word]) => word === text(at.quality))?.[0] ??
      (text(at.quality) ? null : 'qualified')) as LotQuality | null
    if (!found) refuse('盘点编号不属于本次盘点')
    else if (!found.store.mayCount) refuse('该仓库不由您盘点，或盘点已结束')
    else if (!Number.isFinite(counted) || counted < 0 || counted > 99_999_999) refuse('实盘数量应为不小于 0 的数字')
    else if (!quality) refuse('质量应为合格、待检或不合格')
    else if (counted !== found.count.book && !text(at.reason)) refuse('实盘与账面不符，请填写差异原因')
    else {
      const { version } = found.count
      const rounded = Math.round(counted * 1000) / 1000
      await countLot(work, found.count.id, {
        counted: rounded,
        quality,
        explanation: text(at.reason).slice(0, 300),
        version,
      })
      said.counted++
    }
  }
  return said
}
