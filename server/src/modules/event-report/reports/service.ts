import { randomUUID } from 'node:crypto'
import {
  type DraftReport,
  type EditReport,
  type Elements,
  type ReportElement,
  type ReportKind,
  type ReportSignature,
  reportElements,
  type SubmitReport,
} from '@anlan/contract/event-report.ts'
import { sql } from 'kysely'
import type { z } from 'zod'
import { addParty, isUnitInReach, matterInReach, reachFor, unitsInReach } from '../../../kernel/access/reach.ts'
import { fieldProblem, Problem } from '../../../kernel/problem.ts'
import { recordFact, type Work } from '../../../kernel/work/work.ts'
import { areaFullName, findUnit, type Unit, unitOfFunction, unitsByFunction } from '../../directory/api.ts'
import { sendNotice } from '../../notice/api.ts'
import { dischargeObligations, type Obligation, obligationsOf, openObligation } from '../../obligation/api.ts'
import { currentFigures, eventForChange, readEventFile } from '../events/read.ts'
import { countyTells, noteKnowledge, reassess, withdrawEvent } from '../events/service.ts'
import { noteLateDischarge, noteTollContradiction, settleOmissions } from '../faults/service.ts'
import { completenessOf, withPendingMarks } from './elements.ts'
import { numberFor } from './numbering.ts'
import { titleOf } from './paper.ts'
import { prefill } from './prefill.ts'
import type { EventReport } from './schema.ts'

/** Reports one may read: of units in reach, sent to units in reach, and the sent ones of matters one is a party to. */
export const reportsInReach = (work: Work) =>
  work.tx
    .selectFrom('event_report')
    .selectAll('event_report')
    .where(eb =>
      eb.or([
        eb('event_report.unit_id', 'in', unitsInReach(work)),
        eb.and([
          eb('event_report.state', '=', 'sent'),
          eb.or([
            matterInReach(work, sql.ref('event_report.event_id')),
            eb.exists(
              eb
                .selectFrom('event_report_delivery as d')
                .select('d.unit_id')
                .whereRef('d.report_id', '=', 'event_report.id')
                .where('d.unit_id', 'in', unitsInReach(work)),
            ),
          ]),
        ]),
      ]),
    )

/** A report of a unit one may act for, locked. */
export async function reportForChange(work: Work, id: string): Promise<EventReport> {
  const visible = await reportsInReach(work).where('event_report.id', '=', id).executeTakeFirst()
  if (!visible || !(await isUnitInReach(work, visible.unit_id))) throw new Problem('not-found')
  return work.tx.selectFrom('event_report').selectAll().where('id', '=', id).forUpdate().executeTakeFirstOrThrow()
}

/** Drafts a report of the actor's unit about an event, prefilled from figures and timeline. Returns its id. */
export async function draftReport(work: Work, eventId: string, input: z.output<typeof DraftReport>): Promise<string> {
  const event = await eventForChange(work, eventId)
  const unit = await reportingUnit(work)
  const chain = await work.tx
    .selectFrom('event_report')
    .selectAll()
    .where('event_id', '=', eventId)
    .where('unit_id', '=', unit.id)
    .where('state', '!=', 'discarded')
    .orderBy('created_at')
    .execute()
  assertNextInChain(input.kind, chain)
  const file = await readEventFile(work, event)
  const last = chain.filter(one => one.state === 'sent').at(-1)
  const elements: Elements = withPendingMarks(input.kind, {
    ...prefill(input.kind, {
      file,
      typeName:
        (
          await work.tx
            .selectFrom('event_type')
            .select('name')
            .where('code', '=', event.event_type_code)
            .executeTakeFirst()
        )?.name ?? '',
      place: await areaFullName(work.tx, event.area_code),
      progress: await notedSince(work, eventId, last?.submitted_at ?? null),
      lastElements: last?.elements ?? null,
    }),
    ...input.elements,
  })
  const ordinal = chain.filter(one => one.kind === input.kind).length + 1
  const id = input.id ?? randomUUID()
  const report = {
    id,
    event_id: eventId,
    unit_id: unit.id,
    kind: input.kind,
    ordinal,
    state: 'draft' as const,
    title: input.title || titleOf(input.kind, ordinal, event.title),
    elements: JSON.stringify(elements),
    reason: input.reason || null,
    revision: 1,
    drafted_by: work.actor.accountId,
    drafted_by_name: work.actor.name,
    created_at: work.now,
  }
  await work.tx
    .insertInto('event_report')
    .values({
      ...report,
      series: null,
      year: null,
      issue: null,
      number: null,
      submitted_at: null,
      next_report_by: null,
      emergency_approval: null,
      approval_confirmed_at: null,
    })
    .execute()
  await keepRevision(work, id, 1, report.title, elements)
  await sign(work, id, 'drafted', '')
  await setRecipients(
    work,
    id,
    input.recipientUnitIds ?? (await usualRecipients(work, eventId, unit)),
    input.copyUnitIds ?? [],
  )
  recordFact(work, 'event-report.drafted', id, { kind: input.kind, ordinal, title: report.title }, { matter: eventId })
  return id
}

/** Reports are written by the unit one works for: the county's duty office for its whole room. */
async function reportingUnit(work: Work): Promise<Unit> {
  const unit = await findUnit(work.tx, work.actor.unitId)
  const county = await unitOfFunction(work.tx, 'generalDutyOffice')
  if (
    county &&
    work.actor.grants.some(grant => grant.role === 'duty_officer' || grant.role === 'duty_leader') &&
    (await isUnitInReach(work, county.id))
  )
    return county
  if (!unit) throw new Problem('not-permitted')
  return unit
}

function assertNextInChain(kind: ReportKind, chain: EventReport[]) {
  const has = (other: ReportKind) => chain.some(one => one.kind === other)
  const firstSent = chain.some(one => one.kind === 'first' && one.state === 'sent')
  if (kind === 'first' && has('first')) throw new Problem('event-report/first-exists')
  if (kind === 'final' && has('final')) throw new Problem('event-report/final-exists')
  if ((kind === 'followUp' || kind === 'final' || kind === 'withdraw') && !firstSent)
    throw new Problem('event-report/no-first')
  if (kind === 'followUp' && chain.some(one => one.kind === 'final' && one.state === 'sent'))
    throw new Problem('event-report/final-exists')
}

async function notedSince(work: Work, eventId: string, since: Date | null): Promise<string[]> {
  const rows = await work.tx
    .selectFrom('fact')
    .select('data')
    .where('matter_id', '=', eventId)
    .where('type', '=', 'emergency-event.noted')
    .$if(since !== null, query => query.where('recorded_at', '>', since ?? work.now))
    .orderBy('position')
    .limit(50)
    .execute()
  return rows.map(row => String(row.data['text'] ?? ''))
}

/** To whom this unit's reports about the event go: everyone it owes one, and its usual superior. */
async function usualRecipients(work: Work, eventId: string, unit: Unit): Promise<string[]> {
  const owed = (await obligationsOf(work, eventId))
    .filter(
      one =>
        one.owed_by_unit_id === unit.id && !one.cancelled_at && one.owed_to_unit_id && one.owed_to_unit_id !== unit.id,
    )
    .map(one => one.owed_to_unit_id as string)
  const functions = await unitsByFunction(work.tx)
  const isFunction = (name: string) => functions.get(name)?.id === unit.id
  const usual = isFunction('generalDutyOffice')
    ? 'cityDutyOffice'
    : isFunction('emergencyBureau')
      ? 'cityEmergencyBureau'
      : unit.kind === 'external'
        ? null
        : 'generalDutyOffice'
  const superior = usual ? functions.get(usual)?.id : undefined
  return [...new Set([...(superior ? [superior] : []), ...owed])].slice(0, 20)
}

async function setRecipients(work: Work, reportId: string, recipients: string[], copies: string[]) {
  await work.tx.deleteFrom('event_report_delivery').where('report_id', '=', reportId).execute()
  const seen = new Set<string>()
  for (const [list, copy, pointer] of [
    [recipients, false, 'recipientUnitIds'],
    [copies, true, 'copyUnitIds'],
  ] as const)
    for (const [i, unitId] of list.entries()) {
      if (seen.has(unitId)) continue
      seen.add(unitId)
      if (!(await findUnit(work.tx, unitId)))
        throw fieldProblem(
          'directory/unknown-unit',
          `/${pointer}/${i}`,
          copy ? '抄送单位' : '主送单位',
          '单位不在机构名录中',
        )
      await work.tx
        .insertInto('event_report_delivery')
        .values({ report_id: reportId, unit_id: unitId, copy, in_system: await hasAccounts(work, unitId) })
        .execute()
    }
}

/** Whether somebody with an account here answers for the unit; otherwise the paper goes by hand and a person ticks it. */
async function hasAccounts(work: Work, unitId: string): Promise<boolean> {
  const row = await work.tx
    .selectFrom('account_grant as g')
    .innerJoin('account as a', 'a.id', 'g.account_id')
    .innerJoin('unit_closure as c', 'c.ancestor_id', 'g.unit_id')
    .select('a.id')
    .where('c.descendant_id', '=', unitId)
    .where('a.enabled', '=', true)
    .where('g.role', 'not in', ['system_admin', 'security_admin', 'auditor'])
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}

const keepRevision = (work: Work, reportId: string, revision: number, title: string, elements: Elements) =>
  work.tx
    .insertInto('event_report_revision')
    .values({
      report_id: reportId,
      revision,
      title,
      elements: JSON.stringify(elements),
      saved_at: work.now,
      saved_by_name: work.actor.name,
    })
    .execute()

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

const assertUnsent = (report: EventReport) => {
  if (report.state === 'sent') throw new Problem('event-report/already-sent')
  if (report.state === 'discarded') throw new Problem('event-report/wrong-state', { detail: '报告已作废' })
}

/** Changes a draft. What was reviewed or signed before has to be again. */
export async function editReport(work: Work, id: string, input: z.output<typeof EditReport>): Promise<void> {
  const report = await reportForChange(work, id)
  assertUnsent(report)
  if (input.revision !== report.revision) throw new Problem('conflict', { detail: '该报告已被他人修改，请刷新后再改' })
  const elements = withPendingMarks(report.kind, { ...report.elements, ...input.elements })
  const title = input.title || report.title
  await work.tx
    .updateTable('event_report')
    .set({
      title,
      elements: JSON.stringify(elements),
      reason: input.reason ?? report.reason,
      revision: report.revision + 1,
      state: 'draft',
    })
    .where('id', '=', id)
    .execute()
  await keepRevision(work, id, report.revision + 1, title, elements)
  if (input.recipientUnitIds || input.copyUnitIds) {
    const now = await work.tx
      .selectFrom('event_report_delivery')
      .select(['unit_id', 'copy'])
      .where('report_id', '=', id)
      .execute()
    await setRecipients(
      work,
      id,
      input.recipientUnitIds ?? now.filter(one => !one.copy).map(one => one.unit_id),
      input.copyUnitIds ?? now.filter(one => one.copy).map(one => one.unit_id),
    )
  }
  recordFact(work, 'event-report.edited', id, { revision: report.revision + 1 }, { matter: report.event_id })
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
  if (report.drafted_by === work.actor.accountId) throw new Problem('event-report/own-draft')
  await work.tx
    .updateTable('event_report')
    .set({ state: input.agree ? 'signing' : 'draft' })
    .where('id', '=', id)
    .execute()
  await sign(work, id, input.agree ? 'reviewed' : 'returned', input.opinion)
  recordFact(
    work,
    input.agree ? 'event-report.reviewed' : 'event-report.sent-back',
    id,
    { opinion: input.opinion },
    { matter: report.event_id },
  )
}

/** 签发: two people, the drafter never signs. */
export async function signReport(work: Work, id: string, input: z.output<typeof ReportSignature>): Promise<void> {
  const report = await reportForChange(work, id)
  assertUnsent(report)
  if (report.state === 'signed') throw new Problem('event-report/wrong-state', { detail: '报告已签发' })
  if (report.drafted_by === work.actor.accountId) throw new Problem('event-report/own-draft')
  await work.tx
    .updateTable('event_report')
    .set({ state: input.agree ? 'signed' : 'draft' })
    .where('id', '=', id)
    .execute()
  await sign(work, id, input.agree ? 'signed' : 'returned', input.opinion)
  recordFact(
    work,
    input.agree ? 'event-report.signed' : 'event-report.sent-back',
    id,
    { opinion: input.opinion },
    { matter: report.event_id },
  )
}

export async function discardReport(work: Work, id: string): Promise<void> {
  const report = await reportForChange(work, id)
  assertUnsent(report)
  await work.tx.updateTable('event_report').set({ state: 'discarded' }).where('id', '=', id).execute()
  recordFact(work, 'event-report.discarded', id, {}, { matter: report.event_id })
}

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
  const discharged = await dischargeByReport(
    work,
    report,
    recipients.map(one => one.unit_id),
    number.number,
  )
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

/** A signed report leaves as it is. A 首报 or 续报 may leave in an emergency before it is signed (先报后补), flagged. */
async function approvalFor(
  work: Work,
  report: EventReport,
  input: z.output<typeof SubmitReport>,
): Promise<'oral' | 'urgent' | null> {
  if (report.state === 'signed') return null
  const mayGoAhead = report.kind === 'first' || report.kind === 'followUp'
  if (!mayGoAhead || input.approval?.mode === 'signed') throw new Problem('event-report/not-signed')
  if (input.approval?.mode === 'oral') {
    if (input.approval.approvedAt > work.now)
      throw fieldProblem('event/time-order', '/approval/approvedAt', '口头签批时间', '口头签批时间不能晚于现在')
    await sign(work, report.id, 'oral', input.approval.note || '口头同意', input.approval.approverName)
    return 'oral'
  }
  await sign(work, report.id, 'urgent', input.approval?.reason ?? '情况紧急，先报后补')
  return 'urgent'
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

async function dischargeByReport(
  work: Work,
  report: EventReport,
  recipients: string[],
  number: string,
): Promise<Obligation[]> {
  const by = `${number}`
  const common = { matterId: report.event_id, owedBy: report.unit_id, owedTo: recipients, at: work.now, by }
  const kinds = [
    'report',
    'interval',
    ...(report.kind === 'final' ? ['final'] : []),
    ...(report.kind === 'verified' ? ['verified'] : []),
    ...(report.kind === 'supplement' ? ['casualtyWatch'] : []),
  ]
  const discharged = await dischargeObligations(work, { ...common, kinds })
  const daily = (await obligationsOf(work, report.event_id)).filter(
    one => one.kind === 'daily' && one.owed_by_unit_id === report.unit_id && !one.satisfied_at && !one.cancelled_at,
  )
  // A report shortly before the morning's cut-off is that morning's report; one in the night before is not.
  for (const one of daily)
    if (work.now.getTime() > one.due_at.getTime() - dailyWindowMs)
      discharged.push(
        ...(await dischargeObligations(work, { matterId: report.event_id, id: one.id, at: work.now, by })),
      )
  return discharged
}

const dailyWindowMs = 4 * 3_600_000

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

async function askForConfirmation(work: Work, report: EventReport, eventTitle: string) {
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
