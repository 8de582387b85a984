import { ChangeEntry } from '@anlan/contract/change.ts'
import { circumstances, EventTypeView } from '@anlan/contract/emergency-event.ts'
import { clocks, mediums } from '@anlan/contract/obligation.ts'
import { EditReportingRule, FigureIndicatorView, ReportingRuleView } from '@anlan/contract/reporting-rule.ts'
import { z } from 'zod'
import type { App } from '../../../kernel/http/app.ts'
import { Problem } from '../../../kernel/problem.ts'
import { changeHistory, type FieldWords, plain, withUnit, yesNo } from '../../../kernel/work/change-history.ts'
import { recordFact, type Work } from '../../../kernel/work/work.ts'
import { unitFunctions } from '../../directory/api.ts'
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
          before: stateOf(before),
          after: stateOf(after),
          reason,
          source: after.local_document,
        })
        return present(after, await wordsFor(work))
      }),
  )
  app.get(
    '/api/reporting-rules/:code/history',
    {
      config: read,
      schema: { params: z.object({ code: z.string().max(20) }), response: { 200: items(ChangeEntry) } },
    },
    request =>
      request.work(async work => {
        const { code } = request.params
        const rule = await work.tx
          .selectFrom('reporting_rule')
          .select('code')
          .where('code', '=', code)
          .executeTakeFirst()
        if (!rule) throw new Problem('not-found')
        return { items: await changeHistory(work, 'event-report.rule-changed', code, ruleFields) }
      }),
  )
}

const stateOf = (rule: ReportingRule) => ({
  limit: rule.limit_minutes,
  phone: rule.phone_limit_minutes,
  enabled: rule.enabled,
  localDocument: rule.local_document,
})
const ruleFields: FieldWords[] = [
  { key: 'limit', formerKey: 'limit_minutes', label: '时限', show: withUnit('分钟') },
  { key: 'phone', formerKey: 'phone_limit_minutes', label: '电话时限', show: withUnit('分钟') },
  { key: 'enabled', label: '启用', show: yesNo },
  { key: 'localDocument', formerKey: 'local_document', label: '本县文件文号', show: plain },
]

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
