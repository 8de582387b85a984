import { sql } from 'kysely'
import { expect } from 'vitest'
import { test } from '../../test/platform.ts'
import { runSystemWork } from './house.ts'
import { readSettings } from './settings.ts'
import { recordFact } from './work/work.ts'

const figure = (text: string, name: string) =>
  Number(new RegExp(`^${name.replaceAll(/[{}"/=.:]/g, '\\$&')} (\\S+)$`, 'm').exec(text)?.[1] ?? Number.NaN)

test('tell requests by route, what waits and what gave up, and nobody by name', async ({ running }) => {
  const node = await running.start({
    modules: [
      {
        name: 'broken',
        subscribers: { never: { on: ['broken.happened'], handle: () => Promise.reject(new Error('broken')) } },
      },
    ],
  })
  const token = await node.signIn('duty1')
  const stream = await fetch(`${node.url}/api/stream`, { headers: { authorization: `Bearer ${token}` } })
  await stream.body?.getReader().read()
  await fetch(`${node.url}/api/emergency-events/11111111-2222-4333-8444-555555555555`, {
    headers: { authorization: `Bearer ${token}` },
  })
  await running.query(
    `insert into due_task (kind, key, run_at, dead_at) values ('x', 'y', '2020-01-01', now()), ('x', 'z', '2020-01-01', now())`,
  )
  await runSystemWork(node.house, async work => void recordFact(work, 'broken.happened', 'x'))
  await expect
    .poll(async () => figure(await (await fetch(`${node.url}/metrics`)).text(), 'anlan_stream_clients'))
    .toBe(1)
  const reply = await fetch(`${node.url}/metrics`)
  expect(reply.headers.get('content-type')).toMatch(/^text\/plain; version=0.0.4/)
  const text = await reply.text()
  const route = 'anlan_http_request_duration_seconds_count{method="GET",route="/api/emergency-events/:id",status="4xx"}'
  expect(figure(text, route)).toBe(1)
  expect(figure(text, 'anlan_dead_tasks')).toBe(2)
  expect(figure(text, 'anlan_database_up')).toBe(1)
  expect(figure(text, 'anlan_file_store_up')).toBe(1)
  expect(figure(text, 'anlan_relay_pending')).toBeGreaterThanOrEqual(1)
  expect(figure(text, 'anlan_signed_root_age_seconds')).toBeGreaterThanOrEqual(0)
  expect(figure(text, 'anlan_database_connections{state="waiting"}')).toBe(0)
  expect(figure(text, 'nodejs_eventloop_lag_p99_seconds')).toBeGreaterThan(0)
  expect(text).not.toMatch(/11111111|duty1|[\u4e00-\u9fff]{2,3}·/)
  await stream.body?.cancel().catch(() => {})
})

test('answer this machine and the bearer of the token; to others the page does not exist', async ({ running }) => {
  const { app } = await running.start()
  const status = async (remoteAddress: string, headers: Record<string, string> = {}) =>
    (await app.inject({ url: '/metrics', remoteAddress, headers })).statusCode
  expect(await status('127.0.0.1')).toBe(200)
  expect(await status('10.0.0.7')).toBe(404)
  expect(await status('127.0.0.1', { 'x-forwarded-for': '10.0.0.7' })).toBe(404)
  expect(await status('10.0.0.7', { authorization: 'Bearer null' })).toBe(404)

  const other = await running.start({ metricsToken: 'a-long-enough-token' })
  const from = async (token: string) =>
    (
      await other.app.inject({
        url: '/metrics',
        remoteAddress: '10.0.0.7',
        headers: { authorization: `Bearer ${token}` },
      })
    ).statusCode
  expect(await from('a-long-enough-token')).toBe(200)
  expect(await from('a-long-enough-toke')).toBe(404)
  expect(() => readSettings({ METRICS_TOKEN: 'short' })).toThrow('METRICS_TOKEN 应为')
})

test('of a node whose database is away still tell of the process', async ({ running }) => {
  const { house, app } = await running.start()
  const transaction = house.transaction
  house.transaction = act =>
    transaction(async tx => {
      await sql`select pg_terminate_backend(pg_backend_pid())`.execute(tx)
      return act(tx)
    })
  const { statusCode, body } = await app.inject({ url: '/metrics' })
  house.transaction = transaction
  expect(statusCode).toBe(200)
  expect(figure(body, 'anlan_database_up')).toBe(0)
  expect(body).toContain('process_cpu_seconds_total')
  expect(Number.isNaN(figure(body, 'anlan_dead_tasks'))).toBe(true)
})
