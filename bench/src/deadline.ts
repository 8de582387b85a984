import { setTimeout as sleep } from 'node:timers/promises'
import type pg from 'pg'
import { callOk, signIn } from './lib/client.ts'
import { copyEvents } from './lib/county.ts'
import { assertDurable, openPool, startDatabase } from './lib/databases.ts'
import { buildFloor, freezeServer, makeScratch, type RunningServer, startServer } from './lib/processes.ts'
import { max, percentile, round, type Spread, spreadOf } from './lib/statistics.ts'
import type { BenchOptions, BenchResult } from './main.ts'

/** How late effects were, in ms, per task. */
type Lateness = number[]

interface Plan {
  count: number
  spreadMs: number
}

/** From now to the first task that is due: time enough to write all of them down. */
const leadMs = 4_000

/** G15: how late limits are noted that pass at known moments, while all is well, across a kill -9, and with a second node. */
export async function benchDeadline({ quick }: BenchOptions): Promise<BenchResult> {
  const plan: Plan = quick ? { count: 1_000, spreadMs: 6_000 } : { count: 5_000, spreadMs: 15_000 }
  const rounds = quick ? 3 : 7
  const database = await startDatabase(makeScratch(), 'data', { extraSettings: { track_commit_timestamp: 'on' } })
  const pool = openPool(database.url)
  try {
    const durability = await assertDurable(pool)
    const program = freezeServer().main
    const dataDir = makeScratch()
    const start = () => startServer(program, { DATABASE_URL: database.url, DATA_DIR: dataDir })
    let first = await start()
    const county = await prepare(pool, first, plan)
    const floor = await startServer(await buildFloor('deadline'), { DATABASE_URL: database.url })

    const variants = { product: () => runProduct(pool, county, plan), floor: () => runFloor(pool, plan) }
    const found: Record<'product' | 'floor', Lateness[]> = { product: [], floor: [] }
    for (let at = 0; at < rounds; at++)
      for (const name of at % 2 ? (['floor', 'product'] as const) : (['product', 'floor'] as const)) {
        const lateness = await variants[name]()
        if (at > 0) found[name].push(lateness)
      }
    await floor.kill('SIGTERM')

    const killed: Lateness[] = []
    for (let at = 0; at < (quick ? 1 : 3); at++) {
      const run = await schedule(pool, county, plan)
      await sleep(leadMs + plan.spreadMs * (0.3 + 0.4 * Math.random()))
      await first.kill('SIGKILL')
      first = await start()
      killed.push(await latenessOf(pool, run, plan, first.readyAt))
    }

    let second = await start()
    const withSecondNode: Lateness[] = []
    for (let at = 0; at < (quick ? 1 : 3); at++) {
      const run = await schedule(pool, county, plan)
      await sleep(leadMs + plan.spreadMs * (0.3 + 0.4 * Math.random()))
      await first.kill('SIGKILL')
      withSecondNode.push(await latenessOf(pool, run, plan, null))
      // The survivor becomes the one that is killed next.
      first = second
      second = await start()
    }
    await first.kill('SIGTERM')
    await second.kill('SIGTERM')

    const p99Ratio = spreadOf(
      found.product.map((one, i) => percentile(one, 0.99) / percentile(found.floor[i] ?? [], 0.99)),
    )
    const total = (rounds + killed.length + withSecondNode.length) * plan.count
    return {
      figures: {
        ratio: p99Ratio.median,
        tasks: plan.count,
        overSeconds: plan.spreadMs / 1000,
        p99Ratio,
        product: figures(found.product),
        floor: figures(found.floor),
        p99Ms: figures(found.product).p99Ms.median,
        afterKill: { ...figures(killed), countedFrom: 'due, or ready after the restart' },
        afterKillMaxMs: figures(killed).maxMs.high,
        secondNode: { ...figures(withSecondNode), countedFrom: 'due' },
        secondNodeMaxMs: figures(withSecondNode).maxMs.high,
      },
      assertions: [...durability, `${total} limits passed, each noted exactly once, each with its fact`],
      failures: [],
    }
  } finally {
    await pool.end()
    await database.stop()
  }
}

const figures = (runs: Lateness[]): { p50Ms: Spread; p99Ms: Spread; maxMs: Spread } => ({
  p50Ms: spreadOf(runs.map(one => round(percentile(one, 0.5)))),
  p99Ms: spreadOf(runs.map(one => round(percentile(one, 0.99)))),
  maxMs: spreadOf(runs.map(one => round(max(one)))),
})

/** Where obligations are hung: real events, and the units that owe and are owed. */
interface County {
  events: string[]
  owedBy: string
  owedTo: string
}

async function prepare(pool: pg.Pool, server: RunningServer, plan: Plan): Promise<County> {
  const town = await signIn(server.url, 'chaping1')
  const duty = await signIn(server.url, 'duty1')
  const event = await callOk<{ id: string }>(server.url, 'POST', '/api/emergency-events', {
    token: town.token,
    body: {
      title: '茶坪镇山洪灾害',
      eventTypeCode: '11A51',
      areaCode: town.areaCode,
      knownAt: new Date(Date.now() - 1000).toISOString(),
      source: '村干部电话报告',
      summary: '强降雨引发山洪。',
    },
  })
  const events = (await copyEvents(pool, event.id, plan.count / 2)).map(one => one.event)
  await pool.query('create table bench_due (id uuid primary key, run_at timestamptz(3) not null)')
  await pool.query('create index on bench_due (run_at)')
  await pool.query('create table bench_effect (id uuid primary key)')
  await pool.query('analyze')
  return { events, owedBy: town.unitId, owedTo: duty.unitId }
}

let runs = 0

/** Writes down `count` obligations whose limits pass one after the other, as the product itself writes them. */
async function schedule(pool: pg.Pool, county: County, plan: Plan): Promise<string> {
  const run = `bench-${++runs}`
  const now = Date.now()
  const due = Array.from({ length: plan.count }, (_, i) => new Date(now + leadMs + (i * plan.spreadMs) / plan.count))
  await pool.query(
    `with opened as (
       insert into obligation (id, kind, rule_code, title, matter_id, owed_by_unit_id, owed_to_unit_id, medium, clock, basis, started_at, due_at,
         limit_minutes, limit_display, soft, source, opened_at)
       select gen_random_uuid(), 'report', 'RR-11', '时限测量', event, $3, $4, 'phone', 'known', $5 || '-' || n, due - interval '30 minutes', due, 30,
         '30 分钟内', false, '{"name":"测量","article":"","confidence":"设计"}', $6
       from unnest($1::uuid[], $2::timestamptz[]) with ordinality as t(event, due, n) returning id, due_at)
     insert into due_task (kind, key, run_at) select 'obligation.due', id::text, due_at + interval '1 millisecond' from opened`,
    [due.map((_, i) => county.events[i % county.events.length]), due, county.owedBy, county.owedTo, run, new Date(now)],
  )
  if (Date.now() - now > leadMs - 500) throw new Error('writing the obligations down took too long')
  return run
}

async function runProduct(pool: pg.Pool, county: County, plan: Plan): Promise<Lateness> {
  return latenessOf(pool, await schedule(pool, county, plan), plan, null)
}

/** Waits until all limits of a run are noted, checks that each was noted once, and says how late: when the effect was committed, against the limit. */
async function latenessOf(pool: pg.Pool, run: string, plan: Plan, back: Date | null): Promise<Lateness> {
  const giveUpAt = Date.now() + leadMs + plan.spreadMs + 60_000
  for (;;) {
    const { rows } = await pool.query<{ open: number }>(
      `select count(*) as open from obligation where basis like $1 || '-%' and breached_at is null`,
      [run],
    )
    if (rows[0]?.open === 0) break
    if (Date.now() > giveUpAt) throw new Error(`${rows[0]?.open} limits of ${run} were never noted`)
    await sleep(500)
  }
  const { rows } = await pool.query<{ due: number; noted: number; facts: number; early: boolean }>(
    `select extract(epoch from due_at)::float8 * 1000 as due, extract(epoch from pg_xact_commit_timestamp(o.xmin))::float8 * 1000 as noted,
       (select count(*) from fact f where f.subject_id = o.id::text and f.type = 'obligation.breached') as facts, breached_at <= due_at as early
     from obligation o where basis like $1 || '-%'`,
    [run],
  )
  const wrong = rows.filter(row => row.facts !== 1 || row.early).length
  if (rows.length !== plan.count || wrong)
    throw new Error(`${rows.length} limits of ${plan.count}, ${wrong} not noted exactly once or too early`)
  const backAt = back?.getTime() ?? 0
  // What was noted before the kill counts from its limit like everything else.
  return rows.map(row => row.noted - (row.noted < backAt ? row.due : Math.max(row.due, backAt)))
}

async function runFloor(pool: pg.Pool, plan: Plan): Promise<Lateness> {
  const now = Date.now()
  const due = Array.from({ length: plan.count }, (_, i) => new Date(now + leadMs + (i * plan.spreadMs) / plan.count))
  await pool.query('truncate bench_effect')
  const { rows: ids } = await pool.query<{ id: string; run_at: Date }>(
    'insert into bench_due select gen_random_uuid(), due from unnest($1::timestamptz[]) due returning id, run_at',
    [due],
  )
  const dueOf = new Map(ids.map(row => [row.id, row.run_at.getTime()]))
  const giveUpAt = now + leadMs + plan.spreadMs + 30_000
  for (;;) {
    await sleep(500)
    const { rows } = await pool.query<{ n: number }>('select count(*) as n from bench_effect')
    if (rows[0]?.n === plan.count) break
    if (Date.now() > giveUpAt) throw new Error(`the floor did ${rows[0]?.n} of ${plan.count}`)
  }
  const { rows } = await pool.query<{ id: string; noted: number }>(
    'select id, extract(epoch from pg_xact_commit_timestamp(xmin))::float8 * 1000 as noted from bench_effect',
  )
  return rows.map(row => row.noted - (dueOf.get(row.id) ?? Number.NaN))
}
