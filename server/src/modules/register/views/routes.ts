import { Id } from '@anlan/contract/codec.ts'
import { EditSavedView, SavedView, SavedViewView } from '@anlan/contract/register.ts'
import { z } from 'zod'
import type { App } from '../../../kernel/http/app.ts'
import { ledgerFor, ledgerParams } from '../routes.ts'
import { changeView, createView, listViews, removeView } from './views.ts'

/** Lists kept under a name (视图). */
export function viewRoutes(app: App) {
  const config = { permission: 'register.read' } as const
  const params = ledgerParams.extend({ id: Id })
  app.get(
    '/api/registers/:name/views',
    {
      config,
      schema: { params: ledgerParams, response: { 200: z.object({ items: z.array(SavedViewView) }) } },
    },
    request => request.work(async work => ({ items: await listViews(work, ledgerFor(work, request.params.name)) })),
  )
  app.post(
    '/api/registers/:name/views',
    { config, schema: { params: ledgerParams, body: SavedView, response: { 201: SavedViewView } } },
    async (request, reply) =>
      reply
        .code(201)
        .send(await request.create(work => createView(work, ledgerFor(work, request.params.name), request.body))),
  )
  app.put(
    '/api/registers/:name/views/:id',
    { config, schema: { params, body: EditSavedView, response: { 200: SavedViewView } } },
    request =>
      request.work(work => changeView(work, ledgerFor(work, request.params.name), request.params.id, request.body)),
  )
  app.delete('/api/registers/:name/views/:id', { config, schema: { params } }, async (request, reply) => {
    await request.work(work => removeView(work, ledgerFor(work, request.params.name), request.params.id))
    return reply.code(204).send()
  })
}
