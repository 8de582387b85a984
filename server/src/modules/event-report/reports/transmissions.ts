import { randomUUID } from 'node:crypto'
import type { RecordTransmission } from '@anlan/contract/event-report.ts'
import type { z } from 'zod'
import { addParty, isUnitInReach } from '../../../kernel/access/reach.ts'
import { fieldProblem, Problem } from '../../../kernel/problem.ts'
import { settingOf } from '../../../kernel/setting-rows.ts'
import { isAhead } from '../../../kernel/work/instants.ts'
import { recordFact, type Work } from '../../../kernel/work/work.ts'
import { findUnit, unitOfFunction } from '../../directory/api.ts'
import { dischargeObligations } from '../../obligation/api.ts'
import { mediumsServedBy } from '../clocks/due-rules.ts'
import { countyTells, noteKnowledge } from '../events/knowledge.ts'
import { eventForChange, eventsInReach } from '../events/read.ts'
import { reassess } from '../events/reassess.ts'
import { noteLateDischarge, settleOmissions } from '../faults/service.ts'
import { backfilledMinutes } from '../settings.ts'

/** Writes down a report made by telephone, on paper or in another system. When it was made and when it was typed in are both kept. */
export async function recordTransmission(
  work: Work,
  eventId: string,
  input: z.output<typeof RecordTransmission>,
): Promise<string> {
  const event = await eventForChange(work, eventId)
  const fromId = input.fromUnitId ?? work.actor.unitId
  const from = await findUnit(work.tx, fromId)
  const to = await findUnit(work.tx, input.toUnitId)
  if (!to) throw fieldProblem('directory/unknown-unit', '/toUnitId', '报送对象', '单位不在机构名录中')
  if (!from || !(await isUnitInReach(work, fromId)))
    throw fieldProblem('directory/unknown-unit', '/fromUnitId', '报送单位', '报送单位不在您的管辖范围')
  if (from.id === to.id) throw fieldProblem('invalid-input', '/toUnitId', '报送对象', '报送对象不能是本单位')
  const at = input.at ?? work.now
  if (isAhead(at, work.now)) throw fieldProblem('event/time-order', '/at', '报送时间', '报送时间不能晚于现在')
  if (event.occurred_at && at < event.occurred_at)
    throw fieldProblem('event/time-order', '/at', '报送时间', '报送时间不能早于事发时间')
  const id = input.id ?? randomUUID()
  await work.tx
    .insertInto('event_transmission')
    .values({
      id,
      event_id: eventId,
      medium: input.medium,
      purpose: input.purpose,
      from_unit_id: from.id,
      to_unit_id: to.id,
      at,
      recorded_at: work.now,
      recorded_by_name: work.actor.name,
      spoken_to: input.spokenTo,
      content: input.content,
      receipt_number: input.receiptNumber,
    })
    .execute()
  recordFact(
    work,
    'event-report.transmitted',
    eventId,
    {
      medium: input.medium,
      purpose: input.purpose,
      from: from.id,
      to: to.id,
      at,
      content: input.content.slice(0, 200),
    },
    { matter: eventId, chain: from.kind === 'external' ? work.actor.unitId : from.id },
  )
  await addParty(work, eventId, from.id, '报告单位')

  const county = await unitOfFunction(work.tx, 'generalDutyOffice')
  if (to.kind !== 'external') {
    const news = await noteKnowledge(
      work,
      event,
      to.id,
      at,
      `${from.short_name}${input.medium === 'phone' ? '电话' : ''}报告`,
      false,
    )
    if (news && to.id === county?.id) await countyTells(work, event, at)
  }
  // A unit that reports knows at the latest by then; when it came to know earlier is recorded as its knowledge.
  if (from.kind !== 'external') await noteKnowledge(work, event, from.id, at, '本单位', false)
  await reassess(work, eventId)
  const kinds =
    input.purpose === 'daily'
      ? ['daily', 'interval']
      : input.purpose === 'casualtyWatch'
        ? ['casualtyWatch']
        : ['report', 'interval']
  const discharged = await dischargeObligations(work, {
    matterId: eventId,
    owedBy: from.id,
    owedTo: [to.id],
    mediums: mediumsServedBy[input.medium],
    kinds,
    at,
    by: `${input.medium === 'phone' ? '电话' : input.medium === 'system' ? '系统录入' : '书面'}报告`,
  })
  await noteLateDischarge(work, discharged, at)
  await settleOmissions(work, from.id, at)
  await reassess(work, eventId)
  return id
}

/** Reports of an event made outside this system, oldest first. */
export async function listTransmissions(work: Work, eventId: string) {
  const visible = await eventsInReach(work).where('id', '=', eventId).executeTakeFirst()
  if (!visible) throw new Problem('not-found')
  const rows = await work.tx
    .selectFrom('event_transmission as t')
    .innerJoin('unit as f', 'f.id', 't.from_unit_id')
    .innerJoin('unit as u', 'u.id', 't.to_unit_id')
    .selectAll('t')
    .select(['f.name as from_name', 'u.name as to_name'])
    .where('t.event_id', '=', eventId)
    .orderBy('t.at')
    .execute()
  const backfilledAfterMs = (await settingOf(work, backfilledMinutes)) * 60_000
  return rows.map(row => ({
    id: row.id,
    medium: row.medium,
    fromUnitName: row.from_name,
    toUnitName: row.to_name,
    at: row.at.toISOString(),
    recordedAt: row.recorded_at.toISOString(),
    recordedByName: row.recorded_by_name,
    backfilled: row.recorded_at.getTime() - row.at.getTime() > backfilledAfterMs,
    spokenTo: row.spoken_to,
    content: row.content,
    receiptNumber: row.receipt_number,
  }))
}
