import type { EventLevel } from '@anlan/contract/emergency-event.ts'
import type { Medium } from '@anlan/contract/obligation.ts'
import { sql } from 'kysely'
import { scheduleTask, type Work } from '../../../kernel/work/work.ts'
import { shanghaiDay } from '../../calendar/api.ts'
import type { Unit } from '../../directory/api.ts'
import { cancelObligations, dischargeObligations, type Obligation, openObligation } from '../../obligation/api.ts'
import type { EventFile } from '../events/read.ts'
import { type EventSnapshot, holdsSince } from './conditions.ts'
import { dailyCutOff, isRenewal, mediumsOf, nextReportAfter, severityOf, startOf } from './due-rules.ts'
import type { ReportingRule } from './schema.ts'
import { type Assessment, ownersUnder, prepare, targetsUnder } from './who-owes.ts'

/** Rules in force on the day of `now`. */
export const rulesInForce = (work: Work): Promise<ReportingRule[]> =>
  work.tx
    .selectFrom('reporting_rule')
    .selectAll()
    .where('enabled', '=', true)
    .where('effective_from', '<=', shanghaiDay(work.now))
    .where(eb => eb.or([eb('effective_to', 'is', null), eb('effective_to', '>=', shanghaiDay(work.now))]))
    .orderBy('code')
    .execute()

/**
 * Brings the clocks of an event in line with what is known now: opens what is owed, withdraws what no longer applies. Several rules may apply at once; all
 * are opened and the nearest limit leads. Runs after every change of an event and after every report.
 */
export async function assessClocks(work: Work, file: EventFile): Promise<void> {
  if (file.event.state === 'closed' || file.event.state === 'withdrawn') return
  const a = await prepare(work, file)
  for (const rule of await rulesInForce(work)) {
    if (rule.trigger === 'event') await assessEventRule(a, rule)
    else if (rule.trigger === 'casualtyWatch') await assessCasualtyWatch(a, rule)
    else if (rule.trigger === 'interval') await assessInterval(a, rule)
    else if (rule.trigger === 'daily') await assessDaily(a, rule)
    else if (rule.trigger === 'ended') await assessEnded(a, rule)
    else if (rule.trigger === 'stable') await assessStable(a, rule)
  }
}

const sourceOf = (rule: ReportingRule) => ({
  name: rule.source_name,
  article: rule.source_article,
  confidence: rule.confidence,
})

async function open(
  a: Assessment,
  rule: ReportingRule,
  one: {
    kind: string
    owedBy: string
    owedTo: string | null
    medium: Medium
    basis: string
    startedAt: Date
    dueAt: Date
    limitMinutes: number | null
    soft?: boolean
    title?: string
  },
) {
  const { event } = a.file
  const opened = await openObligation(a.work, {
    ...one,
    ruleCode: rule.code,
    title:
      one.title ?? `${rule.title}${one.medium === 'phone' ? '（电话）' : one.medium === 'written' ? '（书面）' : ''}`,
    matterId: event.id,
    matterTitle: event.title,
    clock: rule.clock,
    soft: one.soft ?? rule.soft,
    source: sourceOf(rule),
  })
  if (opened) a.owed.push(opened)
  return opened
}

const isOpen = (one: Obligation) => !one.satisfied_at && !one.cancelled_at

async function assessEventRule(a: Assessment, rule: ReportingRule) {
  const since = holdsSince(rule.condition, a.event)
  if (!since) {
    if (a.owed.some(one => one.rule_code === rule.code && isOpen(one)))
      await cancelObligations(
        a.work,
        { matterId: a.file.event.id, ruleCodes: [rule.code], kinds: ['report'] },
        '情形变化，不再适用',
      )
    return
  }
  const concerned = concernedBy(rule, a.event)
  const severity = severityOf(concerned)
  const risenAt = severeSince(concerned, severity)
  for (const owner of ownersUnder(a, rule.owed_by))
    for (const target of targetsUnder(a, rule, owner))
      for (const { medium, limitMinutes } of mediumsOf(rule)) {
        const earlier = a.owed.filter(
          one =>
            one.rule_code === rule.code &&
            one.medium === medium &&
            one.owed_by_unit_id === owner.unit.id &&
            one.owed_to_unit_id === target,
        )
        if (earlier.some(isOpen)) continue
        const met = earlier.filter(one => one.satisfied_at)
        const renewal = met.length > 0
        const isOwedAnew =
          rule.renews_on_upgrade &&
          isRenewal(
            met.map(one => one.basis),
            severity,
          ) &&
          // What was reported after the event had become so severe has told it.
          met.every(one => one.satisfied_at && one.satisfied_at < risenAt)
        if (renewal && !isOwedAnew) continue
        const withdrawn = earlier.length - met.length
        const startedAt = startOf(rule.clock, {
          occurredAt: a.file.event.occurred_at,
          ownerKnownAt: owner.knownAt,
          eventKnownAt: a.file.event.known_at,
          since: renewal ? risenAt : since,
        })
        const opened = await open(a, rule, {
          kind: 'report',
          owedBy: owner.unit.id,
          owedTo: target,
          medium,
          basis: `L${severity}${withdrawn ? `#${withdrawn + 1}` : ''}`,
          startedAt,
          dueAt: new Date(startedAt.getTime() + limitMinutes * 60_000),
          limitMinutes,
        })
        // The unit's head knows, so the people on the spot have reported to him.
        if (opened && rule.owed_by === 'enterpriseSite')
          await dischargeObligations(a.work, {
            matterId: null,
            id: opened.id,
            at: owner.knownAt,
            by: '本单位负责人已获知',
          })
      }
}

/** The event as far as it is of the types that the rule is about: an environmental event of level 3 makes no accident graver. */
function concernedBy(rule: ReportingRule, event: EventSnapshot): EventSnapshot {
  const { types } = rule.condition
  return types
    ? { ...event, tracks: event.tracks.filter(track => types.some(type => track.eventTypeCode.startsWith(type))) }
    : event
}

/** Since when the event is so severe; unrated counts as 3 较大, as in `severityOf`. */
function severeSince(event: EventSnapshot, severity: EventLevel): Date {
  const times = event.tracks
    .filter(track => (track.level ?? 3) === severity)
    .map(track => Math.max(track.knownAt.getTime(), track.levelKnownAt.getTime()))
  return times.length ? new Date(Math.min(...times)) : event.knownAt
}

async function assessCasualtyWatch(a: Assessment, rule: ReportingRule) {
  const mine = a.owed.filter(one => one.rule_code === rule.code)
  const { types, notTypes } = rule.condition
  // A crash linked afterwards turns the 30 days into 7. A toll that is put right does not end the watch.
  if (mine.some(isOpen) && !holdsSince({ ...(types && { types }), ...(notTypes && { notTypes }) }, a.event))
    await cancelObligations(a.work, { matterId: a.file.event.id, ruleCodes: [rule.code] }, '类型变化，不再适用')
  if (mine.length > 0 || !holdsSince(rule.condition, a.event)) return
  const startedAt = a.file.event.occurred_at ?? a.file.event.known_at
  for (const owner of ownersUnder(a, rule.owed_by))
    for (const target of targetsUnder(a, rule, owner))
      await open(a, rule, {
        kind: 'casualtyWatch',
        owedBy: owner.unit.id,
        owedTo: target,
        medium: 'any',
        basis: '1',
        startedAt,
        dueAt: new Date(startedAt.getTime() + (rule.limit_minutes ?? 0) * 60_000),
        limitMinutes: rule.limit_minutes,
      })
}

/** 续报: after each report the next one falls due by the level of now; a level that rises makes it due sooner. */
async function assessInterval(a: Assessment, rule: ReportingRule) {
  const mine = a.owed.filter(one => one.rule_code === rule.code && isOpen(one))
  const applies = !a.file.event.ended_at && holdsSince(rule.condition, a.event)
  if (!applies) {
    if (mine.length)
      await cancelObligations(
        a.work,
        { matterId: a.file.event.id, ruleCodes: [rule.code] },
        a.file.event.ended_at ? '处置结束' : '级别变化',
      )
    return
  }
  const unit = a.functions.get(rule.owed_by)
  if (!unit || !rule.limit_minutes) return
  for (const name of rule.owed_to) {
    const target = a.functions.get(name)
    if (!target) continue
    const reports = await writtenReports(a.work, a.file.event.id, unit.id, target.id)
    const last = reports.at(-1)
    const first = reports[0]
    if (!last || !first) continue
    const dueAt = nextReportAfter(last.at, first.at, rule.limit_minutes, rule.code.startsWith('ST-02'))
    // A level that fell and rose again takes the clock up anew; the withdrawn one stays in the ledger.
    const withdrawn = a.owed.filter(
      one =>
        one.rule_code === rule.code &&
        one.owed_to_unit_id === target.id &&
        one.cancelled_at &&
        one.basis.startsWith(last.id),
    ).length
    await open(a, rule, {
      kind: 'interval',
      owedBy: unit.id,
      owedTo: target.id,
      medium: 'any',
      basis: withdrawn ? `${last.id}#${withdrawn + 1}` : last.id,
      startedAt: last.at,
      dueAt,
      limitMinutes: Math.round((dueAt.getTime() - last.at.getTime()) / 60_000),
    })
  }
}

/** Written reports of one unit to another about an event, in order: papers sent here and entries typed into other systems. */
async function writtenReports(
  work: Work,
  eventId: string,
  unitId: string,
  targetId: string,
): Promise<{ id: string; at: Date }[]> {
  const { rows } = await sql<{ id: string; at: Date }>`
    select r.id::text, r.submitted_at as at from event_report r join event_report_delivery d on d.report_id = r.id
      where r.event_id = ${eventId} and r.unit_id = ${unitId} and r.state = 'sent' and d.unit_id = ${targetId}
    union all select t.id::text, t.at from event_transmission t
      where t.event_id = ${eventId} and t.from_unit_id = ${unitId} and t.to_unit_id = ${targetId} and t.medium in ('written', 'system')
    order by at, id`.execute(work.tx)
  return rows
}

/** Until the disaster is stable, a report each morning (救助条例第十七条). One at a time; the next is opened when this one is due. */
async function assessDaily(a: Assessment, rule: ReportingRule) {
  const since = holdsSince(rule.condition, a.event)
  if (!since || a.file.event.stable_at) {
    if (a.owed.some(one => one.rule_code === rule.code && isOpen(one)))
      await cancelObligations(
        a.work,
        { matterId: a.file.event.id, ruleCodes: [rule.code] },
        a.file.event.stable_at ? '灾情稳定' : '情形变化，不再适用',
      )
    return
  }
  const dueAt = dailyCutOff(a.work.now, rule.limit_minutes ?? 0)
  scheduleTask(a.work, 'event-report.reassess', a.file.event.id, new Date(dueAt.getTime() + 1000))
  for (const owner of ownersUnder(a, rule.owed_by))
    for (const target of targetsUnder(a, rule, owner))
      await open(a, rule, {
        kind: 'daily',
        owedBy: owner.unit.id,
        owedTo: target,
        medium: 'any',
        basis: shanghaiDay(dueAt),
        startedAt: new Date(Math.min(since.getTime(), dueAt.getTime())),
        dueAt,
        limitMinutes: null,
        title: `${rule.title}（${shanghaiDay(dueAt)}）`,
      })
}

async function assessEnded(a: Assessment, rule: ReportingRule) {
  const endedAt = a.file.event.ended_at
  const unit = a.functions.get(rule.owed_by)
  if (!endedAt || !unit) return
  const sent = await a.work.tx
    .selectFrom('event_report')
    .select('kind')
    .where('event_id', '=', a.file.event.id)
    .where('unit_id', '=', unit.id)
    .where('state', '=', 'sent')
    .execute()
  if (sent.length === 0 || sent.some(one => one.kind === 'final')) return
  for (const name of rule.owed_to) {
    const target = a.functions.get(name)
    if (target)
      await open(a, rule, {
        kind: 'final',
        owedBy: unit.id,
        owedTo: target.id,
        medium: 'written',
        basis: '1',
        startedAt: endedAt,
        dueAt: new Date(endedAt.getTime() + (rule.limit_minutes ?? 0) * 60_000),
        limitMinutes: rule.limit_minutes,
        title: rule.title,
      })
  }
}

async function assessStable(a: Assessment, rule: ReportingRule) {
  const stableAt = a.file.event.stable_at
  if (!stableAt || !holdsSince(rule.condition, a.event)) return
  for (const owner of ownersUnder(a, rule.owed_by))
    for (const target of targetsUnder(a, rule, owner))
      await open(a, rule, {
        kind: 'verified',
        owedBy: owner.unit.id,
        owedTo: target,
        medium: 'system',
        basis: '1',
        startedAt: stableAt,
        dueAt: new Date(stableAt.getTime() + (rule.limit_minutes ?? 0) * 60_000),
        limitMinutes: rule.limit_minutes,
      })
}

/** What a rule would open for an event that does not exist yet, for the bottom bar of the intake page. */
export function foreseenClocks(
  rules: ReportingRule[],
  event: EventSnapshot,
  county: Unit,
  bureau: Unit | undefined,
  occurredAt: Date | null,
) {
  const owners = new Map([['generalDutyOffice', county], ...(bureau ? [['emergencyBureau', bureau] as const] : [])])
  return rules
    .filter(rule => rule.trigger === 'event' && owners.has(rule.owed_by) && holdsSince(rule.condition, event))
    .flatMap(rule =>
      mediumsOf(rule).map(({ medium, limitMinutes }) => {
        const startedAt = startOf(rule.clock, {
          occurredAt,
          ownerKnownAt: event.knownAt,
          eventKnownAt: event.knownAt,
          since: event.knownAt,
        })
        return {
          rule,
          medium,
          owner: owners.get(rule.owed_by) ?? county,
          dueAt: new Date(startedAt.getTime() + limitMinutes * 60_000),
          limitMinutes,
        }
      }),
    )
    .sort((x, y) => x.dueAt.getTime() - y.dueAt.getTime())
}
