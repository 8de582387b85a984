import type { FastifyReply, FastifyRequest } from 'fastify'
import { sql } from 'kysely'
import { type Reach, reachFor, unitsInReach } from '../access/reach.ts'
import type { Sessions } from '../access/sessions.ts'
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
  token: () => Promise<boolean>
  units: Set<string>
}

const catchUpAtMost = 5_000
const heartbeatMs = 15_000

const idOf = (fact: Position | StreamedFact) =>
  'transaction' in fact ? `${fact.transaction}-${fact.position}` : `${fact.transaction_id}-${fact.position}`

function positionFrom(header: unknown): Position | null {
  const match = /^(\d{1,20})-(\d{1,19})$/.exec(typeof header === 'string' ? header : '')
  return match?.[1] && match[2] ? { transaction: match[1], position: match[2] } : null
}

/**
 * The live stream (server-sent events). Facts are read from the table by transaction id below the oldest transaction still running, so none is
 * skipped and none told twice, on any node; a reader that comes back says where it was. Each reader hears what lies within its reach.
 */
export class LiveStream {
  #house: House
  #sessions: Sessions
  #clients = new Set<Client>()
  #at: Position | null = null
  #busy: Promise<void> | null = null
  #again = false
  #timers: NodeJS.Timeout[] = []

  constructor(house: House, sessions: Sessions) {
    this.#house = house
    this.#sessions = sessions
  }

  start() {
    const before = this.#house.wake.facts
    this.#house.wake.facts = () => {
      before()
      this.#poke()
    }
    this.#timers = [setInterval(() => this.#poke(), 500), setInterval(() => this.#beat(), heartbeatMs)]
    const stopListening = this.#sessions.onRevoked(accountId => void this.#recheck(accountId))
    return async () => {
      stopListening()
      for (const timer of this.#timers) clearInterval(timer)
      for (const client of this.#clients) client.reply.raw.end()
      this.#clients.clear()
      await this.#busy
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
    raw.writeHead(200, {
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-store',
      'x-accel-buffering': 'no',
      ...(reply.getHeaders() as Record<string, string>),
    })
    raw.write('retry: 2000\n\n')
    const { session } = request
    const client: Client = {
      reply,
      accountId: request.actor.accountId ?? '',
      units,
      token: async () => session !== null && (await this.#sessions.find(tokenOf(request))) !== null,
    }
    // Catch up first, then join: what comes in between is read again from where this reader stands.
    const now = await this.#caughtUp()
    if (from) await this.#replay(client, from, now)
    else raw.write(`id: ${idOf(now)}\nevent: ready\ndata: {}\n\n`)
    this.#clients.add(client)
    raw.on('close', () => this.#clients.delete(client))
  }

  async #unitsOf(request: FastifyRequest): Promise<Set<string>> {
    const reach: Reach | null = reachFor(request.actor, 'event.read')
    if (!reach) return new Set()
    const { rows } = await this.#house.transaction(tx =>
      sql<{ id: string }>`select u as id from ${unitsInReach({ reach })} as t(u)`.execute(tx),
    )
    return new Set(rows.map(row => row.id))
  }

  /** Brings all readers to the present and says where that is. */
  async #caughtUp(): Promise<Position> {
    await this.#poll()
    return this.#at ?? { transaction: '0', position: '0' }
  }

  async #replay(client: Client, from: Position, to: Position) {
    const facts = await this.#read(from, catchUpAtMost + 1, to)
    if (facts.length > catchUpAtMost) client.reply.raw.write(`id: ${idOf(to)}\nevent: reset\ndata: {}\n\n`)
    else await this.#tell(facts, [client])
  }

  #poke() {
    if (this.#busy) {
      this.#again = true
      return
    }
    this.#busy = (async () => {
      do {
        this.#again = false
        await this.#poll()
      } while (this.#again)
    })()
      .catch(error => this.#house.log.warn({ error: (error as Error).message }, 'the live stream paused'))
      .finally(() => {
        this.#busy = null
      })
  }

  async #poll() {
    if (!this.#at) {
      this.#at = await this.#present()
      return
    }
    const facts = await this.#read(this.#at, 1000)
    const last = facts.at(-1)
    if (!last) return
    this.#at = { transaction: last.transaction_id, position: last.position }
    await this.#tell(facts, [...this.#clients])
    if (facts.length === 1000) this.#again = true
  }

  async #present(): Promise<Position> {
    const { rows } = await this.#house.transaction(tx =>
      sql<Position>`select transaction_id::text as transaction, position::text as position from fact
        where transaction_id < pg_snapshot_xmin(pg_current_snapshot()) order by transaction_id desc, position desc limit 1`.execute(
        tx,
      ),
    )
    return rows[0] ?? { transaction: '0', position: '0' }
  }

  async #read(from: Position, limit: number, to?: Position): Promise<StreamedFact[]> {
    const upTo = to ? sql`and (transaction_id, position) <= (${to.transaction}::xid8, ${to.position}::bigint)` : sql``
    const { rows } = await this.#house.transaction(tx =>
      sql<StreamedFact>`select transaction_id::text, position::text, type, subject_id, matter_id, chain_id, recorded_at from fact
        where (transaction_id, position) > (${from.transaction}::xid8, ${from.position}::bigint)
          and transaction_id < pg_snapshot_xmin(pg_current_snapshot()) ${upTo}
        order by transaction_id, position limit ${limit}`.execute(tx),
    )
    return rows
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
      const text = `id: ${idOf(fact)}\nevent: fact\ndata: ${JSON.stringify(data)}\n\n`
      for (const client of clients)
        if ([...concerned].some(unit => client.units.has(unit))) client.reply.raw.write(text)
    }
  }

  #beat() {
    for (const client of this.#clients) client.reply.raw.write(': 在线\n\n')
  }

  async #recheck(accountId: string) {
    for (const client of this.#clients)
      if (client.accountId === accountId && !(await client.token())) {
        client.reply.raw.end()
        this.#clients.delete(client)
      }
  }
}

/** The session token of a request: bearer for programs, cookie for browsers. */
export function tokenOf(request: FastifyRequest): string {
  const header = request.headers.authorization
  if (header?.startsWith('Bearer ')) return header.slice(7).trim()
  return request.cookies['anlan_session'] ?? ''
}
