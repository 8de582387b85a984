import { randomUUID } from 'node:crypto'
import type {
  AddClassification,
  AddEventFact,
  AmendEvent,
  Circumstance,
  ConfirmLevel,
  RecordFigure,
} from '@anlan/contract/emergency-event.ts'
import type { z } from 'zod'
import { addParty } from '../../../kernel/access/reach.ts'
import { fieldProblem, Problem } from '../../../kernel/problem.ts'
import { isAhead } from '../../../kernel/work/instants.ts'
import { recordFact, type Work } from '../../../kernel/work/work.ts'
import { noteTimeShift } from '../faults/service.ts'
import { leadUnit } from '../responsibility/responsibility.ts'
import { noteKnowledge } from './knowledge.ts'
import { eventForChange } from './read.ts'
import { reassess } from './reassess.ts'
import type { EmergencyEvent } from './schema.ts'

/** Records a figure; one that replaces another needs its reason, and the old one stays in the chain. */
export async function recordFigure(work: Work, eventId: string, input: z.output<typeof RecordFigure>): Promise<string> {
  const event = await eventForChange(work, eventId)
  const indicator = await work.tx
    .selectFrom('figure_indicator')
    .selectAll()
    .where('code', '=', input.indicator)
    .executeTakeFirst()
  if (!indicator || indicator.derived)
    throw fieldProblem(
      'invalid-input',
      '/indicator',
      '指标',
      indicator ? '该指标由其他数据项合计得出，不能直接填报' : '指标不在数据项目录中',
    )
  if (indicator.kind !== 'decimal' && input.value !== null && !Number.isInteger(input.value))
    throw fieldProblem('invalid-input', '/value', '数值', '该指标应为整数')
  if (input.value !== null && input.value > 2_147_483_647)
    throw fieldProblem('invalid-input', '/value', '数值', '数值过大')
  const asOf = input.asOf ?? work.now
  const knownAt = input.knownAt ?? work.now
  if (isAhead(asOf, work.now)) throw fieldProblem('event/time-order', '/asOf', '截至时间', '截至时间不能晚于现在')
  if (isAhead(knownAt, work.now)) throw fieldProblem('event/time-order', '/knownAt', '获知时间', '获知时间不能晚于现在')
  if (knownAt < event.known_at)
    throw fieldProblem('event/time-order', '/knownAt', '获知时间', '获知时间不能早于事件获知时间')
  const before = await work.tx
    .selectFrom('event_figure')
    .selectAll()
    .where('event_id', '=', eventId)
    .where('indicator', '=', input.indicator)
    .where('is_current', '=', true)
    .executeTakeFirst()
  if (before && before.value !== null && before.value !== input.value && !input.reason)
    throw fieldProblem('event/reason-required', '/reason', '更正理由', `原为 ${before.value}，更正请说明理由`)
  const id = await insertFigure(work, eventId, { ...input, asOf, knownAt })
  await reassess(work, eventId)
  return id
}

export async function insertFigure(
  work: Work,
  eventId: string,
  input: {
    id?: string | undefined
    indicator: string
    value: number | null
    status: 'unverified' | 'verified'
    source: string
    asOf: Date
    knownAt: Date
    reason: string
  },
): Promise<string> {
  const before = await work.tx
    .updateTable('event_figure')
    .set({ is_current: false })
    .where('event_id', '=', eventId)
    .where('indicator', '=', input.indicator)
    .where('is_current', '=', true)
    .returning(['id', 'value'])
    .executeTakeFirst()
  const id = input.id ?? randomUUID()
  await work.tx
    .insertInto('event_figure')
    .values({
      id,
      event_id: eventId,
      indicator: input.indicator,
      value: input.value,
      status: input.status,
      as_of: input.asOf,
      known_at: input.knownAt,
      source: input.source,
      reason: input.reason || null,
      supersedes_id: before?.id ?? null,
      is_current: true,
      recorded_at: work.now,
      recorded_by_name: work.actor.name,
      recorded_by_unit_id: work.actor.unitId,
    })
    .execute()
  recordFact(
    work,
    'emergency-event.figure-recorded',
    eventId,
    {
      figure: id,
      indicator: input.indicator,
      before: before?.value ?? null,
      value: input.value,
      status: input.status,
      source: input.source,
      reason: input.reason,
    },
    { matter: eventId },
  )
  return id
}

/** Changes what is known about an event; every change says why. */
export async function amendEvent(work: Work, eventId: string, input: z.output<typeof AmendEvent>): Promise<void> {
  const event = await eventForChange(work, eventId)
  const knownAt = input.knownAt ?? work.now
  if (isAhead(knownAt, work.now) || knownAt < event.known_at)
    throw fieldProblem('event/time-order', '/knownAt', '获知时间', '获知时间应在事件获知时间与现在之间')
  if (input.occurredAt && input.occurredAt > event.known_at)
    throw fieldProblem('event/time-order', '/occurredAt', '事发时间', '事发时间不能晚于获知时间')
  const circumstances: Partial<Record<Circumstance, string>> | undefined =
    input.circumstances &&
    Object.fromEntries(input.circumstances.map(one => [one, event.circumstances[one] ?? knownAt.toISOString()]))
  const change = {
    ...(input.title !== undefined && { title: input.title }),
    ...(input.summary !== undefined && { summary: input.summary }),
    ...(input.occurredAt !== undefined && { occurred_at: input.occurredAt }),
    ...(input.location !== undefined && {
      lng: input.location.lng,
      lat: input.location.lat,
      address: input.location.address ?? event.address,
    }),
    ...(input.siteContact !== undefined && { site_contact: input.siteContact }),
    ...(input.measuresTaken !== undefined && { measures_taken: input.measuresTaken }),
    ...(input.sensitiveFlags !== undefined && { sensitive_flags: input.sensitiveFlags }),
  }
  const before = Object.fromEntries(Object.keys(change).map(key => [key, event[key as keyof EmergencyEvent]]))
  await work.tx
    .updateTable('emergency_event')
    .set({
      ...change,
      ...(circumstances && { circumstances: JSON.stringify(circumstances) }),
      title: input.title ?? event.title,
    })
    .where('id', '=', eventId)
    .execute()
  recordFact(
    work,
    'emergency-event.amended',
    eventId,
    {
      before: { ...before, ...(circumstances && { circumstances: event.circumstances }) },
      after: { ...change, ...(circumstances && { circumstances }) },
      reason: input.reason,
    },
    { matter: eventId },
  )
  if (input.occurredAt && event.occurred_at) await noteTimeShift(work, event, input.occurredAt)
  await reassess(work, eventId)
}

/** Judges the event under a further type too (事故 and 环境 stand side by side). */
export async function addClassification(
  work: Work,
  eventId: string,
  input: z.output<typeof AddClassification>,
): Promise<void> {
  const event = await eventForChange(work, eventId)
  const type = await work.tx
    .selectFrom('event_type')
    .select('code')
    .where('code', '=', input.eventTypeCode)
    .where('enabled', '=', true)
    .executeTakeFirst()
  if (!type) throw fieldProblem('event/unknown-type', '/eventTypeCode', '事件类型', '事件类型不在事件分类表中')
  const knownAt = input.knownAt ?? work.now
  if (isAhead(knownAt, work.now) || knownAt < event.known_at)
    throw fieldProblem('event/time-order', '/knownAt', '获知时间', '获知时间应在事件获知时间与现在之间')
  const added = await work.tx
    .insertInto('event_classification')
    .values({
      id: input.id ?? randomUUID(),
      event_id: eventId,
      event_type_code: input.eventTypeCode,
      is_primary: false,
      known_at: knownAt,
      proposed_level: null,
      proposed_because: '[]',
      proposed_known_at: null,
      reporting_level: null,
    })
    .onConflict(conflict => conflict.columns(['event_id', 'event_type_code']).doNothing())
    .returning('id')
    .executeTakeFirst()
  if (!added) throw new Problem('event/already-linked')
  const lead = await leadUnit(work, input.eventTypeCode)
  if (lead) {
    await addParty(work, eventId, lead.id, '牵头部门')
    await noteKnowledge(work, event, lead.id, knownAt, '县总值班室通报', true)
  }
  recordFact(
    work,
    'emergency-event.classified',
    eventId,
    { type: input.eventTypeCode, knownAt, reason: input.reason },
    { matter: eventId },
  )
  await reassess(work, eventId)
}

/** Confirms the proposed level or sets another one with a reason; null takes the rating back. */
export async function confirmLevel(
  work: Work,
  eventId: string,
  classificationId: string,
  input: z.output<typeof ConfirmLevel>,
): Promise<void> {
  await eventForChange(work, eventId)
  const one = await work.tx
    .selectFrom('event_classification')
    .selectAll()
    .where('id', '=', classificationId)
    .where('event_id', '=', eventId)
    .forUpdate()
    .executeTakeFirst()
  if (!one) throw new Problem('not-found')
  const isOverride =
    input.level !== one.proposed_level || (one.confirmed_level !== null && one.confirmed_level !== input.level)
  if (isOverride && !input.reason)
    throw fieldProblem('event/reason-required', '/reason', '理由', '与系统建议或原定级别不同，请说明理由')
  await work.tx
    .updateTable('event_classification')
    .set({ confirmed_level: input.level, confirmed_at: work.now, confirm_reason: input.reason || null })
    .where('id', '=', classificationId)
    .execute()
  recordFact(
    work,
    'emergency-event.level-confirmed',
    eventId,
    {
      type: one.event_type_code,
      before: one.confirmed_level,
      proposed: one.proposed_level,
      level: input.level,
      reason: input.reason,
    },
    { matter: eventId },
  )
  await reassess(work, eventId)
}

export async function addEventFact(work: Work, eventId: string, input: z.output<typeof AddEventFact>): Promise<void> {
  await eventForChange(work, eventId)
  const at = input.at ?? work.now
  if (isAhead(at, work.now)) throw fieldProblem('event/time-order', '/at', '时间', '时间不能晚于现在')
  recordFact(work, 'emergency-event.noted', eventId, { text: input.text, at }, { matter: eventId })
}
