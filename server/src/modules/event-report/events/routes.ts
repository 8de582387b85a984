import { Id, PageQuery, page } from '@anlan/contract/codec.ts'
import {
  AddClassification,
  AddEventFact,
  AmendEvent,
  CloseEvent,
  ConfirmLevel,
  DismissEvent,
  EndEvent,
  EventLine,
  EventQuery,
  EventView,
  FigureView,
  IntakeAdvice,
  IntakeDraft,
  IntakeSoFar,
  NeighbourView,
  RecordFigure,
  RecordKnowledge,
  ReportEvent,
  ReporterView,
  SaveIntakeDraft,
  ShareEvent,
  StabiliseEvent,
} from '@anlan/contract/emergency-event.ts'
import { TimelineEntry, TimelineExport } from '@anlan/contract/event-timeline.ts'
import { ObligationView } from '@anlan/contract/obligation.ts'
import { z } from 'zod'
import { type App, reachOf } from '../../../kernel/http/app.ts'
import { Problem } from '../../../kernel/problem.ts'
import { recordFact, type Work } from '../../../kernel/work/work.ts'
import { neighboursOf } from '../../directory/api.ts'
import { sendDocument } from '../../document/api.ts'
import { obligationsOf, presentObligations } from '../../obligation/api.ts'
import { addClassification, addEventFact, amendEvent, confirmLevel, recordFigure } from './changes.ts'
import { adviseIntake, dropDraft, readDraft, saveDraft } from './intake.ts'
import { recordKnowledge, shareEvent } from './knowledge.ts'
import { closeEvent, dismissEvent, endEvent, stabiliseEvent } from './life-cycle.ts'
import { listEvents } from './list.ts'
import { presentEvent } from './present.ts'
import { eventsInReach, presentFigure, readEventFile } from './read.ts'
import { numberEvent, reportEvent } from './report-event.ts'
import { timelineOf } from './timeline.ts'
import { renderTimeline } from './timeline-document.ts'

const params = z.object({ id: Id })
const items = <T extends z.ZodType>(item: T) => z.object({ items: z.array(item) })
const base = '/api/emergency-events'

export function eventRoutes(app: App) {
  app.get(
    base,
    { config: { permission: 'event.read' }, schema: { querystring: EventQuery, response: { 200: page(EventLine) } } },
    request => request.work(work => listEvents(work, request.query)),
  )
  app.post(
    base,
    { config: { permission: 'event.create' }, schema: { body: ReportEvent, response: { 201: EventView } } },
    async (request, reply) => {
      const view = await request.create(async work => {
        await dropDraft(work)
        const id = await reportEvent(work, request.body)
        const event = await presentEvent(seeing(work), id)
        return { ...event, number: await numberEvent(work, id) }
      })
      return reply.code(201).send(view)
    },
  )
  app.get(
    `${base}/:id`,
    { config: { permission: 'event.read' }, schema: { params, response: { 200: EventView } } },
    request => request.work(work => presentEvent(work, request.params.id)),
  )
  app.get(
    `${base}/:id/timeline`,
    {
      config: { permission: 'event.read' },
      schema: { params, querystring: PageQuery, response: { 200: page(TimelineEntry) } },
    },
    request => request.work(work => timelineOf(work, request.params.id, request.query)),
  )
  app.get(
    `${base}/:id/timeline/document.docx`,
    { config: { permission: 'event.read' }, schema: { params, querystring: TimelineExport } },
    async (request, reply) => {
      const paper = await request.work(work => renderTimeline(work, request.params.id, request.query.view))
      return sendDocument(reply, paper)
    },
  )
  app.get(
    `${base}/:id/obligations`,
    { config: { permission: 'event.read' }, schema: { params, response: { 200: items(ObligationView) } } },
    request =>
      request.work(async work => {
        await mustSee(work, request.params.id)
        return { items: await presentObligations(work, await obligationsOf(work, request.params.id)) }
      }),
  )
  app.get(
    `${base}/:id/neighbours`,
    { config: { permission: 'event.read' }, schema: { params, response: { 200: items(NeighbourView) } } },
    request =>
      request.work(async work => ({
        items: await neighboursOf(work, (await mustSee(work, request.params.id)).area_code),
      })),
  )
  app.get(
    `${base}/:id/figures`,
    { config: { permission: 'event.read' }, schema: { params, response: { 200: items(FigureView) } } },
    request =>
      request.work(async work => {
        const file = await readEventFile(work, await mustSee(work, request.params.id))
        const indicatorOf = new Map(file.indicators.map(one => [one.code, one]))
        return { items: file.figures.map(figure => presentFigure(figure, file.figures, indicatorOf)) }
      }),
  )
  app.get(
    `${base}/:id/reporter`,
    { config: { permission: 'event.update' }, schema: { params, response: { 200: ReporterView } } },
    request =>
      request.work(async work => {
        const event = await mustSee(work, request.params.id)
        recordFact(work, 'personal-data.read', event.id, { what: '报告人姓名和电话' }, { matter: event.id })
        return { name: event.reporter_name, phone: event.reporter_phone }
      }),
  )
  commandRoutes(app)
  intakeRoutes(app)
}

/** Everything that changes an event answers with the event as it now is. */
function commandRoutes(app: App) {
  const updating = { permission: 'event.update' } as const
  const reply = { 200: EventView }
  app.patch(`${base}/:id`, { config: updating, schema: { params, body: AmendEvent, response: reply } }, request =>
    request.work(work => then(work, request.params.id, amendEvent(work, request.params.id, request.body))),
  )
  app.post(
    `${base}/:id/figures`,
    { config: updating, schema: { params, body: RecordFigure, response: { 201: FigureView } } },
    async (request, response) => {
      const view = await request.create(async work => {
        const id = await recordFigure(work, request.params.id, request.body)
        const file = await readEventFile(work, await mustSee(work, request.params.id))
        const figure = file.figures.find(one => one.id === id)
        if (!figure) throw new Problem('not-found')
        return presentFigure(figure, file.figures, new Map(file.indicators.map(one => [one.code, one])))
      })
      return response.code(201).send(view)
    },
  )
  app.post(
    `${base}/:id/classifications`,
    { config: updating, schema: { params, body: AddClassification, response: { 201: EventView } } },
    async (request, response) =>
      response
        .code(201)
        .send(
          await request.create(work =>
            then(work, request.params.id, addClassification(work, request.params.id, request.body)),
          ),
        ),
  )
  app.post(
    `${base}/:id/classifications/:classificationId/level`,
    {
      config: { permission: 'event.confirm-level' },
      schema: { params: params.extend({ classificationId: Id }), body: ConfirmLevel, response: reply },
    },
    request =>
      request.work(work =>
        then(
          work,
          request.params.id,
          confirmLevel(work, request.params.id, request.params.classificationId, request.body),
        ),
      ),
  )
  app.post(
    `${base}/:id/knowledge`,
    { config: updating, schema: { params, body: RecordKnowledge, response: { 201: EventView } } },
    async (request, response) =>
      response
        .code(201)
        .send(
          await request.create(work =>
            then(work, request.params.id, recordKnowledge(work, request.params.id, request.body)),
          ),
        ),
  )
  app.post(
    `${base}/:id/shares`,
    { config: { permission: 'event.share' }, schema: { params, body: ShareEvent, response: { 201: EventView } } },
    async (request, response) =>
      response
        .code(201)
        .send(
          await request.work(work => then(work, request.params.id, shareEvent(work, request.params.id, request.body))),
        ),
  )
  app.post(
    `${base}/:id/facts`,
    { config: updating, schema: { params, body: AddEventFact } },
    async (request, response) => {
      await request.create(work => addEventFact(work, request.params.id, request.body))
      return response.code(201).send({})
    },
  )
  app.post(
    `${base}/:id/ending`,
    { config: { permission: 'event.end' }, schema: { params, body: EndEvent, response: reply } },
    request => request.work(work => then(work, request.params.id, endEvent(work, request.params.id, request.body))),
  )
  app.post(
    `${base}/:id/stabilisation`,
    { config: { permission: 'event.end' }, schema: { params, body: StabiliseEvent, response: reply } },
    request =>
      request.work(work => then(work, request.params.id, stabiliseEvent(work, request.params.id, request.body))),
  )
  app.post(
    `${base}/:id/closure`,
    { config: { permission: 'event.end' }, schema: { params, body: CloseEvent, response: reply } },
    request => request.work(work => then(work, request.params.id, closeEvent(work, request.params.id, request.body))),
  )
  app.post(
    `${base}/:id/dismissal`,
    { config: { permission: 'event.end' }, schema: { params, body: DismissEvent, response: reply } },
    request => request.work(work => then(work, request.params.id, dismissEvent(work, request.params.id, request.body))),
  )
}

function intakeRoutes(app: App) {
  const config = { permission: 'event.create' } as const
  app.post('/api/intake/advice', { config, schema: { body: IntakeSoFar, response: { 200: IntakeAdvice } } }, request =>
    request.work(work => adviseIntake(seeing(work), request.body)),
  )
  app.get(
    '/api/intake/draft',
    { config, schema: { response: { 200: z.object({ draft: IntakeDraft.nullable() }) } } },
    request => request.work(async work => ({ draft: await readDraft(work) })),
  )
  app.put('/api/intake/draft', { config, schema: { body: SaveIntakeDraft, response: { 200: IntakeDraft } } }, request =>
    request.work(work => saveDraft(work, request.body)),
  )
  app.delete('/api/intake/draft', { config }, async (request, response) => {
    await request.work(dropDraft)
    return response.code(204).send()
  })
}

/** A command's permission may reach less far than reading does; its answer shows what the actor may read. */
const seeing = (work: Work): Work => ({ ...work, reach: reachOf(work.actor, 'event.read') })

async function then(work: Work, id: string, command: Promise<unknown>) {
  await command
  return presentEvent(seeing(work), id)
}

async function mustSee(work: Work, id: string) {
  const event = await eventsInReach(work).where('id', '=', id).executeTakeFirst()
  if (!event) throw new Problem('not-found')
  return event
}
