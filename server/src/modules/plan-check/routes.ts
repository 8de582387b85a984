import { Id } from '@anlan/contract/codec.ts'
import {
  ConfirmPhone,
  EditDefectRule,
  PlanCheckup,
  PlanCheckupList,
  PlanDefectKindName,
  PlanDefectRule,
} from '@anlan/contract/plan-check.ts'
import { z } from 'zod'
import { isUnitInReach } from '../../kernel/access/reach.ts'
import type { App } from '../../kernel/http/app.ts'
import { Problem } from '../../kernel/problem.ts'
import { confirmPhone } from './checkup/phones.ts'
import { editSeverity, listSeverities } from './checkup/severities.ts'
import { listCheckups, readCheckup } from './checkup/view.ts'

const params = z.object({ id: Id })
const severities = { 200: z.object({ items: z.array(PlanDefectRule) }) }

/** 预案体检. */
export function checkupRoutes(app: App) {
  app.get(
    '/api/plans/:id/checkup',
    {
      config: { permission: 'plan.read' },
      schema: {
        params,
        querystring: z.object({ edition: Id.optional().meta({ title: '版本' }) }),
        response: { 200: PlanCheckup },
      },
    },
    request => request.work(work => readCheckup(work, request.params.id, request.query.edition)),
  )
  app.get(
    '/api/plan-checkups',
    {
      config: { permission: 'plan.read' },
      schema: {
        querystring: z.object({ unit: Id.optional().meta({ title: '单位' }) }),
        response: { 200: PlanCheckupList },
      },
    },
    request => request.work(work => listCheckups(work, request.query.unit)),
  )
  app.put(
    '/api/plan-checkups/phones/:id',
    {
      config: { permission: 'plan.edit' },
      schema: { params, body: ConfirmPhone, response: { 204: z.null() } },
    },
    async (request, reply) => {
      await request.work(async work => {
        const person = await work.tx
          .selectFrom('person')
          .select('unit_id')
          .where('id', '=', request.params.id)
          .executeTakeFirst()
        const isSelf = work.actor.personId === request.params.id
        if (!person || !(isSelf || (await isUnitInReach(work, person.unit_id)))) throw new Problem('not-found')
        await confirmPhone(work, request.params.id, request.body.note)
      })
      return reply.code(204).send(null)
    },
  )
  app.get(
    '/api/plan-defect-rules',
    { config: { permission: 'plan.read' }, schema: { response: severities } },
    request => request.work(async work => ({ items: await listSeverities(work) })),
  )
  app.put(
    '/api/plan-defect-rules/:kind',
    {
      config: { permission: 'plan.define' },
      schema: { params: z.object({ kind: PlanDefectKindName }), body: EditDefectRule, response: severities },
    },
    request =>
      request.work(async work => {
        await editSeverity(work, request.params.kind, request.body)
        return { items: await listSeverities(work) }
      }),
  )
}
