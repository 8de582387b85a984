import { randomUUID } from 'node:crypto'
import type {
  CallOutTeam,
  HandOverResponsibility,
  RecordParticipation,
  ReportAssembly,
} from '@anlan/contract/response.ts'
import type { z } from 'zod'
import { addParties, isUnitInReach } from '../../../kernel/access/reach.ts'
import { fieldProblem, Problem } from '../../../kernel/problem.ts'
import { ours, settingOf } from '../../../kernel/setting-rows.ts'
import { isAhead, keptAt } from '../../../kernel/work/instants.ts'
import { recordFact, type Work } from '../../../kernel/work/work.ts'
import { shanghaiMinute } from '../../calendar/api.ts'
import { findUnit } from '../../directory/api.ts'
import { eventInReach } from '../../event-report/api.ts'
import { sendNotice } from '../../notice/api.ts'
import { dischargeObligations, openObligation } from '../../obligation/api.ts'
import { clockKinds } from '../clocks.ts'
import { minutesAfter } from '../reach.ts'
import { assemblyMinutes } from '../settings.ts'

async function openEvent(work: Work, id: string) {
  const event = await eventInReach(work, id)
  if (!event) throw fieldProblem('not-found', '/eventId', '事件', '事件不存在')
  if (event.state === 'closed' || event.state === 'withdrawn') throw new Problem('event/closed')
  return event
}

async function unitMeant(work: Work, id: string, field: string) {
  const unit = await findUnit(work.tx, id)
  if (!unit?.enabled) throw fieldProblem('directory/unknown-unit', '/unitId', field, '单位不在机构名录中')
  return unit
}

/** 先期处置: the village's own team is called out, with a clock for assembling (W186). */
export async function callOutTeam(work: Work, input: z.output<typeof CallOutTeam>): Promise<string> {
  const event = await openEvent(work, input.eventId)
  const unit = await unitMeant(work, input.unitId, '村（社区）')
  if (!['village', 'community', 'town', 'team'].includes(unit.kind))
    throw fieldProblem('invalid-input', '/unitId', '村（社区）', '先期处置由村（社区）、乡镇或救援队伍承担')
  if (!(await isUnitInReach(work, unit.id)))
    throw fieldProblem('event/outside-reach', '/unitId', '村（社区）', '该单位不在您的管辖范围')
  const minutes = input.minutes ?? (await settingOf(work, assemblyMinutes))
  const id = input.id ?? randomUUID()
  const dueAt = minutesAfter(work.now, minutes)
  await work.tx
    .insertInto('response_call_out')
    .values({
      id,
      event_id: event.id,
      unit_id: unit.id,
      order: input.order,
      place: input.place,
      called_at: work.now,
      called_by_name: work.actor.name,
      called_by_unit_id: work.actor.unitId,
      due_at: dueAt,
      note: '',
    })
    .execute()
  const parties = [
    { unitId: unit.id, capacity: '先期处置单位' },
    { unitId: work.actor.unitId, capacity: '调集单位' },
  ]
  // The call-out is a matter of its own: its clock does not keep the event's file open.
  await addParties(work, id, parties)
  await addParties(work, event.id, parties)
  const opened = await openObligation(work, {
    kind: clockKinds.assembly,
    ruleCode: 'RS-06',
    title: '应急小分队集结到位并报告人数',
    matterId: id,
    matterTitle: event.title,
    owedBy: unit.id,
    owedTo: work.actor.unitId,
    medium: 'any',
    clock: 'received',
    basis: id,
    startedAt: work.now,
    dueAt,
    limitMinutes: minutes,
    soft: false,
    source: { ...ours, name: `指挥处置时限：集结 ${minutes} 分钟` },
  })
  recordFact(
    work,
    'response.called-out',
    id,
    { unit: unit.id, order: input.order, place: input.place, dueAt },
    { matter: event.id },
  )
  await sendNotice(work, {
    kind: `obligation.calling/${opened?.id ?? id}`,
    title: `先期处置：${event.title}`,
    body: `${input.order}\n${input.place && `集结地点：${input.place}\n`}请 ${shanghaiMinute(dueAt)} 前集结到位并报告人数；遇生命危险立即撤离。`,
    matterId: event.id,
    urgent: true,
    to: [unit.id],
    channels: ['inApp', 'phone'],
    stepUpMinutes: Math.max(1, Math.floor(minutes / 3)),
  })
  return event.id
}

/** The team stands: how many, since when, and what it has done. */
export async function reportAssembly(work: Work, id: string, input: z.output<typeof ReportAssembly>): Promise<string> {
  const found = await work.tx
    .selectFrom('response_call_out')
    .selectAll()
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()
  if (!found || !(await isUnitInReach(work, found.unit_id))) throw new Problem('not-found')
  if (found.assembled_at) throw new Problem('conflict', { detail: '已报告集结情况' })
  const at = input.at ?? work.now
  if (isAhead(at, work.now) || at < found.called_at)
    throw fieldProblem('event/time-order', '/at', '集结时间', '集结时间应在调集与现在之间')
  await work.tx
    .updateTable('response_call_out')
    .set({ assembled_at: keptAt(at, work.now), people: input.people, note: input.note })
    .where('id', '=', id)
    .execute()
  await dischargeObligations(work, { matterId: id, kinds: [clockKinds.assembly], at, by: '集结报告' })
  recordFact(
    work,
    'response.assembled',
    id,
    { unit: found.unit_id, people: input.people, at, note: input.note },
    { matter: found.event_id, chain: found.unit_id },
  )
  return found.event_id
}

/** 县级参与处置记录 (W184). */
export async function recordParticipation(work: Work, input: z.output<typeof RecordParticipation>): Promise<string> {
  const event = await openEvent(work, input.eventId)
  const unit = await unitMeant(work, input.unitId, '参与单位')
  if (isAhead(input.from, work.now)) throw fieldProblem('event/time-order', '/from', '开始时间', '开始时间不能晚于现在')
  if (input.until && (input.until < input.from || isAhead(input.until, work.now)))
    throw fieldProblem('event/time-order', '/until', '结束时间', '结束时间应在开始时间与现在之间')
  const id = input.id ?? randomUUID()
  await work.tx
    .insertInto('response_participation')
    .values({
      id,
      event_id: event.id,
      unit_id: unit.id,
      how: input.how,
      people: input.people,
      from_at: input.from,
      until_at: input.until,
      note: input.note,
      recorded_at: work.now,
      by_name: work.actor.name,
    })
    .execute()
  recordFact(
    work,
    'response.participated',
    id,
    { unit: unit.id, how: input.how, people: input.people, note: input.note, from: input.from, until: input.until },
    { matter: event.id },
  )
  return event.id
}

/** 分级负责: who answers for the event now, with the reason (W185). */
export async function handOverResponsibility(
  work: Work,
  input: z.output<typeof HandOverResponsibility>,
): Promise<string> {
  const event = await openEvent(work, input.eventId)
  const at = input.at ?? work.now
  if (isAhead(at, work.now)) throw fieldProblem('event/time-order', '/at', '移交时间', '移交时间不能晚于现在')
  const id = input.id ?? randomUUID()
  await work.tx
    .insertInto('response_responsibility')
    .values({
      id,
      event_id: event.id,
      direction: input.direction,
      to_name: input.toName,
      reason: input.reason,
      at: keptAt(at, work.now),
      recorded_at: work.now,
      by_name: work.actor.name,
    })
    .execute()
  recordFact(
    work,
    'response.responsibility-moved',
    id,
    { direction: input.direction, toName: input.toName, reason: input.reason, at },
    { matter: event.id },
  )
  return event.id
}
