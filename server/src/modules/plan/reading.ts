import { type PlanKind, planKinds } from '@anlan/contract/plan.ts'
import type {
  PlanComparison,
  PlanCounts,
  PlanEditionLine,
  PlanLine,
  PlanQuery,
  PlanView,
} from '@anlan/contract/plan-view.ts'
import { sql } from 'kysely'
import type { z } from 'zod'
import { cursorParts, pageOf } from '../../kernel/database/keyset.ts'
import { Problem } from '../../kernel/problem.ts'
import type { Work } from '../../kernel/work/work.ts'
import { bearersOf, bearerWordsOf } from './bearers.ts'
import { type BriefRow, briefColumns, briefOf } from './brief.ts'
import { compareContents } from './compare.ts'
import { contentOf, editionReadable, planEdition } from './in-force.ts'
import { planKindRow } from './kinds/kinds.ts'
import { plansNamed } from './paragraphs.ts'
import { mayReadPeople, withoutPeople } from './people.ts'
import { mayEdit, preparingStates } from './reach.ts'
import { missingParts } from './rules.ts'
import type { PlanEdition } from './schema.ts'

interface LineRow extends BriefRow {
  changed_at: Date
  next_id: string | null
  next_edition: number | null
  next_state: PlanEdition['state'] | null
}

/** Plans the actor may read, the ones changed last first. A line shows the edition in force, else the newest, and what is being prepared after it. */
export async function listPlans(work: Work, query: z.output<typeof PlanQuery>) {
  const cursor = cursorParts(query.after, ['instant', 'id'])
  const named = query.q ? await plansNamed(query.q) : null
  const preparing = sql`e.state in (${sql.join(preparingStates)})`
  const { rows } = await sql<LineRow>`
    with line as (
      select distinct on (p.id) ${briefColumns}, p.changed_at, n.id as next_id, n.edition as next_edition, n.state as next_state
      from plan p join unit u on u.id = p.unit_id join plan_edition e on e.plan_id = p.id and ${editionReadable(work)}
      left join lateral (select e.id, e.edition, e.state from plan_edition e
        where e.plan_id = p.id and ${preparing} and ${editionReadable(work)}) n on true
      where true
        ${query.kind ? sql`and p.kind = ${query.kind}` : sql``}
        ${query.topic ? sql`and p.topic = ${query.topic}` : sql``}
        ${query.parent ? sql`and p.parent_id = ${query.parent}` : sql``}
        ${query.unit ? sql`and p.unit_id in (select descendant_id from unit_closure where ancestor_id = ${query.unit})` : sql``}
        ${named ? sql`and ${named}` : sql``}
      order by p.id, e.state = 'inForce' desc, e.edition desc)
    select * from line
    where true ${query.state ? sql`and (state = ${query.state} or next_state = ${query.state})` : sql``}
      ${cursor ? sql`and (changed_at, id) < (${cursor[0]}::timestamptz, ${cursor[1]}::uuid)` : sql``}
    order by changed_at desc, id desc limit ${query.limit + 1}`.execute(work.tx)
  return pageOf(
    rows,
    query.limit,
    row => [row.changed_at.toISOString(), row.id],
    (row): PlanLine => ({
      ...briefOf(row),
      changedAt: row.changed_at.toISOString(),
      next:
        row.next_id && row.next_edition !== null && row.next_state && row.next_id !== row.edition_id
          ? { editionId: row.next_id, edition: row.next_edition, state: row.next_state }
          : null,
    }),
  )
}

/** How many plans of each kind the county has (W124); what others prepare is counted, not shown. */
export async function countPlans(work: Work): Promise<z.output<typeof PlanCounts>> {
  const { rows } = await sql<{ kind: PlanKind; in_force: number; preparing: number; abolished: number }>`
    select p.kind, count(*) filter (where s.in_force) as in_force, count(*) filter (where s.preparing) as preparing,
      count(*) filter (where not s.in_force and not s.preparing) as abolished
    from plan p cross join lateral (select bool_or(e.state = 'inForce') as in_force,
      bool_or(e.state in (${sql.join(preparingStates)})) as preparing from plan_edition e where e.plan_id = p.id) s
    group by p.kind`.execute(work.tx)
  const items = (Object.keys(planKinds) as PlanKind[]).map(kind => {
    const row = rows.find(one => one.kind === kind)
    const { in_force = 0, preparing = 0, abolished = 0 } = row ?? {}
    return { kind, name: planKinds[kind], inForce: in_force, preparing, abolished }
  })
  return { items, total: items.reduce((sum, one) => sum + one.inForce, 0) }
}

/** A plan in one of its editions with everything its page shows; without `editionId` the one in force, else the newest. */
export async function viewPlan(work: Work, planId: string, editionId?: string): Promise<PlanView> {
  const { plan, content } = await planEdition(work, planId, editionId)
  const row = await work.tx.selectFrom('plan').selectAll().where('id', '=', planId).executeTakeFirstOrThrow()
  const editions = await listEditions(work, planId)
  const edition = editions.find(one => one.id === plan.editionId)
  if (!edition) throw new Problem('not-found')
  const kindRow = await planKindRow(work, plan.kind)
  const editable = await mayEdit(work, plan.unitId)
  const preparing = editions.find(one => preparingStates.includes(one.state))
  const parent = plan.parentId
    ? await work.tx.selectFrom('plan').select(['id', 'title']).where('id', '=', plan.parentId).executeTakeFirst()
    : null
  return {
    plan,
    aboutVersion: row.version,
    edition,
    content: (await mayReadPeople(work, plan.unitId)) ? content : withoutPeople(content),
    words: await bearerWordsOf(work, bearersOf(content)),
    missingParts: missingParts(content, kindRow.requiredParts),
    parent: parent ?? null,
    children: await childrenOf(work, planId),
    kindRow,
    editions,
    may: {
      editContent: editable && plan.state === 'drafting',
      editAbout: editable,
      openEdition: editable && !preparing && plan.state !== 'abolished',
      proceed: editable,
    },
  }
}

async function childrenOf(work: Work, planId: string): Promise<PlanView['children']> {
  const { rows } = await sql<BriefRow>`
    select distinct on (p.id) ${briefColumns} from plan p join unit u on u.id = p.unit_id
    join plan_edition e on e.plan_id = p.id and ${editionReadable(work)}
    where p.parent_id = ${planId} order by p.id, e.state = 'inForce' desc, e.edition desc`.execute(work.tx)
  return rows
    .sort((a, b) => a.title.localeCompare(b.title, 'zh'))
    .map(row => ({ id: row.id, title: row.title, kind: row.kind, unitName: row.unit_name, state: row.state }))
}

/** Editions of a plan that the actor may read, the newest first; problem `not-found` where there is none. */
export async function listEditions(work: Work, planId: string): Promise<PlanEditionLine[]> {
  const { rows } = await sql<PlanEdition>`
    select e.* from plan_edition e join plan p on p.id = e.plan_id
    where p.id = ${planId} and ${editionReadable(work)} order by e.edition desc`.execute(work.tx)
  if (rows.length === 0) throw new Problem('not-found')
  return rows.map(row => ({
    id: row.id,
    edition: row.edition,
    state: row.state,
    version: row.version,
    reason: row.reason,
    openedAt: row.opened_at.toISOString(),
    openedByName: row.opened_by_name,
    changedAt: row.changed_at.toISOString(),
    documentNumber: row.document_number,
    issuingBody: row.issuing_body,
    issuedOn: row.issued_on,
    endedAt: row.ended_at?.toISOString() ?? null,
    endReason: row.end_reason,
  }))
}

/** Two editions of a plan side by side: what came, what went, what reads differently. */
export async function compareEditions(
  work: Work,
  planId: string,
  beforeId: string,
  afterId: string,
): Promise<z.output<typeof PlanComparison>> {
  const editions = await listEditions(work, planId)
  const [before, after] = [beforeId, afterId].map(id => editions.find(one => one.id === id))
  if (!before || !after) throw new Problem('not-found')
  const rows = await work.tx
    .selectFrom('plan_edition')
    .select(['id', 'content'])
    .where('id', 'in', [before.id, after.id])
    .execute()
  const plan = await work.tx.selectFrom('plan').select('unit_id').where('id', '=', planId).executeTakeFirstOrThrow()
  const personal = await mayReadPeople(work, plan.unit_id)
  const [from, to] = [before, after].map(one => {
    const content = contentOf(rows.find(row => row.id === one.id)?.content)
    return personal ? content : withoutPeople(content)
  })
  if (!from || !to) throw new Problem('not-found')
  const words = await bearerWordsOf(work, [...bearersOf(from), ...bearersOf(to)])
  const items = compareContents(from, to, words)
  const count = (difference: (typeof items)[number]['difference']) =>
    items.filter(one => one.difference === difference).length
  return {
    before,
    after,
    items,
    counts: { added: count('added'), removed: count('removed'), changed: count('changed') },
  }
}
