import { z } from 'zod'
import { AreaCode, Id, Instant, MaybeWhen, optionalText, PageQuery, PhoneNumber, requiredText, When } from './codec.ts'

/** What came in (来电来件类别). An inquiry or a hotspot from above is owed an answer. */
export const callKinds = {
  ordinary: '一般来电',
  clue: '线索',
  inquiry: '上级核查',
  hotspot: '卫星热点核查',
} as const
export type CallKind = keyof typeof callKinds
export const CallKindName = z.enum(Object.keys(callKinds) as [CallKind, ...CallKind[]])

/** Where word came from (信息来源). */
export const sourceKinds = {
  public: '群众',
  village: '村（社区）',
  township: '乡镇（街道）',
  department: '县级部门',
  enterprise: '企事业单位',
  hotline: '110/119/120/12345',
  monitoring: '监测监控',
  satellite: '卫星热点',
  media: '媒体/网络',
  upper: '上级单位',
  neighbour: '毗邻地区',
  other: '其他',
} as const
export type SourceKind = keyof typeof sourceKinds
export const SourceKindName = z.enum(Object.keys(sourceKinds) as [SourceKind, ...SourceKind[]])

export const callStates = {
  open: '待处理',
  handed: '已转办',
  toEvent: '已转事件',
  dismissed: '已排除',
  closed: '已办结',
} as const
export type CallState = keyof typeof callStates
export const CallStateName = z.enum(Object.keys(callStates) as [CallState, ...CallState[]])

export const CallView = z.object({
  id: Id,
  unitId: Id,
  kind: CallKindName,
  state: CallStateName,
  receivedAt: When,
  sourceKind: SourceKindName,
  callerName: z.string().nullable(),
  callerPhone: z.string().nullable(),
  callerUnitId: Id.nullable(),
  callerUnitName: z.string().nullable(),
  areaCode: z.string().nullable(),
  content: z.string(),
  link: z.string().nullable(),
  takenByName: z.string(),
  handedToUnitId: Id.nullable(),
  handedToUnitName: z.string().nullable(),
  handedAt: MaybeWhen,
  closedAt: MaybeWhen,
  outcome: z.string().nullable(),
  eventId: Id.nullable(),
  /** Longer unattended than the setting allows. */
  waitingTooLong: z.boolean(),
})
export type CallView = z.infer<typeof CallView>

export const LogCall = z.object({
  id: Id.optional(),
  kind: CallKindName.default('ordinary').meta({ title: '类别' }),
  receivedAt: Instant('接报时间').optional(),
  sourceKind: SourceKindName.default('public').meta({ title: '信息来源' }),
  callerName: optionalText('来电人', 30).default(''),
  callerPhone: PhoneNumber('来电号码').nullable().default(null),
  callerUnitId: Id.nullable().default(null),
  areaCode: AreaCode.nullable().default(null),
  occurredAt: Instant('事发时间').nullable().default(null),
  content: requiredText('来电内容', 2000),
  link: optionalText('网址', 500).default(''),
  /** The event it is about, when it already exists. */
  eventId: Id.nullable().default(null),
})

export const HandCallOn = z.object({
  unitId: Id.meta({ title: '转办单位' }),
  note: optionalText('转办意见', 500).default(''),
})
export const CloseCall = z.object({ outcome: requiredText('办理结果', 1000), closedAt: Instant('办结时间').optional() })
export const DismissCall = z.object({ reason: requiredText('排除理由', 500) })
/** The answer to an inquiry or hotspot from above. */
export const AnswerCall = z.object({
  answer: requiredText('反馈内容', 1000),
  answeredAt: Instant('反馈时间').optional(),
})
export const CallQuery = PageQuery.extend({
  state: CallStateName.optional().meta({ title: '状态' }),
  kind: CallKindName.optional().meta({ title: '类别' }),
})
