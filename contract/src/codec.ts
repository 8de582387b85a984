import { z } from 'zod'

z.config({ localeError: inChinese })

const wanted: Record<string, string> = {
  string: '应为文字',
  number: '应为数字',
  int: '应为整数',
  boolean: '应为是或否',
  array: '应为列表',
  date: '应为日期',
}

/** What is wrong, for the person who filled the form in: never the name of a type or a code of ours. */
function inChinese(issue: z.core.$ZodRawIssue): string {
  switch (issue.code) {
    case 'invalid_type':
      return issue.input === undefined ? '请填写' : (wanted[issue.expected] ?? '格式不正确')
    case 'too_big':
      return issue.origin === 'string'
        ? `不能超过 ${issue.maximum} 个字`
        : issue.origin === 'array'
          ? `不能超过 ${issue.maximum} 项`
          : `不能大于 ${issue.maximum}`
    case 'too_small':
      return issue.origin === 'string'
        ? `不能少于 ${issue.minimum} 个字`
        : issue.origin === 'array'
          ? `不能少于 ${issue.minimum} 项`
          : `不能小于 ${issue.minimum}`
    case 'invalid_value':
      return issue.input === undefined ? '请选择' : '不在可选范围内'
    case 'invalid_union':
      return '不在可选范围内'
    case 'unrecognized_keys':
    case 'invalid_key':
      return '含有不认识的内容'
    default:
      return '格式不正确'
  }
}

/**
 * Edge codecs: every value that enters the system passes one of these, so that nothing PostgreSQL would refuse
 * (NUL, lone surrogates, int4 overflow, impossible dates) gets past the door.
 */

/** Whether PostgreSQL and JSON can carry the text: no control characters but tab and line ends, no half of a surrogate pair. */
export function isStorable(text: string): boolean {
  for (const char of text) {
    const code = char.codePointAt(0) ?? 0
    const isControl = (code < 0x20 && char !== '\t' && char !== '\n' && char !== '\r') || code === 0x7f
    if (isControl || (code >= 0xd800 && code <= 0xdfff)) return false
  }
  return true
}

const clean = (label: string, max: number) =>
  z
    .string({ error: issue => (issue.input === undefined ? `请填写${label}` : `${label}应为文字`) })
    .refine(isStorable, { error: `${label}含有无法保存的字符` })
    .trim()
    .max(max, { error: `${label}不能超过 ${max} 个字` })

/** What is missing is asked for; what is there and wrong is told how it should be. */
const absentOr = (label: string, wrong: string) => (issue: { input?: unknown }) =>
  issue.input === undefined || issue.input === null || issue.input === '' ? `请填写${label}` : `${label}${wrong}`

/** Text that must say something; trimmed. `label` is the field's official Chinese name and appears in errors. */
export const requiredText = (label: string, max = 200) =>
  clean(label, max)
    .min(1, { error: `请填写${label}` })
    .meta({ title: label })

/** Text that may be empty; trimmed. */
export const optionalText = (label: string, max = 2000) => clean(label, max).meta({ title: label })

/** Id of a record. A client may make it itself (any UUID); repeating a create with it does nothing twice. */
export const Id = z
  .guid({ error: '编号应为 UUID' })
  .transform(value => value.toLowerCase())
  .meta({ title: '编号' })

/** An instant on the wire: ISO 8601 with offset. Business times lie between 2000 and 2100. */
export const Instant = (label: string) =>
  z.iso
    .datetime({ offset: true, error: `${label}应为带时区的时间，例如 2026-07-12T02:46:00+08:00` })
    .transform(value => new Date(value))
    .refine(value => value.getUTCFullYear() >= 2000 && value.getUTCFullYear() <= 2100, {
      error: `${label}应在 2000 年至 2100 年之间`,
    })
    .meta({ title: label })

/** A calendar day in Shanghai, `YYYY-MM-DD`. */
export const Day = (label: string) =>
  z.iso.date({ error: absentOr(label, '应为日期，例如 2026-07-12') }).meta({ title: label })

/** A calendar month in Shanghai, `YYYY-MM`. */
export const Month = (label: string) =>
  z
    .string()
    .regex(/^20\d{2}-(0[1-9]|1[0-2])$/, { error: `${label}应为年月，例如 2026-07` })
    .meta({ title: label })

/** Administrative division code, 12 digits, zero-padded (county 6 + town 3 + village 3). */
export const AreaCode = z
  .string()
  .regex(/^\d{12}$/, { error: '行政区划代码应为 12 位数字' })
  .meta({ title: '行政区划代码' })

/** Event type code of the national table: 5 characters, e.g. 11A51. */
export const EventTypeCode = z
  .string()
  .regex(/^1[1-49][0-9A-Z]\d{2}$/, { error: '事件类型代码应为 5 位，例如 11A51' })
  .meta({ title: '事件类型' })

/** Mobile or fixed-line number, as dialled. */
export const PhoneNumber = (label = '联系电话') =>
  z
    .string()
    .trim()
    .regex(/^(1[3-9]\d{9}|(0\d{2,3}-?\d{7,8}|[2-9]\d{6,7})(-\d{1,6})?|1\d{2,4}|[48]00-?\d{3}-?\d{4})$/, {
      error: `${label}应为 11 位手机号或带区号的座机`,
    })
    .meta({ title: label })

/** A whole number of people, houses …; never negative, fits int4. */
export const Count = (label: string) =>
  z
    .int32({ error: absentOr(label, '应为整数') })
    .nonnegative({ error: `${label}不能为负数` })
    .meta({ title: label })

/** A measured quantity; never negative, at most 12 digits before the point. */
export const Quantity = (label: string) =>
  z
    .number({ error: absentOr(label, '应为数字') })
    .nonnegative({ error: `${label}不能为负数` })
    .max(999_999_999_999, { error: `${label}过大` })
    .meta({ title: label })

/** Position on the ground, CGCS2000 degrees. */
export const Position = z.object({
  lng: z
    .number({ error: '经度应为数字' })
    .min(-180, { error: '经度应在 -180 至 180 之间' })
    .max(180, { error: '经度应在 -180 至 180 之间' })
    .meta({ title: '经度' }),
  lat: z
    .number({ error: '纬度应为数字' })
    .min(-90, { error: '纬度应在 -90 至 90 之间' })
    .max(90, { error: '纬度应在 -90 至 90 之间' })
    .meta({ title: '纬度' }),
})
export type Position = z.infer<typeof Position>

/** An instant in a reply: ISO 8601, UTC. */
export const When = z.string().meta({ description: 'ISO 8601, UTC' })
export const MaybeWhen = When.nullable()

/** Keyset page: `next` is null on the last page. Totals are never counted. */
export const page = <T extends z.ZodType>(item: T) => z.object({ items: z.array(item), next: z.string().nullable() })

/** Query of a keyset page. */
export const PageQuery = z.object({
  after: z.string().max(400).optional().meta({ title: '翻页位置' }),
  limit: z.coerce.number().int().min(1).max(200).default(50).meta({ title: '每页条数' }),
})

/** Where a rule with numbers comes from, and how sure we are of it (确 / 较确 / 待核 / 设计). */
export const RuleSource = z.object({
  name: z.string(),
  article: z.string(),
  confidence: z.enum(['确', '较确', '待核', '设计']),
})
export type RuleSource = z.infer<typeof RuleSource>
export const Confidence = RuleSource.shape.confidence
export type Confidence = z.infer<typeof Confidence>
