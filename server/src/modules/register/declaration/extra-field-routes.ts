import { Id } from '@anlan/contract/codec.ts'
import { EditExtraField, ExtraField, ExtraFieldView } from '@anlan/contract/register.ts'
import { z } from 'zod'
import type { App } from '../../../kernel/http/app.ts'
import { ledgerFor, ledgerParams } from '../routes.ts'
import { addExtraField, changeExtraField, listExtraFields } from './extra-fields.ts'

/** Fields that a county adds to a ledger (扩展字段). */
export function extraFieldRoutes(app: App) {
  const config = { permission: 'register.define' } as const
  app.get(
    '/api/registers/:name/extra-fields',
    {
      config,
      schema: { params: ledgerParams, response: { 200: z.object({ items: z.array(ExtraFieldView) }) } },
    },
    request =>
      request.work(async work => ({ items: await listExtraFields(work, ledgerFor(work, request.params.name)) })),
  )
  app.post(
    '/api/registers/:name/extra-fields',
    { config, schema: { params: ledgerParams, body: ExtraField, response: { 201: ExtraFieldView } } },
    async (request, reply) =>
      reply
        .code(201)
        .send(await request.create(work => addExtraField(work, ledgerFor(work, request.params.name), request.body))),
  )
  app.put(
    '/api/registers/:name/extra-fields/:id',
    {
      config,
      schema: { params: ledgerParams.extend({ id: Id }), body: EditExtraField, response: { 200: ExtraFieldView } },
    },
    request =>
      request.work(work =>
        changeExtraField(work, ledgerFor(work, request.params.name), request.params.id, request.body),
      ),
  )
}
