import { Workbook, type Worksheet } from '@cj-tech-master/excelts'
import type { Caller, Reply, World } from './world.ts'

/** A real .xlsx, made by the library as an office's program would. */
export async function workbook(fill: (sheet: Worksheet, book: Workbook) => void): Promise<Buffer> {
  const book = new Workbook()
  fill(book.addWorksheet('台账'), book)
  return Buffer.from(await book.xlsx.writeBuffer())
}

/** A workbook with these rows in its one sheet. */
export const rowsAsWorkbook = (rows: unknown[][]) => workbook(sheet => void sheet.addRows(rows))

/** Opens what the platform wrote with the library again. */
export async function opened(file: Buffer): Promise<Workbook> {
  const book = new Workbook()
  await book.xlsx.load(file)
  return book
}

/** Uploads a file the way a browser does. */
export async function upload<T>(
  world: World,
  who: Caller,
  url: string,
  name: string,
  content: Buffer,
): Promise<Reply<T>> {
  const boundary = 'anlan-test-boundary'
  const head = `--${boundary}\r\ncontent-disposition: form-data; name="file"; filename="${name}"\r\ncontent-type: application/octet-stream\r\n\r\n`
  const raw = await world.app.inject({
    method: 'POST',
    url,
    headers: { authorization: `Bearer ${who.token}`, 'content-type': `multipart/form-data; boundary=${boundary}` },
    payload: Buffer.concat([Buffer.from(head), content, Buffer.from(`\r\n--${boundary}--\r\n`)]),
  })
  return { status: raw.statusCode, body: raw.json(), problem: raw.json(), raw }
}
