import { Id, page } from '@anlan/contract/codec.ts'
import { InstructionTimelineEntry } from '@anlan/contract/instruction.ts'
import {
  BreakOffExercise,
  ChangeResponseLevel,
  EndResponse,
  FinishFollowUp,
  LevelPreviewQuery,
  LinkEvent,
  NoteUpperResponse,
  PlaceHeadquarters,
  ResponseQuery,
  ResponseStatisticsQuery,
  StartResponse,
  TickClosing,
} from '@anlan/contract/response.ts'
import {
  LevelChangePreview,
  ResourceProposals,
  ResponseLine,
  ResponseStatistics,
  ResponseView,
} from '@anlan/contract/response-view.ts'
import { z } from 'zod'
import type { House } from '../../../kernel/house.ts'
import type { App } from '../../../kernel/http/app.ts'
import { linkEvent, noteUpperResponse, placeHeadquarters } from '../command/change.ts'
import { endResponse, finishFollowUp, tickClosing } from '../command/end.ts'
import { changeLevel, previewLevelChange } from '../command/level-change.ts'
import { breakOffExercise } from '../command/outrank.ts'
import { startResponse } from '../command/start.ts'
import { seeing } from '../reach.ts'
import { listResponses } from '../reading/lines.ts'
import { resourceProposals } from '../reading/resources.ts'
import { statisticsOf } from '../reading/statistics.ts'
import { timelineOf } from '../reading/timeline.ts'
import { presentResponse } from '../reading/view.ts'
import { after } from './after.ts'

const params = z.object({ id: Id })
const read = { permission: 'response.read' } as const
const command = { permission: 'response.command' } as const
const reply = { 200: ResponseView }
const at = (step: string) => `/api/responses/:id/${step}`

/** Starting, changing and ending responses, and reading them. Each step answers with the response as it now is. */
export function commandRoutes(app: App, house: House) {
  readingRoutes(app, house)
  app.post(
    '/api/responses',
    {
      config: { permission: 'response.start' },
      schema: { body: StartResponse, response: { 201: ResponseView } },
    },
    async (request, response) =>
      response
        .code(201)
        .send(
          await request.create(async work => presentResponse(seeing(work), await startResponse(work, request.body))),
        ),
  )
  app.post(
    at('level-changes'),
    { config: command, schema: { params, body: ChangeResponseLevel, response: reply } },
    request =>
      request.create(work => after(work, request.params.id, changeLevel(work, request.params.id, request.body))),
  )
  app.post(
    at('breaking-off'),
    { config: command, schema: { params, body: BreakOffExercise, response: reply } },
    request =>
      request.create(work => after(work, request.params.id, breakOffExercise(work, request.params.id, request.body))),
  )
  app.post(at('upper'), { config: command, schema: { params, body: NoteUpperResponse, response: reply } }, request =>
    request.create(work => after(work, request.params.id, noteUpperResponse(work, request.params.id, request.body))),
  )
  app.put(at('event'), { config: command, schema: { params, body: LinkEvent, response: reply } }, request =>
    request.work(work => after(work, request.params.id, linkEvent(work, request.params.id, request.body))),
  )
  app.put(
    at('headquarters'),
    { config: command, schema: { params, body: PlaceHeadquarters, response: reply } },
    request =>
      request.work(work => after(work, request.params.id, placeHeadquarters(work, request.params.id, request.body))),
  )
  app.post(
    '/api/responses/:id/closing-conditions/:code',
    {
      config: command,
      schema: { params: params.extend({ code: z.string().max(40) }), body: TickClosing, response: reply },
    },
    request =>
      request.work(work =>
        after(work, request.params.id, tickClosing(work, request.params.id, request.params.code, request.body)),
      ),
  )
  app.post(at('ending'), { config: command, schema: { params, body: EndResponse, response: reply } }, request =>
    request.create(work => after(work, request.params.id, endResponse(work, request.params.id, request.body))),
  )
  app.post(
    '/api/responses/:id/follow-ups/:kind',
    {
      config: { permission: 'response.handle' },
      schema: { params: params.extend({ kind: z.string().max(40) }), body: FinishFollowUp, response: reply },
    },
    request =>
      request.create(work =>
        after(work, request.params.id, finishFollowUp(work, request.params.id, request.params.kind, request.body)),
      ),
  )
}

function readingRoutes(app: App, house: House) {
  app.get(
    '/api/responses',
    { config: read, schema: { querystring: ResponseQuery, response: { 200: page(ResponseLine) } } },
    request => request.work(work => listResponses(work, request.query)),
  )
  app.get('/api/responses/:id', { config: read, schema: { params, response: reply } }, request =>
    request.work(work => presentResponse(work, request.params.id)),
  )
  app.get(
    at('resource-proposals'),
    { config: read, schema: { params, response: { 200: ResourceProposals } } },
    request => request.work(work => resourceProposals(work, house.spatial, request.params.id)),
  )
  app.get(
    at('level-preview'),
    { config: read, schema: { params, querystring: LevelPreviewQuery, response: { 200: LevelChangePreview } } },
    request => request.work(work => previewLevelChange(work, request.params.id, request.query.level)),
  )
  app.get(
    at('timeline'),
    { config: read, schema: { params, response: { 200: z.object({ items: z.array(InstructionTimelineEntry) }) } } },
    request => request.work(work => timelineOf(work, request.params.id)),
  )
  app.get(
    '/api/response-statistics',
    {
      config: { permission: 'response.statistics' },
      schema: { querystring: ResponseStatisticsQuery, response: { 200: ResponseStatistics } },
    },
    request => request.work(work => statisticsOf(work, request.query)),
  )
}
