import type { DefectSeverity, PlanDefectKind } from '@anlan/contract/plan-check.ts'
import { sql } from 'kysely'
import { ours } from '../../kernel/setting-rows.ts'
import type { Work } from '../../kernel/work/work.ts'

/**
 * What cannot be carried out blocks the approval; what others must mend, or time brings, is owed or shown. No regulation says which is which (设计): the
 * county may change every row.
 */
const severities: Record<PlanDefectKind, DefectSeverity> = {
  stepWithoutPost: 'blocking',
  postVacant: 'blocking',
  phoneMissing: 'serious',
  phoneUnverified: 'minor',
  stepWithoutLimit: 'blocking',
  materialShort: 'serious',
  teamGone: 'blocking',
  teamUnfit: 'serious',
  teamOverbooked: 'minor',
  evacuationWithoutLead: 'blocking',
  evacuationWithoutRoute: 'blocking',
  vulnerableWithoutHelper: 'blocking',
  vulnerableWithoutBackup: 'serious',
  shelterGone: 'blocking',
  shelterSmall: 'blocking',
  upperNewer: 'serious',
  reviewOverdue: 'serious',
  checkOverdue: 'serious',
  neverDrilled: 'minor',
  drillOverdue: 'serious',
  dutiesCollide: 'serious',
  leadsTwice: 'minor',
  twoLeads: 'blocking',
  stepUnreachable: 'blocking',
  partMissing: 'blocking',
  partEmpty: 'blocking',
  levelMissing: 'blocking',
  levelWithoutCondition: 'blocking',
  levelWithoutStarter: 'blocking',
}
export const defectKinds = Object.keys(severities) as PlanDefectKind[]

/** Rows that are not there yet. */
export async function seedDefectRules(work: Work): Promise<void> {
  const rows = Object.entries(severities).map(([kind, severity]) => ({ kind, severity }))
  await sql`insert into plan_defect_rule (kind, severity, source_name, source_article, confidence)
    select kind, severity, ${ours.name}, ${ours.article}, ${ours.confidence}
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r(kind text, severity text) on conflict do nothing`.execute(
    work.tx,
  )
}
