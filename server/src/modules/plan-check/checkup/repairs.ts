import type { PlanInBrief } from '@anlan/contract/plan-view.ts'
import { sql } from 'kysely'
import { ours, settingOf } from '../../../kernel/setting-rows.ts'
import type { Work } from '../../../kernel/work/work.ts'
import { cancelObligations, dischargeObligations, openObligation } from '../../obligation/api.ts'
import { repairDays } from '../settings.ts'

const ruleCode = 'plan-check/repair'
const minutesPerDay = 1440

/**
 * What units owe for plans in force: one obligation per plan and unit, however many defects, met by itself when the last is gone. Plans being
 * prepared owe nothing; one that is no longer in force takes its obligations back.
 */
export async function owedRepairs(work: Work, plans: PlanInBrief[]): Promise<void> {
  for (const plan of new Map(plans.map(one => [one.id, one])).values()) await owedFor(work, plan)
}

async function owedFor(work: Work, { id, title }: PlanInBrief): Promise<void> {
  const { rows: wanted } = await sql<{ unit_id: string; defects: number; first: string; since: Date }>`
    select d.unit_id, count(*)::int as defects, (array_agg(d.text order by r.severity = 'blocking' desc, d.since, d.id))[1] as first, min(d.since) as since
    from plan_defect d join plan_defect_rule r on r.kind = d.kind join plan_edition e on e.id = d.edition_id
    where d.plan_id = ${id} and d.closed_at is null and e.state = 'inForce' and r.severity <> 'minor' group by d.unit_id order by d.unit_id`.execute(
    work.tx,
  )
  const { rows: open } = await sql<{ id: string; owed_by_unit_id: string }>`
    select id, owed_by_unit_id from obligation where matter_id = ${id} and rule_code = ${ruleCode}
      and satisfied_at is null and cancelled_at is null`.execute(work.tx)
  const { rows: inForce } = await sql`select 1 from plan_edition where plan_id = ${id} and state = 'inForce'`.execute(
    work.tx,
  )
  for (const one of open.filter(row => !wanted.some(need => need.unit_id === row.owed_by_unit_id)))
    if (inForce.length > 0)
      await dischargeObligations(work, { matterId: id, id: one.id, at: work.now, by: '缺陷已消除' })
    else await cancelObligations(work, { matterId: id, id: one.id }, '预案已不在用')
  const days = await settingOf(work, repairDays)
  for (const { unit_id, defects, first } of wanted) {
    if (open.some(row => row.owed_by_unit_id === unit_id)) continue
    const text = first.length > 60 ? `${first.slice(0, 60)}…` : first
    await openObligation(work, {
      kind: 'planRepair',
      ruleCode,
      title: `消除预案缺陷：《${title}》${text}${defects > 1 ? `等 ${defects} 项` : ''}`,
      matterId: id,
      matterTitle: title,
      owedBy: unit_id,
      owedTo: null,
      medium: 'system',
      clock: 'known',
      basis: work.now.toISOString(),
      startedAt: work.now,
      dueAt: new Date(work.now.getTime() + days * minutesPerDay * 60_000),
      limitMinutes: days * minutesPerDay,
      soft: false,
      source: ours,
      link: `/plans/${id}`,
    })
  }
}
