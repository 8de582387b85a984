import { z } from 'zod'
import { Confidence, Id, MaybeWhen, optionalText, RuleSource, requiredText, When } from './codec.ts'
import { DutyPostName } from './duty.ts'

/** How strongly a unit is on duty (值班状态), weakest first. Falling back needs the leader on duty. */
export const dutyModes = { normal: '常态', strengthened: '加强', emergency: '应急', wartime: '战时' } as const
export type DutyMode = keyof typeof dutyModes
export const DutyModeName = z.enum(Object.keys(dutyModes) as [DutyMode, ...DutyMode[]])
const order = Object.keys(dutyModes)
/** Positive where `a` asks for more than `b`. */
export const compareModes = (a: DutyMode, b: DutyMode): number => order.indexOf(a) - order.indexOf(b)

/** What can stand behind a mode. */
export const modeCauses = { manual: '人工切换', response: '应急响应', period: '重点时段', warning: '预警' } as const
export type ModeCause = keyof typeof modeCauses
export const ModeCauseName = z.enum(Object.keys(modeCauses) as [ModeCause, ...ModeCause[]])

/** Kinds of unit that have rows of their own: the county's duty room, townships, and other units. */
export const modeScopes = { county: '县总值班室', town: '乡镇', unit: '县级部门和其他单位' } as const
export type ModeScope = keyof typeof modeScopes

const timeOfDay = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, { error: '应为时分，例如 08:00' })
const minutes = (label: string, min: number, max: number) =>
  z
    .int32({ error: `${label}应为整数` })
    .min(min, { error: `${label}不能少于 ${min} 分钟` })
    .max(max, { error: `${label}不能超过 ${max} 分钟` })
    .meta({ title: label })

export const PostCounts = z.partialRecord(
  DutyPostName,
  z.int32({ error: '人数应为整数' }).min(0, { error: '人数不能为负数' }).max(20, { error: '人数不能超过 20' }),
)
export type PostCounts = z.output<typeof PostCounts>

const ruleFields = {
  posts: PostCounts.meta({ title: '各岗位人数' }),
  /** Offices of the county called to watch together (联合值守成员单位); only the county's duty room has them. */
  joint: z.array(z.string().max(40)).max(40).meta({ title: '联合值守成员单位' }),
  reachMinutes: minutes('召回到岗时限', 5, 720),
  reportEveryMinutes: minutes('报送间隔', 15, 1440).nullable(),
  reportHours: z.array(timeOfDay).max(12).nullable().meta({ title: '定时报送时间' }),
  rollCallMinutes: minutes('点名间隔', 15, 720).nullable(),
  leaveLocked: z.boolean().meta({ title: '停止审批离岗请假' }),
}

/** What a mode asks of a kind of unit (值班状态要求). */
export const ModeRuleView = z.object({
  scope: z.enum(['county', 'town', 'unit']),
  mode: DutyModeName,
  ...ruleFields,
  source: RuleSource,
  version: z.number(),
  changedAt: MaybeWhen,
  changedByName: z.string().nullable(),
})
export type ModeRuleView = z.output<typeof ModeRuleView>
/** The row as it is from now on; `version` is the one that was read. */
export const EditModeRule = z.object({
  ...ruleFields,
  sourceName: requiredText('依据', 200),
  sourceArticle: optionalText('条款', 60).default(''),
  confidence: Confidence.default('设计').meta({ title: '依据可信度' }),
  version: z.int32().meta({ title: '版本' }),
})

/** Whom a trigger reaches: the county's duty room, who leads the response, the township where it is, all townships. */
export const triggerReaches = {
  room: '县总值班室',
  lead: '牵头部门',
  territory: '属地乡镇',
  towns: '全部乡镇',
} as const
export type TriggerReach = keyof typeof triggerReaches
const TriggerReachName = z.enum(Object.keys(triggerReaches) as [TriggerReach, ...TriggerReach[]])

/** A row of the trigger matrix (触发条件): what asks for which mode, and whether it switches by itself or only proposes. */
export const ModeTriggerView = z.object({
  id: z.string(),
  kind: ModeCauseName,
  condition: z.string(),
  words: z.string(),
  mode: DutyModeName,
  byItself: z.boolean(),
  reach: z.array(TriggerReachName),
  enabled: z.boolean(),
  source: RuleSource,
  version: z.number(),
  changedAt: MaybeWhen,
  changedByName: z.string().nullable(),
})
export type ModeTriggerView = z.output<typeof ModeTriggerView>
export const EditModeTrigger = z.object({
  mode: DutyModeName.meta({ title: '切换为' }),
  byItself: z.boolean().meta({ title: '自动切换' }),
  reach: z.array(TriggerReachName).min(1, { error: '请选择适用范围' }).meta({ title: '适用范围' }),
  enabled: z.boolean().meta({ title: '启用' }),
  sourceName: requiredText('依据', 200),
  confidence: Confidence.default('设计').meta({ title: '依据可信度' }),
  version: z.int32().meta({ title: '版本' }),
})
/** What each mode asks, what triggers it, and the offices of the county that may stand on the joint duty list. */
export const ModeTables = z.object({
  rules: z.array(ModeRuleView),
  triggers: z.array(ModeTriggerView),
  offices: z.array(z.object({ value: z.string(), label: z.string() })),
})
export type ModeTables = z.output<typeof ModeTables>
/** A change of a rule or trigger, newest first. */
export const ModeRuleChange = z.object({ at: When, byName: z.string().nullable(), what: z.string() })

/**
 * 切换值班状态 of one unit or many. `from` is the mode each was seen in: whoever comes second is told what happened meanwhile. Raising takes effect at
 * once; falling back takes effect when a leader on duty does it, and waits for one when somebody else asks.
 */
export const SwitchMode = z.object({
  id: Id.optional(),
  units: z
    .array(z.object({ unitId: Id.meta({ title: '单位' }), from: DutyModeName.meta({ title: '原状态' }) }))
    .min(1, { error: '请选择单位' })
    .max(300)
    .meta({ title: '单位' }),
  to: DutyModeName.meta({ title: '切换为' }),
  reason: requiredText('理由', 200),
  /** Members of the joint duty list, where the row of the mode is not to be taken. */
  jointUnitIds: z.array(Id).max(60).optional().meta({ title: '联合值守成员单位' }),
})
/** Who would be called in by a mode, before it is decided. */
export const CallInForecast = z.object({
  unitId: Id,
  people: z.number(),
  /** Member units of the joint duty list. */
  units: z.number(),
})
export type CallInForecast = z.infer<typeof CallInForecast>
export const SwitchResult = z.object({
  changed: z.array(Id),
  /** Set when the fall-back waits for a leader on duty. */
  proposalId: Id.nullable(),
})
export const DecideProposal = z.object({
  accept: z.boolean().meta({ title: '是否同意' }),
  note: optionalText('意见', 200).default(''),
})

export const ModeProposalView = z.object({
  id: Id,
  direction: z.enum(['raise', 'lower']),
  mode: DutyModeName,
  causeKind: ModeCauseName,
  title: z.string(),
  unitNames: z.array(z.string()),
  madeAt: When,
  askedByName: z.string().nullable(),
  /** Whether the one who reads may decide it. */
  mine: z.boolean(),
})
export type ModeProposalView = z.output<typeof ModeProposalView>

export const PostGap = z.object({ post: DutyPostName, required: z.number(), present: z.number() })

/** A call-in list in figures (召回进度). */
export const CallInProgress = z.object({
  id: Id,
  openedAt: When,
  dueAt: When,
  total: z.number(),
  acknowledged: z.number(),
  arrived: z.number(),
  /** Minutes from opening until nobody had not acknowledged; null while somebody has not. */
  allAcknowledgedMinutes: z.number().nullable(),
  allArrivedMinutes: z.number().nullable(),
  closedAt: MaybeWhen,
})
export type CallInProgress = z.output<typeof CallInProgress>

/** 赶赴现场: those on duty were ordered out when a response put their unit into 应急 or 战时; arrival and first report are counted from the order. */
export const SceneOrderView = z.object({
  responseId: Id,
  title: z.string(),
  orderedAt: When,
  arrivedAt: MaybeWhen,
  arrivedMinutes: z.number().nullable(),
  reportedAt: MaybeWhen,
  reportedMinutes: z.number().nullable(),
  reportedHow: z.string().nullable(),
})
export type SceneOrderView = z.output<typeof SceneOrderView>

export const UnitModeView = z.object({
  unitId: Id,
  unitName: z.string(),
  scope: z.enum(['county', 'town', 'unit']),
  mode: DutyModeName,
  since: MaybeWhen,
  causes: z.array(z.object({ kind: ModeCauseName, title: z.string(), mode: DutyModeName, since: When })),
  reason: z.string().nullable(),
  decidedByName: z.string().nullable(),
  /** Posts that the shifts in force do not fill now. */
  gaps: z.array(PostGap),
  reachMinutes: z.number(),
  reportEveryMinutes: z.number().nullable(),
  reportHours: z.array(z.string()).nullable(),
  rollCallMinutes: z.number().nullable(),
  leaveLocked: z.boolean(),
  callIn: CallInProgress.nullable(),
  /** Of the responses that stand behind the mode. */
  scene: z.array(SceneOrderView),
})
export type UnitModeView = z.output<typeof UnitModeView>

/** The page 值班状态: each unit in reach that has a duty room or is not 常态, what waits for a decision, and the county's call-in as a whole. */
export const ModesView = z.object({
  units: z.array(UnitModeView),
  proposals: z.array(ModeProposalView),
  countyCallIn: z.object({
    lists: z.number(),
    total: z.number(),
    acknowledged: z.number(),
    arrived: z.number(),
    /** The longest any running list took until all had acknowledged; null while one has not. */
    allAcknowledgedMinutes: z.number().nullable(),
  }),
})
export type ModesView = z.output<typeof ModesView>

export const ModeHistoryEntry = z.object({
  mode: DutyModeName,
  since: When,
  until: MaybeWhen,
  causeKind: ModeCauseName,
  reason: z.string(),
  decidedByName: z.string(),
  callIn: CallInProgress.nullable(),
  scene: z.array(SceneOrderView),
})
export type ModeHistoryEntry = z.output<typeof ModeHistoryEntry>

/** What one gap of the reinforced roster is to be filled with (增援值班方案). */
export const SupplementView = z.object({
  unitId: Id,
  unitName: z.string(),
  mode: DutyModeName,
  from: When,
  to: When,
  shifts: z.array(
    z.object({
      post: DutyPostName,
      personId: Id,
      personName: z.string(),
      mobile: z.string().nullable(),
      startsAt: When,
      endsAt: When,
    }),
  ),
  /** Places for which the pool has nobody rested and free. */
  unfilled: z.array(z.object({ post: DutyPostName, count: z.number(), startsAt: When, endsAt: When })),
})
export type SupplementView = z.output<typeof SupplementView>
/** Takes the proposal over as it is now computed; `expected` is the number of shifts that was seen. */
export const AcceptSupplement = z.object({ expected: z.int32().min(1).meta({ title: '班次数' }) })

export const CallInMember = z.object({
  id: Id,
  kind: z.enum(['person', 'unit']),
  unitId: Id,
  unitName: z.string(),
  name: z.string(),
  post: z.string(),
  phone: z.string().nullable(),
  calls: z.number(),
  lastCallAt: MaybeWhen,
  acknowledgedAt: MaybeWhen,
  acknowledgedMinutes: z.number().nullable(),
  acknowledgedVia: z.enum(['self', 'phone']).nullable(),
  expectedAt: MaybeWhen,
  arrivedAt: MaybeWhen,
  arrivedMinutes: z.number().nullable(),
  releasedAt: MaybeWhen,
})
export type CallInMember = z.output<typeof CallInMember>
/** 召回名单: whoever has not acknowledged stands first, whoever is on post last. */
export const CallInView = z.object({
  ...CallInProgress.shape,
  unitId: Id,
  unitName: z.string(),
  mode: DutyModeName,
  reason: z.string(),
  reachMinutes: z.number(),
  members: z.array(CallInMember),
})
export type CallInView = z.output<typeof CallInView>

/** What one called in says of himself: 收到, 预计到达, 已到岗. Each tap is one of them. */
export const AnswerCallIn = z
  .object({
    said: z.enum(['received', 'expected', 'arrived']).meta({ title: '答复' }),
    inMinutes: minutes('预计到达', 1, 720).optional(),
  })
  .refine(one => one.said !== 'expected' || one.inMinutes !== undefined, {
    path: ['inMinutes'],
    error: '请填写多少分钟后到达',
  })
/** A telephone call to somebody on the list, ticked by the caller. */
export const NoteCallInCall = z.object({
  result: z.enum(['acknowledged', 'unreachable', 'arrived']).meta({ title: '通话结果' }),
  expectedInMinutes: minutes('预计到达', 1, 720).optional(),
})
/** Somebody more is called in. */
export const AddCallInMember = z.object({
  id: Id.optional(),
  personId: Id.optional().meta({ title: '人员' }),
  unitId: Id.optional().meta({ title: '成员单位' }),
})
export const MyCallIn = z.object({
  memberId: Id,
  unitName: z.string(),
  mode: DutyModeName,
  reason: z.string(),
  post: z.string(),
  openedAt: When,
  dueAt: When,
  acknowledgedAt: MaybeWhen,
  expectedAt: MaybeWhen,
  arrivedAt: MaybeWhen,
})
export type MyCallIn = z.output<typeof MyCallIn>
