import type { PlanCycleView, PlanOpinionView } from '@anlan/contract/plan-cycle.ts'
import { sql } from 'kysely'
import { isUnitInReach, reachFor, reachOfNothing } from '../../kernel/access/reach.ts'
import type { Work } from '../../kernel/work/work.ts'
import { mayEditPlansOf, planEdition, planKindRow, preparingStates } from '../plan/api.ts'
import { blockingDefects } from '../plan-check/api.ts'
import { approverWords, approvingPost, consultationOf, lastDecision } from './approve.ts'
import { filingsWhere } from './filing.ts'
import { subjectOf } from './subject.ts'
import { tasksWhere } from './tasks.ts'

/** Where a plan stands in its life, what was said on the way, what still stands in the way of the next step, and what the actor may do. */
export async function viewCycle(work: Work, planId: string): Promise<PlanCycleView> {
  // Who may not read the draft does not see what is said about it.
  const readable = await planEdition(work, planId)
  const subject = await subjectOf(work, planId, false)
  const { plan, edition } = subject
  const editable = await mayEditPlansOf(work, plan.unit_id)
  const kind = await planKindRow(work, plan.kind)
  const preparing = preparingStates.includes(edition.state)
  const opinions = await opinionsOf(work, planId, edition.id, editable, edition.state === 'consulting')
  const closed = await consultationOf(work, edition.id)
  const decision = await lastDecision(work, edition.id)
  const post = await approvingPost(work, subject)
  const obstacles = [
    ...(edition.state === 'drafting' && kind.consulted && !closed ? ['尚未征求意见'] : []),
    ...(edition.state === 'consulting' ? waiting(opinions) : []),
    ...(edition.state === 'approving' && decision?.decision !== 'approved'
      ? (await blockingDefects(work, planId)).map(one => one.text)
      : []),
  ]
  const approved = edition.state === 'approving' && decision?.decision === 'approved'
  const at = (...states: string[]) => editable && states.includes(edition.state)
  return {
    planId,
    editionId: edition.id,
    edition: edition.edition,
    state: readable.plan.state === 'inForce' && !preparing ? 'inForce' : edition.state,
    opinions,
    consultationClosedAt: closed?.closed_at.toISOString() ?? null,
    reviews: await reviewsOf(work, planId),
    approvals: await approvalsOf(work, planId),
    approvers: kind.approvers.map(approverWords),
    filings: await filingsWhere(work, sql`f.plan_id = ${planId}`),
    records: await recordsOf(work, planId),
    tasks: await tasksWhere(work, sql`t.plan_id = ${planId}`),
    obstacles,
    may: {
      ask: at('drafting', 'consulting'),
      closeConsultation: at('consulting'),
      submit: at('drafting'),
      review: at('reviewing'),
      decide: post !== null && edition.state === 'approving' && !approved,
      issue: editable && approved,
      record: editable && readable.plan.state === 'inForce',
      abolish: at('drafting', 'consulting', 'reviewing', 'approving', 'inForce'),
    },
  }
}

function waiting(opinions: PlanOpinionView[]): string[] {
  const silent = opinions.filter(one => one.answer === null).length
  const undecided = opinions.filter(one => one.answer !== null && one.adopted === null).length
  return [
    ...(silent > 0 ? [`还有 ${silent} 个征求对象没有反馈`] : []),
    ...(undecided > 0 ? [`还有 ${undecided} 条意见没有说明是否采纳`] : []),
  ]
}

async function opinionsOf(work: Work, planId: string, editionId: string, editable: boolean, running: boolean) {
  const rows = await work.tx
    .selectFrom('plan_opinion as o')
    .innerJoin('unit as u', 'u.id', 'o.unit_id')
    .selectAll('o')
    .select('u.name as unit_name')
    .where('o.plan_id', '=', planId)
    .where('o.edition_id', '=', editionId)
    .orderBy('o.asked_at')
    .orderBy('o.id')
    .execute()
  const reach = reachFor(work.actor, 'plan.answer') ?? reachOfNothing
  const views: PlanOpinionView[] = []
  for (const row of rows) {
    const own = await isUnitInReach({ tx: work.tx, reach }, row.unit_id)
    views.push({
      id: row.id,
      unitId: row.unit_id,
      unitName: row.unit_name,
      role: row.role,
      name: row.name,
      askedAt: row.asked_at.toISOString(),
      dueOn: row.due_on,
      answer: row.answer,
      answeredAt: row.answered_at?.toISOString() ?? null,
      answeredByName: row.answered_by_name,
      adopted: row.adopted,
      reason: row.reason,
      may: { answer: running && (own || (editable && row.role !== 'unit')), decide: editable && row.answer !== null },
    })
  }
  return views
}

const reviewsOf = async (work: Work, planId: string) =>
  (
    await work.tx.selectFrom('plan_review').selectAll().where('plan_id', '=', planId).orderBy('at', 'desc').execute()
  ).map(row => ({
    id: row.id,
    heldOn: row.held_on,
    experts: row.experts,
    cases: row.cases,
    conclusion: row.conclusion,
    opinion: row.opinion,
    at: row.at.toISOString(),
    byName: row.by_name,
  }))

const approvalsOf = async (work: Work, planId: string) =>
  (
    await work.tx.selectFrom('plan_approval').selectAll().where('plan_id', '=', planId).orderBy('at', 'desc').execute()
  ).map(row => ({
    decision: row.decision,
    opinion: row.opinion,
    postName: row.post_name,
    name: row.name,
    at: row.at.toISOString(),
  }))

const recordsOf = async (work: Work, planId: string) =>
  (
    await work.tx
      .selectFrom('plan_record as r')
      .innerJoin('plan_edition as e', 'e.id', 'r.edition_id')
      .selectAll('r')
      .select('e.edition')
      .where('r.plan_id', '=', planId)
      .orderBy('r.held_on', 'desc')
      .orderBy('r.id')
      .execute()
  ).map(row => ({
    id: row.id,
    kind: row.kind,
    edition: row.edition,
    heldOn: row.held_on,
    occasion: row.occasion,
    participants: row.participants,
    findings: row.findings,
    problems: row.problems,
    marks: row.marks,
    needsRevision: row.needs_revision,
    at: row.at.toISOString(),
    byName: row.by_name,
  }))
