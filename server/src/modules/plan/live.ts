import type { PlanContent } from '@anlan/contract/plan.ts'
import type { PlanInBrief } from '@anlan/contract/plan-view.ts'
import { sql } from 'kysely'
import type { Work } from '../../kernel/work/work.ts'
import { type BriefRow, briefColumns, briefOf } from './brief.ts'
import { contentOf } from './in-force.ts'
import { preparingStates } from './reach.ts'

/** Ids of the editions in force or being prepared, of all plans or of some. Not cut by reach. */
export async function liveEditionIds(work: Work, planIds?: string[]): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select id from plan_edition where state = any(${[...preparingStates, 'inForce']})
      ${planIds ? sql`and plan_id = any(${planIds}::uuid[])` : sql``} order by id`.execute(work.tx)
  return rows.map(row => row.id)
}

/** Editions with what they say, in whatever state; unknown ids are left out. Not cut by reach: whoever asks has looked at who may see them. */
export async function editionsById(
  work: Work,
  editionIds: string[],
): Promise<{ plan: PlanInBrief; content: PlanContent }[]> {
  if (editionIds.length === 0) return []
  const { rows } = await sql<BriefRow & { content: unknown }>`
    select ${briefColumns}, e.content from plan p join plan_edition e on e.plan_id = p.id join unit u on u.id = p.unit_id
    where e.id = any(${editionIds}::uuid[]) order by p.title, e.edition`.execute(work.tx)
  return rows.map(row => ({ plan: briefOf(row), content: contentOf(row.content) }))
}
