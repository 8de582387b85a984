import { Id } from '@anlan/contract/codec.ts'
import {
  AnswerClue,
  CallOutTeam,
  CheckIn,
  CheckInSelf,
  DoSceneStep,
  DraftBulletin,
  EventHandling,
  ExpectArrival,
  HandOverResponsibility,
  JudgeBulletin,
  NoteClue,
  PublishBulletin,
  RecordParticipation,
  ReportAssembly,
} from '@anlan/contract/response.ts'
import { ResponseView } from '@anlan/contract/response-view.ts'
import { z } from 'zod'
import { type App, reachOf } from '../../../kernel/http/app.ts'
import type { Work } from '../../../kernel/work/work.ts'
import { handlingOf } from '../reading/handling.ts'
import { checkIn, checkInSelf, doSceneStep, expectArrival } from '../scene/arrivals.ts'
import { callOutTeam, handOverResponsibility, recordParticipation, reportAssembly } from '../scene/event-handling.ts'
import { answerClue, draftBulletin, judgeBulletin, noteClue, publishBulletin } from '../words/public-words.ts'
import { after, afterOf } from './after.ts'

const params = z.object({ id: Id })
const reply = { 200: ResponseView }
const handling = { 201: EventHandling }
const command = { permission: 'response.command' } as const
const handle = { permission: 'response.handle' } as const
const at = (step: string) => `/api/responses/:id/${step}`

/** Who is there, what the public hears, and what was done about an event beside its responses. */
export function sceneRoutes(app: App) {
  app.post(at('arrivals'), { config: command, schema: { params, body: ExpectArrival, response: reply } }, request =>
    request.create(work => after(work, request.params.id, expectArrival(work, request.params.id, request.body))),
  )
  app.post(at('check-in'), { config: handle, schema: { params, body: CheckInSelf, response: reply } }, request =>
    request.create(work => after(work, request.params.id, checkInSelf(work, request.params.id, request.body))),
  )
  app.post(
    '/api/response-arrivals/:id/check-in',
    { config: handle, schema: { params, body: CheckIn, response: reply } },
    request => request.work(work => afterOf(work, checkIn(work, request.params.id, request.body))),
  )
  app.post(at('scene-steps'), { config: command, schema: { params, body: DoSceneStep, response: reply } }, request =>
    request.work(work => after(work, request.params.id, doSceneStep(work, request.params.id, request.body))),
  )
  wordRoutes(app)
  eventRoutes(app)
}

function wordRoutes(app: App) {
  app.post(at('bulletins'), { config: command, schema: { params, body: DraftBulletin, response: reply } }, request =>
    request.create(work => after(work, request.params.id, draftBulletin(work, request.params.id, request.body))),
  )
  app.post(
    '/api/response-bulletins/:id/judgement',
    { config: command, schema: { params, body: JudgeBulletin, response: reply } },
    request => request.work(work => afterOf(work, judgeBulletin(work, request.params.id, request.body))),
  )
  app.post(
    '/api/response-bulletins/:id/publication',
    { config: command, schema: { params, body: PublishBulletin, response: reply } },
    request => request.work(work => afterOf(work, publishBulletin(work, request.params.id, request.body))),
  )
  app.post(at('clues'), { config: command, schema: { params, body: NoteClue, response: reply } }, request =>
    request.create(work => after(work, request.params.id, noteClue(work, request.params.id, request.body))),
  )
  app.post(
    '/api/response-clues/:id/answer',
    { config: command, schema: { params, body: AnswerClue, response: reply } },
    request => request.work(work => afterOf(work, answerClue(work, request.params.id, request.body))),
  )
}

function eventRoutes(app: App) {
  app.get(
    '/api/emergency-events/:id/handling',
    { config: { permission: 'response.read' }, schema: { params, response: { 200: EventHandling } } },
    request => request.work(work => handlingOf(work, request.params.id)),
  )
  app.post(
    '/api/response-call-outs',
    { config: { permission: 'response.call-out' }, schema: { body: CallOutTeam, response: handling } },
    async (request, response) =>
      response.code(201).send(await request.create(work => thenHandling(work, callOutTeam(work, request.body)))),
  )
  app.post(
    '/api/response-call-outs/:id/assembly',
    { config: handle, schema: { params, body: ReportAssembly, response: { 200: EventHandling } } },
    request => request.work(work => thenHandling(work, reportAssembly(work, request.params.id, request.body))),
  )
  app.post(
    '/api/response-participations',
    { config: command, schema: { body: RecordParticipation, response: handling } },
    async (request, response) =>
      response
        .code(201)
        .send(await request.create(work => thenHandling(work, recordParticipation(work, request.body)))),
  )
  app.post(
    '/api/response-responsibilities',
    { config: command, schema: { body: HandOverResponsibility, response: handling } },
    async (request, response) =>
      response
        .code(201)
        .send(await request.create(work => thenHandling(work, handOverResponsibility(work, request.body)))),
  )
}

const thenHandling = async (work: Work, command: Promise<string>) => {
  const eventId = await command
  return handlingOf({ ...work, reach: reachOf(work.actor, 'response.read') }, eventId)
}
