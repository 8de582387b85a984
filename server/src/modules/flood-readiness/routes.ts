import { Id } from '@anlan/contract/codec.ts'
import {
  CloseReadiness,
  LaunchReadiness,
  ReadinessItemName,
  ReadinessView,
  SignReadiness,
  StateReadiness,
} from '@anlan/contract/flood-readiness.ts'
import { z } from 'zod'
import type { App } from '../../kernel/http/app.ts'
import { readReadiness } from './read.ts'
import { closeReadiness, launchReadiness, signReadiness, stateReadiness } from './season.ts'

const params = z.object({ id: Id })
const unitParams = params.extend({ unitId: Id })
const response = { 200: ReadinessView }

/** 汛前五到位. */
export function readinessRoutes(app: App) {
  app.get(
    '/api/flood-readiness',
    {
      config: { permission: 'flood-readiness.read' },
      schema: { querystring: z.object({ season: Id.optional().meta({ title: '检查' }) }), response },
    },
    request => request.work(work => readReadiness(work, request.query.season)),
  )
  app.post(
    '/api/flood-readiness',
    {
      config: { permission: 'flood-readiness.launch' },
      schema: { body: LaunchReadiness, response: { 201: ReadinessView } },
    },
    async (request, reply) =>
      reply
        .code(201)
        .send(await request.create(async work => readReadiness(work, await launchReadiness(work, request.body)))),
  )
  app.put(
    '/api/flood-readiness/:id/units/:unitId/items/:item',
    {
      config: { permission: 'flood-readiness.state' },
      schema: { params: unitParams.extend({ item: ReadinessItemName }), body: StateReadiness, response },
    },
    request =>
      request.work(async work => {
        await stateReadiness(work, request.params, request.body)
        return readReadiness(work, request.params.id)
      }),
  )
  app.put(
    '/api/flood-readiness/:id/units/:unitId/signing',
    {
      config: { permission: 'flood-readiness.sign' },
      schema: { params: unitParams, body: SignReadiness, response },
    },
    request =>
      request.work(async work => {
        await signReadiness(work, request.params, request.body)
        return readReadiness(work, request.params.id)
      }),
  )
  app.put(
    '/api/flood-readiness/:id/closing',
    { config: { permission: 'flood-readiness.launch' }, schema: { params, body: CloseReadiness, response } },
    request =>
      request.work(async work => {
        await closeReadiness(work, request.params.id, request.body)
        return readReadiness(work, request.params.id)
      }),
  )
}
