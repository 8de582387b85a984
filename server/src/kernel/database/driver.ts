import {
  type CompiledQuery,
  type DatabaseConnection,
  type Driver,
  PostgresDialect,
  type QueryResult,
  type TransactionSettings,
} from 'kysely'
import type pg from 'pg'

/**
 * Opens a statement that is the last of its transaction: the commit travels right behind it, so that the locks it takes are held for as long as the
 * disk takes, and no longer. If the statement fails, that commit undoes everything.
 */
export const lastStatement = '/* last */ '

// Texts with lists of varying length are many; beyond so many the rest goes unprepared.
const mostNames = 400
let names = new Map<string, string>()
let generation = 0

function nameOf(text: string): string | undefined {
  const known = names.get(text)
  if (known !== undefined || names.size >= mostNames) return known
  const name = `anlan-${generation}-${names.size}`
  names.set(text, name)
  return name
}

/**
 * Statements of a connection, each prepared once under a name: planning costs PostgreSQL more than running most of ours. The pool's
 * clients pipeline, so what need not be waited for is not.
 */
class Connection implements DatabaseConnection {
  readonly client: pg.PoolClient
  isReading = false
  savepoints = 0
  /** The commit that travels behind the last statement. */
  commit: Promise<unknown> | null = null

  constructor(client: pg.PoolClient) {
    this.client = client
  }

  async executeQuery<R>({ sql, parameters }: CompiledQuery): Promise<QueryResult<R>> {
    const { command, rowCount, rows } = await (sql.startsWith(lastStatement) && this.savepoints === 0
      ? this.#sendWithCommit(sql, parameters)
      : this.send(sql, parameters))
    const changes = command === 'INSERT' || command === 'UPDATE' || command === 'DELETE' || command === 'MERGE'
    return { ...(changes && { numAffectedRows: BigInt(rowCount ?? 0) }), rows: (rows ?? []) as R[] }
  }

  /** Sends a statement; without values it is sent as it stands. */
  async send(text: string, values: readonly unknown[] = []): Promise<pg.QueryResult> {
    const name = values.length ? nameOf(text) : undefined
    try {
      return await this.client.query({ text, values: values as unknown[], ...(name && { name }) })
    } catch (error) {
      // Another node changed the schema: old plans are useless; all names are given anew, and the unit of work is tried again.
      if ((error as { code?: string }).code === '0A000') {
        generation++
        names = new Map()
      }
      throw error
    }
  }

  #sendWithCommit(text: string, values: readonly unknown[]) {
    const sent = this.inOneWrite(() => {
      const last = this.send(text, values)
      this.commit = this.send('commit')
      return last
    })
    this.commit?.catch(() => {})
    return sent
  }

  /** Every write is a system call, and wakes PostgreSQL. */
  inOneWrite<T>(act: () => T): T {
    const { stream } = (this.client as unknown as { connection: { stream: NodeJS.WritableStream & Corked } }).connection
    stream.cork()
    // After what follows without waiting: a first statement travels with its `begin`.
    process.nextTick(() => stream.uncork())
    return act()
  }

  // biome-ignore lint/correctness/useYield: the interface asks for it, nobody here streams
  async *streamQuery(): AsyncIterableIterator<never> {
    throw new Error('statements are not streamed')
  }
}

interface Corked {
  cork(): void
  uncork(): void
}

/**
 * Transactions over a pool whose clients pipeline. One that only reads does not wait for its `begin` and `commit`: were one of them to
 * fail, nothing would be lost. One that writes waits for both.
 */
class PipeliningDriver implements Driver {
  readonly #pool: pg.Pool
  readonly #connections = new WeakMap<pg.PoolClient, Connection>()

  constructor(pool: pg.Pool) {
    this.#pool = pool
  }

  async init() {}

  async acquireConnection(): Promise<Connection> {
    const client = await this.#pool.connect()
    const connection = this.#connections.get(client) ?? new Connection(client)
    this.#connections.set(client, connection)
    return connection
  }

  async beginTransaction(connection: Connection, { isolationLevel, accessMode }: TransactionSettings) {
    const words = ['start transaction', isolationLevel && `isolation level ${isolationLevel}`, accessMode]
    const begin = words.filter(Boolean).join(' ')
    connection.isReading = accessMode === 'read only'
    connection.savepoints = 0
    connection.commit = null
    if (!connection.isReading) return void (await connection.send(begin))
    connection.inOneWrite(() => connection.send(begin)).catch(() => {})
  }

  async commitTransaction(connection: Connection) {
    if (connection.commit) return void (await connection.commit)
    const ended = connection.send('commit')
    if (connection.isReading) ended.catch(() => {})
    else await ended
  }

  async rollbackTransaction(connection: Connection) {
    // After a last statement that failed its own commit has undone everything.
    const undone = connection.commit ?? connection.send('rollback')
    if (connection.commit || connection.isReading) undone.catch(() => {})
    else await undone
  }

  // Neither fails but where the transaction has failed already, and then so does the next statement: they travel with it.
  async savepoint(connection: Connection, name: string) {
    connection.savepoints++
    connection.inOneWrite(() => connection.send(`savepoint "${name}"`)).catch(() => {})
  }

  async rollbackToSavepoint(connection: Connection, name: string) {
    await connection.send(`rollback to savepoint "${name}"`)
  }

  async releaseSavepoint(connection: Connection, name: string) {
    connection.inOneWrite(() => connection.send(`release savepoint "${name}"`)).catch(() => {})
  }

  async releaseConnection(connection: Connection) {
    connection.client.release()
  }

  async destroy() {
    await this.#pool.end()
  }
}

export class PipeliningDialect extends PostgresDialect {
  readonly #pool: pg.Pool

  constructor(pool: pg.Pool) {
    super({ pool })
    this.#pool = pool
  }

  override createDriver() {
    return new PipeliningDriver(this.#pool)
  }
}
