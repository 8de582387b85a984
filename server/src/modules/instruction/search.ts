import { sql } from 'kysely'
import type { RecordedFact, Subscriber } from '../../kernel/module.ts'
import { indexForSearch, type Searchable } from '../../kernel/search/search-index.ts'
import type { SearchKind } from '../../kernel/search/search-kinds.ts'
import type { Work } from '../../kernel/work/work.ts'

/** Instructions are found by their parties: by what they are about, the leader, the number and his words. */
export const instructionSearch: SearchKind[] = [
  {
    kind: 'instruction',
    label: '批示',
    permission: 'instruction.read',
    link: id => `/instructions/${id}`,
    unindexed: (work, limit) =>
      searchable(
        work,
        sql`not exists (select 1 from search_document s where s.kind = 'instruction' and s.id = i.id) limit ${limit}`,
      ),
  },
]

/** Keeps the words of instructions in the index. */
export const indexing: Subscriber = {
  on: ['instruction.recorded', 'instruction.sent-down', 'instruction.transcribed'],
  handle: async (work: Work, { subjectId }: RecordedFact) =>
    indexForSearch(work, await searchable(work, sql`i.id = ${subjectId}`)),
}

async function searchable(work: Work, which: ReturnType<typeof sql>): Promise<Searchable[]> {
  const { rows } = await sql<{ id: string; unit_id: string; subject: string; text: string }>`
    select i.id, i.handling_unit_id as unit_id, i.subject,
      concat_ws(' ', i.number, i.leader_name, i.leader_post, i.text) as text
    from instruction i where ${which}`.execute(work.tx)
  return rows.map(row => ({
    kind: 'instruction',
    id: row.id,
    unitId: row.unit_id,
    matterId: row.id,
    title: row.subject,
    text: row.text,
  }))
}
