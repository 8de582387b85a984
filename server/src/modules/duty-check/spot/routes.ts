import { Id, page } from '@anlan/contract/codec.ts'
import {
  DecideObjection,
  DrawSpotChecks,
  NoteSpotCall,
  ObjectToSpotCheck,
  RecordSpotCheck,
  SignSpotCheck,
  SpotCheckQuery,
  SpotCheckView,
  SpotRoundView,
} from '@anlan/contract/duty-check.ts'
import { z } from 'zod'
import type { App } from '../../../kernel/http/app.ts'
import {
  decideObjection,
  drawSpotChecks,
  noteCall,
  objectTo,
  readRound,
  recordSpotCheck,
  signSpotCheck,
} from './checks.ts'
import { listSpotChecks, readSpotCheck } from './view.ts'

const params = z.object({ id: Id })
const read = { permission: 'duty-check.read' } as const
const run = { permission: 'duty-check.run' } as const
const sign = { permission: 'duty-check.sign' } as const
const shown = { 200: SpotCheckView }

/** 电话抽查. */
export function spotRoutes(app: App) {
  app.post(
    '/api/spot-check-rounds',
    { config: run, schema: { body: DrawSpotChecks, response: { 201: SpotRoundView } } },
    async (request, reply) =>
      reply
        .code(201)
        .send(await request.create(async work => readRound(work, await drawSpotChecks(work, request.body)))),
  )
  app.get(
    '/api/spot-check-rounds/:id',
    { config: run, schema: { params, response: { 200: SpotRoundView } } },
    request => request.work(work => readRound(work, request.params.id)),
  )
  app.get(
    '/api/spot-checks',
    { config: read, schema: { querystring: SpotCheckQuery, response: { 200: page(SpotCheckView) } } },
    request => request.work(work => listSpotChecks(work, request.query)),
  )
  app.get('/api/spot-checks/:id', { config: read, schema: { params, response: shown } }, request =>
    request.work(work => readSpotCheck(work, request.params.id)),
  )
  app.put(
    '/api/spot-checks/:id/call',
    { config: run, schema: { params, body: NoteSpotCall, response: shown } },
    request =>
      request.work(async work => {
        await noteCall(work, request.params.id, request.body)
        return readSpotCheck(work, request.params.id)
      }),
  )
  app.put(
    '/api/spot-checks/:id',
    { config: run, schema: { params, body: RecordSpotCheck, response: shown } },
    request =>
      request.work(async work => {
        await recordSpotCheck(work, request.params.id, request.body)
        return readSpotCheck(work, request.params.id)
      }),
  )
  app.post(
    '/api/spot-checks/:id/signature',
    { config: sign, schema: { params, body: SignSpotCheck, response: shown } },
    request =>
      request.work(async work => {
        await signSpotCheck(work, request.params.id, request.body.version)
        return readSpotCheck(work, request.params.id)
      }),
  )
  app.post(
    '/api/spot-checks/:id/objection',
    {
      config: { permission: 'duty-check.object' },
      schema: { params, body: ObjectToSpotCheck, response: shown },
    },
    request =>
      request.work(async work => {
        await objectTo(work, request.params.id, request.body.text)
        return readSpotCheck(work, request.params.id)
      }),
  )
  app.post(
    '/api/spot-checks/:id/objection-decision',
    { config: sign, schema: { params, body: DecideObjection, response: shown } },
    request =>
      request.work(async work => {
        await decideObjection(work, request.params.id, request.body)
        return readSpotCheck(work, request.params.id)
      }),
  )
}
