import { sql } from 'kysely'
import type { House } from '../house.ts'
import { runSystemWork } from '../house.ts'
import { Problem } from '../problem.ts'
import { recordFact, runWork, type Work } from '../work/work.ts'
import {
  knownAddressDelaySeconds,
  strangerBlockMinutes,
  strangerTries,
  strangerWindowMinutes,
} from './access-settings.ts'
import { isPasswordRight } from './passwords.ts'
import { reachOfNothing } from './reach.ts'
import { openSession } from './sessions.ts'
import { spendCode } from './totp.ts'

// Strangers share one budget per account, so guessing from many addresses does not help.
// An address from which the account has signed in before has a budget of its own and is only slowed down, by the setting's seconds at most:
// nobody can lock the duty desk out from elsewhere, and the desk cannot lock itself out.
const knownAddressDelays = [0, 0, 0, 2, 5, 10, 20, 30, 45, 60]
const strangerKey = 'strangers'

/**
 * Checks the password, and the code where the account has two steps (`totp-required` asks for it), and opens a session. Throws `session/*`
 * problems; every attempt leaves a fact and takes a try, with the code as with the password.
 */
export async function signIn(
  house: House,
  account: string,
  password: string,
  address: string,
  code?: string,
): Promise<{ token: string; expiresAt: Date; accountId: string }> {
  const name = account.toLowerCase()
  const source = await takeTry(house, name, address)
  const found = await house.transaction(async tx => {
    const row = await tx
      .selectFrom('account')
      .select(['id', 'password_hash', 'enabled', 'unit_id', 'person_id', 'display_name'])
      .select(
        sql<boolean>`exists (select 1 from second_factor f where f.account_id = account.id and f.confirmed_at is not null)`.as(
          'has_second_factor',
        ),
      )
      .where('account', '=', name)
      .executeTakeFirst()
    const grants = row
      ? await tx.selectFrom('held_grant').select('role').where('account_id', '=', row.id).execute()
      : []
    return row ? { ...row, roles: grants.map(grant => grant.role) } : null
  })
  const right = await isPasswordRight(password, found?.password_hash ?? null)
  if (!right || !found) {
    await noteRefusal(house, found?.id ?? 'unknown', { source })
    throw new Problem('session/wrong-credentials')
  }
  if (!found.enabled) throw new Problem('session/account-disabled')
  if (found.has_second_factor && !code) throw new Problem('totp-required')
  const actor = {
    accountId: found.id,
    personId: found.person_id,
    unitId: found.unit_id,
    name: found.display_name,
    grants: [],
  }
  await runWork(house, actor, reachOfNothing, async work => {
    const now = house.wallClock.now()
    if (found.has_second_factor) await spendCode(work, house, found.id, code ?? '')
    await giveTryBack(work, name, source, address, now)
    await work.tx.updateTable('account').set({ last_signed_in_at: now }).where('id', '=', found.id).execute()
    recordFact(work, 'session.opened', found.id, { address, steps: found.has_second_factor ? 2 : 1 })
  }).catch(async error => {
    if (error instanceof Problem && error.code === 'session/wrong-code')
      await noteRefusal(house, found.id, { source, step: 2 })
    throw error
  })
  const session = await openSession(house, found.id, found.roles)
  return { ...session, accountId: found.id }
}

const noteRefusal = (house: House, subject: string, data: Record<string, unknown>) =>
  runSystemWork(house, async work => void recordFact(work, 'session.refused', subject, data))

/**
 * Takes one try from the budget that this attempt draws on, before the password is looked at: many guesses at once get no more tries than
 * one after the other. Throws when the budget is used up for now.
 */
export async function takeTry(house: House, account: string, address: string): Promise<string> {
  const now = house.wallClock.now()
  const taken = await house.transaction(async tx => {
    const tries = await house.settings.of(tx, strangerTries)
    const windowMs = (await house.settings.of(tx, strangerWindowMinutes)) * 60_000
    const longestDelay = await house.settings.of(tx, knownAddressDelaySeconds)
    const blockSeconds = (await house.settings.of(tx, strangerBlockMinutes)) * 60
    const known = await tx
      .selectFrom('sign_in_attempt')
      .select('source')
      .where('account', '=', account)
      .where('source', '=', address)
      .where('known', '=', true)
      .executeTakeFirst()
    const source = known ? address : strangerKey
    await tx
      .insertInto('sign_in_attempt')
      .values({ account, source, known: false, failures: 0, since: now, blocked_until: null })
      .onConflict(conflict => conflict.doNothing())
      .execute()
    const before = await tx
      .selectFrom('sign_in_attempt')
      .selectAll()
      .where('account', '=', account)
      .where('source', '=', source)
      .forUpdate()
      .executeTakeFirstOrThrow()
    if (before.blocked_until && before.blocked_until > now) return { blockedUntil: before.blocked_until }
    const withinWindow = now.getTime() - before.since.getTime() < windowMs
    const failures = withinWindow ? before.failures + 1 : 1
    await tx
      .updateTable('sign_in_attempt')
      .set({
        failures,
        since: withinWindow ? before.since : now,
        blocked_until: after(
          source === strangerKey ? (failures >= tries ? blockSeconds : 0) : delayAtKnownAddress(failures, longestDelay),
          now,
        ),
      })
      .where('account', '=', account)
      .where('source', '=', source)
      .execute()
    return { source }
  })
  if (taken.source) return taken.source
  const seconds = Math.ceil(((taken.blockedUntil ?? now).getTime() - now.getTime()) / 1000)
  throw new Problem('session/locked-out', {
    detail: `请在 ${seconds >= 60 ? `${Math.ceil(seconds / 60)} 分钟` : `${seconds} 秒`}后再试`,
    retryAfterSeconds: seconds,
  })
}

/** The try was a right one after all: the address is known from now on, and what strangers used up before stays used. */
export async function giveTryBack(
  work: Pick<Work, 'tx' | 'settings'>,
  account: string,
  source: string,
  address: string,
  now: Date,
): Promise<void> {
  const row = { account, source: address, known: true, failures: 0, since: now, blocked_until: null }
  await work.tx
    .insertInto('sign_in_attempt')
    .values(row)
    .onConflict(conflict => conflict.columns(['account', 'source']).doUpdateSet(row))
    .execute()
  if (source !== strangerKey) return
  await work.tx
    .updateTable('sign_in_attempt')
    .set({ failures: sql<number>`greatest(failures - 1, 0)`, blocked_until: null })
    .where('account', '=', account)
    .where('source', '=', strangerKey)
    .where('failures', '<=', await work.settings.of(work.tx, strangerTries))
    .execute()
}

/** Each failure lengthens what has to be waited, from the third on, up to the setting. */
const delayAtKnownAddress = (failures: number, longest: number) =>
  Math.min(knownAddressDelays[Math.min(failures, knownAddressDelays.length - 1)] ?? 0, longest)

const after = (seconds: number, now: Date): Date | null =>
  seconds > 0 ? new Date(now.getTime() + seconds * 1000) : null
