import { sql } from 'kysely'
import type { RecordedFact, Subscriber } from '../../kernel/module.ts'
import { indexForSearch, type Searchable } from '../../kernel/search/search-index.ts'
import type { SearchKind } from '../../kernel/search/search-kinds.ts'
import type { Work } from '../../kernel/work/work.ts'

/** Events are found by those who are parties to them; reports by their unit, and once sent by the parties of the event. */
export const eventSearch: SearchKind[] = [
  {
    kind: 'event',
    label: '突发事件',
    permission: 'event.read',
    link: id => `/events/${id}`,
    unindexed: (work, limit) => searchableEvents(work, sql`${missing('event')} limit ${limit}`),
  },
  {
    kind: 'report',
    label: '报送信息',
    permission: 'event-report.read',
    link: id => `/reports/${id}`,
    unindexed: (work, limit) =>
      searchableReports(work, sql`e.state <> 'discarded' and ${missing('report')} limit ${limit}`),
  },
]

const missing = (kind: string) =>
  sql`not exists (select 1 from search_document s where s.kind = ${kind} and s.id = e.id)`

/** Keeps the words of events and reports in the index as they change. */
export const indexing: Subscriber = {
  on: [
    'emergency-event.reported',
    'emergency-event.amended',
    'event-report.drafted',
    'event-report.edited',
    'event-report.submitted',
  ],
  handle: async (work: Work, { type, subjectId }: RecordedFact) =>
    indexForSearch(
      work,
      type.startsWith('emergency-event.')
        ? await searchableEvents(work, sql`e.id = ${subjectId}`)
        : await searchableReports(work, sql`e.id = ${subjectId}`),
    ),
}

async function searchableEvents(work: Work, which: ReturnType<typeof sql>): Promise<Searchable[]> {
  const { rows } = await sql<{ id: string; title: string; text: string }>`
    select e.id, e.title, concat_ws(' ', e.number, e.address, t.name, a.name, e.summary, e.measures_taken) as text
    from emergency_event e left join area a on a.code = e.area_code left join area t on t.code = a.parent_code
    where ${which}`.execute(work.tx)
  return rows.map(row => ({
    kind: 'event',
    id: row.id,
    unitId: null,
    matterId: row.id,
    title: row.title,
    text: row.text,
  }))
}

async function searchableReports(work: Work, which: ReturnType<typeof sql>): Promise<Searchable[]> {
  const { rows } = await sql<{
    id: string
    title: string
    number: string | null
    unit_id: string
    matter: string | null
    text: string
  }>`
    select e.id, e.title, e.number, e.unit_id, case when e.state = 'sent' then e.event_id end as matter,
      concat_ws(' ', e.number, (select string_agg(v, ' ') from jsonb_each_text(e.elements) as x(k, v))) as text
    from event_report e where ${which}`.execute(work.tx)
  return rows.map(row => ({
    kind: 'report',
    id: row.id,
    unitId: row.unit_id,
    matterId: row.matter,
    title: row.title,
    text: row.text,
  }))
}
