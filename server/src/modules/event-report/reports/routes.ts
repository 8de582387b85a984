import { Id, Instant, page } from '@anlan/contract/codec.ts'
import {
  CommentReport,
  ConfirmApproval,
  DailyReportView,
  DirectReportView,
  DraftReport,
  EditReport,
  ManualDelivery,
  RecordTransmission,
  ReportComparison,
  ReportLine,
  ReportQuery,
  ReportSignature,
  ReportView,
  ReturnReport,
  SubmitDailyReport,
  SubmitReport,
  TransmissionView,
} from '@anlan/contract/event-report.ts'
import { z } from 'zod'
import { type App, reachOf } from '../../../kernel/http/app.ts'
import { Problem } from '../../../kernel/problem.ts'
import { recordFact, type Work } from '../../../kernel/work/work.ts'
import { sendDocument } from '../../document/api.ts'
import { eventsInReach } from '../events/read.ts'
import { listDailyReports, submitDailyReport } from './daily.ts'
import { directReports } from './direct-reports.ts'
import { renderReport } from './document.ts'
import { discardReport, draftReport, editReport } from './draft.ts'
import { commentReport, noteManualDelivery, receiveReport, returnReport } from './receipts.ts'
import { confirmApproval, requestReview, reviewReport, signReport } from './sign-off.ts'
import { submitReport } from './submission.ts'
import { listTransmissions, recordTransmission } from './transmissions.ts'
import { compareReports, compareWithRevision, listReports, presentReport, reportsOfEvent } from './views.ts'

const params = z.object({ id: Id })
const items = <T extends z.ZodType>(item: T) => z.object({ items: z.array(item) })
const nothing = z.object({})

export function reportRoutes(app: App) {
  chainRoutes(app)
  stepRoutes(app)
  app.get(
    '/api/event-reports',
    {
      config: { permission: 'event-report.read' },
      schema: { querystring: ReportQuery, response: { 200: page(ReportLine) } },
    },
    request => request.work(work => listReports(work, request.query)),
  )
  app.get(
    '/api/event-reports/:id',
    { config: { permission: 'event-report.read' }, schema: { params, response: { 200: ReportView } } },
    request => request.work(work => presentReport(work, request.params.id)),
  )
  app.get(
    '/api/event-reports/:id/comparison',
    {
      config: { permission: 'event-report.read' },
      schema: { params, querystring: z.object({ with: Id }), response: { 200: ReportComparison } },
    },
    request => request.work(work => compareReports(work, request.query.with, request.params.id)),
  )
  app.get(
    '/api/event-reports/:id/document.docx',
    { config: { permission: 'event-report.read' }, schema: { params } },
    async (request, reply) => {
      const paper = await request.work(async work => {
        const report = await presentReport(work, request.params.id)
        recordFact(work, 'event-report.exported', report.id, { revision: report.revision }, { matter: report.eventId })
        return renderReport(work, report)
      })
      return sendDocument(reply, paper)
    },
  )
  app.get(
    '/api/direct-reports',
    {
      config: { permission: 'event-report.read' },
      schema: {
        querystring: z.object({ from: Instant('起'), to: Instant('止') }),
        response: { 200: DirectReportView },
      },
    },
    request => request.work(work => directReports(work, request.query.from, request.query.to)),
  )
  app.get(
    '/api/event-reports/:id/revisions/:revision/comparison',
    {
      config: { permission: 'event-report.read' },
      schema: {
        params: params.extend({ revision: z.coerce.number().int().min(1).max(10_000) }),
        response: { 200: ReportComparison },
      },
    },
    request => request.work(work => compareWithRevision(work, request.params.id, request.params.revision)),
  )
  app.get(
    '/api/daily-reports',
    {
      config: { permission: 'event-report.read' },
      schema: {
        response: {
          200: items(DailyReportView),
        },
      },
    },
    request => request.work(async work => ({ items: await listDailyReports(work) })),
  )
  app.post(
    '/api/daily-reports',
    {
      config: { permission: 'event-report.submit' },
      schema: {
        body: SubmitDailyReport,
        response: {
          201: DailyReportView,
        },
      },
    },
    async (request, reply) => reply.code(201).send(await request.create(work => submitDailyReport(work, request.body))),
  )
}

/** The chain of an event: its reports, and those made outside this system. */
function chainRoutes(app: App) {
  app.get(
    '/api/emergency-events/:id/reports',
    { config: { permission: 'event-report.read' }, schema: { params, response: { 200: items(ReportLine) } } },
    request =>
      request.work(async work => {
        if (!(await eventsInReach(work).where('id', '=', request.params.id).executeTakeFirst()))
          throw new Problem('not-found')
        return { items: await reportsOfEvent(work, request.params.id) }
      }),
  )
  app.post(
    '/api/emergency-events/:id/reports',
    {
      config: { permission: 'event-report.draft' },
      schema: { params, body: DraftReport, response: { 201: ReportView } },
    },
    async (request, reply) =>
      reply
        .code(201)
        .send(
          await request.create(async work =>
            presentReport(seeing(work), await draftReport(work, request.params.id, request.body)),
          ),
        ),
  )
  app.get(
    '/api/emergency-events/:id/transmissions',
    { config: { permission: 'event-report.read' }, schema: { params, response: { 200: items(TransmissionView) } } },
    request => request.work(async work => ({ items: await listTransmissions(work, request.params.id) })),
  )
  app.post(
    '/api/emergency-events/:id/transmissions',
    {
      config: { permission: 'event-report.submit' },
      schema: { params, body: RecordTransmission, response: { 201: items(TransmissionView) } },
    },
    async (request, reply) =>
      reply.code(201).send(
        await request.create(async work => {
          await recordTransmission(work, request.params.id, request.body)
          return { items: await listTransmissions(seeing(work), request.params.id) }
        }),
      ),
  )
}

/** Each step of a report's life answers with the report as it now is. */
function stepRoutes(app: App) {
  const reply = { 200: ReportView }
  const draft = { permission: 'event-report.draft' } as const
  const receive = { permission: 'event-report.receive' } as const
  const at = (step: string) => `/api/event-reports/:id/${step}`
  app.put('/api/event-reports/:id', { config: draft, schema: { params, body: EditReport, response: reply } }, request =>
    request.work(work => then(work, request.params.id, editReport(work, request.params.id, request.body))),
  )
  app.post(at('review-request'), { config: draft, schema: { params, body: nothing, response: reply } }, request =>
    request.work(work => then(work, request.params.id, requestReview(work, request.params.id))),
  )
  app.post(at('discard'), { config: draft, schema: { params, body: nothing, response: reply } }, request =>
    request.work(work => then(work, request.params.id, discardReport(work, request.params.id))),
  )
  app.post(
    at('review'),
    { config: { permission: 'event-report.review' }, schema: { params, body: ReportSignature, response: reply } },
    request => request.work(work => then(work, request.params.id, reviewReport(work, request.params.id, request.body))),
  )
  app.post(
    at('signature'),
    { config: { permission: 'event-report.sign' }, schema: { params, body: ReportSignature, response: reply } },
    request => request.work(work => then(work, request.params.id, signReport(work, request.params.id, request.body))),
  )
  app.post(
    at('approval-confirmation'),
    { config: { permission: 'event-report.sign' }, schema: { params, body: ConfirmApproval, response: reply } },
    request =>
      request.work(work =>
        then(work, request.params.id, confirmApproval(work, request.params.id, request.body.opinion)),
      ),
  )
  app.post(
    at('submission'),
    { config: { permission: 'event-report.submit' }, schema: { params, body: SubmitReport, response: reply } },
    request => request.work(work => then(work, request.params.id, submitReport(work, request.params.id, request.body))),
  )
  app.post(
    at('manual-delivery'),
    { config: { permission: 'event-report.submit' }, schema: { params, body: ManualDelivery, response: reply } },
    request =>
      request.work(work => then(work, request.params.id, noteManualDelivery(work, request.params.id, request.body))),
  )
  app.post(at('receipt'), { config: receive, schema: { params, body: nothing, response: reply } }, request =>
    request.work(work => then(work, request.params.id, receiveReport(work, request.params.id))),
  )
  app.post(at('return'), { config: receive, schema: { params, body: ReturnReport, response: reply } }, request =>
    request.work(work => then(work, request.params.id, returnReport(work, request.params.id, request.body))),
  )
  app.post(at('comments'), { config: receive, schema: { params, body: CommentReport, response: reply } }, request =>
    request.create(work => then(work, request.params.id, commentReport(work, request.params.id, request.body))),
  )
}

const seeing = (work: Work): Work => ({ ...work, reach: reachOf(work.actor, 'event-report.read') })

async function then(work: Work, id: string, command: Promise<unknown>) {
  await command
  return presentReport(seeing(work), id)
}
