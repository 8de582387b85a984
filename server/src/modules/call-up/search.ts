import { sql } from 'kysely'
import type { RecordedFact, Subscriber } from '../../kernel/module.ts'
import { indexForSearch, type Searchable } from '../../kernel/search/search-index.ts'
import type { SearchKind } from '../../kernel/search/search-kinds.ts'
import type { Work } from '../../kernel/work/work.ts'

/** Slips are found by their parties: by number, what was called up, why, and where to. */
export const callUpSearch: SearchKind[] = [
  {
    kind: 'call-up',
    label: '调用单',
    permission: 'call-up.read',
    link: id => `/call-ups/${id}`,
    unindexed: (work, limit) =>
      searchable(
        work,
        sql`not exists (select 1 from search_document s where s.kind = 'call-up' and s.id = c.id) limit ${limit}`,
      ),
  },
]

export const indexing: Subscriber = {
  on: ['call-up.requested', 'call-up.approved'],
  handle: async (work: Work, { subjectId }: RecordedFact) =>
    indexForSearch(work, await searchable(work, sql`c.id = ${subjectId}`)),
}

async function searchable(work: Work, which: ReturnType<typeof sql>): Promise<Searchable[]> {
  const { rows } = await sql<{ id: string; unit_id: string; summary: string; text: string }>`
    select c.id, c.requester_unit_id as unit_id, c.summary, concat_ws(' ', c.number, c.reason, c.place) as text
    from call_up c where ${which}`.execute(work.tx)
  return rows.map(row => ({
    kind: 'call-up',
    id: row.id,
    unitId: row.unit_id,
    matterId: row.id,
    title: row.summary,
    text: row.text,
  }))
}
