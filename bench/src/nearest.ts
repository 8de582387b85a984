import { type House, runSystemWork } from '@anlan/server/kernel/house.ts'
import { type PlacedThing, placeThings } from '@anlan/server/kernel/spatial/places.ts'
import type { Found } from '@anlan/server/kernel/spatial/spatial-index.ts'
import { metresBetween } from '@anlan/server/kernel/spatial/sphere.ts'
import { startPlatform } from '@anlan/server/platform.ts'
import type pg from 'pg'
import { assertDurable, openPool, startDatabase } from './lib/databases.ts'
import { figuresOf, interleave, type Slice } from './lib/interleave.ts'
import { makeScratch } from './lib/processes.ts'
import { max, median, round, spreadOf } from './lib/statistics.ts'
import type { BenchOptions, BenchResult } from './main.ts'

const limit = 10
const kinds = Array.from({ length: 10 }, (_, i) => `kind-${i}`)
const wait = () => new Promise<void>(resolve => setImmediate(resolve))

interface Query {
  lng: number
  lat: number
  kind: string
}
type Ask = (query: Query) => Promise<string[]>

/**
 * G6: the ten nearest of 100,000 things from the product's memory against PostgreSQL's own nearest (`point <->` over GiST, the candidates ranked anew
 * by great circle), both asked from one process; plain and of one kind. Every answer is compared with all distances worked out. Then how soon a
 * thing that one node moved is where it belongs on another.
 */
export async function benchNearest({ quick }: BenchOptions): Promise<BenchResult> {
  const database = await startDatabase(makeScratch(), 'data')
  const pool = openPool(database.url)
  const nodes: Awaited<ReturnType<typeof startNode>>[] = []
  try {
    const durability = await assertDurable(pool)
    nodes.push(await startNode(database.url))
    nodes.push(await startNode(database.url))
    const [one, two] = nodes as [(typeof nodes)[0], (typeof nodes)[0]]
    const things = scattered(quick ? 20_000 : 100_000)
    for (let at = 0; at < things.length; at += 20_000)
      await runSystemWork(one.house, work => placeThings(work, things.slice(at, at + 20_000)))
    while (two.house.spatial.nearest({ lng: 108.5, lat: 29.3 }, { limit: things.length }).length < things.length)
      await wait()
    await fillFloor(pool)

    const queries = asked(quick ? 200 : 1_000)
    const client = await pool.connect()
    const ours = (query: Query): Found[] => two.house.spatial.nearest(query, { limit })
    const oursOfKind = (query: Query): Found[] => two.house.spatial.nearest(query, { limit, layers: [query.kind] })
    const oursByFilter = (query: Query): Found[] =>
      two.house.spatial.nearest(query, { limit, filter: thing => thing.layer === query.kind })
    const sql: Ask = query => nearestBySql(client, query, null)
    const sqlOfKind: Ask = query => nearestBySql(client, query, query.kind)
    for (const query of queries) {
      const all = ranking(things, query)
      const ofKind = all.filter(thing => thing.layer === query.kind)
      await same(query, all, { ours: ours(query), sql: await sql(query) })
      await same(query, ofKind, { ours: oursOfKind(query), filtered: oursByFilter(query), sql: await sqlOfKind(query) })
    }

    const rounds = quick ? 4 : 10
    const slice = (ask: (query: Query) => unknown) => async () => timed(queries, ask)
    const plain = await interleave(rounds, { ours: slice(ours), sql: slice(sql) })
    const kind = await interleave(rounds, { ours: slice(oursOfKind), sql: slice(sqlOfKind) })
    const filter = await interleave(rounds, { ours: slice(oursByFilter), sql: slice(sqlOfKind) })
    client.release()
    const seen = await timeUntilSeen(one.house, two.house, things, quick ? 30 : 200)
    return {
      figures: {
        ratio: ratioOf(plain).median,
        filteredRatio: ratioOf(kind).median,
        seenMs: round(max(seen)),
        seenMedianMs: round(median(seen)),
        things: things.length,
        plain: { ratio: ratioOf(plain), ours: figuresOf(plain.ours), sql: figuresOf(plain.sql) },
        ofOneKind: { ratio: ratioOf(kind), ours: figuresOf(kind.ours), sql: figuresOf(kind.sql) },
        byFunction: { ratio: ratioOf(filter), ours: figuresOf(filter.ours) },
      },
      assertions: [
        ...durability,
        `${queries.length} queries, plain and of one kind: the product and SQL give the ${limit} things that all distances give`,
        `${seen.length} moves: each found by the second node where it was moved to`,
      ],
      failures: [],
    }
  } finally {
    for (const node of nodes) await node.stop().catch(() => {})
    await pool.end()
    await database.stop()
  }
}

const startNode = (connectionString: string) =>
  startPlatform({
    settings: {
      port: 0,
      host: '127.0.0.1',
      databaseUrl: connectionString,
      dataDir: makeScratch(),
      sampleCounty: false,
      tls: null,
      trustProxy: false,
      virtualClock: false,
      allowSampleAccounts: false,
    },
    connectionString,
    databaseKind: 'server',
    log: { info: () => {}, warn: () => {}, error: (data, message) => console.error(message, data) },
  })

/** Numbers from 0 to 1, the same in every run. */
function drawn(seed: number) {
  let state = seed
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 2 ** 32
  }
}

function scattered(count: number): PlacedThing[] {
  const next = drawn(11)
  return Array.from({ length: count }, (_, i) => ({
    layer: kinds[Math.floor(next() * kinds.length)] as string,
    id: String(i),
    lng: 108 + next() * 1.1,
    lat: 28.8 + next(),
    unitId: null,
    open: true,
    title: `第${i}处`,
    tags: { status: next() < 0.7 ? '待命' : '停用' },
  }))
}

function asked(count: number): Query[] {
  const next = drawn(23)
  return Array.from({ length: count }, () => ({
    lng: 108 + next() * 1.1,
    lat: 28.8 + next(),
    kind: kinds[Math.floor(next() * kinds.length)] as string,
  }))
}

// The middle of the county: degrees of longitude are as long as those of latitude after this.
const shrink = Math.cos((29.3 * Math.PI) / 180)

async function fillFloor(pool: pg.Pool) {
  await pool.query(`create table bench_point as
    select id, layer as kind, lng, lat, point(lng * ${shrink}, lat) as at from spatial_point where not removed`)
  await pool.query('create index bench_point_at on bench_point using gist (at)')
  await pool.query('create index bench_point_kind on bench_point (kind)')
  await pool.query('vacuum analyze bench_point')
}

/** Forty candidates by the index, ranked by haversine, the ten best. */
async function nearestBySql(client: pg.PoolClient, { lng, lat }: Query, kind: string | null): Promise<string[]> {
  const { rows } = await client.query<{ id: string }>({
    name: kind ? 'nearest-of-kind' : 'nearest',
    text: `select id from (
        select id, lng, lat from bench_point ${kind ? 'where kind = $3' : ''}
        order by at <-> point($1::float8 * ${shrink}, $2::float8) limit 40) near
      order by sin(radians(lat - $2) / 2) ^ 2 + cos(radians(lat)) * cos(radians($2)) * sin(radians(lng - $1) / 2) ^ 2, id
      limit ${limit}`,
    values: kind ? [lng, lat, kind] : [lng, lat],
  })
  return rows.map(row => row.id)
}

/** All things by distance. */
function ranking(things: PlacedThing[], query: Query): PlacedThing[] {
  const near = things
    .map(thing => ({ thing, metres: metresBetween(query, thing) }))
    .filter(one => one.metres < 20_000)
    .sort((a, b) => a.metres - b.metres)
  return near.map(one => one.thing)
}

async function same(query: Query, ranked: PlacedThing[], answers: Record<string, Found[] | string[]>) {
  const expected = ranked.slice(0, limit).map(thing => thing.id)
  for (const [name, answer] of Object.entries(answers)) {
    const ids = answer.map(one => (typeof one === 'string' ? one : one.thing.id))
    if (ids.join() !== expected.join())
      throw new Error(`${name} at ${query.lng}, ${query.lat}: ${ids.join()} instead of ${expected.join()}`)
  }
}

async function timed(queries: Query[], ask: (query: Query) => unknown): Promise<Slice> {
  const latenciesMs: number[] = []
  const startedAt = performance.now()
  for (const query of queries) {
    const askedAt = performance.now()
    const answer = ask(query)
    // What is known at once need not wait for the next turn of the loop.
    if (answer instanceof Promise) await answer
    latenciesMs.push(performance.now() - askedAt)
  }
  return { operations: queries.length, seconds: (performance.now() - startedAt) / 1000, latenciesMs, cpuMs: {} }
}

const ratioOf = ({ ours, sql }: Record<'ours' | 'sql', Slice[]>) =>
  spreadOf(ours.map((slice, i) => (sql[i]?.seconds ?? Number.NaN) / slice.seconds))

/** Milliseconds from the beginning of a move on one node, its commit within, until a search on the other finds it there. */
async function timeUntilSeen(one: House, two: House, things: PlacedThing[], moves: number): Promise<number[]> {
  const took: number[] = []
  for (let i = 0; i < moves; i++) {
    const thing = things[i * 7] as PlacedThing
    const to = { ...thing, lng: 110 + i / 1000, lat: 30 }
    const startedAt = performance.now()
    await runSystemWork(one, work => placeThings(work, [to]))
    for (;;) {
      const [found] = two.spatial.nearest(to, { limit: 1 })
      if (found?.thing.id === thing.id && found.metres < 1) break
      if (performance.now() - startedAt > 5_000) throw new Error(`${thing.id} is not seen on the other node`)
      await wait()
    }
    took.push(performance.now() - startedAt)
  }
  return took
}
