import { Id, requiredText } from '@anlan/contract/codec.ts'
import {
  CoverageMatrix,
  CoverProof,
  EditNeedRule,
  ExemptUnit,
  PlanGapList,
  PlanNeedRule,
  TaskGaps,
} from '@anlan/contract/plan-check.ts'
import { z } from 'zod'
import type { App } from '../../../kernel/http/app.ts'
import { editNeedRule, exemptUnit, listNeedRules, taskGaps } from './acts.ts'
import { listGaps, readMatrix, readProof } from './matrix.ts'

const cell = z.object({ unitId: Id, column: requiredText('风险', 40) })
const rules = { 200: z.object({ items: z.array(PlanNeedRule) }) }
const read = { permission: 'plan.read' } as const

/** 预案覆盖: 横向到边、纵向到底. */
export function coverageRoutes(app: App) {
  app.get('/api/plan-coverage', { config: read, schema: { response: { 200: CoverageMatrix } } }, request =>
    request.work(readMatrix),
  )
  app.get(
    '/api/plan-coverage/units/:unitId/:column',
    { config: read, schema: { params: cell, response: { 200: CoverProof } } },
    request => request.work(work => readProof(work, request.params.unitId, request.params.column)),
  )
  app.put(
    '/api/plan-coverage/units/:unitId/:column/exemption',
    {
      config: { permission: 'plan.approve' },
      schema: { params: cell, body: ExemptUnit, response: { 200: CoverProof } },
    },
    request =>
      request.work(async work => {
        const { unitId, column } = request.params
        await exemptUnit(work, unitId, column, request.body)
        return readProof(work, unitId, column)
      }),
  )
  app.delete(
    '/api/plan-coverage/units/:unitId/:column/exemption',
    { config: { permission: 'plan.approve' }, schema: { params: cell, response: { 200: CoverProof } } },
    request =>
      request.work(async work => {
        const { unitId, column } = request.params
        await exemptUnit(work, unitId, column, null)
        return readProof(work, unitId, column)
      }),
  )
  app.get('/api/plan-gaps', { config: read, schema: { response: { 200: PlanGapList } } }, request =>
    request.work(async work => ({ items: await listGaps(work) })),
  )
  app.post(
    '/api/plan-gaps/tasks',
    {
      config: { permission: 'plan.define' },
      schema: { body: TaskGaps, response: { 201: z.object({ tasked: z.int32() }) } },
    },
    async (request, reply) =>
      reply.code(201).send(await request.create(async work => ({ tasked: await taskGaps(work, request.body) }))),
  )
  app.get('/api/plan-need-rules', { config: read, schema: { response: rules } }, request =>
    request.work(async work => ({ items: await listNeedRules(work) })),
  )
  app.put(
    '/api/plan-need-rules/:code',
    {
      config: { permission: 'plan.define' },
      schema: { params: z.object({ code: z.string().max(40) }), body: EditNeedRule, response: rules },
    },
    request =>
      request.work(async work => {
        await editNeedRule(work, request.params.code, request.body)
        return { items: await listNeedRules(work) }
      }),
  )
}
