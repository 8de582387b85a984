import { Id } from '@anlan/contract/codec.ts'
import {
  AcceptSupplement,
  AddCallInMember,
  AnswerCallIn,
  CallInForecast,
  CallInView,
  DecideProposal,
  DutyModeName,
  EditModeRule,
  EditModeTrigger,
  ModeHistoryEntry,
  ModeRuleChange,
  ModeRuleView,
  ModesView,
  ModeTables,
  ModeTriggerView,
  MyCallIn,
  modeScopes,
  NoteCallInCall,
  SupplementView,
  SwitchMode,
  SwitchResult,
  UnitModeView,
} from '@anlan/contract/duty-mode.ts'
import type { Permission } from '@anlan/contract/permissions.ts'
import { z } from 'zod'
import type { App } from '../../kernel/http/app.ts'
import { addToCallIn, answerCallIn, myCallIns, noteCall } from './call-in/answer.ts'
import { readCallIn } from './call-in/reading.ts'
import { forecastCallIns } from './modes/forecast.ts'
import { decideProposal } from './modes/proposals.ts'
import { modeHistory, readModes, readUnitMode } from './modes/reading.ts'
import { switchModes } from './modes/switch.ts'
import { editRule, editTrigger, readTables, ruleHistory } from './modes/tables.ts'
import { acceptSupplement, supplementInReach } from './roster/supplement.ts'

const params = z.object({ id: Id })
const items = <T extends z.ZodType>(item: T) => z.object({ items: z.array(item) })
const read = { permission: 'duty-mode.read' } as const
const change = { permission: 'duty-mode.switch' } as const

/** 值班状态 and 召回. */
export function dutyModeRoutes(app: App) {
  app.get('/api/duty-modes', { config: read, schema: { response: { 200: ModesView } } }, request =>
    request.work(readModes),
  )
  app.get('/api/duty-modes/:id', { config: read, schema: { params, response: { 200: UnitModeView } } }, request =>
    request.work(work => readUnitMode(work, request.params.id)),
  )
  app.get(
    '/api/duty-modes/:id/history',
    { config: read, schema: { params, response: { 200: items(ModeHistoryEntry) } } },
    request => request.work(async work => ({ items: await modeHistory(work, request.params.id) })),
  )
  app.get(
    '/api/duty-mode-forecast',
    {
      config: change,
      schema: {
        querystring: z.object({ to: DutyModeName.meta({ title: '切换为' }) }),
        response: { 200: items(CallInForecast) },
      },
    },
    request => request.work(async work => ({ items: await forecastCallIns(work, request.query.to) })),
  )
  app.post(
    '/api/duty-mode-switches',
    { config: change, schema: { body: SwitchMode, response: { 201: SwitchResult } } },
    async (request, reply) => reply.code(201).send(await request.create(work => switchModes(work, request.body))),
  )
  // What asks for more is decided by whoever switches, what asks for less by a leader on duty.
  const decisions: { noun: string; direction: 'raise' | 'lower'; config: { permission: Permission } }[] = [
    { noun: 'decision', direction: 'raise', config: change },
    { noun: 'approval', direction: 'lower', config: { permission: 'duty-mode.approve' } },
  ]
  for (const { noun, direction, config } of decisions)
    app.post(
      `/api/duty-mode-proposals/:id/${noun}`,
      { config, schema: { params, body: DecideProposal, response: { 200: ModesView } } },
      request =>
        request.work(async work => {
          await decideProposal(work, request.params.id, request.body, direction)
          return readModes(work)
        }),
    )
  app.get(
    '/api/duty-modes/:id/supplement',
    { config: read, schema: { params, response: { 200: SupplementView } } },
    request => request.work(work => supplementInReach(work, request.params.id)),
  )
  app.post(
    '/api/duty-modes/:id/supplement',
    { config: change, schema: { params, body: AcceptSupplement, response: { 200: SupplementView } } },
    request => request.work(work => acceptSupplement(work, request.params.id, request.body)),
  )
  callInRoutes(app)
  tableRoutes(app)
}

function callInRoutes(app: App) {
  const answer = { permission: 'duty-mode.answer' } as const
  app.get('/api/duty-call-ins/mine', { config: answer, schema: { response: { 200: items(MyCallIn) } } }, request =>
    request.work(async work => ({ items: await myCallIns(work) })),
  )
  app.get('/api/duty-call-ins/:id', { config: read, schema: { params, response: { 200: CallInView } } }, request =>
    request.work(work => readCallIn(work, request.params.id)),
  )
  app.post(
    '/api/duty-call-ins/:id/members',
    { config: change, schema: { params, body: AddCallInMember, response: { 201: CallInView } } },
    async (request, reply) =>
      reply.code(201).send(await request.create(work => addToCallIn(work, request.params.id, request.body))),
  )
  app.post(
    '/api/duty-call-in-members/:id/answer',
    { config: answer, schema: { params, body: AnswerCallIn, response: { 200: items(MyCallIn) } } },
    request =>
      request.work(async work => {
        await answerCallIn(work, request.params.id, request.body)
        return { items: await myCallIns(work) }
      }),
  )
  app.post(
    '/api/duty-call-in-members/:id/call',
    { config: change, schema: { params, body: NoteCallInCall, response: { 200: CallInView } } },
    request => request.work(work => noteCall(work, request.params.id, request.body)),
  )
}

function tableRoutes(app: App) {
  const define = { permission: 'duty-mode.define' } as const
  const scope = z.enum(Object.keys(modeScopes) as [keyof typeof modeScopes])
  app.get('/api/duty-mode-tables', { config: read, schema: { response: { 200: ModeTables } } }, request =>
    request.work(readTables),
  )
  app.put(
    '/api/duty-mode-rules/:scope/:mode',
    {
      config: define,
      schema: { params: z.object({ scope, mode: DutyModeName }), body: EditModeRule, response: { 200: ModeRuleView } },
    },
    request => request.work(work => editRule(work, request.params.scope, request.params.mode, request.body)),
  )
  app.put(
    '/api/duty-mode-triggers/:id',
    {
      config: define,
      schema: {
        params: z.object({ id: z.string().max(60) }),
        body: EditModeTrigger,
        response: { 200: ModeTriggerView },
      },
    },
    request => request.work(work => editTrigger(work, request.params.id, request.body)),
  )
  app.get(
    '/api/duty-mode-changes',
    {
      config: read,
      schema: {
        querystring: z.object({ row: z.string().max(60).meta({ title: '要求或触发条件' }) }),
        response: { 200: items(ModeRuleChange) },
      },
    },
    request => request.work(async work => ({ items: await ruleHistory(work, request.query.row) })),
  )
}
