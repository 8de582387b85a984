import { Day, Id } from '@anlan/contract/codec.ts'
import { CoverageGap, CoverageMonth, CoverageMonthQuery, CoverageNow } from '@anlan/contract/coverage.ts'
import { z } from 'zod'
import type { App } from '../../kernel/http/app.ts'
import { coverageMonth, gapsOfDay } from './month.ts'
import { coverageNow } from './now.ts'

/** 值守覆盖: read only. */
export function coverageRoutes(app: App) {
  const permission = 'duty.read'
  app.get('/api/coverage/now', { config: { permission }, schema: { response: { 200: CoverageNow } } }, request =>
    request.work(coverageNow),
  )
  app.get(
    '/api/coverage/month',
    { config: { permission }, schema: { querystring: CoverageMonthQuery, response: { 200: CoverageMonth } } },
    request => request.work(work => coverageMonth(work, request.query.month)),
  )
  app.get(
    '/api/coverage/units/:id/days/:day',
    {
      config: { permission },
      schema: {
        params: z.object({ id: Id, day: Day('日期') }),
        response: { 200: z.object({ items: z.array(CoverageGap) }) },
      },
    },
    request => request.work(async work => ({ items: await gapsOfDay(work, request.params.id, request.params.day) })),
  )
}
