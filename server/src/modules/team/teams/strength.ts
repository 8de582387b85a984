import { sql } from 'kysely'
import type { Work } from '../../../kernel/work/work.ts'
import { teamRows } from './read.ts'
import { allMembers } from './rolls.ts'

/** How many people the teams of these units have on their rolls, and when their records were last confirmed. Not cut by reach. */
export async function teamStrengths(work: Work, unitIds: string[]) {
  const rows = await teamRows(work, sql<boolean>`t.unit_id = any(${unitIds}::uuid[])`)
  const members = await allMembers(work)
  return rows.map(row => ({
    id: row.id,
    unitId: row.unit_id,
    name: row.name,
    nominal: row.values.nominal ?? null,
    people: members.filter(member => member.teamId === row.id).length,
    verifiedAt: row.verified_at,
  }))
}
