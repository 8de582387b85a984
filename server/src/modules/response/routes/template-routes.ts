import { Id } from '@anlan/contract/codec.ts'
import {
  EditResponseTemplate,
  ResponseOffer,
  ResponseTemplateView,
  TemplateHistoryEntry,
} from '@anlan/contract/response-template.ts'
import { z } from 'zod'
import type { App } from '../../../kernel/http/app.ts'
import { offersFor } from '../offers/offers.ts'
import { editTemplate, listTemplates, templateHistory } from '../templates/table.ts'

const params = z.object({ id: Id })
const items = <T extends z.ZodType>(item: T) => z.object({ items: z.array(item) })

/** The response table, and which of its rows fit an event. */
export function templateRoutes(app: App) {
  const read = { permission: 'response.template.read' } as const
  const edit = { permission: 'response.template.edit' } as const
  app.get(
    '/api/response-templates',
    { config: read, schema: { response: { 200: items(ResponseTemplateView) } } },
    request => request.work(listTemplates),
  )
  app.put(
    '/api/response-templates/:id',
    { config: edit, schema: { params, body: EditResponseTemplate, response: { 200: ResponseTemplateView } } },
    request => request.work(work => editTemplate(work, request.params.id, request.body)),
  )
  app.get(
    '/api/response-templates/:id/history',
    { config: read, schema: { params, response: { 200: items(TemplateHistoryEntry) } } },
    request => request.work(work => templateHistory(work, request.params.id)),
  )
  app.get(
    '/api/emergency-events/:id/response-offers',
    { config: { permission: 'response.read' }, schema: { params, response: { 200: items(ResponseOffer) } } },
    request => request.work(work => offersFor(work, request.params.id)),
  )
}
