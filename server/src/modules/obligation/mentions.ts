import { sql } from 'kysely'
import type { Mention } from '../../kernel/module.ts'
import type { Work } from '../../kernel/work/work.ts'

/** Open obligations of these people and units. */
export async function mentionsInObligations(work: Work, ids: string[]): Promise<Mention[]> {
  const { rows } = await sql<{ id: string; open: number; title: string }>`
    select i.id, count(*)::int as open, min(o.title) as title
    from unnest(${ids}::uuid[]) i(id) join obligation o on o.owed_by_person_id = i.id or o.owed_by_unit_id = i.id
    where o.satisfied_at is null and o.cancelled_at is null group by i.id`.execute(work.tx)
  return rows.map(row => ({
    id: row.id,
    place: '时限事项',
    detail: row.open === 1 ? row.title : `${row.title} 等 ${row.open} 项未完成`,
    link: '/obligations',
  }))
}
