import { randomUUID } from 'node:crypto'
import { type PlanContent, planKinds } from '@anlan/contract/plan.ts'
import type { ParagraphFound, ParagraphQuery } from '@anlan/contract/plan-view.ts'
import { responseTopics } from '@anlan/contract/response-template.ts'
import { type RawBuilder, sql } from 'kysely'
import type { z } from 'zod'
import { Problem } from '../../kernel/problem.ts'
import { containsWords, forgetInSearch, indexForSearch } from '../../kernel/search/search-index.ts'
import type { SearchKind } from '../../kernel/search/search-kinds.ts'
import type { Work } from '../../kernel/work/work.ts'
import { readableUnits } from './reach.ts'
import type { Plan } from './schema.ts'

/** Issued plans and their paragraphs are found by everybody in the county (S52), a plan not issued yet by those who may read its draft. */
export const planSearch: SearchKind[] = [
  { kind: 'plan', label: '预案', permission: 'plan.read', wholeCounty: true, link: id => `/plans/${id}` },
  { kind: 'plan-draft', label: '预案（编制中）', permission: 'plan.read-draft', link: id => `/plans/${id}` },
  {
    kind: 'plan-paragraph',
    label: '预案条文',
    permission: 'plan.read',
    wholeCounty: true,
    link: id => `/plans/paragraphs/${id}`,
  },
]

type Indexed = Pick<Plan, 'id' | 'unit_id' | 'title' | 'kind' | 'topic' | 'keywords'>

/** Puts plans into the index by their names, what they are about and their numbers. */
export async function indexPlans(
  work: Work,
  plans: { plan: Indexed; issued: boolean; documentNumber: string | null }[],
): Promise<void> {
  await forgetInSearch(
    work,
    'plan-draft',
    plans.filter(one => one.issued).map(one => one.plan.id),
  )
  await indexForSearch(
    work,
    plans.map(({ plan, issued, documentNumber }) => ({
      kind: issued ? 'plan' : 'plan-draft',
      id: plan.id,
      unitId: plan.unit_id,
      matterId: plan.id,
      title: plan.title,
      text: [planKinds[plan.kind], plan.topic && responseTopics[plan.topic], ...plan.keywords, documentNumber]
        .filter(Boolean)
        .join(' '),
    })),
  )
}

/** Holds for plans `p` whose name, subject or number contains all the words; null when they say nothing. */
export async function plansNamed(text: string): Promise<RawBuilder<boolean> | null> {
  const words = await containsWords(text)
  return (
    words &&
    sql<boolean>`exists (select 1 from search_document s where s.kind in ('plan', 'plan-draft') and s.id = p.id and ${words})`
  )
}

/** Puts what editions in force say into the index, paragraph by paragraph, in place of what was there. */
export async function indexParagraphs(
  work: Work,
  issued: { plan: Indexed; editionId: string; content: PlanContent }[],
): Promise<void> {
  for (const { plan } of issued) await forgetParagraphs(work, plan.id)
  const rows = issued.flatMap(({ plan, editionId, content }) =>
    content.chapters
      .flatMap(chapter => paragraphsOf(chapter.text).map(text => ({ chapter, text })))
      .map(({ chapter, text }, nth) => ({
        id: randomUUID(),
        plan_id: plan.id,
        edition_id: editionId,
        chapter_key: chapter.key,
        chapter: [chapter.number, chapter.title].filter(Boolean).join(' '),
        nth,
        text,
        unit_id: plan.unit_id,
        title: `${plan.title} ${chapter.title}`,
      })),
  )
  for (let at = 0; at < rows.length; at += rowsAtOnce)
    await work.tx
      .insertInto('plan_paragraph')
      .values(rows.slice(at, at + rowsAtOnce).map(({ unit_id: _unit, title: _title, ...row }) => row))
      .execute()
  await indexForSearch(work, [
    ...rows.map(row => ({
      kind: 'plan-paragraph',
      id: row.id,
      unitId: row.unit_id,
      matterId: row.plan_id,
      title: row.title,
      text: row.text,
    })),
  ])
}

const rowsAtOnce = 1000
const paragraphsOf = (text: string) =>
  text
    .split('\n')
    .map(line => line.trim())
    .filter(line => line !== '')

/** Takes the paragraphs of a plan out of the index. */
export async function forgetParagraphs(work: Work, planId: string): Promise<void> {
  const gone = await work.tx.deleteFrom('plan_paragraph').where('plan_id', '=', planId).returning('id').execute()
  await forgetInSearch(
    work,
    'plan-paragraph',
    gone.map(row => row.id),
  )
}

const paragraph = sql`t.id, t.plan_id, t.edition_id, t.chapter_key, t.chapter, t.text, p.title as plan_title, p.kind, u.name as unit_name`
interface Row {
  id: string
  plan_id: string
  edition_id: string
  chapter_key: string
  chapter: string
  text: string
  plan_title: string
  kind: ParagraphFound['kind']
  unit_name: string
}
const found = (row: Row): ParagraphFound => ({
  id: row.id,
  planId: row.plan_id,
  planTitle: row.plan_title,
  kind: row.kind,
  unitName: row.unit_name,
  editionId: row.edition_id,
  chapterKey: row.chapter_key,
  chapter: row.chapter,
  text: row.text,
})

/** Paragraphs of plans in force that contain all the words, simplified or traditional. */
export async function findParagraphs(
  work: Work,
  query: z.output<typeof ParagraphQuery>,
): Promise<{ items: ParagraphFound[] }> {
  const words = await containsWords(query.q)
  if (!words) return { items: [] }
  const { rows } = await sql<Row>`
    select ${paragraph} from search_document s join plan_paragraph t on t.id = s.id join plan p on p.id = t.plan_id join unit u on u.id = p.unit_id
    where s.kind = 'plan-paragraph' and ${words} and p.unit_id in ${readableUnits(work)}
      ${query.kind ? sql`and p.kind = ${query.kind}` : sql``} ${query.topic ? sql`and p.topic = ${query.topic}` : sql``}
    order by p.title, t.plan_id, t.nth limit ${query.limit}`.execute(work.tx)
  return { items: rows.map(found) }
}

/** One paragraph and where it stands: what a link of the search leads to. */
export async function findParagraph(work: Work, id: string): Promise<ParagraphFound> {
  const { rows } = await sql<Row>`
    select ${paragraph} from plan_paragraph t join plan p on p.id = t.plan_id join unit u on u.id = p.unit_id
    where t.id = ${id} and p.unit_id in ${readableUnits(work)}`.execute(work.tx)
  const [row] = rows
  if (!row) throw new Problem('not-found')
  return found(row)
}
