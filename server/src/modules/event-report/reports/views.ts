import type { ReportLine, ReportQuery, ReportView } from '@anlan/contract/event-report.ts'
import { sql } from 'kysely'
import type { z } from 'zod'
import { isUnitInReach, reachFor, unitsInReach } from '../../../kernel/access/reach.ts'
import { followsCursor, pageOf } from '../../../kernel/database/keyset.ts'
import { Problem } from '../../../kernel/problem.ts'
import type { Work } from '../../../kernel/work/work.ts'
import { compareElements, completenessOf, differencesBetween } from './elements.ts'
import { paragraphsOf } from './paper.ts'
import { isWaiting, reportsInReach } from './reach.ts'
import type { EventReport } from './schema.ts'
import { maySign } from './sign-off.ts'

/** One report with its paper, signatures and what became of it at each receiver. */
export async function presentReport(work: Work, id: string): Promise<z.output<typeof ReportView>> {
  const report = await reportsInReach(work).where('event_report.id', '=', id).executeTakeFirst()
  if (!report) throw new Problem('not-found')
  const event = await work.tx
    .selectFrom('emergency_event')
    .select(['title', 'number'])
    .where('id', '=', report.event_id)
    .executeTakeFirstOrThrow()
  const unit = await work.tx
    .selectFrom('unit')
    .select('name')
    .where('id', '=', report.unit_id)
    .executeTakeFirstOrThrow()
  const before = await lastBefore(work, report)
  const signatures = await work.tx
    .selectFrom('event_report_signature')
    .selectAll()
    .where('report_id', '=', id)
    .orderBy('at')
    .execute()
  const next = await work.tx
    .selectFrom('obligation')
    .select('due_at')
    .where('matter_id', '=', report.event_id)
    .where('kind', '=', 'interval')
    .where('basis', 'like', `${id}%`)
    .where('cancelled_at', 'is', null)
    // Under several types several intervals run; the nearest limit leads.
    .orderBy('due_at')
    .executeTakeFirst()
  const answering = report.state === 'sent' ? await copiesInReach(work, report) : []
  const own = await isUnitInReach(work, report.unit_id)
  return {
    id: report.id,
    eventId: report.event_id,
    eventTitle: event.title,
    eventNumber: event.number,
    kind: report.kind,
    ordinal: report.ordinal,
    state: report.state,
    number: report.number,
    title: report.title,
    unitId: report.unit_id,
    unitName: unit.name,
    elements: report.elements,
    reason: report.reason,
    completeness: completenessOf(report.kind, report.elements),
    paragraphs: paragraphsOf(report.kind, report.elements, report.reason, report.submitted_at ?? work.now),
    differences: before ? differencesBetween(before.elements, report.elements) : [],
    recipients: await deliveriesOf(work, id),
    signatures: signatures.map(one => ({
      step: one.step,
      byName: one.by_name,
      at: one.at.toISOString(),
      opinion: one.opinion,
    })),
    revision: report.revision,
    nextReportBy: next?.due_at.toISOString() ?? null,
    createdAt: report.created_at.toISOString(),
    submittedAt: report.submitted_at?.toISOString() ?? null,
    awaitingConfirmation: report.emergency_approval !== null && report.approval_confirmed_at === null,
    mayEdit:
      own &&
      report.state !== 'sent' &&
      report.state !== 'discarded' &&
      reachFor(work.actor, 'event-report.draft') !== null,
    maySign: own && maySign(work, report),
    mayReview:
      own &&
      report.state === 'review' &&
      report.drafted_by !== work.actor.accountId &&
      reachFor(work.actor, 'event-report.review') !== null,
    mayReceive: answering.some(isWaiting),
    mayAnswer: answering.length > 0,
  }
}

/** The receivers' copies that the actor answers for. */
async function copiesInReach(work: Work, report: EventReport) {
  const reach = reachFor(work.actor, 'event-report.receive')
  if (!reach) return []
  return work.tx
    .selectFrom('event_report_delivery')
    .select(['unit_id', 'received_at', 'returned_at'])
    .where('report_id', '=', report.id)
    .where('unit_id', 'in', unitsInReach({ reach }))
    .where('unit_id', '!=', report.unit_id)
    .execute()
}

/** The report of the same chain that went out before this one. */
const lastBefore = (work: Work, report: EventReport) =>
  work.tx
    .selectFrom('event_report')
    .select(['id', 'elements'])
    .where('event_id', '=', report.event_id)
    .where('unit_id', '=', report.unit_id)
    .where('state', '=', 'sent')
    .where('id', '!=', report.id)
    .$if(report.submitted_at !== null, query => query.where('submitted_at', '<', report.submitted_at ?? work.now))
    .orderBy('submitted_at', 'desc')
    .limit(1)
    .executeTakeFirst()

async function deliveriesOf(work: Work, id: string) {
  const rows = await work.tx
    .selectFrom('event_report_delivery as d')
    .innerJoin('unit as u', 'u.id', 'd.unit_id')
    .selectAll('d')
    .select('u.name')
    .where('d.report_id', '=', id)
    .orderBy('d.copy')
    .orderBy('u.sort')
    .execute()
  const comments = await work.tx
    .selectFrom('event_report_comment')
    .selectAll()
    .where('report_id', '=', id)
    .orderBy('at')
    .execute()
  return rows.map(row => ({
    unitId: row.unit_id,
    unitName: row.name,
    copy: row.copy,
    inSystem: row.in_system,
    sentAt: row.sent_at?.toISOString() ?? null,
    deliveredManuallyAt: row.delivered_manually_at?.toISOString() ?? null,
    receivedAt: row.received_at?.toISOString() ?? null,
    receivedByName: row.received_by_name,
    returnedAt: row.returned_at?.toISOString() ?? null,
    returnReason: row.return_reason,
    comments: comments
      .filter(one => one.unit_id === row.unit_id)
      .map(one => ({ at: one.at.toISOString(), byName: one.by_name, text: one.text })),
  }))
}

/** Field-by-field comparison of two reports one may read. */
export async function compareReports(work: Work, leftId: string, rightId: string) {
  const rows = await reportsInReach(work).where('event_report.id', 'in', [leftId, rightId]).execute()
  const left = rows.find(row => row.id === leftId)
  const right = rows.find(row => row.id === rightId)
  if (!left || !right) throw new Problem('not-found')
  return { fields: compareElements(left.elements, right.elements) }
}

/** What changed in a report since one of its own earlier revisions. */
export async function compareWithRevision(work: Work, id: string, revision: number) {
  const report = await reportsInReach(work).where('event_report.id', '=', id).executeTakeFirst()
  const before = await work.tx
    .selectFrom('event_report_revision')
    .select('elements')
    .where('report_id', '=', id)
    .where('revision', '=', revision)
    .executeTakeFirst()
  if (!report || !before) throw new Problem('not-found')
  return { fields: compareElements(before.elements, report.elements) }
}

const lines = (work: Work) =>
  reportsInReach(work)
    .innerJoin('emergency_event as e', 'e.id', 'event_report.event_id')
    .innerJoin('unit as u', 'u.id', 'event_report.unit_id')
    .select(['e.title as event_title', 'u.name as unit_name'])
    .select(eb => [
      eb
        .selectFrom('event_report_delivery as d')
        .select(({ fn }) => fn.max('d.received_at').as('at'))
        .whereRef('d.report_id', '=', 'event_report.id')
        .as('received_at'),
      eb
        .selectFrom('event_report_delivery as d')
        .select(({ fn }) => fn.max('d.returned_at').as('at'))
        .whereRef('d.report_id', '=', 'event_report.id')
        .as('returned_at'),
    ])

type Line = Awaited<ReturnType<ReturnType<typeof lines>['execute']>>[number]

const presentLine = (row: Line): z.output<typeof ReportLine> => ({
  id: row.id,
  eventId: row.event_id,
  eventTitle: row.event_title,
  kind: row.kind,
  ordinal: row.ordinal,
  state: row.state,
  number: row.number,
  title: row.title,
  unitId: row.unit_id,
  unitName: row.unit_name,
  createdAt: row.created_at.toISOString(),
  submittedAt: row.submitted_at?.toISOString() ?? null,
  receivedAt: row.received_at?.toISOString() ?? null,
  returnedAt: row.returned_at?.toISOString() ?? null,
  awaitingConfirmation: row.emergency_approval !== null && row.approval_confirmed_at === null,
})

/** All reports about one event that one may read, in order. */
export async function reportsOfEvent(work: Work, eventId: string) {
  const rows = await lines(work)
    .where('event_report.event_id', '=', eventId)
    .where('event_report.state', '!=', 'discarded')
    .orderBy('event_report.created_at')
    .execute()
  return rows.map(presentLine)
}

/** A box of reports: what we sent, what came in, what waits for review, signature or confirmation. */
export async function listReports(work: Work, query: z.output<typeof ReportQuery>) {
  let rows = lines(work).$if(query.event !== undefined, q => q.where('event_report.event_id', '=', query.event ?? ''))
  const mine = unitsInReach(work)
  if (query.box === 'received')
    rows = rows
      .where('event_report.state', '=', 'sent')
      .where(eb =>
        eb.exists(
          eb
            .selectFrom('event_report_delivery as d')
            .select('d.unit_id')
            .whereRef('d.report_id', '=', 'event_report.id')
            .where('d.unit_id', 'in', mine)
            .whereRef('d.unit_id', '!=', 'event_report.unit_id'),
        ),
      )
  else rows = rows.where('event_report.unit_id', 'in', mine)
  if (query.box === 'sent') rows = rows.where('event_report.state', '=', 'sent')
  if (query.box === 'toReview') rows = rows.where('event_report.state', '=', 'review')
  if (query.box === 'toSign') rows = rows.where('event_report.state', 'in', ['signing', 'review'])
  if (query.box === 'toConfirm')
    rows = rows
      .where('event_report.emergency_approval', 'is not', null)
      .where('event_report.approval_confirmed_at', 'is', null)
  const at = sql<Date>`coalesce(event_report.submitted_at, event_report.created_at)`
  const found = await rows
    .select(at.as('sort_at'))
    .where(followsCursor(query.after, at, 'event_report.id'))
    .orderBy('sort_at', 'desc')
    .orderBy('event_report.id', 'desc')
    .limit(query.limit + 1)
    .execute()
  return pageOf(found, query.limit, row => [row.sort_at.toISOString(), row.id], presentLine)
}
