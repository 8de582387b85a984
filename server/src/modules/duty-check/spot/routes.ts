import { ChangeEntry } from '@anlan/contract/change.ts'
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
import { AddDutyQuestion, ChangeDutyQuestion, DutyQuestionView } from '@anlan/contract/duty-question.ts'
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
import { addQuestion, changeQuestion, historyOfQuestion, listQuestions } from './question-set.ts'
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

const items = <T extends z.ZodType>(item: T) => z.object({ items: z.array(item) })
const ofQuestion = z.object({ code: z.string().max(40) })
const define = { permission: 'duty-check.define' } as const

/** The question set of 电话抽查, edited by the county. */
export function questionRoutes(app: App) {
  app.get('/api/duty-questions', { config: run, schema: { response: { 200: items(DutyQuestionView) } } }, request =>
    request.work(async work => ({ items: await listQuestions(work) })),
  )
  app.post(
    '/api/duty-questions',
    { config: define, schema: { body: AddDutyQuestion, response: { 201: DutyQuestionView } } },
    async (request, reply) => reply.code(201).send(await request.create(work => addQuestion(work, request.body))),
  )
  app.put(
    '/api/duty-questions/:code',
    { config: define, schema: { params: ofQuestion, body: ChangeDutyQuestion, response: { 200: DutyQuestionView } } },
    request => request.work(work => changeQuestion(work, request.params.code, request.body)),
  )
  app.get(
    '/api/duty-questions/:code/history',
    { config: run, schema: { params: ofQuestion, response: { 200: items(ChangeEntry) } } },
    request => request.work(async work => ({ items: await historyOfQuestion(work, request.params.code) })),
  )
}
