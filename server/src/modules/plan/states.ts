import { type PlanState, planStates } from '@anlan/contract/plan.ts'
import { Problem } from '../../kernel/problem.ts'
import { recordFact, type Work } from '../../kernel/work/work.ts'
import { contentOf } from './in-force.ts'
import { forgetParagraphs, indexParagraphs, indexPlans } from './paragraphs.ts'
import { preparingStates } from './reach.ts'
import { mayFollow } from './rules.ts'

/** What is said with a step: why; with the issue the number, the body that issues and the day. */
export interface SaidWithState {
  reason?: string
  documentNumber?: string | null
  issuingBody?: string
  /** `YYYY-MM-DD` */
  issuedOn?: string
}

/**
 * Leads the edition that is being prepared to another state; `abolished` ends it or, where none is being prepared, the one in force. Once issued, the
 * edition that was in force is superseded. Whoever calls has looked at who may do it. Problem `plan/state` where the step does not follow.
 */
export async function setPlanState(work: Work, planId: string, to: PlanState, said: SaidWithState = {}): Promise<void> {
  const plan = await work.tx.selectFrom('plan').selectAll().where('id', '=', planId).forUpdate().executeTakeFirst()
  if (!plan) throw new Problem('not-found')
  const editions = await work.tx
    .selectFrom('plan_edition')
    .selectAll()
    .where('plan_id', '=', planId)
    .where('state', 'in', [...preparingStates, 'inForce'])
    .execute()
  const inForce = editions.find(one => one.state === 'inForce')
  const subject = editions.find(one => one.state !== 'inForce') ?? inForce
  if (!subject || !mayFollow(subject.state, to))
    throw new Problem('plan/state', {
      detail: `预案${subject ? `现为“${planStates[subject.state]}”` : '没有可办理的版本'}，不能转为“${planStates[to]}”`,
    })
  const told = (data: Record<string, unknown>) => ({ title: plan.title, edition: subject.edition, ...data })
  const where = { matter: planId, chain: plan.unit_id }
  if (to === 'inForce') {
    if (!said.issuedOn || !said.issuingBody) throw new Error('issued without a day or a body')
    if (inForce) await end(work, inForce.id, 'superseded', `第 ${subject.edition} 版印发`)
  }
  const ends = to === 'abolished'
  await work.tx
    .updateTable('plan_edition')
    .set({
      state: to,
      changed_at: work.now,
      ...(to === 'inForce' && {
        document_number: said.documentNumber || null,
        issuing_body: said.issuingBody ?? null,
        issued_on: said.issuedOn ?? null,
      }),
      ...(ends && { ended_at: work.now, end_reason: said.reason ?? '' }),
    })
    .where('id', '=', subject.id)
    .execute()
  await work.tx.updateTable('plan').set({ changed_at: work.now }).where('id', '=', planId).execute()
  recordFact(
    work,
    'plan.state-changed',
    planId,
    told({ editionId: subject.id, from: subject.state, to, reason: said.reason ?? '' }),
    where,
  )
  if (to === 'inForce') {
    await indexPlans(work, [{ plan, issued: true, documentNumber: said.documentNumber ?? null }])
    await indexParagraphs(work, [{ plan, editionId: subject.id, content: contentOf(subject.content) }])
    recordFact(
      work,
      'plan.issued',
      planId,
      told({
        editionId: subject.id,
        kind: plan.kind,
        documentNumber: said.documentNumber || null,
        issuingBody: said.issuingBody,
        issuedOn: said.issuedOn,
        replaces: inForce?.id ?? null,
      }),
      where,
    )
  }
  if (ends && subject.state === 'inForce') {
    await forgetParagraphs(work, planId)
    recordFact(work, 'plan.abolished', planId, told({ editionId: subject.id, reason: said.reason ?? '' }), where)
  }
}

const end = (work: Work, id: string, state: PlanState, reason: string) =>
  work.tx
    .updateTable('plan_edition')
    .set({ state, ended_at: work.now, end_reason: reason, changed_at: work.now })
    .where('id', '=', id)
    .execute()
