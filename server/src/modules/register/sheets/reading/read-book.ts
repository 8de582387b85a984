import { CappedWorkerError, runCapped } from '../../../../kernel/files/capped-worker.ts'
import { Problem } from '../../../../kernel/problem.ts'
import { type RawBook, type RawRow, type RawSheet, sheetLimits } from './raw-book.ts'

// Measured: 20,000 rows of 20 columns stay below; what needs more is refused, not served slowly.
const limits = { heapMb: 512, residentMb: 900, seconds: 40, outputBytes: 100 * 2 ** 20 }
const readable = ['xlsx', 'csv', 'geojson', 'json']

/**
 * The rows of an uploaded .xlsx, .csv or .geojson, read by a capped worker. Whatever makes the file unreadable is a refusal in Chinese:
 * `file/type-refused`, `file/too-large`, `register/unreadable-sheet`.
 */
export async function readBook(fileName: string, file: Buffer): Promise<RawBook> {
  const extension = fileName.toLowerCase().split('.').at(-1) ?? ''
  if (extension === 'xls' || extension === 'et')
    throw new Problem('file/type-refused', { detail: '请用表格软件另存为 .xlsx 再导入' })
  if (!readable.includes(extension))
    throw new Problem('file/type-refused', { detail: '只能导入 .xlsx、.csv 或 .geojson 文件' })
  if (file.length > sheetLimits.bytes) throw new Problem('file/too-large', { detail: '表格不能超过 10 MB，请分批导入' })
  if (file.length < 4) throw new Problem('register/unreadable-sheet', { detail: '文件是空的' })
  const isPacked = file.readUInt32BE(0) === 0x504b0304 || file.readUInt32BE(0) === 0xd0cf11e0
  if (isPacked !== (extension === 'xlsx'))
    throw new Problem('file/type-refused', { detail: '文件内容与扩展名不符，请用表格软件另存后再导入' })
  const entry = 'modules/register/sheets/reading/read-book.worker'
  const answer = await runCapped(entry, [extension], file, limits).catch(error => {
    if (!(error instanceof CappedWorkerError)) throw error
    const what =
      error.reason === 'time' ? '读取表格用时过长' : error.reason === 'broken' ? '文件不完整或已损坏' : '表格过大'
    throw new Problem('register/unreadable-sheet', {
      detail: `${what}，请删去空白的行列、图片和公式，或分批导入`,
    })
  })
  return bookOf(answer)
}

async function bookOf(answer: Buffer): Promise<RawBook> {
  const sheets: RawSheet[] = []
  let book: Omit<RawBook, 'sheets'> = { counts1904: false, isText: false }
  let from = 0
  for (let lines = 0; from < answer.length; lines++) {
    const end = answer.indexOf(10, from)
    const line = JSON.parse(answer.toString('utf8', from, end)) as Record<string, unknown>
    from = end + 1
    if (typeof line['refused'] === 'string') throw new Problem('register/unreadable-sheet', { detail: line['refused'] })
    if ('sheet' in line) sheets.push({ ...(line['sheet'] as Omit<RawSheet, 'rows'>), rows: [] })
    else if ('row' in line) sheets.at(-1)?.rows.push(line as unknown as RawRow)
    else book = line as unknown as typeof book
    if (lines % 500 === 499) await new Promise(resolve => setImmediate(resolve))
  }
  return { ...book, sheets }
}
