import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { type FileHandle, open, rename, rm } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import { promisify } from 'node:util'
import { gzip } from 'node:zlib'
import { keyOf, magic, newSalt, seal } from './cipher.ts'
import { BackupError } from './error.ts'
import { tarEnd, tarHeader, tarPadding } from './tar.ts'

const blockBytes = 1024 * 1024
const blocksInWork = 4
const compress = promisify(gzip)

/** The last bytes of every archive: an empty gzip member whose comment is the SHA-256 of all bytes before it. */
export function trailerOf(digest: string): Buffer {
  const head = Buffer.from([0x1f, 0x8b, 8, 0x10, 0, 0, 0, 0, 0, 0xff])
  const emptyContent = Buffer.from([3, 0, 0, 0, 0, 0, 0, 0, 0, 0])
  return Buffer.concat([head, Buffer.from(`anlan sha256 ${digest}\u0000`, 'latin1'), emptyContent])
}
export const trailerBytes = trailerOf('0'.repeat(64)).length

/**
 * Writes a backup: a .tar.gz that any tar opens, made of gzip members that the threads of the process compress side by side; with a
 * passphrase in an envelope of its own. The file appears under its name when it is whole and on the disk, or not at all.
 */
export class ArchiveWriter {
  #path: string
  #handle: FileHandle
  #key: Buffer | null
  #hash = createHash('sha256')
  #block: Buffer[] = []
  #blockSize = 0
  #inWork: Promise<Buffer>[] = []
  #chunks = 0
  #written = 0

  private constructor(path: string, handle: FileHandle, key: Buffer | null) {
    this.#path = path
    this.#handle = handle
    this.#key = key
  }

  static async create(file: string, passphrase: string | null): Promise<ArchiveWriter> {
    const path = resolve(file)
    if (existsSync(path)) throw new BackupError(`${path} 已存在，请换一个文件名`)
    if (!existsSync(dirname(path))) throw new BackupError(`目录 ${dirname(path)} 不存在`)
    const handle = await open(`${path}.part`, 'w', 0o600)
    const salt = newSalt()
    const writer = new ArchiveWriter(path, handle, passphrase ? await keyOf(passphrase, salt) : null)
    if (passphrase) await writer.#write(Buffer.concat([magic, salt]))
    return writer
  }

  /** Adds a member. */
  async add(name: string, content: Buffer[]): Promise<void> {
    const size = content.reduce((sum, part) => sum + part.length, 0)
    await this.#append(tarHeader(name, size))
    for (const part of content) await this.#append(part)
    await this.#append(tarPadding(size))
  }

  /** Ends the archive; returns its size in bytes. */
  async finish(): Promise<number> {
    await this.#append(tarEnd())
    await this.#startBlock()
    while (this.#inWork.length) await this.#takeBlock()
    await this.#put(trailerOf(this.#hash.digest('hex')), true)
    await this.#handle.sync()
    await this.#handle.close()
    await rename(`${this.#path}.part`, this.#path)
    const folder = await open(dirname(this.#path))
    await folder.sync()
    await folder.close()
    return this.#written
  }

  async discard(): Promise<void> {
    await Promise.allSettled(this.#inWork)
    await this.#handle.close().catch(() => {})
    await rm(`${this.#path}.part`, { force: true })
  }

  async #append(part: Buffer) {
    if (part.length === 0) return
    this.#block.push(part)
    this.#blockSize += part.length
    if (this.#blockSize >= blockBytes) await this.#startBlock()
  }

  async #startBlock() {
    if (this.#blockSize === 0) return
    const work = compress(Buffer.concat(this.#block), { level: 1 })
    work.catch(() => {}) // It is awaited in its turn.
    this.#inWork.push(work)
    this.#block = []
    this.#blockSize = 0
    if (this.#inWork.length >= blocksInWork) await this.#takeBlock()
  }

  async #takeBlock() {
    const block = await this.#inWork.shift()
    if (!block) return
    this.#hash.update(block)
    await this.#put(block, false)
  }

  async #put(bytes: Buffer, isLast: boolean) {
    await this.#write(this.#key ? seal(this.#key, this.#chunks++, isLast, bytes) : bytes)
  }

  async #write(bytes: Buffer) {
    await this.#handle.appendFile(bytes)
    this.#written += bytes.length
  }
}
