import { randomInt } from 'node:crypto'
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import type { TestProject } from 'vitest/node'
import { connectionStringOf } from '../src/kernel/postgres/connection.ts'
import { startEmbeddedPostgres } from '../src/kernel/postgres/embedded.ts'
import { oldestInstalledRuntime, type PostgresRuntime } from '../src/kernel/postgres/runtime.ts'
import { unprivilegedAccount } from '../src/kernel/postgres/server-account.ts'
import { prepareTemplate } from './template.ts'
import { databaseUrl, type TestPostgres, testDatabasePrefix } from './test-postgres.ts'

/**
 * One PostgreSQL for the whole run, with a migrated template from which each worker clones its database. Which one:
 * that of TEST_DATABASE_URL, or with TEST_POSTGRES=installed the machine's own programs, or else the embedded one.
 */
export default async function setUp(project: TestProject): Promise<() => Promise<void>> {
  const server = await startServer()
  const run = randomInt(2 ** 31)
  const postgres: TestPostgres = {
    maintenanceUrl: server.url,
    template: `${testDatabasePrefix}${run}_template`,
    run,
  }

  const maintenance = new pg.Client(server.url)
  maintenance.on('error', () => {})
  await maintenance.connect()
  // Held until the end of the run: it tells other runs on the same server that these databases are in use.
  await maintenance.query('select pg_advisory_lock($1)', [run])
  await dropDatabasesOfEndedRuns(maintenance)

  await maintenance.query(`create database ${postgres.template}`)
  await prepareTemplate(databaseUrl(postgres, postgres.template))
  // A database can be cloned only while nobody is connected to it.
  await maintenance.query(`alter database ${postgres.template} with allow_connections false`)
  project.provide('postgres', postgres)

  return async () => {
    await dropDatabasesOf(maintenance, run)
    await maintenance.end()
    await server.stop()
  }
}

async function startServer(): Promise<{ url: string; stop(): Promise<void> }> {
  const given = process.env.TEST_DATABASE_URL
  if (given) return { url: given, stop: async () => {} }

  const dataDir = mkdtempSync(join(tmpdir(), 'anlan-test-data-'))
  chmodSync(dataDir, 0o711) // Root's PostgreSQL runs as another user, who has to pass through.
  const clear = () => rmSync(dataDir, { recursive: true, force: true })
  try {
    const embedded = await startEmbeddedPostgres({
      dataDir,
      durable: false,
      extraSettings: { max_connections: '100' },
      ...(process.env.TEST_POSTGRES === 'installed' ? { runtime: installedRuntime() } : {}),
    })
    return { url: connectionStringOf(embedded.connection), stop: () => embedded.stop().finally(clear) }
  } catch (error) {
    clear()
    throw error
  }
}

function installedRuntime(): PostgresRuntime {
  const runtime = oldestInstalledRuntime(unprivilegedAccount())
  if (!runtime) throw new Error('TEST_POSTGRES=installed, but this machine has no usable PostgreSQL programs')
  return runtime
}

/** Runs that were killed could not clean up after themselves. */
async function dropDatabasesOfEndedRuns(maintenance: pg.Client): Promise<void> {
  const found = await maintenance.query<{ run: number }>(
    `select distinct substring(datname from $1)::int8::int4 as run from pg_database where datname ~ $1`,
    [`^${testDatabasePrefix}(\\d+)_`],
  )
  for (const { run } of found.rows) {
    const { rows } = await maintenance.query<{ ended: boolean }>('select pg_try_advisory_lock($1) as ended', [run])
    if (!rows[0]?.ended) continue
    await dropDatabasesOf(maintenance, run)
    await maintenance.query('select pg_advisory_unlock($1)', [run])
  }
}

async function dropDatabasesOf(maintenance: pg.Client, run: number): Promise<void> {
  const found = await maintenance.query<{ name: string }>(
    'select datname as name from pg_database where starts_with(datname, $1)',
    [`${testDatabasePrefix}${run}_`],
  )
  for (const { name } of found.rows) await maintenance.query(`drop database if exists ${name} with (force)`)
}
