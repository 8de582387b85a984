import { randomUUID } from 'node:crypto'
import type { DecidePlan, IssuePlan, ReviewPlan } from '@anlan/contract/plan-cycle.ts'
import type { z } from 'zod'
import { fieldProblem, Problem } from '../../kernel/problem.ts'
import { recordFact, type Work } from '../../kernel/work/work.ts'
import { bearerWords, findUnit, holdersOf } from '../directory/api.ts'
import { planKindRow, setPlanState } from '../plan/api.ts'
import { blockingDefects } from '../plan-check/api.ts'
import { openFiling } from './filing.ts'
import { today } from './limits.ts'
import { obstacle, ownSubject, type Subject, subjectOf } from './subject.ts'

/** Hands the draft on: to the experts where its kind asks for a review, else to whoever approves. */
export async function submitPlan(work: Work, planId: string): Promise<void> {
  const { plan, edition } = await ownSubject(work, planId)
  if (edition.state !== 'drafting') throw obstacle('只有编制中的版本可以送审')
  const kind = await planKindRow(work, plan.kind)
  if (kind.consulted && !(await consultationOf(work, edition.id))) throw obstacle(`${kind.name}须先征求意见，再送审`)
  await setPlanState(work, planId, kind.expertReview ? 'reviewing' : 'approving')
}

export const consultationOf = (work: Work, editionId: string) =>
  work.tx.selectFrom('plan_consultation').selectAll().where('edition_id', '=', editionId).executeTakeFirst()

/** 评审: by at least one expert's opinion or one case replayed (W127); passed it goes on to be approved, else back to be amended. */
export async function reviewPlan(work: Work, planId: string, input: z.output<typeof ReviewPlan>): Promise<string> {
  const { plan, edition } = await ownSubject(work, planId)
  if (edition.state !== 'reviewing') throw obstacle('预案没有处于评审中')
  if (input.heldOn > today(work)) throw fieldProblem('invalid-input', '/heldOn', '评审日期', '评审日期不能晚于今天')
  if (input.cases.length === 0 && !input.experts.some(one => one.opinion !== ''))
    throw fieldProblem('invalid-input', '/experts', '评审专家', '评审应至少有一位专家的意见或者一个复盘案例')
  const id = input.id ?? randomUUID()
  await work.tx
    .insertInto('plan_review')
    .values({
      id,
      plan_id: planId,
      edition_id: edition.id,
      held_on: input.heldOn,
      experts: JSON.stringify(input.experts),
      cases: JSON.stringify(input.cases),
      conclusion: input.conclusion,
      opinion: input.opinion,
      at: work.now,
      by_name: work.actor.name,
    })
    .execute()
  await setPlanState(work, planId, input.conclusion === 'pass' ? 'approving' : 'drafting', { reason: input.opinion })
  recordFact(
    work,
    'plan-cycle.reviewed',
    planId,
    { title: plan.title, conclusion: input.conclusion, experts: input.experts.length, cases: input.cases.length },
    { matter: planId, chain: plan.unit_id },
  )
  return id
}

/** Whether the actor wrote at this edition: nobody approves his own draft. */
async function drafted(work: Work, { plan, edition }: Subject): Promise<boolean> {
  if (!work.actor.accountId) return false
  const fact = await work.tx
    .selectFrom('fact')
    .select('id')
    .where('subject_id', '=', plan.id)
    .where('type', 'in', ['plan.created', 'plan.content-saved', 'plan.edition-opened'])
    .where('actor_id', '=', work.actor.accountId)
    .where('recorded_at', '>=', edition.opened_at)
    .limit(1)
    .executeTakeFirst()
  return fact !== undefined
}

/** A post that approves, as the page names it: who leads elsewhere is here the unit whose plan it is. */
export const approverWords = (bearer: string): string =>
  bearer === 'lead/head' ? '编制单位主要负责人' : bearerWords(bearer).replace('牵头部门', '编制单位')

/** The post through which the actor approves plans of this kind; null when he holds none of them. */
export async function approvingPost(work: Work, { plan }: Pick<Subject, 'plan'>): Promise<string | null> {
  if (!work.actor.personId) return null
  const unit = await findUnit(work.tx, plan.unit_id)
  const ground = { lead: unit, areaCode: unit?.area_code ?? null }
  for (const bearer of (await planKindRow(work, plan.kind)).approvers) {
    const holder = (await holdersOf(work.tx, bearer, ground)).find(one => one.personId === work.actor.personId)
    if (holder) return holder.post
  }
  return null
}

/**
 * 审批: by a holder of a post that the kind's row names, never by whoever drafted. A blocking defect of the check-up refuses the approval
 * (`plan/blocked`, one error each); returned, the draft goes back with the reason.
 */
export async function decidePlan(work: Work, planId: string, input: z.output<typeof DecidePlan>): Promise<void> {
  const subject = await subjectOf(work, planId)
  const { plan, edition } = subject
  const post = await approvingPost(work, subject)
  if (!post) {
    const words = (await planKindRow(work, plan.kind)).approvers.map(approverWords).join('、')
    throw new Problem('plan/not-approver', { detail: `该预案由${words}审批` })
  }
  if (edition.state !== 'approving') throw obstacle('预案没有待审批的版本')
  if (await drafted(work, subject)) throw new Problem('plan/own-draft')
  if (input.decision === 'returned' && input.opinion === '')
    throw fieldProblem('invalid-input', '/opinion', '审批意见', '退回的，请说明理由')
  if (input.decision === 'approved') await assertUnblocked(work, planId)
  await work.tx
    .insertInto('plan_approval')
    .values({
      id: randomUUID(),
      plan_id: planId,
      edition_id: edition.id,
      decision: input.decision,
      opinion: input.opinion,
      post_name: post,
      person_id: work.actor.personId as string,
      name: work.actor.name,
      at: work.now,
    })
    .execute()
  recordFact(
    work,
    'plan-cycle.decided',
    planId,
    { title: plan.title, edition: edition.edition, decision: input.decision, post, opinion: input.opinion },
    { matter: planId, chain: plan.unit_id },
  )
  if (input.decision === 'returned') await setPlanState(work, planId, 'drafting', { reason: input.opinion })
}

async function assertUnblocked(work: Work, planId: string) {
  const defects = await blockingDefects(work, planId)
  if (defects.length > 0)
    throw new Problem('plan/blocked', {
      detail: defects.map(one => one.text).join('；'),
      errors: defects.map(one => ({ pointer: one.record, field: one.name, message: one.text })),
    })
}

export const lastDecision = (work: Work, editionId: string) =>
  work.tx
    .selectFrom('plan_approval')
    .selectAll()
    .where('edition_id', '=', editionId)
    .orderBy('at', 'desc')
    .limit(1)
    .executeTakeFirst()

/** 印发: the approved edition comes into force with its number, body and day; from then on it must be filed. */
export async function issuePlan(work: Work, planId: string, input: z.output<typeof IssuePlan>): Promise<void> {
  const { plan, edition } = await ownSubject(work, planId)
  if (edition.state !== 'approving' || (await lastDecision(work, edition.id))?.decision !== 'approved')
    throw obstacle('预案尚未审批，不能印发')
  if (input.issuedOn > today(work)) throw fieldProblem('invalid-input', '/issuedOn', '印发日期', '印发日期不能晚于今天')
  await setPlanState(work, planId, 'inForce', input)
  await openFiling(work, plan, edition.id, input.issuedOn)
}

/** 废止, with the reason: the edition being prepared is dropped, else the one in force ends. */
export async function abolishPlan(work: Work, planId: string, reason: string): Promise<void> {
  await ownSubject(work, planId)
  await setPlanState(work, planId, 'abolished', { reason })
}
