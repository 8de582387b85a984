import { PlanContent, type PlanKind } from '@anlan/contract/plan.ts'
import type { PlanInBrief } from '@anlan/contract/plan-view.ts'
import type { ResponseTopic } from '@anlan/contract/response-template.ts'
import { type RawBuilder, sql } from 'kysely'
import { Problem } from '../../kernel/problem.ts'
import type { Work } from '../../kernel/work/work.ts'
import { type BriefRow, briefColumns, briefOf } from './brief.ts'
import { draftsReadable, readableUnits } from './reach.ts'

/** What an edition says. Rows written by an earlier release lack fields that came later: they get their defaults. */
export const contentOf = (stored: unknown): PlanContent => PlanContent.parse(stored)

/**
 * One edition of a plan with what it says; without `editionId` the one in force, else the newest. What was issued everybody in the county may read,
 * a draft those of the unit and whoever was asked about it; anything else is `not-found`.
 */
export async function planEdition(
  work: Work,
  planId: string,
  editionId?: string,
): Promise<{ plan: PlanInBrief; content: PlanContent }> {
  const { rows } = await sql<BriefRow & { content: unknown }>`
    select ${briefColumns}, e.content from plan p join plan_edition e on e.plan_id = p.id join unit u on u.id = p.unit_id
    where p.id = ${planId} and ${editionId ? sql`e.id = ${editionId}` : sql`true`} and ${editionReadable(work)}
    order by e.state = 'inForce' desc, e.edition desc limit 1`.execute(work.tx)
  const [row] = rows
  if (!row) throw new Problem('not-found')
  return { plan: briefOf(row), content: contentOf(row.content) }
}

/** Holds for editions `e` of plans `p` that the actor may read. */
export const editionReadable = (work: Work): RawBuilder<boolean> =>
  sql<boolean>`((e.issued_on is not null and p.unit_id in ${readableUnits(work)}) or ${draftsReadable(work)})`

/** Plans in force, of the whole county whatever the reach: they are open inside it. `eventTypeCode` finds those whose event types it begins with. */
export async function plansInForce(
  work: Work,
  where: {
    ids?: string[]
    unitIds?: string[]
    kinds?: PlanKind[]
    topic?: ResponseTopic
    eventTypeCode?: string
    parentId?: string
  } = {},
): Promise<PlanInBrief[]> {
  const { rows } = await sql<BriefRow>`
    select ${briefColumns} from plan p join plan_edition e on e.plan_id = p.id and e.state = 'inForce' join unit u on u.id = p.unit_id
    where true
      ${where.ids ? sql`and p.id = any(${where.ids}::uuid[])` : sql``}
      ${where.unitIds ? sql`and p.unit_id = any(${where.unitIds}::uuid[])` : sql``}
      ${where.kinds ? sql`and p.kind = any(${where.kinds}::text[])` : sql``}
      ${where.topic ? sql`and p.topic = ${where.topic}` : sql``}
      ${where.parentId ? sql`and p.parent_id = ${where.parentId}` : sql``}
      ${where.eventTypeCode ? sql`and exists (select 1 from unnest(p.event_types) t where starts_with(${where.eventTypeCode}, t))` : sql``}
    order by p.title, p.id`.execute(work.tx)
  return rows.map(briefOf)
}

/** Contents of editions in force, by plan; for whoever checks many plans at once. */
export async function contentsInForce(work: Work, planIds: string[]): Promise<Map<string, PlanContent>> {
  if (planIds.length === 0) return new Map()
  const rows = await work.tx
    .selectFrom('plan_edition')
    .select(['plan_id', 'content'])
    .where('state', '=', 'inForce')
    .where('plan_id', 'in', planIds)
    .execute()
  return new Map(rows.map(row => [row.plan_id, contentOf(row.content)]))
}
