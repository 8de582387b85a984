import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import type pg from 'pg'
import { sm2 } from 'sm-crypto-v2'
import { describe, expect } from 'vitest'
import { type Node, type Running, test } from '../../../test/platform.ts'
import { connect } from '../database/database.ts'
import { runSystemWork } from '../house.ts'
import { rootOf } from './signed-roots.ts'
import { verifyFacts } from './verify-facts.ts'
import { factBody, recordFact, scheduleTask } from './work.ts'

// The full run is ANLAN_TAMPER=1000.
const edits = Number(process.env['ANLAN_TAMPER'] ?? 32)
const chains = ['a', 'b', 'c'].map(letter => letter.repeat(8).concat('-0000-4000-8000-000000000000'))
const factsPerChain = 12

/** A stopped platform whose record holds three known chains and a signed root over them. */
async function signedRecord(running: Running): Promise<{ trustedKey: string; close(): Promise<void>; pool: pg.Pool }> {
  const node = await running.start()
  // One fact by itself, or several of several chains together.
  const together = [1, 1, 4, 1, 5]
  for (let i = 1; i <= factsPerChain; i += together.shift() ?? 1)
    await runSystemWork(node.house, async work => {
      for (let j = i; j < i + (together[0] ?? 1); j++)
        for (const chain of chains)
          recordFact(work, 'test.noted', `s${j}`, { i: j, text: '山洪进村', at: work.now, none: null }, { chain })
    })
  await runSystemWork(node.house, async work => scheduleTask(work, 'kernel.sign-root', 'hourly', work.now))
  await expect.poll(() => rootsOver(running), { timeout: 10_000 }).toBe(true)
  const trustedKey = readFileSync(join(node.dataDir, 'keys', 'public-key.txt'), 'utf8').trim()
  await node.stop()
  // Somebody who owns the database can switch its triggers off.
  const { pool } = connect(running.connectionString, { max: 1 })
  await pool.query('create table kept_fact as table fact')
  await pool.query('create table kept_chain as table fact_chain')
  await pool.query('create table kept_root as table fact_root')
  await pool.query(`set session_replication_role = replica`)
  return { trustedKey, pool, close: () => pool.end() }
}

const rootsOver = async (running: Running) =>
  (
    await running.query<{ done: boolean }>(
      `select coalesce((select heads from fact_root order by id desc limit 1)
        @> (select jsonb_agg(jsonb_build_object('chain', id, 'length', length)) from fact_chain where id = any($1)), false) as done`,
      [chains],
    )
  )[0]?.done

async function restore(pool: pg.Pool) {
  await pool.query('delete from fact; delete from fact_chain; delete from fact_root')
  await pool.query('insert into fact overriding system value select * from kept_fact')
  await pool.query('insert into fact_chain select * from kept_chain')
  await pool.query('insert into fact_root overriding system value select * from kept_root')
}

interface Row {
  id: string
  chain_id: string
  sequence: number
  type: string
  subject_id: string
  matter_id: string | null
  actor_id: string | null
  actor_name: string | null
  recorded_at: Date
  data: Record<string, unknown>
  hash: Buffer
}

/** Recomputes a chain as its own trigger-less owner could, so that it is whole again from `sequence` on. */
async function rehash(pool: pg.Pool, chain: string) {
  const { rows } = await pool.query<Row>('select * from fact where chain_id = $1 order by sequence', [chain])
  let before: Buffer = Buffer.alloc(0)
  for (const [i, row] of rows.entries()) {
    const body = factBody({
      id: row.id,
      chain: row.chain_id,
      type: row.type,
      subject: row.subject_id,
      matter: row.matter_id,
      actorId: row.actor_id,
      actorName: row.actor_name,
      recordedAt: row.recorded_at,
      data: row.data,
    })
    before = createHash('sm3')
      .update(before)
      .update(`${i + 1}\n${body}`)
      .digest()
    await pool.query('update fact set sequence = $2, hash = $3 where id = $1', [row.id, i + 1, before])
  }
  await pool.query('update fact_chain set length = $2, head = $3 where id = $1', [chain, rows.length, before])
}

/** Ways to falsify the record, each on the given chain at the given place. */
const falsifications: Record<string, (pool: pg.Pool, chain: string, at: number) => Promise<unknown>> = {
  'a changed word': (pool, chain, at) =>
    pool.query(`update fact set data = data || '{"text":"无事"}' where chain_id = $1 and sequence = $2`, [chain, at]),
  'a flipped bit of the hash': (pool, chain, at) =>
    pool.query(
      'update fact set hash = set_bit(hash, $3, 1 - get_bit(hash, $3)) where chain_id = $1 and sequence = $2',
      [chain, at, (at * 37) % 256],
    ),
  'another time': (pool, chain, at) =>
    pool.query(`update fact set recorded_at = recorded_at - interval '1 ms' where chain_id = $1 and sequence = $2`, [
      chain,
      at,
    ]),
  'another person': (pool, chain, at) =>
    pool.query(`update fact set actor_name = '别人' where chain_id = $1 and sequence = $2`, [chain, at]),
  'another kind': (pool, chain, at) =>
    pool.query(`update fact set type = 'test.other' where chain_id = $1 and sequence = $2`, [chain, at]),
  'another subject': (pool, chain, at) =>
    pool.query(`update fact set subject_id = 'x' where chain_id = $1 and sequence = $2`, [chain, at]),
  'another matter': (pool, chain, at) =>
    pool.query('update fact set matter_id = gen_random_uuid() where chain_id = $1 and sequence = $2', [chain, at]),
  'a deleted row': (pool, chain, at) =>
    pool.query('delete from fact where chain_id = $1 and sequence = $2', [chain, at]),
  'an inserted row': async (pool, chain, at) => {
    await pool.query('update fact set sequence = sequence + 1000 where chain_id = $1 and sequence > $2', [chain, at])
    await pool.query('update fact set sequence = sequence - 999 where chain_id = $1 and sequence > 1000', [chain])
    await pool.query(
      `insert into fact (id, chain_id, sequence, type, subject_id, recorded_at, data, hash)
        select gen_random_uuid(), chain_id, $2 + 1, type, subject_id, recorded_at, data, hash
        from fact where chain_id = $1 and sequence = $2`,
      [chain, at],
    )
  },
  'swapped rows': async (pool, chain, at) => {
    const other = (at % factsPerChain) + 1
    await pool.query('update fact set sequence = 9999 where chain_id = $1 and sequence = $2', [chain, at])
    await pool.query('update fact set sequence = $2 where chain_id = $1 and sequence = $3', [chain, at, other])
    await pool.query('update fact set sequence = $2 where chain_id = $1 and sequence = 9999', [chain, other])
  },
  'a cut tail': (pool, chain, at) => pool.query('delete from fact where chain_id = $1 and sequence >= $2', [chain, at]),
  'a cut tail with its head put right': async (pool, chain, at) => {
    await pool.query('delete from fact where chain_id = $1 and sequence >= $2', [chain, at])
    await rehash(pool, chain)
  },
  'a rewritten chain': async (pool, chain, at) => {
    await pool.query(`update fact set data = '{"text":"无事"}' where chain_id = $1 and sequence = $2`, [chain, at])
    await rehash(pool, chain)
  },
  'a chain that never was': (pool, chain) =>
    pool
      .query('delete from fact where chain_id = $1', [chain])
      .then(() => pool.query('delete from fact_chain where id = $1', [chain])),
  'a chain without its head': (pool, chain) => pool.query('delete from fact_chain where id = $1', [chain]),
  'a head of its own': (pool, chain) => pool.query(`update fact_chain set head = 'x' where id = $1`, [chain]),
}

describe('the record', () => {
  test('is whole when nobody touched it, and every falsification shows with its place', { timeout: 120_000 }, async ({
    running,
  }) => {
    const { pool, trustedKey, close } = await signedRecord(running)
    const whole = await verifyFacts(pool, trustedKey)
    expect(whole.broken).toBeNull()
    expect(whole.facts).toBeGreaterThanOrEqual(chains.length * factsPerChain)
    expect(whole.roots).toBeGreaterThanOrEqual(1)

    const kinds = Object.keys(falsifications)
    const trial = fc.record({
      chain: fc.constantFrom(...chains),
      at: fc.integer({ min: 1, max: factsPerChain }),
    })
    const unseen: string[] = []
    for (const [i, { chain, at }] of fc.sample(trial, { numRuns: edits, seed: 19 }).entries()) {
      const kind = kinds[i % kinds.length] ?? ''
      await falsifications[kind]?.(pool, chain, at)
      const { broken } = await verifyFacts(pool, trustedKey)
      if (!broken?.includes(chain)) unseen.push(`${kind} at ${at}: ${broken}`)
      await restore(pool)
    }
    expect(unseen).toEqual([])
    expect((await verifyFacts(pool, trustedKey)).broken).toBeNull()
    await close()
  })

  test('a record rewritten and signed anew with another key does not pass for ours', async ({ running }) => {
    const { pool, trustedKey, close } = await signedRecord(running)
    const [chain = ''] = chains
    await pool.query(`update fact set data = '{"text":"无事"}' where chain_id = $1 and sequence = 3`, [chain])
    await rehash(pool, chain)
    const { rows } = await pool.query<{ chain: string; length: number; head: string }>(
      `select id as chain, length, encode(head, 'hex') as head from fact_chain order by id`,
    )
    const key = sm2.generateKeyPairHex()
    const madeAt = new Date()
    const root = rootOf(rows)
    await pool.query('delete from fact_root')
    await pool.query(
      `insert into fact_root (made_at, position, root, heads, public_key, signature)
        values ($1, (select max(position) from fact), $2, $3, $4, $5)`,
      [
        madeAt,
        root,
        JSON.stringify(rows),
        key.publicKey,
        sm2.doSignature(`${root.toString('hex')} ${madeAt.toISOString()}`, key.privateKey, { hash: true, der: true }),
      ],
    )
    expect((await verifyFacts(pool, null)).broken).toBeNull()
    expect((await verifyFacts(pool, trustedKey)).broken).toContain('公钥不是本系统的公钥')
    await close()
  })

  test('a signature of another moment is not accepted', async ({ running }) => {
    const { pool, trustedKey, close } = await signedRecord(running)
    await pool.query(`update fact_root set made_at = made_at + interval '1 day'`)
    expect((await verifyFacts(pool, trustedKey)).broken).toContain('签名无效')
    await close()
  })

  test('is only added to: the database refuses every change, of whoever is not its owner and of its owner', async ({
    running,
  }) => {
    const node: Node = await running.start()
    await expect
      .poll(async () => (await running.query('select 1 from fact_root')).length, { timeout: 10_000 })
      .toBeGreaterThan(0)
    const attempts = [
      `update fact set data = '{}'`,
      'delete from fact',
      'truncate fact cascade',
      `update fact_root set signature = ''`,
      'delete from fact_root',
      'truncate fact_root',
    ]
    for (const attempt of attempts) await expect(running.query(attempt), attempt).rejects.toThrow('记录只增不改')
    await node.stop()
  })

  test('what happens while the root is signed does not disturb it', async ({ running }) => {
    const node = await running.start()
    const roots = async () => (await running.query('select 1 from fact_root')).length
    await expect.poll(roots, { timeout: 10_000 }).toBeGreaterThan(0)
    const work = Array.from({ length: 60 }, (_, i) =>
      runSystemWork(node.house, async one => {
        recordFact(one, 'test.noted', `s${i}`, { i }, { chain: chains[i % 3] ?? '' })
        if (i % 10 === 0) scheduleTask(one, 'kernel.sign-root', 'hourly', one.now)
      }),
    )
    await Promise.all(work)
    await runSystemWork(node.house, async one => {
      recordFact(one, 'test.noted', 'last')
      scheduleTask(one, 'kernel.sign-root', 'hourly', one.now)
    })
    await expect.poll(roots, { timeout: 10_000 }).toBeGreaterThan(1)
    await node.stop()
    const { pool } = connect(running.connectionString, { max: 1 })
    const verified = await verifyFacts(pool, null)
    expect(verified.broken).toBeNull()
    expect(verified.roots).toBeGreaterThan(1)
    await pool.end()
  })
})
