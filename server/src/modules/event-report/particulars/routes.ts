import { Id } from '@anlan/contract/codec.ts'
import {
  AddParticularField,
  EditParticularField,
  EventParticulars,
  ParticularField,
  RecordDamage,
  RecordParticulars,
  WithdrawDamage,
} from '@anlan/contract/event-particulars.ts'
import { z } from 'zod'
import { type App, reachOf } from '../../../kernel/http/app.ts'
import type { Work } from '../../../kernel/work/work.ts'
import { recordDamage, withdrawDamage } from './damage.ts'
import { addParticularField, editParticularField, listParticularFields } from './fields.ts'
import { presentParticulars, recordParticulars } from './values.ts'

const params = z.object({ id: Id })
const update = { permission: 'event.update' } as const
const define = { permission: 'event-report.particulars.define' } as const
const reply = { 200: EventParticulars }
const base = '/api/emergency-events/:id'

/** Everything of the event as a reader sees it, after a change to one part. */
const after = async (work: Work, id: string, done: Promise<void>) => {
  await done
  return presentParticulars({ ...work, reach: reachOf(work.actor, 'event.read') }, id)
}

/** 事件要素 and 损毁描述 of events (W197, W206), and the county's list of such fields. */
export function particularRoutes(app: App) {
  app.get(
    `${base}/particulars`,
    { config: { permission: 'event.read' }, schema: { params, response: reply } },
    request => request.work(work => presentParticulars(work, request.params.id)),
  )
  app.put(
    `${base}/particulars`,
    { config: update, schema: { params, body: RecordParticulars, response: reply } },
    request =>
      request.work(work => after(work, request.params.id, recordParticulars(work, request.params.id, request.body))),
  )
  app.post(`${base}/damage`, { config: update, schema: { params, body: RecordDamage, response: reply } }, request =>
    request.create(work => after(work, request.params.id, recordDamage(work, request.params.id, request.body))),
  )
  app.post(
    `${base}/damage/:damageId/withdrawal`,
    {
      config: update,
      schema: { params: z.object({ id: Id, damageId: Id }), body: WithdrawDamage, response: reply },
    },
    request => {
      const { id, damageId } = request.params
      return request.work(work => after(work, id, withdrawDamage(work, id, damageId, request.body)))
    },
  )
  app.get(
    '/api/event-particular-fields',
    {
      config: { permission: 'event-report.rules.read' },
      schema: { response: { 200: z.object({ items: z.array(ParticularField) }) } },
    },
    request => request.work(listParticularFields),
  )
  app.post(
    '/api/event-particular-fields',
    { config: define, schema: { body: AddParticularField, response: { 201: ParticularField } } },
    async (request, answer) =>
      answer.code(201).send(await request.create(work => addParticularField(work, request.body))),
  )
  app.put(
    '/api/event-particular-fields/:id',
    { config: define, schema: { params, body: EditParticularField, response: { 200: ParticularField } } },
    request => request.work(work => editParticularField(work, request.params.id, request.body)),
  )
}
