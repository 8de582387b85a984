import { randomUUID } from 'node:crypto'
import type pg from 'pg'
import { call, callOk, openSessions, putUnderLoad, requestBytes, signIn } from './lib/client.ts'
import { copyEvents } from './lib/county.ts'
import { assertDurable, openPool, startDatabase } from './lib/databases.ts'
import { cpuRatio, figuresOf, interleave, latencyRatio, throughputRatio } from './lib/interleave.ts'
import { buildFloor, freezeServer, makeScratch, measureCpu, type RunningServer, startServer } from './lib/processes.ts'
import type { BenchOptions, BenchResult } from './main.ts'

type Variant = 'product' | 'fastify' | 'node'
const connections = 8
/** One session may ask 3,000 times a minute; a whole county is at the door here. */
const sessionCount = 120

/** G1: what the product costs above a bare server with the same SQL, for a read and for two writes. */
export async function benchApi({ quick }: BenchOptions): Promise<BenchResult> {
  const rounds = quick ? 4 : 8
  const seconds = quick ? 1 : 2
  const database = await startDatabase(makeScratch(), 'data')
  const pool = openPool(database.url)
  try {
    const durability = await assertDurable(pool)
    const dataDir = makeScratch()
    const servers: Record<Variant, RunningServer> = {
      product: await startServer(freezeServer().main, { DATABASE_URL: database.url, DATA_DIR: dataDir }),
      fastify: await startServer(await buildFloor('api-fastify'), { DATABASE_URL: database.url }),
      node: await startServer(await buildFloor('api-node'), { DATABASE_URL: database.url }),
    }
    const { tokens, events, reports, eventId } = await prepare(pool, servers.product.url, quick)
    const assertions = [...durability, ...(await assertGuarded(servers.product.url, eventId, tokens[0] ?? ''))]

    let turn = 0
    const token = () => tokens[turn++ % tokens.length] ?? ''
    const measure = async (expect: number, next: (variant: Variant) => Buffer | null) => {
      const slice = (variant: Variant) => () =>
        putUnderLoad({
          url: servers[variant].url,
          connections,
          seconds,
          next: () => next(variant),
          expect,
          cpu: () => measureCpu({ server: () => [servers[variant].pid], postgres: database.pids }),
        })
      const slices = await interleave(rounds, {
        node: slice('node'),
        fastify: slice('fastify'),
        product: slice('product'),
      })
      return {
        ratio: throughputRatio(slices.product, slices.fastify),
        p99Ratio: latencyRatio(slices.product, slices.fastify),
        cpuRatio: cpuRatio(slices.product, slices.fastify),
        fastifyOverNode: throughputRatio(slices.fastify, slices.node),
        product: figuresOf(slices.product),
        fastify: figuresOf(slices.fastify),
        node: figuresOf(slices.node),
      }
    }

    const anyEvent = () => events[Math.floor(Math.random() * events.length)] ?? eventId
    await assertSameReplies(servers, events.slice(0, 50), tokens[0] ?? '')
    const read = await measure(200, () =>
      requestBytes('GET', `/api/emergency-events/${anyEvent()}/obligations`, token()),
    )

    const before = await countWrites(pool)
    const lines: Record<Variant, number> = { product: 0, fastify: 0, node: 0 }
    const write = await measure(201, variant => {
      lines[variant]++
      const body = { id: randomUUID(), text: '县气象台电话通报：未来三小时有短时强降雨。', matterId: eventId }
      return requestBytes('POST', '/api/duty/log', token(), JSON.stringify(body))
    })

    const sent: Record<Variant, string[]> = { product: [], fastify: [], node: [] }
    const submission = await measure(200, variant => {
      const report = reports.pop()
      if (!report) return null
      sent[variant].push(report)
      return requestBytes('POST', `/api/event-reports/${report}/submission`, token(), '{}')
    })
    const checks = await checkWrites(pool, before, lines, sent, await countWrites(pool))

    return {
      figures: {
        ratio: read.ratio.median,
        writeRatio: write.ratio.median,
        submissionRatio: submission.ratio.median,
        events: events.length,
        connections,
        read,
        write,
        submission,
      },
      assertions: [...assertions, ...checks],
      failures: [],
    }
  } finally {
    await pool.end()
    await database.stop()
  }
}

/** An event and a drafted report through the front door, then many like them. */
async function prepare(pool: pg.Pool, url: string, quick: boolean) {
  const town = await signIn(url, 'chaping1')
  const input = {
    eventTypeCode: '11A51',
    areaCode: town.areaCode,
    knownAt: new Date(Date.now() - 1000).toISOString(),
    source: '村干部电话报告',
    summary: '凌晨强降雨引发山洪，冲毁便桥一座，道路中断。',
    losses: { deaths: 0, trapped: 2 },
  }
  const take = (title: string) =>
    callOk<{ id: string }>(url, 'POST', '/api/emergency-events', { token: town.token, body: { ...input, title } })
  const { id: eventId } = await take('茶坪镇山洪灾害')
  const events = (await copyEvents(pool, eventId, quick ? 10_000 : 200_000)).map(one => one.event)

  const { id: reportedEventId } = await take('茶坪镇山洪灾害（报告）')
  const draft = (event: string) =>
    callOk<{ id: string }>(url, 'POST', `/api/emergency-events/${event}/reports`, {
      token: town.token,
      body: { kind: 'first' },
    })
  const { id: reportId } = await draft(reportedEventId)
  const reports = (await copyEvents(pool, reportedEventId, quick ? 15_000 : 60_000, reportId)).map(one => one.report)
  const sent = await call(url, 'POST', `/api/event-reports/${reportId}/submission`, { token: town.token, body: {} })
  if (sent.status !== 200) throw new Error(`a report was not sent: ${sent.text}`)
  await pool.query('create table bench_reply (text text not null, report_id text not null)')
  await pool.query('insert into bench_reply values ($1, $2)', [sent.text, reportId])
  await pool.query('analyze')

  const duty = await signIn(url, 'duty1')
  return { tokens: await openSessions(pool, duty.accountId, sessionCount), events, reports, eventId }
}

/** Authorisation is on: no session, no answer; out of reach, not there; no permission, refused. */
async function assertGuarded(url: string, eventId: string, token: string): Promise<string[]> {
  const path = `/api/emergency-events/${eventId}/obligations`
  const other = await signIn(url, 'longtan1')
  const administrator = await signIn(url, 'admin1')
  for (const [expected, reply] of [
    [200, await call(url, 'GET', path, { token })],
    [401, await call(url, 'GET', path)],
    [404, await call(url, 'GET', path, { token: other.token })],
    [403, await call(url, 'GET', path, { token: administrator.token })],
  ] as const)
    if (reply.status !== expected) throw new Error(`${path} answered ${reply.status} instead of ${expected}`)
  return ['without a session 401, without the permission 403, out of reach 404']
}

async function assertSameReplies(servers: Record<Variant, RunningServer>, events: string[], token: string) {
  for (const event of events) {
    const path = `/api/emergency-events/${event}/obligations`
    const texts = await Promise.all(
      Object.values(servers).map(async ({ url }) => (await call(url, 'GET', path, { token })).text),
    )
    if (new Set(texts).size !== 1) throw new Error(`different replies to ${path}:\n${texts.join('\n')}`)
  }
}

async function countWrites(pool: pg.Pool) {
  const { rows } = await pool.query<{
    lines: number
    facts: number
    receipts: number
    submitted: number
    sent: number
  }>(
    `select (select count(*) from duty_log where not automatic) as lines, (select count(*) from fact where type = 'duty.logged') as facts,
      (select count(*) from request_receipt) as receipts, (select count(*) from fact where type = 'event-report.submitted') as submitted,
      (select count(*) from event_report where state = 'sent') as sent`,
  )
  return rows[0] as NonNullable<(typeof rows)[0]>
}

type Counts = Awaited<ReturnType<typeof countWrites>>

/** Every request did what it said, and everything that the product wrote is in its audit trail. */
async function checkWrites(
  pool: pg.Pool,
  before: Counts,
  lines: Record<Variant, number>,
  sent: Record<Variant, string[]>,
  after: Counts,
): Promise<string[]> {
  const expected: Counts = {
    lines: before.lines + lines.product + lines.fastify + lines.node,
    facts: before.facts + lines.product,
    receipts: before.receipts + lines.product,
    submitted: before.submitted + sent.product.length,
    sent: before.sent + sent.product.length + sent.fastify.length + sent.node.length,
  }
  if (JSON.stringify(expected) !== JSON.stringify(after))
    throw new Error(`expected ${JSON.stringify(expected)}, found ${JSON.stringify(after)}`)
  const { rows } = await pool.query<{ incomplete: number }>(
    `select count(*) as incomplete from event_report r where r.id = any($1) and (r.number is null or
      not exists (select 1 from fact f where f.subject_id = r.id::text and f.type = 'event-report.submitted') or
      exists (select 1 from event_report_delivery d where d.report_id = r.id and d.sent_at is null))`,
    [sent.product],
  )
  if (rows[0]?.incomplete !== 0) throw new Error(`${rows[0]?.incomplete} reports were sent incompletely`)
  return [`${lines.product} log lines and ${sent.product.length} submissions of the product, each with its fact`]
}
