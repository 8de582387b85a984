import { Id } from '@anlan/contract/codec.ts'
import {
  AddPlanRecord,
  AnswerOpinion,
  AskOpinions,
  DecideOpinion,
  DecidePlan,
  EditPlanRule,
  EnterprisesWithoutPlan,
  FinishPlanTask,
  IssuePlan,
  MissingSchemes,
  OpenCampaign,
  PlanCampaignPage,
  PlanCampaignView,
  PlanCycleView,
  PlanFilingView,
  PlanRuleView,
  PlanTaskView,
  ReceiveFiling,
  ReviewPlan,
  StateReason,
} from '@anlan/contract/plan-cycle.ts'
import { z } from 'zod'
import type { App } from '../../kernel/http/app.ts'
import { Problem } from '../../kernel/problem.ts'
import type { Work } from '../../kernel/work/work.ts'
import { mayEditPlansOf } from '../plan/api.ts'
import { abolishPlan, decidePlan, issuePlan, reviewPlan, submitPlan } from './approve.ts'
import { answerOpinion, askOpinions, closeConsultation, decideOpinion } from './consult.ts'
import { receiveFiling } from './filing.ts'
import { editLimit, listLimits } from './limits.ts'
import { enterprisesWithoutPlan, listFilings, listTasks } from './lists.ts'
import { addRecord } from './records.ts'
import { missingSchemes } from './schemes.ts'
import { campaignPage, campaigns, finishTask, openCampaign } from './tasks.ts'
import { viewCycle } from './view.ts'

const read = { permission: 'plan.read' } as const
const edit = { permission: 'plan.edit' } as const
const answer = { permission: 'plan.answer' } as const
const one = z.object({ id: Id })
const shown = { 200: PlanCycleView }
const Created = z.object({ id: Id })

/** 预案编制、征求意见、评审、审批、印发、备案、演练评估、修订. */
export function planCycleRoutes(app: App) {
  app.get('/api/plans/:id/cycle', { config: read, schema: { params: one, response: shown } }, request =>
    request.work(work => viewCycle(work, request.params.id)),
  )
  app.post(
    '/api/plans/:id/consultations',
    { config: edit, schema: { params: one, body: AskOpinions, response: shown } },
    request =>
      request.work(async work => {
        await askOpinions(work, request.params.id, request.body)
        return viewCycle(work, request.params.id)
      }),
  )
  stepRoutes(app)
  listRoutes(app)
  campaignRoutes(app)
}

function stepRoutes(app: App) {
  app.put(
    '/api/plan-opinions/:id/answer',
    { config: answer, schema: { params: one, body: AnswerOpinion, response: shown } },
    request => request.work(async work => viewCycle(work, await answerOpinion(work, request.params.id, request.body))),
  )
  app.put(
    '/api/plan-opinions/:id/decision',
    { config: edit, schema: { params: one, body: DecideOpinion, response: shown } },
    request => request.work(async work => viewCycle(work, await decideOpinion(work, request.params.id, request.body))),
  )
  app.put('/api/plans/:id/consultation-end', { config: edit, schema: { params: one, response: shown } }, request =>
    request.work(async work => {
      await closeConsultation(work, request.params.id)
      return viewCycle(work, request.params.id)
    }),
  )
  app.put('/api/plans/:id/submission', { config: edit, schema: { params: one, response: shown } }, request =>
    request.work(async work => {
      await submitPlan(work, request.params.id)
      return viewCycle(work, request.params.id)
    }),
  )
  app.post(
    '/api/plans/:id/reviews',
    { config: edit, schema: { params: one, body: ReviewPlan, response: { 201: Created } } },
    async (request, reply) =>
      reply
        .code(201)
        .send(await request.create(async work => ({ id: await reviewPlan(work, request.params.id, request.body) }))),
  )
  app.put(
    '/api/plans/:id/decision',
    { config: { permission: 'plan.approve' }, schema: { params: one, body: DecidePlan, response: shown } },
    request =>
      request.work(async work => {
        await decidePlan(work, request.params.id, request.body)
        return viewCycle(work, request.params.id)
      }),
  )
  app.put(
    '/api/plans/:id/issue',
    { config: edit, schema: { params: one, body: IssuePlan, response: shown } },
    request =>
      request.work(async work => {
        await issuePlan(work, request.params.id, request.body)
        return viewCycle(work, request.params.id)
      }),
  )
  app.put(
    '/api/plans/:id/abolition',
    { config: edit, schema: { params: one, body: StateReason, response: shown } },
    request =>
      request.work(async work => {
        await abolishPlan(work, request.params.id, request.body.reason)
        return viewCycle(work, request.params.id)
      }),
  )
  app.post(
    '/api/plans/:id/records',
    { config: edit, schema: { params: one, body: AddPlanRecord, response: { 201: Created } } },
    async (request, reply) =>
      reply
        .code(201)
        .send(await request.create(async work => ({ id: await addRecord(work, request.params.id, request.body) }))),
  )
}

function listRoutes(app: App) {
  app.get(
    '/api/plan-filings',
    {
      config: answer,
      schema: {
        querystring: z.object({ open: z.enum(['true', 'false']).default('true').meta({ title: '未备案' }) }),
        response: { 200: z.object({ items: z.array(PlanFilingView) }) },
      },
    },
    request => request.work(work => listFilings(work, request.query.open === 'true')),
  )
  app.put(
    '/api/plan-filings/:id/receipt',
    { config: answer, schema: { params: one, body: ReceiveFiling, response: { 200: PlanFilingView } } },
    request => request.work(work => receiveFiling(work, request.params.id, request.body)),
  )
  app.get(
    '/api/plan-tasks',
    { config: answer, schema: { response: { 200: z.object({ items: z.array(PlanTaskView) }) } } },
    request => request.work(listTasks),
  )
  app.put(
    '/api/plan-tasks/:id/result',
    { config: edit, schema: { params: one, body: FinishPlanTask, response: { 200: PlanTaskView } } },
    request => request.work(work => finishTask(work, request.params.id, request.body)),
  )
  app.get('/api/missing-schemes', { config: read, schema: { response: { 200: MissingSchemes } } }, request =>
    request.work(missingSchemes),
  )
  app.get(
    '/api/enterprises-without-plan',
    { config: answer, schema: { response: { 200: EnterprisesWithoutPlan } } },
    request => request.work(enterprisesWithoutPlan),
  )
  app.get(
    '/api/plan-rules',
    { config: read, schema: { response: { 200: z.object({ items: z.array(PlanRuleView) }) } } },
    request => request.work(listLimits),
  )
  app.put(
    '/api/plan-rules/:code',
    {
      config: { permission: 'plan.define' },
      schema: { params: z.object({ code: z.string().max(40) }), body: EditPlanRule, response: { 200: PlanRuleView } },
    },
    request => request.work(work => editLimit(work, request.params.code, request.body)),
  )
}

function campaignRoutes(app: App) {
  app.get(
    '/api/plan-campaigns',
    { config: answer, schema: { response: { 200: z.object({ items: z.array(PlanCampaignView) }) } } },
    request => request.work(async work => ({ items: await campaigns(work) })),
  )
  app.get(
    '/api/plan-campaigns/:id',
    { config: answer, schema: { params: one, response: { 200: PlanCampaignPage } } },
    request => request.work(work => campaignPage(work, request.params.id)),
  )
  app.post(
    '/api/plan-campaigns',
    { config: edit, schema: { body: OpenCampaign, response: { 201: Created } } },
    async (request, reply) =>
      reply.code(201).send(
        await request.create(async work => {
          await assertReach(work, request.body)
          return { id: await openCampaign(work, request.body) }
        }),
      ),
  )
}

/** Units outside the asker's own and those below are told by somebody else. */
async function assertReach(work: Work, input: z.output<typeof OpenCampaign>) {
  const plans = input.planIds.length
    ? await work.tx.selectFrom('plan').select('unit_id').where('id', 'in', input.planIds).execute()
    : []
  for (const unitId of new Set([...plans.map(row => row.unit_id), ...input.items.map(item => item.unitId)]))
    if (!(await mayEditPlansOf(work, unitId))) throw new Problem('not-found')
}
