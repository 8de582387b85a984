import { createInflateRaw } from 'node:zlib'
import { sheetLimits, Unreadable } from './raw-book.ts'

const entryMark = 0x02014b50
const localMark = 0x04034b50
const endMark = Buffer.from([0x50, 0x4b, 0x05, 0x06])
const tooLarge = '表格展开后过大，请删去空白的行列、图片后再导入'
const broken = '文件不完整或已损坏，请用表格软件打开后另存为 .xlsx 再导入'

interface Part {
  name: string
  method: number
  compressed: number
  offset: number
}

/**
 * Looks through a packed workbook before anything is built from it: every part is unpacked once, counted and thrown away. Refuses what is
 * broken, encrypted, not a workbook, too large unpacked, has too many cells, or declares entities (ECMA-376 part 2 forbids document types).
 */
export async function checkPackage(file: Buffer): Promise<void> {
  if (file.readUInt32BE(0) === 0xd0cf11e0)
    throw new Unreadable('文件已加密或是旧版 .xls 格式，请取消密码并另存为 .xlsx 再导入')
  const parts = partsOf(file)
  const names = parts.map(part => part.name)
  if (!names.includes('[Content_Types].xml') || !names.some(name => /^xl\/workbook\.xml$/i.test(name)))
    throw new Unreadable('文件不是 .xlsx 表格')
  const total = { bytes: 0, cells: 0 }
  for (const part of parts) await checkPart(file, part, total)
}

function partsOf(file: Buffer): Part[] {
  const end = file.lastIndexOf(endMark)
  if (end < 0 || file.length - end < 22) throw new Unreadable(broken)
  const count = file.readUInt16LE(end + 10)
  const length = file.readUInt32LE(end + 12)
  const from = file.readUInt32LE(end + 16)
  if (count > sheetLimits.parts) throw new Unreadable(tooLarge)
  if (from + length > end) throw new Unreadable(broken)
  const parts: Part[] = []
  let compressed = 0
  for (let at = from; at + 46 <= from + length; ) {
    if (file.readUInt32LE(at) !== entryMark) throw new Unreadable(broken)
    if (file.readUInt16LE(at + 8) & 1) throw new Unreadable('文件已加密，请取消密码后再导入')
    const nameLength = file.readUInt16LE(at + 28)
    const part = {
      name: file.toString('utf8', at + 46, at + 46 + nameLength).replace(/^\//, ''),
      method: file.readUInt16LE(at + 10),
      compressed: file.readUInt32LE(at + 20),
      offset: file.readUInt32LE(at + 42),
    }
    compressed += part.compressed
    parts.push(part)
    at += 46 + nameLength + file.readUInt16LE(at + 30) + file.readUInt16LE(at + 32)
  }
  // Parts that share their bytes unpack to more than the file could hold.
  if (compressed > file.length || parts.length !== count) throw new Unreadable(broken)
  return parts
}

async function checkPart(file: Buffer, part: Part, total: { bytes: number; cells: number }) {
  if (part.offset + 30 > file.length || file.readUInt32LE(part.offset) !== localMark) throw new Unreadable(broken)
  const start = part.offset + 30 + file.readUInt16LE(part.offset + 26) + file.readUInt16LE(part.offset + 28)
  const packed = file.subarray(start, start + part.compressed)
  if (packed.length < part.compressed || ![0, 8].includes(part.method)) throw new Unreadable(broken)
  const isXml = /\.(xml|rels|vml)$/i.test(part.name)
  const isSheet = /^xl\/worksheets\//i.test(part.name)
  let bytes = 0
  let tail: Buffer = Buffer.alloc(0)
  for await (const chunk of part.method === 0 ? [packed] : unpacked(packed)) {
    bytes += chunk.length
    total.bytes += chunk.length
    if (total.bytes > sheetLimits.unpackedBytes) throw new Unreadable(tooLarge)
    if (bytes > sheetLimits.ratioFrom && bytes > part.compressed * sheetLimits.ratio) throw new Unreadable(tooLarge)
    if (!isXml) continue
    if (bytes === chunk.length && (chunk[0] === 0xff || chunk[0] === 0xfe || chunk[1] === 0))
      throw new Unreadable('文件的编码不是 UTF-8，请用表格软件另存后再导入')
    const seen = Buffer.concat([tail, chunk])
    if (seen.includes('<!DOCTYPE') || seen.includes('<!ENTITY'))
      throw new Unreadable('文件含有不允许的内容（文档类型声明）')
    if (isSheet) total.cells += cellsIn(seen) - cellsIn(tail)
    if (total.cells > sheetLimits.cells)
      throw new Unreadable(
        `单元格超过 ${sheetLimits.cells} 个（只有格式的空单元格也计算在内），请删去空白的行列或分批导入`,
      )
    tail = Buffer.from(seen.subarray(-longestMark))
  }
}

async function* unpacked(packed: Buffer): AsyncGenerator<Buffer> {
  const inflate = createInflateRaw()
  inflate.end(packed)
  try {
    for await (const chunk of inflate) yield chunk as Buffer
  } catch {
    throw new Unreadable(broken)
  }
}

// One byte short of `<!DOCTYPE`: what stands across two chunks is seen with the second.
const longestMark = 8

const cellsIn = (text: Buffer) => occurrences(text, '<c ') + occurrences(text, '<c>')

function occurrences(text: Buffer, word: string): number {
  let count = 0
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + word.length)) count++
  return count
}
