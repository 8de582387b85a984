import { createHash } from 'node:crypto'
import { type FileHandle, open, rm } from 'node:fs/promises'
import type { Readable } from 'node:stream'

// Enough to know a file by; the first chunk from the network may be shorter.
const headBytes = 16

/** Looks at the whole file before it is kept; what it throws refuses it. */
export type Finish = (file: FileHandle, size: number) => void | Promise<void>

/** Writes a stream to `path`, synced, and says its SM3 and size. What `check` (first bytes) or `finish` (the whole file) throws leaves no file. */
export async function receive(
  content: Readable,
  path: string,
  check: (head: Buffer) => void,
  finish: Finish,
): Promise<{ digest: string; size: number }> {
  const handle = await open(path, 'wx+', 0o600)
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
    await finish(handle, size)
    await handle.sync()
    await handle.close()
    return { digest: hash.digest('hex'), size }
  } catch (error) {
    await handle.close().catch(() => {})
    await rm(path, { force: true })
    throw error
  }
}
