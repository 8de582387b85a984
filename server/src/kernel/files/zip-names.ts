import type { FileHandle } from 'node:fs/promises'

const endMark = 0x06054b50
const entryMark = 0x02014b50
const endBytes = 22
const longestComment = 0xffff
/** No office document has a list of contents of this size. */
const longestDirectory = 4 * 1024 * 1024

/** Names of what a zip archive holds, by its central directory (APPNOTE 4.3.12, 4.3.16); null when it is not a whole archive. */
export async function zipEntryNames(file: FileHandle, size: number): Promise<string[] | null> {
  const tail = await bytesAt(file, Math.max(0, size - endBytes - longestComment), size)
  const end = tail.lastIndexOf(Buffer.from([0x50, 0x4b, 0x05, 0x06]))
  if (end < 0 || tail.length - end < endBytes || tail.readUInt32LE(end) !== endMark) return null
  const length = tail.readUInt32LE(end + 12)
  const offset = tail.readUInt32LE(end + 16)
  if (length > longestDirectory || offset + length > size) return null
  return namesIn(await bytesAt(file, offset, offset + length))
}

function namesIn(directory: Buffer): string[] | null {
  const names: string[] = []
  for (let at = 0; at + 46 <= directory.length; ) {
    if (directory.readUInt32LE(at) !== entryMark) return null
    const nameLength = directory.readUInt16LE(at + 28)
    names.push(directory.toString('utf8', at + 46, at + 46 + nameLength))
    at += 46 + nameLength + directory.readUInt16LE(at + 30) + directory.readUInt16LE(at + 32)
  }
  return names
}

async function bytesAt(file: FileHandle, from: number, to: number): Promise<Buffer> {
  const { buffer, bytesRead } = await file.read(Buffer.alloc(to - from), 0, to - from, from)
  return buffer.subarray(0, bytesRead)
}
