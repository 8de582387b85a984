import { sql } from 'kysely'
import type { Mention } from '../../kernel/module.ts'
import type { Work } from '../../kernel/work/work.ts'

/** Accounts in use of these people and units. */
export async function mentionsInAccounts(work: Work, ids: string[]): Promise<Mention[]> {
  const { rows } = await sql<{ id: string; accounts: string }>`
    select i.id, string_agg(a.account, '、' order by a.account) as accounts
    from unnest(${ids}::uuid[]) i(id) join account a on a.person_id = i.id or a.unit_id = i.id
    where a.enabled group by i.id`.execute(work.tx)
  return rows.map(row => ({ id: row.id, place: '账号', detail: `在用账号 ${row.accounts}`, link: '/accounts' }))
}
