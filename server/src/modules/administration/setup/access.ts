import { createHmac, timingSafeEqual } from 'node:crypto'
import type { FastifyRequest } from 'fastify'
import { type Actor, reachOfEverything } from '../../../kernel/access/reach.ts'
import type { House } from '../../../kernel/house.ts'
import { Problem } from '../../../kernel/problem.ts'
import { installationChain, runReading, runWork, type Work } from '../../../kernel/work/work.ts'
import { unitOfFunction } from '../../directory/api.ts'

export const setupCookie = 'anlan_setup'

/**
 * The set-up code (设置码) of this installation, as its console shows it: twelve characters in three groups. It follows from the key under
 * DATA_DIR/keys, so that all nodes and every restart agree, and opens nothing once there is an account.
 */
export async function setupCode(house: House): Promise<string> {
  const { id } = await house.reading(tx => tx.selectFrom('installation').select('id').executeTakeFirstOrThrow())
  const bytes = createHmac('sha256', house.secretKey).update(`anlan first-run set-up ${id}`).digest()
  return Array.from(bytes.subarray(0, 12), byte => letters[byte % letters.length])
    .join('')
    .replace(/(.{4})(?=.)/g, '$1-')
}
// None that is mistaken for another when read aloud or copied from a screen.
const letters = 'ABCDEFGHJKMNPQRSTUVWXYZ23456789'

const closed = new WeakSet<House>()

/** Whether the store still waits for its first account. Accounts are never removed, so that a closed set-up stays closed. */
export async function isSetupOpen(house: House): Promise<boolean> {
  if (closed.has(house)) return false
  const any = await house.reading(tx => tx.selectFrom('account').select('id').limit(1).executeTakeFirst())
  if (any) closed.add(house)
  return !any
}

export async function isRightCode(house: House, given: string): Promise<boolean> {
  const plain = (text: string) => Buffer.from(text.toUpperCase().replace(/[^A-Z0-9]/g, ''))
  const [right, said] = [plain(await setupCode(house)), plain(given)]
  return right.length === said.length && timingSafeEqual(right, said)
}

/** To whoever has no code, and once there is an account, the set-up does not exist. */
export async function assertSetup(house: House, request: FastifyRequest): Promise<void> {
  const code = request.cookies[setupCookie]
  if (!(await isSetupOpen(house)) || !code || !(await isRightCode(house, code))) throw new Problem('not-found')
}

/** A unit of work of whoever sets the county up: the system's reach, the county's chain as soon as there is one. */
export async function runSetupWork<T>(
  house: House,
  act: (work: Work) => Promise<T>,
  how: 'reading' | 'writing' = 'writing',
): Promise<T> {
  const county = await house.reading(tx => unitOfFunction(tx, 'county'))
  const actor: Actor = {
    accountId: null,
    personId: null,
    unitId: county?.id ?? installationChain,
    name: '首次设置',
    grants: [],
  }
  return how === 'reading'
    ? runReading(house, actor, reachOfEverything, act)
    : runWork(house, actor, reachOfEverything, async work => {
        // Two browsers with the code do one thing after the other; the one that comes after the first account finds it closed.
        await work.tx.selectFrom('installation').select('id').forUpdate().execute()
        if (await work.tx.selectFrom('account').select('id').limit(1).executeTakeFirst()) throw new Problem('not-found')
        return act(work)
      })
}
