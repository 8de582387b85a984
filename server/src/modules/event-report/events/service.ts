import { randomUUID } from 'node:crypto'
import type {
  AddClassification,
  AddEventFact,
  AmendEvent,
  Circumstance,
  CloseEvent,
  ConfirmLevel,
  DismissEvent,
  EndEvent,
  RecordFigure,
  RecordKnowledge,
  ReportEvent,
  ShareEvent,
  StabiliseEvent,
} from '@anlan/contract/emergency-event.ts'
import { sql } from 'kysely'
import type { z } from 'zod'
import { addParty, reachFor } from '../../../kernel/access/reach.ts'
import { fieldProblem, Problem } from '../../../kernel/problem.ts'
import { recordFact, type Work } from '../../../kernel/work/work.ts'
import { shanghaiDay } from '../../calendar/api.ts'
import { findArea, findUnit, territorialUnits, unitOfFunction, unitsByFunction } from '../../directory/api.ts'
import { sendNotice } from '../../notice/api.ts'
import { cancelObligations, obligationsOf } from '../../obligation/api.ts'
import { assessClocks } from '../clocks/assess.ts'
import { noteTimeShift } from '../faults/service.ts'
import { levelOf, matchedThresholds } from './level-rules.ts'
import { currentFigures, eventForChange, mustReportRules, readEventFile } from './read.ts'
import type { EmergencyEvent } from './schema.ts'

const unstorableSecrecy = ['秘密', '机密', '绝密']

/** Takes an event in (接报). Its clocks start at once; returns its id. */
export async function reportEvent(work: Work, input: z.output<typeof ReportEvent>): Promise<string> {
  if (unstorableSecrecy.includes(input.secrecy))
    throw fieldProblem('event/secrecy', '/secrecy', '密级', '涉密信息请通过涉密渠道报送，本系统不保存')
  const type = await work.tx
    .selectFrom('event_type')
    .selectAll()
    .where('code', '=', input.eventTypeCode)
    .where('enabled', '=', true)
    .executeTakeFirst()
  if (!type) throw fieldProblem('event/unknown-type', '/eventTypeCode', '事件类型', '事件类型不在事件分类表中')
  if (!(await findArea(work.tx, input.areaCode)))
    throw fieldProblem('event/unknown-area', '/areaCode', '行政区划代码', '行政区划代码不在本县区划表中')
  assertTimes(work, input)
  const territory = await territorialUnits(work.tx, input.areaCode)
  const functions = await unitsByFunction(work.tx)
  const county = functions.get('generalDutyOffice')
  await assertMayReportThere(
    work,
    territory.map(unit => unit.id),
  )
  const reporter = input.reporterUnitId ? await findUnit(work.tx, input.reporterUnitId) : undefined
  if (input.reporterUnitId && !reporter)
    throw fieldProblem('directory/unknown-unit', '/reporterUnitId', '报告单位', '单位不在机构名录中')

  const id = input.id ?? randomUUID()
  const event = {
    id,
    number: await nextNumber(work),
    title: input.title,
    state: 'open' as const,
    event_type_code: input.eventTypeCode,
    area_code: input.areaCode,
    lng: input.location?.lng ?? null,
    lat: input.location?.lat ?? null,
    address: input.location?.address ?? null,
    occurred_at: input.occurredAt ?? null,
    known_at: input.knownAt,
    source: input.source,
    source_kind: input.sourceKind ?? (reporter ? sourceKindOf(reporter.kind) : 'other'),
    reporter_name: input.reporterName || null,
    reporter_phone: input.reporterPhone ?? null,
    reporter_unit_id: input.reporterUnitId ?? null,
    site_contact: input.siteContact || null,
    summary: input.summary,
    measures_taken: input.measuresTaken || null,
    sensitive_flags: input.sensitiveFlags,
    circumstances: JSON.stringify(
      Object.fromEntries(input.circumstances.map(one => [one, input.knownAt.toISOString()])),
    ),
    secrecy: input.secrecy,
    // 社会安全事件限制知悉范围: only the county's own and named parties, not the territory by itself.
    restricted: input.eventTypeCode.startsWith('14'),
    created_at: work.now,
    created_by_unit_id: work.actor.unitId,
  }
  const taken = await work.tx.insertInto('emergency_event').values(event).returningAll().executeTakeFirstOrThrow()
  await work.tx
    .insertInto('event_classification')
    .values({
      id: randomUUID(),
      event_id: id,
      event_type_code: input.eventTypeCode,
      is_primary: true,
      known_at: input.knownAt,
      proposed_level: null,
      proposed_because: '[]',
      proposed_known_at: null,
    })
    .execute()

  await addParty(work, id, work.actor.unitId, '接报单位')
  if (county) await addParty(work, id, county.id, '县总值班室')
  const lead = await leadUnit(work, input.eventTypeCode)
  if (!event.restricted) for (const unit of territory) await addParty(work, id, unit.id, '属地')
  if (lead) await addParty(work, id, lead.id, '牵头部门')
  if (reporter) await addParty(work, id, reporter.id, '报告单位')

  recordFact(
    work,
    'emergency-event.reported',
    id,
    {
      number: event.number,
      title: event.title,
      type: input.eventTypeCode,
      area: input.areaCode,
      knownAt: input.knownAt,
      source: input.source,
    },
    { matter: id },
  )
  await noteFirstKnowledge(
    work,
    taken,
    reporter ? { id: reporter.id, knownAt: input.reporterKnownAt ?? input.knownAt } : null,
  )
  for (const [indicator, value] of Object.entries(input.losses ?? {}))
    if (value !== undefined)
      await insertFigure(work, id, {
        indicator,
        value,
        status: 'unverified',
        source: input.source,
        asOf: input.knownAt,
        knownAt: input.knownAt,
        reason: '',
      })
  if (input.callId) await linkCall(work, input.callId, id)
  await reassess(work, id)
  await tellTheConcerned(work, event, [
    lead?.id,
    ...(event.restricted ? [] : territory.map(unit => unit.id)),
    county?.id,
  ])
  return id
}

function assertTimes(work: Work, input: z.output<typeof ReportEvent>) {
  const wrong = (pointer: string, field: string, message: string) =>
    fieldProblem('event/time-order', pointer, field, message)
  if (input.knownAt > work.now) throw wrong('/knownAt', '获知时间', '获知时间不能晚于现在')
  if (input.occurredAt && input.occurredAt > input.knownAt)
    throw wrong('/occurredAt', '事发时间', '事发时间不能晚于获知时间')
  if (input.reporterKnownAt && input.reporterKnownAt > input.knownAt)
    throw wrong('/reporterKnownAt', '报告单位获知时间', '报告单位获知时间不能晚于本级获知时间')
  if (input.reporterKnownAt && input.occurredAt && input.reporterKnownAt < input.occurredAt)
    throw wrong('/reporterKnownAt', '报告单位获知时间', '报告单位获知时间不能早于事发时间')
}

/** A unit reports what happened in its own territory; departments, enterprises and teams may report from anywhere in the county. */
async function assertMayReportThere(work: Work, territory: string[]) {
  const bound = work.actor.grants.some(grant =>
    ['township_officer', 'township_leader', 'village_officer'].includes(grant.role),
  )
  if (!bound) return
  const reach = reachFor(work.actor, 'event.create')
  const own = await work.tx
    .selectFrom('unit_closure')
    .select('descendant_id')
    .where('ancestor_id', 'in', [...(reach?.subtrees ?? []), ...(reach?.units ?? [])])
    .execute()
  if (!territory.some(id => own.some(row => row.descendant_id === id)))
    throw fieldProblem(
      'event/outside-reach',
      '/areaCode',
      '行政区划代码',
      '该地点不在您的管辖范围，请电话告知县总值班室',
    )
}

const sourceKindOf = (kind: string) =>
  (kind === 'town'
    ? 'township'
    : kind === 'village' || kind === 'community'
      ? 'village'
      : kind === 'enterprise'
        ? 'enterprise'
        : kind === 'external'
          ? 'upper'
          : 'department') as 'township'

async function nextNumber(work: Work): Promise<string> {
  const day = shanghaiDay(work.now)
  const { rows } = await sql<{
    last: number
  }>`insert into event_number (day, last) values (${day}, 1) on conflict (day) do update set last = event_number.last + 1 returning last`.execute(
    work.tx,
  )
  return `EV${day.replaceAll('-', '')}-${String(rows[0]?.last ?? 1).padStart(3, '0')}`
}

/** The department that leads events of this type, by the nearest type above that names one. */
async function leadUnit(work: Work, eventTypeCode: string) {
  const codes = [eventTypeCode, `${eventTypeCode.slice(0, 3)}00`, `${eventTypeCode.slice(0, 2)}000`]
  const types = await work.tx
    .selectFrom('event_type')
    .select(['code', 'lead_function'])
    .where('code', 'in', codes)
    .where('lead_function', 'is not', null)
    .execute()
  const found = codes.map(code => types.find(type => type.code === code)?.lead_function).find(name => name)
  return found ? unitOfFunction(work.tx, found as 'emergencyBureau') : undefined
}

/** Who knows at the start. What the county's duty office hears it passes to the bureau and the lead department at once. */
async function noteFirstKnowledge(work: Work, event: EmergencyEvent, reporter: { id: string; knownAt: Date } | null) {
  const functions = await unitsByFunction(work.tx)
  const county = functions.get('generalDutyOffice')
  const actorUnit = await findUnit(work.tx, work.actor.unitId)
  const inCountyRoom =
    actorUnit?.id === county?.id ||
    work.actor.grants.some(grant => ['duty_officer', 'duty_leader', 'bureau_officer'].includes(grant.role))
  await noteKnowledge(work, event, work.actor.unitId, event.known_at, event.source, false)
  if (reporter) await noteKnowledge(work, event, reporter.id, reporter.knownAt, '本单位发现或接报', false)
  if (inCountyRoom && county) {
    await noteKnowledge(work, event, county.id, event.known_at, event.source, false)
    await countyTells(work, event, event.known_at)
    if (reporter)
      await noteTransmission(work, event.id, {
        medium: 'phone',
        from: reporter.id,
        to: county.id,
        at: event.known_at,
        content: event.summary,
      })
    return
  }
  // A village, an enterprise or a team that enters an event has thereby told the one it reports to.
  const told =
    actorUnit?.kind === 'village' || actorUnit?.kind === 'community'
      ? await townAbove(work, actorUnit.id)
      : actorUnit?.kind === 'team'
        ? county?.id
        : actorUnit?.kind === 'enterprise'
          ? functions.get('emergencyBureau')?.id
          : undefined
  if (!told) return
  await addParty(work, event.id, told, '接报单位')
  await noteKnowledge(work, event, told, work.now, `${actorUnit?.name ?? ''}系统上报`, false)
  await noteTransmission(work, event.id, {
    medium: 'system',
    from: work.actor.unitId,
    to: told,
    at: work.now,
    content: event.summary,
  })
  if (told === county?.id) await countyTells(work, event, work.now)
}

async function townAbove(work: Work, unitId: string): Promise<string | undefined> {
  const row = await work.tx
    .selectFrom('unit_closure as c')
    .innerJoin('unit as u', 'u.id', 'c.ancestor_id')
    .select('u.id')
    .where('c.descendant_id', '=', unitId)
    .where('u.kind', '=', 'town')
    .executeTakeFirst()
  return row?.id
}

/** The county's duty office knows, so the bureau and the lead department are told in the same moment. */
export async function countyTells(work: Work, event: EmergencyEvent, at: Date) {
  const bureau = await unitOfFunction(work.tx, 'emergencyBureau')
  const lead = await leadUnit(work, event.event_type_code)
  for (const unit of [bureau, lead]) if (unit) await noteKnowledge(work, event, unit.id, at, '县总值班室通报', true)
}

/** Writes down since when a unit knows; an earlier knowledge stays. Returns whether it is news. */
export async function noteKnowledge(
  work: Work,
  event: Pick<EmergencyEvent, 'id'>,
  unitId: string,
  knownAt: Date,
  by: string,
  toldByCounty: boolean,
): Promise<boolean> {
  const added = await work.tx
    .insertInto('event_knowledge')
    .values({ event_id: event.id, unit_id: unitId, known_at: knownAt, by, told_by_county: toldByCounty })
    .onConflict(conflict => conflict.doNothing())
    .returning('unit_id')
    .executeTakeFirst()
  if (!added) return false
  await addParty(work, event.id, unitId, '知悉单位')
  recordFact(work, 'emergency-event.known', event.id, { unit: unitId, knownAt, by }, { matter: event.id })
  return true
}

async function noteTransmission(
  work: Work,
  eventId: string,
  one: { medium: 'phone' | 'system'; from: string; to: string; at: Date; content: string },
) {
  await work.tx
    .insertInto('event_transmission')
    .values({
      id: randomUUID(),
      event_id: eventId,
      medium: one.medium,
      purpose: 'report',
      from_unit_id: one.from,
      to_unit_id: one.to,
      at: one.at,
      recorded_at: work.now,
      recorded_by_name: work.actor.name,
      spoken_to: '',
      content: one.content,
    })
    .execute()
  recordFact(
    work,
    'event-report.transmitted',
    eventId,
    { medium: one.medium, from: one.from, to: one.to, at: one.at },
    { matter: eventId },
  )
}

async function linkCall(work: Work, callId: string, eventId: string) {
  await work.tx
    .updateTable('incoming_call')
    .set({ state: 'toEvent', event_id: eventId, closed_at: work.now, outcome: '转为突发事件' })
    .where('id', '=', callId)
    .where('state', 'in', ['open', 'handed'])
    .execute()
}

async function tellTheConcerned(
  work: Work,
  event: { id: string; title: string; number: string; summary: string },
  units: (string | undefined)[],
) {
  const to = [...new Set(units)].filter(unit => unit !== undefined && unit !== work.actor.unitId) as string[]
  if (to.length)
    await sendNotice(work, {
      kind: 'event',
      title: `突发事件：${event.title}`,
      body: event.summary.slice(0, 500),
      matterId: event.id,
      urgent: true,
      to,
      channels: ['inApp'],
      stepUpMinutes: 15,
    })
}

/** Re-reads the thresholds and the clocks after anything about an event changed. */
export async function reassess(work: Work, eventId: string) {
  const event = await work.tx
    .selectFrom('emergency_event')
    .selectAll()
    .where('id', '=', eventId)
    .executeTakeFirstOrThrow()
  const file = await readEventFile(work, event)
  for (const one of file.classifications) {
    const matched = matchedThresholds(one.event_type_code, currentFigures(file), file.thresholds, file.indicators)
    const level = levelOf(matched)
    if (level === one.proposed_level && JSON.stringify(matched) === JSON.stringify(one.proposed_because)) continue
    const knownAt =
      level === one.proposed_level
        ? one.proposed_known_at
        : lastKnown(
            file.figures.filter(figure => figure.is_current).map(figure => figure.known_at),
            event.known_at,
          )
    await work.tx
      .updateTable('event_classification')
      .set({ proposed_level: level, proposed_because: JSON.stringify(matched), proposed_known_at: knownAt })
      .where('id', '=', one.id)
      .execute()
    one.proposed_known_at = knownAt
    if (level !== one.proposed_level)
      recordFact(
        work,
        'emergency-event.level-proposed',
        eventId,
        { type: one.event_type_code, before: one.proposed_level, level, because: matched[0] ?? null },
        { matter: eventId },
      )
    one.proposed_level = level
  }
  await assessClocks(work, file)
}

const lastKnown = (dates: Date[], fallback: Date) => dates.reduce((max, date) => (date > max ? date : max), fallback)

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
  if (asOf > work.now) throw fieldProblem('event/time-order', '/asOf', '截至时间', '截至时间不能晚于现在')
  if (knownAt > work.now) throw fieldProblem('event/time-order', '/knownAt', '获知时间', '获知时间不能晚于现在')
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

async function insertFigure(
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
  if (knownAt > work.now || knownAt < event.known_at)
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
  if (knownAt > work.now || knownAt < event.known_at)
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

/** Another unit came to know by itself: its own clock starts. */
export async function recordKnowledge(
  work: Work,
  eventId: string,
  input: z.output<typeof RecordKnowledge>,
): Promise<void> {
  const event = await eventForChange(work, eventId)
  if (!(await findUnit(work.tx, input.unitId)))
    throw fieldProblem('directory/unknown-unit', '/unitId', '单位', '单位不在机构名录中')
  if (input.knownAt > work.now) throw fieldProblem('event/time-order', '/knownAt', '获知时间', '获知时间不能晚于现在')
  if (event.occurred_at && input.knownAt < event.occurred_at)
    throw fieldProblem('event/time-order', '/knownAt', '获知时间', '获知时间不能早于事发时间')
  const news = await noteKnowledge(work, event, input.unitId, input.knownAt, input.by, false)
  if (!news)
    await work.tx
      .updateTable('event_knowledge')
      .set({ told_by_county: false })
      .where('event_id', '=', eventId)
      .where('unit_id', '=', input.unitId)
      .where('told_by_county', '=', true)
      .execute()
  await reassess(work, eventId)
}

/** Shows the event to further units (部门通报); they see the chain and may add what they know. */
export async function shareEvent(work: Work, eventId: string, input: z.output<typeof ShareEvent>): Promise<void> {
  const event = await eventForChange(work, eventId)
  for (const [i, unitId] of input.unitIds.entries()) {
    if (!(await findUnit(work.tx, unitId)))
      throw fieldProblem('directory/unknown-unit', `/unitIds/${i}`, '单位', '单位不在机构名录中')
    await addParty(work, eventId, unitId, '通报单位')
  }
  recordFact(work, 'emergency-event.shared', eventId, { units: input.unitIds, note: input.note }, { matter: eventId })
  await sendNotice(work, {
    kind: 'event-share',
    title: `通报：${event.title}`,
    body: input.note || event.summary.slice(0, 500),
    matterId: eventId,
    urgent: false,
    to: input.unitIds,
    channels: ['inApp'],
    stepUpMinutes: 0,
  })
}

export async function addEventFact(work: Work, eventId: string, input: z.output<typeof AddEventFact>): Promise<void> {
  await eventForChange(work, eventId)
  const at = input.at ?? work.now
  if (at > work.now) throw fieldProblem('event/time-order', '/at', '时间', '时间不能晚于现在')
  recordFact(work, 'emergency-event.noted', eventId, { text: input.text, at }, { matter: eventId })
}

/** The response is over (处置结束): the 终报 falls due, the 续报 clocks stop. */
export async function endEvent(work: Work, eventId: string, input: z.output<typeof EndEvent>): Promise<void> {
  const event = await eventForChange(work, eventId)
  if (event.state === 'ended') throw new Problem('event/already-ended')
  const endedAt = input.endedAt ?? work.now
  if (endedAt > work.now || endedAt < event.known_at)
    throw fieldProblem('event/time-order', '/endedAt', '结束时间', '结束时间应在获知时间与现在之间')
  await work.tx
    .updateTable('emergency_event')
    .set({ state: 'ended', ended_at: endedAt })
    .where('id', '=', eventId)
    .execute()
  recordFact(work, 'emergency-event.ended', eventId, { endedAt, note: input.note }, { matter: eventId })
  await reassess(work, eventId)
}

/** The disaster is stable (灾情稳定): daily reports stop, the 核报 falls due. */
export async function stabiliseEvent(
  work: Work,
  eventId: string,
  input: z.output<typeof StabiliseEvent>,
): Promise<void> {
  const event = await eventForChange(work, eventId)
  if (event.stable_at) throw new Problem('conflict', { detail: '灾情已认定稳定' })
  const stableAt = input.stableAt ?? work.now
  if (stableAt > work.now || stableAt < event.known_at)
    throw fieldProblem('event/time-order', '/stableAt', '稳定时间', '稳定时间应在获知时间与现在之间')
  await work.tx.updateTable('emergency_event').set({ stable_at: stableAt }).where('id', '=', eventId).execute()
  recordFact(work, 'emergency-event.stabilised', eventId, { stableAt, note: input.note }, { matter: eventId })
  await reassess(work, eventId)
}

/** Closes the file. What must be reported has been, and no reporting clock still runs. */
export async function closeEvent(work: Work, eventId: string, input: z.output<typeof CloseEvent>): Promise<void> {
  const event = await eventForChange(work, eventId)
  if (event.state !== 'ended') throw new Problem('event/not-ended')
  const owed = await obligationsOf(work, eventId)
  const mustReport = owed.some(one => mustReportRules.includes(one.rule_code) && one.cancelled_at === null)
  const county = await unitOfFunction(work.tx, 'generalDutyOffice')
  const reported = await work.tx
    .selectFrom('event_report')
    .select('id')
    .where('event_id', '=', eventId)
    .where('unit_id', '=', county?.id ?? work.actor.unitId)
    .where('state', '=', 'sent')
    .executeTakeFirst()
  if (mustReport && !reported) throw new Problem('event/must-report')
  const open = owed.filter(one => !one.satisfied_at && !one.cancelled_at)
  if (open.length)
    throw new Problem('event/obligations-open', {
      detail: open
        .slice(0, 5)
        .map(one => one.title)
        .join('；'),
    })
  await work.tx
    .updateTable('emergency_event')
    .set({ state: 'closed', closed_at: work.now })
    .where('id', '=', eventId)
    .execute()
  recordFact(work, 'emergency-event.closed', eventId, { note: input.note }, { matter: eventId })
}

/** Not an event after all, and nothing was reported upward yet. Once a report is out, a 撤销 report does this. */
export async function dismissEvent(work: Work, eventId: string, input: z.output<typeof DismissEvent>): Promise<void> {
  await eventForChange(work, eventId)
  const reported = await work.tx
    .selectFrom('event_report')
    .select('id')
    .where('event_id', '=', eventId)
    .where('state', '=', 'sent')
    .executeTakeFirst()
  if (reported) throw new Problem('event-report/wrong-state', { detail: '已有报告报出，请拟撤销报告' })
  await withdrawEvent(work, eventId, input.reason)
}

export async function withdrawEvent(work: Work, eventId: string, reason: string) {
  await work.tx
    .updateTable('emergency_event')
    .set({ state: 'withdrawn', closed_at: work.now })
    .where('id', '=', eventId)
    .execute()
  await cancelObligations(work, { matterId: eventId }, `事件撤销：${reason}`)
  recordFact(work, 'emergency-event.withdrawn', eventId, { reason }, { matter: eventId })
}
