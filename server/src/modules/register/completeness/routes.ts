import { CompletenessQuery, UnitCompleteness } from '@anlan/contract/register.ts'
import { z } from 'zod'
import type { App } from '../../../kernel/http/app.ts'
import { completenessOf } from './completeness.ts'

/** How complete and how fresh base data are (基础数据完整率). */
export function completenessRoutes(app: App) {
  app.get(
    '/api/registers/completeness',
    {
      config: { permission: 'register.read' },
      schema: { querystring: CompletenessQuery, response: { 200: z.object({ items: z.array(UnitCompleteness) }) } },
    },
    request => request.work(async work => ({ items: await completenessOf(work, request.query) })),
  )
}
