import { z } from 'zod'
import { Bearer } from './bearer.ts'
import { Id, MaybeWhen, optionalText, RuleSource, requiredText, When } from './codec.ts'
import { CircumstanceName } from './emergency-event.ts'

/** Level of a response (响应级别), Ⅰ the highest. Neither the level of the event nor that of a warning. */
export const ResponseLevel = z.literal([1, 2, 3, 4], { error: '响应级别应为 1 至 4' }).meta({ title: '响应级别' })
export type ResponseLevel = z.infer<typeof ResponseLevel>
export const responseLevelNames = { 1: 'Ⅰ级', 2: 'Ⅱ级', 3: 'Ⅲ级', 4: 'Ⅳ级' } as const

/** What a response is about (专项). */
export const responseTopics = {
  flood: '防汛抗旱',
  geology: '地质灾害',
  forestFire: '森林火灾',
  production: '生产安全',
  relief: '自然灾害救助',
  environment: '突发环境事件',
  general: '突发事件（通用）',
} as const
export type ResponseTopic = keyof typeof responseTopics
export const ResponseTopicName = z.enum(Object.keys(responseTopics) as [ResponseTopic, ...ResponseTopic[]])

/** Working groups (工作组) of a headquarters. */
export const groupNames = {
  coord: '综合协调组',
  rescue: '抢险救援组',
  medical: '医疗救治组',
  security: '治安警戒组',
  traffic: '交通保障组',
  comms: '通信电力保障组',
  supply: '物资保障组',
  settle: '群众安置组',
  monitor: '监测预报组',
  publicity: '新闻舆情组',
  expert: '专家组',
  aftermath: '善后组',
  survey: '调查评估组',
  supervise: '督导组',
} as const
export type GroupCode = keyof typeof groupNames
export const GroupCodeName = z.enum(Object.keys(groupNames) as [GroupCode, ...GroupCode[]])

/** What comes before what (SAE708, plan practice): saving people first, property last; 综合保障 carries all others. */
export const taskPriorities = {
  rescue: '人员搜救',
  hazard: '控制危险源',
  evacuation: '转移安置',
  lifeline: '生命线抢修',
  property: '财产保护',
  support: '综合保障',
} as const
export type TaskPriority = keyof typeof taskPriorities
export const TaskPriorityName = z.enum(Object.keys(taskPriorities) as [TaskPriority, ...TaskPriority[]])

const minutes = (label: string) =>
  z
    .int32({ error: `${label}应为整数` })
    .min(1, { error: `${label}不能少于 1 分钟` })
    .max(43_200, { error: `${label}不能超过 43200 分钟` })
    .meta({ title: label })

/** A condition that the platform can judge by itself; any one of a template's suffices. */
export const ResponseCondition = z.discriminatedUnion(
  'kind',
  [
    z.object({
      kind: z.literal('eventLevel').meta({ title: '条件种类' }),
      /** The event is at least as severe. */
      level: z.literal([1, 2, 3, 4], { error: '事件级别应为 1 至 4' }).meta({ title: '事件级别' }),
    }),
    z.object({
      kind: z.literal('figure').meta({ title: '条件种类' }),
      /** Summed up, e.g. deaths and missing. */
      indicators: z.array(requiredText('数据项', 60)).min(1).max(5).meta({ title: '数据项' }),
      label: requiredText('数据项名称', 30),
      min: z.number({ error: '下限应为数字' }).nonnegative({ error: '下限不能为负数' }).meta({ title: '下限' }),
      unit: optionalText('单位', 10).default(''),
    }),
    z.object({
      kind: z.literal('circumstance').meta({ title: '条件种类' }),
      circumstance: CircumstanceName.meta({ title: '特殊情形' }),
    }),
    z.object({ kind: z.literal('openMinutes').meta({ title: '条件种类' }), minutes: minutes('持续时间（分钟）') }),
  ],
  { error: '启动条件不在可选范围内' },
)
export type ResponseCondition = z.infer<typeof ResponseCondition>

export const TemplateGroup = z.object({
  code: GroupCodeName.meta({ title: '工作组' }),
  lead: Bearer.meta({ title: '牵头单位' }),
  members: z.array(Bearer).max(20).default([]).meta({ title: '成员单位' }),
  duties: optionalText('职责', 200).default(''),
})
export type TemplateGroup = z.infer<typeof TemplateGroup>
export const TemplateTask = z.object({
  /** Stays the same from level to level, so that raising the level adds only what is new. */
  code: requiredText('任务编码', 40),
  group: GroupCodeName.meta({ title: '工作组' }),
  title: requiredText('任务', 100),
  bearer: Bearer,
  acceptMinutes: minutes('签收时限（分钟）'),
  doneMinutes: minutes('完成时限（分钟）'),
  priority: TaskPriorityName.meta({ title: '优先次序' }),
})
export type TemplateTask = z.infer<typeof TemplateTask>
export const ClosingCondition = z.object({ code: requiredText('条件编码', 40), name: requiredText('终止条件', 100) })
export type ClosingCondition = z.infer<typeof ClosingCondition>

const content = {
  name: requiredText('名称', 60),
  /** Official words, also those that only a person can judge. */
  conditions: requiredText('启动条件', 500),
  rules: z.array(ResponseCondition).max(10).meta({ title: '自动匹配条件' }),
  lead: Bearer.meta({ title: '牵头单位' }),
  starters: z.array(Bearer).min(1, { error: '请至少填写一个启动岗位' }).max(5).meta({ title: '启动岗位' }),
  commander: Bearer.meta({ title: '现场指挥官' }),
  told: z.array(Bearer).max(20).meta({ title: '应告知的领导' }),
  expectedHours: z
    .int32({ error: '预计期限应为整数' })
    .min(1, { error: '预计期限不能少于 1 小时' })
    .max(720, { error: '预计期限不能超过 720 小时' })
    .meta({ title: '预计期限（小时）' }),
  measures: requiredText('应急处置措施', 1000),
  groups: z.array(TemplateGroup).max(14).meta({ title: '工作组' }),
  tasks: z.array(TemplateTask).max(60).meta({ title: '任务' }),
  closing: z.array(ClosingCondition).min(1, { error: '请至少填写一个终止条件' }).max(10).meta({ title: '终止条件' }),
}

/** A row of the response table: what one level of one topic brings. */
export const ResponseTemplateView = z.object({
  ...content,
  id: Id,
  topic: ResponseTopicName,
  level: ResponseLevel,
  enabled: z.boolean(),
  source: RuleSource,
  version: z.number(),
  changedAt: When.nullable(),
  changedByName: z.string().nullable(),
  /** How posts named in this row read, by their code. */
  words: z.record(z.string(), z.string()),
  /** Posts of this row that nobody fills now, in words. */
  defects: z.array(z.string()),
})
export type ResponseTemplateView = z.infer<typeof ResponseTemplateView>

export const EditResponseTemplate = z.object({
  ...content,
  enabled: z.boolean().meta({ title: '启用' }),
  /** The version that was read; somebody else's change in between is a conflict. */
  version: z.int32().meta({ title: '版本' }),
  reason: requiredText('变更理由', 300),
})
export const TemplateHistoryEntry = z.object({
  id: Id,
  at: When,
  byName: z.string().nullable(),
  reason: z.string(),
  changed: z.array(z.string()),
})

/** A rule that holds, and the record it was read from. */
export const OfferGround = z.object({
  rule: z.enum(['eventType', 'keyword', 'area', 'condition', 'warning', 'indicator', 'upper']),
  words: z.string(),
  record: z.object({
    kind: z.enum(['event', 'figure', 'warning', 'response', 'plan']),
    id: z.string(),
    title: z.string(),
    at: MaybeWhen,
    link: z.string().nullable(),
  }),
})
/** What fits an event: proposed, never started by itself. A plan in force, or a row of the response table. */
export const ResponseOffer = z.object({
  templateId: Id.nullable(),
  planId: Id.nullable(),
  plan: z
    .object({
      kind: z.string(),
      edition: z.number(),
      documentNumber: z.string().nullable(),
      issuedOn: z.string().nullable(),
      unitName: z.string(),
    })
    .nullable(),
  name: z.string(),
  topic: ResponseTopicName,
  /** The most severe level of which a condition holds; the least severe where none does and a person judges. */
  level: ResponseLevel,
  levelReached: z.boolean(),
  /** Levels that it may be started at. */
  levels: z.array(
    z.object({
      level: ResponseLevel,
      conditions: z.string(),
      starters: z.array(z.string()),
      steps: z.number(),
      groups: z.number(),
    }),
  ),
  /** The conditions of the level that hold, in words. */
  matched: z.array(z.string()),
  grounds: z.array(OfferGround),
  conditions: z.string(),
  starters: z.array(z.string()),
  source: RuleSource,
  /** Already running for this event, at this level. */
  runningLevel: ResponseLevel.nullable(),
  responseId: Id.nullable(),
  mayStart: z.boolean(),
})
export type ResponseOffer = z.infer<typeof ResponseOffer>
