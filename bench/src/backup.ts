import { spawn, spawnSync } from 'node:child_process'
import { rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { verifyArchive } from '@anlan/server/backup/archive-reader.ts'
import { makeBackup } from '@anlan/server/backup/make-backup.ts'
import { restoreBackup } from '@anlan/server/backup/restore-backup.ts'
import { localFileStore } from '@anlan/server/kernel/files/store.ts'
import { allMigrations, migrateAll } from '@anlan/server/migrations.ts'
import { assertDurable, type BenchDatabase, installedPrograms, openPool, startDatabase } from './lib/databases.ts'
import { makeScratch } from './lib/processes.ts'
import { round, spreadOf } from './lib/statistics.ts'
import type { BenchOptions, BenchResult } from './main.ts'

/**
 * G16: the product's backup and restore against `pg_dump -Fc` and `pg_restore` of the same store on the same server, in turns. Ours
 * reads the archive through before it restores and reads every table back afterwards; theirs does neither.
 */
export async function benchBackup({ quick }: BenchOptions): Promise<BenchResult> {
  const runtime = installedPrograms()
  if (!runtime || spawnSync('pg_dump', ['--version']).status !== 0)
    throw new Error("needs the machine's own PostgreSQL programs with pg_dump and pg_restore")
  const scratch = makeScratch()
  const database = await startDatabase(scratch, 'data', { runtime })
  try {
    const durability = await fill(database, quick ? 60_000 : 600_000)
    const took: Record<'dump' | 'backup' | 'theirRestore' | 'restore', number[]> = {
      ...{ dump: [], backup: [], theirRestore: [], restore: [] },
    }
    const sizes = { archive: 0, dump: 0 }
    const rounds = quick ? 3 : 5
    for (let at = 0; at < rounds; at++) {
      const ours = () => runOurs(database, scratch, at)
      const theirs = () => runTheirs(database, scratch, at)
      const results = at % 2 ? [await theirs(), await ours()].reverse() : [await ours(), await theirs()]
      const [mine, other] = results
      sizes.archive = mine?.bytes ?? 0
      sizes.dump = other?.bytes ?? 0
      if (at === 0) continue
      took.backup.push(mine?.out ?? Number.NaN)
      took.restore.push(mine?.back ?? Number.NaN)
      took.dump.push(other?.out ?? Number.NaN)
      took.theirRestore.push(other?.back ?? Number.NaN)
    }
    const ratios = (a: number[], b: number[]) => spreadOf(a.map((value, i) => value / (b[i] ?? Number.NaN)))
    const [backup, restore] = [ratios(took.backup, took.dump), ratios(took.restore, took.theirRestore)]
    return {
      figures: {
        ratio: backup.median,
        restoreRatio: restore.median,
        backup,
        restore,
        seconds: Object.fromEntries(Object.entries(took).map(([name, values]) => [name, spreadOf(values)])),
        databaseMiB: round((await databaseBytes(database)) / 1024 / 1024),
        archiveMiB: round(sizes.archive / 1024 / 1024),
        dumpMiB: round(sizes.dump / 1024 / 1024),
        memoryMiB: Math.round(process.resourceUsage().maxRSS / 1024),
      },
      assertions: [...durability, 'every table read back after the restore has the checksum of the backup'],
      failures: [],
    }
  } finally {
    await database.stop()
  }
}

interface Turn {
  /** Seconds. */
  out: number
  back: number
  bytes: number
}

async function runOurs(database: BenchDatabase, scratch: string, at: number): Promise<Turn> {
  const file = join(scratch, `ours-${at}.tar.gz`)
  const files = localFileStore(join(scratch, 'files'))
  const common = { files, dataDir: join(scratch, 'keys'), file, passphrase: null }
  const out = await timed(() => makeBackup({ ...common, connectionString: database.url, product: 'bench' }))
  const target = await makeDatabase(database, `ours_${at}`)
  const back = await timed(async () => {
    await verifyArchive(file, null)
    await restoreBackup({ ...common, connectionString: target, migrations: allMigrations, replace: false })
  })
  return finish(database, `ours_${at}`, file, out, back)
}

async function runTheirs(database: BenchDatabase, scratch: string, at: number): Promise<Turn> {
  const file = join(scratch, `theirs-${at}.dump`)
  const out = await timed(() => program('pg_dump', ['-Fc', '-f', file, database.url]))
  const target = await makeDatabase(database, `theirs_${at}`)
  const back = await timed(() => program('pg_restore', ['--no-owner', '-d', target, file]))
  return finish(database, `theirs_${at}`, file, out, back)
}

async function finish(database: BenchDatabase, name: string, file: string, out: number, back: number): Promise<Turn> {
  const bytes = statSync(file).size
  rmSync(file)
  const pool = openPool(database.url, 1)
  await pool.query(`drop database ${name} with (force)`)
  await pool.query('checkpoint')
  await pool.end()
  return { out, back, bytes }
}

async function makeDatabase(database: BenchDatabase, name: string): Promise<string> {
  const pool = openPool(database.url, 1)
  await pool.query(`create database ${name}`)
  await pool.end()
  return database.url.replace('/anlan?', `/${name}?`)
}

/** Facts and receipts as the platform writes them, in numbers of some years. */
async function fill(database: BenchDatabase, facts: number): Promise<string[]> {
  await migrateAll(database.url)
  const pool = openPool(database.url, 1)
  try {
    const durability = await assertDurable(pool)
    await pool.query(`insert into installation (id, clock, created_at) values (gen_random_uuid(), 'real', now())`)
    await pool.query(
      `insert into fact (id, chain_id, sequence, type, subject_id, matter_id, actor_id, actor_name, recorded_at, data, hash)
      select gen_random_uuid(), ('00000000-0000-0000-0000-' || lpad((n % 40)::text, 12, '0'))::uuid, n / 40, 'duty.logged', gen_random_uuid()::text,
        gen_random_uuid(), gen_random_uuid(), '田晓岚', now() - n * interval '1 minute',
        jsonb_build_object('text', '县气象台电话通报：未来三小时有短时强降雨，请加强巡查。' || md5(n::text), 'kind', 'other', 'n', n),
        digest(n::text, 'sm3')
      from generate_series(1, $1::int) n`,
      [facts],
    )
    await pool.query(
      `insert into request_receipt (id, account_id, route, body_hash, reply, at)
      select gen_random_uuid(), gen_random_uuid(), 'POST /api/duty/log', digest(n::text, 'sha256'),
        jsonb_build_object('id', gen_random_uuid(), 'text', '茶坪镇报：河道水位上涨，已转移群众。' || n), now()
      from generate_series(1, $1::int) n`,
      [facts],
    )
    await pool.query('vacuum analyze')
    return durability
  } finally {
    await pool.end()
  }
}

async function databaseBytes(database: BenchDatabase): Promise<number> {
  const pool = openPool(database.url, 1)
  const { rows } = await pool.query<{ n: number }>('select pg_database_size(current_database()) as n')
  await pool.end()
  return rows[0]?.n ?? 0
}

async function timed(act: () => Promise<unknown>): Promise<number> {
  const startedAt = performance.now()
  await act()
  return (performance.now() - startedAt) / 1000
}

const program = (name: string, args: string[]): Promise<void> =>
  new Promise((resolve, reject) => {
    const child = spawn(name, args, { stdio: ['ignore', 'ignore', 'inherit'] })
    child.once('error', reject)
    child.once('exit', code => (code === 0 ? resolve() : reject(new Error(`${name} ended with ${code}`))))
  })
