import { createHash, randomUUID } from 'node:crypto'
import { connect } from '@anlan/server/kernel/database/database.ts'
import { containsWords, indexForSearch } from '@anlan/server/kernel/search/search-index.ts'
import { searchText } from '@anlan/server/kernel/search/search-text.ts'
import { type RawBuilder, sql } from 'kysely'
import type pg from 'pg'
import { call, openSessions, signIn } from './lib/client.ts'
import { assertDurable, type BenchDatabase, installedPrograms, openPool, startDatabase } from './lib/databases.ts'
import { figuresOf, interleave, type Slice } from './lib/interleave.ts'
import { freezeServer, makeScratch, measureCpu, type RunningServer, startServer } from './lib/processes.ts'
import { median, percentile, round, spreadOf } from './lib/statistics.ts'
import type { BenchOptions, BenchResult } from './main.ts'
import { documents, longer, twoCharacters } from './search/documents.ts'
import '@anlan/server/kernel/tables.ts'

type Found = { ids: string[] }
type Ask = (word: string) => Promise<Found>
type Count = (word: string) => Promise<unknown>

/**
 * G7: the product's index and condition against `pg_trgm` over the same texts, each asked how many contain a word; then the search box
 * itself, over HTTP, with sessions, reach and order. Every answer is compared with a plain `like` that reads the whole table.
 */
export async function benchSearch({ quick }: BenchOptions): Promise<BenchResult> {
  const runtime = installedPrograms()
  if (!runtime) throw new Error("needs the machine's own PostgreSQL programs with pg_trgm")
  const database = await startDatabase(makeScratch(), 'data', { runtime })
  const product = await startServer(freezeServer().main, { DATABASE_URL: database.url, DATA_DIR: makeScratch() })
  const pool = openPool(database.url)
  const ours = connect(database.url, { max: 1 })
  try {
    const durability = await assertDurable(pool)
    const indexed = await fill(pool, ours.db, quick ? 20_000 : 100_000)
    const trgm = await pool.connect()
    const scan = await pool.connect()
    await scan.query('set enable_indexscan = off; set enable_bitmapscan = off')
    const askTrgm: Ask = async word => ({ ids: await idsOf(trgm, 'bench_document', word) })
    const askScan: Ask = async word => ({ ids: await idsOf(scan, 'search_document', word) })
    const askOurs: Ask = async word => {
      const words = (await containsWords(word)) as RawBuilder<boolean>
      const { rows } = await sql<{ id: string }>`select s.id from search_document s where ${words}`.execute(ours.db)
      return { ids: rows.map(row => row.id) }
    }
    const countTrgm: Count = word => trgm.query('select count(*) from bench_document where body like $1', [`%${word}%`])
    const countOurs: Count = async word => {
      const words = (await containsWords(word)) as RawBuilder<boolean>
      return sql`select count(*) from search_document s where ${words}`.execute(ours.db)
    }
    const hits = await assertSameAnswers({ askOurs, askTrgm, askScan }, [...twoCharacters, ...longer])

    const rounds = quick ? 4 : 10
    const slice = (ask: Count, words: string[]) => async () => timedSlice(ask, words, database)
    const run = (words: string[]) =>
      interleave(rounds, { ours: slice(countOurs, words), trgm: slice(countTrgm, words) })
    const [two, more] = [await run(twoCharacters), await run(longer)]
    const http = await throughTheDoor(product, pool, quick ? 5 : 20)
    trgm.release()
    scan.release()
    const [twoRatio, longerRatio] = [timeRatio(two), timeRatio(more)]
    return {
      figures: {
        ratio: twoRatio.median,
        longerRatio: longerRatio.median,
        recall: 1,
        httpP99Ms: http.p99Ms,
        two: {
          ratio: twoRatio,
          perWord: perWord(two, twoCharacters),
          ours: figuresOf(two.ours),
          trgm: figuresOf(two.trgm),
        },
        longer: { ratio: longerRatio, perWord: perWord(more, longer) },
        hits,
        http,
        indexed,
      },
      assertions: [
        ...durability,
        `${Object.keys(hits).length} words: every answer is that of like over the whole table, none missed, none too many`,
        ...http.assertions,
      ],
      failures: [],
    }
  } finally {
    await ours.db.destroy().catch(() => {})
    await pool.end()
    await product.kill('SIGTERM')
    await database.stop()
  }
}

const idsOf = async (client: pg.PoolClient, table: string, word: string) => {
  const { rows } = await client.query<{ id: string }>(`select id from ${table} where body like $1`, [`%${word}%`])
  return rows.map(row => row.id)
}

/** The same texts twice: in the product's index through its own code, and in a table with a trigram index. */
async function fill(pool: pg.Pool, db: ReturnType<typeof connect>['db'], count: number) {
  const { rows: units } = await pool.query<{ id: string }>(
    `select id from unit where kind in ('town', 'department', 'village') and enabled order by id`,
  )
  const all = documents(count)
  const startedAt = performance.now()
  for (let at = 0; at < count; at += 1_000) {
    const things = all.slice(at, at + 1_000).map(({ title, text }, i) => ({
      kind: 'event',
      id: randomUUID(),
      unitId: units[(at + i) % units.length]?.id ?? null,
      matterId: null,
      title,
      text,
    }))
    const now = new Date(Date.now() - (count - at) * 60_000)
    await db.transaction().execute(tx => indexForSearch({ tx, now }, things))
  }
  const oursSeconds = (performance.now() - startedAt) / 1000
  await pool.query(`create extension pg_trgm`)
  const { rows: trigrams } = await pool.query<{ n: number }>(`select array_length(show_trgm('滑坡危险'), 1) as n`)
  if (!trigrams[0]?.n) throw new Error('pg_trgm sees no Chinese in this locale; the floor would be a straw man')
  await pool.query(`create table bench_document as select id, body from search_document where kind = 'event'`)
  await pool.query(`create index bench_document_trgm on bench_document using gin (body gin_trgm_ops)`)
  await pool.query('vacuum analyze')
  const { rows: sizes } = await pool.query<{ ours: number; trgm: number; documents: number; characters: number }>(
    `select pg_relation_size('search_document_grams') as ours, pg_relation_size('bench_document_trgm') as trgm, count(*) as documents,
      avg(length(body))::float8 as characters from bench_document`,
  )
  return {
    documents: sizes[0]?.documents,
    characters: round(sizes[0]?.characters ?? 0),
    secondsToIndex: round(oursSeconds),
    indexMiB: { ours: round((sizes[0]?.ours ?? 0) / 2 ** 20), trgm: round((sizes[0]?.trgm ?? 0) / 2 ** 20) },
  }
}

async function assertSameAnswers(asks: Record<'askOurs' | 'askTrgm' | 'askScan', Ask>, words: string[]) {
  const hits: Record<string, number> = {}
  for (const word of words) {
    const [mine, theirs, truth] = [await asks.askOurs(word), await asks.askTrgm(word), await asks.askScan(word)]
    // The sample county's own things contain the words, too; they are not in the floor's table.
    const inFloor = new Set((await asks.askTrgm('编号')).ids)
    const expected = truth.ids.filter(id => inFloor.has(id))
    hits[word] = expected.length
    if (digest(mine.ids) !== digest(truth.ids))
      throw new Error(`${word}: ${mine.ids.length} found, ${truth.ids.length} there`)
    if (digest(theirs.ids) !== digest(expected)) throw new Error(`${word}: the floor answers something else`)
  }
  return hits
}

const digest = (ids: string[]) =>
  createHash('sha256')
    .update([...ids].sort().join())
    .digest('hex')

async function timedSlice(ask: Count, words: string[], database: BenchDatabase): Promise<Slice> {
  const latenciesMs: number[] = []
  const used = measureCpu({ postgres: database.pids })
  const startedAt = performance.now()
  for (const word of words) {
    const askedAt = performance.now()
    await ask(word)
    latenciesMs.push(performance.now() - askedAt)
  }
  return { operations: words.length, seconds: (performance.now() - startedAt) / 1000, latenciesMs, cpuMs: used() }
}

type Slices = Record<'ours' | 'trgm', Slice[]>

/** Time of all words together, per round. */
const timeRatio = ({ ours, trgm }: Slices) =>
  spreadOf(ours.map((slice, i) => slice.seconds / (trgm[i]?.seconds ?? Number.NaN)))

/** Milliseconds of each word: ours and the floor's, medians over the rounds. */
const perWord = ({ ours, trgm }: Slices, words: string[]) =>
  Object.fromEntries(
    words.map((word, at) => [
      word,
      [ours, trgm].map(slices => round(median(slices.map(slice => slice.latenciesMs[at] ?? Number.NaN)))),
    ]),
  )

/** The search box: what the county's room and a town get, and how soon. */
async function throughTheDoor(product: RunningServer, pool: pg.Pool, repeats: number) {
  const latencies: number[] = []
  const perWordMs: Record<string, number> = {}
  const reachOf: Record<string, number> = {}
  for (const account of ['duty1', 'chaping1']) {
    const { accountId, unitId } = await signIn(product.url, account)
    const [token] = await openSessions(pool, accountId, 1)
    for (const word of [...twoCharacters, ...longer]) {
      const path = `/api/search?text=${encodeURIComponent(word)}&limit=20&kind=event`
      const times: number[] = []
      let text = ''
      for (let at = 0; at < repeats; at++) {
        const askedAt = performance.now()
        const reply = await call(product.url, 'GET', path, { token: token ?? '' })
        times.push(performance.now() - askedAt)
        if (reply.status !== 200) throw new Error(`${path}: ${reply.status} ${reply.text}`)
        text = reply.text
      }
      latencies.push(...times)
      perWordMs[`${account} ${word}`] = round(median(times))
      const { items } = JSON.parse(text) as { items: { id: string }[] }
      reachOf[`${account} ${word}`] = await assertPage(
        pool,
        await searchText(word),
        account === 'duty1' ? null : unitId,
        items,
      )
    }
  }
  return {
    p50Ms: round(percentile(latencies, 0.5)),
    p99Ms: round(percentile(latencies, 0.99)),
    perWordMs,
    assertions: [
      `${Object.keys(reachOf).length} first pages over HTTP: each thing contains the word and lies within reach, newest first after those that have it in the title`,
    ],
  }
}

/** The first page is the first twenty of a plain `like` within the units that the asker may see. */
async function assertPage(
  pool: pg.Pool,
  word: string,
  unitId: string | null,
  items: { id: string }[],
): Promise<number> {
  const { rows } = await pool.query<{ id: string }>(
    `select s.id from search_document s where s.kind = 'event' and s.body like $1
      and ($2::uuid is null or s.unit_id in (select descendant_id from unit_closure where ancestor_id = $2))
      and s.unit_id in (select c.descendant_id from unit_closure c join unit u on u.id = c.ancestor_id where u.kind = 'county')
    order by (position($3 in lower(s.title)) > 0) desc, s.updated_at desc, s.id desc limit 20`,
    [`%${word}%`, unitId, word],
  )
  const expected = rows.map(row => row.id).join()
  if (items.map(item => item.id).join() !== expected) throw new Error(`${word}: another first page than like gives`)
  return rows.length
}
