import { z } from 'zod'
import { Day, Id, MaybeWhen, optionalText, requiredText, When } from './codec.ts'
import { ResponseModeName } from './response.ts'

/** 复盘评估 of a response that has ended: facts computed, judgement by people. */

export const reviewStates = { draft: '起草中', submitted: '待审定', issued: '已印发' } as const
export type ReviewState = keyof typeof reviewStates
export const ReviewStateName = z.enum(Object.keys(reviewStates) as [ReviewState, ...ReviewState[]], {
  error: '评估状态不在可选范围内',
})

/** In the order of the paper. */
export const reviewSections = {
  course: '事件概况和响应过程',
  firsts: '四个第一',
  clocks: '时限执行',
  timeline: '处置经过',
  orders: '指令和回执',
  tasks: '任务执行',
  resources: '力量物资',
  command: '指挥和会商',
  facts: '已核情况',
  plan: '预案执行',
} as const
export type ReviewSectionCode = keyof typeof reviewSections
export const ReviewSectionName = z
  .enum(Object.keys(reviewSections) as [ReviewSectionCode, ...ReviewSectionCode[]], { error: '章节不在可选范围内' })
  .meta({ title: '章节' })

/** A page of the web app that a number or a line comes from. */
const Link = z.string().nullable()
export const ReviewNumber = z.object({ label: z.string(), value: z.string(), to: Link })
export const ReviewTable = z.object({
  title: z.string(),
  headers: z.array(z.string()),
  rows: z.array(z.object({ cells: z.array(z.string()), to: Link })),
  /** Lines beyond those shown. */
  more: z.int(),
})
export type ReviewTable = z.infer<typeof ReviewTable>
export const ReviewContent = z.object({
  code: ReviewSectionName,
  numbers: z.array(ReviewNumber),
  tables: z.array(ReviewTable),
})
export type ReviewContent = z.infer<typeof ReviewContent>

/** 四个第一 (W180): 第一时间 known and reported, 第一响应 response started, 第一现场 first on scene, 第一救援 first rescue; minutes from when it was known. */
export const FirstTimes = z.object({
  knownAt: MaybeWhen,
  reportedAt: MaybeWhen,
  startedAt: MaybeWhen,
  arrivedAt: MaybeWhen,
  rescuedAt: MaybeWhen,
  reportMinutes: z.number().nullable(),
  startMinutes: z.number().nullable(),
  arrivalMinutes: z.number().nullable(),
  rescueMinutes: z.number().nullable(),
})
export type FirstTimes = z.infer<typeof FirstTimes>

export const SaveReviewSection = z.object({
  experience: optionalText('经验做法', 4000).default(''),
  problems: optionalText('存在问题', 4000).default(''),
  version: z.int32().min(0).meta({ title: '版本' }),
})
export const DecideProposals = z.object({
  decisions: z
    .array(
      z.object({
        key: requiredText('修订建议', 200),
        adopted: z.boolean({ error: '请选择是否采纳' }).meta({ title: '是否采纳' }),
        reason: optionalText('理由', 500).default(''),
      }),
    )
    .min(1, { error: '请至少处理一条修订建议' })
    .max(300)
    .meta({ title: '修订建议' }),
})
export const JudgeReview = z.object({
  verdict: z.enum(['approved', 'returned'], { error: '请选择审定意见' }).meta({ title: '审定意见' }),
  opinion: optionalText('意见', 1000).default(''),
})

export const AddRectification = z.object({
  id: Id.optional(),
  section: ReviewSectionName,
  problem: requiredText('问题', 1000),
  measure: requiredText('整改措施', 1000),
  unitId: Id.meta({ title: '责任单位' }),
  dueOn: Day('整改期限'),
})
export const WithdrawRectification = z.object({ reason: requiredText('撤回理由', 300) })
export const AnswerRectification = z.object({
  id: Id.optional(),
  text: requiredText('整改情况', 2000),
  fileIds: z.array(Id).max(20).default([]).meta({ title: '附件' }),
})
export const JudgeRectification = z.object({
  id: Id.optional(),
  verdict: z.enum(['accepted', 'returned'], { error: '请选择验收意见' }).meta({ title: '验收意见' }),
  note: optionalText('意见', 500).default(''),
  /** Of one returned. */
  dueOn: Day('新的整改期限').nullable().default(null),
})
export const rectificationStates = {
  planned: '待印发',
  open: '整改中',
  answered: '待验收',
  accepted: '已销号',
  withdrawn: '已撤回',
} as const
export type RectificationState = keyof typeof rectificationStates
export const RectificationView = z.object({
  id: Id,
  reviewId: Id,
  section: ReviewSectionName,
  problem: z.string(),
  measure: z.string(),
  unitId: Id,
  unitName: z.string(),
  dueOn: z.iso.date(),
  state: z.enum(Object.keys(rectificationStates) as [RectificationState, ...RectificationState[]]),
  overdue: z.boolean(),
  answers: z.array(
    z.object({
      id: Id,
      text: z.string(),
      at: When,
      byName: z.string(),
      verdict: z.enum(['accepted', 'returned']).nullable(),
      note: z.string(),
      judgedAt: MaybeWhen,
      judgedByName: z.string().nullable(),
      files: z.array(z.object({ id: Id, name: z.string(), size: z.number() })),
    }),
  ),
  may: z.object({ withdraw: z.boolean(), answer: z.boolean(), judge: z.boolean() }),
})
export type RectificationView = z.infer<typeof RectificationView>

/** What the plan lacked or held differently from what was done. */
export const ReviewProposal = z.object({
  key: z.string(),
  text: z.string(),
  to: Link,
  adopted: z.boolean().nullable(),
  reason: z.string(),
  byName: z.string().nullable(),
})
export type ReviewProposal = z.infer<typeof ReviewProposal>

export const ReviewLine = z.object({
  id: Id,
  responseId: Id,
  eventId: Id.nullable(),
  title: z.string(),
  mode: ResponseModeName,
  state: ReviewStateName,
  unitName: z.string(),
  endedAt: When,
  dueAt: When,
  overdue: z.boolean(),
  issuedAt: MaybeWhen,
  /** Rectifications closed and all of them. */
  closed: z.int(),
  rectifications: z.int(),
})
export type ReviewLine = z.infer<typeof ReviewLine>
export const ReviewView = ReviewLine.extend({
  planId: Id.nullable(),
  planTitle: z.string().nullable(),
  eventVisible: z.boolean(),
  /** When the facts were computed: now, or at the issue. */
  asOf: When,
  sections: z.array(
    ReviewContent.extend({
      experience: z.string(),
      problems: z.string(),
      version: z.int(),
      changedAt: MaybeWhen,
      changedByName: z.string().nullable(),
    }),
  ),
  firsts: FirstTimes,
  proposals: z.array(ReviewProposal),
  rectificationList: z.array(RectificationView),
  submittedAt: MaybeWhen,
  submittedByName: z.string().nullable(),
  judgedAt: MaybeWhen,
  judgedByName: z.string().nullable(),
  opinion: z.string(),
  may: z.object({ write: z.boolean(), submit: z.boolean(), judge: z.boolean() }),
})
export type ReviewView = z.infer<typeof ReviewView>

export const FirstTimesQuery = z.object({ from: Day('开始日期'), to: Day('截止日期') })
const Average = z.object({ minutes: z.number().nullable(), of: z.number() })
const FirstAverages = z.object({
  name: z.string(),
  events: z.int(),
  report: Average,
  start: Average,
  arrival: Average,
  rescue: Average,
})
/** Events known in these days and their averages; exercises are not among them. */
export const FirstTimesStatistics = z.object({
  from: z.iso.date(),
  to: z.iso.date(),
  events: z.array(
    FirstTimes.extend({ id: Id, number: z.string(), title: z.string(), typeName: z.string(), townName: z.string() }),
  ),
  total: FirstAverages,
  months: z.array(FirstAverages),
  types: z.array(FirstAverages),
  towns: z.array(FirstAverages),
})
export type FirstTimesStatistics = z.infer<typeof FirstTimesStatistics>
