import { Id, page } from '@anlan/contract/codec.ts'
import { ShiftView, UnitOnDuty } from '@anlan/contract/duty.ts'
import { AddLeave, LeaveView } from '@anlan/contract/roster.ts'
import {
  AnswerSwap,
  AskSwap,
  ChangeShift,
  ChangeStatistics,
  ChangeStatisticsQuery,
  CoverShift,
  CoverView,
  DecideSwap,
  EditShift,
  FillGap,
  GapQuery,
  GapView,
  MyDuty,
  RemoveShift,
  ReplacementQuery,
  ReplacementView,
  ShiftQuery,
  SwapQuery,
  SwapView,
} from '@anlan/contract/shift.ts'
import { z } from 'zod'
import type { App } from '../../../kernel/http/app.ts'
import { fieldProblem } from '../../../kernel/problem.ts'
import { addLeave } from '../roster/rooms/absences.ts'
import { addShift, changeShift, removeShift } from './by-hand.ts'
import { coverShift, coversOf } from './changes/covers.ts'
import { listSwaps } from './changes/swap-view.ts'
import { answerSwap, askSwap, decideSwap, withdrawSwap } from './changes/swaps.ts'
import { fillGap, listGaps } from './gaps/gaps.ts'
import { replacementsForGap, replacementsForShift } from './gaps/replacements.ts'
import { onDutyNow, readShifts } from './in-force.ts'
import { myDuty } from './my.ts'
import { changeStatistics } from './statistics.ts'

const items = <T extends z.ZodType>(item: T) => z.object({ items: z.array(item) })
const params = z.object({ id: Id })
const read = { permission: 'duty.read' } as const
const edit = { permission: 'duty.edit-roster' } as const
const ask = { permission: 'duty.ask' } as const

/** 班次: who is on duty in force, and how that is changed. */
export function shiftRoutes(app: App) {
  app.get('/api/duty/now', { config: read, schema: { response: { 200: items(UnitOnDuty) } } }, request =>
    request.work(async work => ({ items: await onDutyNow(work) })),
  )
  app.get(
    '/api/duty/shifts',
    { config: read, schema: { querystring: ShiftQuery, response: { 200: page(ShiftView) } } },
    request => request.work(work => readShifts(work, request.query)),
  )
  app.post(
    '/api/duty/shifts',
    { config: edit, schema: { body: EditShift, response: { 201: ShiftView } } },
    async (request, reply) => reply.code(201).send(await request.create(work => addShift(work, request.body))),
  )
  app.put(
    '/api/duty/shifts/:id',
    { config: edit, schema: { params, body: ChangeShift, response: { 200: ShiftView } } },
    request => request.work(work => changeShift(work, request.params.id, request.body)),
  )
  app.delete(
    '/api/duty/shifts/:id',
    { config: edit, schema: { params, querystring: RemoveShift } },
    async (request, reply) => {
      await request.work(work => removeShift(work, request.params.id, request.query.gapReason))
      return reply.code(204).send()
    },
  )
  swapRoutes(app)
  coverRoutes(app)
  app.get('/api/duty/mine', { config: ask, schema: { response: { 200: MyDuty } } }, request => request.work(myDuty))
  app.post(
    '/api/duty/mine/leaves',
    { config: ask, schema: { body: AddLeave, response: { 201: LeaveView } } },
    async (request, reply) => {
      const leave = await request.create(work => {
        if (request.body.personId !== work.actor.personId)
          throw fieldProblem('not-permitted', '/personId', '请假人员', '只能登记本人的请假')
        return addLeave(work, request.body)
      })
      return reply.code(201).send(leave)
    },
  )
  app.get(
    '/api/duty/change-statistics',
    { config: read, schema: { querystring: ChangeStatisticsQuery, response: { 200: ChangeStatistics } } },
    request => request.work(work => changeStatistics(work, request.query)),
  )
}

/** 换班. */
function swapRoutes(app: App) {
  app.get(
    '/api/duty/swaps',
    { config: read, schema: { querystring: SwapQuery, response: { 200: items(SwapView) } } },
    request => request.work(async work => ({ items: await listSwaps(work, request.query) })),
  )
  app.post(
    '/api/duty/swaps',
    { config: ask, schema: { body: AskSwap, response: { 201: SwapView } } },
    async (request, reply) => reply.code(201).send(await request.create(work => askSwap(work, request.body))),
  )
  app.post(
    '/api/duty/swaps/:id/answer',
    { config: ask, schema: { params, body: AnswerSwap, response: { 200: SwapView } } },
    request => request.work(work => answerSwap(work, request.params.id, request.body)),
  )
  app.post(
    '/api/duty/swaps/:id/decision',
    { config: { permission: 'duty.approve-swap' }, schema: { params, body: DecideSwap, response: { 200: SwapView } } },
    request => request.work(work => decideSwap(work, request.params.id, request.body)),
  )
  app.post(
    '/api/duty/swaps/:id/withdrawal',
    {
      config: ask,
      schema: { params, body: z.object({ version: z.int32().meta({ title: '版本' }) }), response: { 200: SwapView } },
    },
    request => request.work(work => withdrawSwap(work, request.params.id, request.body.version)),
  )
}

/** 替班与补岗. Who may do it for this unit says the shift or gap: also whoever is primary on duty there. */
function coverRoutes(app: App) {
  app.get(
    '/api/duty/shifts/:id/replacements',
    {
      config: ask,
      schema: { params, querystring: ReplacementQuery, response: { 200: items(ReplacementView) } },
    },
    request =>
      request.work(async work => ({ items: await replacementsForShift(work, request.params.id, request.query) })),
  )
  app.get(
    '/api/duty/shifts/:id/covers',
    { config: read, schema: { params, response: { 200: items(CoverView) } } },
    request => request.work(async work => ({ items: await coversOf(work, request.params.id) })),
  )
  app.post(
    '/api/duty/shifts/:id/covers',
    { config: ask, schema: { params, body: CoverShift, response: { 201: CoverView } } },
    async (request, reply) =>
      reply.code(201).send(await request.create(work => coverShift(work, request.params.id, request.body))),
  )
  app.get(
    '/api/duty/gaps',
    { config: read, schema: { querystring: GapQuery, response: { 200: items(GapView) } } },
    request => request.work(async work => ({ items: await listGaps(work, request.query) })),
  )
  app.get(
    '/api/duty/gaps/:id/replacements',
    {
      config: ask,
      schema: { params, querystring: ReplacementQuery, response: { 200: items(ReplacementView) } },
    },
    request =>
      request.work(async work => ({ items: await replacementsForGap(work, request.params.id, request.query) })),
  )
  app.post(
    '/api/duty/gaps/:id/shifts',
    { config: ask, schema: { params, body: FillGap, response: { 201: ShiftView } } },
    async (request, reply) =>
      reply.code(201).send(await request.create(work => fillGap(work, request.params.id, request.body))),
  )
}
