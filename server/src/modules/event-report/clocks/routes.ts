import { circumstances, EventTypeView } from '@anlan/contract/emergency-event.ts'
import { clocks, mediums } from '@anlan/contract/obligation.ts'
import {
  EditReportingRule,
  FigureIndicatorView,
  ReportingRuleView,
  ThresholdView,
} from '@anlan/contract/reporting-rule.ts'
import { z } from 'zod'
import type { App } from '../../../kernel/http/app.ts'
import { Problem } from '../../../kernel/problem.ts'
import { recordFact, type Work } from '../../../kernel/work/work.ts'
import { unitFunctions } from '../../directory/api.ts'
import { bandInWords } from '../events/level-rules.ts'
import { conditionInWords } from './conditions.ts'
import type { ReportingRule } from './schema.ts'

const items = <T extends z.ZodType>(item: T) => z.object({ items: z.array(item) })
const read = { permission: 'event-report.rules.read' } as const

/** The rules with numbers, each with its source and how sure we are; an administrator edits limits, never code. */
export function ruleRoutes(app: App) {
  app.get(
    '/api/event-types',
    { config: { permission: 'signed-in' }, schema: { response: { 200: items(EventTypeView) } } },
    request =>
      request.work(async work => ({
        items: (await work.tx.selectFrom('event_type').selectAll().orderBy('code').execute()).map(row => ({
          code: row.code,
          name: row.name,
          parentCode: row.parent_code,
          warningOnly: row.warning_only,
          enabled: row.enabled,
          source: row.source,
          confidence: row.confidence as '确',
        })),
      })),
  )
  app.get(
    '/api/figure-indicators',
    { config: { permission: 'signed-in' }, schema: { response: { 200: items(FigureIndicatorView) } } },
    request =>
      request.work(async work => ({
        items: (await work.tx.selectFrom('figure_indicator').selectAll().orderBy('sort').execute()).map(row => ({
          code: row.code,
          name: row.name,
          unit: row.unit,
          kind: row.kind,
          options: row.options,
          sort: row.sort,
          derived: row.derived !== null,
        })),
      })),
  )
  app.get('/api/level-thresholds', { config: read, schema: { response: { 200: items(ThresholdView) } } }, request =>
    request.work(async work => {
      const names = new Map(
        (await work.tx.selectFrom('figure_indicator').select(['code', 'name']).execute()).map(row => [
          row.code,
          row.name,
        ]),
      )
      const rows = await work.tx
        .selectFrom('level_threshold')
        .selectAll()
        .orderBy('scheme_name')
        .orderBy('indicator')
        .orderBy('level')
        .execute()
      return {
        items: rows.map(row => ({
          id: row.id,
          schemeName: row.scheme_name,
          typePrefixes: row.type_prefixes,
          indicatorName: names.get(row.indicator) ?? row.indicator,
          unit: row.unit,
          band: bandInWords(row),
          level: row.level,
          sourceName: row.source_name,
          sourceArticle: row.source_article,
          confidence: row.confidence,
          enabled: row.enabled,
          note: row.note,
        })),
      }
    }),
  )
  app.get('/api/reporting-rules', { config: read, schema: { response: { 200: items(ReportingRuleView) } } }, request =>
    request.work(async work => {
      const words = await wordsFor(work)
      const rows = await work.tx.selectFrom('reporting_rule').selectAll().orderBy('code').execute()
      return { items: rows.map(row => present(row, words)) }
    }),
  )
  app.put(
    '/api/reporting-rules/:code',
    {
      config: { permission: 'event-report.rules.edit' },
      schema: {
        params: z.object({ code: z.string().max(20) }),
        body: EditReportingRule,
        response: { 200: ReportingRuleView },
      },
    },
    request =>
      request.work(async work => {
        const before = await work.tx
          .selectFrom('reporting_rule')
          .selectAll()
          .where('code', '=', request.params.code)
          .forUpdate()
          .executeTakeFirst()
        if (!before) throw new Problem('not-found')
        const { limitMinutes, phoneLimitMinutes, enabled, localDocument, reason } = request.body
        const change = {
          limit_minutes: limitMinutes,
          phone_limit_minutes: phoneLimitMinutes,
          enabled,
          local_document: localDocument || null,
        }
        const after = await work.tx
          .updateTable('reporting_rule')
          .set(change)
          .where('code', '=', before.code)
          .returningAll()
          .executeTakeFirstOrThrow()
        recordFact(work, 'event-report.rule-changed', before.code, {
          before: {
            limit: before.limit_minutes,
            phone: before.phone_limit_minutes,
            enabled: before.enabled,
            localDocument: before.local_document,
          },
          after: change,
          reason,
        })
        return present(after, await wordsFor(work))
      }),
  )
}

interface Words {
  type(prefix: string): string
  office(name: string): string
}

async function wordsFor(work: Work): Promise<Words> {
  const types = new Map(
    (await work.tx.selectFrom('event_type').select(['code', 'name']).execute()).map(row => [row.code, row.name]),
  )
  const offices: Record<string, string> = {
    ...unitFunctions,
    self: '本单位负责人',
    caller: '来电核查单位',
    town: '所在乡镇',
    sector: '行业主管部门',
    village: '村（社区）',
    township: '乡镇',
    townOrDepartment: '乡镇、县级部门',
    enterprise: '企业',
    enterpriseSite: '现场有关人员',
    institution: '医疗机构、事故单位',
  }
  return { type: prefix => types.get(prefix.padEnd(5, '0')) ?? prefix, office: name => offices[name] ?? name }
}

const displayOf = (rule: ReportingRule) =>
  rule.soft
    ? '立即'
    : rule.phone_limit_minutes !== null
      ? `电话 ${rule.phone_limit_minutes} 分钟，书面 ${rule.limit_minutes} 分钟`
      : rule.limit_minutes === null
        ? '按期'
        : `${rule.limit_minutes} 分钟`

const present = (rule: ReportingRule, words: Words): z.output<typeof ReportingRuleView> => ({
  code: rule.code,
  title: rule.title,
  trigger: rule.trigger,
  owedBy: words.office(rule.owed_by),
  owedTo: rule.owed_to.map(words.office),
  clock: clocks[rule.clock],
  medium: rule.medium === 'both' ? '电话和书面' : mediums[rule.medium],
  limitMinutes: rule.limit_minutes,
  phoneLimitMinutes: rule.phone_limit_minutes,
  soft: rule.soft,
  display: displayOf(rule),
  condition: conditionInWords(rule.condition, words.type, one => circumstances[one]),
  sourceName: rule.source_name,
  sourceArticle: rule.source_article,
  confidence: rule.confidence,
  effectiveFrom: rule.effective_from,
  effectiveTo: rule.effective_to,
  enabled: rule.enabled,
  note: rule.note,
  localDocument: rule.local_document,
})
