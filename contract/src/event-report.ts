import { z } from 'zod'
import { Id, Instant, MaybeWhen, optionalText, PageQuery, requiredText, When } from './codec.ts'
import { mediums } from './obligation.ts'

/** Kinds of report in an event's chain (报告种类). */
export const reportKinds = {
  first: '首报',
  followUp: '续报',
  final: '终报',
  verified: '核报',
  supplement: '补报',
  withdraw: '撤销',
} as const
export type ReportKind = keyof typeof reportKinds
export const ReportKindName = z.enum(Object.keys(reportKinds) as [ReportKind, ...ReportKind[]])

export const reportStates = {
  draft: '拟稿',
  review: '待审核',
  signing: '待签发',
  signed: '已签发',
  sent: '已报出',
  discarded: '已作废',
} as const
export type ReportState = keyof typeof reportStates
export const ReportStateName = z.enum(Object.keys(reportStates) as [ReportState, ...ReportState[]])

/**
 * The elements of a report (报送要素). `first: required` are the starred ones of a 首报: unknown is written as
 * 正在核实, never left blank. `final: required` may no longer be unknown in a 终报.
 */
export const reportElements = {
  eventTime: { name: '事发时间', first: 'required', final: 'required' },
  place: { name: '事发地点', first: 'required', final: 'required' },
  sourceUnit: { name: '信息来源', first: 'required', final: 'required' },
  reporter: { name: '报告人及电话', first: 'required', final: 'optional' },
  eventType: { name: '事件类型', first: 'required', final: 'required' },
  level: { name: '初判级别', first: 'optional', final: 'required' },
  process: { name: '基本过程', first: 'required', final: 'required' },
  deaths: { name: '死亡人数', first: 'required', final: 'required' },
  injured: { name: '受伤人数', first: 'required', final: 'required' },
  missing: { name: '失联人数', first: 'required', final: 'required' },
  trapped: { name: '被困人数', first: 'required', final: 'required' },
  scope: { name: '影响范围', first: 'required', final: 'required' },
  loss: { name: '初步损失', first: 'optional', final: 'required' },
  cause: { name: '起因', first: 'optional', final: 'required' },
  nature: { name: '性质', first: 'optional', final: 'optional' },
  trend: { name: '发展趋势', first: 'optional', final: 'optional' },
  sensitive: { name: '敏感情况', first: 'optional', final: 'optional' },
  measures: { name: '已采取措施', first: 'required', final: 'required' },
  leadersOnSite: { name: '到场领导', first: 'optional', final: 'optional' },
  forces: { name: '投入力量', first: 'optional', final: 'optional' },
  evacuated: { name: '转移安置', first: 'optional', final: 'optional' },
  opinion: { name: '舆情', first: 'optional', final: 'optional' },
  difficulty: { name: '困难', first: 'optional', final: 'optional' },
  request: { name: '请求支援', first: 'optional', final: 'optional' },
  progress: { name: '进展情况', first: 'optional', final: 'optional' },
  outcome: { name: '处置结果', first: 'optional', final: 'required' },
  aftermath: { name: '善后情况', first: 'optional', final: 'optional' },
  lessons: { name: '经验教训', first: 'optional', final: 'optional' },
  nextStep: { name: '下一步工作', first: 'optional', final: 'optional' },
  siteContact: { name: '现场联系人', first: 'required', final: 'optional' },
} as const
export type ReportElement = keyof typeof reportElements
const elementNames = Object.keys(reportElements) as [ReportElement, ...ReportElement[]]
export const ReportElementName = z.enum(elementNames)

/** What a stage must contain: the starred elements of a 首报, what a 终报 may no longer leave open; a 续报 tells what changed and what comes next. */
export function requiredElements(kind: ReportKind): ReportElement[] {
  if (kind === 'first') return elementNames.filter(name => reportElements[name].first === 'required')
  if (kind === 'final' || kind === 'verified')
    return elementNames.filter(name => reportElements[name].final === 'required')
  if (kind === 'followUp') return ['deaths', 'injured', 'missing', 'trapped', 'progress', 'nextStep']
  return []
}

/**
 * Whether this paper may say 正在核实 of an element. A 终报 or 核报 may not where it is required; and nobody can be verifying what
 * we ourselves do next, so 下一步工作 is written or left out.
 */
export const mayBePending = (kind: ReportKind, element: ReportElement): boolean =>
  element !== 'nextStep' && !((kind === 'final' || kind === 'verified') && reportElements[element].final === 'required')

/** An element's text; `pending` stands for 正在核实. */
export const ElementValue = z.object({
  text: optionalText('内容', 4000).default(''),
  pending: z.boolean().default(false),
})
export type ElementValue = z.infer<typeof ElementValue>
export const Elements = z.partialRecord(ReportElementName, ElementValue)
export type Elements = z.infer<typeof Elements>

/** Draft a report; elements not given are prefilled from the event's figures and timeline. */
export const DraftReport = z.object({
  id: Id.optional(),
  kind: ReportKindName.meta({ title: '报告种类' }),
  title: optionalText('标题', 120).optional(),
  elements: Elements.optional().meta({ title: '报送要素' }),
  recipientUnitIds: z.array(Id).max(20).optional().meta({ title: '主送单位' }),
  copyUnitIds: z.array(Id).max(50).optional().meta({ title: '抄送单位' }),
  /** Supplement: why the earlier figures change. Withdraw: why it is not an event. */
  reason: optionalText('说明', 1000).optional(),
})
export const EditReport = DraftReport.omit({ id: true, kind: true }).extend({
  revision: z.int32().meta({ title: '版本' }),
})

export const ReportSignature = z.object({
  opinion: optionalText('意见', 500).default('同意'),
  agree: z.boolean().default(true).meta({ title: '是否同意' }),
})

/**
 * How a report that nobody has signed yet may leave in an emergency (先报后补): by a leader's oral word, or before it could be
 * asked for. Either is flagged and must be confirmed afterwards. Only 首报 and 续报.
 */
export const SubmitReport = z.object({
  approval: z
    .discriminatedUnion('mode', [
      z.object({ mode: z.literal('signed') }),
      z.object({
        mode: z.literal('oral'),
        approverName: requiredText('口头签批领导', 30),
        approvedAt: Instant('口头签批时间'),
        note: optionalText('说明', 300).default(''),
      }),
      z.object({ mode: z.literal('urgent'), reason: requiredText('先报后补的理由', 300) }),
    ])
    .optional()
    .meta({ title: '签批方式' }),
})

export const SignatureView = z.object({
  step: z.enum(['drafted', 'reviewed', 'signed', 'returned', 'oral', 'urgent', 'confirmed']),
  byName: z.string(),
  at: When,
  opinion: z.string(),
})

/** What became of a report at one receiver. */
export const ReportDeliveryView = z.object({
  unitId: Id,
  unitName: z.string(),
  copy: z.boolean(),
  /** Units without an account here get the paper by hand or fax; somebody ticks it. */
  inSystem: z.boolean(),
  sentAt: MaybeWhen,
  deliveredManuallyAt: MaybeWhen,
  receivedAt: MaybeWhen,
  receivedByName: z.string().nullable(),
  returnedAt: MaybeWhen,
  returnReason: z.string().nullable(),
  comments: z.array(z.object({ at: When, byName: z.string(), text: z.string() })),
})
export type ReportDeliveryView = z.infer<typeof ReportDeliveryView>

export const ReportView = z.object({
  id: Id,
  eventId: Id,
  eventTitle: z.string(),
  eventNumber: z.string(),
  kind: ReportKindName,
  ordinal: z.number(),
  state: ReportStateName,
  /** e.g. 突发事件信息〔2026〕第45期续1; given when sent. */
  number: z.string().nullable(),
  title: z.string(),
  unitId: Id,
  unitName: z.string(),
  elements: Elements,
  reason: z.string().nullable(),
  completeness: z.object({
    filled: z.number(),
    of: z.number(),
    missing: z.array(ReportElementName),
    pending: z.array(ReportElementName),
  }),
  paragraphs: z.array(z.object({ heading: z.string().nullable(), text: z.string() })),
  /** Figures as they stood when drafted, with what the last report said. */
  differences: z.array(
    z.object({ element: ReportElementName, name: z.string(), before: z.string(), after: z.string() }),
  ),
  recipients: z.array(ReportDeliveryView),
  signatures: z.array(SignatureView),
  revision: z.number(),
  nextReportBy: MaybeWhen,
  createdAt: When,
  submittedAt: MaybeWhen,
  awaitingConfirmation: z.boolean(),
  mayEdit: z.boolean(),
  maySign: z.boolean(),
  mayReview: z.boolean(),
  /** The actor answers for a receiver that has not yet signed for it; he may also return or comment. */
  mayReceive: z.boolean(),
  mayAnswer: z.boolean(),
})
export type ReportView = z.infer<typeof ReportView>

export const ReportLine = z.object({
  id: Id,
  eventId: Id,
  eventTitle: z.string(),
  kind: ReportKindName,
  ordinal: z.number(),
  state: ReportStateName,
  number: z.string().nullable(),
  title: z.string(),
  unitId: Id,
  unitName: z.string(),
  createdAt: When,
  submittedAt: MaybeWhen,
  receivedAt: MaybeWhen,
  returnedAt: MaybeWhen,
  awaitingConfirmation: z.boolean(),
})
export type ReportLine = z.infer<typeof ReportLine>

/** `box`: what we wrote, what was sent to us, what waits for a signature. */
export const ReportQuery = PageQuery.extend({
  box: z.enum(['sent', 'received', 'toSign', 'toReview', 'toConfirm']).default('received').meta({ title: '信箱' }),
  event: Id.optional(),
})

export const ReportComparison = z.object({
  fields: z.array(
    z.object({ element: z.string(), name: z.string(), left: z.string(), right: z.string(), changed: z.boolean() }),
  ),
})
export const ReturnReport = z.object({ reason: requiredText('退回理由', 500) })
export const CommentReport = z.object({ id: Id.optional(), text: requiredText('意见', 1000) })
export const ConfirmApproval = z.object({ opinion: optionalText('意见', 500).default('同意') })
export const ManualDelivery = z.object({
  unitId: Id.meta({ title: '接收单位' }),
  deliveredAt: Instant('送达时间').optional(),
  how: requiredText('送达方式', 100),
})

/** A report made outside this system: by telephone, fax, or typed into another system (报送记录). */
export const RecordTransmission = z.object({
  id: Id.optional(),
  medium: z.enum(['phone', 'written', 'system']).meta({ title: '报送方式' }),
  toUnitId: Id.meta({ title: '报送对象' }),
  /** The reporting unit; defaults to one's own. A duty officer types in a call from below with the caller's unit. */
  fromUnitId: Id.optional().meta({ title: '报送单位' }),
  at: Instant('报送时间').optional(),
  spokenTo: optionalText('接话人', 30).default(''),
  content: requiredText('报送内容', 2000),
  /** What the other system answered, e.g. the receipt number of the accident statistics system. */
  receiptNumber: optionalText('回执号', 60).default(''),
  /** An ordinary report, the daily one of a disaster that is not over, or the word that casualties did not change in the watch period. */
  purpose: z.enum(['report', 'daily', 'casualtyWatch']).default('report').meta({ title: '报送事项' }),
})
export type RecordTransmission = z.infer<typeof RecordTransmission>

export const TransmissionView = z.object({
  id: Id,
  medium: z.enum(Object.keys(mediums) as [keyof typeof mediums, ...(keyof typeof mediums)[]]),
  fromUnitName: z.string(),
  toUnitName: z.string(),
  at: When,
  recordedAt: When,
  recordedByName: z.string(),
  /** Typed in noticeably later than it happened (补录). */
  backfilled: z.boolean(),
  spokenTo: z.string(),
  content: z.string(),
  receiptNumber: z.string(),
})

/** 事故直报: every known accident with when it was reported directly and the receipt; the rate is reported / known, both listed. */
export const DirectReportView = z.object({
  known: z.number(),
  reported: z.number(),
  items: z.array(
    z.object({
      eventId: Id,
      number: z.string(),
      title: z.string(),
      eventTypeName: z.string(),
      knownAt: When,
      reportedAt: MaybeWhen,
      receiptNumber: z.string().nullable(),
    }),
  ),
})

/** Reporting faults the system computes; people confirm or waive them (迟报、漏报 …). */
export const violationKinds = {
  lateReport: '迟报',
  omittedReport: '漏报',
  falseReport: '谎报',
  concealedReport: '瞒报',
  informationBackflow: '信息倒流',
  intervalLapse: '续报间隔超时',
} as const
export type ViolationKind = keyof typeof violationKinds
export const ViolationKindName = z.enum(Object.keys(violationKinds) as [ViolationKind, ...ViolationKind[]])

export const ViolationView = z.object({
  id: Id,
  kind: ViolationKindName,
  state: z.enum(['suspected', 'confirmed', 'waived']),
  unitId: Id,
  unitName: z.string(),
  eventId: Id.nullable(),
  eventTitle: z.string().nullable(),
  minutes: z.number().nullable(),
  evidence: z.string(),
  ruleCode: z.string().nullable(),
  at: When,
  reviewedAt: MaybeWhen,
  reviewedByName: z.string().nullable(),
  reviewNote: z.string().nullable(),
})
export type ViolationView = z.infer<typeof ViolationView>
export const ReviewViolation = z.object({
  verdict: z.enum(['confirmed', 'waived']).meta({ title: '认定结论' }),
  note: requiredText('认定说明', 500),
})
export const ViolationQuery = PageQuery.extend({
  state: z.enum(['suspected', 'confirmed', 'waived']).optional().meta({ title: '状态' }),
  event: Id.optional(),
  unit: Id.optional(),
  kind: ViolationKindName.optional().meta({ title: '类别' }),
})

/** The daily all-clear of holidays and special periods (每日报告，无事报平安). */
export const SubmitDailyReport = z.object({
  id: Id.optional(),
  toUnitId: Id.optional().meta({ title: '报送对象' }),
  content: requiredText('报告内容', 2000),
})

export const DailyReportView = z.object({
  id: Id,
  on: z.string(),
  unitId: Id,
  unitName: z.string(),
  toUnitName: z.string(),
  content: z.string(),
  submittedAt: When,
  byName: z.string(),
})
export type DailyReportView = z.infer<typeof DailyReportView>

/** 签发人: whoever let it go out stays the signer of what went out; a later confirmation signs only what had no name. */
export const signerOf = <T extends { step: string }>(signatures: T[]): T | undefined =>
  signatures.findLast(one => one.step === 'signed' || one.step === 'oral') ??
  signatures.findLast(one => one.step === 'confirmed')
