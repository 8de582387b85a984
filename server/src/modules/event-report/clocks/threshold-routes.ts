import { ChangeEntry } from '@anlan/contract/change.ts'
import { EditThreshold, ThresholdView } from '@anlan/contract/reporting-rule.ts'
import { z } from 'zod'
import type { App } from '../../../kernel/http/app.ts'
import { Problem } from '../../../kernel/problem.ts'
import { changeHistory, type FieldWords, plain, yesNo } from '../../../kernel/work/change-history.ts'
import { recordFact, type Work } from '../../../kernel/work/work.ts'
import { bandInWords } from '../events/level-rules.ts'
import type { LevelThreshold } from './schema.ts'

const params = z.object({ id: z.string().max(120) })
const items = <T extends z.ZodType>(item: T) => z.object({ items: z.array(item) })
const read = { permission: 'event-report.rules.read' } as const
const changed = 'event-report.threshold-changed'

/** 分级标准: the bands of figures that rate an event, each with its source; a change rates what is known from then on. */
export function thresholdRoutes(app: App) {
  app.get('/api/level-thresholds', { config: read, schema: { response: { 200: items(ThresholdView) } } }, request =>
    request.work(async work => {
      const names = await indicatorNames(work)
      const rows = await work.tx
        .selectFrom('level_threshold')
        .selectAll()
        .orderBy('scheme_name')
        .orderBy('indicator')
        .orderBy('level')
        .execute()
      return { items: rows.map(row => present(row, names)) }
    }),
  )
  app.put(
    '/api/level-thresholds/:id',
    {
      config: { permission: 'event-report.rules.edit' },
      schema: { params, body: EditThreshold, response: { 200: ThresholdView } },
    },
    request =>
      request.work(async work => {
        const before = await work.tx
          .selectFrom('level_threshold')
          .selectAll()
          .where('id', '=', request.params.id)
          .forUpdate()
          .executeTakeFirst()
        if (!before) throw new Problem('not-found')
        const { reason, ...change } = request.body
        const after = await work.tx
          .updateTable('level_threshold')
          .set(change)
          .where('id', '=', before.id)
          .returningAll()
          .executeTakeFirstOrThrow()
        recordFact(work, changed, before.id, { before: stateOf(before), after: stateOf(after), reason })
        return present(after, await indicatorNames(work))
      }),
  )
  app.get(
    '/api/level-thresholds/:id/history',
    { config: read, schema: { params, response: { 200: items(ChangeEntry) } } },
    request =>
      request.work(async work => {
        const { id } = request.params
        const row = await work.tx.selectFrom('level_threshold').select('id').where('id', '=', id).executeTakeFirst()
        if (!row) throw new Problem('not-found')
        return { items: await changeHistory(work, changed, id, fields) }
      }),
  )
}

const stateOf = (row: LevelThreshold) => ({ band: bandInWords(row), enabled: row.enabled })
const fields: FieldWords[] = [
  { key: 'band', label: '范围', show: plain },
  { key: 'enabled', label: '启用', show: yesNo },
]

const indicatorNames = async (work: Work) =>
  new Map(
    (await work.tx.selectFrom('figure_indicator').select(['code', 'name']).execute()).map(row => [row.code, row.name]),
  )

const present = (row: LevelThreshold, names: Map<string, string>): z.output<typeof ThresholdView> => ({
  id: row.id,
  schemeName: row.scheme_name,
  typePrefixes: row.type_prefixes,
  indicatorName: names.get(row.indicator) ?? row.indicator,
  unit: row.unit,
  band: bandInWords(row),
  lo: row.lo,
  loExclusive: row.lo_exclusive,
  hi: row.hi,
  level: row.level,
  sourceName: row.source_name,
  sourceArticle: row.source_article,
  confidence: row.confidence,
  enabled: row.enabled,
  note: row.note,
})
