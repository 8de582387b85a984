import { AlignSeries, DocumentSeriesView } from '@anlan/contract/reporting-rule.ts'
import { z } from 'zod'
import type { App } from '../../kernel/http/app.ts'
import type { Module } from '../../kernel/module.ts'
import { Problem } from '../../kernel/problem.ts'
import { shanghaiDay } from '../calendar/api.ts'
import { seedPaperKinds } from './kinds/seed.ts'
import { receiptTask, remindWhenDue } from './papers/distribution.ts'
import { paperRoutes } from './papers/routes.ts'
import { paperSchema } from './papers/schema.ts'
import { indexing, paperSearch } from './papers/search.ts'
import { documentSchema } from './schema.ts'
import { alignSeries, isSeriesName, listSeries } from './series.ts'
import { documentSettings } from './settings.ts'

/**
 * 公文: official papers, from draft through review and signature to distribution and receipt; how they look (GB/T 9704-2012, as Word file and as
 * PDF) and how they are numbered, per series and year.
 */
export const document: Module = {
  name: 'document',
  migrations: [...documentSchema, ...paperSchema],
  routes: app => {
    seriesRoutes(app)
    paperRoutes(app)
  },
  tasks: { [receiptTask]: remindWhenDue },
  subscribers: { index: indexing },
  finds: paperSearch,
  settings: documentSettings,
  seed: seedPaperKinds,
}

function seriesRoutes(app: App) {
  app.get(
    '/api/document-series',
    {
      config: { permission: 'event-report.rules.read' },
      schema: { response: { 200: z.object({ items: z.array(DocumentSeriesView) }) } },
    },
    request =>
      request.work(async work => ({ items: await listSeries(work, Number(shanghaiDay(work.now).slice(0, 4))) })),
  )
  app.put(
    '/api/document-series/:series',
    {
      config: { permission: 'event-report.rules.edit' },
      schema: {
        params: z.object({ series: z.string().max(60) }),
        body: AlignSeries,
        response: { 200: DocumentSeriesView },
      },
    },
    request => {
      const { series } = request.params
      if (!isSeriesName(series)) throw new Problem('not-found')
      return request.work(work => alignSeries(work, series, request.body))
    },
  )
}
