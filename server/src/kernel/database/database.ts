import {
  type DatabaseConnection as Connection,
  Kysely,
  PostgresDialect,
  PostgresDriver,
  type Transaction,
  type TransactionSettings,
} from 'kysely'
import pg from 'pg'

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

// Texts with lists of varying length are many; beyond so many the rest goes unprepared.
const mostNames = 400
let names = new Map<string, string>()
let generation = 0

/**
 * Lets a connection prepare each statement once under a name: planning costs PostgreSQL more than running most of ours. A change of the schema by
 * another node makes old plans useless (0A000); then all names are given anew, and the unit of work is tried again.
 */
function prepareByName(client: pg.PoolClient) {
  const plain = client.query.bind(client) as (query: unknown, ...rest: unknown[]) => unknown
  const prepared = (query: unknown, ...rest: unknown[]): unknown => {
    const [values] = rest
    const name = typeof query === 'string' && Array.isArray(values) && rest.length === 1 ? nameOf(query) : undefined
    if (name === undefined) return plain(query, ...rest)
    return (plain({ name, text: query, values }) as Promise<unknown>).catch((error: { code?: string }) => {
      if (error.code === '0A000') {
        generation++
        names = new Map()
      }
      throw error
    })
  }
  client.query = prepared as typeof client.query
}

function nameOf(text: string): string | undefined {
  const known = names.get(text)
  if (known !== undefined || names.size >= mostNames) return known
  const name = `anlan-${generation}-${names.size}`
  names.set(text, name)
  return name
}

/**
 * A transaction that only reads does not wait for its `begin` and `commit`: they travel with its statements. Were one of them to fail, nothing
 * would be lost. One that writes waits for both.
 */
class Driver extends PostgresDriver {
  readonly #reading = new WeakSet<Connection>()

  override async beginTransaction(connection: Connection, settings: TransactionSettings) {
    const begun = super.beginTransaction(connection, settings)
    if (settings.accessMode !== 'read only') return begun
    this.#reading.add(connection)
    begun.catch(() => {})
  }

  override async commitTransaction(connection: Connection) {
    const ended = super.commitTransaction(connection)
    if (!this.#reading.delete(connection)) return ended
    ended.catch(() => {})
  }

  override async rollbackTransaction(connection: Connection) {
    this.#reading.delete(connection)
    await super.rollbackTransaction(connection)
  }
}

class Dialect extends PostgresDialect {
  readonly #pool: pg.Pool

  constructor(pool: pg.Pool) {
    super({ pool })
    this.#pool = pool
  }

  override createDriver() {
    return new Driver({ pool: this.#pool })
  }
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
  pool.on('connect', client => prepareByName(client))
  return { pool, db: new Kysely<Tables>({ dialect: new Dialect(pool) }) }
}
