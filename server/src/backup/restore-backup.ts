import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { Readable } from 'node:stream'
import { finished } from 'node:stream/promises'
import pg from 'pg'
import { type CopyStreamQuery, from as copyFrom, to as copyTo } from 'pg-copy-streams'
import type { Migration } from '../kernel/database/migrate.ts'
import type { FileStore } from '../kernel/files/store.ts'
import { type Member, readArchive } from './archive-reader.ts'
import { BackupError } from './error.ts'
import { replaceKeys, trustAlso } from './keys.ts'
import { Head, headName, Manifest, manifestName } from './manifest.ts'
import { dropEverything, isEmptyDatabase, makeSchema, putBack, setAside, stepsOf } from './schema-in-place.ts'
import { copyIn, copyOut, plainSettings, quoted, type TableShape, tablesOf } from './tables.ts'

export interface RestoreOptions {
  connectionString: string
  files: FileStore
  dataDir: string
  file: string
  passphrase: string | null
  migrations: Migration[]
  /** The operator said that what is in the target may go. */
  replace: boolean
}

export interface RestoreResult {
  head: Head
  manifest: Manifest
  /** Where the keys went that were there before; null when there were none or they stay. */
  keysMovedTo: string | null
}

/** What an archive says of itself, read without touching anything. Throws when this program cannot restore it. */
export async function readHead(file: string, passphrase: string | null, migrations: Migration[]): Promise<Head> {
  for await (const member of readArchive(file, passphrase)) {
    const head = headFrom(member)
    stepsOf(head, migrations)
    return head
  }
  throw new BackupError('备份文件内容不完整')
}

/** Every table, index and constraint is locked until the one transaction ends; a server's usual lock table may be too small for that. */
const lockTableFull = '53200'
const tooFewLocks =
  '数据库服务器的锁表过小，未作任何改动：请将其配置 max_locks_per_transaction 调为 512，重新启动数据库后再恢复'

/**
 * Brings a verified backup into an empty store: schema, rows, sequences, files, keys. Everything of the database happens in one transaction
 * that ends only when every table, read back, has the checksum it had; whatever fails before leaves the target as it was.
 */
export async function restoreBackup(options: RestoreOptions): Promise<RestoreResult> {
  const client = new pg.Client({ connectionString: options.connectionString, application_name: 'anlan-restore' })
  client.on('error', () => {})
  await client.connect()
  const fresh: string[] = []
  try {
    await client.query(plainSettings)
    await refuseUnlessFree(client, options.replace)
    await client.query('begin')
    if (options.replace) await dropEverything(client)
    const loaded = await load(client, options, fresh)
    await client.query('commit')
    await client.query('analyze')
    const keysMovedTo = loaded.keys.size
      ? replaceKeys(options.dataDir, loaded.keys, loaded.head.madeAt.replaceAll(/[:.]/g, '-'))
      : null
    if (loaded.keys.size === 0) trustAlso(options.dataDir, loaded.head.publicKeys)
    return { head: loaded.head, manifest: loaded.manifest, keysMovedTo }
  } catch (error) {
    await client.query('rollback').catch(() => {})
    for (const digest of fresh) await options.files.remove(digest).catch(() => {})
    throw (error as { code?: string }).code === lockTableFull ? new BackupError(tooFewLocks) : error
  } finally {
    await client.end().catch(() => {})
  }
}

async function refuseUnlessFree(client: pg.Client, replace: boolean): Promise<void> {
  if (!replace && !(await isEmptyDatabase(client)))
    throw new BackupError('目标数据库不是空的，未作任何改动；确需覆盖请加 --replace，原有数据将被全部替换')
  const { rows } = await client.query<{ others: number }>(`
    select count(*)::int as others from pg_stat_activity
    where datname = current_database() and pid <> pg_backend_pid() and coalesce(backend_type, 'client backend') = 'client backend'`)
  if (rows[0]?.others)
    throw new BackupError(`目标数据库还有 ${rows[0].others} 个连接，请先停止使用它的平台，未作任何改动`)
}

interface Loaded {
  head: Head
  manifest: Manifest
  keys: Map<string, Buffer>
}

async function load(client: pg.Client, options: RestoreOptions, fresh: string[]): Promise<Loaded> {
  const members = readArchive(options.file, options.passphrase)
  const first = await members.next()
  if (first.done) throw new BackupError('备份文件内容不完整')
  const head = headFrom(first.value)
  await makeSchema(client, head, options.migrations)
  const shapes = await shapesFor(client, head)
  const aside = await setAside(client)
  // Some steps of the schema bring rows of their own, which are in the backup, too.
  for (const name of shapes.keys()) await client.query(`delete from ${quoted(name)}`)

  const keys = new Map<string, Buffer>()
  let table: LoadingTable | null = null
  let manifest: Manifest | null = null
  for await (const { name, content } of members) {
    const [kind, of = ''] = name.split('/')
    if (kind === 'tables') {
      if (table?.name !== of) {
        await table?.end()
        const shape = shapes.get(of)
        if (!shape) throw new BackupError(`备份中的表 ${of} 不在其清单中`)
        table = new LoadingTable(client, shape)
      }
      await table.write(content)
      continue
    }
    await table?.end()
    table = null
    if (kind === 'keys') keys.set(of, Buffer.from(content))
    else if (kind === 'files') await restoreFile(options.files, of, content, fresh)
    else if (name === manifestName) manifest = Manifest.parse(JSON.parse(content.toString('utf8')))
  }
  await table?.end()
  if (!manifest) throw new BackupError('备份文件内容不完整')
  for (const [name, last] of Object.entries(manifest.sequences))
    if (last !== null) await client.query('select setval($1::regclass, $2)', [quoted(name), last])
  await compare(client, shapes, manifest)
  await putBack(client, aside)
  return { head, manifest, keys }
}

function headFrom(member: Member): Head {
  const head = member.name === headName ? Head.safeParse(JSON.parse(member.content.toString('utf8'))) : null
  if (!head?.success) throw new BackupError('不是安澜的备份文件，或其格式较新')
  return head.data
}

/** The tables of the backup as they are in the schema it was made with. */
async function shapesFor(client: pg.Client, head: Head): Promise<Map<string, TableShape>> {
  const present = new Map((await tablesOf(client)).map(table => [table.name, table]))
  for (const { name, columns } of head.tables) {
    const missing = columns.filter(column => !present.get(name)?.columns.includes(column))
    if (missing.length)
      throw new BackupError(`备份中的表 ${name}（${missing.join('、')}）不属于本系统，无法恢复，未作任何改动`)
  }
  return new Map(head.tables.map(table => [table.name, table]))
}

/** A table that is being filled. */
class LoadingTable {
  readonly name: string
  #rows: CopyStreamQuery
  #done: Promise<void>

  constructor(client: pg.Client, shape: TableShape) {
    this.name = shape.name
    this.#rows = client.query(copyFrom(copyIn(shape)))
    this.#done = finished(this.#rows)
    this.#done.catch(() => {}) // It is heard where it is waited for.
  }

  async write(content: Buffer) {
    if (this.#rows.errored) throw this.#rows.errored
    if (!this.#rows.write(content)) await Promise.race([once(this.#rows, 'drain'), this.#done])
  }

  async end() {
    this.#rows.end()
    await this.#done
  }
}

async function restoreFile(files: FileStore, digest: string, content: Buffer, fresh: string[]) {
  const saved = await files.save(
    Readable.from([content]),
    () => {},
    () => {},
  )
  if (saved.isNew) fresh.push(saved.digest)
  if (saved.digest !== digest) throw new BackupError(`备份中的文件 ${digest} 内容与其编号不符`)
}

/** Reads every table back, in the order in which its rows were written, and compares. */
async function compare(client: pg.Client, shapes: Map<string, TableShape>, manifest: Manifest): Promise<void> {
  for (const [name, shape] of shapes) {
    const hash = createHash('sha256')
    const rows = client.query(copyTo(copyOut(shape, new Set())))
    for await (const chunk of rows as AsyncIterable<Buffer>) hash.update(chunk)
    if (hash.digest('hex') !== manifest.tables[name]?.sha256)
      throw new BackupError(`表 ${name} 恢复后的内容与备份不符，已全部撤销`)
  }
}
