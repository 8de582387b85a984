import { createHash, randomBytes } from 'node:crypto'
import type { Role } from '@anlan/contract/permissions.ts'
import { sql } from 'kysely'
import type { Tx } from '../database/database.ts'
import type { House } from '../house.ts'
import {
  dutyRoomIdleMinutes,
  idleMinutes,
  longestSessionHours,
  secondFactorForAdministrators,
} from './access-settings.ts'
import type { Actor, Grant } from './reach.ts'

/** Someone signed in: who acts, and until when the session lives. */
export interface Session {
  tokenHash: Buffer
  actor: Actor
  account: string
  roles: Role[]
  mustChangePassword: boolean
  /** An administrator without the two steps that the setting asks for. */
  mustSetUpSecondFactor: boolean
  expiresAt: Date
}

// The duty room's screen stays signed in through a night without keystrokes; other screens do not.
const dutyRoomRoles: Role[] = ['duty_officer', 'duty_leader', 'township_officer', 'upper_duty']

const cacheMs = 5_000
const touchEveryMs = 60_000

const hashOf = (token: string) => createHash('sha256').update(token).digest()

/** Opens a session and returns its token; only the token's hash is stored. */
export async function openSession(
  house: House,
  accountId: string,
  roles: Role[],
): Promise<{ token: string; expiresAt: Date }> {
  const token = randomBytes(32).toString('base64url')
  const now = house.wallClock.now()
  const idle = roles.some(role => dutyRoomRoles.includes(role)) ? dutyRoomIdleMinutes : idleMinutes
  const expiresAt = await house.transaction(async tx => {
    const longestMs = (await house.settings.of(tx, longestSessionHours)) * 3_600_000
    const expiresAt = new Date(now.getTime() + longestMs)
    await tx
      .insertInto('session')
      .values({
        token_hash: hashOf(token),
        account_id: accountId,
        created_at: now,
        last_seen_at: now,
        expires_at: expiresAt,
        idle_minutes: await house.settings.of(tx, idle),
      })
      .execute()
    return expiresAt
  })
  return { token, expiresAt }
}

interface Cached {
  session: Session
  readAt: number
  touchedAt: number
}

/**
 * Looks sessions up, kept for seconds in memory (a look-up per request costs 40 % of the read rate). A revocation is pushed to all nodes,
 * and drops the entry at once.
 */
export class Sessions {
  #cache = new Map<string, Cached>()
  #house: Pick<House, 'transaction' | 'reading' | 'wallClock' | 'log' | 'settings'>
  #listeners = new Set<(accountId: string | null) => void>()
  /** Counts what was forgotten: a look-up that began before is not kept. */
  #forgotten = 0

  constructor(house: Pick<House, 'transaction' | 'reading' | 'wallClock' | 'log' | 'settings'>) {
    this.#house = house
  }

  async find(token: string): Promise<Session | null> {
    if (token.length > 200) return null
    const hash = hashOf(token)
    const key = hash.toString('base64')
    const now = this.#house.wallClock.now().getTime()
    const cached = this.#cache.get(key)
    if (cached && now - cached.readAt < cacheMs && now >= cached.readAt) {
      if (cached.session.expiresAt.getTime() <= now) return null
      if (now - cached.touchedAt > touchEveryMs) this.#touch(hash, cached, now)
      return cached.session
    }
    const forgotten = this.#forgotten
    const session = await this.#read(hash, new Date(now))
    if (!session) this.#cache.delete(key)
    if (!session || forgotten !== this.#forgotten) return session
    if (this.#cache.size > 20_000) this.#cache.clear()
    const fresh: Cached = { session, readAt: now, touchedAt: cached?.touchedAt ?? 0 }
    this.#cache.set(key, fresh)
    if (now - fresh.touchedAt > touchEveryMs) this.#touch(hash, fresh, now)
    return session
  }

  /** Whether this token was somebody's when it was last looked up; asks nobody. */
  isKnown(token: string): boolean {
    return token.length <= 200 && this.#cache.has(hashOf(token).toString('base64'))
  }

  async #read(hash: Buffer, now: Date): Promise<Session | null> {
    const row = await this.#house.reading(tx =>
      tx
        .selectFrom('session as s')
        .innerJoin('account as a', 'a.id', 's.account_id')
        .select([
          'a.id',
          'a.account',
          'a.display_name',
          'a.unit_id',
          'a.person_id',
          'a.must_change_password',
          's.expires_at',
        ])
        .select(eb => [
          sql<
            { role: Role; unitId: string; countyId: string }[]
          >`(select coalesce(json_agg(json_build_object('role', g.role, 'unitId', g.unit_id, 'countyId',
            (select c.ancestor_id from unit_closure c where c.descendant_id = g.unit_id order by c.depth desc limit 1))), '[]')
            from held_grant g where g.account_id = ${eb.ref('a.id')})`.as('grants'),
          sql<boolean>`exists (select 1 from second_factor f where f.account_id = ${eb.ref('a.id')} and f.confirmed_at is not null)`.as(
            'has_second_factor',
          ),
        ])
        .where('s.token_hash', '=', hash)
        .where('a.enabled', '=', true)
        .where('s.expires_at', '>', now)
        .where(sql<boolean>`s.last_seen_at + make_interval(mins => s.idle_minutes) > ${now}`)
        .executeTakeFirst(),
    )
    if (!row) return null
    const grants = row.grants as Grant[]
    return {
      tokenHash: hash,
      actor: { accountId: row.id, personId: row.person_id, unitId: row.unit_id, name: row.display_name, grants },
      account: row.account,
      roles: [...new Set(grants.map(grant => grant.role))],
      mustChangePassword: row.must_change_password,
      mustSetUpSecondFactor:
        !row.has_second_factor &&
        grants.some(grant => administrators.includes(grant.role)) &&
        (await this.#house.reading(tx => this.#house.settings.of(tx, secondFactorForAdministrators))),
      expiresAt: row.expires_at,
    }
  }

  #touch(hash: Buffer, cached: Cached, now: number) {
    cached.touchedAt = now
    this.#house
      .transaction(tx =>
        tx
          .updateTable('session')
          .set({ last_seen_at: new Date(now) })
          .where('token_hash', '=', hash)
          .execute(),
      )
      .catch(error => this.#house.log.warn({ error: (error as Error).message }, 'a session was not touched'))
  }

  /** Tells every node that this account's sessions are to be looked at anew. */
  async revoked(accountId: string): Promise<void> {
    this.forget(accountId)
    await this.#house.transaction(tx => sql`select pg_notify('anlan_session', ${accountId})`.execute(tx))
  }

  forget(accountId: string) {
    this.#forgotten++
    for (const [key, cached] of this.#cache) if (cached.session.actor.accountId === accountId) this.#cache.delete(key)
    for (const listener of this.#listeners) listener(accountId)
  }

  /** Nothing kept in memory can be trusted any more. */
  forgetAll() {
    this.#forgotten++
    this.#cache.clear()
    for (const listener of this.#listeners) listener(null)
  }

  /** Called with an account's id when its sessions changed, with null when anybody's may have. Returns how to stop listening. */
  onRevoked(listener: (accountId: string | null) => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }
}

const administrators: Role[] = ['system_admin', 'security_admin', 'auditor']

/** Whether these roles have to sign in in two steps. */
export const isSecondFactorObligatory = async (
  { settings }: Pick<House, 'settings'>,
  tx: Tx,
  roles: Role[],
): Promise<boolean> =>
  roles.some(role => administrators.includes(role)) && (await settings.of(tx, secondFactorForAdministrators))

/** Ends all sessions of an account, within a unit of work that disables or regrants it. */
export async function endSessions(
  tx: Parameters<Parameters<House['transaction']>[0]>[0],
  accountId: string,
  except?: Buffer,
): Promise<void> {
  let query = tx.deleteFrom('session').where('account_id', '=', accountId)
  if (except) query = query.where('token_hash', '!=', except)
  await query.execute()
  await sql`select pg_notify('anlan_session', ${accountId})`.execute(tx)
}
