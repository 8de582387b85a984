import { randomUUID } from 'node:crypto'
import type { DraftReport, EditReport, Elements, ReportKind } from '@anlan/contract/event-report.ts'
import type { z } from 'zod'
import { isUnitInReach } from '../../../kernel/access/reach.ts'
import { fieldProblem, Problem } from '../../../kernel/problem.ts'
import { recordFact, type Work } from '../../../kernel/work/work.ts'
import { areaFullName, findUnit, type Unit, unitOfFunction, unitsByFunction } from '../../directory/api.ts'
import { unitsWithAccounts } from '../../document/api.ts'
import { obligationsOf } from '../../obligation/api.ts'
import { eventForChange, readEventFile } from '../events/read.ts'
import { damageWords } from '../particulars/damage.ts'
import { withPendingMarks } from './elements.ts'
import { titleOf } from './paper.ts'
import { prefill } from './prefill.ts'
import { assertUnsent, reportForChange } from './reach.ts'
import type { EventReport } from './schema.ts'
import { sign } from './sign-off.ts'

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
  const types = await work.tx.selectFrom('event_type').select(['code', 'name']).execute()
  const elements: Elements = withPendingMarks(input.kind, {
    ...prefill(input.kind, {
      file,
      typeNames: new Map(types.map(type => [type.code, type.name])),
      place: await areaFullName(work.tx, event.area_code),
      progress: await notedSince(work, eventId, last?.submitted_at ?? null),
      lastElements: last?.elements ?? null,
      damage: await damageWords(work, eventId),
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
  const here = await unitsWithAccounts(work, [...recipients, ...copies])
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
        .values({ report_id: reportId, unit_id: unitId, copy, in_system: here.has(unitId) })
        .execute()
    }
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

export async function discardReport(work: Work, id: string): Promise<void> {
  const report = await reportForChange(work, id)
  assertUnsent(report)
  await work.tx.updateTable('event_report').set({ state: 'discarded' }).where('id', '=', id).execute()
  recordFact(work, 'event-report.discarded', id, {}, { matter: report.event_id })
}
