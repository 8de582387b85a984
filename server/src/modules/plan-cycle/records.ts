import { randomUUID } from 'node:crypto'
import type { AddPlanRecord } from '@anlan/contract/plan-cycle.ts'
import { sql } from 'kysely'
import type { z } from 'zod'
import { fieldProblem } from '../../kernel/problem.ts'
import { recordFact, type Work } from '../../kernel/work/work.ts'
import { addDays } from '../calendar/api.ts'
import { plansInForce } from '../plan/api.ts'
import type { PlanHistory } from '../plan-check/api.ts'
import { limitOf, today } from './limits.ts'
import { obstacle, ownSubject, type Subject, subjectOf } from './subject.ts'
import { openPlanTask, openTasksOf, settleTasks } from './tasks.ts'

/** What was drilled, evaluated, checked or studied of the edition in force. A problem that needs a revision opens its task; what was due for it is done. */
export async function addRecord(work: Work, planId: string, input: z.output<typeof AddPlanRecord>): Promise<string> {
  const { plan } = await ownSubject(work, planId)
  return writeRecord(work, plan, input)
}

/**
 * A plan was used, in earnest or in an exercise, and what that showed was approved elsewhere: a record of its own, and the revision it calls for. Null where the
 * plan is not in force any more. Whoever asks has looked at the permission.
 */
export async function recordUse(
  work: Work,
  planId: string,
  input: Omit<z.output<typeof AddPlanRecord>, 'id'>,
): Promise<string | null> {
  const { plan } = await subjectOf(work, planId)
  const [inForce] = await plansInForce(work, { ids: [planId] })
  if (!inForce) return null
  return writeRecord(work, plan, input)
}

async function writeRecord(work: Work, plan: Subject['plan'], input: z.output<typeof AddPlanRecord>): Promise<string> {
  const planId = plan.id
  const edition = await work.tx
    .selectFrom('plan_edition')
    .select(['id', 'edition', 'issued_on'])
    .where('plan_id', '=', planId)
    .where('state', '=', 'inForce')
    .executeTakeFirst()
  if (!edition) throw obstacle('预案尚未印发，不能登记')
  if (input.heldOn > today(work)) throw fieldProblem('invalid-input', '/heldOn', '日期', '日期不能晚于今天')
  if (input.needsRevision && input.problems === '')
    throw fieldProblem('invalid-input', '/problems', '发现的问题', '需要修订的，请写明发现的问题')
  const { id = randomUUID(), kind, heldOn, needsRevision, marks, ...said } = input
  await work.tx
    .insertInto('plan_record')
    .values({
      ...said,
      id,
      plan_id: planId,
      edition_id: edition.id,
      kind,
      held_on: heldOn,
      marks: marks && JSON.stringify(marks),
      needs_revision: needsRevision,
      at: work.now,
      by_name: work.actor.name,
    })
    .execute()
  recordFact(
    work,
    'plan-cycle.recorded',
    planId,
    { title: plan.title, kind, heldOn, needsRevision, findings: said.findings },
    { matter: planId, chain: plan.unit_id },
  )
  if (kind === 'evaluation') await settleTasks(work, await openTasksOf(work, planId, ['threeYears']), '已评估')
  if (kind === 'check' || kind === 'evaluation')
    await settleTasks(work, await openTasksOf(work, planId, ['yearly']), '已审查')
  if (needsRevision) {
    const limit = await limitOf(work, 'PROBLEM')
    await openPlanTask(work, {
      reason: kind === 'activation' ? 'event' : 'drill',
      title: `修订预案：${plan.title}`,
      unitId: plan.unit_id,
      planId,
      dueOn: addDays(today(work), limit.days),
      source: limit.source,
    })
  }
  return id
}

/** When plans were last evaluated, looked through and drilled, for the check-up. */
export async function recordedHistory(work: Work, planIds: string[]): Promise<Map<string, Partial<PlanHistory>>> {
  const { rows } = await sql<{
    plan_id: string
    evaluated: string | null
    checked: string | null
    drilled: string | null
  }>`
    select plan_id, max(held_on) filter (where kind = 'evaluation') as evaluated,
      max(held_on) filter (where kind in ('check', 'evaluation')) as checked,
      max(held_on) filter (where kind in ('drill', 'activation')) as drilled
    from plan_record where plan_id = any(${planIds}::uuid[]) group by plan_id`.execute(work.tx)
  return new Map(
    rows.map(row => [row.plan_id, { evaluatedOn: row.evaluated, checkedOn: row.checked, drilledOn: row.drilled }]),
  )
}
