import { randomBytes } from 'node:crypto'
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { BucketServer } from '../../../test/bucket-server.ts'
import type { Log } from '../house.ts'
import { readSettings } from '../settings.ts'
import { openFileStore } from './open-store.ts'
import type { S3Settings } from './s3-settings.ts'
import type { FileStore } from './store.ts'

const silent: Log = { info() {}, warn() {}, error() {} }
const key = { accessKeyId: 'ANLANKEY', secretAccessKey: 'a secret/with+signs' }
const nothing = () => {}

let server: BucketServer
let folder: string
const settings = (changes: Partial<S3Settings> = {}): S3Settings => ({
  endpoint: server.url,
  bucket: 'anlan-files',
  region: 'us-east-1',
  ...key,
  ...changes,
})
const open = (changes: Partial<S3Settings> = {}) => openFileStore({ dataDir: folder, s3: settings(changes) }, silent)
const kept = async (store: FileStore, digest: string) => {
  const content = await store.read(digest)
  return content && buffer(content)
}

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'anlan-s3-'))
  server = await BucketServer.start({ bucket: 'anlan-files', region: 'us-east-1', ...key })
})
afterEach(async () => {
  await server.stop()
  rmSync(folder, { recursive: true, force: true })
})

describe('files in a bucket', () => {
  test('come back as they were brought, small and in parts, and leave nothing on the disk', async () => {
    const store = await open()
    for (const size of [0, 17, 1_000_000, 8 * 1024 * 1024, 8 * 1024 * 1024 + 1, 20_000_003]) {
      const content = randomBytes(size)
      const saved = await store.save(Readable.from([content.subarray(0, 5), content.subarray(5)]), nothing, nothing)
      expect(saved).toMatchObject({ size, isNew: true })
      expect((await kept(store, saved.digest))?.equals(content)).toBe(true)
      expect(server.objects.has(`${saved.digest.slice(0, 2)}/${saved.digest}`)).toBe(true)
    }
    expect(readdirSync(join(folder, 'files', 'incoming'))).toEqual([])
    expect(server.refused).toBe(0)
  })

  test('are kept once, are gone when removed, and are null when lost', async () => {
    const store = await open()
    const save = () => store.save(Readable.from([Buffer.from('现场照片')]), nothing, nothing)
    const { digest } = await save()
    expect(await save()).toMatchObject({ digest, isNew: false })
    expect(server.objects.size).toBe(1)
    await store.remove(digest)
    expect(await store.read(digest)).toBeNull()
  })

  test('of a refused type or cut short leave nothing behind', async () => {
    const store = await open()
    const refuse = () => {
      throw new Error('refused')
    }
    await expect(store.save(Readable.from([Buffer.alloc(100)]), refuse, nothing)).rejects.toThrow('refused')
    await expect(store.save(Readable.from([Buffer.alloc(100)]), nothing, refuse)).rejects.toThrow('refused')
    expect(server.objects.size).toBe(0)
    expect(readdirSync(join(folder, 'files', 'incoming'))).toEqual([])
  })

  test('of a storage that went away are a 503, and the state says so', async () => {
    const store = await open()
    const { digest } = await store.save(Readable.from([Buffer.from('x')]), nothing, nothing)
    expect(await (await open()).state()).toMatchObject({ kind: 's3', available: true })
    await server.stop()
    await expect(store.read(digest)).rejects.toMatchObject({ code: 'unavailable' })
    expect(await store.state()).toMatchObject({ available: false, statement: expect.stringContaining('暂时无法访问') })
  })
})

describe('a storage that was set up wrongly stops the start', () => {
  test('a refused key, a bucket that is not there', async () => {
    await expect(open({ secretAccessKey: 'wrong' })).rejects.toThrow('访问密钥被拒绝')
    await expect(open({ accessKeyId: 'NOBODY' })).rejects.toThrow('访问密钥被拒绝')
    await expect(open({ bucket: 'another' })).rejects.toThrow('桶 another 不存在')
  })

  test('one that does not answer yet does not', async () => {
    const store = await openFileStore({ dataDir: folder, s3: settings({ endpoint: 'http://127.0.0.1:1' }) }, silent)
    expect((await store.state()).available).toBe(false)
  })

  const env = {
    S3_ENDPOINT: 'https://minio.county.lan:9000',
    S3_BUCKET: 'anlan',
    S3_ACCESS_KEY_ID: 'k',
    S3_SECRET_ACCESS_KEY: 's',
  }
  test('half of the variables, an address with a path, a bucket with capitals', () => {
    expect(readSettings(env).s3).toMatchObject({ bucket: 'anlan', region: 'us-east-1' })
    expect(readSettings({}).s3).toBeNull()
    expect(() => readSettings({ ...env, S3_BUCKET: '' })).toThrow('还应设置 S3_BUCKET')
    for (const S3_ENDPOINT of ['minio:9000', 'https://minio/anlan', 'ftp://minio', 'http://a:b@minio'])
      expect(() => readSettings({ ...env, S3_ENDPOINT })).toThrow('S3_ENDPOINT 应为')
    expect(() => readSettings({ ...env, S3_BUCKET: 'Anlan' })).toThrow('S3_BUCKET 应为')
  })
})
