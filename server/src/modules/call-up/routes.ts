import {
  ApproveCallUp,
  CallUpNote,
  CallUpQuery,
  CallUpReason,
  CheckDeparture,
  DepartCallUp,
  IssueCallUp,
  ReceiveCallUp,
  ReportCallUpPosition,
  RequestCallUp,
  ReturnCallUp,
  UseCallUp,
} from '@anlan/contract/call-up.ts'
import {
  AddCallUpCost,
  CallUpPriceView,
  ChangeCallUpPrice,
  EventCosts,
  YearCosts,
  YearCostsQuery,
} from '@anlan/contract/call-up-costs.ts'
import { CallUpByPlan, CallUpPlanView, SaveCallUpPlan } from '@anlan/contract/call-up-plan.ts'
import { CallUpLine, CallUpView } from '@anlan/contract/call-up-view.ts'
import { Id, page } from '@anlan/contract/codec.ts'
import { InstructionTimelineEntry } from '@anlan/contract/instruction.ts'
import { z } from 'zod'
import type { App } from '../../kernel/http/app.ts'
import type { Work } from '../../kernel/work/work.ts'
import { sendDocument } from '../document/api.ts'
import { checkRuleRoutes } from './check-rules/routes.ts'
import { changePrice, costPaper, eventCosts, listPrices, yearCosts } from './costs/sheets.ts'
import { callUpByPlan, listPlans, savePlan } from './plans/plans.ts'
import { listCallUps } from './reading/lines.ts'
import { callUpPaper, requisitionPaper } from './reading/papers.ts'
import { requestLetter } from './reading/request-letter.ts'
import { timelineOf } from './reading/timeline.ts'
import { presentCallUp } from './reading/view.ts'
import { checkDeparture } from './steps/checks.ts'
import {
  acknowledgeCallUp,
  approveCallUp,
  approveVerbally,
  cancelCallUp,
  confirmVerbal,
  refuseCallUp,
} from './steps/decide.ts'
import { addCost, closeCallUp, returnCallUp, useCallUp } from './steps/finish.ts'
import { requestCallUp } from './steps/request.ts'
import { arriveCallUp, departCallUp, issueCallUp, receiveCallUp, reportPosition } from './steps/send.ts'

const params = z.object({ id: Id })
const items = <T extends z.ZodType>(item: T) => z.object({ items: z.array(item) })
const reply = { 200: CallUpView }
const read = { permission: 'call-up.read' } as const
const handle = { permission: 'call-up.handle' } as const
const approve = { permission: 'call-up.approve' } as const
const at = (step: string) => `/api/call-ups/:id/${step}`

export function callUpRoutes(app: App) {
  readingRoutes(app)
  decisionRoutes(app)
  carryRoutes(app)
  costRoutes(app)
  planRoutes(app)
  checkRuleRoutes(app)
}

const slipsOf = async (work: Work, ids: string[]) => {
  const slips: CallUpView[] = []
  for (const id of ids) slips.push(await presentCallUp(work, id))
  return { items: slips }
}
/** Does a step and answers with the slip as it now is. */
const after = async (work: Work, id: string, step: Promise<void>) => {
  await step
  return presentCallUp(work, id)
}

function readingRoutes(app: App) {
  app.get(
    '/api/call-ups',
    { config: read, schema: { querystring: CallUpQuery, response: { 200: page(CallUpLine) } } },
    request => request.work(work => listCallUps(work, request.query)),
  )
  app.get('/api/call-ups/:id', { config: read, schema: { params, response: reply } }, request =>
    request.work(work => presentCallUp(work, request.params.id)),
  )
  app.get(
    at('timeline'),
    { config: read, schema: { params, response: { 200: items(InstructionTimelineEntry) } } },
    request => request.work(work => timelineOf(work, request.params.id)),
  )
  paper(app, at('slip.docx'), callUpPaper)
  paper(app, at('requisition.docx'), requisitionPaper)
  paper(app, at('request-letter.docx'), requestLetter)
  paper(app, '/api/emergency-events/:id/call-up-costs/document.docx', costPaper)
}

type Paper = (work: Work, id: string) => Promise<{ name: string; render: () => Promise<Buffer> }>
function paper(app: App, url: string, make: Paper) {
  app.get(url, { config: read, schema: { params } }, async (request, answer) =>
    sendDocument(answer, await request.work(work => make(work, request.params.id))),
  )
}

function decisionRoutes(app: App) {
  app.post(
    '/api/call-ups',
    {
      config: { permission: 'call-up.request' },
      schema: { body: RequestCallUp, response: { 200: items(CallUpView) } },
    },
    request => request.create(async work => slipsOf(work, await requestCallUp(work, request.body))),
  )
  app.post(at('approval'), { config: approve, schema: { params, body: ApproveCallUp, response: reply } }, request =>
    request.create(work => after(work, request.params.id, approveCallUp(work, request.params.id, request.body))),
  )
  app.post(
    at('verbal-approval'),
    { config: handle, schema: { params, body: ApproveCallUp, response: reply } },
    request =>
      request.create(work => after(work, request.params.id, approveVerbally(work, request.params.id, request.body))),
  )
  app.post(at('confirmation'), { config: approve, schema: { params, response: reply } }, request =>
    request.work(work => after(work, request.params.id, confirmVerbal(work, request.params.id))),
  )
  app.post(at('refusal'), { config: handle, schema: { params, body: CallUpReason, response: reply } }, request =>
    request.create(work => after(work, request.params.id, refuseCallUp(work, request.params.id, request.body.reason))),
  )
  app.post(at('cancellation'), { config: handle, schema: { params, body: CallUpReason, response: reply } }, request =>
    request.create(work => after(work, request.params.id, cancelCallUp(work, request.params.id, request.body.reason))),
  )
}

function carryRoutes(app: App) {
  app.post(at('acknowledgement'), { config: handle, schema: { params, response: reply } }, request =>
    request.work(work => after(work, request.params.id, acknowledgeCallUp(work, request.params.id))),
  )
  app.post(at('issue'), { config: handle, schema: { params, body: IssueCallUp, response: reply } }, request =>
    request.create(work => after(work, request.params.id, issueCallUp(work, request.params.id, request.body))),
  )
  app.put(
    at('departure-check'),
    { config: handle, schema: { params, body: CheckDeparture, response: reply } },
    request =>
      request.work(work => after(work, request.params.id, checkDeparture(work, request.params.id, request.body))),
  )
  app.post(at('departure'), { config: handle, schema: { params, body: DepartCallUp, response: reply } }, request =>
    request.create(work => after(work, request.params.id, departCallUp(work, request.params.id, request.body))),
  )
  app.post(
    at('positions'),
    { config: handle, schema: { params, body: ReportCallUpPosition, response: reply } },
    request =>
      request.create(work => after(work, request.params.id, reportPosition(work, request.params.id, request.body))),
  )
  app.post(at('arrival'), { config: handle, schema: { params, body: CallUpNote, response: reply } }, request =>
    request.create(work => after(work, request.params.id, arriveCallUp(work, request.params.id, request.body))),
  )
  app.post(at('receipt'), { config: handle, schema: { params, body: ReceiveCallUp, response: reply } }, request =>
    request.create(work => after(work, request.params.id, receiveCallUp(work, request.params.id, request.body))),
  )
  app.post(at('uses'), { config: handle, schema: { params, body: UseCallUp, response: reply } }, request =>
    request.create(work => after(work, request.params.id, useCallUp(work, request.params.id, request.body))),
  )
  app.post(at('returns'), { config: handle, schema: { params, body: ReturnCallUp, response: reply } }, request =>
    request.create(work => after(work, request.params.id, returnCallUp(work, request.params.id, request.body))),
  )
  app.post(at('closure'), { config: handle, schema: { params, response: reply } }, request =>
    request.work(work => after(work, request.params.id, closeCallUp(work, request.params.id))),
  )
}

function costRoutes(app: App) {
  app.post(at('costs'), { config: handle, schema: { params, body: AddCallUpCost, response: reply } }, request =>
    request.create(work => after(work, request.params.id, addCost(work, request.params.id, request.body))),
  )
  app.get(
    '/api/emergency-events/:id/call-up-costs',
    { config: read, schema: { params, response: { 200: EventCosts } } },
    request => request.work(work => eventCosts(work, request.params.id)),
  )
  app.get(
    '/api/call-up-costs',
    {
      config: { permission: 'call-up.statistics' },
      schema: { querystring: YearCostsQuery, response: { 200: YearCosts } },
    },
    request => request.work(work => yearCosts(work, request.query.year)),
  )
  app.get('/api/call-up-prices', { config: read, schema: { response: { 200: items(CallUpPriceView) } } }, request =>
    request.work(async work => ({ items: await listPrices(work) })),
  )
  app.put(
    '/api/call-up-prices/:code',
    {
      config: { permission: 'call-up.define' },
      schema: {
        params: z.object({ code: z.string().max(60) }),
        body: ChangeCallUpPrice,
        response: { 200: CallUpPriceView },
      },
    },
    request => request.work(work => changePrice(work, request.params.code, request.body)),
  )
}

function planRoutes(app: App) {
  const plan = { permission: 'call-up.plan' } as const
  const one = async (work: Work, id: string) => {
    const found = (await listPlans(work)).items.find(item => item.id === id)
    if (!found) throw new Error('a plan that was just saved')
    return found
  }
  app.get('/api/call-up-plans', { config: read, schema: { response: { 200: items(CallUpPlanView) } } }, request =>
    request.work(listPlans),
  )
  app.post(
    '/api/call-up-plans',
    { config: plan, schema: { body: SaveCallUpPlan, response: { 200: CallUpPlanView } } },
    request => request.create(async work => one(work, await savePlan(work, request.body))),
  )
  app.put(
    '/api/call-up-plans/:id',
    { config: plan, schema: { params, body: SaveCallUpPlan, response: { 200: CallUpPlanView } } },
    request => request.work(async work => one(work, await savePlan(work, request.body, request.params.id))),
  )
  app.post(
    '/api/call-up-plans/:id/call-ups',
    {
      config: { permission: 'call-up.request' },
      schema: { params, body: CallUpByPlan, response: { 200: items(CallUpView) } },
    },
    request => request.create(async work => slipsOf(work, await callUpByPlan(work, request.params.id, request.body))),
  )
}
