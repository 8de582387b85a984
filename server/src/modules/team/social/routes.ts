import { Id, page } from '@anlan/contract/codec.ts'
import {
  ApplicationQuery,
  ApplicationView,
  ApplyForTeam,
  RecordTraining,
  ReviewApplication,
  TrainingList,
} from '@anlan/contract/team-registration.ts'
import { z } from 'zod'
import type { App } from '../../../kernel/http/app.ts'
import { apply, listApplications, review } from './applications.ts'
import { listTrainings, recordTraining } from './trainings.ts'

const params = z.object({ id: Id })

/** 社会应急力量登记 and 集体培训. */
export function socialRoutes(app: App) {
  app.get(
    '/api/team-applications',
    {
      config: { permission: 'team.apply' },
      schema: { querystring: ApplicationQuery, response: { 200: page(ApplicationView) } },
    },
    request => request.work(work => listApplications(work, request.query)),
  )
  app.post(
    '/api/team-applications',
    {
      config: { permission: 'team.apply' },
      schema: { body: ApplyForTeam, response: { 201: z.object({ id: Id }) } },
    },
    async (request, reply) =>
      reply.code(201).send(await request.create(async work => ({ id: await apply(work, request.body) }))),
  )
  app.post(
    '/api/team-applications/:id/review',
    {
      config: { permission: 'team.review' },
      schema: { params, body: ReviewApplication, response: { 200: z.object({ id: Id }) } },
    },
    request =>
      request.work(async work => {
        await review(work, request.params.id, request.body)
        return { id: request.params.id }
      }),
  )
  app.get(
    '/api/teams/:id/trainings',
    { config: { permission: 'team.read' }, schema: { params, response: { 200: TrainingList } } },
    request => request.work(work => listTrainings(work, request.params.id)),
  )
  app.post(
    '/api/teams/:id/trainings',
    {
      config: { permission: 'team.report' },
      schema: { params, body: RecordTraining, response: { 201: TrainingList } },
    },
    async (request, reply) =>
      reply.code(201).send(
        await request.create(async work => {
          await recordTraining(work, request.params.id, request.body)
          return listTrainings(work, request.params.id)
        }),
      ),
  )
}
