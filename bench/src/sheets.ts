import { createHash } from 'node:crypto'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { type WrittenCell, xlsxFile } from '@anlan/server/modules/register/sheets/export/xlsx-writer.ts'
import { type RawBook, textOf } from '@anlan/server/modules/register/sheets/reading/raw-book.ts'
import { readBook } from '@anlan/server/modules/register/sheets/reading/read-book.ts'
import { readWorkbook } from '@anlan/server/modules/register/sheets/reading/workbook.ts'
import { Workbook } from '@cj-tech-master/excelts'
import { figuresOf, interleave, type Slice } from './lib/interleave.ts'
import { round, spreadOf } from './lib/statistics.ts'
import type { BenchOptions, BenchResult } from './main.ts'

const rows = 10_000
const columns = 15
const longExport = 100_000
const atOnce = 500
const labels = Array.from({ length: columns }, (_, i) => `第${i + 1}列`)
const sheet = {
  name: '台账',
  titles: ['台账', '导出'],
  footer: '导出',
  columns: labels.map(label => ({ label, width: 18 })),
}

const cellsOf = (row: number): WrittenCell[] =>
  labels.map((_, i) =>
    i % 5 === 4 ? row * (i + 1) : i % 5 === 3 ? `0237654${row % 10_000}` : `青峦县茶坪镇${row}号${i}`,
  )

async function* pages(count: number): AsyncGenerator<WrittenCell[][]> {
  for (let from = 0; from < count; from += atOnce)
    yield Array.from({ length: Math.min(atOnce, count - from) }, (_, i) => cellsOf(from + i))
}

/**
 * G12: spreadsheets of 10,000 rows of 15 columns, ours against the bare library (which keeps ExcelJS's interface). Writing is our own streaming writer;
 * reading is the library behind our check of the package, once in this process and once as the product does it, in a capped process of its own.
 */
export async function benchSheets({ quick }: BenchOptions): Promise<BenchResult> {
  const ourFile = await written()
  const theirFile = await writtenByLibrary()
  const assertions = await compareFiles(ourFile, theirFile)
  const timed = (act: () => Promise<unknown>) => async (): Promise<Slice> => {
    const cpu = process.cpuUsage()
    const startedAt = performance.now()
    await act()
    const ms = performance.now() - startedAt
    const { user, system } = process.cpuUsage(cpu)
    return { operations: 1, seconds: ms / 1000, latenciesMs: [ms], cpuMs: { server: (user + system) / 1000 } }
  }
  const slices = await interleave(quick ? 5 : 9, {
    write: timed(written),
    libraryWrite: timed(writtenByLibrary),
    read: timed(() => readWorkbook(ourFile)),
    readCapped: timed(() => readBook('台账.xlsx', ourFile)),
    libraryRead: timed(() => readByLibrary(ourFile)),
  })
  const time = (ours: Slice[], floor: Slice[]) =>
    spreadOf(ours.map((slice, i) => slice.seconds / (floor[i]?.seconds ?? Number.NaN)))
  const write = time(slices.write, slices.libraryWrite)
  const long = await longFile()
  return {
    figures: {
      ratio: write.median,
      loopBlockMs: long.loopBlockMs,
      growthMb: long.growthMb,
      write,
      read: time(slices.read, slices.libraryRead),
      readCapped: time(slices.readCapped, slices.libraryRead),
      cells: rows * columns,
      variants: Object.fromEntries(Object.entries(slices).map(([name, of]) => [name, figuresOf(of)])),
      bytes: { ours: ourFile.length, library: theirFile.length },
      long,
    },
    assertions,
    failures: [],
  }
}

async function written(): Promise<Buffer> {
  const chunks: Buffer[] = []
  for await (const chunk of xlsxFile(sheet, pages(rows))) chunks.push(chunk)
  return Buffer.concat(chunks)
}

async function writtenByLibrary(): Promise<Buffer> {
  const book = new Workbook()
  const made = book.addWorksheet(sheet.name, { views: [{ state: 'frozen', ySplit: 3 }] })
  for (const title of sheet.titles) made.addRow([title])
  made.addRow(labels)
  for await (const page of pages(rows)) for (const cells of page) made.addRow(cells)
  return Buffer.from(await book.xlsx.writeBuffer())
}

async function readByLibrary(file: Buffer): Promise<string> {
  const book = new Workbook()
  await book.xlsx.load(file)
  const hash = createHash('sha256')
  book.worksheets[0]?.eachRow((row, number) => {
    if (number > sheet.titles.length + 1) for (let i = 1; i <= columns; i++) hash.update(`${row.getCell(i).text}\u001f`)
  })
  return hash.digest('hex')
}

/** Both files hold the same, whoever reads them. */
async function compareFiles(ours: Buffer, theirs: Buffer): Promise<string[]> {
  const ourReading = ({ sheets }: RawBook) => {
    const hash = createHash('sha256')
    for (const row of (sheets[0]?.rows ?? []).slice(sheet.titles.length + 1))
      for (let i = 0; i < columns; i++) hash.update(`${textOf(row.cells[i])}\u001f`)
    return hash.digest('hex')
  }
  const found = new Set([
    await readByLibrary(ours),
    await readByLibrary(theirs),
    ourReading(await readBook('a.xlsx', ours)),
    ourReading(await readBook('a.xlsx', theirs)),
  ])
  if (found.size !== 1) throw new Error('the files do not hold the same')
  return [`both files hold the same ${rows * columns} values, read by us and by the library`]
}

/** A file ten times as long: what it adds to memory, and how long the event loop waits meanwhile. */
async function longFile() {
  await written()
  const before = process.memoryUsage.rss()
  let most = before
  const delay = monitorEventLoopDelay({ resolution: 5 })
  delay.enable()
  const startedAt = performance.now()
  let bytes = 0
  for await (const chunk of xlsxFile(sheet, pages(longExport))) {
    bytes += chunk.length
    most = Math.max(most, process.memoryUsage.rss())
  }
  delay.disable()
  return {
    rows: longExport,
    bytes,
    seconds: round((performance.now() - startedAt) / 1000),
    loopBlockMs: round(delay.max / 1e6),
    growthMb: round((most - before) / 2 ** 20),
  }
}
