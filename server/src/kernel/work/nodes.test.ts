import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { OperationView } from '@anlan/contract/administration.ts'
import { describe, expect } from 'vitest'
import type { z } from 'zod'
import { type Node, type Running, test } from '../../../test/platform.ts'
import { runSystemWork } from '../house.ts'
import type { Module } from '../module.ts'
import { recordFact, scheduleTask } from './work.ts'

const soon = { timeout: 5_000, interval: 25 }

const happened = (node: Node, subject: string) =>
  runSystemWork(node.house, async work => {
    recordFact(work, 'test.happened', subject)
  })

describe('two nodes on one database', () => {
  test.override({ empty: true })
  for (const sharing of [true, false])
    test(`start at once on an empty store, ${sharing ? 'with one data directory' : 'each with its own'}`, async ({
      running,
    }) => {
      const dataDir = mkdtempSync(join(tmpdir(), 'anlan-node-'))
      // The sample county once; without it the schema and the reference rows are what both want to bring.
      const how = sharing ? { dataDir } : { sampleCounty: false }
      const nodes = await Promise.all([running.start(how), running.start(how)])
      const [loaded] = await running.query(
        `select count(*)::int as n from fact where type = 'installation.sample-county-loaded'`,
      )
      expect(loaded).toEqual({ n: sharing ? 1 : 0 })
      const [twice] = await running.query(
        'select count(*)::int as n from (select id from schema_migration group by id having count(*) > 1) x',
      )
      expect(twice).toEqual({ n: 0 })
      const [installation] = await running.query('select count(*)::int as n from installation')
      expect(installation).toEqual({ n: 1 })
      if (sharing) for (const node of nodes) expect(await node.signIn('duty1')).toMatch(/^[\w-]{43}$/)
      expect(nodes.flatMap(node => node.said)).toEqual([])
    }, 60_000)
})

describe('what must happen later', () => {
  test('takes effect exactly once with two nodes, and not before its time', async ({ running }) => {
    const counting: Module = {
      name: 'counting',
      tasks: {
        'test.count': async (work, key) => {
          await new Promise(resolve => setTimeout(resolve, 1))
          recordFact(work, 'test.counted', key, { early: work.now < new Date(Number(key.split('/')[1])) })
        },
      },
    }
    const [one, two] = [await running.start({ modules: [counting] }), await running.start({ modules: [counting] })]
    const start = Date.now()
    await runSystemWork(one.house, async work => {
      for (let i = 0; i < 300; i++) {
        const at = new Date(start + 300 + (i % 10) * 60)
        scheduleTask(work, 'test.count', `${i}/${at.getTime()}`, at)
      }
    })
    await expect
      .poll(async () => (await running.query(`select 1 from fact where type = 'test.counted'`)).length, soon)
      .toBeGreaterThanOrEqual(300)
    await new Promise(resolve => setTimeout(resolve, 600))
    const rows = await running.query<{ subject_id: string; early: boolean }>(
      `select subject_id, (data->>'early')::boolean as early from fact where type = 'test.counted'`,
    )
    expect(rows.length).toBe(300)
    expect(new Set(rows.map(row => row.subject_id)).size).toBe(300)
    expect(rows.filter(row => row.early)).toEqual([])
    expect([...one.said, ...two.said]).toEqual([])
  })

  test('one bad task holds up nobody and ends as a dead letter that can be retried', async ({ running }) => {
    let broken = true
    const modules: Module[] = [
      {
        name: 'faulty',
        tasks: {
          'test.bad': async (work, key) => {
            if (broken) throw new Error('坏了')
            recordFact(work, 'test.mended', key)
          },
          'test.good': async (work, key) => void recordFact(work, 'test.done', key),
        },
      },
    ]
    const node = await running.start({ modules })
    await runSystemWork(node.house, async work => {
      scheduleTask(work, 'test.bad', 'k/1', work.now)
      for (let i = 0; i < 50; i++) scheduleTask(work, 'test.good', String(i), work.now)
    })
    await expect
      .poll(async () => (await running.query(`select 1 from fact where type = 'test.done'`)).length, soon)
      .toBe(50)
    await exhaust(running, node, 'due_task', 'run_at')
    const letters = await deadLetters(node)
    expect(letters).toMatchObject([{ kind: 'task', name: 'test.bad', subject: 'k/1', attempts: 8, lastError: '坏了' }])
    broken = false
    await retry(node, letters[0]?.id ?? '', 'task')
    await expect
      .poll(async () => (await running.query(`select 1 from fact where type = 'test.mended'`)).length, soon)
      .toBe(1)
    expect(await deadLetters(node)).toEqual([])
  })
})

describe('who reacts to facts', () => {
  test('a failing subscriber delays nobody, ends as a dead letter, and can be retried', async ({ running }) => {
    let broken = true
    const modules: Module[] = [
      {
        name: 'listeners',
        subscribers: {
          faulty: {
            on: ['test.happened'],
            handle: async (work, fact) => {
              if (broken) throw new Error('处理失败')
              recordFact(work, 'test.faulty-heard', fact.subjectId)
            },
          },
          sound: {
            on: ['test.happened'],
            handle: async (work, fact) => void recordFact(work, 'test.heard', fact.subjectId),
          },
        },
      },
    ]
    const node = await running.start({ modules })
    const began = performance.now()
    for (let i = 0; i < 5; i++) await happened(node, `s${i}`)
    await expect
      .poll(async () => (await running.query(`select 1 from fact where type = 'test.heard'`)).length, soon)
      .toBe(5)
    expect(performance.now() - began).toBeLessThan(3_000)
    await exhaust(running, node, 'fact_delivery', 'next_attempt_at')
    const letters = await deadLetters(node)
    expect(letters.length).toBe(5)
    expect(letters[0]).toMatchObject({
      kind: 'delivery',
      name: 'listeners.faulty（test.happened）',
      attempts: 8,
      lastError: '处理失败',
    })
    broken = false
    for (const letter of letters) await retry(node, letter.id, 'delivery')
    await expect
      .poll(async () => (await running.query(`select 1 from fact where type = 'test.faulty-heard'`)).length, soon)
      .toBe(5)
    expect(await deadLetters(node)).toEqual([])
    expect((await running.query(`select 1 from fact where type = 'test.heard'`)).length).toBe(5)
  })

  test('a fact is handed on again when the node that had it dies, and takes effect once', async ({ running }) => {
    let taken = () => {}
    const hasTaken = new Promise<void>(resolve => {
      taken = resolve
    })
    const hear = (hang: boolean): Module[] => [
      {
        name: 'listeners',
        subscribers: {
          one: {
            on: ['test.happened'],
            handle: async (work, fact) => {
              recordFact(work, 'test.heard', fact.subjectId)
              if (!hang) return
              taken()
              await work.tx.selectFrom('installation').select('id').execute()
              await new Promise(resolve => setTimeout(resolve, 1_500))
            },
          },
        },
      },
    ]
    const dying = await running.start({ modules: hear(true) })
    await happened(dying, 'x')
    await hasTaken
    // Its connection breaks in the middle of the handler, as when the process is killed.
    await running.query(
      `select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and state = 'idle in transaction'`,
    )
    const other = await running.start({ modules: hear(false) })
    await expect
      .poll(async () => (await running.query(`select 1 from fact where type = 'test.heard'`)).length, soon)
      .toBe(1)
    await dying.stop()
    await new Promise(resolve => setTimeout(resolve, 300))
    expect((await running.query(`select 1 from fact where type = 'test.heard'`)).length).toBe(1)
    expect((await running.query('select 1 from fact_delivery')).length).toBe(0)
    expect(other.said).toEqual([])
  })

  test('facts of other nodes are handed on, each to each subscriber once', async ({ running }) => {
    const modules: Module[] = [
      {
        name: 'listeners',
        subscribers: {
          one: {
            on: ['test.happened'],
            handle: async (work, fact) => void recordFact(work, 'test.one', fact.subjectId),
          },
          two: {
            on: ['test.happened'],
            handle: async (work, fact) => void recordFact(work, 'test.two', fact.subjectId),
          },
        },
      },
    ]
    const nodes = [await running.start({ modules }), await running.start({ modules })]
    await Promise.all(Array.from({ length: 100 }, (_, i) => happened(nodes[i % 2] as Node, `s${i}`)))
    await expect
      .poll(async () => (await running.query(`select 1 from fact where type in ('test.one', 'test.two')`)).length, soon)
      .toBe(200)
    await new Promise(resolve => setTimeout(resolve, 300))
    const [row] = await running.query(
      `select count(*)::int as n, count(distinct (type, subject_id))::int as kinds from fact where type in ('test.one', 'test.two')`,
    )
    expect(row).toEqual({ n: 200, kinds: 200 })
  })
})

/** Lets the waits between attempts pass at once until nothing waits any more. */
async function exhaust(running: Running, node: Node, table: string, column: string) {
  await expect
    .poll(
      async () => {
        await running.query(`update ${table} set ${column} = now() where dead_at is null and attempts > 0`)
        node.house.wake.facts(true)
        node.house.wake.tasks(new Date())
        return (await running.query(`select 1 from ${table} where dead_at is null and attempts > 0`)).length
      },
      { timeout: 30_000, interval: 50 },
    )
    .toBe(0)
}

const asAdmin = async (node: Node) => ({ authorization: `Bearer ${await node.signIn('admin1')}` })

async function deadLetters(node: Node): Promise<z.output<typeof OperationView>['deadLetters']> {
  const reply = await fetch(`${node.url}/api/operations`, { headers: await asAdmin(node) })
  return ((await reply.json()) as z.output<typeof OperationView>).deadLetters
}

async function retry(node: Node, id: string, kind: string) {
  const reply = await fetch(`${node.url}/api/operations/dead-letters/${kind}/${encodeURIComponent(id)}/retry`, {
    method: 'POST',
    headers: await asAdmin(node),
  })
  expect(reply.status).toBe(204)
}
