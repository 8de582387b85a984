import { Id } from '@anlan/contract/codec.ts'
import { AnswerSurvey, CloseSurvey, StartSurvey, SurveyLine, SurveyView } from '@anlan/contract/survey.ts'
import { z } from 'zod'
import type { App } from '../../../kernel/http/app.ts'
import { asFile } from '../sheets/api.ts'
import { exportSurvey, listSurveys, readSurvey } from './read.ts'
import { answerSurvey, closeSurvey, startSurvey } from './surveys.ts'

const params = z.object({ id: Id })
const read = { permission: 'register.read' } as const
const launch = { permission: 'register.survey' } as const

/** 资源普查. */
export function surveyRoutes(app: App) {
  app.get(
    '/api/surveys',
    { config: read, schema: { response: { 200: z.object({ items: z.array(SurveyLine) }) } } },
    request => request.work(async work => ({ items: await listSurveys(work) })),
  )
  app.post(
    '/api/surveys',
    { config: launch, schema: { body: StartSurvey, response: { 201: SurveyView } } },
    async (request, reply) =>
      reply.code(201).send(await request.create(async work => readSurvey(work, await startSurvey(work, request.body)))),
  )
  app.get('/api/surveys/:id', { config: read, schema: { params, response: { 200: SurveyView } } }, request =>
    request.work(work => readSurvey(work, request.params.id)),
  )
  app.get('/api/surveys/:id/export.xlsx', { config: read, schema: { params } }, async (request, reply) => {
    const { name, content } = await request.work(work => exportSurvey(work, request.params.id))
    return asFile(reply, `${name}.xlsx`).send(content)
  })
  app.put(
    '/api/surveys/:id/units/:unitId/ledgers/:ledger',
    {
      config: { permission: 'register.edit' },
      schema: {
        params: params.extend({ unitId: Id, ledger: z.string().max(60).meta({ title: '台账' }) }),
        body: AnswerSurvey,
        response: { 200: SurveyView },
      },
    },
    request =>
      request.work(async work => {
        await answerSurvey(work, request.params, request.body)
        return readSurvey(work, request.params.id)
      }),
  )
  app.put(
    '/api/surveys/:id/closing',
    { config: launch, schema: { params, body: CloseSurvey, response: { 200: SurveyView } } },
    request =>
      request.work(async work => {
        await closeSurvey(work, request.params.id, request.body)
        return readSurvey(work, request.params.id)
      }),
  )
}
