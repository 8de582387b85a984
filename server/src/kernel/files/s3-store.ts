import { randomUUID } from 'node:crypto'
import { mkdirSync } from 'node:fs'
import { open, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import type { ReadableStream } from 'node:stream/web'
import { S3mini } from 's3mini'
import type { Log } from '../house.ts'
import { Problem } from '../problem.ts'
import { receive } from './incoming.ts'
import type { S3Settings } from './s3-settings.ts'
import type { FileStore } from './store.ts'

// S3 takes parts from 5 MiB on; one part at a time is all of a file that is ever in memory.
const partBytes = 8 * 1024 * 1024
const timeLimitMs = 120_000
// The health page is open to everybody: however often it is asked, the storage is asked seldom, and never waited for long.
const stateKeptMs = 5_000
const stateLimitMs = 3_000

/**
 * Files by content in a bucket, under the same names as on the local disk. An upload is first written to `folder`: its name is its digest,
 * known only at the end. A storage that does not answer is a 503, and the upload may be tried again.
 */
export function s3FileStore(settings: S3Settings, folder: string, log: Log): FileStore {
  mkdirSync(join(folder, 'incoming'), { recursive: true })
  const bucket = bucketOf(settings, timeLimitMs)
  let looked: { at: number; trouble: ReturnType<typeof troubleOf> } = { at: 0, trouble: Promise.resolve(null) }
  const keyOf = (digest: string) => `${digest.slice(0, 2)}/${digest}`
  const asked = async <T>(ask: () => Promise<T>): Promise<T> => {
    try {
      return await ask()
    } catch (error) {
      log.error({ error: (error as Error).message }, 'the file storage did not answer')
      throw new Problem('unavailable', { detail: '文件存储暂时无法访问', retryAfterSeconds: 5 })
    }
  }
  return {
    async read(digest, range) {
      const response = await asked(async () =>
        range && (await bucket.objectExists(keyOf(digest)))
          ? bucket.getObjectRaw(keyOf(digest), false, range.start, range.end + 1)
          : bucket.getObjectResponse(keyOf(digest)),
      )
      return response?.body ? Readable.fromWeb(response.body as ReadableStream) : null
    },
    async save(content, check, finish) {
      const incoming = join(folder, 'incoming', randomUUID())
      const { digest, size } = await receive(content, incoming, check, finish)
      try {
        const known = await asked(() => bucket.objectExists(keyOf(digest)))
        if (!known) await asked(() => upload(bucket, keyOf(digest), incoming, size))
        return { digest, size, isNew: !known }
      } finally {
        await rm(incoming, { force: true })
      }
    },
    async remove(digest) {
      await asked(() => bucket.deleteObject(keyOf(digest)))
    },
    async state() {
      const now = Date.now()
      if (now - looked.at > stateKeptMs) looked = { at: now, trouble: troubleOf(settings) }
      const trouble = await looked.trouble
      const where = `对象存储（桶 ${settings.bucket}）`
      return { kind: 's3', statement: trouble ? `${where}${trouble.message}` : where, available: !trouble }
    },
    space: async () => null,
  }
}

/**
 * What is wrong with the storage, in Chinese; null when it answers and the bucket is ours. `isSetting` is true when only an operator can
 * mend it (refused key, no such bucket), false when it may come back by itself.
 */
export async function troubleOf(settings: S3Settings): Promise<{ message: string; isSetting: boolean } | null> {
  try {
    const bucket = bucketOf(settings, stateLimitMs)
    if (await bucket.bucketExists()) return null
    // A refused key and a bucket that is not there look alike above; asking for an object tells them apart.
    await bucket.objectExists('anlan')
    return { message: `桶 ${settings.bucket} 不存在（S3_BUCKET）`, isSetting: true }
  } catch (error) {
    const { status } = error as { status?: number }
    if (status === 401 || status === 403)
      return { message: '访问密钥被拒绝（S3_ACCESS_KEY_ID、S3_SECRET_ACCESS_KEY）', isSetting: true }
    if (status === 400 || status === 301)
      return { message: '区域或地址不符（S3_REGION、S3_ENDPOINT）', isSetting: true }
    return { message: '暂时无法访问', isSetting: false }
  }
}

const bucketOf = (
  { endpoint, bucket, region, accessKeyId, secretAccessKey }: S3Settings,
  requestAbortTimeout: number,
) => new S3mini({ endpoint: `${endpoint}/${bucket}`, region, accessKeyId, secretAccessKey, requestAbortTimeout })

async function upload(bucket: S3mini, key: string, path: string, size: number): Promise<void> {
  if (size <= partBytes) {
    await bucket.putObject(key, await readFile(path), 'application/octet-stream')
    return
  }
  const uploadId = await bucket.getMultipartUploadId(key, 'application/octet-stream')
  const handle = await open(path)
  try {
    const parts = []
    for (let from = 0; from < size; from += partBytes) {
      const part = Buffer.alloc(Math.min(partBytes, size - from))
      await handle.read(part, 0, part.length, from)
      parts.push(await bucket.uploadPart(key, uploadId, part, parts.length + 1))
    }
    await bucket.completeMultipartUpload(key, uploadId, parts)
  } catch (error) {
    await bucket.abortMultipartUpload(key, uploadId).catch(() => {})
    throw error
  } finally {
    await handle.close()
  }
}
