import { z } from 'zod'
import { Id, Instant, MaybeWhen, optionalText, PageQuery, requiredText, When } from './codec.ts'

/** How high the leader stands (批示领导层级). From `city` upward the instruction comes from above the county. */
export const leaderRanks = {
  national: '国家',
  province: '省',
  city: '市',
  countyHead: '县主要领导',
  countyDeputy: '县分管领导',
} as const
export type LeaderRank = keyof typeof leaderRanks
export const LeaderRankName = z.enum(Object.keys(leaderRanks) as [LeaderRank, ...LeaderRank[]])
export const isUpperRank = (rank: LeaderRank): boolean => rank === 'national' || rank === 'province' || rank === 'city'

/** How the instruction came (批示方式). What came by 微信转述 is to be followed by the written original. */
export const instructionChannels = { written: '书面', phone: '电话', wechat: '微信转述', meeting: '会议' } as const
export type InstructionChannel = keyof typeof instructionChannels
const ChannelName = z.enum(Object.keys(instructionChannels) as [InstructionChannel, ...InstructionChannel[]])

/** What the leader asks for (批示用语). 已阅 asks for nothing. */
export const instructionVerbs = {
  read: '已阅',
  readAndHandle: '请阅处',
  takeLead: '请牵头',
  verifySoon: '请速核',
  handleSoon: '请速处',
  study: '请研究',
  agree: '同意',
  disagree: '不同意',
} as const
export type InstructionVerb = keyof typeof instructionVerbs
const VerbName = z.enum(Object.keys(instructionVerbs) as [InstructionVerb, ...InstructionVerb[]])

/** Urgency as telegrams have it (紧急程度); papers use 特急 and 加急 only. */
export const urgencies = {
  mostUrgent: '特提',
  veryUrgent: '特急',
  urgent: '加急',
  fairlyUrgent: '平急',
  none: '未标明',
} as const
export type Urgency = keyof typeof urgencies
const UrgencyName = z.enum(Object.keys(urgencies) as [Urgency, ...Urgency[]])

/** Where an instruction stands (办理状态). 超期 is computed beside it and never a state. */
export const instructionStates = {
  toTranscribe: '待抄清',
  handedOn: '已转办',
  signedFor: '已签收',
  inProgress: '办理中',
  answered: '已反馈',
  reinstructed: '领导再批示',
  closed: '办结',
  archived: '归档',
} as const
export type InstructionState = keyof typeof instructionStates
export const InstructionStateName = z.enum(Object.keys(instructionStates) as [InstructionState, ...InstructionState[]])

export const assignmentRoles = { lead: '主办', co: '协办', part: '分解任务' } as const
export type AssignmentRole = keyof typeof assignmentRoles
export const assignmentStates = {
  assigned: '待签收',
  signedFor: '已签收',
  inProgress: '办理中',
  returned: '退回补充',
  answered: '已反馈',
} as const
export type AssignmentState = keyof typeof assignmentStates
const AssignmentStateName = z.enum(Object.keys(assignmentStates) as [AssignmentState, ...AssignmentState[]])
const RoleName = z.enum(Object.keys(assignmentRoles) as [AssignmentRole, ...AssignmentRole[]])

const fileIds = z.array(Id).max(20)
/** What supports what is said: at least one. */
const Attachments = fileIds.min(1, { error: '请至少上传一个附件' }).meta({ title: '附件' })
const words = requiredText('批示内容', 2000)
const common = {
  id: Id.optional(),
  leaderName: requiredText('批示领导', 40),
  leaderPost: optionalText('领导职务', 60).default(''),
  rank: LeaderRankName.meta({ title: '领导层级' }),
  verb: VerbName.meta({ title: '批示用语' }),
  urgency: UrgencyName.default('none').meta({ title: '紧急程度' }),
  subject: requiredText('批示事由', 100),
  /** The leader's own words, kept as they came. */
  text: words,
  givenAt: Instant('批示时间').optional(),
  /** What the leader set himself; otherwise the limit follows from event and urgency. */
  deadline: Instant('反馈期限').nullable().default(null),
  fileIds: fileIds.default([]).meta({ title: '附件' }),
}

/** An instruction as the duty room takes it down, of a leader of the county or of one above. */
export const RecordInstruction = z.object({
  ...common,
  channel: ChannelName.meta({ title: '批示方式' }),
  leaderPersonId: Id.nullable().default(null).meta({ title: '批示领导' }),
  eventId: Id.nullable().default(null).meta({ title: '所属事件' }),
  reportId: Id.nullable().default(null).meta({ title: '所批报告' }),
  /** The instruction that this one follows (领导再批示). */
  followsId: Id.nullable().default(null).meta({ title: '原批示' }),
})

/** An instruction that the level above sends down through this platform. */
export const SendInstructionDown = z.object({
  ...common,
  rank: LeaderRankName.meta({ title: '领导层级' }).refine(isUpperRank, { error: '下达的批示应为市级以上领导批示' }),
  eventId: Id.nullable().default(null).meta({ title: '所属事件' }),
})

/** 抄清: the typed clean copy beside the original words. */
export const CleanCopy = z.object({ text: requiredText('抄清内容', 2000) })

export const AssignInstruction = z.object({
  leadUnitId: Id.meta({ title: '主办单位' }),
  coUnitIds: z.array(Id).max(30).default([]).meta({ title: '协办单位' }),
  task: optionalText('办理要求', 500).default(''),
  deadline: Instant('反馈期限').nullable().default(null),
})

export const TellLeaders = z.object({
  told: requiredText('已报告的领导', 200),
  how: requiredText('报告方式', 100),
  at: Instant('报告时间').optional(),
})
export const WrittenOriginal = z.object({ fileIds: Attachments, note: optionalText('说明', 500).default('') })

/** The answer to the level above, by the line the instruction came. */
export const AnswerUp = z.object({ id: Id.optional(), text: requiredText('反馈内容', 4000), fileIds: Attachments })
export const ReturnForMore = z.object({
  reason: requiredText('退回理由', 500),
  deadline: Instant('补充反馈期限').nullable().default(null),
})
export const CloseInstruction = z.object({ answer: requiredText('办结意见', 1000) })

export const Feedback = z.object({
  id: Id.optional(),
  text: requiredText('办理情况', 4000),
  fileIds: Attachments,
  /** false: word in between, more follows. */
  final: z.boolean().default(true).meta({ title: '办理完毕' }),
  /** When the next word comes; owed after word in between. */
  nextBy: Instant('下次反馈时间').nullable().default(null),
})
export const UrgeAssignment = z.object({ note: optionalText('催办意见', 500).default('') })
export const SplitAssignment = z.object({
  parts: z
    .array(
      z.object({
        unitId: Id.meta({ title: '承办单位' }),
        personId: Id.nullable().default(null).meta({ title: '承办人' }),
        task: requiredText('任务', 500),
        deadline: Instant('反馈期限').nullable().default(null),
      }),
    )
    .min(1, { error: '请填写分解任务' })
    .max(50)
    .meta({ title: '分解任务' }),
})
export const NameHolder = z.object({ personId: Id.meta({ title: '承办人' }) })

export const InstructionBox = z.enum(['mine', 'all'])
export const InstructionQuery = PageQuery.extend({
  box: InstructionBox.default('all').meta({ title: '范围' }),
  state: InstructionStateName.optional().meta({ title: '状态' }),
  leader: optionalText('批示领导', 40).optional(),
  unit: Id.optional().meta({ title: '承办单位' }),
  event: Id.optional().meta({ title: '所属事件' }),
  overdue: z.enum(['true', 'false']).optional().meta({ title: '超期' }),
})

export const InstructionLine = z.object({
  id: Id,
  number: z.string().nullable(),
  subject: z.string(),
  leaderName: z.string(),
  leaderPost: z.string(),
  rank: LeaderRankName,
  verb: VerbName,
  urgency: UrgencyName,
  channel: ChannelName,
  state: InstructionStateName,
  givenAt: When,
  eventId: Id.nullable(),
  eventTitle: z.string().nullable(),
  fromUnitName: z.string().nullable(),
  leadUnitName: z.string().nullable(),
  coUnitCount: z.number(),
  /** The nearest limit that still runs. */
  nextDueAt: MaybeWhen,
  /** Something about it is past its limit and unmet. */
  overdue: z.boolean(),
  /** How many limits were ever missed; stays for good. */
  breaches: z.number(),
})
export type InstructionLine = z.infer<typeof InstructionLine>

const FileLine = z.object({ id: Id, name: z.string(), size: z.number() })
export type InstructionFile = z.infer<typeof FileLine>

export const FeedbackView = z.object({
  id: Id,
  text: z.string(),
  final: z.boolean(),
  at: When,
  byName: z.string(),
  nextBy: MaybeWhen,
  returnedAt: MaybeWhen,
  returnReason: z.string().nullable(),
  files: z.array(FileLine),
})
const ClockView = z.object({
  dueAt: When,
  limit: z.string(),
  basis: z.string(),
  metAt: MaybeWhen,
  minutesLate: z.number().nullable(),
  overdue: z.boolean(),
})
export const AssignmentView = z.object({
  id: Id,
  parentId: Id.nullable(),
  unitId: Id,
  unitName: z.string(),
  personId: Id.nullable(),
  personName: z.string().nullable(),
  role: RoleName,
  task: z.string(),
  state: AssignmentStateName,
  assignedAt: When,
  assignedByName: z.string(),
  signedForAt: MaybeWhen,
  signedForByName: z.string().nullable(),
  signClock: ClockView.nullable(),
  /** All clocks for an answer, the latest last. */
  feedbackClocks: z.array(ClockView),
  feedbacks: z.array(FeedbackView),
  urges: z.array(z.object({ at: When, byName: z.string(), automatic: z.boolean(), note: z.string() })),
  may: z.object({
    signFor: z.boolean(),
    answer: z.boolean(),
    split: z.boolean(),
    name: z.boolean(),
    urge: z.boolean(),
    return: z.boolean(),
  }),
})
export type AssignmentView = z.infer<typeof AssignmentView>

export const UpwardAnswerView = z.object({
  id: Id,
  text: z.string(),
  at: When,
  byName: z.string(),
  files: z.array(FileLine),
  acceptedAt: MaybeWhen,
  returnedAt: MaybeWhen,
  returnReason: z.string().nullable(),
})

export const InstructionView = InstructionLine.extend({
  text: z.string(),
  cleanText: z.string().nullable(),
  transcribedAt: MaybeWhen,
  transcribedByName: z.string().nullable(),
  deadline: MaybeWhen,
  recordedAt: When,
  recordedByName: z.string(),
  handlingUnitId: Id,
  handlingUnitName: z.string(),
  reportId: Id.nullable(),
  /** The event's page may be opened by the reader. */
  eventVisible: z.boolean(),
  follows: z.object({ id: Id, subject: z.string(), leaderName: z.string() }).nullable(),
  followedBy: z.array(z.object({ id: Id, subject: z.string(), leaderName: z.string(), givenAt: When })),
  needsWritten: z.boolean(),
  writtenAt: MaybeWhen,
  receivedAt: MaybeWhen,
  receivedByName: z.string().nullable(),
  leadersTold: z.object({ told: z.string(), how: z.string(), at: When }).nullable(),
  files: z.array(FileLine),
  tellClock: ClockView.nullable(),
  receiveClock: ClockView.nullable(),
  answerUpClock: ClockView.nullable(),
  assignments: z.array(AssignmentView),
  answers: z.array(UpwardAnswerView),
  closedAt: MaybeWhen,
  closedByName: z.string().nullable(),
  closingAnswer: z.string().nullable(),
  archivedAt: MaybeWhen,
  may: z.object({
    receive: z.boolean(),
    transcribe: z.boolean(),
    assign: z.boolean(),
    tellLeaders: z.boolean(),
    addWritten: z.boolean(),
    answerUp: z.boolean(),
    judgeAnswer: z.boolean(),
    follow: z.boolean(),
    close: z.boolean(),
    archive: z.boolean(),
  }),
})
export type InstructionView = z.infer<typeof InstructionView>

export const InstructionTimelineEntry = z.object({
  id: Id,
  at: When,
  byName: z.string().nullable(),
  unitName: z.string().nullable(),
  sentence: z.string(),
})

/** A task of an instruction that nobody in person answers for yet (未落实到人). */
export const UnassignedTask = z.object({
  assignmentId: Id,
  instructionId: Id,
  subject: z.string(),
  unitId: Id,
  unitName: z.string(),
  role: RoleName,
  task: z.string(),
  state: AssignmentStateName,
  dueAt: MaybeWhen,
})
export type UnassignedTask = z.infer<typeof UnassignedTask>

/** Feedback in time per unit (批示反馈及时率). `rate` in per cent with one decimal; null where nothing was due. */
export const InstructionStatistics = z.object({
  from: When,
  to: When,
  units: z.array(
    z.object({
      unitId: Id,
      unitName: z.string(),
      tasks: z.number(),
      signedInTime: z.number(),
      signedLate: z.number(),
      inTime: z.number(),
      late: z.number(),
      running: z.number(),
      overdueNow: z.number(),
      rate: z.number().nullable(),
    }),
  ),
  received: z.number(),
  closed: z.number(),
})
export const InstructionStatisticsQuery = z.object({ from: Instant('起'), to: Instant('止') })
