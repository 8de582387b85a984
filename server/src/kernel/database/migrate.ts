import { createHash } from 'node:crypto'
import pg from 'pg'

/** A forward-only step of the schema. `id` starts with a date so that steps of different modules have one order. */
export interface Migration {
  id: string
  sql: string
}

const lockKey = 7_215_001

export const createMigrationTable = `create table if not exists schema_migration (
  id text primary key, checksum text not null, applied_at timestamptz not null default now())`

export const checksumOf = (step: Migration): string => createHash('sha256').update(step.sql).digest('hex')

/**
 * Runs what has not run yet, in the order of ids, each in its own transaction. Safe when two nodes start at once: the second waits
 * for the first. A step that was changed after it ran stops the start.
 */
export async function migrate(connectionString: string, migrations: Migration[]): Promise<string[]> {
  const client = new pg.Client({ connectionString })
  // A connection cut between two queries fails the next one; unheard, it would end the process.
  client.on('error', () => {})
  await client.connect()
  try {
    await client.query('select pg_advisory_lock($1)', [lockKey])
    await client.query(createMigrationTable)
    const { rows } = await client.query<{ id: string; checksum: string }>('select id, checksum from schema_migration')
    const applied = new Map(rows.map(row => [row.id, row.checksum]))
    const ran: string[] = []
    for (const step of [...migrations].sort((a, b) => (a.id < b.id ? -1 : 1))) {
      const checksum = checksumOf(step)
      const before = applied.get(step.id)
      if (before === checksum) continue
      if (before) throw new Error(`数据库结构步骤 ${step.id} 在执行后被改动，拒绝启动`)
      await applyOne(client, step, checksum)
      ran.push(step.id)
    }
    return ran
  } finally {
    await client.end()
  }
}

async function applyOne(client: pg.Client, step: Migration, checksum: string) {
  await client.query('begin')
  try {
    await client.query(step.sql)
    await client.query('insert into schema_migration (id, checksum) values ($1, $2)', [step.id, checksum])
    await client.query('commit')
  } catch (error) {
    await client.query('rollback')
    throw new Error(`数据库结构步骤 ${step.id} 失败：${(error as Error).message}`, { cause: error })
  }
}
