import { z } from 'zod'
import { AreaCode, Count, Id, Instant, MaybeWhen, optionalText, PageQuery, requiredText, When } from './codec.ts'
import { PlanKey } from './plan.ts'
import { ResponseLevel, ResponseTopicName, TaskPriorityName } from './response-template.ts'

/** A drill runs on the same engine, is marked everywhere and enters no statistics of what really happened. */
export const responseModes = { real: '实战', exercise: '演练' } as const
export type ResponseMode = keyof typeof responseModes
export const ResponseModeName = z.enum(Object.keys(responseModes) as [ResponseMode, ...ResponseMode[]])

export const responseStates = { active: '响应中', ended: '已终止' } as const
export type ResponseState = keyof typeof responseStates
export const ResponseStateName = z.enum(Object.keys(responseStates) as [ResponseState, ...ResponseState[]])

/** 任务: 待启动→下达→签收（执行）→阻塞→完成→核验; a refusal waits for whoever commands to decide. */
export const taskStates = {
  planned: '待启动',
  issued: '已下达',
  refused: '申请退回',
  inProgress: '执行中',
  blocked: '受阻',
  done: '待核验',
  verified: '已核验',
  cancelled: '已撤销',
} as const
export type TaskState = keyof typeof taskStates
export const TaskStateName = z.enum(Object.keys(taskStates) as [TaskState, ...TaskState[]])

const FileIds = z.array(Id).max(20).default([]).meta({ title: '附件' })

/** Who ordered it, when and how, where it is typed in for him (代为登记). */
export const Ordered = z
  .object({
    personId: Id.meta({ title: '下令人' }),
    at: Instant('下令时间'),
    how: requiredText('下令方式', 60),
  })
  .meta({ title: '下令记录' })

/** 启动响应. What is left out comes from the template; an order of one who may start it is needed where the one at the screen may not. */
export const StartResponse = z.object({
  id: Id.optional(),
  eventId: Id.nullable().default(null).meta({ title: '事件' }),
  /** The plan it is started from; without one the template of topic and level serves. */
  planId: Id.nullable().default(null).meta({ title: '预案' }),
  topic: ResponseTopicName.optional().meta({ title: '响应专项' }),
  responseLevel: ResponseLevel,
  mode: ResponseModeName.default('real').meta({ title: '实战或演练' }),
  /** 响应事项 */
  subject: requiredText('响应事项', 120).optional(),
  areaCode: AreaCode.optional(),
  /** 预计期限 */
  expectedHours: z.int32().min(1).max(720).optional().meta({ title: '预计期限（小时）' }),
  /** 应急处置措施 */
  measures: requiredText('应急处置措施', 2000).optional(),
  headquartersPlace: optionalText('现场指挥部地点', 100).default(''),
  ordered: Ordered.nullable().default(null),
})
export type StartResponse = z.infer<typeof StartResponse>

export const ChangeResponseLevel = z.object({
  id: Id.optional(),
  responseLevel: ResponseLevel,
  reason: requiredText('调整理由', 500),
  expectedHours: z.int32().min(1).max(720).optional().meta({ title: '预计期限（小时）' }),
  ordered: Ordered.nullable().default(null),
})
/** A response of the level above: the county's own is not below what it asks (上级启动后县级应响应级别不低于). */
export const NoteUpperResponse = z.object({
  id: Id.optional(),
  unitName: requiredText('启动响应的上级', 60),
  level: ResponseLevel,
  /** The least severe level the county may then have; null when the upper response has ended. */
  countyAtLeast: ResponseLevel.nullable(),
  note: optionalText('说明', 300).default(''),
})
export const LinkEvent = z.object({ eventId: Id.meta({ title: '事件' }) })
export const PlaceHeadquarters = z.object({
  place: requiredText('现场指挥部地点', 100),
  commanderId: Id.nullable().default(null).meta({ title: '现场指挥官' }),
})
export const TickClosing = z.object({ note: requiredText('核实情况', 300) })
export const EndResponse = z.object({
  id: Id.optional(),
  note: requiredText('终止说明', 1000),
  /** Needed while tasks are open: they are withdrawn with this reason. */
  openTasksReason: optionalText('未完成任务的处理', 500).default(''),
  ordered: Ordered.nullable().default(null),
})
export const FinishFollowUp = z.object({ id: Id.optional(), note: requiredText('办理情况', 500), fileIds: FileIds })

/** 中止演练, in one act whatever is open. */
export const BreakOffExercise = z.object({ id: Id.optional(), reason: requiredText('中止原因', 500) })

export const IssueTask = z.object({
  id: Id.optional(),
  group: PlanKey.nullable().default(null).meta({ title: '工作组' }),
  title: requiredText('任务', 100),
  detail: optionalText('要求', 1000).default(''),
  place: optionalText('地点', 100).default(''),
  forces: optionalText('力量', 200).default(''),
  priority: TaskPriorityName.default('support').meta({ title: '优先次序' }),
  unitId: Id.meta({ title: '承担单位' }),
  personId: Id.nullable().default(null).meta({ title: '承担人' }),
  acceptMinutes: z.int32().min(1).max(1440).optional().meta({ title: '签收时限（分钟）' }),
  doneMinutes: z.int32().min(1).max(43_200).meta({ title: '完成时限（分钟）' }),
})
export const AcceptTask = z.object({
  /** Who in person will do it. */
  personId: Id.nullable().default(null).meta({ title: '承担人' }),
  note: optionalText('说明', 300).default(''),
})
export const RefuseTask = z.object({ reason: requiredText('退回理由', 500) })
export const DecideRefusal = z.object({
  /** `upheld`: not theirs, it goes to another unit; `rejected`: it stays theirs, the clock starts anew. */
  verdict: z.enum(['upheld', 'rejected'], { error: '裁定应为同意退回或不同意' }).meta({ title: '裁定' }),
  unitId: Id.nullable().default(null).meta({ title: '改由单位' }),
  note: requiredText('裁定意见', 300),
})
export const TaskProgress = z.object({
  id: Id.optional(),
  text: requiredText('进展', 1000),
  blocked: z.boolean().default(false).meta({ title: '受阻' }),
  fileIds: FileIds,
})
export const FinishTask = z.object({ id: Id.optional(), result: requiredText('完成情况', 2000), fileIds: FileIds })
export const VerifyTask = z.object({
  verdict: z
    .enum(['passed', 'returned'], { error: '核验结论应为通过或退回' })
    .default('passed')
    .meta({ title: '核验结论' }),
  note: optionalText('核验意见', 500).default(''),
  doneMinutes: z.int32().min(1).max(43_200).optional().meta({ title: '重新完成时限（分钟）' }),
})
export const SplitTask = z.object({
  parts: z
    .array(
      z.object({
        unitId: Id.meta({ title: '承担单位' }),
        personId: Id.nullable().default(null).meta({ title: '承担人' }),
        title: requiredText('任务', 100),
        doneMinutes: z.int32().min(1).max(43_200).optional().meta({ title: '完成时限（分钟）' }),
      }),
    )
    .min(1, { error: '请填写分解任务' })
    .max(30)
    .meta({ title: '分解任务' }),
})
export const NameTaskHolder = z.object({ personId: Id.meta({ title: '承担人' }) })
export const WithdrawTask = z.object({ reason: requiredText('撤销理由', 300) })

export const arrivalKinds = { leader: '领导', department: '部门', team: '队伍', social: '社会力量' } as const
export type ArrivalKind = keyof typeof arrivalKinds
/** Who is to come (拟到场), or came unasked. */
export const ExpectArrival = z.object({
  id: Id.optional(),
  kind: z.enum(Object.keys(arrivalKinds) as [ArrivalKind, ...ArrivalKind[]]).meta({ title: '类别' }),
  unitId: Id.nullable().default(null).meta({ title: '单位' }),
  name: optionalText('到场人员或队伍', 60).default(''),
  people: Count('人数').nullable().default(null),
  equipment: optionalText('车辆装备', 200).default(''),
  plannedAt: Instant('预计到场时间').nullable().default(null),
  /** Already there. */
  arrivedAt: Instant('到场时间').nullable().default(null),
})
export const CheckIn = z.object({
  at: Instant('到场时间').optional(),
  people: Count('人数').nullable().default(null),
  note: optionalText('说明', 200).default(''),
})
/** 到场签到 by the unit itself. */
export const CheckInSelf = CheckIn.extend({
  id: Id.optional(),
  name: optionalText('到场人员或队伍', 60).default(''),
})

/** The six steps on scene (W182). */
export const sceneSteps = {
  analysis: '案情分析',
  scheme: '方案制定',
  rescue: '救援组织',
  forces: '力量调配',
  communication: '信息沟通',
  opinion: '舆情处置',
} as const
export type SceneStep = keyof typeof sceneSteps
export const SceneStepName = z.enum(Object.keys(sceneSteps) as [SceneStep, ...SceneStep[]])
export const DoSceneStep = z.object({
  step: SceneStepName.meta({ title: '步骤' }),
  ownerName: requiredText('负责人', 40),
  at: Instant('完成时间').optional(),
  note: requiredText('情况', 500),
})

/** 先期处置: the village's own team is called out. */
export const CallOutTeam = z.object({
  id: Id.optional(),
  eventId: Id.meta({ title: '事件' }),
  unitId: Id.meta({ title: '村（社区）' }),
  place: optionalText('集结地点', 100).default(''),
  order: requiredText('先期处置要求', 300),
  minutes: z.int32().min(1).max(1440).optional().meta({ title: '集结时限（分钟）' }),
})
export const ReportAssembly = z.object({
  people: Count('集结人数'),
  at: Instant('集结时间').optional(),
  note: optionalText('先期处置情况', 500).default(''),
})
export const CallOutView = z.object({
  id: Id,
  eventId: Id,
  unitId: Id,
  unitName: z.string(),
  order: z.string(),
  place: z.string(),
  calledAt: When,
  calledByName: z.string(),
  dueAt: When,
  assembledAt: MaybeWhen,
  people: z.number().nullable(),
  note: z.string(),
  overdue: z.boolean(),
  may: z.object({ report: z.boolean() }),
})
export type CallOutView = z.infer<typeof CallOutView>

/** 县级参与处置: how the county coordinates or takes part on scene. */
export const RecordParticipation = z.object({
  id: Id.optional(),
  eventId: Id.meta({ title: '事件' }),
  unitId: Id.meta({ title: '参与单位' }),
  how: z.enum(['coordinated', 'onScene'], { error: '参与方式应为协调或到场' }).meta({ title: '参与方式' }),
  people: requiredText('参与人员', 200),
  from: Instant('开始时间'),
  until: Instant('结束时间').nullable().default(null),
  note: requiredText('参与情况', 500),
})
/** 分级负责: the responsible level goes up or down. */
export const HandOverResponsibility = z.object({
  id: Id.optional(),
  eventId: Id.meta({ title: '事件' }),
  direction: z.enum(['up', 'down'], { error: '方向应为上移或下移' }).meta({ title: '方向' }),
  toName: requiredText('移交后负责单位', 60),
  reason: requiredText('移交理由', 500),
  at: Instant('移交时间').optional(),
})
/** What the county did about an event beside its responses. */
export const EventHandling = z.object({
  /** 一般以上 or 敏感: a participation record is owed. */
  participationOwed: z.boolean(),
  participationBecause: z.string().nullable(),
  participations: z.array(
    z.object({
      id: Id,
      unitName: z.string(),
      how: z.enum(['coordinated', 'onScene']),
      people: z.string(),
      from: When,
      until: MaybeWhen,
      note: z.string(),
      byName: z.string(),
    }),
  ),
  /** 分级负责: whose it is by its level, and where it went. */
  responsible: z.string(),
  handovers: z.array(
    z.object({
      id: Id,
      direction: z.enum(['up', 'down']),
      toName: z.string(),
      reason: z.string(),
      at: When,
      byName: z.string(),
    }),
  ),
  callOuts: z.array(CallOutView),
  callable: z.array(z.object({ unitId: Id, unitName: z.string() })),
  may: z.object({ start: z.boolean(), callOut: z.boolean(), record: z.boolean() }),
})
export type EventHandling = z.infer<typeof EventHandling>

export const bulletinStates = {
  draft: '待审核',
  approved: '待发布',
  published: '已发布',
  returned: '退回修改',
} as const
export type BulletinState = keyof typeof bulletinStates
/** 信息发布: drafted, approved by another person, published; what is promised next is owed. */
export const DraftBulletin = z.object({
  id: Id.optional(),
  title: requiredText('标题', 100),
  text: requiredText('内容', 4000),
})
export const JudgeBulletin = z.object({
  verdict: z.enum(['approved', 'returned'], { error: '审核结论应为同意或退回' }).meta({ title: '审核结论' }),
  opinion: optionalText('审核意见', 300).default(''),
})
export const PublishBulletin = z.object({
  /** Published by hand on these; the platform itself has no connector to them. */
  channels: z
    .array(requiredText('发布渠道', 40))
    .min(1, { error: '请填写发布渠道' })
    .max(10)
    .meta({ title: '发布渠道' }),
  at: Instant('发布时间').optional(),
  nextBy: Instant('下次发布时间').nullable().default(null),
})
export const NoteClue = z.object({
  id: Id.optional(),
  source: requiredText('来源', 100),
  text: requiredText('舆情内容', 1000),
  foundAt: Instant('发现时间').optional(),
})
export const AnswerClue = z.object({
  answer: requiredText('回应内容', 2000),
  channel: requiredText('回应渠道', 60),
  at: Instant('回应时间').optional(),
})

export const ResponseQuery = PageQuery.extend({
  mode: ResponseModeName.default('real').meta({ title: '实战或演练' }),
  state: ResponseStateName.optional().meta({ title: '状态' }),
  event: Id.optional().meta({ title: '事件' }),
})
export const MyTaskQuery = z.object({
  box: z.enum(['mine', 'unassigned', 'waiting']).default('mine').meta({ title: '范围' }),
  mode: ResponseModeName.default('real').meta({ title: '实战或演练' }),
})
/** What another level would make of a response. */
export const LevelPreviewQuery = z.object({
  level: z.coerce.number().pipe(ResponseLevel).meta({ title: '响应级别' }),
})
export const ResponseStatisticsQuery = z.object({ from: Instant('起'), to: Instant('止') })

export type { When }
