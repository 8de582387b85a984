import { randomUUID } from 'node:crypto'
import type { ReportSignature, SubmitReport } from '@anlan/contract/event-report.ts'
import type { z } from 'zod'
import { reachFor } from '../../../kernel/access/reach.ts'
import { fieldProblem, Problem } from '../../../kernel/problem.ts'
import { isAhead } from '../../../kernel/work/instants.ts'
import { recordFact, type Work } from '../../../kernel/work/work.ts'
import { refusalOfDecision } from '../../document/api.ts'
import { dischargeObligations, openObligation } from '../../obligation/api.ts'
import { assertUnsent, reportForChange } from './reach.ts'
import type { EventReport } from './schema.ts'

export async function sign(
  work: Work,
  reportId: string,
  step: 'drafted' | 'reviewed' | 'signed' | 'returned' | 'oral' | 'urgent' | 'confirmed',
  opinion: string,
  byName = work.actor.name,
) {
  await work.tx
    .insertInto('event_report_signature')
    .values({
      id: randomUUID(),
      report_id: reportId,
      step,
      account_id: work.actor.accountId,
      by_name: byName,
      at: work.now,
      opinion,
    })
    .execute()
}

/** 送审: the draft goes to the reviewer. */
export async function requestReview(work: Work, id: string): Promise<void> {
  const report = await reportForChange(work, id)
  if (report.state !== 'draft') throw new Problem('event-report/wrong-state', { detail: '只有拟稿可以送审' })
  await work.tx.updateTable('event_report').set({ state: 'review' }).where('id', '=', id).execute()
  recordFact(work, 'event-report.review-requested', id, {}, { matter: report.event_id })
}

/** 审核: passes the draft on to the signer or back to the drafter. */
export async function reviewReport(work: Work, id: string, input: z.output<typeof ReportSignature>): Promise<void> {
  const report = await reportForChange(work, id)
  if (report.state !== 'review') throw new Problem('event-report/wrong-state', { detail: '报告不在待审核状态' })
  await decide(work, report, input, { step: 'reviewed', state: 'signing' })
}

/** 签发: two people, the drafter never signs. */
export async function signReport(work: Work, id: string, input: z.output<typeof ReportSignature>): Promise<void> {
  const report = await reportForChange(work, id)
  assertUnsent(report)
  if (report.state === 'signed') throw new Problem('event-report/wrong-state', { detail: '报告已签发' })
  await decide(work, report, input, { step: 'signed', state: 'signed' })
}

/** One who did not draft it passes a report on, or back to the drafter with his opinion. */
async function decide(
  work: Work,
  report: EventReport,
  input: z.output<typeof ReportSignature>,
  passed: { step: 'reviewed' | 'signed'; state: 'signing' | 'signed' },
) {
  const refusal = refusalOfDecision(
    { state: report.state, writers: [report.drafted_by] },
    passed.step,
    work.actor.accountId,
  )
  if (refusal === 'wrong-state') throw new Problem('event-report/wrong-state')
  // One person may review and sign here: a 首报 must leave within minutes.
  if (refusal) throw new Problem('event-report/own-draft')
  await work.tx
    .updateTable('event_report')
    .set({ state: input.agree ? passed.state : 'draft' })
    .where('id', '=', report.id)
    .execute()
  await sign(work, report.id, input.agree ? passed.step : 'returned', input.opinion)
  const type = input.agree ? `event-report.${passed.step}` : 'event-report.sent-back'
  recordFact(work, type, report.id, { opinion: input.opinion }, { matter: report.event_id })
}

/** A signed report leaves as it is. A 首报 or 续报 may leave in an emergency before it is signed (先报后补), flagged. */
export async function approvalFor(
  work: Work,
  report: EventReport,
  input: z.output<typeof SubmitReport>,
): Promise<'oral' | 'urgent' | null> {
  if (report.state === 'signed') return null
  const mayGoAhead = report.kind === 'first' || report.kind === 'followUp'
  if (!mayGoAhead || input.approval?.mode === 'signed') throw new Problem('event-report/not-signed')
  if (input.approval?.mode === 'oral') {
    if (isAhead(input.approval.approvedAt, work.now))
      throw fieldProblem('event/time-order', '/approval/approvedAt', '口头签批时间', '口头签批时间不能晚于现在')
    await sign(work, report.id, 'oral', input.approval.note || '口头同意', input.approval.approverName)
    return 'oral'
  }
  await sign(work, report.id, 'urgent', input.approval?.reason ?? '情况紧急，先报后补')
  return 'urgent'
}

export async function askForConfirmation(work: Work, report: EventReport, eventTitle: string) {
  const rule = await work.tx
    .selectFrom('reporting_rule')
    .selectAll()
    .where('code', '=', 'SG-01')
    .where('enabled', '=', true)
    .executeTakeFirst()
  if (!rule) return
  const minutes = rule.limit_minutes ?? 1440
  await openObligation(work, {
    kind: 'signature',
    ruleCode: rule.code,
    title: `${rule.title}：${report.title}`,
    matterId: report.event_id,
    matterTitle: eventTitle,
    owedBy: report.unit_id,
    owedTo: null,
    medium: 'any',
    clock: rule.clock,
    basis: report.id,
    startedAt: work.now,
    dueAt: new Date(work.now.getTime() + minutes * 60_000),
    limitMinutes: minutes,
    soft: false,
    source: { name: rule.source_name, article: rule.source_article, confidence: rule.confidence },
  })
}

/** 补签: the leader confirms afterwards what left on his oral word or before he could be asked. Never the drafter. */
export async function confirmApproval(work: Work, id: string, opinion: string): Promise<void> {
  const report = await reportForChange(work, id)
  if (!report.emergency_approval)
    throw new Problem('event-report/wrong-state', { detail: '该报告已按程序签发，无需补签' })
  if (report.approval_confirmed_at) throw new Problem('event-report/already-confirmed')
  if (report.drafted_by === work.actor.accountId) throw new Problem('event-report/own-draft')
  await work.tx.updateTable('event_report').set({ approval_confirmed_at: work.now }).where('id', '=', id).execute()
  await sign(work, id, 'confirmed', opinion)
  recordFact(work, 'event-report.approval-confirmed', id, { opinion }, { matter: report.event_id })
  const owed = await work.tx
    .selectFrom('obligation')
    .select('id')
    .where('kind', '=', 'signature')
    .where('basis', '=', id)
    .where('satisfied_at', 'is', null)
    .executeTakeFirst()
  if (owed) await dischargeObligations(work, { matterId: report.event_id, id: owed.id, at: work.now, by: '补签' })
}

/** Whether the actor may sign for the unit of a report he did not draft. */
export const maySign = (work: Work, report: EventReport): boolean =>
  report.drafted_by !== work.actor.accountId && reachFor(work.actor, 'event-report.sign') !== null
