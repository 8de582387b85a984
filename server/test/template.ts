import { randomUUID } from 'node:crypto'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { modules } from '../src/app.ts'
import { type Clock, realClock } from '../src/kernel/clock.ts'
import { connect } from '../src/kernel/database/database.ts'
import { localFileStore } from '../src/kernel/files/store.ts'
import { buildHouse, type Log } from '../src/kernel/house.ts'
import { migrateAll } from '../src/migrations.ts'
import { seedReferenceRows } from '../src/platform.ts'
import { loadSampleCounty } from '../src/sample-county.ts'

const unexpected = (level: string) => (data: Record<string, unknown>, message: string) =>
  process.stderr.write(`${level} ${message} ${JSON.stringify(data)}\n`)
export const testLog: Log = { info: () => {}, warn: unexpected('warn'), error: unexpected('error') }

export const testFiles = () => localFileStore(join(tmpdir(), `anlan-test-files-${process.pid}`))

/** When the sample county was loaded: always the same moment, so that a story does not turn out differently on another day. */
const loadedAt: Clock = { virtual: false, now: () => new Date('2026-11-22T00:00:00Z') }

/**
 * Brings a fresh database to where every story begins: schema, reference rows, sample county. Its rounds of each day rest until a story
 * begins them, or a story that moves the clock by months would go through all rounds of all modules for each day on the way.
 */
export async function prepareTemplate(connectionString: string): Promise<void> {
  await migrateAll(connectionString)
  const database = connect(connectionString)
  try {
    await database.pool.query(
      `insert into installation (id, clock, created_at) values ($1, 'virtual', now()) on conflict do nothing`,
      [randomUUID()],
    )
    const house = buildHouse({
      database,
      clock: loadedAt,
      wallClock: realClock,
      files: testFiles(),
      log: testLog,
      version: 'test',
      databaseKind: 'embedded',
      modules,
    })
    await seedReferenceRows(house)
    await loadSampleCounty(house)
    await database.pool.query(`update due_task set run_at = '2100-01-01T00:00:00Z'`)
    // Nobody comes by to do it in a database that is only cloned.
    await database.pool.query('vacuum analyze')
  } finally {
    await database.pool.end()
  }
}
