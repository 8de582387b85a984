import { randomUUID } from 'node:crypto'
import type { CommentReport, ManualDelivery, ReturnReport } from '@anlan/contract/event-report.ts'
import type { z } from 'zod'
import { unitsInReach } from '../../../kernel/access/reach.ts'
import { fieldProblem, Problem } from '../../../kernel/problem.ts'
import { settingOf } from '../../../kernel/setting-rows.ts'
import { isAhead } from '../../../kernel/work/instants.ts'
import { recordFact, type Work } from '../../../kernel/work/work.ts'
import { sendNotice } from '../../notice/api.ts'
import { noteLateDischarge } from '../faults/service.ts'
import { returnStepUpMinutes } from '../settings.ts'
import { isWaiting, reportForChange, reportsInReach } from './reach.ts'
import { dischargeByReport } from './submission.ts'

/** The receiver's own copy of a sent report. */
async function receivedCopy(work: Work, reportId: string) {
  const report = await reportsInReach(work)
    .where('event_report.id', '=', reportId)
    .where('event_report.state', '=', 'sent')
    .executeTakeFirst()
  if (!report) throw new Problem('not-found')
  const copies = await work.tx
    .selectFrom('event_report_delivery')
    .selectAll()
    .where('report_id', '=', reportId)
    .where('unit_id', 'in', unitsInReach(work))
    .where('unit_id', '!=', report.unit_id)
    .orderBy('copy')
    .forUpdate()
    .execute()
  if (copies.length === 0) throw new Problem('not-found')
  return { report, copies }
}

/** 签收: all copies within the receiver's reach are received at once (the city's duty room receives for the city). */
export async function receiveReport(work: Work, reportId: string): Promise<void> {
  const { report, copies } = await receivedCopy(work, reportId)
  const waiting = copies.filter(isWaiting)
  if (waiting.length === 0) {
    if (copies.some(copy => !copy.received_at))
      throw new Problem('event-report/wrong-state', { detail: '该报告已退回，请等待重新报送' })
    throw new Problem('event-report/already-received')
  }
  for (const copy of waiting)
    await work.tx
      .updateTable('event_report_delivery')
      .set({ received_at: work.now, received_by_name: work.actor.name })
      .where('report_id', '=', reportId)
      .where('unit_id', '=', copy.unit_id)
      .execute()
  recordFact(
    work,
    'event-report.received',
    reportId,
    { units: waiting.map(copy => copy.unit_id), number: report.number },
    { matter: report.event_id },
  )
}

/** 退回: with a reason; the sent report stays as it is, the sender reports anew. */
export async function returnReport(work: Work, reportId: string, input: z.output<typeof ReturnReport>): Promise<void> {
  const { report, copies } = await receivedCopy(work, reportId)
  if (copies.every(copy => copy.returned_at)) throw new Problem('event-report/wrong-state', { detail: '该报告已退回' })
  for (const copy of copies)
    await work.tx
      .updateTable('event_report_delivery')
      .set({ returned_at: work.now, return_reason: input.reason })
      .where('report_id', '=', reportId)
      .where('unit_id', '=', copy.unit_id)
      .execute()
  recordFact(
    work,
    'event-report.returned',
    reportId,
    { reason: input.reason, number: report.number },
    { matter: report.event_id },
  )
  await sendNotice(work, {
    kind: 'event-report-returned',
    title: `报告被退回：${report.number ?? report.title}`,
    body: input.reason,
    matterId: report.event_id,
    urgent: true,
    to: [report.unit_id],
    channels: ['inApp'],
    stepUpMinutes: await settingOf(work, returnStepUpMinutes),
  })
}

export async function commentReport(
  work: Work,
  reportId: string,
  input: z.output<typeof CommentReport>,
): Promise<void> {
  const { report, copies } = await receivedCopy(work, reportId)
  const unitId = copies[0]?.unit_id ?? work.actor.unitId
  await work.tx
    .insertInto('event_report_comment')
    .values({
      id: input.id ?? randomUUID(),
      report_id: reportId,
      unit_id: unitId,
      by_name: work.actor.name,
      text: input.text,
      at: work.now,
    })
    .execute()
  recordFact(
    work,
    'event-report.commented',
    reportId,
    { text: input.text, number: report.number },
    { matter: report.event_id },
  )
  await sendNotice(work, {
    kind: 'event-report-comment',
    title: `对${report.number ?? report.title}的意见`,
    body: input.text,
    matterId: report.event_id,
    urgent: false,
    to: [report.unit_id],
    channels: ['inApp'],
    stepUpMinutes: 0,
  })
}

/** A receiver without an account here got the paper by hand, fax or another system; somebody says when. */
export async function noteManualDelivery(
  work: Work,
  reportId: string,
  input: z.output<typeof ManualDelivery>,
): Promise<void> {
  const report = await reportForChange(work, reportId)
  if (report.state !== 'sent') throw new Problem('event-report/wrong-state', { detail: '报告尚未报出' })
  const deliveredAt = input.deliveredAt ?? work.now
  if (isAhead(deliveredAt, work.now) || (report.submitted_at && deliveredAt < report.submitted_at))
    throw fieldProblem('event/time-order', '/deliveredAt', '送达时间', '送达时间应在报出时间与现在之间')
  const changed = await work.tx
    .updateTable('event_report_delivery')
    .set({ delivered_manually_at: deliveredAt, delivered_how: input.how })
    .where('report_id', '=', reportId)
    .where('unit_id', '=', input.unitId)
    .where('in_system', '=', false)
    .returning('unit_id')
    .executeTakeFirst()
  if (!changed) throw fieldProblem('invalid-input', '/unitId', '接收单位', '该单位不在人工送达名单中')
  recordFact(
    work,
    'event-report.delivered-by-hand',
    reportId,
    { unit: input.unitId, at: deliveredAt, how: input.how },
    { matter: report.event_id },
  )
  const number = report.number ?? report.title
  const discharged = await dischargeByReport(work, report, [input.unitId], deliveredAt, `${number}（${input.how}）`)
  await noteLateDischarge(work, discharged, deliveredAt)
}
