import { randomUUID } from 'node:crypto'
import { mkdirSync } from 'node:fs'
import { mkdir, open, rename, rm, stat, statfs } from 'node:fs/promises'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import { type Finish, receive } from './incoming.ts'

/** Bytes of a file, counted from 0, both ends included. */
export interface ByteRange {
  start: number
  end: number
}

/** Files by content (SM3): the same content is kept once, and a name can never point outside the store. */
export interface FileStore {
  /**
   * Writes the stream to the store, synced, and returns its digest and size. Throws what `check` throws on the first bytes or `finish` at
   * the end; then nothing is kept. `isNew` is false when the store had the content already.
   */
  save(
    content: Readable,
    check: (head: Buffer) => void,
    finish: Finish,
  ): Promise<{ digest: string; size: number; isNew: boolean }>
  /** The content, or the bytes from `start` to `end` (both included); null when the store has lost it. */
  read(digest: string, range?: ByteRange): Promise<Readable | null>
  /** Takes back what a restore that failed had written. */
  remove(digest: string): Promise<void>
  /** Which store this is and whether it answers, in Chinese, for the health page. */
  state(): Promise<{ kind: 'local' | 's3'; statement: string; available: boolean }>
  /** What is left of the disk on which files lie, in bytes; null where that is not ours to know. */
  space(): Promise<{ freeBytes: number; totalBytes: number } | null>
}

export function localFileStore(folder: string): FileStore {
  mkdirSync(join(folder, 'incoming'), { recursive: true })
  const pathOf = (digest: string) => join(folder, digest.slice(0, 2), digest)
  return {
    async read(digest, range) {
      const handle = await open(pathOf(digest)).catch((error: NodeJS.ErrnoException) => {
        if (error.code === 'ENOENT') return null
        throw error
      })
      return handle?.createReadStream(range) ?? null
    },
    async save(content, check, finish) {
      const incoming = join(folder, 'incoming', randomUUID())
      const { digest, size } = await receive(content, incoming, check, finish)
      try {
        await mkdir(join(folder, digest.slice(0, 2)), { recursive: true })
        const known = await stat(pathOf(digest)).catch(() => null)
        if (known) await rm(incoming)
        else await rename(incoming, pathOf(digest))
        return { digest, size, isNew: known === null }
      } catch (error) {
        await rm(incoming, { force: true })
        throw error
      }
    },
    remove: digest => rm(pathOf(digest), { force: true }),
    state: async () => ({ kind: 'local', statement: '本机磁盘（DATA_DIR/files）', available: true }),
    space: async () => {
      const { bavail, blocks, bsize } = await statfs(folder)
      return { freeBytes: bavail * bsize, totalBytes: blocks * bsize }
    },
  }
}
