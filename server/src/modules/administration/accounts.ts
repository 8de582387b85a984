import { randomUUID } from 'node:crypto'
import type {
  AccountQuery,
  AccountState,
  AccountView,
  ChangeAccount,
  CreateAccount,
  OpenAccount,
  OpenAccounts,
  SetEnabled,
} from '@anlan/contract/administration.ts'
import type { Role } from '@anlan/contract/permissions.ts'
import { sql } from 'kysely'
import type { z } from 'zod'
import {
  assertGoodPassword,
  hashPassword,
  isPasswordRight,
  type PasswordRules,
  passwordRules,
} from '../../kernel/access/passwords.ts'
import { endSessions, type Session } from '../../kernel/access/sessions.ts'
import { cursorParts, pageOf } from '../../kernel/database/keyset.ts'
import { fieldProblem, Problem } from '../../kernel/problem.ts'
import { recordFact, type Work } from '../../kernel/work/work.ts'
import { findUnit } from '../directory/api.ts'
import { administrators, tellSessions } from './grants.ts'

type Grants = z.output<typeof AccountView>['grants']

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
      >`coalesce((select array_agg(distinct g.role order by g.role) from held_grant g where g.account_id = ${eb.ref('a.id')}), '{}')`.as(
        'roles',
      ),
      sql<Grants>`coalesce((select json_agg(json_build_object('role', g.role, 'unitId', g.unit_id, 'unitName', x.name, 'postName', po.name)
        order by g.post_id is not null, x.sort, g.role) from held_grant g join unit x on x.id = g.unit_id left join post po on po.id = g.post_id
        where g.account_id = ${eb.ref('a.id')}), '[]')`.as('grants'),
      sql<Role[]>`coalesce((select q.roles from account_request q where q.account_id = ${eb.ref('a.id')}), '{}')`.as(
        'requested_roles',
      ),
      sql<string | null>`(select p.name from person p where p.id = ${eb.ref('a.person_id')})`.as('person_name'),
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
  personName: row.person_name,
  roles: row.roles,
  grants: row.grants,
  requestedRoles: row.requested_roles,
  enabled: row.enabled,
  mustChangePassword: row.must_change_password,
  hasSecondFactor: row.has_second_factor,
  lastSignedInAt: row.last_signed_in_at?.toISOString() ?? null,
  lockedUntil: row.blocked_until && row.blocked_until > new Date(0) ? row.blocked_until.toISOString() : null,
})

/** Accounts by name, unit, role and state, in the order of their names. */
export async function listAccounts(work: Work, query: z.output<typeof AccountQuery>) {
  const cursor = cursorParts(query.after, ['text'])
  const rows = await accounts(work)
    .$if(Boolean(query.text), q =>
      q.where(sql<boolean>`position(${query.text ?? ''} in a.account || a.display_name || u.name) > 0`),
    )
    .$if(query.unit !== undefined, q =>
      q.where(
        sql<boolean>`a.unit_id in (select descendant_id from unit_closure where ancestor_id = ${query.unit ?? ''}::uuid)`,
      ),
    )
    .$if(query.role !== undefined, q =>
      q.where(
        sql<boolean>`exists (select 1 from held_grant g where g.account_id = a.id and g.role = ${query.role ?? ''})`,
      ),
    )
    .$if(query.state !== undefined, q => q.where(stateIs(query.state ?? 'normal')))
    .$if(cursor !== null, q => q.where('a.account', '>', cursor?.[0] ?? ''))
    .orderBy('a.account')
    .limit(query.limit + 1)
    .execute()
  return pageOf(rows, query.limit, row => [row.account], present)
}

function stateIs(state: AccountState) {
  const granted = sql`exists (select 1 from held_grant g where g.account_id = a.id)`
  const requested = sql`exists (select 1 from account_request q where q.account_id = a.id)`
  const locked = sql`exists (select 1 from sign_in_attempt t where t.account = a.account and t.blocked_until > ${new Date()})`
  switch (state) {
    case 'disabled':
      return sql<boolean>`not a.enabled`
    case 'requested':
      return sql<boolean>`a.enabled and ${requested}`
    case 'ungranted':
      return sql<boolean>`a.enabled and not ${granted}`
    case 'mustChange':
      return sql<boolean>`a.enabled and a.must_change_password`
    case 'locked':
      return sql<boolean>`a.enabled and ${locked}`
    case 'neverUsed':
      return sql<boolean>`a.enabled and a.last_signed_in_at is null`
    case 'normal':
      return sql<boolean>`a.enabled and ${granted} and not a.must_change_password and not ${locked}`
  }
}

export async function findAccount(work: Work, id: string) {
  const row = await accounts(work).where('a.id', '=', id).executeTakeFirst()
  if (!row) throw new Problem('not-found')
  return present(row)
}

/** Hashing is made to be slow: it is done before the unit of work that stores its result, which holds a connection and locks. */
export async function firstPassword(
  rules: PasswordRules,
  password: string,
  roles: Role[] = [],
  pointer = '/initialPassword',
): Promise<string> {
  await assertGoodPassword(password, rules, roles, []).catch(error => {
    const said = error instanceof Problem ? error.errors?.[0]?.message.replace('新密码', '初始密码') : undefined
    throw said ? fieldProblem('session/weak-password', pointer, '初始密码', said) : error
  })
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
  const { account, roles, rules } = await run(async work => ({
    rules: await passwordRules(work.tx, work.settings),
    account: await work.tx.selectFrom('account').selectAll().where('id', '=', accountId).executeTakeFirst(),
    roles: await work.tx.selectFrom('held_grant').select('role').where('account_id', '=', accountId).execute(),
  }))
  if (!account) throw new Problem('not-found')
  await assertGoodPassword(
    password,
    rules,
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
  await assertPerson(work, input.personId)
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
  return findAccount(work, id)
}

/** Opens an account and notes the roles that are asked for it. */
export async function openAccount(work: Work, input: z.output<typeof OpenAccount>, passwordHash: string) {
  const made = await createAccount(work, input, passwordHash)
  if (input.requestedRoles.length === 0) return made
  assertSeparate(input.requestedRoles)
  await work.tx
    .insertInto('account_request')
    .values({
      account_id: made.id,
      roles: input.requestedRoles,
      requested_at: work.now,
      requested_by: work.actor.name,
    })
    .execute()
  recordFact(work, 'account.roles-requested', made.id, { roles: input.requestedRoles })
  return findAccount(work, made.id)
}

/** Opens several accounts; the first that is refused refuses them all, named by its place in the list. */
export async function openAccounts(
  work: Work,
  inputs: z.output<typeof OpenAccounts>['accounts'],
  passwordHashes: string[],
) {
  const made = []
  for (const [i, input] of inputs.entries())
    made.push(
      await openAccount(work, { ...input, id: undefined }, passwordHashes[i] ?? '').catch(error => {
        if (!(error instanceof Problem) || !error.errors) throw error
        throw new Problem(error.code, {
          detail: `第 ${i + 1} 个账号“${input.account}”：${error.errors[0]?.message ?? ''}`,
          errors: error.errors.map(one => ({ ...one, pointer: `/accounts/${i}${one.pointer}` })),
        })
      }),
    )
  return made
}

function assertSeparate(roles: Role[]) {
  if (roles.some(role => administrators.includes(role)) && roles.length > 1)
    throw new Problem('administration/separate-powers', {
      errors: [
        { pointer: '/requestedRoles', field: '申请角色', message: '系统管理员、安全管理员、审计员不得兼任其他角色' },
      ],
    })
}

/** Renames an account, or gives it to another unit or person. Going to another unit ends what was granted at the former one. */
export async function changeAccount(work: Work, id: string, input: z.output<typeof ChangeAccount>) {
  const before = await work.tx.selectFrom('account').selectAll().where('id', '=', id).forUpdate().executeTakeFirst()
  if (!before) throw new Problem('not-found')
  if (id === work.actor.accountId) throw new Problem('administration/own-account')
  if (!(await findUnit(work.tx, input.unitId)))
    throw fieldProblem('directory/unknown-unit', '/unitId', '所属单位', '单位不在机构名录中')
  await assertPerson(work, input.personId)
  await work.tx
    .updateTable('account')
    .set({ display_name: input.displayName, unit_id: input.unitId, person_id: input.personId })
    .where('id', '=', id)
    .execute()
  const moved = before.unit_id !== input.unitId
  const ended = moved
    ? await work.tx
        .deleteFrom('account_grant')
        .where('account_id', '=', id)
        .where('unit_id', '=', before.unit_id)
        .returning('role')
        .execute()
    : []
  await tellSessions(work, [id])
  recordFact(work, moved ? 'account.transferred' : 'account.changed', id, {
    reason: input.reason,
    before: { unit: before.unit_id, person: before.person_id },
    after: { unit: input.unitId, person: input.personId },
    ended: ended.map(row => row.role),
  })
  return findAccount(work, id)
}

/** Somebody who locked himself out may try again at once. */
export async function unlockAccount(work: Work, id: string) {
  const account = await work.tx.selectFrom('account').select('account').where('id', '=', id).executeTakeFirst()
  if (!account) throw new Problem('not-found')
  await work.tx
    .updateTable('sign_in_attempt')
    .set({ failures: 0, blocked_until: null })
    .where('account', '=', account.account)
    .execute()
  recordFact(work, 'account.unlocked', id)
  return findAccount(work, id)
}

/** People who may get an account, by unit and by part of a name. Their telephone numbers are no business of whoever opens accounts. */
export async function listAccountPersons(work: Work, query: { unit?: string | undefined; text?: string | undefined }) {
  const { rows } = await sql<{ id: string; name: string; unitId: string; unitName: string; posts: string }>`
    select p.id, p.name, u.id as "unitId", u.name as "unitName",
      coalesce((select string_agg(po.name, '、' order by po.sort) from post_holder h join post po on po.id = h.post_id
        where h.person_id = p.id), '') as posts
    from person p join unit u on u.id = p.unit_id
    where p.enabled and (${query.unit ?? null}::uuid is null or u.id = ${query.unit ?? null}::uuid)
      and position(${query.text ?? ''} in p.name) > 0 order by p.name, u.name limit 100`.execute(work.tx)
  return rows
}

const assertPerson = async (work: Work, personId: string | null) => {
  if (personId === null) return
  const person = await work.tx
    .selectFrom('person')
    .select('id')
    .where('id', '=', personId)
    .where('enabled', '=', true)
    .executeTakeFirst()
  if (!person) throw fieldProblem('invalid-input', '/personId', '对应人员', '人员不在人员名录中')
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
  return findAccount(work, id)
}

export async function resetPassword(work: Work, id: string, next: NextPassword) {
  await storePassword(work, id, next, true)
  await endSessions(work.tx, id)
  recordFact(work, 'account.password-reset', id)
  return findAccount(work, id)
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
