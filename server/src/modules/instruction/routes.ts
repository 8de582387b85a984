import { Id, page } from '@anlan/contract/codec.ts'
import {
  AnswerUp,
  AssignInstruction,
  CleanCopy,
  CloseInstruction,
  Feedback,
  InstructionLine,
  InstructionQuery,
  InstructionStatistics,
  InstructionStatisticsQuery,
  InstructionTimelineEntry,
  InstructionView,
  NameHolder,
  RecordInstruction,
  ReturnForMore,
  SendInstructionDown,
  SplitAssignment,
  TellLeaders,
  UnassignedTask,
  UrgeAssignment,
  WrittenOriginal,
} from '@anlan/contract/instruction.ts'
import { z } from 'zod'
import type { App } from '../../kernel/http/app.ts'
import type { Work } from '../../kernel/work/work.ts'
import { sendDocument } from '../document/api.ts'
import { seeing } from './reach.ts'
import { listInstructions, unassignedTasks } from './reading/lines.ts'
import { cleanCopyPaper } from './reading/paper.ts'
import { statisticsOf } from './reading/statistics.ts'
import { timelineOf } from './reading/timeline.ts'
import { presentInstruction } from './reading/view.ts'
import { acceptAnswer, answerUp, feedBack, returnAnswer, returnFeedback } from './steps/answer.ts'
import { archiveInstruction, closeInstruction } from './steps/finish.ts'
import { assignInstruction, nameHolder, signFor, splitTask, urgeByHand } from './steps/hand-on.ts'
import {
  addWritten,
  receiveFromAbove,
  recordInstruction,
  sendInstructionDown,
  tellLeaders,
  transcribe,
} from './steps/record.ts'

const params = z.object({ id: Id })
const nothing = z.object({}).optional()
const items = <T extends z.ZodType>(item: T) => z.object({ items: z.array(item) })

export function instructionRoutes(app: App) {
  readingRoutes(app)
  deskRoutes(app)
  taskRoutes(app)
  upperRoutes(app)
}

function readingRoutes(app: App) {
  const read = { permission: 'instruction.read' } as const
  app.get(
    '/api/instructions',
    { config: read, schema: { querystring: InstructionQuery, response: { 200: page(InstructionLine) } } },
    request => request.work(work => listInstructions(work, request.query)),
  )
  app.get('/api/instructions/:id', { config: read, schema: { params, response: { 200: InstructionView } } }, request =>
    request.work(work => presentInstruction(work, request.params.id)),
  )
  app.get(
    '/api/instructions/:id/timeline',
    { config: read, schema: { params, response: { 200: items(InstructionTimelineEntry) } } },
    request => request.work(work => timelineOf(work, request.params.id)),
  )
  app.get('/api/instructions/:id/clean-copy.docx', { config: read, schema: { params } }, async (request, reply) =>
    sendDocument(reply, await request.work(work => cleanCopyPaper(work, request.params.id))),
  )
  app.get(
    '/api/instruction-assignments/unassigned',
    { config: { permission: 'instruction.handle' }, schema: { response: { 200: items(UnassignedTask) } } },
    request => request.work(unassignedTasks),
  )
  app.get(
    '/api/instruction-statistics',
    {
      config: { permission: 'instruction.statistics' },
      schema: { querystring: InstructionStatisticsQuery, response: { 200: InstructionStatistics } },
    },
    request => request.work(work => statisticsOf(work, request.query)),
  )
}

/** What the county's duty room does. Each step answers with the instruction as it now is. */
function deskRoutes(app: App) {
  const reply = { 200: InstructionView }
  const assign = { permission: 'instruction.assign' } as const
  const close = { permission: 'instruction.close' } as const
  const at = (step: string) => `/api/instructions/:id/${step}`
  app.post(
    '/api/instructions',
    {
      config: { permission: 'instruction.record' },
      schema: { body: RecordInstruction, response: { 201: InstructionView } },
    },
    async (request, response) =>
      response
        .code(201)
        .send(
          await request.create(async work =>
            presentInstruction(seeing(work), await recordInstruction(work, request.body)),
          ),
        ),
  )
  app.post(at('receipt'), { config: assign, schema: { params, body: nothing, response: reply } }, request =>
    request.work(work => then(work, request.params.id, receiveFromAbove(work, request.params.id))),
  )
  app.put(at('clean-copy'), { config: assign, schema: { params, body: CleanCopy, response: reply } }, request =>
    request.work(work => then(work, request.params.id, transcribe(work, request.params.id, request.body))),
  )
  app.post(
    at('assignments'),
    { config: assign, schema: { params, body: AssignInstruction, response: reply } },
    request =>
      request.work(work => then(work, request.params.id, assignInstruction(work, request.params.id, request.body))),
  )
  app.post(at('leaders-told'), { config: assign, schema: { params, body: TellLeaders, response: reply } }, request =>
    request.work(work => then(work, request.params.id, tellLeaders(work, request.params.id, request.body))),
  )
  app.post(
    at('written-original'),
    { config: assign, schema: { params, body: WrittenOriginal, response: reply } },
    request => request.work(work => then(work, request.params.id, addWritten(work, request.params.id, request.body))),
  )
  app.post(at('upward-answers'), { config: assign, schema: { params, body: AnswerUp, response: reply } }, request =>
    request.create(work => then(work, request.params.id, answerUp(work, request.params.id, request.body))),
  )
  app.post(at('closure'), { config: close, schema: { params, body: CloseInstruction, response: reply } }, request =>
    request.work(work => then(work, request.params.id, closeInstruction(work, request.params.id, request.body.answer))),
  )
  app.post(at('archive'), { config: close, schema: { params, body: nothing, response: reply } }, request =>
    request.work(work => then(work, request.params.id, archiveInstruction(work, request.params.id))),
  )
}

/** What a unit does with its task, and what the one who gave it does. */
function taskRoutes(app: App) {
  const reply = { 200: InstructionView }
  const handle = { permission: 'instruction.handle' } as const
  const at = (step: string) => `/api/instruction-assignments/:id/${step}`
  app.post(at('receipt'), { config: handle, schema: { params, body: nothing, response: reply } }, request =>
    request.work(work => thenOfTask(work, request.params.id, signFor(work, request.params.id))),
  )
  app.post(at('feedbacks'), { config: handle, schema: { params, body: Feedback, response: reply } }, request =>
    request.create(work => thenOfTask(work, request.params.id, feedBack(work, request.params.id, request.body))),
  )
  app.post(at('parts'), { config: handle, schema: { params, body: SplitAssignment, response: reply } }, request =>
    request.work(work => thenOfTask(work, request.params.id, splitTask(work, request.params.id, request.body))),
  )
  app.put(at('holder'), { config: handle, schema: { params, body: NameHolder, response: reply } }, request =>
    request.work(work => thenOfTask(work, request.params.id, nameHolder(work, request.params.id, request.body))),
  )
  app.post(at('return'), { config: handle, schema: { params, body: ReturnForMore, response: reply } }, request =>
    request.work(work => thenOfTask(work, request.params.id, returnFeedback(work, request.params.id, request.body))),
  )
  app.post(at('urges'), { config: handle, schema: { params, body: UrgeAssignment, response: reply } }, request =>
    request.work(work => thenOfTask(work, request.params.id, urgeByHand(work, request.params.id, request.body.note))),
  )
}

/** What the level above does. */
function upperRoutes(app: App) {
  const send = { permission: 'instruction.send-down' } as const
  const reply = { 200: InstructionView }
  app.post(
    '/api/upper-instructions',
    { config: send, schema: { body: SendInstructionDown, response: { 201: InstructionView } } },
    async (request, response) =>
      response
        .code(201)
        .send(
          await request.create(async work =>
            presentInstruction(seeing(work), await sendInstructionDown(work, request.body)),
          ),
        ),
  )
  app.post(
    '/api/instructions/:id/answer-acceptance',
    { config: send, schema: { params, body: nothing, response: reply } },
    request => request.work(work => then(work, request.params.id, acceptAnswer(work, request.params.id))),
  )
  app.post(
    '/api/instructions/:id/answer-return',
    { config: send, schema: { params, body: ReturnForMore, response: reply } },
    request => request.work(work => then(work, request.params.id, returnAnswer(work, request.params.id, request.body))),
  )
}

async function then(work: Work, id: string, command: Promise<unknown>) {
  await command
  return presentInstruction(seeing(work), id)
}

async function thenOfTask(work: Work, taskId: string, command: Promise<unknown>) {
  await command
  const { instruction_id } = await work.tx
    .selectFrom('instruction_assignment')
    .select('instruction_id')
    .where('id', '=', taskId)
    .executeTakeFirstOrThrow()
  return presentInstruction(seeing(work), instruction_id)
}
