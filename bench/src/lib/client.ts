import { createHash, randomBytes } from 'node:crypto'
import { connect, type Socket } from 'node:net'
import type pg from 'pg'
import type { Slice } from './interleave.ts'

/** A reply as far as programs look at it. */
export interface Reply {
  status: number
  headers: Headers
  text: string
}

export const samplePassword = 'Anlan@2026'

/** One call, with as much comfort as a script wants; not for measuring speed. Throws when the connection fails. */
export async function call(
  base: string,
  method: string,
  path: string,
  options: { token?: string; body?: unknown; timeoutMs?: number } = {},
): Promise<Reply> {
  const response = await fetch(base + path, {
    method,
    headers: {
      ...(options.token && { authorization: `Bearer ${options.token}` }),
      ...(options.body !== undefined && { 'content-type': 'application/json' }),
    },
    ...(options.body !== undefined && { body: JSON.stringify(options.body) }),
    signal: AbortSignal.timeout(options.timeoutMs ?? 15_000),
  })
  return { status: response.status, headers: response.headers, text: await response.text() }
}

/** A call that has to succeed. */
export async function callOk<T>(
  base: string,
  method: string,
  path: string,
  options: { token?: string; body?: unknown } = {},
) {
  const reply = await call(base, method, path, options)
  if (reply.status >= 300) throw new Error(`${method} ${path}: ${reply.status} ${reply.text.slice(0, 500)}`)
  return JSON.parse(reply.text) as T
}

export interface SignedIn {
  token: string
  accountId: string
  unitId: string
  areaCode: string
}

export const signIn = (base: string, account: string) =>
  callOk<SignedIn>(base, 'POST', '/api/session', { body: { account, password: samplePassword } })

/**
 * Opens sessions straight in the store: signing in is slow on purpose, and one session may ask only some thousand times a minute. They are
 * like those of the front door in every respect.
 */
export async function openSessions(pool: pg.Pool, accountId: string, count: number): Promise<string[]> {
  const tokens = Array.from({ length: count }, () => randomBytes(32).toString('base64url'))
  const now = new Date()
  await pool.query(
    `insert into session (token_hash, account_id, created_at, last_seen_at, expires_at, idle_minutes)
     select unnest($1::bytea[]), $2, $3, $3, $4, 600`,
    [
      tokens.map(token => createHash('sha256').update(token).digest()),
      accountId,
      now,
      new Date(now.getTime() + 8 * 3_600_000),
    ],
  )
  return tokens
}

/** A request as bytes on the wire. */
export function requestBytes(method: string, path: string, token: string, body?: string): Buffer {
  const content =
    body === undefined ? '' : `content-type: application/json\r\ncontent-length: ${Buffer.byteLength(body)}\r\n`
  return Buffer.from(
    `${method} ${path} HTTP/1.1\r\nhost: bench\r\nauthorization: Bearer ${token}\r\n${content}\r\n${body ?? ''}`,
  )
}

/** A keep-alive connection that does one request at a time and costs next to nothing, since the client shares the cores with the server. */
export class Line {
  #socket: Socket
  #buffered: Buffer = Buffer.alloc(0)
  #waiting: { resolve(reply: { status: number; body: Buffer }): void; reject(error: Error): void } | null = null

  private constructor(socket: Socket) {
    this.#socket = socket
    socket.setNoDelay(true)
    socket.on('data', chunk => this.#take(chunk))
    const fail = (error?: Error) => this.#waiting?.reject(error ?? new Error('the server closed the connection'))
    socket.on('error', fail)
    socket.on('close', () => fail())
  }

  static async open(url: string): Promise<Line> {
    const { hostname, port } = new URL(url)
    const socket = connect({ host: hostname, port: Number(port) })
    await new Promise<void>((resolve, reject) => {
      socket.once('connect', resolve)
      socket.once('error', reject)
    })
    return new Line(socket)
  }

  ask(request: Buffer): Promise<{ status: number; body: Buffer }> {
    return new Promise((resolve, reject) => {
      this.#waiting = { resolve, reject }
      this.#socket.write(request)
    })
  }

  close() {
    this.#waiting = null
    this.#socket.destroy()
  }

  #take(chunk: Buffer) {
    this.#buffered = this.#buffered.length ? Buffer.concat([this.#buffered, chunk]) : chunk
    const headEnd = this.#buffered.indexOf('\r\n\r\n')
    if (headEnd < 0) return
    const head = this.#buffered.toString('latin1', 0, headEnd)
    const length = /\r\ncontent-length: *(\d+)/i.exec(head)?.[1]
    if (length === undefined) {
      this.#waiting?.reject(new Error(`a reply without a length: ${head}`))
      return
    }
    const end = headEnd + 4 + Number(length)
    if (this.#buffered.length < end) return
    const reply = { status: Number(head.slice(9, 12)), body: this.#buffered.subarray(headEnd + 4, end) }
    this.#buffered = this.#buffered.subarray(end)
    const { resolve } = this.#waiting ?? { resolve: () => {} }
    this.#waiting = null
    resolve(reply)
  }
}

export interface Load {
  url: string
  connections: number
  seconds: number
  /** The next request; null when there is nothing left to ask. */
  next(): Buffer | null
  expect: number
  /** Makes a reading of CPU time; asked again at the end, it says what was used since, by role. */
  cpu(): () => Record<string, number>
}

/** Keeps `connections` requests under way for `seconds`. Any other status than the expected one fails the run: refusals are fast. */
export async function putUnderLoad(load: Load): Promise<Slice> {
  const lines = await Promise.all(Array.from({ length: load.connections }, () => Line.open(load.url)))
  const latenciesMs: number[] = []
  const cpuUsed = load.cpu()
  const startedAt = performance.now()
  const endsAt = startedAt + load.seconds * 1000
  let lastAt = startedAt
  await Promise.all(
    lines.map(async line => {
      while (performance.now() < endsAt) {
        const request = load.next()
        if (!request) return
        const askedAt = performance.now()
        const { status, body } = await line.ask(request)
        lastAt = performance.now()
        if (status !== load.expect)
          throw new Error(`${status} instead of ${load.expect}: ${body.toString().slice(0, 500)}`)
        latenciesMs.push(lastAt - askedAt)
      }
    }),
  )
  const cpuMs = cpuUsed()
  for (const line of lines) line.close()
  return {
    operations: latenciesMs.length,
    seconds: (lastAt - startedAt) / 1000,
    latenciesMs,
    cpuMs,
  }
}
