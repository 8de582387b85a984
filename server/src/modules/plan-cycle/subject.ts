import type { Selectable } from 'kysely'
import type { Tables } from '../../kernel/database/database.ts'
import { Problem } from '../../kernel/problem.ts'
import type { Work } from '../../kernel/work/work.ts'
import { mayEditPlansOf, preparingStates } from '../plan/api.ts'

export interface Subject {
  plan: Selectable<Tables['plan']>
  /** The edition being prepared, or the one in force, or the newest. */
  edition: Omit<Selectable<Tables['plan_edition']>, 'content'>
}

/** A plan and the edition its next step is about; the plan is locked where something is done to it. */
export async function subjectOf(work: Work, planId: string, lock = true): Promise<Subject> {
  const query = work.tx.selectFrom('plan').selectAll().where('id', '=', planId)
  const plan = await (lock ? query.forUpdate() : query).executeTakeFirst()
  if (!plan) throw new Problem('not-found')
  const editions = await work.tx
    .selectFrom('plan_edition')
    .select(['id', 'plan_id', 'edition', 'state', 'version', 'reason', 'opened_at', 'opened_by_name', 'changed_at'])
    .select(['document_number', 'issuing_body', 'issued_on', 'ended_at', 'end_reason'])
    .where('plan_id', '=', planId)
    .orderBy('edition', 'desc')
    .execute()
  const edition =
    editions.find(one => preparingStates.includes(one.state)) ??
    editions.find(one => one.state === 'inForce') ??
    editions[0]
  if (!edition) throw new Problem('not-found')
  return { plan, edition }
}

/** The same for whoever keeps the plan; 404 for others. */
export async function ownSubject(work: Work, planId: string): Promise<Subject> {
  const subject = await subjectOf(work, planId)
  if (!(await mayEditPlansOf(work, subject.plan.unit_id))) throw new Problem('not-found')
  return subject
}

export const obstacle = (detail: string) => new Problem('plan/state', { detail })
