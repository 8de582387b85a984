import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import type pg from 'pg'
import { call, callOk, signIn } from './lib/client.ts'
import { assertDurable, openPool, startDatabase } from './lib/databases.ts'
import { freezeServer, makeScratch, type RunningServer, startServer } from './lib/processes.ts'
import { max, median, round, spreadOf } from './lib/statistics.ts'
import type { BenchOptions, BenchResult } from './main.ts'

const steps = 200
const posts = 60
/** What a start writes, by the column that says whose it is. */
const written: [table: string, condition: string][] = [
  ['response', 'id = $1'],
  ['response_group', 'response_id = $1'],
  ['response_member', 'response_id = $1'],
  ['response_task', 'response_id = $1'],
  ['matter_party', 'matter_id = $1'],
  ['obligation', 'matter_id = $1'],
  ['notice', 'matter_id = $1'],
  ['notice_delivery', 'notice_id in (select id from notice where matter_id = $1)'],
  ['fact', 'matter_id = $1'],
  [
    'due_task',
    "key in (select id::text from obligation where matter_id = $1) or split_part(key, '/', 1) in (select id::text from notice where matter_id = $1)",
  ],
]

/** A1: the start of a large response by a plan, from the click to the answer. */
export async function benchActivation({ quick }: BenchOptions): Promise<BenchResult> {
  const assertions: string[] = []
  const failures: string[] = []
  const database = await startDatabase(makeScratch(), 'data', {})
  const pool = openPool(database.url)
  try {
    await assertDurable(pool)
    const program = freezeServer().main
    const dataDir = makeScratch()
    const start = () => startServer(program, { DATABASE_URL: database.url, DATA_DIR: dataDir })
    let server = await start()
    const planId = await issuePlan(pool, server)
    await makeFloor(pool)
    const product: number[] = []
    const ratios: number[] = []
    for (let at = 0; at < (quick ? 4 : 12); at++) {
      const eventId = await newEvent(server)
      const token = (await signIn(server.url, 'leader1')).token
      const began = performance.now()
      const { id } = await callOk<{ id: string }>(server.url, 'POST', '/api/responses', {
        token,
        body: { eventId, planId, responseLevel: 3 },
      })
      const seconds = (performance.now() - began) / 1000
      failures.push(...(await faultsOf(pool, id)))
      const floor = await bareInserts(pool, id)
      if (at === 0) continue
      product.push(seconds)
      ratios.push(seconds / floor)
    }
    assertions.push(`every start left ${steps} tasks, each with its clocks and its notice`)
    failures.push(...(await clickedAtOnce(pool, server, planId)))
    assertions.push('twelve clicks at once started one response')
    const left = { all: 0, nothing: 0 }
    for (let at = 0; at < (quick ? 4 : 20); at++) {
      const eventId = await newEvent(server)
      const token = (await signIn(server.url, 'leader1')).token
      const answer = call(server.url, 'POST', '/api/responses', {
        token,
        body: { eventId, planId, responseLevel: 3 },
      }).catch(() => null)
      await sleep(Math.random() * median(product) * 1800)
      await server.kill('SIGKILL')
      await answer
      server = await start()
      const { rows } = await pool.query<{ id: string }>('select id from response where event_id = $1', [eventId])
      for (const row of rows) failures.push(...(await faultsOf(pool, row.id)))
      left[rows.length > 0 ? 'all' : 'nothing']++
    }
    assertions.push(`killed in the middle: all of it ${left.all} times, nothing of it ${left.nothing} times`)
    await server.kill('SIGTERM')
    const { ratio, low, high } = {
      ratio: spreadOf(ratios).median,
      low: spreadOf(ratios).low,
      high: spreadOf(ratios).high,
    }
    return {
      figures: { ratio, low, high, seconds: round(median(product)), worstSeconds: round(max(product)), killed: left },
      assertions,
      failures,
    }
  } finally {
    await pool.end()
    await database.stop()
  }
}

/** A plan in force with so many steps for so many units. */
async function issuePlan(pool: pg.Pool, server: RunningServer): Promise<string> {
  const { rows: units } = await pool.query<{ id: string }>(
    `select distinct u.id from unit u join post p on p.unit_id = u.id and p.kind = 'head' join post_holder h on h.post_id = p.id
     where u.enabled and u.kind in ('department', 'town', 'village', 'community') order by u.id limit $1`,
    [posts],
  )
  if (units.length < posts) throw new Error(`only ${units.length} units have a head`)
  const water = await signIn(server.url, 'bureau1')
  const planId = randomUUID()
  await callOk(server.url, 'POST', '/api/plans', {
    token: water.token,
    body: {
      id: planId,
      kind: 'special',
      title: '启动测量预案',
      topic: 'flood',
      eventTypes: ['11A'],
      unitId: water.unitId,
      content: {
        groups: [{ key: 'all', name: '全体', lead: { bearer: `unit:${units[0]?.id}` } }],
        levels: [{ level: 3, conditions: '测量', starters: ['supervisor'], told: ['supervisor'] }],
        steps: Array.from({ length: steps }, (_, i) => ({
          key: `s${i}`,
          title: `行动 ${i}`,
          levels: [3],
          group: 'all',
          bearer: `unit:${units[i % posts]?.id}`,
          acceptMinutes: 30,
          doneMinutes: 120,
        })),
      },
    },
  })
  await pool.query(
    `update plan_edition set state = 'inForce', document_number = '测〔2026〕1号', issuing_body = '测量', issued_on = '2026-01-01' where plan_id = $1`,
    [planId],
  )
  return planId
}

async function newEvent(server: RunningServer): Promise<string> {
  const duty = await signIn(server.url, 'duty1')
  const event = await callOk<{ id: string }>(server.url, 'POST', '/api/emergency-events', {
    token: duty.token,
    body: {
      title: `山洪灾害 ${randomUUID().slice(0, 8)}`,
      eventTypeCode: '11A51',
      areaCode: '990321104202',
      knownAt: new Date(Date.now() - 1000).toISOString(),
      source: '村干部电话报告',
      summary: '强降雨引发山洪。',
    },
  })
  return event.id
}

/** A start is whole: every step is a task of one unit with both its clocks and a notice that reached the unit. */
async function faultsOf(pool: pg.Pool, id: string): Promise<string[]> {
  const { rows } = await pool.query<{ tasks: number; clocks: number; told: number; due: number; started: number }>(
    `select (select count(*) from response_task where response_id = $1 and unit_id is not null)::int as tasks,
       (select count(*) from obligation where matter_id = $1)::int as clocks,
       (select count(distinct n.id) from notice n join notice_delivery d on d.notice_id = n.id where n.matter_id = $1)::int as told,
       (select count(*) from due_task where kind = 'obligation.due' and key in (select o.id::text from obligation o where o.matter_id = $1))::int as due,
       (select count(*) from fact where subject_id = $1::text and type = 'response.started')::int as started`,
    [id],
  )
  const found = rows[0]
  if (!found) return ['nothing was counted']
  const whole = { tasks: steps, clocks: steps * 2, told: steps, due: steps * 2, started: 1 }
  return Object.entries(whole)
    .filter(([what, count]) => found[what as keyof typeof whole] !== count)
    .map(([what, count]) => `${found[what as keyof typeof whole]} ${what} instead of ${count}`)
}

async function clickedAtOnce(pool: pg.Pool, server: RunningServer, planId: string): Promise<string[]> {
  const eventId = await newEvent(server)
  const { token } = await signIn(server.url, 'leader1')
  const body = { eventId, planId, responseLevel: 3 }
  const answers = await Promise.all(
    Array.from({ length: 12 }, () => call(server.url, 'POST', '/api/responses', { token, body, timeoutMs: 60_000 })),
  )
  const { rows } = await pool.query<{ id: string }>('select id from response where event_id = $1', [eventId])
  const wrong = answers.filter(one => one.status !== 201 || JSON.parse(one.text).id !== rows[0]?.id)
  return [
    ...(rows.length === 1 ? [] : [`${rows.length} responses of twelve clicks`]),
    ...wrong.map(one => `a click was answered ${one.status} ${one.text.slice(0, 200)}`),
    ...(rows[0] ? await faultsOf(pool, rows[0].id) : []),
  ]
}

/** Tables of the same shape and indexes, with nothing around them. */
async function makeFloor(pool: pg.Pool): Promise<void> {
  for (const [table] of written)
    await pool.query(`create table bench_${table} (like ${table} including defaults including indexes)`)
}

/** Seconds for writing the rows of a response once more, one statement a table, in one transaction. */
async function bareInserts(pool: pg.Pool, id: string): Promise<number> {
  const copies: { table: string; rows: string }[] = []
  for (const [table, condition] of written) {
    const { rows } = await pool.query<{ rows: string }>(
      `select coalesce(jsonb_agg(to_jsonb(t)), '[]')::text as rows from ${table} t where ${condition}`,
      [id],
    )
    copies.push({ table, rows: rows[0]?.rows ?? '[]' })
    await pool.query(`truncate bench_${table}`)
  }
  const client = await pool.connect()
  try {
    const began = performance.now()
    await client.query('begin')
    for (const { table, rows } of copies)
      await client.query(
        `insert into bench_${table} overriding system value select * from jsonb_populate_recordset(null::bench_${table}, $1)`,
        [rows],
      )
    await client.query('commit')
    return (performance.now() - began) / 1000
  } finally {
    client.release()
  }
}
