import { Id } from '@anlan/contract/codec.ts'
import { CheckIn, CheckInView, PresenceView, VouchCheckIn } from '@anlan/contract/duty-check.ts'
import { z } from 'zod'
import type { App } from '../../../kernel/http/app.ts'
import { checkIn, readPresence, vouchCheckIn } from './check-in.ts'

const params = z.object({ id: Id })

/** 到岗签到. */
export function presenceRoutes(app: App) {
  app.get(
    '/api/duty/presence',
    {
      config: { permission: 'duty.read' },
      schema: { response: { 200: z.object({ items: z.array(PresenceView) }) } },
    },
    request => request.work(async work => ({ items: await readPresence(work) })),
  )
  app.post(
    '/api/duty/shifts/:id/check-in',
    { config: { permission: 'duty.check-in' }, schema: { params, body: CheckIn, response: { 201: CheckInView } } },
    async (request, reply) =>
      reply.code(201).send(await request.create(work => checkIn(work, request.params.id, request.body))),
  )
  app.post(
    '/api/duty/shifts/:id/vouched-check-in',
    { config: { permission: 'duty.vouch' }, schema: { params, body: VouchCheckIn, response: { 201: CheckInView } } },
    async (request, reply) =>
      reply.code(201).send(await request.create(work => vouchCheckIn(work, request.params.id, request.body))),
  )
}
