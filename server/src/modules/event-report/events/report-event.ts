import { randomUUID } from 'node:crypto'
import type { ReportEvent } from '@anlan/contract/emergency-event.ts'
import { sql } from 'kysely'
import type { z } from 'zod'
import { addParties, addParty, reachFor } from '../../../kernel/access/reach.ts'
import { fieldProblem } from '../../../kernel/problem.ts'
import { settingOf } from '../../../kernel/setting-rows.ts'
import { isAhead, keptAt } from '../../../kernel/work/instants.ts'
import { completeFact, recordFact, type Work } from '../../../kernel/work/work.ts'
import { shanghaiDay } from '../../calendar/api.ts'
import { findArea, findUnit, territorialUnits, unitsByFunction } from '../../directory/api.ts'
import { sendNotice } from '../../notice/api.ts'
import { dischargeObligations } from '../../obligation/api.ts'
import { mediumsServedBy } from '../clocks/due-rules.ts'
import { noteLateDischarge } from '../faults/service.ts'
import { leadUnit } from '../responsibility/responsibility.ts'
import { eventStepUpMinutes } from '../settings.ts'
import { insertFigure } from './changes.ts'
import { countyTells, noteKnowledge } from './knowledge.ts'
import { reassess } from './reassess.ts'
import type { EmergencyEvent } from './schema.ts'

const unstorableSecrecy = ['秘密', '机密', '绝密']

/** Takes an event in (接报). Its clocks start at once; returns its id. `numberEvent` is to follow as the last act of the unit of work. */
export async function reportEvent(work: Work, stated: z.output<typeof ReportEvent>): Promise<string> {
  assertTimes(work, stated)
  const input = withTimesKept(work, stated)
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
    // Stands in until `numberEvent`.
    number: id,
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
      reporting_level: null,
    })
    .execute()

  const lead = await leadUnit(work, input.eventTypeCode)
  const concerned = [
    { unit: county, capacity: '县总值班室' },
    ...(event.restricted ? [] : territory.map(unit => ({ unit, capacity: '属地' }))),
    { unit: lead, capacity: '牵头部门' },
    { unit: reporter, capacity: '报告单位' },
  ]
  await addParties(work, id, [
    { unitId: work.actor.unitId, capacity: '接报单位' },
    ...concerned.flatMap(({ unit, capacity }) => (unit ? [{ unitId: unit.id, capacity }] : [])),
  ])

  recordFact(
    work,
    'emergency-event.reported',
    id,
    {
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
  await dischargeByFirstWord(work, id)
  await tellTheConcerned(work, event, [
    lead?.id,
    ...(event.restricted ? [] : territory.map(unit => unit.id)),
    county?.id,
  ])
  return id
}

/**
 * Gives an event just taken in its number of the day and returns it. Whoever needs the day's next number waits until this unit of work ends, so
 * nothing else may be left to do by then.
 */
export async function numberEvent(work: Work, id: string): Promise<string> {
  const day = shanghaiDay(work.now)
  const { rows } = await sql<{ number: string }>`
    with taken as (
      insert into event_number (day, last) values (${day}, 1)
      on conflict (day) do update set last = event_number.last + 1 returning last)
    update emergency_event set number = ${`EV${day.replaceAll('-', '')}-`} || to_char(last, 'FM99999000') from taken
    where id = ${id} returning number`.execute(work.tx)
  const number = rows[0]?.number
  if (!number) throw new Error(`no event ${id} to number`)
  completeFact(work, 'emergency-event.reported', id, { number })
  return number
}

function assertTimes(work: Work, input: z.output<typeof ReportEvent>) {
  const wrong = (pointer: string, field: string, message: string) =>
    fieldProblem('event/time-order', pointer, field, message)
  if (isAhead(input.knownAt, work.now)) throw wrong('/knownAt', '获知时间', '获知时间不能晚于现在')
  if (input.occurredAt && input.occurredAt > input.knownAt)
    throw wrong('/occurredAt', '事发时间', '事发时间不能晚于获知时间')
  if (input.reporterKnownAt && input.reporterKnownAt > input.knownAt)
    throw wrong('/reporterKnownAt', '报告单位获知时间', '报告单位获知时间不能晚于本级获知时间')
  if (input.reporterKnownAt && input.occurredAt && input.reporterKnownAt < input.occurredAt)
    throw wrong('/reporterKnownAt', '报告单位获知时间', '报告单位获知时间不能早于事发时间')
}

const withTimesKept = (work: Work, input: z.output<typeof ReportEvent>): z.output<typeof ReportEvent> => ({
  ...input,
  knownAt: keptAt(input.knownAt, work.now),
  ...(input.occurredAt && { occurredAt: keptAt(input.occurredAt, work.now) }),
  ...(input.reporterKnownAt && { reporterKnownAt: keptAt(input.reporterKnownAt, work.now) }),
})

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

/** The call or entry by which the event came in was itself somebody's report. */
async function dischargeByFirstWord(work: Work, eventId: string) {
  const words = await work.tx.selectFrom('event_transmission').selectAll().where('event_id', '=', eventId).execute()
  for (const word of words) {
    const discharged = await dischargeObligations(work, {
      matterId: eventId,
      owedBy: word.from_unit_id,
      owedTo: [word.to_unit_id],
      mediums: mediumsServedBy[word.medium],
      kinds: ['report'],
      at: word.at,
      by: word.medium === 'phone' ? '电话报告' : '系统上报',
    })
    await noteLateDischarge(work, discharged, word.at)
  }
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
  event: { id: string; title: string; summary: string },
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
      stepUpMinutes: await settingOf(work, eventStepUpMinutes),
    })
}
