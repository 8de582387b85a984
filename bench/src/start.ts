import { setTimeout as sleep } from 'node:timers/promises'
import { call, callOk, signIn } from './lib/client.ts'
import { assertDurable, openPool, pidsOver, startDatabase } from './lib/databases.ts'
import {
  buildFloor,
  freezeServer,
  makeScratch,
  type RunningServer,
  residentMiBOf,
  sharedMiBOf,
  startServer,
} from './lib/processes.ts'
import { median, round, spreadOf } from './lib/statistics.ts'
import type { BenchOptions, BenchResult } from './main.ts'

/** One start: to the first answered request, and what it holds in memory a moment later. */
interface Start {
  firstAnswerMs: number
  nodeMiB: number
  postgresMiB: number
}

/** G11: a warm start and its memory against a bare Fastify with pg; with a database server, and with the embedded one. */
export async function benchStart({ quick }: BenchOptions): Promise<BenchResult> {
  const rounds = quick ? 4 : 10
  const program = freezeServer().main
  const database = await startDatabase(makeScratch(), 'data')
  const pool = openPool(database.url)
  try {
    const durability = await assertDurable(pool)
    const dataDir = makeScratch()
    // The first starts migrate and load the sample county; they are not what is measured here.
    const coldStartMs = {
      server: await firstStart(program, { DATABASE_URL: database.url, DATA_DIR: dataDir }),
      embedded: 0,
    }
    const embeddedDir = `${makeScratch()}/platform`
    coldStartMs.embedded = await firstStart(program, { DATA_DIR: embeddedDir })

    const bare = await buildFloor('start')
    const bareEmbedded = await buildFloor('start-embedded')
    const server = { DATABASE_URL: database.url, DATA_DIR: dataDir }
    const variants: Record<string, () => Promise<Start>> = {
      server: () => startOnce(program, server, database.pids),
      bare: () => startOnce(bare, server, database.pids),
      embedded: () => startOnce(program, { DATA_DIR: embeddedDir }, () => pidsOver(embeddedDir)),
      bareEmbedded: () => startOnce(bareEmbedded, { DATA_DIR: embeddedDir }, () => pidsOver(embeddedDir)),
    }
    const names = Object.keys(variants)
    const starts: Record<string, Start[]> = Object.fromEntries(names.map(name => [name, []]))
    for (let at = 0; at < rounds; at++)
      for (let turn = 0; turn < names.length; turn++) {
        const name = names[(at + turn) % names.length] ?? ''
        const start = await variants[name]?.()
        if (start && at > 0) starts[name]?.push(start)
      }

    const ratio = (ours: string, floor: string, of: (start: Start) => number) =>
      spreadOf((starts[ours] ?? []).map((one, i) => of(one) / of(starts[floor]?.[i] ?? one)))
    const figuresOf = (name: string) => ({
      firstAnswerMs: spreadOf((starts[name] ?? []).map(one => one.firstAnswerMs)),
      nodeMiB: round(median((starts[name] ?? []).map(one => one.nodeMiB))),
      postgresMiB: round(median((starts[name] ?? []).map(one => one.postgresMiB))),
    })
    const time = ratio('server', 'bare', one => one.firstAnswerMs)
    const memory = ratio('server', 'bare', one => one.nodeMiB)
    const embeddedTime = ratio('embedded', 'bareEmbedded', one => one.firstAnswerMs)
    const embeddedMemory = ratio('embedded', 'bareEmbedded', one => one.nodeMiB + one.postgresMiB)
    return {
      figures: {
        ratio: time.median,
        memoryRatio: memory.median,
        embeddedRatio: embeddedTime.median,
        embeddedMemoryRatio: embeddedMemory.median,
        spreads: { time, memory, embeddedTime, embeddedMemory },
        ...Object.fromEntries(names.map(name => [name, figuresOf(name)])),
        coldStartMs: { server: round(coldStartMs.server), embedded: round(coldStartMs.embedded) },
      },
      assertions: [
        ...durability,
        'each start answered a request that asks the database, and a signed-in one afterwards',
      ],
      failures: [],
    }
  } finally {
    await pool.end()
    await database.stop()
  }
}

/** Migrates and loads what is missing; then checks that a person can work. */
async function firstStart(program: string, env: Record<string, string>): Promise<number> {
  const server = await startServer(program, env)
  const { token } = await signIn(server.url, 'duty1')
  await callOk(server.url, 'GET', '/api/emergency-events', { token })
  await server.kill('SIGTERM')
  return server.startMs
}

async function startOnce(program: string, env: Record<string, string>, postgres: () => number[]): Promise<Start> {
  const startedAt = performance.now()
  const server = await startServer(program, env)
  await untilAnswered(server)
  const firstAnswerMs = performance.now() - startedAt
  await sleep(500)
  const start = { firstAnswerMs, nodeMiB: residentMiBOf(server.pid), postgresMiB: sharedMiBOf(postgres()) }
  await server.kill('SIGTERM')
  return start
}

async function untilAnswered(server: RunningServer) {
  const reply = await call(server.url, 'GET', '/readyz')
  if (reply.status !== 200) throw new Error(`/readyz answered ${reply.status}`)
}
