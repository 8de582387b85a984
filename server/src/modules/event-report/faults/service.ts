import { randomUUID } from 'node:crypto'
import type { ViolationKind } from '@anlan/contract/event-report.ts'
import { sql } from 'kysely'
import { settingOf } from '../../../kernel/setting-rows.ts'
import { recordFact, scheduleTask, type Work } from '../../../kernel/work/work.ts'
import { shanghaiFullMinute } from '../../calendar/api.ts'
import { territorialUnits, unitOfFunction } from '../../directory/api.ts'
import { findObligation, type Obligation } from '../../obligation/api.ts'
import type { EmergencyEvent } from '../events/schema.ts'
import {
  concealmentTimes,
  lateOmissionHours,
  reportedBeforeHours,
  timeShiftMinutes,
  tollTolerancePercent,
} from '../settings.ts'
import { isTimeShift, isTollContradiction, minutesBetween } from './rules.ts'

interface Suspicion {
  kind: ViolationKind
  unitId: string
  eventId: string | null
  /** One suspicion of a kind per unit and subject. */
  subject: string
  since: Date | null
  minutes: number | null
  evidence: string
  ruleCode: string | null
}

/** Writes a suspicion down; of the same kind, unit and subject there is one, and its minutes only grow. */
export async function suspect(work: Work, one: Suspicion): Promise<void> {
  const before = await work.tx
    .selectFrom('report_violation')
    .selectAll()
    .where('kind', '=', one.kind)
    .where('unit_id', '=', one.unitId)
    .where('subject', '=', one.subject)
    .forUpdate()
    .executeTakeFirst()
  if (before) {
    if (one.minutes === null || (before.minutes ?? -1) >= one.minutes) return
    await work.tx
      .updateTable('report_violation')
      .set({ minutes: one.minutes, evidence: one.evidence })
      .where('id', '=', before.id)
      .execute()
    recordFact(
      work,
      'event-report.fault-measured',
      before.id,
      { kind: one.kind, unit: one.unitId, minutes: one.minutes, evidence: one.evidence },
      { matter: one.eventId, chain: one.unitId },
    )
    return
  }
  const id = randomUUID()
  const written = await work.tx
    .insertInto('report_violation')
    .values({
      id,
      kind: one.kind,
      state: 'suspected',
      unit_id: one.unitId,
      event_id: one.eventId,
      subject: one.subject,
      since: one.since,
      minutes: one.minutes,
      evidence: one.evidence,
      rule_code: one.ruleCode,
      at: work.now,
      reviewed_at: null,
      reviewed_by_name: null,
      review_note: null,
    })
    .onConflict(conflict => conflict.doNothing())
    .returning('id')
    .executeTakeFirst()
  // Somebody else was faster (the limit passes while the report is being sent): there is one now, which may know less.
  if (!written) return suspect(work, one)
  recordFact(
    work,
    'event-report.fault-suspected',
    id,
    { kind: one.kind, unit: one.unitId, minutes: one.minutes, evidence: one.evidence },
    { matter: one.eventId, chain: one.unitId },
  )
}

/** What was discharged too late: 迟报 for a report, 续报间隔超时 for an interval. 立即 is never late. */
export async function noteLateDischarge(work: Work, discharged: Obligation[], at: Date): Promise<void> {
  for (const one of discharged) {
    if (one.soft || at <= one.due_at) continue
    await suspect(work, {
      ...lateness(one),
      minutes: Math.ceil((at.getTime() - one.due_at.getTime()) / 60_000),
      evidence: `${one.title}：应于 ${shanghaiFullMinute(one.due_at)} 前完成，实际 ${shanghaiFullMinute(at)}`,
    })
  }
}

// Whatever a report discharges may be 迟报, from the moment its limit passes; a question that was not answered is none.
const reportKinds = ['report', 'interval', 'daily', 'final', 'verified', 'casualtyWatch']

/** A limit has passed unmet (fact `obligation.breached`). */
export async function noteBreach(work: Work, obligationId: string): Promise<void> {
  const one = await findObligation(work, obligationId)
  if (!one?.matter_id || one.soft || !reportKinds.includes(one.kind)) return
  await suspect(work, {
    ...lateness(one),
    minutes: null,
    evidence: `${one.title}：应于 ${shanghaiFullMinute(one.due_at)} 前完成，到时未报`,
  })
  // A multiple of the limit without a word, although the unit knew: perhaps it means to hide it.
  if (one.kind === 'report' && one.limit_minutes)
    scheduleTask(work, 'event-report.concealment', one.id, await concealedFrom(work, one, one.limit_minutes))
}

const concealedFrom = async (work: Work, one: Obligation, limitMinutes: number) =>
  new Date(one.started_at.getTime() + limitMinutes * (await settingOf(work, concealmentTimes)) * 60_000)

const lateness = (one: Obligation): Omit<Suspicion, 'minutes' | 'evidence'> => ({
  kind: one.kind === 'interval' ? 'intervalLapse' : 'lateReport',
  unitId: one.owed_by_unit_id,
  eventId: one.matter_id,
  subject: one.kind === 'interval' ? one.id : `${one.matter_id}/${one.rule_code}`,
  since: one.started_at,
  ruleCode: one.rule_code,
})

/** 瞒报: the unit knew, a multiple of its limit has passed, and there is no report of any kind from it. */
export async function checkConcealment(work: Work, obligationId: string): Promise<void> {
  const one = await findObligation(work, obligationId)
  if (!one?.matter_id || !one.limit_minutes || one.satisfied_at || one.cancelled_at) return
  // The county may have changed the multiple meanwhile.
  const from = await concealedFrom(work, one, one.limit_minutes)
  if (work.now < from) return scheduleTask(work, 'event-report.concealment', one.id, from)
  const known = await work.tx
    .selectFrom('event_knowledge')
    .selectAll()
    .where('event_id', '=', one.matter_id)
    .where('unit_id', '=', one.owed_by_unit_id)
    .executeTakeFirst()
  if (!known || (await hasReported(work, one.matter_id, one.owed_by_unit_id))) return
  await suspect(work, {
    kind: 'concealedReport',
    unitId: one.owed_by_unit_id,
    eventId: one.matter_id,
    subject: one.matter_id,
    since: known.known_at,
    minutes: null,
    evidence: `${shanghaiFullMinute(known.known_at)} 已获知（${known.by}），时限 ${one.limit_minutes} 分钟，至 ${shanghaiFullMinute(work.now)} 仍未报告`,
    ruleCode: one.rule_code,
  })
}

async function hasReported(work: Work, eventId: string, unitId: string): Promise<boolean> {
  const { rows } = await sql<{
    yes: boolean
  }>`select exists (select 1 from event_transmission where event_id = ${eventId} and from_unit_id = ${unitId})
    or exists (select 1 from event_report where event_id = ${eventId} and unit_id = ${unitId} and state = 'sent') as yes`.execute(
    work.tx,
  )
  return rows[0]?.yes ?? false
}

const omissionLimitMinutes = async (work: Work) =>
  (
    await work.tx
      .selectFrom('reporting_rule')
      .select('limit_minutes')
      .where('code', '=', 'OM-01')
      .where('enabled', '=', true)
      .executeTakeFirst()
  )?.limit_minutes ?? null

/** The county heard from elsewhere: the territory is given its time to report by itself. `key` is `event/<id>` or `call/<id>`. */
export async function scheduleOmissionCheck(work: Work, key: string, since: Date): Promise<void> {
  const limit = await omissionLimitMinutes(work)
  if (limit === null) return
  const at = new Date(since.getTime() + limit * 60_000 + 1)
  scheduleTask(work, 'event-report.omission', key, at < work.now ? work.now : at)
}

/** 漏报: known from another source, and the territory's town has not reported in its time. */
export async function checkOmission(work: Work, key: string): Promise<void> {
  const [kind, id] = key.split('/')
  const about = kind === 'event' ? await omissionAboutEvent(work, id ?? '') : await omissionAboutCall(work, id ?? '')
  if (!about) return
  const town = (await territorialUnits(work.tx, about.areaCode)).find(unit => unit.kind === 'town')
  if (!town || (await townHasReported(work, town.id, about.areaCode, about.since))) return
  await suspect(work, {
    kind: 'omittedReport',
    unitId: town.id,
    eventId: about.eventId,
    subject: key,
    since: about.since,
    minutes: null,
    evidence: `${shanghaiFullMinute(about.since)} 发生，${about.source}，属地到时未报告`,
    ruleCode: 'OM-01',
  })
}

async function omissionAboutEvent(work: Work, id: string) {
  const event = await work.tx.selectFrom('emergency_event').selectAll().where('id', '=', id).executeTakeFirst()
  if (!event || event.state === 'withdrawn' || event.restricted) return null
  return {
    eventId: event.id,
    areaCode: event.area_code,
    since: event.occurred_at ?? event.known_at,
    source: `来源：${event.source}`,
  }
}

async function omissionAboutCall(work: Work, id: string) {
  const call = await work.tx.selectFrom('incoming_call').selectAll().where('id', '=', id).executeTakeFirst()
  if (!call?.area_code || call.state === 'dismissed' || call.state === 'toEvent') return null
  return {
    eventId: call.event_id,
    areaCode: call.area_code,
    since: call.occurred_at ?? call.received_at,
    source: `线索：${quoted(call.content, 60)}`,
  }
}

/** A town that reported the matter shortly before the other source did has not omitted it. */
async function townHasReported(work: Work, townId: string, areaCode: string, since: Date): Promise<boolean> {
  const reportedBeforeMs = (await settingOf(work, reportedBeforeHours)) * 3_600_000
  const { rows } = await sql<{ yes: boolean }>`
    with below as (select descendant_id as id from unit_closure where ancestor_id = ${townId}),
    from_time as (select ${new Date(since.getTime() - reportedBeforeMs)}::timestamptz as at),
    events as (select e.id from emergency_event e where left(e.area_code, 9) = ${areaCode.slice(0, 9)} and e.known_at >= (select at from from_time))
    select exists (select 1 from event_knowledge k where k.event_id in (select id from events) and k.unit_id in (select id from below) and not k.told_by_county)
      or exists (select 1 from event_transmission t where t.event_id in (select id from events) and t.from_unit_id in (select id from below))
      or exists (select 1 from incoming_call c where c.caller_unit_id in (select id from below) and c.received_at >= (select at from from_time)) as yes`.execute(
    work.tx,
  )
  return rows[0]?.yes ?? false
}

/** The town has reported after all: its open 漏报 suspicions get their minutes. */
export async function settleOmissions(work: Work, unitId: string, at: Date): Promise<void> {
  const town = await work.tx
    .selectFrom('unit_closure as c')
    .innerJoin('unit as u', 'u.id', 'c.ancestor_id')
    .select('u.id')
    .where('c.descendant_id', '=', unitId)
    .where('u.kind', '=', 'town')
    .executeTakeFirst()
  if (!town) return
  const withinMs = (await settingOf(work, lateOmissionHours)) * 3_600_000
  const open = await work.tx
    .selectFrom('report_violation')
    .selectAll()
    .where('kind', '=', 'omittedReport')
    .where('unit_id', '=', town.id)
    .where('minutes', 'is', null)
    .where('at', '>', new Date(work.now.getTime() - withinMs))
    .execute()
  for (const one of open)
    if (one.since)
      await suspect(work, {
        kind: 'omittedReport',
        unitId: one.unit_id,
        eventId: one.event_id,
        subject: one.subject,
        since: one.since,
        minutes: minutesBetween(one.since, at),
        evidence: `${one.evidence}；${shanghaiFullMinute(at)} 才报告`,
        ruleCode: one.rule_code,
      })
}

/** 信息倒流: the level above asks before we have reported. Marks the county's duty office and the territory. */
export async function noteBackflow(work: Work, callId: string): Promise<void> {
  const call = await work.tx.selectFrom('incoming_call').selectAll().where('id', '=', callId).executeTakeFirst()
  if (call?.kind !== 'inquiry') return
  const county = await unitOfFunction(work.tx, 'generalDutyOffice')
  if (county && (await countyHasReported(work, county.id, call))) return
  const territory = call.area_code
    ? (await territorialUnits(work.tx, call.area_code)).filter(unit => unit.kind === 'town')
    : []
  for (const unit of [...(county ? [county] : []), ...territory])
    await suspect(work, {
      kind: 'informationBackflow',
      unitId: unit.id,
      eventId: call.event_id,
      subject: call.id,
      since: call.received_at,
      minutes: null,
      evidence: `${shanghaiFullMinute(call.received_at)} 上级来电核查：${quoted(call.content, 100)}，此前未上报`,
      ruleCode: null,
    })
}

async function countyHasReported(
  work: Work,
  countyId: string,
  call: { event_id: string | null; area_code: string | null; received_at: Date },
): Promise<boolean> {
  const { rows } = await sql<{ yes: boolean }>`
    with events as (select id from emergency_event e where ${call.event_id ? sql`e.id = ${call.event_id}` : sql`left(e.area_code, 9) = ${call.area_code?.slice(0, 9) ?? ''} and e.known_at > ${new Date(call.received_at.getTime() - 86_400_000)}`})
    select exists (select 1 from event_report r where r.event_id in (select id from events) and r.unit_id = ${countyId} and r.submitted_at <= ${call.received_at})
      or exists (select 1 from event_transmission t join unit u on u.id = t.to_unit_id where t.event_id in (select id from events) and t.from_unit_id = ${countyId} and u.kind = 'external' and t.at <= ${call.received_at}) as yes`.execute(
    work.tx,
  )
  return rows[0]?.yes ?? false
}

/** 谎报 by figures: a 终报, 核报 or 补报 states another toll than the report before it. Corrections that a 续报 already told are none. */
export async function noteTollContradiction(
  work: Work,
  one: {
    eventId: string
    unitId: string
    reportId: string
    name: string
    reported: number | null
    verified: number | null
  },
): Promise<void> {
  if (!isTollContradiction(one.reported, one.verified, await settingOf(work, tollTolerancePercent))) return
  await suspect(work, {
    kind: 'falseReport',
    unitId: one.unitId,
    eventId: one.eventId,
    subject: `${one.reportId}/${one.name}`,
    since: null,
    minutes: null,
    evidence: `${one.name}：此前报告 ${one.reported}，核定 ${one.verified}，请说明`,
    ruleCode: null,
  })
}

/** 谎报 by time: the time of occurrence is moved after it has been reported. */
export async function noteTimeShift(work: Work, event: EmergencyEvent, corrected: Date): Promise<void> {
  if (!event.occurred_at || !isTimeShift(event.occurred_at, corrected, await settingOf(work, timeShiftMinutes))) return
  const sent = await work.tx
    .selectFrom('event_report')
    .select('unit_id')
    .distinct()
    .where('event_id', '=', event.id)
    .where('state', '=', 'sent')
    .execute()
  for (const { unit_id } of sent)
    await suspect(work, {
      kind: 'falseReport',
      unitId: unit_id,
      eventId: event.id,
      subject: `${event.id}/time`,
      since: null,
      minutes: null,
      evidence: `事发时间由 ${shanghaiFullMinute(event.occurred_at)} 更正为 ${shanghaiFullMinute(corrected)}，请说明`,
      ruleCode: null,
    })
}

/** The beginning of somebody's words, so that a sentence may go on after it. */
const quoted = (words: string, length: number) => words.slice(0, length).replace(/[\s。，；：、！？…,.;:!?]+$/, '')
