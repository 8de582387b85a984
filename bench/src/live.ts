import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import type pg from 'pg'
import { callOk, openSessions, type SignedIn, signIn } from './lib/client.ts'
import { assertDurable, openPool, startDatabase } from './lib/databases.ts'
import { figuresOf, interleave, latencyRatio, type Slice } from './lib/interleave.ts'
import {
  buildFloor,
  freezeServer,
  makeScratch,
  measureCpu,
  type RunningServer,
  residentMiBOf,
  startServer,
} from './lib/processes.ts'
import { percentile, round } from './lib/statistics.ts'
import { Reader } from './live/reader.ts'
import type { BenchOptions, BenchResult } from './main.ts'

const restBetweenMs = 150
const arrivalLimitMs = 20_000

/** A write whose event is known on arrival by the id that the writer chose, and the moment of its commit by PostgreSQL's own clock. */
interface Source {
  write(id: string): Promise<unknown>
  committedAt(id: string): Promise<number>
}

/**
 * G9: from the commit of a fact to each screen that may see it, against a bare broadcaster of events as long; then all screens lose their
 * connection while more is written, and come back saying where they were: none may miss one or hear one twice.
 */
export async function benchLive({ quick }: BenchOptions): Promise<BenchResult> {
  const screens = quick ? 300 : 2_000
  const database = await startDatabase(makeScratch(), 'data', { extraSettings: { track_commit_timestamp: 'on' } })
  const env = { DATABASE_URL: database.url, DATA_DIR: makeScratch() }
  const product = await startServer(freezeServer().main, env)
  const pool = openPool(database.url)
  try {
    const durability = await assertDurable(pool)
    await pool.query('create table bench_live (id uuid primary key, text text not null)')
    const floor = await startServer(await buildFloor('live'), env)
    const duty = await signIn(product.url, 'duty1')
    const idle = residentMiBOf(product.pid)
    const arrivals = new Map<string, number[]>()
    const note = (mark: string) => void arrivals.get(mark)?.push(performance.timeOrigin + performance.now())
    const ours = await openReaders(product, await openSessions(pool, duty.accountId, 200), screens, note)
    const perReaderKiB = round(((residentMiBOf(product.pid) - idle) * 1024) / screens)
    const bare = await openReaders(floor, [''], screens, note)
    const sources = { product: linesOf(product, duty, pool), floor: rowsOf(pool) }
    const slice = (name: 'product' | 'floor', server: RunningServer) => () =>
      broadcast(
        sources[name],
        arrivals,
        screens,
        quick ? 8 : 20,
        measureCpu({ server: () => [server.pid], postgres: database.pids }),
      )
    const slices = await interleave(quick ? 4 : 8, { product: slice('product', product), floor: slice('floor', floor) })
    const storm = await reconnect(ours, sources.product, quick ? 20 : 40)
    for (const reader of [...ours, ...bare]) reader.drop()
    await floor.kill('SIGTERM')
    const latencies = slices.product.flatMap(one => one.latenciesMs)
    const failures = [...storm.failures]
    return {
      figures: {
        ratio: latencyRatio(slices.product, slices.floor).median,
        p99Ms: round(percentile(latencies, 0.99)),
        missed: storm.missed,
        twice: storm.twice,
        backMs: storm.backMs,
        screens,
        perReaderKiB,
        spread: latencyRatio(slices.product, slices.floor),
        product: figuresOf(slices.product),
        floor: figuresOf(slices.floor),
      },
      assertions: [...durability, `${latencies.length} arrivals, each event on each screen`],
      failures,
    }
  } finally {
    await pool.end()
    await product.kill('SIGTERM')
    await database.stop()
  }
}

/** Opens the screens some at a time, as after a switch came back. */
async function openReaders(server: RunningServer, tokens: string[], count: number, note: (mark: string) => void) {
  const readers = Array.from({ length: count }, (_, i) => new Reader(server.url, tokens[i % tokens.length] ?? '', note))
  for (let at = 0; at < count; at += 50) await Promise.all(readers.slice(at, at + 50).map(reader => reader.open()))
  return readers
}

/** Lines of the duty log through the front door; their facts are what the screens hear. */
const linesOf = (product: RunningServer, { token }: SignedIn, pool: pg.Pool): Source => ({
  write: id =>
    callOk(product.url, 'POST', '/api/duty/log', {
      token,
      body: { id, text: '县气象台电话通报：未来三小时有短时强降雨。' },
    }),
  committedAt: id => commitTime(pool, 'select transaction_id::text::xid as x from fact where subject_id = $1', id),
})

/** Rows of as many bytes as a fact's event, and a NOTIFY with the commit. */
const rowsOf = (pool: pg.Pool): Source => ({
  write: id => {
    const at = new Date().toISOString()
    const data = { position: '123456', type: 'duty.logged', subjectId: id, matterId: null, unitId: id, at }
    return pool.query(
      `with row as (insert into bench_live values ($1, $2) returning id) select pg_notify('bench_live', id::text) from row`,
      [id, JSON.stringify(data)],
    )
  },
  committedAt: id => commitTime(pool, 'select xmin as x from bench_live where id::text = $1', id),
})

async function commitTime(pool: pg.Pool, transaction: string, id: string): Promise<number> {
  const { rows } = await pool.query<{ ms: number }>(
    `select (extract(epoch from pg_xact_commit_timestamp(x)) * 1000)::float8 as ms from (${transaction}) t`,
    [id],
  )
  return rows[0]?.ms ?? Number.NaN
}

/** Writes one after the other; each waits until every screen has it. */
async function broadcast(
  source: Source,
  arrivals: Map<string, number[]>,
  screens: number,
  count: number,
  used: () => Record<string, number>,
): Promise<Slice> {
  const latenciesMs: number[] = []
  const startedAt = performance.now()
  for (let at = 0; at < count; at++) {
    const id = randomUUID()
    const times: number[] = []
    arrivals.set(id, times)
    await source.write(id)
    await until(() => times.length >= screens, `${id} has not reached every screen`)
    const since = await source.committedAt(id)
    latenciesMs.push(...times.map(time => time - since))
    arrivals.delete(id)
    await sleep(restBetweenMs)
  }
  return { operations: latenciesMs.length, seconds: (performance.now() - startedAt) / 1000, latenciesMs, cpuMs: used() }
}

/** All lose their connection at once, while more is written, and all come back at once. */
async function reconnect(readers: Reader[], source: Source, writes: number) {
  for (const reader of readers) reader.drop()
  const away = Array.from({ length: writes }, () => randomUUID())
  const heard = new Map(readers.map(reader => [reader, reader.marks.length]))
  for (const id of away) await source.write(id)
  const startedAt = performance.now()
  await Promise.all(readers.map(reader => reader.open()))
  const isBack = (reader: Reader) => reader.marks.length >= (heard.get(reader) ?? 0) + writes
  await until(() => readers.every(isBack), 'a screen has not caught up').catch(() => {})
  const backMs = round(performance.now() - startedAt)
  await sleep(500)
  const missed = readers.reduce((sum, { marks }) => sum + away.filter(id => !marks.includes(id)).length, 0)
  const twice = readers.reduce((sum, { told }) => sum + told.length - new Set(told).size, 0)
  const failures = missed + twice > 0 ? [`${missed} events missed and ${twice} told twice after coming back`] : []
  return { missed, twice, backMs, failures }
}

async function until(isSo: () => boolean, otherwise: string) {
  const endsAt = performance.now() + arrivalLimitMs
  while (!isSo()) {
    if (performance.now() > endsAt) throw new Error(otherwise)
    await sleep(2)
  }
}
