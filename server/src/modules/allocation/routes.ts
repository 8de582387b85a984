import {
  AllocationListLine,
  AllocationQuery,
  AllocationView,
  ChangeAllocation,
  GiveUpAllocation,
  IssueAllocation,
  PlanAllocation,
  ReplanAllocation,
} from '@anlan/contract/allocation.ts'
import { Id } from '@anlan/contract/codec.ts'
import type { FastifyReply } from 'fastify'
import { z } from 'zod'
import type { House } from '../../kernel/house.ts'
import type { App } from '../../kernel/http/app.ts'
import { changePlan, giveUpPlan, issuePlan } from './decide.ts'
import { prepare, prepareAgain, savePlan, savePlanAgain, solve } from './plan.ts'
import { listPlans, presentPlan } from './reading.ts'

const params = z.object({ id: Id })
const config = { permission: 'allocation.plan' } as const
const schemaOf = <T extends z.ZodType>(body: T) => ({ params, body, response: { 200: AllocationView } })

/** 优化调配. What is there is read, solved outside any transaction, and written. Whoever gives up waiting ends the solver. */
export function allocationRoutes(app: App, house: House) {
  app.get(
    '/api/allocations',
    {
      config,
      schema: { querystring: AllocationQuery, response: { 200: z.object({ items: z.array(AllocationListLine) }) } },
    },
    request => request.work(async work => ({ items: await listPlans(work, request.query.event) })),
  )
  app.get('/api/allocations/:id', { config, schema: { params, response: { 200: AllocationView } } }, request =>
    request.work(work => presentPlan(work, request.params.id)),
  )
  app.post(
    '/api/allocations',
    { config, schema: { body: PlanAllocation, response: { 201: AllocationView } } },
    async (request, reply) => {
      const prepared = await request.work(work => prepare(work, house.spatial, request.body))
      const solved = await solve(prepared, goneFrom(reply))
      return reply
        .code(201)
        .send(await request.create(async work => presentPlan(work, await savePlan(work, request.body, solved))))
    },
  )
  app.post(
    '/api/allocations/:id/replanning',
    { config, schema: schemaOf(ReplanAllocation) },
    async (request, reply) => {
      const { id } = request.params
      const prepared = await request.work(work => prepareAgain(work, id, request.body))
      const solved = await solve(prepared, goneFrom(reply))
      return request.work(async work => {
        await savePlanAgain(work, id, request.body.version, solved)
        return presentPlan(work, id)
      })
    },
  )
  app.put('/api/allocations/:id/lines', { config, schema: schemaOf(ChangeAllocation) }, request =>
    request.work(async work => {
      await changePlan(work, request.params.id, request.body)
      return presentPlan(work, request.params.id)
    }),
  )
  app.post('/api/allocations/:id/issuance', { config, schema: schemaOf(IssueAllocation) }, request =>
    request.work(async work => {
      await issuePlan(work, request.params.id, request.body)
      return presentPlan(work, request.params.id)
    }),
  )
  app.post('/api/allocations/:id/abandonment', { config, schema: schemaOf(GiveUpAllocation) }, request =>
    request.work(async work => {
      await giveUpPlan(work, request.params.id, request.body)
      return presentPlan(work, request.params.id)
    }),
  )
}

function goneFrom(reply: FastifyReply): AbortSignal {
  const gone = new AbortController()
  reply.raw.on('close', () => {
    if (!reply.raw.writableEnded) gone.abort()
  })
  return gone.signal
}
