import { Id, page } from '@anlan/contract/codec.ts'
import {
  AnswerCallOut,
  CallOutLine,
  CallOutQuery,
  CallOutView,
  ReportAssembly,
  StartCallOut,
  TickCallOut,
} from '@anlan/contract/team-call-out.ts'
import { z } from 'zod'
import type { App } from '../../../kernel/http/app.ts'
import { answerCallOut, reportAssembly, tickCallOut } from './answers.ts'
import { startCallOut } from './call-outs.ts'
import { callOutsForMe, listCallOuts, readCallOut } from './read.ts'

const params = z.object({ id: Id })
const read = { permission: 'team.read' } as const

/** 拉动测试. */
export function callOutRoutes(app: App) {
  app.get(
    '/api/team-call-outs',
    { config: read, schema: { querystring: CallOutQuery, response: { 200: page(CallOutLine) } } },
    request => request.work(work => listCallOuts(work, request.query)),
  )
  app.get(
    '/api/team-call-outs/mine',
    { config: read, schema: { response: { 200: z.object({ items: z.array(CallOutView) }) } } },
    request => request.work(async work => ({ items: await callOutsForMe(work) })),
  )
  app.get('/api/team-call-outs/:id', { config: read, schema: { params, response: { 200: CallOutView } } }, request =>
    request.work(work => readCallOut(work, request.params.id)),
  )
  app.post(
    '/api/team-call-outs',
    { config: { permission: 'team.call-out' }, schema: { body: StartCallOut, response: { 201: CallOutView } } },
    async (request, reply) =>
      reply
        .code(201)
        .send(await request.create(async work => readCallOut(work, await startCallOut(work, request.body)))),
  )
  app.post(
    '/api/team-call-out-seats/:id/answer',
    { config: { permission: 'team.answer' }, schema: { params, body: AnswerCallOut, response: { 200: CallOutView } } },
    request =>
      request.work(async work => readCallOut(work, await answerCallOut(work, request.params.id, request.body.answer))),
  )
  app.put(
    '/api/team-call-out-seats/:id/answer',
    { config: { permission: 'team.report' }, schema: { params, body: TickCallOut, response: { 200: CallOutView } } },
    request => request.work(async work => readCallOut(work, await tickCallOut(work, request.params.id, request.body))),
  )
  app.put(
    '/api/team-call-outs/:id/teams/:teamId/assembly',
    {
      config: { permission: 'team.report' },
      schema: {
        params: z.object({ id: Id, teamId: Id }),
        body: ReportAssembly,
        response: { 200: CallOutView },
      },
    },
    request =>
      request.work(async work => {
        await reportAssembly(work, request.params.id, request.params.teamId, request.body.people)
        return readCallOut(work, request.params.id)
      }),
  )
}
