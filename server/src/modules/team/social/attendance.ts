import { sql } from 'kysely'
import type { Work } from '../../../kernel/work/work.ts'
import { shanghaiDay } from '../../calendar/api.ts'

/** How many 集体培训 of this calendar year each member of a team was at. */
export async function attendance(work: Work, teamId: string): Promise<Map<string, number>> {
  const year = shanghaiDay(work.now).slice(0, 4)
  const { rows } = await sql<{ member: string; times: number }>`
    select p->>'id' as member, count(*)::int as times from team_training t, jsonb_array_elements(t.present) p
    where t.team_id = ${teamId} and t.day between ${`${year}-01-01`}::date and ${`${year}-12-31`}::date group by 1`.execute(
    work.tx,
  )
  return new Map(rows.map(row => [row.member, row.times]))
}
