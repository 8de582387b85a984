import type { PlanContent, PlanKind } from '@anlan/contract/plan.ts'
import { planKinds } from '@anlan/contract/plan.ts'
import type { EditPlanKind, PlanKindView } from '@anlan/contract/plan-view.ts'
import type { z } from 'zod'
import { lockAsSeen } from '../../../kernel/work/as-seen.ts'
import { recordFact, type Work } from '../../../kernel/work/work.ts'
import { contentOf } from '../in-force.ts'
import type { PlanKindRow } from '../schema.ts'

/** What follows from a kind of plan: a row that the county may change. */
export const planKindRow = async (work: Work, kind: PlanKind): Promise<PlanKindView> =>
  present(await work.tx.selectFrom('plan_kind').selectAll().where('kind', '=', kind).executeTakeFirstOrThrow())

/** All kinds in their official order. */
export async function planKindRows(work: Work): Promise<PlanKindView[]> {
  const rows = await work.tx.selectFrom('plan_kind').selectAll().execute()
  const order = Object.keys(planKinds)
  return rows.sort((a, b) => order.indexOf(a.kind) - order.indexOf(b.kind)).map(present)
}

/** A blank plan of a kind. */
export async function templateOfKind(work: Work, kind: PlanKind): Promise<PlanContent> {
  const row = await work.tx
    .selectFrom('plan_kind')
    .select('template')
    .where('kind', '=', kind)
    .executeTakeFirstOrThrow()
  return contentOf(row.template)
}

const present = (row: PlanKindRow): PlanKindView => ({
  kind: row.kind,
  name: planKinds[row.kind],
  maker: row.maker,
  requiredParts: row.required_parts,
  help: row.help,
  approval: row.approval,
  approvers: row.approvers,
  filedWith: row.filed_with,
  filingTo: row.filing_to,
  filingWorkdays: row.filing_workdays,
  reviewYears: row.review_years,
  checkMonths: row.check_months,
  drillMonths: row.drill_months,
  drillMonthsByTopic: row.drill_months_by_topic,
  maxPages: row.max_pages,
  consulted: row.consulted,
  expertReview: row.expert_review,
  source: { name: row.source_name, article: row.source_article, confidence: row.confidence as '设计' },
  version: row.version,
  changedAt: row.changed_at?.toISOString() ?? null,
  changedByName: row.changed_by_name,
})

/** Changes what follows from a kind; plans already approved or filed stay as they are. */
export async function editKind(
  work: Work,
  kind: PlanKind,
  { reason, ...input }: z.output<typeof EditPlanKind>,
): Promise<PlanKindView> {
  const before = await lockAsSeen(work.tx.selectFrom('plan_kind').selectAll().where('kind', '=', kind), input.version)
  const row = {
    maker: input.maker,
    required_parts: [...new Set(input.requiredParts)],
    help: JSON.stringify(input.help),
    approval: input.approval,
    approvers: input.approvers,
    filed_with: input.filedWith,
    filing_workdays: input.filingWorkdays,
    review_years: input.reviewYears,
    check_months: input.checkMonths,
    drill_months: input.drillMonths,
    max_pages: input.maxPages,
    consulted: input.consulted,
    expert_review: input.expertReview,
    version: input.version + 1,
    changed_at: work.now,
    changed_by_name: work.actor.name,
  }
  const after = await work.tx
    .updateTable('plan_kind')
    .set(row)
    .where('kind', '=', kind)
    .returningAll()
    .executeTakeFirstOrThrow()
  const state = (one: PlanKindRow) => {
    const { kind: _kind, template: _template, version: _version, changed_at: _at, changed_by_name: _by, ...rest } = one
    return rest
  }
  recordFact(work, 'plan.kind-changed', kind, { before: state(before), after: state(after), reason })
  return present(after)
}
