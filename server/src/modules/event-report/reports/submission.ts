import { type Elements, type ReportElement, reportElements, type SubmitReport } from '@anlan/contract/event-report.ts'
import type { z } from 'zod'
import { addParty } from '../../../kernel/access/reach.ts'
import { Problem } from '../../../kernel/problem.ts'
import { settingOf } from '../../../kernel/setting-rows.ts'
import { recordFact, type Work } from '../../../kernel/work/work.ts'
import { findUnit, unitOfFunction } from '../../directory/api.ts'
import { sendNotice } from '../../notice/api.ts'
import { dischargeObligations, type Obligation, obligationsOf } from '../../obligation/api.ts'
import { countyTells, noteKnowledge } from '../events/knowledge.ts'
import { withdrawEvent } from '../events/life-cycle.ts'
import { currentFigures, eventForChange, readEventFile } from '../events/read.ts'
import { reassess } from '../events/reassess.ts'
import { noteLateDischarge, noteTollContradiction, settleOmissions } from '../faults/service.ts'
import { dailyWindowHours } from '../settings.ts'
import { completenessOf } from './elements.ts'
import { numberFor } from './numbering.ts'
import { assertUnsent, reportForChange } from './reach.ts'
import type { EventReport } from './schema.ts'
import { approvalFor, askForConfirmation } from './sign-off.ts'

/** 报出: the report leaves, its number and time are fixed, and it discharges what it covers. It never changes again. */
export async function submitReport(work: Work, id: string, input: z.output<typeof SubmitReport>): Promise<void> {
  const report = await reportForChange(work, id)
  assertUnsent(report)
  const event = await eventForChange(work, report.event_id)
  const recipients = await work.tx.selectFrom('event_report_delivery').selectAll().where('report_id', '=', id).execute()
  if (!recipients.some(one => !one.copy))
    throw new Problem('event-report/no-recipient', {
      errors: [{ pointer: '/recipientUnitIds', field: '主送单位', message: '请选择主送单位' }],
    })
  assertComplete(report)
  const emergency = await approvalFor(work, report, input)
  const number = await numberFor(work, report)
  await work.tx
    .updateTable('event_report')
    .set({ ...number, state: 'sent', submitted_at: work.now, emergency_approval: emergency })
    .where('id', '=', id)
    .execute()
  await work.tx.updateTable('event_report_delivery').set({ sent_at: work.now }).where('report_id', '=', id).execute()
  recordFact(
    work,
    'event-report.submitted',
    id,
    {
      kind: report.kind,
      ordinal: report.ordinal,
      number: number.number,
      title: report.title,
      unit: report.unit_id,
      recipients: recipients.map(one => one.unit_id),
      emergencyApproval: emergency,
    },
    { matter: report.event_id, chain: report.unit_id },
  )

  for (const one of recipients) await addParty(work, report.event_id, one.unit_id, one.copy ? '抄送单位' : '主送单位')
  await noteKnowledge(work, event, report.unit_id, work.now, '本单位', false)
  await noteReceivedByCounty(
    work,
    report,
    recipients.map(one => one.unit_id),
  )
  // A paper that goes by hand has reached nobody yet: that is ticked when it has.
  const reached = recipients.filter(one => one.in_system).map(one => one.unit_id)
  const discharged = await dischargeByReport(work, report, reached, work.now, number.number)
  await noteLateDischarge(work, discharged, work.now)
  await settleOmissions(work, report.unit_id, work.now)
  await compareWithEarlier(work, report)
  if (emergency) await askForConfirmation(work, report, event.title)
  await reassess(work, report.event_id)
  await tellRecipients(
    work,
    report,
    number.number,
    recipients.filter(one => one.in_system).map(one => one.unit_id),
  )
  if (report.kind === 'withdraw') await withdrawEvent(work, report.event_id, report.reason ?? '')
}

function assertComplete(report: EventReport) {
  if ((report.kind === 'withdraw' || report.kind === 'supplement') && !report.reason)
    throw new Problem('event-report/incomplete', {
      errors: [
        {
          pointer: '/reason',
          field: '说明',
          message: report.kind === 'withdraw' ? '请填写撤销理由' : '请填写补报说明',
        },
      ],
    })
  const { missing } = completenessOf(report.kind, report.elements)
  if (missing.length === 0) return
  throw new Problem('event-report/incomplete', {
    detail: `尚缺：${missing.map(name => reportElements[name].name).join('、')}`,
    errors: missing.map((name: ReportElement) => ({
      pointer: `/elements/${name}`,
      field: reportElements[name].name,
      message: `请填写${reportElements[name].name}`,
    })),
  })
}

/** Who receives a report knows from then on, and the county's room passes it on. */
async function noteReceivedByCounty(work: Work, report: EventReport, recipients: string[]) {
  const event = await work.tx
    .selectFrom('emergency_event')
    .selectAll()
    .where('id', '=', report.event_id)
    .executeTakeFirstOrThrow()
  const author = await findUnit(work.tx, report.unit_id)
  const county = await unitOfFunction(work.tx, 'generalDutyOffice')
  for (const unitId of recipients) {
    const unit = await findUnit(work.tx, unitId)
    if (!unit || unit.kind === 'external') continue
    const news = await noteKnowledge(work, event, unitId, work.now, `${author?.short_name ?? ''}报告`, false)
    if (news && unitId === county?.id) await countyTells(work, event, work.now)
  }
}

/** What a report discharges at those it has reached at `at`. */
export async function dischargeByReport(
  work: Work,
  report: Pick<EventReport, 'event_id' | 'unit_id' | 'kind'>,
  recipients: string[],
  at: Date,
  by: string,
): Promise<Obligation[]> {
  const common = { matterId: report.event_id, owedBy: report.unit_id, owedTo: recipients, at, by }
  const kinds = [
    'report',
    'interval',
    ...(report.kind === 'final' ? ['final'] : []),
    ...(report.kind === 'verified' ? ['verified'] : []),
    ...(report.kind === 'supplement' ? ['casualtyWatch'] : []),
  ]
  const discharged = await dischargeObligations(work, { ...common, kinds })
  const daily = (await obligationsOf(work, report.event_id)).filter(
    one =>
      one.kind === 'daily' &&
      one.owed_by_unit_id === report.unit_id &&
      recipients.includes(one.owed_to_unit_id ?? '') &&
      !one.satisfied_at &&
      !one.cancelled_at,
  )
  // A report shortly before the morning's cut-off is that morning's report; one in the night before is not.
  const dailyWindowMs = (await settingOf(work, dailyWindowHours)) * 3_600_000
  for (const one of daily)
    if (at.getTime() > one.due_at.getTime() - dailyWindowMs)
      discharged.push(...(await dischargeObligations(work, { matterId: report.event_id, id: one.id, at, by })))
  return discharged
}

async function compareWithEarlier(work: Work, report: EventReport) {
  if (!['final', 'verified', 'supplement'].includes(report.kind)) return
  const before = await work.tx
    .selectFrom('event_report')
    .select('elements')
    .where('event_id', '=', report.event_id)
    .where('unit_id', '=', report.unit_id)
    .where('state', '=', 'sent')
    .where('id', '!=', report.id)
    .orderBy('submitted_at', 'desc')
    .limit(1)
    .executeTakeFirst()
  if (!before) return
  const number = (elements: Elements) => {
    const found = /\d+/.exec(elements.deaths?.text ?? '')
    return found ? Number(found[0]) : null
  }
  const figures = currentFigures(
    await readEventFile(
      work,
      await work.tx
        .selectFrom('emergency_event')
        .selectAll()
        .where('id', '=', report.event_id)
        .executeTakeFirstOrThrow(),
    ),
  )
  await noteTollContradiction(work, {
    eventId: report.event_id,
    unitId: report.unit_id,
    reportId: report.id,
    name: '死亡人数',
    reported: number(before.elements),
    verified: number(report.elements) ?? figures.get('deaths') ?? null,
  })
}

async function tellRecipients(work: Work, report: EventReport, number: string, units: string[]) {
  if (units.length === 0) return
  await sendNotice(work, {
    kind: 'event-report',
    title: `收到${number}`,
    body: report.title,
    matterId: report.event_id,
    urgent: report.kind === 'first',
    to: units,
    channels: ['inApp'],
    stepUpMinutes: 0,
  })
}
