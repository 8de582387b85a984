import { createHash } from 'node:crypto'
import { buffer } from 'node:stream/consumers'
import pg from 'pg'
import { to as copyTo } from 'pg-copy-streams'
import type { FileStore } from '../kernel/files/store.ts'
import { ArchiveWriter } from './archive-writer.ts'
import { BackupError } from './error.ts'
import { readKeys, trustedPublicKeys } from './keys.ts'
import {
  asJson,
  fileMember,
  type Head,
  headName,
  keyMember,
  type Manifest,
  manifestName,
  tableMember,
} from './manifest.ts'
import {
  copyOut,
  plainSettings,
  sequencesOf,
  type TableShape,
  tablesOf,
  transactionIds,
  withoutRows,
} from './tables.ts'

const partBytes = 4 * 1024 * 1024

export interface BackupOptions {
  connectionString: string
  files: FileStore
  dataDir: string
  file: string
  passphrase: string | null
  product: string
}

export interface BackupResult extends Manifest {
  /** Size of the archive. */
  size: number
}

/**
 * Writes the whole store into one file while the platform may be running: all tables as one snapshot saw them, then the files that they
 * name. Memory stays bounded by one part of a table or one file. With a passphrase everything is encrypted and the private keys are
 * in it; without one only the public keys are.
 */
export async function makeBackup(options: BackupOptions): Promise<BackupResult> {
  const client = new pg.Client({ connectionString: options.connectionString, application_name: 'anlan-backup' })
  client.on('error', () => {})
  await client.connect()
  let archive: ArchiveWriter | undefined
  try {
    await client.query(plainSettings)
    await client.query('begin isolation level repeatable read read only')
    const head = await headOf(client, options)
    archive = await ArchiveWriter.create(options.file, options.passphrase)
    await archive.add(headName, [asJson(head)])
    const keys = options.passphrase ? readKeys(options.dataDir) : new Map<string, Buffer>()
    for (const [name, content] of keys) await archive.add(keyMember(name), [content])

    const kinds = await transactionIds(client)
    const tables: Manifest['tables'] = {}
    for (const table of head.tables) tables[table.name] = await addTable(archive, client, table, kinds)
    // Asked after the snapshot was taken, sequences stand at or behind every number in it.
    const sequences = await sequencesOf(client)
    const digests = await client.query<{ digest: string }>('select distinct digest from file order by digest')
    await client.query('commit')
    const files = await addFiles(
      archive,
      options.files,
      digests.rows.map(row => row.digest),
    )
    const manifest: Manifest = { tables, sequences, files, keys: [...keys.keys()] }
    await archive.add(manifestName, [asJson(manifest)])
    return { ...manifest, size: await archive.finish() }
  } catch (error) {
    await archive?.discard()
    throw error
  } finally {
    await client.end().catch(() => {})
  }
}

async function headOf(client: pg.Client, { product, dataDir }: BackupOptions): Promise<Head> {
  const tables = await tablesOf(client)
  if (!tables.some(table => table.name === 'installation')) throw new BackupError('数据库中没有安澜的数据，无可备份')
  const { rows } = await client.query<{ id: string; clock: 'real' | 'virtual' }>('select id, clock from installation')
  const installation = rows[0]
  if (!installation) throw new BackupError('数据库中没有安澜的数据，无可备份')
  const steps = await client.query<Head['migrations'][number]>('select id, checksum from schema_migration order by id')
  return {
    format: 1,
    product,
    madeAt: new Date().toISOString(),
    installation: installation.id,
    clock: installation.clock,
    migrations: steps.rows,
    tables: tables.filter(table => !withoutRows.includes(table.name)),
    publicKeys: trustedPublicKeys(dataDir),
  }
}

async function addTable(archive: ArchiveWriter, client: pg.Client, table: TableShape, kinds: ReadonlySet<string>) {
  const hash = createHash('sha256')
  let bytes = 0
  let part: Buffer[] = []
  let size = 0
  let parts = 0
  const flush = async () => {
    if (size === 0) return
    await archive.add(tableMember(table.name, ++parts), part)
    part = []
    size = 0
  }
  const rows = client.query(copyTo(copyOut(table, kinds)))
  for await (const chunk of rows as AsyncIterable<Buffer>) {
    hash.update(chunk)
    part.push(chunk)
    bytes += chunk.length
    size += chunk.length
    if (size >= partBytes) await flush()
  }
  await flush()
  // The count comes with the word that the command is done, just after the rows.
  await client.query('select 1')
  return { rows: rows.rowCount, bytes, sha256: hash.digest('hex') }
}

/** Files never change and are never removed, so those that the snapshot names can be read after it. */
async function addFiles(archive: ArchiveWriter, files: FileStore, digests: string[]): Promise<Manifest['files']> {
  const result: Manifest['files'] = { count: 0, bytes: 0, missing: [] }
  for (const digest of digests) {
    const stream = await files.read(digest)
    const content = stream && (await buffer(stream))
    if (!content || createHash('sm3').update(content).digest('hex') !== digest) {
      result.missing.push(digest)
      continue
    }
    await archive.add(fileMember(digest), [content])
    result.count++
    result.bytes += content.length
  }
  return result
}
