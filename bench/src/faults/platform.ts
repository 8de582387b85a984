import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { connectionStringOf } from '@anlan/server/kernel/postgres/connection.ts'
import { attachEmbeddedPostgres } from '@anlan/server/kernel/postgres/embedded.ts'
import type pg from 'pg'
import { signIn } from '../lib/client.ts'
import { installedPrograms, openPool, pidsOver, startDatabase } from '../lib/databases.ts'
import { freezeServer, makeScratch, type RunningServer, startServer } from '../lib/processes.ts'
import type { Reporter } from './clients.ts'

export type DatabaseKind = 'embedded' | 'server'

/** The platform with its database, to be killed and started again. */
export interface Platform {
  kind: DatabaseKind
  databaseVersion: string
  server(): RunningServer
  start(): Promise<RunningServer>
  /** For the checks; belongs to the bench and survives its server. */
  pool(): pg.Pool
  reporters: Reporter[]
  /** The numbers of all PostgreSQL processes; empty when they are not ours to kill. */
  postgresPids(): number[]
  trustedKey(): string | null
  stop(): Promise<void>
}

const reporterAccounts = ['chaping1', 'longtan1', 'songling1', 'yanjing1', 'baiyan1', 'duty1', 'duty2', 'bureau1']
const townAreaFallback = 'chaping1'

/**
 * The platform on its embedded database, or on a PostgreSQL server: the machine's own programs under a launcher that starts them again when they are
 * killed, else the database at DATABASE_URL. Null when there is no such server.
 */
export async function openPlatform(kind: DatabaseKind): Promise<Platform | null> {
  const scratch = makeScratch()
  const dataDir = join(scratch, 'platform')
  const database = kind === 'server' ? await openDatabaseServer(scratch) : null
  if (kind === 'server' && !database) return null
  const program = freezeServer().main
  const start = () => startServer(program, { DATA_DIR: dataDir, ...(database && { DATABASE_URL: database.url }) })

  let server = await start()
  const urlNow = () => {
    if (database) return database.url
    const connection = attachEmbeddedPostgres(dataDir)
    if (!connection) throw new Error('the embedded database does not run')
    return connectionStringOf(connection)
  }
  let pool = openPool(urlNow())
  const { rows } = await pool.query<{ server_version: string }>('show server_version')
  const platform: Platform = {
    kind,
    databaseVersion: rows[0]?.server_version ?? '',
    server: () => server,
    async start() {
      server = await start()
      // The embedded server is found behind another socket after each start of the platform.
      void pool.end().catch(() => {})
      pool = openPool(urlNow())
      return server
    },
    pool: () => pool,
    reporters: await signInAll(server.url),
    postgresPids: () => (database ? database.pids() : pidsOver(dataDir)),
    trustedKey: () => {
      const file = join(dataDir, 'keys', 'public-key.txt')
      return existsSync(file) ? readFileSync(file, 'utf8').trim() : null
    },
    async stop() {
      await pool.end().catch(() => {})
      await server.kill('SIGTERM')
      await database?.stop()
    },
  }
  return platform
}

async function openDatabaseServer(scratch: string) {
  const runtime = installedPrograms()
  if (runtime) return startDatabase(scratch, 'server', { runtime })
  const url = process.env['DATABASE_URL']
  return url ? { url, version: '', pids: () => [], stop: async () => {} } : null
}

async function signInAll(url: string): Promise<Reporter[]> {
  const reporters: Reporter[] = []
  for (const account of reporterAccounts) {
    const { token, areaCode } = await signIn(url, account)
    reporters.push({ account, token, areaCode })
  }
  // Offices of the county report about a town.
  const town = reporters.find(one => one.account === townAreaFallback)?.areaCode ?? ''
  return reporters.map(one => (one.areaCode.slice(6, 9) === '000' ? { ...one, areaCode: town } : one))
}
