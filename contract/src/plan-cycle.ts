import { z } from 'zod'
import { Day, Id, MaybeWhen, optionalText, PhoneNumber, RuleSource, requiredText, When } from './codec.ts'
import { PlanKindName, PlanStateName } from './plan.ts'

/** The life of an edition (W131): who was asked, reviewed, approved, issued, filed; what was drilled and learnt; what must be revised by when. */

export const askedRoles = {
  unit: '有关单位',
  expert: '专家',
  frontLine: '一线工作人员',
  neighbour: '周边地区或上级部门',
} as const
const AskedRole = z.enum(Object.keys(askedRoles) as [keyof typeof askedRoles], { error: '对象类别不在可选范围内' })
export const AskOpinions = z.object({
  asked: z
    .array(
      z.object({
        unitId: Id.meta({ title: '征求对象单位' }),
        role: AskedRole.default('unit').meta({ title: '对象类别' }),
        /** Of an expert or a front-line worker. */
        name: optionalText('姓名', 30).default(''),
        phone: PhoneNumber('联系电话').nullable().default(null),
      }),
    )
    .min(1, { error: '请至少选择一个征求对象' })
    .max(80)
    .meta({ title: '征求对象' }),
  dueOn: Day('反馈期限'),
})
export const AnswerOpinion = z.object({ text: requiredText('意见', 4000) })
export const DecideOpinion = z.object({
  adopted: z.enum(['adopted', 'partly', 'rejected'], { error: '请选择是否采纳' }).meta({ title: '是否采纳' }),
  reason: optionalText('理由', 1000).default(''),
})
export const adoptions = { adopted: '采纳', partly: '部分采纳', rejected: '未采纳' } as const
export const PlanOpinionView = z.object({
  id: Id,
  unitId: Id,
  unitName: z.string(),
  role: AskedRole,
  name: z.string(),
  askedAt: When,
  dueOn: z.iso.date(),
  answer: z.string().nullable(),
  answeredAt: MaybeWhen,
  answeredByName: z.string().nullable(),
  adopted: z.enum(['adopted', 'partly', 'rejected']).nullable(),
  reason: z.string(),
  may: z.object({ answer: z.boolean(), decide: z.boolean() }),
})
export type PlanOpinionView = z.infer<typeof PlanOpinionView>

export const reviewConclusions = { pass: '通过', amend: '修改后再审', fail: '不通过' } as const
export const ReviewPlan = z.object({
  id: Id.optional(),
  heldOn: Day('评审日期'),
  experts: z
    .array(
      z.object({
        name: requiredText('专家姓名', 30),
        organisation: optionalText('工作单位', 60).default(''),
        opinion: optionalText('评审意见', 1000).default(''),
      }),
    )
    .max(30)
    .default([])
    .meta({ title: '评审专家' }),
  /** Cases replayed (W127): an event of ours or one told in words. */
  cases: z
    .array(
      z.object({
        eventId: Id.nullable().default(null),
        title: requiredText('案例', 100),
        lesson: optionalText('启示', 500).default(''),
      }),
    )
    .max(20)
    .default([])
    .meta({ title: '复盘案例' }),
  conclusion: z.enum(['pass', 'amend', 'fail'], { error: '请选择评审结论' }).meta({ title: '评审结论' }),
  opinion: requiredText('评审意见', 2000),
})
export const PlanReviewView = z.object({
  id: Id,
  heldOn: z.iso.date(),
  experts: z.array(z.object({ name: z.string(), organisation: z.string(), opinion: z.string() })),
  cases: z.array(z.object({ eventId: Id.nullable(), title: z.string(), lesson: z.string() })),
  conclusion: z.enum(['pass', 'amend', 'fail']),
  opinion: z.string(),
  at: When,
  byName: z.string().nullable(),
})

export const DecidePlan = z.object({
  decision: z.enum(['approved', 'returned'], { error: '请选择审批意见' }).meta({ title: '审批结论' }),
  opinion: optionalText('审批意见', 500).default(''),
})
export const IssuePlan = z.object({
  documentNumber: optionalText('文号', 60).default(''),
  issuingBody: requiredText('印发机关', 60),
  issuedOn: Day('印发日期'),
})
export const StateReason = z.object({ reason: requiredText('理由', 500) })
export const ReceiveFiling = z.object({
  number: requiredText('备案编号', 60),
  remark: optionalText('备案意见', 500).default(''),
})
export const PlanFilingView = z.object({
  id: Id,
  planId: Id,
  planTitle: z.string(),
  kind: PlanKindName,
  unitName: z.string(),
  edition: z.int(),
  issuedOn: z.iso.date(),
  toUnitId: Id,
  toUnitName: z.string(),
  dueOn: z.iso.date(),
  receivedAt: MaybeWhen,
  number: z.string().nullable(),
  remark: z.string(),
  /** From the issue to the receipt, or to today. */
  days: z.int(),
  overdue: z.boolean(),
  may: z.object({ receive: z.boolean() }),
})
export type PlanFilingView = z.infer<typeof PlanFilingView>

export const planRecordKinds = {
  drill: '演练',
  activation: '实战启动',
  evaluation: '评估',
  check: '年度审查',
  study: '学习',
} as const
export type PlanRecordKind = keyof typeof planRecordKinds
/** 演练、评估、学习 of an edition (W126, W147, W148); problems that need a revision open its task. */
export const AddPlanRecord = z.object({
  id: Id.optional(),
  kind: z
    .enum(Object.keys(planRecordKinds) as [PlanRecordKind], { error: '记录种类不在可选范围内' })
    .meta({ title: '记录种类' }),
  heldOn: Day('日期'),
  /** Where, at which meeting. */
  occasion: optionalText('会议或场合', 100).default(''),
  participants: z
    .int32()
    .min(0, { error: '人数不能为负数' })
    .max(100_000)
    .nullable()
    .default(null)
    .meta({ title: '参加人数' }),
  findings: requiredText('结果', 4000),
  problems: optionalText('发现的问题', 4000).default(''),
  /** 1 to 5 of what the form asks after a drill or an activation. */
  marks: z
    .object({
      orders: z.int32().min(1).max(5).nullable().default(null).meta({ title: '指挥有序' }),
      timely: z.int32().min(1).max(5).nullable().default(null).meta({ title: '时限可行' }),
      duties: z.int32().min(1).max(5).nullable().default(null).meta({ title: '职责清楚' }),
      resources: z.int32().min(1).max(5).nullable().default(null).meta({ title: '资源够用' }),
    })
    .nullable()
    .default(null)
    .meta({ title: '评分' }),
  needsRevision: z.boolean().default(false).meta({ title: '需要修订' }),
})
export const PlanRecordView = z.object({
  id: Id,
  kind: z.enum(Object.keys(planRecordKinds) as [PlanRecordKind]),
  edition: z.int(),
  heldOn: z.iso.date(),
  occasion: z.string(),
  participants: z.int().nullable(),
  findings: z.string(),
  problems: z.string(),
  marks: z
    .object({
      orders: z.int().nullable(),
      timely: z.int().nullable(),
      duties: z.int().nullable(),
      resources: z.int().nullable(),
    })
    .nullable(),
  needsRevision: z.boolean(),
  at: When,
  byName: z.string().nullable(),
})

export const taskReasons = {
  upper: '上位预案修订',
  event: '突发事件应对发现问题',
  drill: '演练或评估发现问题',
  threeYears: '三年评估到期',
  yearly: '年度审查到期',
  law: '法律法规标准变化',
  organisation: '指挥机构职责重大调整',
  risk: '风险发生重大变化',
  resources: '重要应急资源重大变化',
  scheme: '需要制定实施方案',
  programme: '年度编制计划',
  season: '季节性预案更新',
  check: '预案工作检查',
} as const
export type TaskReason = keyof typeof taskReasons
export const TaskReasonName = z.enum(Object.keys(taskReasons) as [TaskReason, ...TaskReason[]], {
  error: '事由不在可选范围内',
})
/** Something that a unit must do about plans by a day. */
export const PlanTaskView = z.object({
  id: Id,
  reason: TaskReasonName,
  title: z.string(),
  unitId: Id,
  unitName: z.string(),
  planId: Id.nullable(),
  planTitle: z.string().nullable(),
  campaignId: Id.nullable(),
  dueOn: z.iso.date(),
  openedAt: When,
  doneAt: MaybeWhen,
  result: z.string(),
  overdue: z.boolean(),
  may: z.object({ finish: z.boolean() }),
})
export type PlanTaskView = z.infer<typeof PlanTaskView>
export const FinishPlanTask = z.object({
  result: requiredText('办理结果', 1000),
  planId: Id.nullable().default(null).meta({ title: '预案' }),
})

/** 专项工作: a yearly writing programme, a revision down the tree, a seasonal update or a check of departments' plan work. */
export const OpenCampaign = z.object({
  id: Id.optional(),
  title: requiredText('工作名称', 100),
  reason: TaskReasonName.meta({ title: '事由' }),
  note: optionalText('要求', 1000).default(''),
  dueOn: Day('完成期限'),
  /** Plans to be revised; with `withBelow` also those in force under them. */
  planIds: z.array(Id).max(500).default([]).meta({ title: '预案' }),
  withBelow: z.boolean().default(false).meta({ title: '含下级预案' }),
  /** Or what units have to write or show. */
  items: z
    .array(z.object({ unitId: Id, title: requiredText('任务', 100), dueOn: Day('完成期限').nullable().default(null) }))
    .max(500)
    .default([])
    .meta({ title: '任务' }),
})
export const PlanCampaignView = z.object({
  id: Id,
  title: z.string(),
  reason: TaskReasonName,
  note: z.string(),
  dueOn: z.iso.date(),
  openedAt: When,
  openedByName: z.string().nullable(),
  total: z.int(),
  done: z.int(),
  percent: z.int(),
  overdue: z.int(),
})
export const PlanCampaignPage = PlanCampaignView.extend({ items: z.array(PlanTaskView) })

/** Units that a plan in force names and that have no 实施方案 in force (W139). */
export const MissingSchemes = z.object({
  items: z.array(
    z.object({
      planId: Id,
      planTitle: z.string(),
      unitId: Id,
      unitName: z.string(),
      draftId: Id.nullable(),
      draftState: PlanStateName.nullable(),
    }),
  ),
})

/** Enterprises of the county without a plan in force (W135). */
export const EnterprisesWithoutPlan = z.object({
  items: z.array(z.object({ unitId: Id, unitName: z.string(), parentName: z.string().nullable(), asked: z.boolean() })),
})

export const PlanRuleView = z.object({
  code: z.string(),
  name: z.string(),
  days: z.int(),
  source: RuleSource,
  version: z.int(),
  changedAt: MaybeWhen,
  changedByName: z.string().nullable(),
})
export const EditPlanRule = z.object({
  days: z
    .int32({ error: '天数应为整数' })
    .min(1, { error: '天数不能少于 1' })
    .max(1000, { error: '天数不能超过 1000' })
    .meta({ title: '天数' }),
  version: z.int32().meta({ title: '版本' }),
  reason: requiredText('变更理由', 300),
})

export const PlanCycleView = z.object({
  planId: Id,
  editionId: Id,
  edition: z.int(),
  state: PlanStateName,
  opinions: z.array(PlanOpinionView),
  consultationClosedAt: MaybeWhen,
  reviews: z.array(PlanReviewView),
  approvals: z.array(
    z.object({
      decision: z.enum(['approved', 'returned']),
      opinion: z.string(),
      postName: z.string(),
      name: z.string(),
      at: When,
    }),
  ),
  /** Who may approve, in words. */
  approvers: z.array(z.string()),
  filings: z.array(PlanFilingView),
  records: z.array(PlanRecordView),
  tasks: z.array(PlanTaskView),
  /** What still stands in the way of the next step, in words. */
  obstacles: z.array(z.string()),
  may: z.object({
    ask: z.boolean(),
    closeConsultation: z.boolean(),
    submit: z.boolean(),
    review: z.boolean(),
    decide: z.boolean(),
    issue: z.boolean(),
    record: z.boolean(),
    abolish: z.boolean(),
  }),
})
export type PlanCycleView = z.infer<typeof PlanCycleView>
