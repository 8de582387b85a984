import type { FastifyReply, FastifyRequest } from 'fastify'
import { sql } from 'kysely'
import { type Reach, reachFor, unitsInReach } from '../access/reach.ts'
import type { Sessions } from '../access/sessions.ts'
import type { Tx } from '../database/database.ts'
import type { House } from '../house.ts'
import type { App } from './app.ts'

/** Where a reader stands: facts are told in the order in which their transactions can no longer be overtaken. */
interface Position {
  transaction: string
  position: string
}

interface StreamedFact {
  transaction_id: string
  position: string
  type: string
  subject_id: string
  matter_id: string | null
  chain_id: string
  recorded_at: Date
}

interface Client {
  reply: FastifyReply
  accountId: string
  signedInUntil: Date
  isSignedIn: () => Promise<boolean>
  units: Set<string>
}

const readAtMost = 1_000
const catchUpAtMost = 5_000
const heartbeatMs = 15_000
// A reader that does not keep up is cut off; it comes back and says where it was.
const longestBacklogBytes = 1024 * 1024

const idOf = (at: Position) => `${at.transaction}-${at.position}`
const placeOf = (fact: StreamedFact): Position => ({ transaction: fact.transaction_id, position: fact.position })
const isAfter = (a: Position, b: Position) =>
  BigInt(a.transaction) === BigInt(b.transaction)
    ? BigInt(a.position) > BigInt(b.position)
    : BigInt(a.transaction) > BigInt(b.transaction)

const greatest = { transaction: 2n ** 64n - 1n, position: 2n ** 63n - 1n }

function positionFrom(header: unknown): Position | null {
  const match = /^(\d{1,20})-(\d{1,19})$/.exec(typeof header === 'string' ? header : '')
  if (!match?.[1] || !match[2]) return null
  if (BigInt(match[1]) > greatest.transaction || BigInt(match[2]) > greatest.position) return null
  return { transaction: match[1], position: match[2] }
}

/**
 * The live stream (server-sent events). Facts are read from the table by transaction id below the oldest transaction of this database that
 * is still running, so none is skipped and none told twice, on any node; a reader that comes back says where it was. Each reader hears what
 * lies within its reach.
 */
export class LiveStream {
  #house: House
  #sessions: Sessions
  #clients = new Set<Client>()
  #at: Position | null = null
  /** One look at a time: a reader joins between two of them and so neither misses nor hears twice. */
  #last: Promise<unknown> = Promise.resolve()
  #waiting = false
  #timers: NodeJS.Timeout[] = []

  constructor(house: House, sessions: Sessions) {
    this.#house = house
    this.#sessions = sessions
  }

  /** How many readers there are now. */
  get readers(): number {
    return this.#clients.size
  }

  start() {
    const before = this.#house.wake.facts
    this.#house.wake.facts = deliveries => {
      before(deliveries)
      this.#poke()
    }
    this.#timers = [setInterval(() => this.#poke(), 500), setInterval(() => this.#beat(), heartbeatMs)]
    const stopListening = this.#sessions.onRevoked(accountId => this.#endStreamsOf(accountId))
    return async () => {
      stopListening()
      for (const timer of this.#timers) clearInterval(timer)
      for (const client of this.#clients) client.reply.raw.end()
      this.#clients.clear()
      await this.#last
    }
  }

  routes(app: App) {
    app.get('/api/stream', { config: { permission: 'signed-in' } }, async (request, reply) => {
      await this.#open(request, reply)
    })
  }

  async #open(request: FastifyRequest, reply: FastifyReply) {
    const from = positionFrom(request.headers['last-event-id'])
    const units = await this.#unitsOf(request)
    reply.hijack()
    const raw = reply.raw
    const client: Client = {
      reply,
      accountId: request.actor.accountId ?? '',
      units,
      signedInUntil: request.session?.expiresAt ?? this.#house.wallClock.now(),
      isSignedIn: async () => (await this.#sessions.find(tokenOf(request))) !== null,
    }
    raw.on('close', () => this.#clients.delete(client))
    raw.writeHead(200, {
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-store',
      'x-accel-buffering': 'no',
      ...(reply.getHeaders() as Record<string, string>),
    })
    raw.write('retry: 2000\n\n')
    await this.#alone(() => this.#join(client, from)).catch(error => {
      this.#house.log.warn({ error: (error as Error).message }, 'a reader of the live stream was turned away')
      raw.destroy()
    })
  }

  /** Tells a new reader what it missed, and from here on everything. */
  async #join(client: Client, from: Position | null) {
    if (this.#clients.size === 0) this.#at = await this.#present()
    while (await this.#poll()) {
      // until the present: where this reader was told to have been, another node may have been already
    }
    const now = this.#at ?? { transaction: '0', position: '0' }
    const write = (event: string) => client.reply.raw.write(`id: ${idOf(now)}\nevent: ${event}\ndata: {}\n\n`)
    if (!from) write('ready')
    // From another store, or from before this one was restored: it has to read everything anew.
    else if (isAfter(from, now)) write('reset')
    else await this.#replay(client, from, now)
    if (client.reply.raw.destroyed) return
    this.#clients.add(client)
    client.reply.raw.write(': 在线\n\n')
    // A revocation may have come after the door was passed and before this reader stood in the list.
    if (await client.isSignedIn()) return
    this.#clients.delete(client)
    client.reply.raw.end()
  }

  async #unitsOf(request: FastifyRequest): Promise<Set<string>> {
    const reach: Reach | null = reachFor(request.actor, 'event.read')
    if (!reach) return new Set()
    const { rows } = await this.#house.transaction(tx =>
      sql<{ id: string }>`select u as id from ${unitsInReach({ reach })} as t(u)`.execute(tx),
    )
    return new Set(rows.map(row => row.id))
  }

  async #replay(client: Client, from: Position, to: Position) {
    const facts = await this.#read(from, catchUpAtMost + 1, to)
    if (facts.length > catchUpAtMost) client.reply.raw.write(`id: ${idOf(to)}\nevent: reset\ndata: {}\n\n`)
    else await this.#tell(facts, [client])
  }

  #alone<T>(act: () => Promise<T>): Promise<T> {
    const run = this.#last.then(act)
    this.#last = run.catch(() => {})
    return run
  }

  #poke() {
    // Nobody listens: whoever comes first starts from the present.
    if (this.#waiting || this.#clients.size === 0) return
    this.#waiting = true
    this.#alone(() => {
      this.#waiting = false
      return this.#poll()
    })
      .then(more => more && this.#poke())
      .catch(error => this.#house.log.warn({ error: (error as Error).message }, 'the live stream paused'))
  }

  /** Tells what is new to all readers; true when there may be more. */
  async #poll(): Promise<boolean> {
    if (!this.#at) {
      this.#at = await this.#present()
      return false
    }
    const facts = await this.#read(this.#at, readAtMost)
    const last = facts.at(-1)
    if (!last) return false
    await this.#tell(facts, [...this.#clients])
    this.#at = placeOf(last)
    return facts.length === readAtMost
  }

  async #present(): Promise<Position> {
    return this.#house.transaction(async tx => {
      const { rows } =
        await sql<Position>`select transaction_id::text as transaction, position::text as position from fact
        where transaction_id < ${await horizon(tx)}::xid8 order by fact.transaction_id desc, fact.position desc limit 1`.execute(
          tx,
        )
      return rows[0] ?? { transaction: '0', position: '0' }
    })
  }

  async #read(from: Position, limit: number, to?: Position): Promise<StreamedFact[]> {
    const upTo = to ? sql`and (transaction_id, position) <= (${to.transaction}::xid8, ${to.position}::bigint)` : sql``
    return this.#house.transaction(async tx => {
      const { rows } =
        await sql<StreamedFact>`select transaction_id::text, position::text, type, subject_id, matter_id, chain_id, recorded_at from fact
        where (transaction_id, position) > (${from.transaction}::xid8, ${from.position}::bigint)
          and transaction_id < ${await horizon(tx)}::xid8 ${upTo}
        order by fact.transaction_id, fact.position limit ${limit}`.execute(tx)
      return rows
    })
  }

  async #tell(facts: StreamedFact[], clients: Client[]) {
    if (clients.length === 0) return
    const matters = [...new Set(facts.flatMap(fact => (fact.matter_id ? [fact.matter_id] : [])))]
    const parties = matters.length
      ? await this.#house.transaction(tx =>
          tx.selectFrom('matter_party').select(['matter_id', 'unit_id']).where('matter_id', 'in', matters).execute(),
        )
      : []
    for (const fact of facts) {
      const concerned = new Set([
        fact.chain_id,
        ...parties.filter(party => party.matter_id === fact.matter_id).map(party => party.unit_id),
      ])
      // Ids and kinds only: whoever is told asks for the record through the front door.
      const data = {
        position: fact.position,
        type: fact.type,
        subjectId: fact.subject_id,
        matterId: fact.matter_id,
        unitId: fact.chain_id,
        at: fact.recorded_at.toISOString(),
      }
      const text = `id: ${idOf(placeOf(fact))}\nevent: fact\ndata: ${JSON.stringify(data)}\n\n`
      for (const client of clients)
        if ([...concerned].some(unit => client.units.has(unit))) client.reply.raw.write(text)
    }
  }

  #beat() {
    const now = this.#house.wallClock.now()
    for (const client of this.#clients)
      if (client.reply.raw.writableLength > longestBacklogBytes) client.reply.raw.destroy()
      else if (client.signedInUntil <= now) client.reply.raw.end()
      else client.reply.raw.write(': 在线\n\n')
  }

  /** The account's sessions or roles changed (null: anybody's may have): whoever is still signed in comes back at once, with the reach of today. */
  #endStreamsOf(accountId: string | null) {
    for (const client of this.#clients)
      if (accountId === null || client.accountId === accountId) {
        this.#clients.delete(client)
        client.reply.raw.end()
      }
  }
}

/**
 * The first transaction id of which it is not yet certain that it has ended. Only this database's transactions count: a long one in another
 * database of the same server holds nobody up. Asked in a statement of its own, before the one that reads below it.
 */
async function horizon(tx: Tx): Promise<string> {
  const { rows } = await sql<{ horizon: string }>`
    select coalesce(min(x), pg_snapshot_xmax(pg_current_snapshot()))::text as horizon
    from pg_snapshot_xip(pg_current_snapshot()) x
    where (x::text::numeric % 4294967296)::text::xid in
      (select backend_xid from pg_stat_activity where datname = current_database() and backend_xid is not null)`.execute(
    tx,
  )
  return rows[0]?.horizon ?? '0'
}

/** The session token of a request: bearer for programs, cookie for browsers. */
export function tokenOf(request: FastifyRequest): string {
  const header = request.headers.authorization
  if (header?.startsWith('Bearer ')) return header.slice(7).trim()
  return request.cookies['anlan_session'] ?? ''
}
