import { createHash, randomUUID } from 'node:crypto'
import { existsSync, linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { sql } from 'kysely'
import { sm2 } from 'sm-crypto-v2'
import { type House, runSystemWork } from '../house.ts'
import { scheduleTask, type Work } from './work.ts'

/** The installation's own SM2 key pair, hex. The private half never leaves DATA_DIR. */
export interface InstallationKey {
  privateKey: string
  publicKey: string
}

/** Reads the key under `dataDir/keys`, making it at the first start; the public half is written beside it for others to keep. */
export function installationKey(dataDir: string): InstallationKey {
  const folder = join(dataDir, 'keys')
  const file = join(folder, 'installation-key.json')
  if (existsSync(file)) return JSON.parse(readFileSync(file, 'utf8')) as InstallationKey
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const made = sm2.generateKeyPairHex()
  // Two nodes may start at once on the same directory: the key appears whole, and the first one counts.
  const draft = `${file}.${randomUUID()}`
  writeFileSync(draft, JSON.stringify({ privateKey: made.privateKey, publicKey: made.publicKey }), { mode: 0o600 })
  try {
    linkSync(draft, file)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  } finally {
    rmSync(draft)
  }
  const key = JSON.parse(readFileSync(file, 'utf8')) as InstallationKey
  writeFileSync(join(folder, 'public-key.txt'), `${key.publicKey}\n`)
  return key
}

export interface ChainHead {
  chain: string
  length: number
  head: string
}

/** SM3 over all heads in the order of their chains. */
export const rootOf = (heads: ChainHead[]) =>
  createHash('sm3')
    .update(heads.map(one => `${one.chain} ${one.length} ${one.head}\n`).join(''))
    .digest()

/** The text that is signed: the root and when it was made, so that an old root cannot be passed off as today's. */
const signedText = (root: Buffer, madeAt: Date) => `${root.toString('hex')} ${madeAt.toISOString()}`

export const isSignatureGood = (root: Buffer, madeAt: Date, signature: string, publicKey: string) => {
  try {
    return sm2.doVerifySignature(signedText(root, madeAt), signature, publicKey, { hash: true, der: true })
  } catch {
    return false
  }
}

const taskKind = 'kernel.sign-root'

/** Signs the root over all heads and asks for the next one. As a due task it has one signer at a time among nodes. */
export const signRootTask = (key: InstallationKey, everyMinutes: number) => ({
  [taskKind]: async (work: Work) => {
    await signRoot(work, key)
    scheduleTask(work, taskKind, 'hourly', new Date(work.now.getTime() + everyMinutes * 60_000))
  },
})

async function signRoot(work: Work, key: InstallationKey) {
  // Heads and position in one statement: a fact committed between two would be counted as signed and never be.
  const { rows } = await sql<{ heads: ChainHead[]; position: number }>`select
      coalesce((select json_agg(json_build_object('chain', id, 'length', length, 'head', encode(head, 'hex')) order by id)
        from fact_chain), '[]') as heads,
      (select coalesce(max(position), 0) from fact) as position`.execute(work.tx)
  const { heads, position } = rows[0] ?? { heads: [], position: 0 }
  const root = rootOf(heads)
  const before = await work.tx.selectFrom('fact_root').select('root').orderBy('id', 'desc').limit(1).executeTakeFirst()
  if (before?.root.equals(root)) return
  await work.tx
    .insertInto('fact_root')
    .values({
      made_at: work.now,
      position,
      root,
      heads: JSON.stringify(heads),
      public_key: key.publicKey,
      signature: sm2.doSignature(signedText(root, work.now), key.privateKey, { hash: true, der: true }),
    })
    .execute()
}

/** At the start, makes sure that the hourly signature is on its way. */
export async function askForRoots(house: House) {
  await runSystemWork(house, async work => {
    const waiting = await work.tx.selectFrom('due_task').select('key').where('kind', '=', taskKind).executeTakeFirst()
    if (!waiting) scheduleTask(work, taskKind, 'hourly', work.now)
  })
}
