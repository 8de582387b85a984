import { readDelimitedText } from './delimited-text.ts'
import { readFeatures } from './features.ts'
import { type RawBook, sheetLimits, Unreadable } from './raw-book.ts'
import { readWorkbook } from './workbook.ts'

/** Runs capped and alone: the bytes of a file come in, its rows go out, one line of JSON each, or why it cannot be read. */
const chunks: Buffer[] = []
for await (const chunk of process.stdin) chunks.push(chunk as Buffer)
try {
  const file = Buffer.concat(chunks)
  const kind = process.argv[2] ?? ''
  const book =
    kind === 'csv' ? readDelimitedText(file) : /json$/.test(kind) ? readFeatures(file) : await readWorkbook(file)
  if (book.sheets.reduce((sum, sheet) => sum + sheet.rows.length, 0) > sheetLimits.rows + sheetLimits.otherRows)
    throw new Unreadable(`超过 ${sheetLimits.rows} 行，请分批导入`)
  process.stdout.write(linesOf(book))
} catch (error) {
  if (!(error instanceof Unreadable)) throw error
  process.stdout.write(`${JSON.stringify({ refused: error.message })}\n`)
}

function linesOf({ sheets, ...book }: RawBook): string {
  const lines = [JSON.stringify(book)]
  for (const { rows, ...sheet } of sheets) {
    lines.push(JSON.stringify({ sheet }))
    for (const row of rows) lines.push(JSON.stringify(row))
  }
  return `${lines.join('\n')}\n`
}
