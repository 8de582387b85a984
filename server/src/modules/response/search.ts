import { responseLevelNames, responseTopics } from '@anlan/contract/response-template.ts'
import { sql } from 'kysely'
import type { RecordedFact, Subscriber } from '../../kernel/module.ts'
import { indexForSearch, type Searchable } from '../../kernel/search/search-index.ts'
import type { SearchKind } from '../../kernel/search/search-kinds.ts'
import type { Work } from '../../kernel/work/work.ts'
import { markOf } from './reach.ts'
import type { Response } from './schema.ts'

/** Responses are found by their parties: by what they are about, topic, level and measures. */
export const responseSearch: SearchKind[] = [
  {
    kind: 'response',
    label: '响应',
    permission: 'response.read',
    link: id => `/responses/${id}`,
    unindexed: (work, limit) =>
      searchable(
        work,
        sql`not exists (select 1 from search_document s where s.kind = 'response' and s.id = r.id) limit ${limit}`,
      ),
  },
]

/** Keeps the words of responses in the index. */
export const indexing: Subscriber = {
  on: ['response.started', 'response.level-changed'],
  handle: async (work: Work, { subjectId }: RecordedFact) =>
    indexForSearch(work, await searchable(work, sql`r.id = ${subjectId}`)),
}

async function searchable(work: Work, which: ReturnType<typeof sql>): Promise<Searchable[]> {
  const { rows } = await sql<Response>`select r.* from response r where ${which}`.execute(work.tx)
  return rows.map(row => ({
    kind: 'response',
    id: row.id,
    unitId: row.room_unit_id,
    matterId: row.id,
    title: `${markOf(row)}${row.subject}`,
    text: `${responseTopics[row.topic]}${responseLevelNames[row.level]}响应 ${row.measures} ${row.headquarters_place}`,
  }))
}
