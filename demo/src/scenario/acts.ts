import { EventView, FigureView } from '@anlan/contract/emergency-event.ts'
import { type Elements, ReportLine, ReportView, TransmissionView, ViolationView } from '@anlan/contract/event-report.ts'
import { TimelineEntry } from '@anlan/contract/event-timeline.ts'
import { ObligationView } from '@anlan/contract/obligation.ts'
import { CallView } from '@anlan/contract/switchboard.ts'
import type { Of, Shape } from './client.ts'
import { expectEqual, expectOne, expectThat, minutesFrom, type Scenario } from './scenario.ts'

/** What people do at their desks, in the words of the scripts. Each act answers with what the platform then says. */

export type Event = Of<typeof EventView>
export type Figure = Of<typeof FigureView>
export type Report = Of<typeof ReportView>
export type Obligation = Of<typeof ObligationView>
export type Call = Of<typeof CallView>

export const items = <T>(shape: Shape<T>): Shape<{ items: T[] }> => ({
  parse: value => ({ items: (value as { items: unknown[] }).items.map(one => shape.parse(one)) }),
})
const pageOf = <T>(shape: Shape<T>): Shape<{ items: T[]; next: string | null }> => ({
  parse: value => ({ ...items(shape).parse(value), next: (value as { next: string | null }).next }),
})
const nothing: Shape<unknown> = { parse: value => value }

/** An element of a report in words. */
export const said = (text: string) => ({ text, pending: false })

const base = (eventId: string) => `/api/emergency-events/${eventId}`

export async function logCall(s: Scenario, call: Record<string, unknown>): Promise<Call> {
  return (await s.as('duty1')).post('/api/calls', call, CallView)
}

export async function reportEvent(s: Scenario, account: string, event: Record<string, unknown>): Promise<Event> {
  return (await s.as(account)).post('/api/emergency-events', event, EventView)
}

export async function readEvent(s: Scenario, eventId: string, account = 'duty1'): Promise<Event> {
  return (await s.as(account)).get(base(eventId), EventView)
}

/** What a unit came to know by itself, and when: its own clock starts then. */
export async function noteKnowledge(s: Scenario, eventId: string, unit: string, knownAt: string, by: string) {
  const body = { unitId: s.unit(unit), knownAt: s.at(knownAt), by }
  const event = await (await s.as('duty1')).post(`${base(eventId)}/knowledge`, body, EventView)
  const noted = expectOne(
    event.knowledge.filter(one => one.unitName === unit),
    `${unit}的获知记录`,
  )
  expectEqual(Date.parse(noted.knownAt), Date.parse(s.at(knownAt)), `${unit}获知时间`)
}

export interface NewFigure {
  indicator: string
  value: number
  source: string
  asOf?: string
  knownAt?: string
  reason?: string
  status?: 'unverified' | 'verified'
}

export async function recordFigures(s: Scenario, account: string, eventId: string, figures: NewFigure[]) {
  for (const { asOf, knownAt, ...figure } of figures) {
    const recorded = await (await s.as(account)).post(
      `${base(eventId)}/figures`,
      { ...figure, ...(asOf && { asOf: s.at(asOf) }), ...(knownAt && { knownAt: s.at(knownAt) }) },
      FigureView,
    )
    expectEqual(recorded.value, figure.value, recorded.indicatorName)
  }
}

/** All versions of one figure, oldest first. */
export async function versionsOf(s: Scenario, eventId: string, indicator: string): Promise<Figure[]> {
  const { items: all } = await (await s.as('duty1')).get(`${base(eventId)}/figures`, items(FigureView))
  const versions = all.filter(one => one.indicator === indicator)
  for (const [i, one] of versions.entries())
    expectEqual(one.supersedesId, versions[i - 1]?.id ?? null, `${one.indicatorName}第 ${i + 1} 版所替代的版本`)
  return versions
}

export const figureOf = (event: Event, indicator: string): number | null | undefined =>
  event.figures.find(one => one.indicator === indicator)?.value

/** Something noted on the event's timeline; the next 续报 tells it. */
export async function note(s: Scenario, eventId: string, text: string, at?: string): Promise<void> {
  await (await s.as('duty1')).post(`${base(eventId)}/facts`, { text, ...(at && { at: s.at(at) }) }, nothing)
  const entries = await timelineOf(s, eventId, 'emergency-event.noted')
  expectThat(
    entries.some(one => one.data['text'] === text),
    `时间线上没有“${text}”`,
  )
}

/** The timeline's entries of one type, oldest first. */
export async function timelineOf(s: Scenario, eventId: string, type: string) {
  const duty = await s.as('duty1')
  const all: Of<typeof TimelineEntry>[] = []
  for (let after: string | null = ''; after !== null; ) {
    const path: string = `${base(eventId)}/timeline?limit=200${after && `&after=${encodeURIComponent(after)}`}`
    const { items: entries, next } = await duty.get(path, pageOf(TimelineEntry))
    all.push(...entries)
    after = next
  }
  return all.filter(one => one.type === type)
}

export interface Word {
  from: string
  to: string
  medium: 'phone' | 'written' | 'system'
  at?: string
  content: string
  purpose?: 'report' | 'daily' | 'casualtyWatch'
}

/** A report made outside the platform: a call, a paper, an entry in another system. */
export async function transmit(s: Scenario, account: string, eventId: string, word: Word): Promise<void> {
  const { from, to, at, ...rest } = word
  const madeAt = at ? s.at(at) : s.now
  const { items: all } = await (await s.as(account)).post(
    `${base(eventId)}/transmissions`,
    { ...rest, fromUnitId: s.unit(from), toUnitId: s.unit(to), at: madeAt },
    items(TransmissionView),
  )
  const recorded = all.some(
    one => one.fromUnitName === from && one.toUnitName === to && Date.parse(one.at) === Date.parse(madeAt),
  )
  expectThat(recorded, `${from}报${to}的记录不在报送记录中`)
}

export interface NewReport {
  by: string
  /** Signs before it leaves; without one it leaves 先报后补. */
  signedBy?: string
  kind: 'first' | 'followUp' | 'final' | 'verified' | 'supplement'
  elements: Elements
  to?: string[]
}

/** Drafts a report, has it signed and sends it. */
export async function sendReport(s: Scenario, eventId: string, { by, signedBy, kind, elements, to }: NewReport) {
  const drafter = await s.as(by)
  const recipients = to && { recipientUnitIds: to.map(name => s.unit(name)) }
  const draft = await drafter.post(`${base(eventId)}/reports`, { kind, elements, ...recipients }, ReportView)
  expectEqual(draft.state, 'draft', '拟稿状态')
  const at = `/api/event-reports/${draft.id}`
  if (signedBy) {
    const signed = await (await s.as(signedBy)).post(`${at}/signature`, { opinion: '同意上报' }, ReportView)
    expectEqual(signed.state, 'signed', '签发状态')
  }
  const sent = await drafter.post(`${at}/submission`, {}, ReportView)
  expectEqual(sent.state, 'sent', '报出状态')
  expectEqual(sent.submittedAt && Date.parse(sent.submittedAt), Date.parse(s.now), '报出时间')
  expectEqual(sent.awaitingConfirmation, !signedBy, '先报后补标记')
  return sent
}

export async function confirmApproval(s: Scenario, account: string, reportId: string): Promise<void> {
  const path = `/api/event-reports/${reportId}/approval-confirmation`
  const report = await (await s.as(account)).post(path, { opinion: '同意，补签' }, ReportView)
  expectEqual(report.awaitingConfirmation, false, '补签后的先报后补标记')
}

/** What came to a desk about an event. */
export async function inbox(s: Scenario, account: string, eventId: string) {
  const path = `/api/event-reports?box=received&event=${eventId}`
  return (await (await s.as(account)).get(path, items(ReportLine))).items
}

/** 签收 by the unit's own desk. */
export async function receive(s: Scenario, account: string, reportId: string, unit: string): Promise<Report> {
  const report = await (await s.as(account)).post(`/api/event-reports/${reportId}/receipt`, {}, ReportView)
  const copy = expectOne(
    report.recipients.filter(one => one.unitName === unit),
    `${unit}的收文`,
  )
  expectEqual(copy.receivedAt && Date.parse(copy.receivedAt), Date.parse(s.now), `${unit}签收时间`)
  return report
}

export interface Which {
  rule: string
  by?: string
  to?: string
  medium?: Obligation['medium']
  /** When its clock starts; tells duties apart that a rule called for twice. */
  from?: string
  /** When it falls due; tells the days of a daily duty apart. */
  due?: string
}

/** Obligations about a matter (an event, or a call that is owed an answer), without those that no longer apply. */
export async function owed(s: Scenario, matterId: string, which: Which): Promise<Obligation[]> {
  const path = `/api/obligations?matter=${matterId}&limit=200`
  const { items: all } = await (await s.as('duty1')).get(path, items(ObligationView))
  return all.filter(
    one =>
      one.ruleCode === which.rule &&
      one.state !== 'cancelled' &&
      (!which.by || one.owedByUnitName === which.by) &&
      (!which.to || one.owedToUnitName === which.to) &&
      (!which.medium || one.medium === which.medium) &&
      (!which.from || Date.parse(one.startedAt) === Date.parse(s.at(which.from))) &&
      (!which.due || Date.parse(one.dueAt) === Date.parse(s.at(which.due))),
  )
}

const inWords = ({ rule, by = '', to = '', medium, from = '' }: Which) =>
  `${rule} ${by}${to && `报${to}`}${medium === 'phone' ? '（电话）' : medium === 'written' ? '（书面）' : ''}${from && ` ${from} 起`}`

/** The duty was discharged in time, after so many minutes of its clock. Returns the minutes in words. */
export async function expectMet(s: Scenario, matterId: string, which: Which, minutes?: number): Promise<string> {
  const one = expectOne(await owed(s, matterId, which), inWords(which))
  expectEqual(one.state, 'met', `${inWords(which)}状态`)
  expectEqual(one.minutesLate, null, `${inWords(which)}超时分钟`)
  const taken = minutesFrom(one.startedAt, one.satisfiedAt ?? s.now)
  if (minutes !== undefined) expectEqual(taken, minutes, `${inWords(which)}用时（分钟）`)
  return `${one.ruleCode} ${taken} 分钟（${one.limitDisplay}）`
}

/** The duty runs and falls due at `due`. */
export async function expectDue(s: Scenario, matterId: string, which: Which, due: string): Promise<Obligation> {
  const one = expectOne(await owed(s, matterId, which), inWords(which))
  expectEqual(one.state, 'open', `${inWords(which)}状态`)
  expectEqual(Date.parse(one.dueAt), Date.parse(s.at(due)), `${inWords(which)}期限`)
  return one
}

/** Reporting faults that the platform suspects, about one event or (null) about anything. */
export async function suspicions(s: Scenario, eventId: string | null, kind: string) {
  const path = `/api/violations?kind=${kind}${eventId ? `&event=${eventId}` : ''}`
  return (await (await s.as('leader1')).get(path, items(ViolationView))).items
}
