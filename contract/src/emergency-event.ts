import { z } from 'zod'
import {
  AreaCode,
  Confidence,
  Count,
  EventTypeCode,
  Id,
  Instant,
  MaybeWhen,
  optionalText,
  PageQuery,
  PhoneNumber,
  Position,
  Quantity,
  requiredText,
  When,
} from './codec.ts'
import { SourceKindName } from './switchboard.ts'

/** Severity of an emergency event (事件级别), 1 特别重大 to 4 一般. Not the warning level, not the response level. */
export const EventLevel = z.literal([1, 2, 3, 4])
export type EventLevel = z.infer<typeof EventLevel>
export const eventLevelNames: Record<EventLevel, string> = { 1: '特别重大', 2: '重大', 3: '较大', 4: '一般' }
export const levelRoman: Record<EventLevel, string> = { 1: 'Ⅰ', 2: 'Ⅱ', 3: 'Ⅲ', 4: 'Ⅳ' }

/** Sensitive circumstances (敏感情形): reported as if one level higher. */
export const sensitiveFlags = { time: '敏感时间', place: '敏感地点', people: '敏感人群', nature: '敏感性质' } as const
export type SensitiveFlag = keyof typeof sensitiveFlags
export const SensitiveFlagName = z.enum(Object.keys(sensitiveFlags) as [SensitiveFlag, ...SensitiveFlag[]])

/** Circumstances that open further reporting duties. */
export const circumstances = {
  mayBecomeMajor: '可能演变为重大、特别重大',
  widerImpact: '社会影响较大',
  majorDanger: '较大涉险',
  settlementThreat: '火场威胁居民区或重要设施',
  environmentSensitive: '涉及饮用水水源地等环境敏感情形',
  propertyLoss: '造成较大财产损失',
} as const
export type Circumstance = keyof typeof circumstances
export const CircumstanceName = z.enum(Object.keys(circumstances) as [Circumstance, ...Circumstance[]])

export const eventStates = { open: '处置中', ended: '处置结束', closed: '已办结', withdrawn: '已撤销' } as const
export type EventState = keyof typeof eventStates
export const EventStateName = z.enum(Object.keys(eventStates) as [EventState, ...EventState[]])

/** First figures as they are heard. A missing key means: not known yet (正在核实), never zero. */
export const Losses = z.object({
  deaths: Count('死亡人数').optional(),
  missing: Count('失联（失踪）人数').optional(),
  seriousInjuries: Count('重伤人数').optional(),
  minorInjuries: Count('轻伤人数').optional(),
  trapped: Count('被困人数').optional(),
  affected: Count('受灾（受影响）人数').optional(),
  relocated: Count('转移安置人数').optional(),
  directLossWanYuan: Quantity('直接经济损失（万元）').optional(),
})
export type Losses = z.infer<typeof Losses>

/** Intake (接报). Five fields are enough: what, where, when, how bad, who says so. */
export const ReportEvent = z.object({
  id: Id.optional(),
  title: requiredText('事件标题', 120),
  eventTypeCode: EventTypeCode,
  areaCode: AreaCode,
  occurredAt: Instant('事发时间').optional(),
  knownAt: Instant('获知时间'),
  source: requiredText('信息来源', 200),
  summary: requiredText('简要情况', 4000),
  location: Position.extend({ address: optionalText('详细地址', 200).optional() })
    .optional()
    .meta({ title: '位置' }),
  losses: Losses.optional().meta({ title: '伤亡损失' }),
  sourceKind: SourceKindName.optional().meta({ title: '来源类别' }),
  reporterName: optionalText('报告人', 30).optional(),
  reporterPhone: PhoneNumber('报告人电话').optional(),
  /** The unit that told us, and when it came to know itself: its own clock starts then. */
  reporterUnitId: Id.optional().meta({ title: '报告单位' }),
  reporterKnownAt: Instant('报告单位获知时间').optional(),
  siteContact: optionalText('现场联系人', 60).optional(),
  measuresTaken: optionalText('已采取措施', 2000).optional(),
  sensitiveFlags: z.array(SensitiveFlagName).max(4).default([]).meta({ title: '敏感情形' }),
  circumstances: z.array(CircumstanceName).max(10).default([]).meta({ title: '特殊情形' }),
  /** The call this grew out of. */
  callId: Id.optional(),
  /** 密级: anything above 工作秘密 is refused, the platform holds no state secrets. */
  secrecy: z.enum(['公开', '内部', '工作秘密', '秘密', '机密', '绝密']).default('内部').meta({ title: '密级' }),
})
export type ReportEvent = z.infer<typeof ReportEvent>

/** Why a level is proposed: the row of the threshold table that matched. */
export const MatchedThreshold = z.object({
  scheme: z.string(),
  indicatorName: z.string(),
  value: z.number(),
  band: z.string(),
  level: EventLevel,
  sourceName: z.string(),
  sourceArticle: z.string(),
  confidence: Confidence,
})
export type MatchedThreshold = z.infer<typeof MatchedThreshold>

/** One type under which the event is judged. Several stand side by side (事故 Ⅳ 与 环境 Ⅲ). */
export const ClassificationView = z.object({
  id: Id,
  eventTypeCode: z.string(),
  eventTypeName: z.string(),
  primary: z.boolean(),
  knownAt: When,
  proposedLevel: EventLevel.nullable(),
  proposedBecause: z.array(MatchedThreshold),
  level: EventLevel.nullable(),
  levelState: z.enum(['unrated', 'proposed', 'confirmed', 'overridden']),
  levelReason: z.string().nullable(),
  levelAt: MaybeWhen,
})
export type ClassificationView = z.infer<typeof ClassificationView>

export const figureStatuses = { unverified: '待核', verified: '已核实' } as const

/** A number with its meaning (数据项). Never overwritten: a new one supersedes it and says why. */
export const FigureView = z.object({
  id: Id,
  indicator: z.string(),
  indicatorName: z.string(),
  unit: z.string(),
  value: z.number().nullable(),
  status: z.enum(['unverified', 'verified']),
  asOf: When,
  knownAt: When,
  source: z.string(),
  reason: z.string().nullable(),
  supersedesId: Id.nullable(),
  supersededById: Id.nullable(),
  recordedAt: When,
  recordedByName: z.string(),
})
export type FigureView = z.infer<typeof FigureView>

export const RecordFigure = z.object({
  id: Id.optional(),
  indicator: requiredText('指标', 60),
  /** null: known to be unknown (正在核实). */
  value: Quantity('数值').nullable(),
  status: z.enum(['unverified', 'verified']).default('unverified').meta({ title: '核实状态' }),
  asOf: Instant('截至时间').optional(),
  knownAt: Instant('获知时间').optional(),
  source: requiredText('数据来源', 200),
  reason: optionalText('更正理由', 500).default(''),
})
export type RecordFigure = z.infer<typeof RecordFigure>

export const EventView = z.object({
  id: Id,
  number: z.string(),
  title: z.string(),
  state: EventStateName,
  eventTypeCode: z.string(),
  eventTypeName: z.string(),
  category: z.string(),
  areaCode: z.string(),
  areaName: z.string(),
  location: Position.extend({ address: z.string().nullable() }).nullable(),
  occurredAt: MaybeWhen,
  knownAt: When,
  createdAt: When,
  source: z.string(),
  sourceKind: SourceKindName,
  /** Masked (张*, 138****5678); in full by `GET …/reporter`. */
  reporterName: z.string().nullable(),
  reporterPhone: z.string().nullable(),
  /** Whether the caller's number is that of a registered reporter (信息报告员) of some unit; null when no number was taken down. */
  reporterOnFile: z.boolean().nullable(),
  siteContact: z.string().nullable(),
  summary: z.string(),
  measuresTaken: z.string().nullable(),
  sensitiveFlags: z.array(SensitiveFlagName),
  circumstances: z.array(CircumstanceName),
  /** The confirmed level of the most severe classification; null while unrated. */
  eventLevel: EventLevel.nullable(),
  /** What the thresholds say, confirmed or not. */
  proposedLevel: EventLevel.nullable(),
  /** The level reporting clocks go by: missing counted as dead, sensitive one up, unrated as 3. */
  reportingLevel: EventLevel,
  classifications: z.array(ClassificationView),
  figures: z.array(FigureView),
  parties: z.array(z.object({ unitId: Id, unitName: z.string(), capacity: z.string() })),
  knowledge: z.array(z.object({ unitId: Id, unitName: z.string(), knownAt: When, by: z.string() })),
  mustReport: z.boolean(),
  endedAt: MaybeWhen,
  stableAt: MaybeWhen,
  closedAt: MaybeWhen,
  createdByUnitName: z.string(),
})
export type EventView = z.infer<typeof EventView>

const NextLimit = z.object({
  title: z.string(),
  dueAt: When,
  owedByUnitName: z.string(),
  soft: z.boolean(),
  medium: z.string(),
})

/** One line of a list of events, with the next clock. */
export const EventLine = z.object({
  id: Id,
  number: z.string(),
  title: z.string(),
  state: EventStateName,
  eventTypeName: z.string(),
  areaName: z.string(),
  eventLevel: EventLevel.nullable(),
  proposedLevel: EventLevel.nullable(),
  sensitive: z.boolean(),
  knownAt: When,
  occurredAt: MaybeWhen,
  summary: z.string(),
  deaths: z.number().nullable(),
  missing: z.number().nullable(),
  openObligations: z.number(),
  overdueObligations: z.number(),
  next: NextLimit.nullable(),
  /** What is due at once (立即) and has not been done; it stands before what has hours. */
  atOnce: NextLimit.nullable(),
})
export type EventLine = z.infer<typeof EventLine>

export const EventQuery = PageQuery.extend({
  state: EventStateName.optional().meta({ title: '状态' }),
  type: z.string().max(5).optional().meta({ title: '事件类型' }),
  area: z
    .string()
    .regex(/^\d{2,12}$/)
    .optional()
    .meta({ title: '行政区划代码' }),
  text: z.string().max(60).optional().meta({ title: '关键词' }),
})

export const AmendEvent = z.object({
  title: requiredText('事件标题', 120).optional(),
  summary: requiredText('简要情况', 4000).optional(),
  occurredAt: Instant('事发时间').optional(),
  location: Position.extend({ address: optionalText('详细地址', 200).optional() }).optional(),
  siteContact: optionalText('现场联系人', 60).optional(),
  measuresTaken: optionalText('已采取措施', 2000).optional(),
  sensitiveFlags: z.array(SensitiveFlagName).max(4).optional().meta({ title: '敏感情形' }),
  circumstances: z.array(CircumstanceName).max(10).optional().meta({ title: '特殊情形' }),
  knownAt: Instant('该情形获知时间').optional(),
  reason: requiredText('变更理由', 500),
})
export const AddClassification = z.object({
  id: Id.optional(),
  eventTypeCode: EventTypeCode,
  knownAt: Instant('获知时间').optional(),
  reason: requiredText('理由', 500),
})
export const ConfirmLevel = z.object({
  level: EventLevel.nullable().meta({ title: '级别' }),
  reason: optionalText('理由', 500).default(''),
})
/** Another unit came to know of the event, by its own account or a call (their clock starts then). */
export const RecordKnowledge = z.object({
  id: Id.optional(),
  unitId: Id.meta({ title: '单位' }),
  knownAt: Instant('获知时间'),
  by: requiredText('获知方式', 200),
})
export const ShareEvent = z.object({
  unitIds: z.array(Id).min(1, { error: '请选择单位' }).max(50).meta({ title: '单位' }),
  note: optionalText('说明', 500).default(''),
})
export const AddEventFact = z.object({
  id: Id.optional(),
  text: requiredText('情况', 2000),
  at: Instant('时间').optional(),
})
export const EndEvent = z.object({ endedAt: Instant('结束时间').optional(), note: requiredText('结束说明', 1000) })
export const StabiliseEvent = z.object({
  stableAt: Instant('灾情稳定时间').optional(),
  note: requiredText('说明', 1000),
})
export const CloseEvent = z.object({ note: optionalText('办结说明', 1000).default('') })
export const DismissEvent = z.object({ reason: requiredText('撤销理由', 500) })

export const EventTypeView = z.object({
  code: z.string(),
  name: z.string(),
  parentCode: z.string().nullable(),
  warningOnly: z.boolean(),
  enabled: z.boolean(),
  source: z.string(),
  confidence: Confidence,
})
export type EventTypeView = z.infer<typeof EventTypeView>

/** What intake shows while the officer listens. */
export const IntakeAdvice = z.object({
  questions: z.array(z.object({ text: z.string(), element: z.string().nullable() })),
  /** `conflict`: what is said of the place does not fit together, for the officer to clear up. */
  nearestArea: z
    .object({ areaCode: z.string(), areaName: z.string(), why: z.string(), conflict: z.string().nullable() })
    .nullable(),
  suggestedTime: z.object({ at: When, why: z.string() }).nullable(),
  suggestedTypes: z.array(z.object({ code: z.string(), name: z.string(), why: z.string() })),
  suggestedFigures: z.array(z.object({ indicator: z.string(), name: z.string(), value: z.number(), why: z.string() })),
  duplicates: z.array(
    z.object({
      eventId: Id,
      number: z.string(),
      title: z.string(),
      distanceKm: z.number().nullable(),
      minutesApart: z.number(),
      why: z.string(),
    }),
  ),
  caller: z
    .object({ unitId: Id, unitName: z.string(), personName: z.string().nullable(), areaCode: z.string().nullable() })
    .nullable(),
  proposedLevel: EventLevel.nullable(),
  proposedBecause: z.array(MatchedThreshold),
  clocks: z.array(
    z.object({
      ruleCode: z.string(),
      title: z.string(),
      owedByUnitName: z.string(),
      medium: z.string(),
      dueAt: When,
      limitDisplay: z.string(),
      soft: z.boolean(),
    }),
  ),
})
export type IntakeAdvice = z.infer<typeof IntakeAdvice>

/** Who told us, in full: asked for on purpose, and the asking is recorded. */
export const ReporterView = z.object({ name: z.string().nullable(), phone: z.string().nullable() })

/** What has been typed so far; every field may still be missing. */
export const IntakeSoFar = z.object({
  text: z.string().max(4000).default('').meta({ title: '通话要点' }),
  eventTypeCode: EventTypeCode.optional(),
  areaCode: AreaCode.optional(),
  occurredAt: Instant('事发时间').optional(),
  knownAt: Instant('获知时间').optional(),
  phone: z.string().max(30).optional().meta({ title: '来电号码' }),
  location: Position.optional(),
  losses: Losses.optional(),
  sensitiveFlags: z.array(SensitiveFlagName).max(4).default([]).meta({ title: '敏感情形' }),
  circumstances: z.array(CircumstanceName).max(10).default([]).meta({ title: '特殊情形' }),
})

/** A draft of an intake form, kept on the server as typed so that a reload or a crash loses nothing. */
export const IntakeDraft = z.object({ id: Id, content: z.record(z.string(), z.unknown()), savedAt: When })
export const SaveIntakeDraft = z.object({
  content: z.record(z.string().max(60), z.unknown()).meta({ title: '草稿' }),
})

/** A neighbouring county whose border lies in the township of the event; whom to ring there. */
export const NeighbourView = z.object({
  id: Id,
  name: z.string(),
  region: z.string(),
  dutyPhone: z.string(),
  agreement: z.string().nullable(),
  agreementUntil: z.string().nullable(),
  /** What may be asked for, by whom it is approved, who pays. */
  terms: z.string().nullable(),
})
export type NeighbourView = z.infer<typeof NeighbourView>
