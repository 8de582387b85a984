import { Day, Id, page } from '@anlan/contract/codec.ts'
import {
  AnswerByPhone,
  CallTheRoll,
  CheckDayView,
  CheckedUnitView,
  DecideSuspicion,
  DutyCallLine,
  DutyCallQuery,
  DutyCallView,
  DutySuspicionView,
  RecordReach,
  SetCheckedUnits,
  StartReachTest,
  SuspicionQuery,
  TickVideo,
} from '@anlan/contract/duty-check.ts'
import { z } from 'zod'
import type { App } from '../../../kernel/http/app.ts'
import { decideSuspicion, listSuspicions } from '../suspicions.ts'
import { answer, answerByPhone } from './answer.ts'
import { listCheckedUnits, readCheckDay, setCheckedUnits } from './occasions/random.ts'
import { recordReach, startReachTest } from './occasions/reach-test.ts'
import { callTheRoll } from './occasions/roll.ts'
import { tickVideo } from './occasions/video.ts'
import { callsToAnswer, listCalls, readCall } from './read.ts'

const params = z.object({ id: Id })
const read = { permission: 'duty-check.read' } as const
const run = { permission: 'duty-check.run' } as const
const items = <T extends z.ZodType>(item: T) => z.object({ items: z.array(item) })

/** 点名、随机查岗、通讯畅通抽测, and what is suspected from them. */
export function callRoutes(app: App) {
  app.get(
    '/api/duty-calls',
    { config: read, schema: { querystring: DutyCallQuery, response: { 200: page(DutyCallLine) } } },
    request => request.work(work => listCalls(work, request.query)),
  )
  app.get('/api/duty-calls/mine', { config: read, schema: { response: { 200: items(DutyCallView) } } }, request =>
    request.work(async work => ({ items: await callsToAnswer(work) })),
  )
  app.get('/api/duty-calls/:id', { config: read, schema: { params, response: { 200: DutyCallView } } }, request =>
    request.work(work => readCall(work, request.params.id)),
  )
  app.post(
    '/api/duty-calls/rolls',
    { config: run, schema: { body: CallTheRoll, response: { 201: DutyCallView } } },
    async (request, reply) =>
      reply.code(201).send(await request.create(async work => readCall(work, await callTheRoll(work, request.body)))),
  )
  app.post(
    '/api/duty-calls/reach-tests',
    { config: run, schema: { body: StartReachTest, response: { 201: DutyCallView } } },
    async (request, reply) =>
      reply
        .code(201)
        .send(await request.create(async work => readCall(work, await startReachTest(work, request.body)))),
  )
  app.post(
    '/api/duty-call-targets/:id/answer',
    { config: { permission: 'duty-check.answer' }, schema: { params, response: { 200: DutyCallView } } },
    request => request.work(async work => readCall(work, await answer(work, request.params.id))),
  )
  app.post(
    '/api/duty-call-targets/:id/phone-answer',
    { config: run, schema: { params, body: AnswerByPhone, response: { 200: DutyCallView } } },
    request => request.work(async work => readCall(work, await answerByPhone(work, request.params.id, request.body))),
  )
  app.put(
    '/api/duty-call-targets/:id/result',
    { config: run, schema: { params, body: RecordReach, response: { 200: DutyCallView } } },
    request => request.work(async work => readCall(work, await recordReach(work, request.params.id, request.body))),
  )
  app.put(
    '/api/duty-call-targets/:id/video',
    { config: run, schema: { params, body: TickVideo, response: { 200: DutyCallView } } },
    request => request.work(async work => readCall(work, await tickVideo(work, request.params.id, request.body))),
  )
  app.get('/api/duty-checked-units', { config: run, schema: { response: { 200: items(CheckedUnitView) } } }, request =>
    request.work(async work => ({ items: await listCheckedUnits(work) })),
  )
  app.put(
    '/api/duty-checked-units',
    {
      config: { permission: 'duty-check.define' },
      schema: { body: SetCheckedUnits, response: { 200: items(CheckedUnitView) } },
    },
    request =>
      request.work(async work => {
        await setCheckedUnits(work, request.body)
        return { items: await listCheckedUnits(work) }
      }),
  )
  app.get(
    '/api/duty-check-days/:day',
    { config: run, schema: { params: z.object({ day: Day('日期') }), response: { 200: CheckDayView } } },
    request => request.work(work => readCheckDay(work, request.params.day)),
  )
  app.get(
    '/api/duty-suspicions',
    { config: read, schema: { querystring: SuspicionQuery, response: { 200: page(DutySuspicionView) } } },
    request => request.work(work => listSuspicions(work, request.query)),
  )
  app.post(
    '/api/duty-suspicions/:id/decision',
    {
      config: { permission: 'duty-check.sign' },
      schema: { params, body: DecideSuspicion, response: { 200: z.object({ state: z.string() }) } },
    },
    request => request.work(work => decideSuspicion(work, request.params.id, request.body)),
  )
}
