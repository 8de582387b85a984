import { spawnSync } from 'node:child_process'
import { randomBytes, randomUUID } from 'node:crypto'
import { chmodSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { fileURLToPath } from 'node:url'
import pg from 'pg'
import { afterEach, beforeEach, describe, expect, vi } from 'vitest'
import { BucketServer } from '../../test/bucket-server.ts'
import { builtServer } from '../../test/built-server.ts'
import { type Running, test } from '../../test/platform.ts'
import { connect } from '../kernel/database/database.ts'
import { s3FileStore } from '../kernel/files/s3-store.ts'
import { type FileStore, localFileStore } from '../kernel/files/store.ts'
import { type House, type Log, runSystemWork } from '../kernel/house.ts'
import { connectionStringOf } from '../kernel/postgres/connection.ts'
import { startEmbeddedPostgres } from '../kernel/postgres/embedded.ts'
import { verifyFacts } from '../kernel/work/verify-facts.ts'
import { recordFact, scheduleTask } from '../kernel/work/work.ts'
import { allMigrations } from '../migrations.ts'
import { startPlatform } from '../platform.ts'
import { readArchive, verifyArchive } from './archive-reader.ts'
import { ArchiveWriter } from './archive-writer.ts'
import { trustedPublicKeys } from './keys.ts'
import { makeBackup } from './make-backup.ts'
import { manifestName } from './manifest.ts'
import { readHead, restoreBackup } from './restore-backup.ts'

const silent: Log = { info() {}, warn() {}, error() {} }
const passphrase = '安澜 2026 备份口令'
const bucket = { bucket: 'anlan', region: 'us-east-1', accessKeyId: 'K', secretAccessKey: 'S' }

// Whole stores move here, on machines that have other work as well.
vi.setConfig({ testTimeout: 90_000 })

let scratch: string
const place = (name: string) => join(scratch, name)
beforeEach(() => {
  scratch = mkdtempSync(join(tmpdir(), 'anlan-backup-'))
  // Root's PostgreSQL runs as another user; where it cannot pass, its data lies outside and stays behind.
  chmodSync(scratch, 0o711)
})
afterEach(() => rmSync(scratch, { recursive: true, force: true }))

interface Store {
  connectionString: string
  files: FileStore
  dataDir: string
}

const backup = (store: Store, name: string, secret: string | null = null) =>
  makeBackup({ ...store, file: place(name), passphrase: secret, product: 'test' })

const restore = (store: Store, name: string, secret: string | null = null, replace = false) =>
  restoreBackup({ ...store, file: place(name), passphrase: secret, migrations: allMigrations, replace })

/** The database of the test as a store; its files and keys lie in a folder of the test. */
const storeOf = ({ connectionString }: Pick<Running, 'connectionString'>, name = 'server'): Store => ({
  connectionString,
  files: localFileStore(join(place(name), 'files')),
  dataDir: place(name),
})

/** Another store, with nothing in it. */
const elsewhere = async (running: Running, name: string): Promise<Store> =>
  storeOf({ connectionString: await running.another() }, name)

async function embedded(name: string) {
  const postgres = await startEmbeddedPostgres({ dataDir: place(name), durable: false })
  const store: Store = {
    connectionString: connectionStringOf(postgres.connection),
    files: localFileStore(join(place(name), 'files')),
    dataDir: place(name),
  }
  return { store, stop: () => postgres.stop() }
}

const start = (store: Store, sampleCounty = true) =>
  startPlatform({
    settings: {
      ...{ port: 0, host: '127.0.0.1', databaseUrl: store.connectionString, dataDir: store.dataDir, tls: null },
      ...{ sampleCounty, trustProxy: false, virtualClock: false, allowSampleAccounts: false },
    },
    connectionString: store.connectionString,
    databaseKind: 'embedded',
    log: silent,
    allowUnsynced: true,
  })

/** Brings a file as the platform does: content first, then its row and its fact in one unit of work. */
async function bringFile(house: House, content: Buffer) {
  const { digest, size } = await house.files.save(
    Readable.from([content]),
    () => {},
    () => {},
  )
  const id = randomUUID()
  await runSystemWork(house, async work => {
    const row = { name: '照片.jpg', media_type: 'image/jpeg', unit_id: work.actor.unitId, matter_id: null }
    const values = { id, digest, size, uploaded_by: null, uploaded_at: work.now, ...row }
    await work.tx.insertInto('file').values(values).execute()
    recordFact(work, 'file.uploaded', id, { digest })
  })
}

async function count(connectionString: string, table: string): Promise<number> {
  const client = new pg.Client(connectionString)
  await client.connect()
  try {
    const { rows } = await client.query<{ n: number }>(`select count(*)::int as n from ${table}`)
    return rows[0]?.n ?? -1
  } finally {
    await client.end()
  }
}

async function record(store: Store) {
  const { pool } = connect(store.connectionString, { max: 1 })
  try {
    return await verifyFacts(pool, trustedPublicKeys(store.dataDir))
  } finally {
    await pool.end()
  }
}

describe('the whole store', () => {
  test.override({ empty: true })
  test('goes into one file while the platform works, to a server with a bucket, and back', async ({ running }) => {
    const first = await embedded('first')
    const source = await start(first.store)
    let stopped = false
    let brought = 0
    const writer = async () => {
      while (!stopped) {
        await bringFile(source.house, randomBytes(20_000))
        brought++
      }
    }
    const writers = [writer(), writer(), writer()]
    await expect.poll(() => brought, { timeout: 20_000 }).toBeGreaterThan(20)
    const before = brought
    const made = await backup(first.store, '1.tar.gz')
    await expect.poll(() => brought).toBeGreaterThan(before)
    stopped = true
    await Promise.all(writers)
    await source.stop()
    await first.stop()
    expect(made.files).toMatchObject({ missing: [] })
    expect(made.files.count).toBeGreaterThanOrEqual(before)
    expect(made.tables['file']?.rows).toBe(made.files.count)

    const far = await BucketServer.start(bucket)
    const server: Store = {
      connectionString: running.connectionString,
      files: s3FileStore({ endpoint: far.url, ...bucket }, place('spool'), silent),
      dataDir: place('server'),
    }
    await verifyArchive(place('1.tar.gz'), null)
    await restore(server, '1.tar.gz')
    expect(far.objects.size).toBe(made.files.count)
    const again = await backup(server, '2.tar.gz')
    expect(again).toMatchObject({ tables: made.tables, files: made.files })
    await far.stop()

    const last = await embedded('last')
    await restore(last.store, '2.tar.gz')
    const third = await backup(last.store, '3.tar.gz')
    expect(third).toMatchObject({ tables: made.tables, files: made.files })

    expect(await record(last.store)).toMatchObject({ broken: null, facts: made.tables['fact']?.rows })
    const revived = await start(last.store)
    const said = await revived.app.inject({
      method: 'POST',
      url: '/api/session',
      payload: { account: 'duty1', password: 'Anlan@2026' },
    })
    expect(said.statusCode).toBe(201)
    // Without the private key the store goes on with a key of its own; what the former one signed stays good.
    await runSystemWork(revived.house, async work => scheduleTask(work, 'kernel.sign-root', 'hourly', work.now))
    const roots = made.tables['fact_root']?.rows ?? 0
    await expect.poll(() => count(last.store.connectionString, 'fact_root'), { timeout: 10_000 }).toBeGreaterThan(roots)
    expect(trustedPublicKeys(last.store.dataDir)).toHaveLength(2)
    await revived.stop()
    expect(await record(last.store)).toMatchObject({ broken: null })
    await last.stop()
  })
})

describe('a backup', () => {
  test('with a passphrase is unreadable without it and carries the private keys', async ({ running }) => {
    const node = await running.start()
    const source: Store = { ...storeOf(running), dataDir: node.dataDir }
    await node.stop()
    const made = await backup(source, 'locked', passphrase)
    expect(made.keys).toContain('installation-key.json')
    const sealed = readFileSync(place('locked'))
    expect(sealed.includes('installation')).toBe(false)
    await expect(verifyArchive(place('locked'), null)).rejects.toThrow('ANLAN_BACKUP_PASSPHRASE')
    await expect(verifyArchive(place('locked'), '另一个口令')).rejects.toThrow('口令不正确')
    const other = await elsewhere(running, 'other')
    await restore(other, 'locked', passphrase)
    const key = (dir: string) => readFileSync(join(dir, 'keys', 'installation-key.json'), 'utf8')
    expect(key(other.dataDir)).toBe(key(node.dataDir))
  })

  test('names the files that the store has lost and never hides it', async ({ running }) => {
    const node = await running.start()
    await bringFile(node.house, Buffer.from('在'))
    await bringFile(node.house, Buffer.from('不在'))
    const [lost = ''] = (await running.query<{ digest: string }>('select digest from file order by digest')).map(
      row => row.digest,
    )
    await node.house.files.remove(lost)
    const made = await backup({ ...storeOf(running), files: node.house.files }, 'some.tar.gz')
    expect(made.files).toMatchObject({ count: 1, missing: [lost] })
  })

  test('overwrites no file and leaves none behind when it fails', async ({ running }) => {
    const source = storeOf(running)
    writeFileSync(place('there'), 'x')
    await expect(backup(source, 'there')).rejects.toThrow('已存在')
    const files = { ...source.files, read: () => Promise.reject(new Error('the disk broke')) }
    await running.query(`insert into file (id, digest, name, media_type, size, unit_id, uploaded_at)
      values (gen_random_uuid(), repeat('a', 64), 'x', 'image/png', 1, gen_random_uuid(), now())`)
    await expect(backup({ ...source, files }, 'new')).rejects.toThrow('the disk broke')
    expect(readdirSync(scratch).filter(name => name.startsWith('new'))).toEqual([])
  })
})

describe('an archive', () => {
  test.override({ empty: true })
  test('cut anywhere or changed in any bit is refused before anything is done', async ({ running }) => {
    const source = storeOf(running)
    const platform = await start(source, false)
    // More than the pieces in which an archive is packed and sealed.
    await bringFile(platform.house, randomBytes(3_000_000))
    await platform.stop()
    for (const secret of [null, passphrase]) {
      const name = secret ? 'locked' : 'open'
      await backup(source, name, secret)
      await verifyArchive(place(name), secret)
      const whole = readFileSync(place(name))
      const spoilt = async (content: Buffer) => {
        writeFileSync(place('spoilt'), content)
        await expect(verifyArchive(place('spoilt'), secret)).rejects.toThrow(/损坏|不完整|不是安澜/)
      }
      for (const cut of [0, 1, 20, 512, whole.length >> 1, whole.length - 200, whole.length - 1])
        await spoilt(whole.subarray(0, cut))
      await spoilt(Buffer.concat([whole, Buffer.from([0])]))
      for (let at = 0; at < 40; at++) {
        const flipped = Buffer.from(whole)
        const place = Math.floor((at / 39) * (whole.length - 1))
        flipped[place] = (flipped[place] ?? 0) ^ (1 << (at % 8))
        await spoilt(flipped)
      }
    }
  })
})

/** A valid archive with other content: as a fault in the writing of it would make. */
async function rewrite(from: string, to: string, change: (name: string, content: Buffer) => Buffer | null) {
  const archive = await ArchiveWriter.create(place(to), null)
  for await (const { name, content } of readArchive(place(from), null)) {
    const changed = change(name, Buffer.from(content))
    if (changed) await archive.add(name, [changed])
  }
  await archive.finish()
}

describe('a restore', () => {
  test('goes into an empty store only, unless the operator says otherwise', async ({ running }) => {
    const source = storeOf(running)
    await backup(source, 'it')
    await expect(restore(source, 'it')).rejects.toThrow('不是空的')
    // The test's own connections stand for a platform that is still running.
    await expect(restore(source, 'it', null, true)).rejects.toThrow(/还有 \d+ 个连接/)

    const other = await elsewhere(running, 'other')
    const platform = await start(other, false)
    await platform.stop()
    await running.query(`update unit set name = name || '（改）'`)
    const changed = await backup(source, 'changed')
    await restore(other, 'changed', null, true)
    expect(await backup(other, 'back')).toMatchObject({ tables: changed.tables })
  })

  test('that fails in the middle leaves the target as it was', async ({ running }) => {
    const node = await running.start()
    await bringFile(node.house, Buffer.from('照片'))
    await node.stop()
    await backup({ ...storeOf(running), files: node.house.files }, 'good')
    await rewrite('good', 'altered', (name, content) =>
      name.startsWith('tables/unit/') ? Buffer.from(content.toString().replace('县', '市')) : content,
    )
    await rewrite('good', 'endless', (name, content) => (name === manifestName ? null : content))
    await rewrite('good', 'unreadable', (name, content) =>
      name.startsWith('tables/unit/') ? Buffer.from('not a row\n') : content,
    )
    const other = await elsewhere(running, 'other')
    const targets: [string, RegExp][] = [
      ['altered', /表 unit 恢复后的内容与备份不符/],
      ['endless', /不完整/],
      ['unreadable', /invalid input syntax/],
    ]
    for (const [name, message] of targets) {
      await verifyArchive(place(name), null)
      await expect(restore(other, name)).rejects.toThrow(message)
      expect(await count(other.connectionString, `pg_tables where schemaname = 'public'`)).toBe(0)
      const files = readdirSync(join(other.dataDir, 'files'), { recursive: true, withFileTypes: true })
      expect(files.filter(entry => entry.isFile())).toEqual([])
      expect(existsSync(join(other.dataDir, 'keys'))).toBe(false)
    }
    await restore(other, 'good')
  })

  test('of a backup by a newer program is refused, of an older one brings the schema of then', async ({ running }) => {
    const source = storeOf(running)
    await backup(source, 'it')
    const newest = [...allMigrations].sort((a, b) => (a.id < b.id ? -1 : 1)).at(-1)?.id
    const older = allMigrations.filter(step => step.id !== newest)
    await expect(readHead(place('it'), null, older)).rejects.toThrow(/由另一版本（test）制作/)
    const added = { id: '2099-01-01-01-later', sql: 'create table later (id int primary key)' }
    const other = await elsewhere(running, 'other')
    await restoreBackup({
      ...{ ...other, file: place('it'), passphrase: null, replace: false },
      migrations: [...allMigrations, added],
    })
    expect(await count(other.connectionString, `pg_tables where tablename = 'later'`)).toBe(0)
  })
})

test('the commands say what they did, in Chinese, and note it in the record', async ({ running }) => {
  const command = (name: string, args: string[], env: Record<string, string>) => {
    const program = builtServer
      ? [join(builtServer, `${name}.js`)]
      : ['--import', 'tsx', fileURLToPath(new URL(`../${name}.ts`, import.meta.url))]
    const plain = { ...process.env, DATA_DIR: place('data'), ANLAN_BACKUP_PASSPHRASE: '' }
    const done = spawnSync(process.execPath, [...program, ...args], {
      env: { ...plain, ...env },
      encoding: 'utf8',
    })
    return { code: done.status, said: done.stdout + done.stderr }
  }
  const there = { DATABASE_URL: running.connectionString }
  expect(command('backup', [], there)).toEqual({ code: 1, said: '备份失败：用法：npm run backup -- 备份文件\n' })
  const made = command('backup', [place('it')], there)
  expect(made.said).toMatch(/备份完成：\d+ 张表，\d+ 行/)
  expect(made.code).toBe(0)
  expect(await running.query(`select 1 from fact where type = 'operation.backed-up'`)).toHaveLength(1)
  expect(command('restore', [place('none')], there)).toMatchObject({ code: 1, said: expect.stringContaining('不存在') })
  expect(command('restore', [place('it')], there).said).toContain('不是空的')

  const target = await elsewhere(running, 'target')
  const restored = command('restore', [place('it')], { DATABASE_URL: target.connectionString })
  expect(restored.said).toMatch(/备份文件完好[\s\S]*逐表校验一致[\s\S]*记录完整/)
  expect(restored.code).toBe(0)
  expect(await count(target.connectionString, `fact where type = 'operation.restored'`)).toBe(1)
})
