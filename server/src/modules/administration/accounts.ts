import { randomUUID } from 'node:crypto'
import type { AccountView, CreateAccount, SetEnabled, SetGrants } from '@anlan/contract/administration.ts'
import type { Role } from '@anlan/contract/permissions.ts'
import { sql } from 'kysely'
import type { z } from 'zod'
import { assertGoodPassword, hashPassword, isPasswordRight } from '../../kernel/access/passwords.ts'
import { endSessions, type Session } from '../../kernel/access/sessions.ts'
import { cursorParts, pageOf } from '../../kernel/database/keyset.ts'
import { fieldProblem, Problem } from '../../kernel/problem.ts'
import { recordFact, type Work } from '../../kernel/work/work.ts'
import { findUnit } from '../directory/api.ts'

/** 三权分立: whoever holds one of these holds nothing else. */
const administrators: Role[] = ['system_admin', 'security_admin', 'auditor']

const accounts = (work: Work) =>
  work.tx
    .selectFrom('account as a')
    .innerJoin('unit as u', 'u.id', 'a.unit_id')
    .select([
      'a.id',
      'a.account',
      'a.display_name',
      'a.unit_id',
      'u.name as unit_name',
      'a.person_id',
      'a.enabled',
      'a.must_change_password',
      'a.last_signed_in_at',
    ])
    .select(eb => [
      sql<
        Role[]
      >`coalesce((select array_agg(distinct g.role order by g.role) from account_grant g where g.account_id = ${eb.ref('a.id')}), '{}')`.as(
        'roles',
      ),
      sql<Date | null>`(select max(t.blocked_until) from sign_in_attempt t where t.account = ${eb.ref('a.account')})`.as(
        'blocked_until',
      ),
      sql<boolean>`exists (select 1 from second_factor f where f.account_id = ${eb.ref('a.id')} and f.confirmed_at is not null)`.as(
        'has_second_factor',
      ),
    ])

type Row = Awaited<ReturnType<ReturnType<typeof accounts>['execute']>>[number]

const present = (row: Row): z.output<typeof AccountView> => ({
  id: row.id,
  account: row.account,
  displayName: row.display_name,
  unitId: row.unit_id,
  unitName: row.unit_name,
  personId: row.person_id,
  roles: row.roles,
  enabled: row.enabled,
  mustChangePassword: row.must_change_password,
  hasSecondFactor: row.has_second_factor,
  lastSignedInAt: row.last_signed_in_at?.toISOString() ?? null,
  lockedUntil: row.blocked_until && row.blocked_until > new Date(0) ? row.blocked_until.toISOString() : null,
})

export async function listAccounts(
  work: Work,
  query: { text?: string | undefined; after?: string | undefined; limit: number },
) {
  const cursor = cursorParts(query.after, ['text'])
  const rows = await accounts(work)
    .$if(Boolean(query.text), q =>
      q.where(sql<boolean>`position(${query.text ?? ''} in a.account || a.display_name || u.name) > 0`),
    )
    .$if(cursor !== null, q => q.where('a.account', '>', cursor?.[0] ?? ''))
    .orderBy('a.account')
    .limit(query.limit + 1)
    .execute()
  return pageOf(rows, query.limit, row => [row.account], present)
}

async function presentAccount(work: Work, id: string) {
  const row = await accounts(work).where('a.id', '=', id).executeTakeFirst()
  if (!row) throw new Problem('not-found')
  return present(row)
}

/** Hashing is made to be slow: it is done before the unit of work that stores its result, which holds a connection and locks. */
export async function firstPassword(password: string): Promise<string> {
  await assertGoodPassword(password, [], [])
  return hashPassword(password)
}

/** A password that may take the place of an account's present one. */
export interface NextPassword {
  hash: string
  /** The hash it was compared with; another one by the time it is stored is a conflict. */
  replaces: string
}

type RunWork = <T>(act: (work: Work) => Promise<T>) => Promise<T>

/** Checks a new password against the rules and the account's last ones, and hashes it, outside any unit of work. */
export async function nextPassword(run: RunWork, accountId: string, password: string): Promise<NextPassword> {
  const { account, roles } = await run(async work => ({
    account: await work.tx.selectFrom('account').selectAll().where('id', '=', accountId).executeTakeFirst(),
    roles: await work.tx.selectFrom('account_grant').select('role').where('account_id', '=', accountId).execute(),
  }))
  if (!account) throw new Problem('not-found')
  await assertGoodPassword(
    password,
    roles.map(row => row.role),
    formerOf(account),
  )
  return { hash: await hashPassword(password), replaces: account.password_hash }
}

const formerOf = (account: { password_hash: string; former_password_hashes: string[] }) =>
  [...account.former_password_hashes, account.password_hash].slice(-5)

/** Opens an account without any role: the security administrator grants those. The first password has to be changed. */
export async function createAccount(work: Work, input: z.output<typeof CreateAccount>, passwordHash: string) {
  if (!(await findUnit(work.tx, input.unitId)))
    throw fieldProblem('directory/unknown-unit', '/unitId', '所属单位', '单位不在机构名录中')
  const taken = await work.tx.selectFrom('account').select('id').where('account', '=', input.account).executeTakeFirst()
  if (taken)
    throw new Problem('administration/account-exists', {
      errors: [{ pointer: '/account', field: '账号', message: '该账号名已被使用' }],
    })
  const id = input.id ?? randomUUID()
  await work.tx
    .insertInto('account')
    .values({
      id,
      account: input.account,
      display_name: input.displayName,
      unit_id: input.unitId,
      person_id: input.personId,
      password_hash: passwordHash,
      must_change_password: true,
      last_signed_in_at: null,
      created_at: work.now,
    })
    .execute()
  recordFact(work, 'account.created', id, { account: input.account, unit: input.unitId })
  return presentAccount(work, id)
}

/** Says which roles an account holds at its unit. The three administrators' powers never meet in one account; it takes effect at once. */
export async function setGrants(work: Work, id: string, input: z.output<typeof SetGrants>) {
  const account = await work.tx.selectFrom('account').selectAll().where('id', '=', id).forUpdate().executeTakeFirst()
  if (!account) throw new Problem('not-found')
  if (id === work.actor.accountId) throw new Problem('administration/own-account')
  const roles = [...new Set(input.roles)]
  if (roles.some(role => administrators.includes(role)) && roles.length > 1)
    throw new Problem('administration/separate-powers', {
      errors: [{ pointer: '/roles', field: '角色', message: '系统管理员、安全管理员、审计员不得兼任其他角色' }],
    })
  const before = await work.tx.deleteFrom('account_grant').where('account_id', '=', id).returning('role').execute()
  if (roles.length)
    await work.tx
      .insertInto('account_grant')
      .values(roles.map(role => ({ account_id: id, role, unit_id: account.unit_id })))
      .execute()
  await sql`select pg_notify('anlan_session', ${id})`.execute(work.tx)
  recordFact(work, 'account.granted', id, { before: before.map(row => row.role), after: roles })
  return presentAccount(work, id)
}

/** Disables or enables an account; disabling ends its sessions everywhere within a second. */
export async function setEnabled(work: Work, id: string, input: z.output<typeof SetEnabled>) {
  if (id === work.actor.accountId) throw new Problem('administration/own-account')
  const changed = await work.tx
    .updateTable('account')
    .set({ enabled: input.enabled })
    .where('id', '=', id)
    .returning('id')
    .executeTakeFirst()
  if (!changed) throw new Problem('not-found')
  if (!input.enabled) await endSessions(work.tx, id)
  recordFact(work, input.enabled ? 'account.enabled' : 'account.disabled', id, { reason: input.reason })
  return presentAccount(work, id)
}

export async function resetPassword(work: Work, id: string, next: NextPassword) {
  await storePassword(work, id, next, true)
  await endSessions(work.tx, id)
  recordFact(work, 'account.password-reset', id)
  return presentAccount(work, id)
}

/** Whoever sits at the screen says the password again. */
export async function confirmPassword(
  run: RunWork,
  session: Session,
  password: string,
  { pointer, field } = { pointer: '/currentPassword', field: '原密码' },
): Promise<void> {
  const account = await run(work =>
    work.tx
      .selectFrom('account')
      .select('password_hash')
      .where('id', '=', session.actor.accountId ?? '')
      .executeTakeFirst(),
  )
  if (!account || !(await isPasswordRight(password, account.password_hash)))
    throw fieldProblem('session/wrong-credentials', pointer, field, `${field}不正确`)
}

/** Changes one's own password; other sessions of the account end. */
export async function changePassword(work: Work, session: Session, next: NextPassword): Promise<void> {
  const id = session.actor.accountId ?? ''
  await storePassword(work, id, next, false)
  await endSessions(work.tx, id, session.tokenHash)
  recordFact(work, 'account.password-changed', id)
}

async function storePassword(work: Work, id: string, next: NextPassword, mustChange: boolean) {
  const account = await work.tx.selectFrom('account').selectAll().where('id', '=', id).forUpdate().executeTakeFirst()
  if (!account) throw new Problem('not-found')
  if (account.password_hash !== next.replaces) throw new Problem('conflict')
  await work.tx
    .updateTable('account')
    .set({
      password_hash: next.hash,
      former_password_hashes: formerOf(account),
      must_change_password: mustChange,
    })
    .where('id', '=', id)
    .execute()
}
