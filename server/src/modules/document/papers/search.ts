import { sql } from 'kysely'
import type { RecordedFact, Subscriber } from '../../../kernel/module.ts'
import { indexForSearch, type Searchable } from '../../../kernel/search/search-index.ts'
import type { SearchKind } from '../../../kernel/search/search-kinds.ts'
import type { Work } from '../../../kernel/work/work.ts'

/** Papers are found by the unit that issues them and, once distributed, by those they went to: these are parties to the paper. */
export const paperSearch: SearchKind[] = [
  {
    kind: 'paper',
    label: '公文',
    permission: 'paper.read',
    link: id => `/papers/${id}`,
    unindexed: (work, limit) =>
      searchablePapers(
        work,
        sql`p.state <> 'discarded' and not exists (select 1 from search_document s where s.kind = 'paper' and s.id = p.id) limit ${limit}`,
      ),
  },
]

/** Keeps the words of papers in the index as they change. */
export const indexing: Subscriber = {
  on: ['paper.drafted', 'paper.edited', 'paper.signed', 'paper.sent'],
  handle: async (work: Work, { subjectId }: RecordedFact) =>
    indexForSearch(work, await searchablePapers(work, sql`p.id = ${subjectId}`)),
}

async function searchablePapers(work: Work, which: ReturnType<typeof sql>): Promise<Searchable[]> {
  const { rows } = await sql<{ id: string; unit_id: string; title: string; text: string }>`
    select p.id, p.unit_id, p.title, concat_ws(' ', p.number, k.name,
      (select string_agg(concat_ws(' ', s->>'heading', s->>'text'), ' ') from jsonb_array_elements(p.sections) s)) as text
    from paper p join paper_kind k on k.code = p.kind where ${which}`.execute(work.tx)
  return rows.map(row => ({
    kind: 'paper',
    id: row.id,
    unitId: row.unit_id,
    matterId: row.id,
    title: row.title,
    text: row.text,
  }))
}
