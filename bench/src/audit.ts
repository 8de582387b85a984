import { createHash, randomUUID } from 'node:crypto'
import { modules } from '@anlan/server/app.ts'
import { type Actor, reachOfEverything } from '@anlan/server/kernel/access/reach.ts'
import { realClock } from '@anlan/server/kernel/clock.ts'
import { connect } from '@anlan/server/kernel/database/database.ts'
import { localFileStore } from '@anlan/server/kernel/files/store.ts'
import { buildHouse, type House, systemActor } from '@anlan/server/kernel/house.ts'
import { canonical } from '@anlan/server/kernel/work/canonical.ts'
import { verifyFacts } from '@anlan/server/kernel/work/verify-facts.ts'
import { recordFact, runWork } from '@anlan/server/kernel/work/work.ts'
import '@anlan/server/kernel/tables.ts'
import { assertDurable, startDatabase } from './lib/databases.ts'
import { figuresOf, interleave, latencyRatio, type Slice, throughputRatio } from './lib/interleave.ts'
import { freezeServer, makeScratch, measureCpu, startServer } from './lib/processes.ts'
import { spreadOf } from './lib/statistics.ts'
import type { BenchOptions, BenchResult } from './main.ts'

const writers = 8
const log = { info: () => {}, warn: () => {}, error: () => {} }

/**
 * G14: what the record costs. The product's own unit of work writes a log line with the receipt of its call; once with its fact on the chain of its
 * unit, once with all facts on one chain, and once without. Then how fast the whole record is verified, against hashing alone.
 */
export async function benchAudit({ quick }: BenchOptions): Promise<BenchResult> {
  const database = await startDatabase(makeScratch(), 'data')
  // The platform brings the schema and the sample county, then leaves: it would share the cores.
  const server = await startServer(freezeServer().main, { DATABASE_URL: database.url, DATA_DIR: makeScratch() })
  await server.kill('SIGTERM')
  const connection = connect(database.url)
  try {
    const durability = await assertDurable(connection.pool)
    const house = buildHouse({
      database: connection,
      clock: realClock,
      wallClock: realClock,
      files: localFileStore(makeScratch()),
      log,
      version: 'bench',
      databaseKind: 'server',
      modules,
    })
    const { rows: units } = await connection.pool.query<{ id: string }>('select id from unit order by id limit 40')
    const rooms = units.map(unit => unit.id)
    const before = await count(house)

    const written = { perUnit: 0, oneChain: 0, none: 0 }
    const variant = (name: keyof typeof written) => async () => {
      const slice = await write(house, rooms, name, quick ? 1 : 2, database.pids)
      written[name] += slice.operations
      return slice
    }
    const slices = await interleave(quick ? 5 : 10, {
      none: variant('none'),
      perUnit: variant('perUnit'),
      oneChain: variant('oneChain'),
    })
    const after = await count(house)
    const expected = {
      facts: before.facts + written.perUnit + written.oneChain,
      lines: before.lines + written.perUnit + written.oneChain + written.none,
    }
    if (canonical(expected) !== canonical(after))
      throw new Error(`expected ${canonical(expected)}, found ${canonical(after)}`)

    const verification = await measureVerification(house, quick ? 4 : 8)
    return {
      figures: {
        ratio: throughputRatio(slices.perUnit, slices.none).median,
        write: {
          ratio: throughputRatio(slices.perUnit, slices.none),
          p99Ratio: latencyRatio(slices.perUnit, slices.none),
          oneChainRatio: throughputRatio(slices.oneChain, slices.none),
          chains: rooms.length,
          audited: figuresOf(slices.perUnit),
          oneChain: figuresOf(slices.oneChain),
          unaudited: figuresOf(slices.none),
        },
        verifyRatio: verification.ratio.median,
        verification,
      },
      assertions: [...durability, `${expected.facts} facts on their chains, verified from the first to the last`],
      failures: [],
    }
  } finally {
    await connection.pool.end()
    await database.stop()
  }
}

/** Log lines by eight writers for some seconds, each line one unit of work of the product. */
async function write(
  house: House,
  rooms: string[],
  variant: 'perUnit' | 'oneChain' | 'none',
  seconds: number,
  postgres: () => number[],
): Promise<Slice> {
  const latenciesMs: number[] = []
  const cpu = measureCpu({ postgres })
  const startedAt = performance.now()
  let turn = 0
  const writer = async () => {
    while (performance.now() < startedAt + seconds * 1000) {
      const begunAt = performance.now()
      await writeLine(
        house,
        rooms[turn++ % rooms.length] ?? '',
        variant === 'none' ? null : variant === 'oneChain' ? (rooms[0] ?? '') : 'own',
      )
      latenciesMs.push(performance.now() - begunAt)
    }
  }
  await Promise.all(Array.from({ length: writers }, writer))
  return { operations: latenciesMs.length, seconds: (performance.now() - startedAt) / 1000, latenciesMs, cpuMs: cpu() }
}

/** A log line as the duty module writes it, with the receipt that a call with an id leaves; `chain` null leaves the fact out. */
const writeLine = (house: House, room: string, chain: string | null) => {
  const actor: Actor = { ...systemActor, name: '田晓岚', unitId: room }
  const text = '县气象台电话通报：未来三小时有短时强降雨。'
  return runWork(house, actor, reachOfEverything, async work => {
    const id = randomUUID()
    await work.tx.selectFrom('unit').selectAll().where('id', '=', room).executeTakeFirstOrThrow()
    const row = {
      id,
      unit_id: room,
      kind: 'other',
      text,
      at: work.now,
      by_name: actor.name,
      matter_id: null,
      mentioned_unit_ids: [],
      corrects_id: null,
      automatic: false,
      source_fact: null,
    }
    await work.tx.insertInto('duty_log').values(row).execute()
    if (chain) recordFact(work, 'duty.logged', id, { kind: row.kind, text }, chain === 'own' ? {} : { chain })
    const hash = createHash('sha256').update(canonical({ id, text })).digest('hex')
    work.pending.receipt = { id, account: null, route: 'POST /api/duty/log', hash, reply: row }
  })
}

async function count(house: House): Promise<{ facts: number; lines: number }> {
  const { rows } = await house.database.pool.query<{ facts: number; lines: number }>(
    'select (select count(*) from fact) as facts, (select count(*) from duty_log) as lines',
  )
  return rows[0] ?? { facts: 0, lines: 0 }
}

/** The verification of all facts against hashing as many bodies of the same lengths, in turns. */
async function measureVerification(house: House, rounds: number) {
  const { rows } = await house.database.pool.query<{ data: unknown }>('select data from fact')
  const bodies = rows.map(row =>
    canonical([randomUUID(), randomUUID(), 'duty.logged', randomUUID(), null, null, '田晓岚', new Date(), row.data]),
  )
  const hashAll = () => {
    let head: Buffer = Buffer.alloc(0)
    for (const [i, body] of bodies.entries()) head = createHash('sm3').update(head).update(`${i}\n${body}`).digest()
    return head
  }
  const verified: number[] = []
  const hashed: number[] = []
  for (let at = 0; at < rounds; at++) {
    const measured: [number[], () => unknown][] = [
      [verified, () => verifyWhole(house)],
      [hashed, hashAll],
    ]
    for (const [rates, act] of at % 2 ? measured.reverse() : measured) {
      const startedAt = performance.now()
      await act()
      if (at > 0) rates.push((bodies.length / (performance.now() - startedAt)) * 1000)
    }
  }
  return {
    ratio: spreadOf(verified.map((rate, i) => rate / (hashed[i] ?? Number.NaN))),
    facts: bodies.length,
    verifiedPerSecond: spreadOf(verified),
    hashedPerSecond: spreadOf(hashed),
  }
}

async function verifyWhole(house: House) {
  const { broken } = await verifyFacts(house.database.pool, null)
  if (broken) throw new Error(`the chain is broken: ${broken}`)
}
