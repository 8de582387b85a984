import { Id } from '@anlan/contract/codec.ts'
import {
  AnswerOpinion,
  AskOpinion,
  CommandRoom,
  ConfirmSafe,
  Decide,
  DraftActionPlan,
  EnterZone,
  HandOverCommand,
  JudgeActionPlan,
  LeaveZone,
  LiftWithdrawal,
  OpenConsultation,
  OrderWithdrawal,
  RecordJudgement,
  RelieveForce,
  SignMinutes,
  VerifyFact,
  WriteFact,
} from '@anlan/contract/command.ts'
import { z } from 'zod'
import type { App } from '../../kernel/http/app.ts'
import type { Work } from '../../kernel/work/work.ts'
import { sendDocument } from '../document/api.ts'
import { seeing } from '../response/api.ts'
import { draftActionPlan, judgeActionPlan } from './board/action-plan.ts'
import { verifyFact, writeFact } from './board/facts.ts'
import { answerOpinion, askOpinion } from './board/opinions.ts'
import { decide, openConsultation, recordJudgement, signMinutes } from './consult/consultation.ts'
import { confirmSafe, enterZone, leaveZone, liftWithdrawal, orderWithdrawal } from './people/accountability.ts'
import { handOverCommand, relieveForce } from './people/command-spells.ts'
import { actionPlanPaper, minutesPaper } from './reading/papers.ts'
import { presentRoom } from './reading/room.ts'

const params = z.object({ id: Id })
const reply = { 200: CommandRoom }
const read = { permission: 'response.read' } as const
const command = { permission: 'response.command' } as const
const handle = { permission: 'response.handle' } as const
const at = (step: string) => `/api/responses/:id/command-${step}`

/** The room as it is after the command, which says what response it was about. */
const after = async (work: Work, done: Promise<string>) => presentRoom(seeing(work), await done)

/** 指挥室. Its parts belong to one response, and are read with it. */
export function commandRoomRoutes(app: App) {
  app.get(at('room'), { config: read, schema: { params, response: reply } }, request =>
    request.work(work => presentRoom(work, request.params.id)),
  )
  boardRoutes(app)
  consultationRoutes(app)
  peopleRoutes(app)
  app.get(
    '/api/command-consultations/:id/minutes.docx',
    { config: read, schema: { params } },
    async (request, answer) => sendDocument(answer, await request.work(work => minutesPaper(work, request.params.id))),
  )
  app.get('/api/command-plans/:id/plan.docx', { config: read, schema: { params } }, async (request, answer) =>
    sendDocument(answer, await request.work(work => actionPlanPaper(work, request.params.id))),
  )
}

function boardRoutes(app: App) {
  app.post(at('facts'), { config: handle, schema: { params, body: WriteFact, response: reply } }, request =>
    request.create(work => after(work, writeFact(work, request.params.id, request.body))),
  )
  app.post(
    '/api/command-facts/:id/verification',
    { config: command, schema: { params, body: VerifyFact, response: reply } },
    request => request.work(work => after(work, verifyFact(work, request.params.id, request.body))),
  )
  app.post(at('plans'), { config: handle, schema: { params, body: DraftActionPlan, response: reply } }, request =>
    request.create(work => after(work, draftActionPlan(work, request.params.id, request.body))),
  )
  app.post(
    '/api/command-plans/:id/judgement',
    { config: command, schema: { params, body: JudgeActionPlan, response: reply } },
    request => request.work(work => after(work, judgeActionPlan(work, request.params.id, request.body))),
  )
  app.post(at('opinions'), { config: command, schema: { params, body: AskOpinion, response: reply } }, request =>
    request.create(work => after(work, askOpinion(work, request.params.id, request.body))),
  )
  app.post(
    '/api/command-opinions/:id/answer',
    { config: command, schema: { params, body: AnswerOpinion, response: reply } },
    request => request.work(work => after(work, answerOpinion(work, request.params.id, request.body))),
  )
}

function consultationRoutes(app: App) {
  app.post(
    at('consultations'),
    { config: command, schema: { params, body: OpenConsultation, response: reply } },
    request => request.create(work => after(work, openConsultation(work, request.params.id, request.body))),
  )
  app.put(
    '/api/command-consultations/:id/judgement',
    { config: command, schema: { params, body: RecordJudgement, response: reply } },
    request => request.work(work => after(work, recordJudgement(work, request.params.id, request.body))),
  )
  app.post(
    '/api/command-consultations/:id/decisions',
    { config: command, schema: { params, body: Decide, response: reply } },
    request => request.create(work => after(work, decide(work, request.params.id, request.body))),
  )
  app.post(
    '/api/command-consultations/:id/signature',
    { config: command, schema: { params, body: SignMinutes, response: reply } },
    request => request.work(work => after(work, signMinutes(work, request.params.id, request.body))),
  )
}

function peopleRoutes(app: App) {
  app.post(at('entries'), { config: handle, schema: { params, body: EnterZone, response: reply } }, request =>
    request.create(work => after(work, enterZone(work, request.params.id, request.body))),
  )
  app.post(
    '/api/command-entries/:id/confirmation',
    { config: handle, schema: { params, body: ConfirmSafe, response: reply } },
    request => request.work(work => after(work, confirmSafe(work, request.params.id, request.body))),
  )
  app.post(
    '/api/command-entries/:id/exit',
    { config: handle, schema: { params, body: LeaveZone, response: reply } },
    request => request.work(work => after(work, leaveZone(work, request.params.id, request.body))),
  )
  app.post(
    at('withdrawals'),
    { config: command, schema: { params, body: OrderWithdrawal, response: reply } },
    request => request.create(work => after(work, orderWithdrawal(work, request.params.id, request.body))),
  )
  app.post(
    '/api/command-withdrawals/:id/lifting',
    { config: command, schema: { params, body: LiftWithdrawal, response: reply } },
    request => request.work(work => after(work, liftWithdrawal(work, request.params.id, request.body))),
  )
  app.post(at('spells'), { config: command, schema: { params, body: HandOverCommand, response: reply } }, request =>
    request.create(work => after(work, handOverCommand(work, request.params.id, request.body))),
  )
  app.post(at('reliefs'), { config: command, schema: { params, body: RelieveForce, response: reply } }, request =>
    request.create(work => after(work, relieveForce(work, request.params.id, request.body))),
  )
}
