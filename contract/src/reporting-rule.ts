import { z } from 'zod'
import { Confidence, optionalText, requiredText } from './codec.ts'

/** What a report about an event can state (数据项目录). */
export const FigureIndicatorView = z.object({
  code: z.string(),
  name: z.string(),
  unit: z.string(),
  kind: z.enum(['count', 'decimal', 'category']),
  options: z.array(z.object({ value: z.number(), name: z.string() })).nullable(),
  sort: z.number(),
  /** Computed from others, never typed. */
  derived: z.boolean(),
})
export type FigureIndicatorView = z.infer<typeof FigureIndicatorView>

/** A row of the reporting rules (报送时限规则), as the administration page shows it. */
export const ReportingRuleView = z.object({
  code: z.string(),
  title: z.string(),
  trigger: z.string(),
  owedBy: z.string(),
  owedTo: z.array(z.string()),
  clock: z.string(),
  medium: z.string(),
  limitMinutes: z.number().nullable(),
  phoneLimitMinutes: z.number().nullable(),
  soft: z.boolean(),
  display: z.string(),
  condition: z.string(),
  sourceName: z.string(),
  sourceArticle: z.string(),
  confidence: Confidence,
  effectiveFrom: z.string(),
  effectiveTo: z.string().nullable(),
  enabled: z.boolean(),
  note: z.string().nullable(),
  /** The county's own paper that fixes it, by 文号. */
  localDocument: z.string().nullable(),
})
export type ReportingRuleView = z.infer<typeof ReportingRuleView>
export const EditReportingRule = z.object({
  limitMinutes: z.int32().min(0).max(525_600).nullable().meta({ title: '时限（分钟）' }),
  phoneLimitMinutes: z.int32().min(0).max(525_600).nullable().meta({ title: '电话时限（分钟）' }),
  enabled: z.boolean().meta({ title: '启用' }),
  localDocument: optionalText('本县文件文号', 120).default(''),
  reason: requiredText('修改依据', 500),
})

export const ThresholdView = z.object({
  id: z.string(),
  schemeName: z.string(),
  typePrefixes: z.array(z.string()),
  indicatorName: z.string(),
  unit: z.string(),
  band: z.string(),
  /** Lower bound, included unless `loExclusive`; upper bound, not included; null is open. */
  lo: z.number().nullable(),
  loExclusive: z.boolean(),
  hi: z.number().nullable(),
  level: z.number(),
  sourceName: z.string(),
  sourceArticle: z.string(),
  confidence: Confidence,
  enabled: z.boolean(),
  note: z.string().nullable(),
})
const bound = (label: string) =>
  z
    .number({ error: `${label}应为数字` })
    .nonnegative({ error: `${label}不能为负数` })
    .max(1e12, { error: `${label}过大` })
    .nullable()
    .meta({ title: label })
/** A standard that changed, or that the county set more strictly (分级标准调整). */
export const EditThreshold = z
  .object({
    lo: bound('下限'),
    hi: bound('上限'),
    enabled: z.boolean().meta({ title: '启用' }),
    reason: requiredText('修改依据', 500),
  })
  .refine(({ lo, hi }) => lo !== null || hi !== null, { path: ['lo'], error: '下限和上限至少填写一项' })
  .refine(({ lo, hi }) => lo === null || hi === null || lo < hi, { path: ['hi'], error: '上限应大于下限' })
export const DocumentSeriesView = z.object({
  series: z.string(),
  name: z.string(),
  year: z.number(),
  lastIssue: z.number(),
  pattern: z.string(),
})
/** Taking over from paper: the last issue number already used this year. */
export const AlignSeries = z.object({
  year: z.int32().min(2000).max(2100).meta({ title: '年份' }),
  lastIssue: z.int32().min(0).max(99_999).meta({ title: '已用期号' }),
  reason: requiredText('依据', 300),
})
