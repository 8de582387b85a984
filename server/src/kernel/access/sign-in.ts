import type { House } from '../house.ts'
import { runSystemWork } from '../house.ts'
import { Problem } from '../problem.ts'
import { recordFact, runWork } from '../work/work.ts'
import { isPasswordRight } from './passwords.ts'
import { reachOfNothing } from './reach.ts'
import { openSession } from './sessions.ts'

// 等保三级 asks for a limit; the numbers are ours. Strangers share one budget per account, so guessing from many addresses does not help.
// An address from which the account has signed in before has a budget of its own and is only slowed down, by half a minute at most:
// nobody can lock the duty desk out from elsewhere, and the desk cannot lock itself out.
const strangers = { tries: 10, windowMinutes: 15, blockMinutes: 15 }
const knownAddressDelays = [0, 0, 0, 2, 5, 10, 20, 30]
const strangerKey = 'strangers'

/** Checks the password and opens a session. Throws `session/*` problems; every attempt leaves a fact. */
export async function signIn(
  house: House,
  account: string,
  password: string,
  address: string,
): Promise<{ token: string; expiresAt: Date; accountId: string }> {
  const name = account.toLowerCase()
  const source = await sourceOf(house, name, address)
  const found = await house.transaction(async tx => {
    const row = await tx
      .selectFrom('account')
      .select(['id', 'password_hash', 'enabled', 'unit_id', 'person_id', 'display_name'])
      .where('account', '=', name)
      .executeTakeFirst()
    const grants = row
      ? await tx.selectFrom('account_grant').select('role').where('account_id', '=', row.id).execute()
      : []
    return row ? { ...row, roles: grants.map(grant => grant.role) } : null
  })
  const right = await isPasswordRight(password, found?.password_hash ?? null)
  if (!right || !found) {
    await noteFailure(house, name, source, found?.id ?? null)
    throw new Problem('session/wrong-credentials')
  }
  if (!found.enabled) throw new Problem('session/account-disabled')
  const actor = {
    accountId: found.id,
    personId: found.person_id,
    unitId: found.unit_id,
    name: found.display_name,
    grants: [],
  }
  await runWork(house, actor, reachOfNothing, async work => {
    const now = house.wallClock.now()
    const row = { account: name, source: address, known: true, failures: 0, since: now, blocked_until: null }
    await work.tx
      .insertInto('sign_in_attempt')
      .values(row)
      .onConflict(conflict => conflict.columns(['account', 'source']).doUpdateSet(row))
      .execute()
    await work.tx.updateTable('account').set({ last_signed_in_at: now }).where('id', '=', found.id).execute()
    recordFact(work, 'session.opened', found.id, { address })
  })
  const session = await openSession(house, found.id, found.roles)
  return { ...session, accountId: found.id }
}

/** The budget this attempt draws on; throws when it is used up for now. */
async function sourceOf(house: House, account: string, address: string): Promise<string> {
  const now = house.wallClock.now()
  const rows = await house.transaction(tx =>
    tx
      .selectFrom('sign_in_attempt')
      .selectAll()
      .where('account', '=', account)
      .where('source', 'in', [address, strangerKey])
      .execute(),
  )
  const source = rows.some(row => row.source === address && row.known) ? address : strangerKey
  const blockedUntil = rows.find(row => row.source === source)?.blocked_until
  if (blockedUntil && blockedUntil > now) {
    const seconds = Math.ceil((blockedUntil.getTime() - now.getTime()) / 1000)
    throw new Problem('session/locked-out', {
      detail: `请在 ${seconds >= 60 ? `${Math.ceil(seconds / 60)} 分钟` : `${seconds} 秒`}后再试`,
      retryAfterSeconds: seconds,
    })
  }
  return source
}

async function noteFailure(house: House, account: string, source: string, accountId: string | null) {
  await runSystemWork(house, async work => {
    const now = house.wallClock.now()
    const before = await work.tx
      .selectFrom('sign_in_attempt')
      .selectAll()
      .where('account', '=', account)
      .where('source', '=', source)
      .forUpdate()
      .executeTakeFirst()
    const withinWindow = before && now.getTime() - before.since.getTime() < strangers.windowMinutes * 60_000
    const failures = withinWindow ? before.failures + 1 : 1
    const row = {
      account,
      source,
      known: before?.known ?? false,
      failures,
      since: withinWindow ? before.since : now,
      blocked_until: blockedUntil(source, failures, now),
    }
    await work.tx
      .insertInto('sign_in_attempt')
      .values(row)
      .onConflict(conflict => conflict.columns(['account', 'source']).doUpdateSet(row))
      .execute()
    recordFact(work, 'session.refused', accountId ?? 'unknown', { source, failures })
  })
}

function blockedUntil(source: string, failures: number, now: Date): Date | null {
  const slowedBy = knownAddressDelays[Math.min(failures, knownAddressDelays.length - 1)] ?? 0
  const seconds = source === strangerKey ? (failures >= strangers.tries ? strangers.blockMinutes * 60 : 0) : slowedBy
  return seconds > 0 ? new Date(now.getTime() + seconds * 1000) : null
}
