import { createHash, randomUUID } from 'node:crypto'
import { mkdirSync } from 'node:fs'
import { mkdir, open, rename, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { Readable } from 'node:stream'

/** Files by content (SM3): the same content is kept once, and a name can never point outside the store. */
export interface FileStore {
  /**
   * Writes the stream to disk, synced, and returns its digest and size. Throws what `check` throws on the first bytes or `finish` at the
   * end; then nothing is kept.
   */
  save(content: Readable, check: (head: Buffer) => void, finish: () => void): Promise<{ digest: string; size: number }>
  /** The content; null when the store has lost it. */
  read(digest: string): Promise<Readable | null>
}

// Enough to know a file by; the first chunk from the network may be shorter.
const headBytes = 16

export function localFileStore(folder: string): FileStore {
  mkdirSync(join(folder, 'incoming'), { recursive: true })
  const pathOf = (digest: string) => join(folder, digest.slice(0, 2), digest)
  return {
    async read(digest) {
      const handle = await open(pathOf(digest)).catch((error: NodeJS.ErrnoException) => {
        if (error.code === 'ENOENT') return null
        throw error
      })
      return handle?.createReadStream() ?? null
    },
    async save(content, check, finish) {
      const incoming = join(folder, 'incoming', randomUUID())
      const handle = await open(incoming, 'wx', 0o600)
      try {
        const hash = createHash('sm3')
        let size = 0
        let head = Buffer.alloc(0)
        for await (const chunk of content as AsyncIterable<Buffer>) {
          if (size < headBytes) {
            head = Buffer.concat([head, chunk])
            if (head.length >= headBytes) check(head)
          }
          hash.update(chunk)
          size += chunk.length
          await handle.appendFile(chunk)
        }
        if (size < headBytes) check(head)
        finish()
        await handle.sync()
        await handle.close()
        const digest = hash.digest('hex')
        await mkdir(join(folder, digest.slice(0, 2)), { recursive: true })
        const known = await stat(pathOf(digest)).catch(() => null)
        if (known) await rm(incoming)
        else await rename(incoming, pathOf(digest))
        return { digest, size }
      } catch (error) {
        await handle.close().catch(() => {})
        await rm(incoming, { force: true })
        throw error
      }
    },
  }
}
