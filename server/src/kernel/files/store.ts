import { createHash, randomUUID } from 'node:crypto'
import { createReadStream, mkdirSync } from 'node:fs'
import { mkdir, open, rename, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { Readable } from 'node:stream'

/** Files by content (SM3): the same content is kept once, and a name can never point outside the store. */
export interface FileStore {
  /** Writes the stream to disk, synced; throws what `check` throws on the first bytes. Returns its digest and size. */
  save(content: Readable, check: (head: Buffer) => void): Promise<{ digest: string; size: number }>
  read(digest: string): Readable
}

export function localFileStore(folder: string): FileStore {
  mkdirSync(join(folder, 'incoming'), { recursive: true })
  const pathOf = (digest: string) => join(folder, digest.slice(0, 2), digest)
  return {
    read: digest => createReadStream(pathOf(digest)),
    async save(content, check) {
      const incoming = join(folder, 'incoming', randomUUID())
      const handle = await open(incoming, 'wx', 0o600)
      try {
        const hash = createHash('sm3')
        let size = 0
        for await (const chunk of content as AsyncIterable<Buffer>) {
          if (size === 0) check(chunk)
          hash.update(chunk)
          size += chunk.length
          await handle.write(chunk)
        }
        if (size === 0) check(Buffer.alloc(0))
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
