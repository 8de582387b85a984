import { sql } from 'kysely'
import type { RecordedFact, Subscriber } from '../../kernel/module.ts'
import { indexForSearch, type Searchable } from '../../kernel/search/search-index.ts'
import type { SearchKind } from '../../kernel/search/search-kinds.ts'
import type { Work } from '../../kernel/work/work.ts'

/** Calls are found by those who took them and those they were handed to; a caller's name and number are not searched. */
export const callSearch: SearchKind[] = [
  {
    kind: 'call',
    label: '来电登记',
    permission: 'switchboard.read',
    link: id => `/calls?call=${id}`,
    unindexed: (work, limit) =>
      searchableCalls(
        work,
        sql`not exists (select 1 from search_document s where s.kind = 'call' and s.id = c.id) limit ${limit}`,
      ),
  },
]

/** Keeps the words of calls in the index. */
export const indexing: Subscriber = {
  on: ['switchboard.call-logged', 'switchboard.call-handed', 'switchboard.call-closed', 'switchboard.call-answered'],
  handle: async (work: Work, { subjectId }: RecordedFact) =>
    indexForSearch(work, await searchableCalls(work, sql`c.id = ${subjectId}`)),
}

async function searchableCalls(work: Work, which: ReturnType<typeof sql>): Promise<Searchable[]> {
  const { rows } = await sql<{ id: string; unit_id: string; content: string; outcome: string | null }>`
    select c.id, c.unit_id, c.content, c.outcome from incoming_call c where ${which}`.execute(work.tx)
  return rows.map(row => ({
    kind: 'call',
    id: row.id,
    unitId: row.unit_id,
    matterId: row.id,
    title: row.content.slice(0, 60),
    text: `${row.content.slice(60)} ${row.outcome ?? ''}`,
  }))
}
