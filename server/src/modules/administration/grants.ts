import type { SetGrants } from '@anlan/contract/administration.ts'
import { type Role, roles as roleNames } from '@anlan/contract/permissions.ts'
import { sql } from 'kysely'
import type { z } from 'zod'
import { fieldProblem, Problem } from '../../kernel/problem.ts'
import { recordFact, type Work } from '../../kernel/work/work.ts'
import { findUnit } from '../directory/api.ts'

/** 三权分立: whoever holds one of these holds nothing else. */
export const administrators: Role[] = ['system_admin', 'security_admin', 'auditor']

export interface GrantInput {
  role: Role
  unitId: string
}

/**
 * Says which roles an account holds, at its own unit and at others; what is not named ends. The three administrators' powers never meet in one
 * account, nor with anything else. It takes effect at once; what the account asked for is thereby answered.
 */
export async function grantRoles(work: Work, accountId: string, wanted: GrantInput[]): Promise<void> {
  const account = await work.tx
    .selectFrom('account')
    .select(['id', 'unit_id'])
    .where('id', '=', accountId)
    .forUpdate()
    .executeTakeFirst()
  if (!account) throw new Problem('not-found')
  if (accountId === work.actor.accountId) throw new Problem('administration/own-account')
  const grants = [...new Map(wanted.map(grant => [`${grant.role} ${grant.unitId}`, grant])).values()]
  if (grants.some(grant => administrators.includes(grant.role)) && grants.length > 1)
    throw new Problem('administration/separate-powers', {
      errors: [{ pointer: '/roles', field: '角色', message: '系统管理员、安全管理员、审计员不得兼任其他角色' }],
    })
  for (const [i, grant] of grants.entries())
    if (!(await findUnit(work.tx, grant.unitId)))
      throw fieldProblem('directory/unknown-unit', `/elsewhere/${i}/unitId`, '授权单位', '单位不在机构名录中')
  const before = await work.tx
    .deleteFrom('account_grant')
    .where('account_id', '=', accountId)
    .returning(['role', 'unit_id'])
    .execute()
  if (grants.length)
    await work.tx
      .insertInto('account_grant')
      .values(grants.map(grant => ({ account_id: accountId, role: grant.role, unit_id: grant.unitId })))
      .execute()
  await work.tx.deleteFrom('account_request').where('account_id', '=', accountId).execute()
  await tellSessions(work, [accountId])
  const said = (rows: { role: Role; unitId: string }[]) =>
    rows.map(row => (row.unitId === account.unit_id ? row.role : `${row.role}@${row.unitId}`))
  recordFact(work, 'account.granted', accountId, {
    before: said(before.map(row => ({ role: row.role, unitId: row.unit_id }))),
    after: said(grants),
  })
}

/** The roles named at the account's own unit, and those at others. */
export async function grantsOf(
  work: Work,
  accountId: string,
  input: z.output<typeof SetGrants>,
): Promise<GrantInput[]> {
  const account = await work.tx.selectFrom('account').select('unit_id').where('id', '=', accountId).executeTakeFirst()
  if (!account) throw new Problem('not-found')
  return [...input.roles.map(role => ({ role, unitId: account.unit_id })), ...input.elsewhere]
}

/** Grants accounts what was asked for them; those that asked for nothing are left as they are. */
export async function grantRequests(work: Work, accountIds: string[]): Promise<void> {
  const rows = await work.tx
    .selectFrom('account_request as q')
    .innerJoin('account as a', 'a.id', 'q.account_id')
    .select(['a.id', 'a.unit_id', 'q.roles'])
    .where('a.id', 'in', accountIds)
    .where('a.enabled', '=', true)
    .execute()
  for (const row of rows)
    await grantRoles(
      work,
      row.id,
      row.roles.map(role => ({ role, unitId: row.unit_id })),
    )
}

/** All nodes look these accounts' sessions up anew. */
export const tellSessions = async (work: Work, accountIds: string[]): Promise<void> => {
  for (const id of accountIds) await sql`select pg_notify('anlan_session', ${id})`.execute(work.tx)
}

/** Posts of a unit with the roles that go with them and the accounts of whoever holds them. */
export async function listPostGrants(work: Work, unitId: string) {
  const { rows } = await sql<{
    postId: string
    postName: string
    unitId: string
    unitName: string
    roles: Role[]
    holders: string | null
    accounts: string[]
  }>`
    select po.id as "postId", po.name as "postName", u.id as "unitId", u.name as "unitName",
      coalesce((select array_agg(g.role order by g.role) from post_grant g where g.post_id = po.id), '{}') as roles,
      (select string_agg(p.name, '、' order by h."order") from post_holder h join person p on p.id = h.person_id where h.post_id = po.id) as holders,
      coalesce((select array_agg(a.account order by a.account) from account a join post_holder h on h.person_id = a.person_id
        where h.post_id = po.id and a.enabled), '{}') as accounts
    from post po join unit u on u.id = po.unit_id
    where po.unit_id = ${unitId} order by po.sort, po.name`.execute(work.tx)
  return rows
}

/** Says which roles go with a post. Whoever holds it has them from this commit on. */
export async function setPostGrants(work: Work, postId: string, wanted: Role[]) {
  const post = await work.tx
    .selectFrom('post')
    .select(['id', 'name', 'unit_id'])
    .where('id', '=', postId)
    .forUpdate()
    .executeTakeFirst()
  if (!post) throw new Problem('not-found')
  const roles = [...new Set(wanted)]
  const separate = roles.find(role => administrators.includes(role))
  if (separate)
    throw fieldProblem(
      'administration/separate-powers',
      '/roles',
      '角色',
      `${roleNames[separate]}只能授予账号，不随岗位`,
    )
  const before = await work.tx.deleteFrom('post_grant').where('post_id', '=', postId).returning('role').execute()
  if (roles.length)
    await work.tx
      .insertInto('post_grant')
      .values(roles.map(role => ({ post_id: postId, role })))
      .execute()
  const holders = await work.tx
    .selectFrom('account as a')
    .innerJoin('post_holder as h', 'h.person_id', 'a.person_id')
    .select('a.id')
    .where('h.post_id', '=', postId)
    .execute()
  if (holders.some(row => row.id === work.actor.accountId)) throw new Problem('administration/own-account')
  await tellSessions(
    work,
    holders.map(row => row.id),
  )
  recordFact(work, 'post.granted', postId, { post: post.name, before: before.map(row => row.role), after: roles })
  const rows = await listPostGrants(work, post.unit_id)
  const found = rows.find(row => row.postId === postId)
  if (!found) throw new Problem('not-found')
  return found
}
