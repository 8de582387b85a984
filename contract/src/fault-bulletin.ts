import { z } from 'zod'
import { Day, Id, optionalText, When } from './codec.ts'

/** 错漏拖瞒差: what each of the five counts, part by part. The number of a fault is the sum of its parts. */
export const faultGroups = {
  wrong: {
    name: '错',
    parts: { wrongToll: '更正死亡、失踪人数', wrongTime: '更正事发时间', wrongPlace: '更正事发地点' },
  },
  omitted: { name: '漏', parts: { omittedReport: '漏报' } },
  delayed: {
    name: '拖',
    parts: { lateReport: '迟报', intervalLapse: '续报间隔超时', lateAnswer: '签收、反馈超时' },
  },
  concealed: { name: '瞒', parts: { concealedReport: '瞒报', falseReport: '谎报' } },
  poor: {
    name: '差',
    parts: { returned: '报告被退回', neverCompleted: '待核要素未补', notSigned: '先报后补未按时补签' },
  },
} as const
export type FaultGroup = keyof typeof faultGroups
export const faultGroupNames = Object.keys(faultGroups) as FaultGroup[]

export const faultParts: Record<string, string> = {
  ...Object.assign({}, ...Object.values(faultGroups).map(group => group.parts)),
  informationBackflow: '信息倒流',
}

/** What a list may be asked for: one of the five, or the cases behind another number. */
export const bulletinMeasures = {
  wrong: '错（报出后更正核心事实）',
  omitted: '漏（漏报）',
  delayed: '拖（迟报、超时）',
  concealed: '瞒（瞒报、谎报）',
  poor: '差（退回、要素未补、未补签）',
  backflow: '信息倒流',
  suspected: '待认定',
  timely: '首报及时',
  complete: '首报要素完整',
  accurate: '核心事实准确',
  firstMinutes: '首报用时',
} as const
export type BulletinMeasure = keyof typeof bulletinMeasures
export const MeasureName = z.enum(Object.keys(bulletinMeasures) as [BulletinMeasure, ...BulletinMeasure[]])

const span = {
  from: Day('起始日期'),
  /** The last day that counts. */
  to: Day('截止日期'),
}
const ordered = (value: { from: string; to: string }) => value.from <= value.to
const withinYear = (value: { from: string; to: string }) =>
  Date.parse(value.to) - Date.parse(value.from) <= 366 * 86_400_000
const late = { path: ['to'], error: '截止日期不能早于起始日期' }
const long = { path: ['to'], error: '统计期不能超过一年' }

export const BulletinQuery = z
  .object({ ...span, unit: Id.optional().meta({ title: '单位' }) })
  .refine(ordered, late)
  .refine(withinYear, long)
export const BulletinCaseQuery = z
  .object({ ...span, unit: Id.optional().meta({ title: '单位' }), measure: MeasureName.meta({ title: '指标' }) })
  .refine(ordered, late)
  .refine(withinYear, long)

/**
 * One record behind a number. Faults count 1 of 1; of a rate, `value` of `of` was in order (reports in time, elements filled, events without
 * a correction); of 首报用时, `value` are minutes.
 */
export const BulletinCase = z.object({
  id: z.string(),
  part: z.string(),
  partName: z.string(),
  unitId: Id,
  unitName: z.string(),
  at: When,
  eventId: Id.nullable(),
  eventTitle: z.string().nullable(),
  text: z.string(),
  value: z.number(),
  of: z.number(),
})
export type BulletinCase = z.infer<typeof BulletinCase>

/** `shown` of `count` cases; a list longer than the page shows says so. */
export const BulletinCases = z.object({ count: z.number(), items: z.array(BulletinCase) })

/** `value` of `of`; null where there was nothing to judge. Shown as a percentage with one decimal. */
const Rate = z.object({ value: z.number(), of: z.number() }).nullable()
export type Rate = z.infer<typeof Rate>

const numbers = {
  wrong: z.number(),
  omitted: z.number(),
  delayed: z.number(),
  concealed: z.number(),
  poor: z.number(),
  /** Sum of the five. */
  faults: z.number(),
  backflow: z.number(),
  suspected: z.number(),
  timely: Rate,
  complete: Rate,
  accurate: Rate,
  /** 首报平均用时: minutes, all together and of how many. */
  firstMinutes: Rate,
}
export const BulletinNumbers = z.object(numbers)
export type BulletinNumbers = z.infer<typeof BulletinNumbers>
export const BulletinUnit = z.object({ unitId: Id, unitName: z.string(), ...numbers })
export type BulletinUnit = z.infer<typeof BulletinUnit>

export const FaultBulletin = z.object({
  from: z.string(),
  to: z.string(),
  units: z.array(BulletinUnit),
  total: BulletinNumbers,
  /** The 通报 drafted for this period. */
  paper: z.object({ id: Id, title: z.string(), state: z.string() }).nullable(),
})
export type FaultBulletin = z.infer<typeof FaultBulletin>

/** Drafts the 通报 of a period; the one that was drafted for it already is answered instead of a second. */
export const DraftBulletin = z
  .object({ id: Id.optional(), ...span, requirements: optionalText('工作要求', 2000).default('') })
  .refine(ordered, late)
  .refine(withinYear, long)
export const DraftedBulletin = z.object({ paperId: Id })
