import type { ProblemBody } from '@anlan/contract/problems.ts'
import type { FastifyRequest, LightMyRequestResponse } from 'fastify'
import { type ControlledTransaction, sql } from 'kysely'
import { test as base } from 'vitest'
import { modules } from '../src/app.ts'
import { openSession } from '../src/kernel/access/sessions.ts'
import { type Clock, VirtualClock } from '../src/kernel/clock.ts'
import { connect, type DatabaseConnection, type Db, type Tables, type Tx } from '../src/kernel/database/database.ts'
import { buildHouse, type House } from '../src/kernel/house.ts'
import type { App } from '../src/kernel/http/app.ts'
import { buildServer } from '../src/kernel/http/server.ts'
import { LiveStream } from '../src/kernel/http/stream.ts'
import { kernelRoutes } from '../src/kernel/kernel-routes.ts'
import type { Module } from '../src/kernel/module.ts'
import { readPlaces } from '../src/kernel/spatial/places.ts'
import { clockRoutes, VirtualTime } from '../src/kernel/virtual-time.ts'
import { sampleId } from '../src/sample-county.ts'
import '../src/kernel/tables.ts'
import { type RouteRow, routesInto } from './route-table.ts'
import { testFiles, testLog } from './template.ts'
import { workerDatabase } from './worker-database.ts'

/** What came back from a call. `body` is parsed JSON. */
export interface Reply<T = Record<string, never>> {
  status: number
  body: T
  problem: ProblemBody
  raw: LightMyRequestResponse
}

/** The platform in a test's hand: its clock, its accounts, its HTTP. Whatever a story does is rolled back. */
export interface World {
  house: House
  app: App
  /** Every route of the interface, as Fastify knows it. */
  routes: RouteRow[]
  /** Moves the clock; everything due on the way runs. */
  at(instant: string): Promise<void>
  /** Calls the platform as an account of the sample county; null is nobody. */
  as(account: string | null): Promise<Caller>
  /** Moves the wall clock, by which sessions and sign-ins go. */
  wait(minutes: number): void
  /** Asks the database itself, as somebody with its password could. */
  query(text: string): Promise<unknown[]>
  unit(key: string): string
  /** Id of a sample account. */
  account(name: string): string
  /** Types of recorded facts, oldest first; of one matter when given. */
  facts(matterId?: string): Promise<string[]>
}

export interface Caller {
  get<T = never>(url: string): Promise<Reply<T>>
  post<T = never>(url: string, body?: object): Promise<Reply<T>>
  put<T = never>(url: string, body?: object): Promise<Reply<T>>
  patch<T = never>(url: string, body?: object): Promise<Reply<T>>
  delete<T = never>(url: string): Promise<Reply<T>>
  token: string
}

/** Real time, and what a story waited. */
class WallClock implements Clock {
  readonly virtual = false
  waited = 0
  now() {
    return new Date(Date.now() + this.waited)
  }
}

interface Stage {
  house: House
  app: App
  routes: RouteRow[]
  clock: VirtualClock
  wallClock: WallClock
  virtual: VirtualTime
  database: DatabaseConnection
  begin(): Promise<() => Promise<void>>
}

let stage: Promise<Stage> | undefined

/** One platform per worker; each story plays in a transaction of its own that never ends well. */
async function setTheStage(): Promise<Stage> {
  const database = connect((await workerDatabase()).connectionString, { max: 1 })
  const clock = new VirtualClock(new Date('2026-01-01T00:00:00Z'))
  const wallClock = new WallClock()
  const outer: { trx: ControlledTransaction<Tables> | null } = { trx: null }
  let last: Promise<unknown> = Promise.resolve()
  const kernel: Module = { name: 'kernel', routes: kernelRoutes }
  const house = buildHouse({
    database: { ...database, db: forbidden(), pool: database.pool },
    clock,
    wallClock,
    files: testFiles(),
    log: testLog,
    version: 'test',
    databaseKind: 'embedded',
    modules: [kernel, ...modules],
    // One connection and one outer transaction: units of work become savepoints, one after another.
    transaction: act => {
      const run = last.then(() => inSavepoint(outer.trx, act))
      last = run.catch(() => {})
      return run
    },
    // Until the savepoint is left; the story goes on writing.
    reading: act =>
      house.transaction(async tx => {
        await sql`set transaction read only`.execute(tx)
        return act(tx)
      }),
  })
  const virtual = new VirtualTime(house, clock)
  const routes: RouteRow[] = []
  const app = await buildServer(
    house,
    { tls: null, trustProxy: false },
    house.sessions,
    new LiveStream(house, house.sessions),
    {
      logger: false,
      more: server => {
        routesInto(server, routes)
        sayWhatBroke(server)
        clockRoutes(server, house, virtual)
      },
    },
  )
  await app.ready()
  const places = await database.db.transaction().execute(tx => readPlaces(tx))
  let placesAt = -1
  return {
    house,
    app,
    routes,
    clock,
    wallClock,
    virtual,
    database,
    begin: async () => {
      outer.trx = await database.db.startTransaction().execute()
      if (house.spatial.changes !== placesAt) await house.spatial.refill(async () => places)
      placesAt = house.spatial.changes
      return async () => {
        await virtual.idle()
        await last
        await outer.trx?.rollback().execute()
        outer.trx = null
        house.sessions.forgetAll()
        house.settings.forget()
      }
    },
  }
}

/** A reply with 500 is never what a story is about: the error behind it shows. */
function sayWhatBroke(app: App) {
  const errors = new WeakMap<FastifyRequest, Error>()
  app.addHook('onError', async (request, _reply, error) => void errors.set(request, error))
  app.addHook('onResponse', async (request, reply) => {
    const error = errors.get(request)
    if (reply.statusCode === 500) testLog.error({ route: request.routeOptions.url, error: error?.stack }, '500')
  })
}

/** A query that forgot its unit of work fails loudly. */
const forbidden = (): Db =>
  new Proxy({} as Db, {
    get: () => {
      throw new Error('a query outside a unit of work')
    },
  })

async function inSavepoint<T>(trx: ControlledTransaction<Tables> | null, act: (tx: Tx) => Promise<T>): Promise<T> {
  if (!trx) throw new Error('a unit of work outside a story')
  const inner = await trx.savepoint('work').execute()
  try {
    const result = await act(inner as unknown as Tx)
    await inner.releaseSavepoint('work').execute()
    return result
  } catch (error) {
    await inner.rollbackToSavepoint('work').execute()
    throw error
  }
}

export const test = base.extend<{ world: World }>({
  // biome-ignore lint/correctness/noEmptyPattern: Vitest reads the fixture's needs from this pattern
  world: async ({}, use) => {
    stage ??= setTheStage()
    const { house, app, routes, clock, wallClock, virtual, begin } = await stage
    clock.moveTo(new Date('2026-01-01T00:00:00Z'))
    wallClock.waited = 0
    const end = await begin()
    const tokens = new Map<string, string>()
    await use({
      house,
      app,
      routes,
      at: instant => virtual.moveTo(new Date(instant)),
      wait: minutes => {
        wallClock.waited += minutes * 60_000
      },
      query: async text => (await house.transaction(tx => sql.raw(text).execute(tx))).rows,
      unit: key => sampleId('unit', key),
      account: name => sampleId('account', name),
      facts: async matterId =>
        (
          await house.transaction(tx =>
            tx
              .selectFrom('fact')
              .select('type')
              .$if(matterId !== undefined, query => query.where('matter_id', '=', matterId ?? ''))
              .orderBy('position')
              .execute(),
          )
        ).map(row => row.type),
      as: async account => {
        const token = account ? (tokens.get(account) ?? (await signedIn(house, account))) : ''
        if (account) tokens.set(account, token)
        return caller(app, virtual, token)
      },
    })
    await end()
  },
})

async function signedIn(house: House, account: string): Promise<string> {
  const { token } = await openSession(house, sampleId('account', account), ['duty_officer'])
  return token
}

function caller(app: App, virtual: VirtualTime, token: string): Caller {
  const call = async (method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE', url: string, body?: object) => {
    const raw = await app.inject({
      method,
      url,
      headers: token ? { authorization: `Bearer ${token}` } : {},
      ...(body !== undefined && { payload: body }),
    })
    await virtual.idle()
    const parsed = /json/.test(String(raw.headers['content-type'])) ? raw.json() : undefined
    return { status: raw.statusCode, body: parsed as never, problem: parsed as ProblemBody, raw }
  }
  return {
    token,
    get: url => call('GET', url),
    post: (url, body = {}) => call('POST', url, body),
    put: (url, body = {}) => call('PUT', url, body),
    patch: (url, body = {}) => call('PATCH', url, body),
    delete: url => call('DELETE', url),
  }
}
