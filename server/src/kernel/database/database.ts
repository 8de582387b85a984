import { Kysely, type Transaction } from 'kysely'
import pg from 'pg'
import { PipeliningDialect } from './driver.ts'

/** Every table, declared by the module that owns it (`declare module`). */
// biome-ignore lint/suspicious/noEmptyInterface: modules add their tables by declaration merging
export interface Tables {}
export type Db = Kysely<Tables>
export type Tx = Transaction<Tables>

const { builtins } = pg.types
const parsers: Partial<Record<number, (text: string) => unknown>> = {
  // Counts and positions stay far below 2^53; figures are entered as JSON numbers and fit a double.
  [builtins.INT8]: Number,
  [builtins.NUMERIC]: Number,
  // A calendar day is text all the way: turning it into an instant would move it by the time zone.
  [builtins.DATE]: text => text,
}

export interface DatabaseConnection {
  pool: pg.Pool
  db: Db
}

/** Opens the pool. On a small server connections are few, so units of work are short. */
export function connect(connectionString: string, options: { max?: number } = {}): DatabaseConnection {
  const pool = new pg.Pool({
    connectionString,
    max: options.max ?? 10,
    connectionTimeoutMillis: 5_000,
    idle_in_transaction_session_timeout: 30_000,
    statement_timeout: 60_000,
    pipeline: true,
    types: { getTypeParser: (id, format) => parsers[id] ?? pg.types.getTypeParser(id, format) } as pg.CustomTypesConfig,
  })
  // An idle connection cut by the server says so here; unheard, it would end the process.
  pool.on('error', () => {})
  // One cut while a unit of work holds it fails that unit's next query, which is enough; unheard, it too would end the process.
  pool.on('connect', client => client.on('error', () => {}))
  return { pool, db: new Kysely<Tables>({ dialect: new PipeliningDialect(pool) }) }
}
