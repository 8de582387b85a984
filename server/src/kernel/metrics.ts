import { timingSafeEqual } from 'node:crypto'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { sql } from 'kysely'
import { collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'
import type { House } from './house.ts'
import type { App } from './http/app.ts'
import { Problem } from './problem.ts'
import { isLoopback } from './settings.ts'

const secondsBuckets = [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10]
/** A live stream lasts for hours; it is counted, not timed. */
const untimed = new Set(['/api/stream', '/metrics'])

interface Watched {
  token: string | null
  streamClients: () => number
}

/**
 * `GET /metrics` in the text format of Prometheus: process, event loop, requests by route, connections, what waits and what gave up. Numbers
 * and route patterns only, never an id, a name or an address. Answers this machine, or whoever brings the operator's token; to all
 * others the page does not exist.
 */
export function metricsRoutes(app: App, house: House, { token, streamClients }: Watched) {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry, eventLoopMonitoringPrecision: 20 })
  watchRequests(app, registry)
  watchMemory(house, registry, streamClients)
  const watchStore = storeGauges(registry)
  app.addHook('onClose', async () => registry.clear())

  app.get('/metrics', { schema: { hide: true } as object }, async (request, reply) => {
    if (!isAllowed(request, token)) throw new Problem('not-found')
    await watchStore(house)
    return reply
      .type(registry.contentType)
      .header('cache-control', 'no-store')
      .send(await registry.metrics())
  })
}

/** A proxy on this machine would make everybody look local; it names whom it speaks for. */
function isAllowed(request: FastifyRequest, token: string | null): boolean {
  const header = request.headers.authorization ?? ''
  if (token && isSame(header, `Bearer ${token}`)) return true
  const isForwarded = 'x-forwarded-for' in request.headers || 'forwarded' in request.headers
  return !isForwarded && isLoopback(request.ip)
}

function isSame(given: string, wanted: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(wanted)]
  return a.length === b.length && timingSafeEqual(a, b)
}

function watchRequests(app: App, registry: Registry) {
  const durations = new Histogram({
    name: 'anlan_http_request_duration_seconds',
    help: '各接口的处理时间',
    labelNames: ['method', 'route', 'status'],
    buckets: secondsBuckets,
    registers: [registry],
  })
  // Looking the labels up costs more than counting, so each combination keeps its counter.
  const known = new Map<string, { observe(seconds: number): void }>()
  app.addHook('onResponse', (request: FastifyRequest, reply: FastifyReply, done: () => void) => {
    const route = request.routeOptions.url ?? 'none'
    if (!untimed.has(route)) {
      const status = `${Math.floor(reply.statusCode / 100)}xx`
      const key = `${request.method} ${route} ${status}`
      let counter = known.get(key)
      if (!counter) {
        counter = durations.labels(request.method, route, status)
        known.set(key, counter)
      }
      counter.observe(reply.elapsedTime / 1000)
    }
    done()
  })
}

function watchMemory({ database, version }: House, registry: Registry, streamClients: () => number) {
  const registers = [registry]
  new Gauge({ name: 'anlan_build_info', help: '程序版本', labelNames: ['version'], registers }).labels(version).set(1)
  new Gauge({
    name: 'anlan_stream_clients',
    help: '连着实时消息的客户端数',
    registers,
    collect() {
      this.set(streamClients())
    },
  })
  new Gauge({
    name: 'anlan_database_connections',
    help: '数据库连接池：使用中、空闲、等候连接的请求数',
    labelNames: ['state'],
    registers,
    collect() {
      const { totalCount, idleCount, waitingCount } = database.pool
      this.labels('used').set(totalCount - idleCount)
      this.labels('idle').set(idleCount)
      this.labels('waiting').set(waitingCount)
    },
  })
}

interface StoreFigures {
  deliveries: number
  delivery_lag: number
  tasks_overdue: number
  task_lag: number
  dead_deliveries: number
  dead_tasks: number
  root_age: number
}

/** What only the database knows, asked once per scrape. While it is away the rest is told all the same. */
function storeGauges(registry: Registry): (house: House) => Promise<void> {
  const registers = [registry]
  const gauge = (name: string, help: string) => new Gauge({ name: `anlan_${name}`, help, registers })
  const up = gauge('database_up', '数据库可用为 1，不可用为 0')
  const files = gauge('file_store_up', '文件存储可用为 1，不可用为 0')
  const gauges: Record<keyof StoreFigures, Gauge> = {
    deliveries: gauge('relay_pending', '等待处理的投递数'),
    delivery_lag: gauge('relay_lag_seconds', '最久的一件到期投递已等待的秒数'),
    tasks_overdue: gauge('due_tasks_overdue', '已到时间尚未执行的任务数'),
    task_lag: gauge('due_task_lag_seconds', '最久的一件到期任务已等待的秒数'),
    dead_deliveries: gauge('dead_deliveries', '多次失败、等待人工处理的投递数'),
    dead_tasks: gauge('dead_tasks', '多次失败、等待人工处理的任务数'),
    root_age: gauge('signed_root_age_seconds', '距最近一次对全部记录签名的秒数'),
  }
  return async house => {
    files.set((await house.files.state()).available ? 1 : 0)
    const figures = await readFigures(house).catch(() => null)
    up.set(figures ? 1 : 0)
    for (const [name, each] of Object.entries(gauges)) {
      if (figures) each.set(figures[name as keyof StoreFigures])
      else each.remove()
    }
  }
}

async function readFigures(house: House): Promise<StoreFigures | null> {
  const now = house.clock.now()
  const { rows } = await house.transaction(tx =>
    sql<StoreFigures>`
      select d.*, t.*, greatest(extract(epoch from ${now}::timestamptz - coalesce(
        (select made_at from fact_root order by id desc limit 1), (select created_at from installation))), 0)::float8 as root_age
      from
        (select count(*) filter (where dead_at is null)::int as deliveries, count(dead_at)::int as dead_deliveries,
          greatest(extract(epoch from ${now}::timestamptz - min(next_attempt_at) filter (where dead_at is null)), 0)::float8
            as delivery_lag from fact_delivery) d,
        (select count(*) filter (where dead_at is null and run_at <= ${now}::timestamptz)::int as tasks_overdue,
          count(dead_at)::int as dead_tasks,
          greatest(extract(epoch from ${now}::timestamptz - min(run_at) filter (where dead_at is null)), 0)::float8
            as task_lag from due_task) t`.execute(tx),
  )
  return rows[0] ?? null
}
