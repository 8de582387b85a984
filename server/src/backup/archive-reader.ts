import { createHash } from 'node:crypto'
import { createReadStream, existsSync } from 'node:fs'
import { open } from 'node:fs/promises'
import { Readable } from 'node:stream'
import { createGunzip } from 'node:zlib'
import { trailerBytes, trailerOf } from './archive-writer.ts'
import { magic, unseal } from './cipher.ts'
import { BackupError } from './error.ts'
import { blockBytes, readTarHeader, tarPadding } from './tar.ts'

const readAtOnce = 1024 * 1024

/** A member of an archive. */
export interface Member {
  name: string
  content: Buffer
}

/**
 * Reads the whole file and compares it with the checksum at its end, before anything is done with it. Throws a `BackupError` when it is cut,
 * changed in a single bit, encrypted with another passphrase, or no backup at all. Returns the size in bytes and whether it is encrypted.
 */
export async function verifyArchive(
  path: string,
  passphrase: string | null,
): Promise<{ bytes: number; isEncrypted: boolean }> {
  const hash = createHash('sha256')
  let bytes = 0
  let tail: Buffer = Buffer.alloc(0)
  for await (const part of compressed(path, passphrase)) {
    bytes += part.length
    tail = tail.length ? Buffer.concat([tail, part]) : part
    if (tail.length <= trailerBytes) continue
    hash.update(tail.subarray(0, tail.length - trailerBytes))
    tail = tail.subarray(tail.length - trailerBytes)
  }
  if (!tail.equals(trailerOf(hash.digest('hex')))) throw new BackupError('备份文件已损坏或不完整，未作任何改动')
  return { bytes, isEncrypted: await isEncrypted(path) }
}

/** The members of a verified archive, one after the other. */
export async function* readArchive(path: string, passphrase: string | null): AsyncGenerator<Member> {
  const content = Readable.from(compressed(path, passphrase), { objectMode: false, highWaterMark: readAtOnce })
  const plain = content.pipe(createGunzip({ chunkSize: readAtOnce }))
  content.on('error', error => plain.destroy(error))
  const bytes = new ByteReader(plain)
  for (;;) {
    const header = readTarHeader(await bytes.take(blockBytes))
    if (!header) break
    yield { name: header.name, content: await bytes.take(header.size) }
    await bytes.take(tarPadding(header.size).length)
  }
  content.destroy()
  plain.destroy()
}

async function isEncrypted(path: string): Promise<boolean> {
  if (!existsSync(path)) throw new BackupError(`备份文件 ${path} 不存在`)
  const handle = await open(path)
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(magic.length), 0, magic.length, 0)
    if (bytesRead === magic.length && buffer.equals(magic)) return true
    if (buffer[0] !== 0x1f || buffer[1] !== 0x8b) throw new BackupError(`${path} 不是安澜的备份文件，或已损坏`)
    return false
  } finally {
    await handle.close()
  }
}

async function* compressed(path: string, passphrase: string | null): AsyncGenerator<Buffer> {
  if (!(await isEncrypted(path))) {
    yield* createReadStream(path, { highWaterMark: readAtOnce }) as AsyncIterable<Buffer>
    return
  }
  if (!passphrase) throw new BackupError('备份已加密，请用环境变量 ANLAN_BACKUP_PASSPHRASE 给出制作时的口令')
  const content = createReadStream(path, { start: magic.length, highWaterMark: readAtOnce }) as AsyncIterable<Buffer>
  yield* unseal(content, passphrase)
}

/** Takes bytes off a stream in the portions that are asked for. */
class ByteReader {
  #source: AsyncIterator<Buffer>
  #waiting: Buffer[] = []
  #size = 0

  constructor(source: AsyncIterable<Buffer>) {
    this.#source = source[Symbol.asyncIterator]()
  }

  async take(count: number): Promise<Buffer> {
    while (this.#size < count) {
      const { value, done } = await this.#source.next()
      if (done) throw new BackupError('备份文件内容不完整')
      this.#waiting.push(value)
      this.#size += value.length
    }
    const first = this.#waiting[0]
    const all = this.#waiting.length === 1 && first ? first : Buffer.concat(this.#waiting)
    this.#waiting = all.length > count ? [all.subarray(count)] : []
    this.#size -= count
    return all.subarray(0, count)
  }
}
