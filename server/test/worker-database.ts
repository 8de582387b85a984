import pg from 'pg'
import { inject } from 'vitest'
import { databaseUrl, testDatabasePrefix } from './test-postgres.ts'

let made: Promise<{ connectionString: string }> | undefined

/** The database of this Vitest worker, cloned from the migrated template when the worker first asks. */
export function workerDatabase(): Promise<{ connectionString: string }> {
  made ??= cloneTemplate()
  return made
}

async function cloneTemplate(): Promise<{ connectionString: string }> {
  const postgres = inject('postgres')
  const name = `${testDatabasePrefix}${postgres.run}_worker_${process.env.VITEST_POOL_ID ?? '1'}`
  const maintenance = new pg.Client(postgres.maintenanceUrl)
  await maintenance.connect()
  try {
    // Each test file is a new process in the place of an ended one, which may have left rows behind.
    await maintenance.query(`drop database if exists ${name} with (force)`)
    await maintenance.query(`create database ${name} template ${postgres.template}`)
  } finally {
    await maintenance.end()
  }
  return { connectionString: databaseUrl(postgres, name) }
}
