import { sql } from 'kysely'
import type { Mention } from '../../kernel/module.ts'
import type { Work } from '../../kernel/work/work.ts'

/** Shifts to come of these people, and of units that still keep a roster, one line for each. */
export async function mentionsInRoster(work: Work, ids: string[]): Promise<Mention[]> {
  const { rows } = await sql<{ id: string; shifts: number; first: Date }>`
    select i.id, count(*)::int as shifts, min(s.starts_at) as first
    from unnest(${ids}::uuid[]) i(id) join duty_shift s on s.person_id = i.id or s.unit_id = i.id
    where s.starts_at > ${work.now} group by i.id`.execute(work.tx)
  return rows.map(row => ({
    id: row.id,
    place: '值班表',
    detail: `还有 ${row.shifts} 个班次，最近一班 ${new Date(row.first.getTime() + 8 * 3_600_000).toISOString().slice(0, 10)}`,
    link: '/duty/roster',
  }))
}
