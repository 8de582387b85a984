import { Id } from '@anlan/contract/codec.ts'
import {
  AskExpert,
  ConsultationList,
  ConsultationQuery,
  ConsultationView,
  ExpertList,
  ExpertQuery,
  RecordOpinion,
} from '@anlan/contract/team-expert.ts'
import { z } from 'zod'
import type { App } from '../../../kernel/http/app.ts'
import { Problem } from '../../../kernel/problem.ts'
import type { Work } from '../../../kernel/work/work.ts'
import { askExpert, listConsultations, listExperts, recordOpinion } from './experts.ts'

const params = z.object({ id: Id })

/** 专家 and what they were asked. */
export function expertRoutes(app: App) {
  app.get(
    '/api/experts',
    { config: { permission: 'team.read' }, schema: { querystring: ExpertQuery, response: { 200: ExpertList } } },
    request => request.work(async work => ({ items: await listExperts(work, request.query) })),
  )
  app.get(
    '/api/expert-consultations',
    {
      config: { permission: 'team.consult' },
      schema: { querystring: ConsultationQuery, response: { 200: ConsultationList } },
    },
    request => request.work(async work => ({ items: await listConsultations(work, request.query) })),
  )
  app.post(
    '/api/experts/:id/consultations',
    {
      config: { permission: 'team.consult' },
      schema: { params, body: AskExpert, response: { 201: ConsultationView } },
    },
    async (request, reply) =>
      reply
        .code(201)
        .send(await request.create(async work => one(work, await askExpert(work, request.params.id, request.body)))),
  )
  app.post(
    '/api/expert-consultations/:id/opinion',
    {
      config: { permission: 'team.consult' },
      schema: { params, body: RecordOpinion, response: { 200: ConsultationView } },
    },
    request => request.work(async work => one(work, await recordOpinion(work, request.params.id, request.body))),
  )
}

async function one(work: Work, id: string) {
  const [found] = await listConsultations(work, { id })
  if (!found) throw new Problem('not-found')
  return found
}
