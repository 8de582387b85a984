import { sql } from 'kysely'
import type { Work } from '../../kernel/work/work.ts'

/** Those of the units for which somebody with an account here answers; to the others a paper goes by hand, and a person ticks it. */
export async function unitsWithAccounts(work: Work, unitIds: string[]): Promise<ReadonlySet<string>> {
  const rows = await work.tx
    .selectFrom('unit_closure as c')
    .innerJoin('held_grant as g', 'g.unit_id', 'c.ancestor_id')
    .innerJoin('account as a', 'a.id', 'g.account_id')
    .select('c.descendant_id')
    .distinct()
    .where(sql<boolean>`c.descendant_id = any(${unitIds}::uuid[])`)
    .where('a.enabled', '=', true)
    .where('g.role', 'not in', ['system_admin', 'security_admin', 'auditor'])
    .execute()
  return new Set(rows.map(row => row.descendant_id))
}
