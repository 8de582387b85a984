import { Id, page } from '@anlan/contract/codec.ts'
import {
  AcknowledgeItems,
  CorrectHandover,
  HandoverDue,
  HandoverLine,
  HandoverQuery,
  HandoversFlagged,
  HandoverView,
  OpenHandover,
  SaveSheet,
  SignAtOnce,
  SignOutgoing,
} from '@anlan/contract/handover.ts'
import { z } from 'zod'
import { isUnitInReach } from '../../kernel/access/reach.ts'
import type { App } from '../../kernel/http/app.ts'
import { fieldProblem, Problem } from '../../kernel/problem.ts'
import { settingOf } from '../../kernel/setting-rows.ts'
import type { Work } from '../../kernel/work/work.ts'
import { shanghaiDay, shanghaiTime } from '../calendar/api.ts'
import { nextShiftChange } from '../duty/api.ts'
import { changeAtHand, openSheet } from './clocks/open.ts'
import { openBeforeMinutes } from './settings.ts'
import { countWithoutLog, handoverDue, listHandovers, ownDesk, presentHandover, unsignedNow } from './sheet/read.ts'
import {
  acknowledgeItems,
  correctHandover,
  saveSheet,
  signAsLeader,
  signAtOnce,
  signIncoming,
  signOutgoing,
} from './sign.ts'

const params = z.object({ id: Id })
const read = { permission: 'duty.read' } as const
const act = { permission: 'duty.hand-over' } as const
const shown = { 200: HandoverView }

/** 交接班. */
export function dutyHandoverRoutes(app: App) {
  app.get(
    '/api/duty/handovers',
    { config: read, schema: { querystring: HandoverQuery, response: { 200: page(HandoverLine) } } },
    request => request.work(work => listHandovers(work, request.query)),
  )
  app.get('/api/duty/unsigned-handovers', { config: read, schema: { response: { 200: HandoversFlagged } } }, request =>
    request.work(async work => ({ items: await unsignedNow(work), withoutLog: await countWithoutLog(work) })),
  )
  app.get('/api/duty/handover-due', { config: read, schema: { response: { 200: HandoverDue } } }, request =>
    request.work(handoverDue),
  )
  app.get('/api/duty/handovers/:id', { config: read, schema: { params, response: shown } }, request =>
    request.work(work => presentHandover(work, request.params.id)),
  )
  app.post(
    '/api/duty/handovers',
    { config: act, schema: { body: OpenHandover, response: { 201: HandoverView } } },
    async (request, reply) => reply.code(201).send(await request.create(work => openByHand(work, request.body))),
  )
  app.put('/api/duty/handovers/:id', { config: act, schema: { params, body: SaveSheet, response: shown } }, request =>
    request.work(work => shownAfter(work, request.params.id, saveSheet(work, request.params.id, request.body))),
  )
  app.post(
    '/api/duty/handovers/:id/outgoing-signature',
    { config: act, schema: { params, body: SignOutgoing, response: shown } },
    request =>
      request.work(work =>
        shownAfter(work, request.params.id, signOutgoing(work, request.params.id, request.body.version)),
      ),
  )
  app.post(
    '/api/duty/handovers/:id/acknowledgements',
    { config: act, schema: { params, body: AcknowledgeItems, response: shown } },
    request =>
      request.work(work =>
        shownAfter(work, request.params.id, acknowledgeItems(work, request.params.id, request.body)),
      ),
  )
  app.post(
    '/api/duty/handovers/:id/incoming-signature',
    { config: act, schema: { params, response: shown } },
    request => request.work(work => shownAfter(work, request.params.id, signIncoming(work, request.params.id))),
  )
  app.post('/api/duty/handovers/:id/leader-signature', { config: act, schema: { params, response: shown } }, request =>
    request.work(work => shownAfter(work, request.params.id, signAsLeader(work, request.params.id))),
  )
  app.post(
    '/api/duty/handovers/:id/signature-at-once',
    { config: act, schema: { params, body: SignAtOnce, response: shown } },
    request =>
      request.work(work => shownAfter(work, request.params.id, signAtOnce(work, request.params.id, request.body))),
  )
  app.post(
    '/api/duty/handovers/:id/corrections',
    { config: act, schema: { params, body: CorrectHandover, response: { 201: HandoverView } } },
    async (request, reply) =>
      reply
        .code(201)
        .send(
          await request.create(work =>
            shownAfter(work, request.params.id, correctHandover(work, request.params.id, request.body)),
          ),
        ),
  )
}

async function shownAfter(work: Work, id: string, done: Promise<void>): Promise<HandoverView> {
  await done
  return presentHandover(work, id)
}

/** The sheet of the change of shift at hand, at the own desk unless a unit is named. */
async function openByHand(work: Work, input: z.output<typeof OpenHandover>): Promise<HandoverView> {
  const unitId = input.unitId ?? (await ownDesk(work))
  if (!(await isUnitInReach(work, unitId)))
    throw fieldProblem('directory/unknown-unit', '/unitId', '值班单位', '该单位不在您的管辖范围')
  const change = await changeAtHand(work, unitId)
  if (!change) throw new Problem('duty-handover/no-change', { detail: await whenPossible(work, unitId) })
  return presentHandover(work, await openSheet(work, unitId, change, input.id))
}

/** From when the next change of shift may be handed over, in words. */
async function whenPossible(work: Work, unitId: string): Promise<string> {
  const next = await nextShiftChange(work, unitId, work.now)
  if (!next) return '本单位没有待换班的值班安排，请先公布值班表'
  const before = await settingOf(work, openBeforeMinutes)
  const from = new Date(next.at.getTime() - before * 60_000)
  return `下一次换班为 ${shanghaiDay(next.at).slice(5)} ${shanghaiTime(next.at)}，自 ${shanghaiTime(from)} 起可办理（换班前 ${before} 分钟）`
}
