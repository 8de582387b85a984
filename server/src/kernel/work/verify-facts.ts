import { createHash } from 'node:crypto'
import type pg from 'pg'
import { type ChainHead, isSignatureGood, rootOf } from './signed-roots.ts'
import { factBody } from './work.ts'

/** What checking the record found. `broken` is the first broken link, in Chinese; null when the record is whole. */
export interface Verification {
  facts: number
  chains: number
  roots: number
  broken: string | null
}

/** A fact as PostgreSQL writes it, each column as text: what is only to be hashed need not become something first. */
type FactRow = [
  id: string,
  sequence: string,
  type: string,
  subject: string,
  matter: string | null,
  actor: string | null,
  actorName: string | null,
  recordedAt: string,
  data: string,
  hash: string,
]

const factsAfter = (chain: string, sequence: number): pg.QueryArrayConfig => ({
  name: 'facts-after',
  text: `select id, sequence, type, subject_id, matter_id, actor_id, actor_name,
      to_char(recorded_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), data, encode(hash, 'hex')
    from fact where chain_id = $1 and sequence > $2 order by sequence limit ${batch}`,
  values: [chain, sequence],
  rowMode: 'array',
  types: { getTypeParser: () => (text: string) => text } as unknown as pg.CustomTypesConfig,
})

const batch = 2000

/**
 * Recomputes every chain from its first fact and compares it with what is stored, with the chain's head and with every signed root: an
 * altered, removed, inserted or swapped fact, a cut tail and a rewritten chain all show. `trustedKeys` are the exported public keys, kept
 * elsewhere: more than one when the store was restored and goes on with a new key.
 */
export async function verifyFacts(pool: pg.Pool, trustedKeys: string | string[] | null): Promise<Verification> {
  const client = await pool.connect()
  try {
    await client.query('begin isolation level repeatable read read only')
    const chains = (
      await client.query<{ id: string; length: number; head: Buffer }>(
        'select id, length, head from fact_chain order by id',
      )
    ).rows
    const roots = (
      await client.query<{
        id: number
        made_at: Date
        root: Buffer
        heads: ChainHead[]
        public_key: string
        signature: string
      }>('select id, made_at, root, heads, public_key, signature from fact_root order by id')
    ).rows
    const result: Verification = { facts: 0, chains: chains.length, roots: roots.length, broken: null }
    const strayed = await client.query<{ chain_id: string }>(
      'select chain_id from fact where chain_id not in (select id from fact_chain) limit 1',
    )
    if (strayed.rows[0]) return { ...result, broken: `链 ${strayed.rows[0].chain_id} 的链首已被删除` }

    const anchors = new Map<string, { root: number; head: string }>()
    for (const root of roots) {
      if (!rootOf(root.heads).equals(root.root)) return { ...result, broken: `第 ${root.id} 次签名的根与链首清单不符` }
      if (trustedKeys?.length && ![trustedKeys].flat().includes(root.public_key))
        return { ...result, broken: `第 ${root.id} 次签名所用的公钥不是本系统的公钥` }
      if (!isSignatureGood(root.root, root.made_at, root.signature, root.public_key))
        return { ...result, broken: `第 ${root.id} 次签名无效` }
      for (const head of root.heads) {
        const chain = chains.find(one => one.id === head.chain)
        if (!chain || chain.length < head.length)
          return {
            ...result,
            broken: `链 ${head.chain} 在第 ${root.id} 次签名时有 ${head.length} 条记录，现在只有 ${chain?.length ?? 0} 条`,
          }
        anchors.set(`${head.chain} ${head.length}`, { root: root.id, head: head.head })
      }
    }
    for (const chain of chains) {
      const broken = await verifyChain(client, chain, anchors, result)
      if (broken) return { ...result, broken }
    }
    return result
  } finally {
    await client.query('rollback')
    client.release()
  }
}

async function verifyChain(
  client: pg.PoolClient,
  chain: { id: string; length: number; head: Buffer },
  anchors: Map<string, { root: number; head: string }>,
  result: Verification,
): Promise<string | null> {
  let before: Buffer = Buffer.alloc(0)
  let sequence = 0
  let next = client.query<FactRow>(factsAfter(chain.id, 0))
  for (;;) {
    const { rows } = await next
    const last = rows.length < batch
    // PostgreSQL reads the next ones while these are hashed here. What it says when all is over anyway is nobody's business.
    if (!last) next = client.query<FactRow>(factsAfter(chain.id, Number(rows.at(-1)?.[1])))
    next.catch(() => {})
    for (const fact of rows) {
      const [id, number, type, , , , , , , hash] = fact
      if (Number(number) !== sequence + 1) return `链 ${chain.id} 缺少第 ${sequence + 1} 条记录`
      sequence++
      before = hashOf(before, chain.id, fact)
      const found = before.toString('hex')
      if (found !== hash) return `链 ${chain.id} 第 ${sequence} 条记录（${id}，${type}）与其校验值不符`
      const anchor = anchors.get(`${chain.id} ${sequence}`)
      if (anchor && anchor.head !== found)
        return `链 ${chain.id} 第 ${sequence} 条记录与第 ${anchor.root} 次签名的根不符，该链被整体改写过`
      result.facts++
    }
    if (last) break
  }
  if (sequence !== chain.length || !before.equals(chain.head))
    return `链 ${chain.id} 末尾有 ${chain.length - sequence} 条记录缺失，或链首被改动`
  return null
}

function hashOf(before: Buffer, chain: string, fact: FactRow): Buffer {
  const [id, sequence, type, subject, matter, actorId, actorName, recordedAt, data] = fact
  const body = factBody({
    id,
    chain,
    type,
    subject,
    matter,
    actorId,
    actorName,
    recordedAt,
    data: JSON.parse(data) as Record<string, unknown>,
  })
  return createHash('sm3').update(before).update(`${sequence}\n${body}`).digest()
}
