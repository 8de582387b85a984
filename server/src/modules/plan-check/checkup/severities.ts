import {
  type EditDefectRule,
  type PlanDefectKind,
  type PlanDefectRule,
  planDefects,
} from '@anlan/contract/plan-check.ts'
import type { z } from 'zod'
import { lockAsSeen } from '../../../kernel/work/as-seen.ts'
import { recordFact, type Work } from '../../../kernel/work/work.ts'
import { defectKinds } from '../seed.ts'

/** How severe each kind of defect counts here. */
export async function listSeverities(work: Work): Promise<z.input<typeof PlanDefectRule>[]> {
  const rows = await work.tx.selectFrom('plan_defect_rule').selectAll().execute()
  return rows
    .sort((a, b) => defectKinds.indexOf(a.kind) - defectKinds.indexOf(b.kind))
    .map(row => ({
      kind: row.kind,
      name: planDefects[row.kind],
      severity: row.severity,
      source: { name: row.source_name, article: row.source_article, confidence: row.confidence as '设计' },
      version: row.version,
    }))
}

/** The county decides otherwise; plans already approved stay so. */
export async function editSeverity(
  work: Work,
  kind: PlanDefectKind,
  { severity, reason, version }: z.output<typeof EditDefectRule>,
): Promise<void> {
  const before = await lockAsSeen(work.tx.selectFrom('plan_defect_rule').selectAll().where('kind', '=', kind), version)
  await work.tx
    .updateTable('plan_defect_rule')
    .set({ severity, version: before.version + 1 })
    .where('kind', '=', kind)
    .execute()
  recordFact(work, 'plan-check.severity-changed', kind, { before: before.severity, after: severity, reason })
}
