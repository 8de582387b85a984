import type { EditNeedRule, ExemptUnit, PlanNeedRule, TaskGaps } from '@anlan/contract/plan-check.ts'
import { sql } from 'kysely'
import type { z } from 'zod'
import { isUnitInReach, unitsInReach } from '../../../kernel/access/reach.ts'
import { fieldProblem, Problem } from '../../../kernel/problem.ts'
import { lockAsSeen } from '../../../kernel/work/as-seen.ts'
import { recordFact, type Work } from '../../../kernel/work/work.ts'
import { shanghaiDay } from '../../calendar/api.ts'
import { assessCoverage, oweGap } from './assess.ts'
import { needRules } from './read.ts'

/** 下达编制任务: gaps without a day get their owner's obligation; those that have one stay as they are. Returns how many were tasked. */
export async function taskGaps(work: Work, input: z.output<typeof TaskGaps>): Promise<number> {
  if (input.dueOn <= shanghaiDay(work.now))
    throw fieldProblem('invalid-input', '/dueOn', '完成日期', '完成日期应在今天以后')
  const ids = [...new Set(input.gapIds)]
  const { rows } = await sql<{ id: string; unit_id: string; column: string; text: string; due_on: string | null }>`
    select id, unit_id, "column", text, due_on from plan_gap where id = any(${ids}::uuid[]) and closed_at is null
      and unit_id in ${unitsInReach(work)} order by id for update`.execute(work.tx)
  if (rows.length !== ids.length)
    throw new Problem('not-found', { detail: '有的缺口已经消除或不在您的管辖范围，请刷新后再下达' })
  const fresh = rows.filter(row => row.due_on === null)
  for (const row of fresh) {
    const obligation = await oweGap(
      work,
      { id: row.id, unitId: row.unit_id, column: row.column, text: row.text },
      input.dueOn,
    )
    await work.tx
      .updateTable('plan_gap')
      .set({ due_on: input.dueOn, obligation_id: obligation })
      .where('id', '=', row.id)
      .execute()
    recordFact(
      work,
      'plan-check.gap-tasked',
      row.id,
      { column: row.column, dueOn: input.dueOn },
      { chain: row.unit_id },
    )
  }
  return fresh.length
}

/** 不适用: a unit needs no plan for a column, with the reason and by whom; `null` takes it back. */
export async function exemptUnit(
  work: Work,
  unitId: string,
  column: string,
  said: z.output<typeof ExemptUnit> | null,
): Promise<void> {
  if (!(await isUnitInReach(work, unitId))) throw new Problem('not-found')
  if (!(await needRules(work)).some(rule => rule.column === column)) throw new Problem('not-found')
  await work.tx.deleteFrom('plan_exemption').where('unit_id', '=', unitId).where('column', '=', column).execute()
  if (said)
    await work.tx
      .insertInto('plan_exemption')
      .values({ unit_id: unitId, column, reason: said.reason, by_name: work.actor.name, at: work.now })
      .execute()
  recordFact(
    work,
    said ? 'plan-check.unit-exempted' : 'plan-check.exemption-ended',
    unitId,
    { column, reason: said?.reason ?? '' },
    { chain: unitId },
  )
  await assessCoverage(work)
}

export const listNeedRules = async (work: Work): Promise<PlanNeedRule[]> =>
  (await needRules(work)).map(row => ({
    code: row.code,
    column: row.column,
    label: row.label,
    ledger: row.ledger,
    field: row.field,
    values: row.values,
    eventTypes: row.event_types,
    scopes: row.scopes,
    department: row.department,
    ownField: row.own_field,
    ownValues: row.own_values,
    ownPlan: row.own_plan,
    enabled: row.enabled,
    source: { name: row.source_name, article: row.source_article, confidence: row.confidence as '设计' },
    version: row.version,
  }))

/** Which risks ask for plans, and which grades for plans of their own. */
export async function editNeedRule(work: Work, code: string, input: z.output<typeof EditNeedRule>): Promise<void> {
  const before = await lockAsSeen(
    work.tx.selectFrom('plan_need_rule').selectAll().where('code', '=', code),
    input.version,
  )
  await work.tx
    .updateTable('plan_need_rule')
    .set({ enabled: input.enabled, own_values: input.ownValues, version: before.version + 1 })
    .where('code', '=', code)
    .execute()
  recordFact(work, 'plan-check.need-rule-changed', code, {
    before: { enabled: before.enabled, ownValues: before.own_values },
    after: { enabled: input.enabled, ownValues: input.ownValues },
    reason: input.reason,
  })
  await assessCoverage(work)
}
