import { join } from 'node:path'
import { existingClusterDirectory } from '@anlan/server/kernel/postgres/cluster.ts'
import { connectionStringOf } from '@anlan/server/kernel/postgres/connection.ts'
import { type EmbeddedPostgresOptions, startEmbeddedPostgres } from '@anlan/server/kernel/postgres/embedded.ts'
import { postgresProcessesOf } from '@anlan/server/kernel/postgres/process-state.ts'
import { oldestInstalledRuntime, type PostgresRuntime } from '@anlan/server/kernel/postgres/runtime.ts'
import { unprivilegedAccount } from '@anlan/server/kernel/postgres/server-account.ts'
import pg from 'pg'

/** A PostgreSQL of this run, with everything on that makes commits durable. */
export interface BenchDatabase {
  url: string
  version: string
  /** Numbers of all its processes; empty when it is not ours to look at. */
  pids(): number[]
  stop(): Promise<void>
}

/** Starts the PostgreSQL that comes with the platform, or other programs, on a data directory of its own. */
export async function startDatabase(
  scratch: string,
  name: string,
  options: { runtime?: PostgresRuntime; extraSettings?: Record<string, string> } = {},
): Promise<BenchDatabase> {
  const dataDir = join(scratch, name)
  const wanted: EmbeddedPostgresOptions = { dataDir, ...options }
  const embedded = await startEmbeddedPostgres(wanted)
  return {
    url: connectionStringOf(embedded.connection),
    version: embedded.version,
    pids: () => pidsOver(dataDir),
    stop: () => embedded.stop(),
  }
}

/** All processes of the PostgreSQL whose data lies under `dataDir`. */
export function pidsOver(dataDir: string): number[] {
  const directory = existingClusterDirectory(dataDir)
  return directory ? postgresProcessesOf(directory) : []
}

/** The machine's own PostgreSQL programs, the oldest that the platform supports; null when there are none. */
export const installedPrograms = (): PostgresRuntime | null => oldestInstalledRuntime(unprivilegedAccount())

/** A pool that survives the death of its server; counts and positions come as numbers. */
export function openPool(url: string, max = 4): pg.Pool {
  const pool = new pg.Pool({
    connectionString: url,
    max,
    connectionTimeoutMillis: 5_000,
    types: {
      getTypeParser: ((id: number, format: 'text') =>
        id === pg.types.builtins.INT8
          ? Number
          : pg.types.getTypeParser(id, format)) as pg.CustomTypesConfig['getTypeParser'],
    },
  })
  pool.on('error', () => {})
  pool.on('connect', client => client.on('error', () => {}))
  return pool
}

/** Throws unless an acknowledged commit survives a power cut: no speed is bought with durability. */
export async function assertDurable(pool: pg.Pool): Promise<string[]> {
  const wanted = { fsync: 'on', full_page_writes: 'on', synchronous_commit: 'on' }
  const shown: string[] = []
  for (const [name, value] of Object.entries(wanted)) {
    const { rows } = await pool.query<Record<string, string>>(`show ${name}`)
    if (rows[0]?.[name] !== value)
      throw new Error(`${name} is ${rows[0]?.[name]}, the bench measures with ${value} only`)
    shown.push(`${name}=${value}`)
  }
  return shown
}
