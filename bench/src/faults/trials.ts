import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { call } from '../lib/client.ts'
import { assertDurable } from '../lib/databases.ts'
import { max, percentile, round } from '../lib/statistics.ts'
import type { BenchOptions, BenchResult } from '../main.ts'
import { alreadyThere, breachDelays, checkStore, countOverdue } from './checks.ts'
import { type Journal, newJournal, report, type Situation } from './clients.ts'
import { type DatabaseKind, openPlatform, type Platform } from './platform.ts'

/** What one trial did and found. */
interface Trial {
  wrong: string[]
  killedAfterMs: number
  /** From `ready` (R1) or from the first connection that PostgreSQL accepts (R2) to the first acknowledged request. */
  backAfterMs: number
  /** From the kill to the first acknowledged request. */
  awayMs: number
  breachDelaysMs: number[]
}

type Victim = 'server' | 'postgres'

const trialLimitMs = 60_000
const catchUpLimitMs = 15_000

/** R1: `kill -9` of the platform while reports come in. Nothing acknowledged is lost, nothing is there twice or by halves. */
export const benchKillServer = (options: BenchOptions) => runTrials('server', options)
/** R2: `kill -9` of every PostgreSQL process. The platform goes on by itself and answers 503 meanwhile, never 500. */
export const benchKillPostgres = (options: BenchOptions) => runTrials('postgres', options)

async function runTrials(victim: Victim, options: BenchOptions): Promise<BenchResult> {
  const count = options.trials ?? (options.quick ? 5 : 50)
  const result: BenchResult = { figures: { trials: 0 }, assertions: [], failures: [] }
  for (const kind of ['embedded', 'server'] as const) {
    const platform = await openPlatform(kind)
    if (!platform || (victim === 'postgres' && platform.postgresPids().length === 0)) {
      process.stdout.write(`${kind}: skipped, there is no PostgreSQL server of ours here\n`)
      await platform?.stop()
      continue
    }
    try {
      result.assertions.push(
        `${kind} (PostgreSQL ${platform.databaseVersion}): ${(await assertDurable(platform.pool())).join(', ')}`,
      )
      await runOn(platform, kind, victim, count, result)
    } finally {
      await platform.stop()
    }
  }
  return result
}

async function runOn(platform: Platform, kind: DatabaseKind, victim: Victim, count: number, result: BenchResult) {
  const journal = newJournal(await alreadyThere(platform.pool()))
  const trials: Trial[] = []
  for (let at = 1; at <= count; at++) {
    const trial = await runTrial(platform, victim, journal)
    trials.push(trial)
    for (const one of trial.wrong) {
      result.failures.push(`${kind}, trial ${at}: ${one}`)
      process.stdout.write(`FAILED  ${kind}, trial ${at} (killed after ${trial.killedAfterMs} ms): ${one}\n`)
    }
    // A store that is broken once stays broken, and each later trial would say so again.
    if (trial.wrong.length && trials.filter(one => one.wrong.length).length >= 5) break
  }
  const delays = trials.flatMap(trial => trial.breachDelaysMs)
  const back = trials.map(trial => trial.backAfterMs)
  result.figures['trials'] = (result.figures['trials'] as number) + trials.length
  result.figures[kind] = {
    postgres: platform.databaseVersion,
    trials: trials.length,
    acknowledged: {
      events: journal.events.length,
      drafts: journal.reports.length,
      submissions: journal.submissions.length,
    },
    answeredOnRepeat: journal.submissions.filter(one => one.number === null).length,
    connectionsLost: journal.connectionsLost,
    unavailable503: journal.unavailable,
    backAfterMs: { p50: round(percentile(back, 0.5)), max: round(max(back)) },
    awayMs: {
      p50: round(
        percentile(
          trials.map(one => one.awayMs),
          0.5,
        ),
      ),
      max: round(max(trials.map(one => one.awayMs))),
    },
    breaches: delays.length,
    breachLateMs: delays.length
      ? { p50: percentile(delays, 0.5), p99: percentile(delays, 0.99), max: max(delays) }
      : null,
  }
  const worst = Math.max((result.figures['backAfterMsMax'] as number | undefined) ?? 0, round(max(back)))
  result.figures['backAfterMsMax'] = worst
  result.assertions.push(
    `${kind}: ${journal.events.length} events, ${journal.reports.length} drafts, ${journal.submissions.length} submissions acknowledged and looked up again`,
  )
}

async function runTrial(platform: Platform, victim: Victim, journal: Journal): Promise<Trial> {
  const startedAt = new Date()
  let open = true
  const situation: Situation = {
    url: () => platform.server().url,
    mayLoseConnections: victim === 'server',
    goesOn: () => open,
    giveUpAt: Date.now() + trialLimitMs,
  }
  const wrongBefore = journal.wrong.length
  const clients = platform.reporters.map(who => report(who, situation, journal))
  const killedAfterMs = 50 + Math.floor(Math.random() * 550)
  await sleep(killedAfterMs)
  const wrong: string[] = []
  const killedAt = performance.now()
  const back = victim === 'server' ? await killServer(platform) : await killPostgres(platform, wrong)
  // Some new work also begins while the platform comes back.
  await sleep(100)
  open = false
  await Promise.all(clients)
  const firstAnswer = journal.answeredAt.find(at => at > back.availableAt)
  if (firstAnswer === undefined) wrong.push('no request was acknowledged after the restart')
  if (Date.now() >= situation.giveUpAt) wrong.push('requests were still unacknowledged when the time was up')

  const pool = platform.pool()
  const settleBy = Date.now() + catchUpLimitMs
  const horizon = new Date(Date.now())
  while ((await countOverdue(pool, horizon)) > 0) {
    if (Date.now() > settleBy) {
      wrong.push(
        `${await countOverdue(pool, horizon)} deliveries or due tasks were not done ${catchUpLimitMs / 1000} s after the restart`,
      )
      break
    }
    await sleep(50)
  }
  wrong.push(...(await checkStore(pool, journal, platform.trustedKey())), ...(await repeatOne(platform, journal)))
  wrong.push(...journal.wrong.slice(wrongBefore).slice(0, 3))
  return {
    wrong,
    killedAfterMs,
    backAfterMs: (firstAnswer ?? Number.NaN) - back.availableAt,
    awayMs: (firstAnswer ?? Number.NaN) - killedAt,
    breachDelaysMs: await breachDelays(pool, startedAt, back.at),
  }
}

/** `availableAt`: when the database accepts (R2) or the platform says that it is ready (R1); on the monotonic clock, and as a date. */
interface Return {
  availableAt: number
  at: Date
}

async function killServer(platform: Platform): Promise<Return> {
  await platform.server().kill('SIGKILL')
  const { readyAt } = await platform.start()
  return { availableAt: performance.now(), at: readyAt }
}

async function killPostgres(platform: Platform, wrong: string[]): Promise<Return> {
  const { url } = platform.server()
  for (const pid of platform.postgresPids())
    try {
      process.kill(pid, 'SIGKILL')
    } catch {
      // It ended together with its postmaster.
    }
  // What needs no database goes on.
  const health = await call(url, 'GET', '/healthz').catch(() => null)
  if (health?.status !== 200) wrong.push(`/healthz answered ${health?.status ?? 'nothing'} while PostgreSQL was away`)
  const patientUntil = Date.now() + trialLimitMs / 2
  while (Date.now() < patientUntil) {
    if (platform.server().hasExited()) {
      wrong.push(`the platform ended with its database: ${platform.server().complaints().slice(-1000)}`)
      await platform.start()
      return { availableAt: performance.now(), at: new Date() }
    }
    if (await accepts(platform)) return { availableAt: performance.now(), at: new Date() }
    await sleep(10)
  }
  wrong.push(`PostgreSQL was not started again: ${platform.server().complaints().slice(-1500)}`)
  return { availableAt: performance.now(), at: new Date() }
}

async function accepts(platform: Platform): Promise<boolean> {
  const { connectionString } = platform.pool().options
  const client = new pg.Client({ connectionString, connectionTimeoutMillis: 1000 })
  client.on('error', () => {})
  try {
    await client.connect()
    await client.query('select 1')
    return true
  } catch {
    return false
  } finally {
    await client.end().catch(() => {})
  }
}

/** A create that was acknowledged is answered as the first time when it is repeated, and its id with other content is refused. */
async function repeatOne(platform: Platform, journal: Journal): Promise<string[]> {
  const one = journal.reports[Math.floor(Math.random() * journal.reports.length)]
  if (!one) return []
  const { rows } = await platform
    .pool()
    .query<{ account_id: string; same: boolean }>(
      'select account_id, reply = $2::jsonb as same from request_receipt where id = $1',
      [one.id, one.reply],
    )
  return rows[0]?.same ? [] : [`the receipt of draft ${one.id} does not hold the reply that was given`]
}
