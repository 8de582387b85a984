import { z } from 'zod'
import { Bearer } from './bearer.ts'
import { AreaCode, Count, Id, optionalText, Quantity, requiredText } from './codec.ts'
import {
  ClosingCondition,
  ResponseCondition,
  ResponseLevel,
  ResponseTopicName,
  TaskPriorityName,
} from './response-template.ts'

/**
 * A plan as data (预案): what one edition says. Chapters are for reading, everything else runs: levels with conditions, groups, steps with clocks.
 * Posts are named, never people. What is not known yet is `null` and a defect of the check-up, never a guess.
 */

/** 预案种类 (W124). What follows from a kind — who approves, where it is filed and by when, what it must contain — are rows of `plan_kind`. */
export const planKinds = {
  general: '总体应急预案',
  special: '专项应急预案',
  department: '部门应急预案',
  joint: '联合应急预案',
  town: '乡镇（街道）应急预案',
  village: '村（社区）应急预案',
  enterprise: '企事业单位应急预案',
  activity: '重大活动保障预案',
  seasonal: '季节性预案',
  point: '一点一案',
  team: '队伍抢险救援预案',
  scheme: '实施方案',
} as const
export type PlanKind = keyof typeof planKinds
export const PlanKindName = z
  .enum(Object.keys(planKinds) as [PlanKind, ...PlanKind[]], { error: '预案种类不在可选范围内' })
  .meta({ title: '预案种类' })

/** Required parts of a plan (突发事件应对法 第二十八条 and the outlines in use); a chapter says which of them it is. */
export const planParts = {
  purpose: '编制目的',
  basis: '编制依据',
  scope: '适用范围',
  principles: '工作原则',
  classification: '事件分级',
  organisation: '组织指挥体系与职责',
  risk: '风险分析',
  warning: '监测预警',
  reporting: '信息报告',
  response: '应急响应',
  ending: '响应终止',
  support: '应急保障',
  aftermath: '后期处置',
  management: '预案管理',
  evacuation: '转移避险',
  annex: '附件',
} as const
export type PlanPart = keyof typeof planParts
export const PlanPartName = z.enum(Object.keys(planParts) as [PlanPart, ...PlanPart[]], {
  error: '章节类别不在可选范围内',
})

/** A key inside one plan (a step, a group, a chapter); stays the same from edition to edition. */
export const PlanKey = z
  .string({ error: '请填写编码' })
  .regex(/^[0-9A-Za-z._-]{1,40}$/, { error: '编码应为 1 至 40 个字母、数字或 . _ -' })
const Post = Bearer.nullable().default(null)
const minutes = (label: string, min: number) =>
  z
    .int32({ error: `${label}应为整数` })
    .min(min, { error: `${label}不能少于 ${min} 分钟` })
    .max(43_200, { error: `${label}不能超过 43200 分钟` })
    .meta({ title: label })
const list = <T extends z.ZodType>(of: T, max: number, label: string) =>
  z.array(of).max(max).default([]).meta({ title: label })

export const PlanChapter = z.object({
  key: PlanKey,
  /** As printed: 一、 or 1.2; empty for text without one. */
  number: optionalText('章节序号', 20).default(''),
  depth: z.int32().min(1).max(5).default(1).meta({ title: '章节层级' }),
  title: requiredText('章节标题', 100),
  part: PlanPartName.nullable().default(null).meta({ title: '章节类别' }),
  /** Paragraphs, one per line. */
  text: optionalText('正文', 40_000).default(''),
})
export type PlanChapter = z.infer<typeof PlanChapter>

export const PlanMember = z.object({
  bearer: Post,
  /** What the text says where no post of ours is meant yet: 县水利局. */
  said: optionalText('文中表述', 60).default(''),
  duties: optionalText('职责', 600).default(''),
})
/** 指挥机构: who commands, with what duties. */
export const PlanCommand = z.object({
  name: optionalText('指挥机构名称', 60).default(''),
  office: PlanMember.nullable().default(null).meta({ title: '指挥部办公室' }),
  commander: PlanMember.nullable().default(null).meta({ title: '总指挥（指挥长）' }),
  deputies: list(PlanMember, 20, '副总指挥（副指挥长）'),
  members: list(PlanMember, 60, '成员单位'),
})
/** 工作组. `key` is a code of the usual groups (`coord`, `rescue` …) where it is one of them. */
export const PlanGroup = z.object({
  key: PlanKey,
  name: requiredText('工作组名称', 40),
  lead: PlanMember.meta({ title: '牵头单位' }),
  members: list(PlanMember, 30, '成员单位'),
  duties: optionalText('工作组职责', 600).default(''),
})
export type PlanGroup = z.infer<typeof PlanGroup>

export const planTriggers = {
  condition: '数据条件',
  warning: '预警',
  indicator: '监测指标',
  upper: '上级启动响应',
} as const
/** A trigger that the platform can judge: a condition of the event, a warning in force, an indicator, or the level above. */
export const PlanTrigger = z.discriminatedUnion(
  'kind',
  [
    z.object({ kind: z.literal('condition').meta({ title: '条件种类' }), condition: ResponseCondition }),
    z.object({
      kind: z.literal('warning').meta({ title: '条件种类' }),
      /** Kind of warning in its official word, 暴雨. */
      warning: requiredText('预警种类', 20),
      colour: z
        .enum(['red', 'orange', 'yellow', 'blue'], { error: '预警级别应为红、橙、黄、蓝' })
        .meta({ title: '预警级别' }),
    }),
    z.object({
      kind: z.literal('indicator').meta({ title: '条件种类' }),
      /** 24 小时降雨量 */
      indicator: requiredText('指标', 40),
      min: Quantity('下限'),
      unit: optionalText('单位', 12).default(''),
      /** In at least so many townships. */
      places: Count('乡镇数').nullable().default(null),
    }),
    z.object({
      kind: z.literal('upper').meta({ title: '条件种类' }),
      level: ResponseLevel.meta({ title: '上级响应级别' }),
    }),
  ],
  { error: '启动条件不在可选范围内' },
)
export type PlanTrigger = z.infer<typeof PlanTrigger>
export const PlanLevel = z.object({
  level: ResponseLevel,
  /** 启动条件 in the plan's own words; any one suffices. */
  conditions: optionalText('启动条件', 4000).default(''),
  triggers: list(PlanTrigger, 20, '自动匹配条件'),
  /** Posts that may start it, the first before the others. */
  starters: list(Bearer, 5, '启动岗位'),
  startersSaid: optionalText('启动权限表述', 200).default(''),
  commander: Post.meta({ title: '现场指挥官' }),
  told: list(Bearer, 20, '应告知的领导'),
  expectedHours: z.int32().min(1).max(720).default(24).meta({ title: '预计期限（小时）' }),
  measures: optionalText('应急处置措施', 4000).default(''),
})
export type PlanLevel = z.infer<typeof PlanLevel>

/** What a step needs at hand: so much of a capability (`resource`), within a distance of the plan's place. */
export const PlanNeed = z.object({
  capability: z
    .string()
    .regex(/^[0-9A-Za-z._-]{1,60}$/, { error: '请选择资源种类' })
    .nullable()
    .default(null)
    .meta({ title: '资源种类' }),
  said: optionalText('文中表述', 60).default(''),
  quantity: Quantity('数量'),
  withinKm: Quantity('半径（公里）').nullable().default(null),
})
export const PlanStep = z.object({
  key: PlanKey,
  title: requiredText('行动', 100),
  detail: optionalText('要求', 1000).default(''),
  /** Key of a group, where a group does it. */
  group: PlanKey.nullable().default(null).meta({ title: '工作组' }),
  bearer: Post.meta({ title: '责任岗位' }),
  said: optionalText('责任表述', 60).default(''),
  /** Levels at which it is taken. */
  levels: z.array(ResponseLevel).min(1, { error: '请至少选择一个响应级别' }).max(4).meta({ title: '响应级别' }),
  /** Minutes after the start, or after the end of the step it waits for. */
  offsetMinutes: minutes('起始时间（分钟）', 0).default(0),
  after: PlanKey.nullable().default(null).meta({ title: '前置行动' }),
  acceptMinutes: minutes('签收时限（分钟）', 1).nullable().default(null),
  /** Of a continuous step: how often it reports. */
  doneMinutes: minutes('完成时限（分钟）', 1).nullable().default(null),
  continuous: z.boolean().default(false).meta({ title: '持续行动' }),
  priority: TaskPriorityName.default('support').meta({ title: '优先次序' }),
  needs: list(PlanNeed, 10, '所需资源'),
  deliverable: optionalText('成果', 100).default(''),
  /** The clause it follows: chapter and the sentence itself. */
  chapter: PlanKey.nullable().default(null).meta({ title: '依据章节' }),
  clause: optionalText('依据条款', 500).default(''),
})
export type PlanStep = z.infer<typeof PlanStep>

/** 转移单元: who is moved by whom, on which way, to where (W136). */
export const PlanEvacuation = z.object({
  key: PlanKey,
  name: requiredText('转移单元', 60),
  areaCode: AreaCode.nullable().default(null),
  households: Count('户数').nullable().default(null),
  people: Count('人数').nullable().default(null),
  /** 疏散责任人 */
  responsible: Post,
  responsibleName: optionalText('疏散责任人', 30).default(''),
  responsiblePhone: optionalText('联系电话', 30).default(''),
  warningWay: optionalText('预警方式', 100).default(''),
  /** 撤离路线 */
  routes: list(requiredText('撤离路线', 200), 5, '撤离路线'),
  assembly: optionalText('集合点', 60).default(''),
  shelterId: Id.nullable().default(null).meta({ title: '安置点' }),
  shelterSaid: optionalText('安置点表述', 60).default(''),
  /** 老弱病残人员, each with a helper and a second one. */
  vulnerable: list(
    z.object({
      name: requiredText('姓名', 30),
      need: optionalText('情况', 60).default(''),
      helper: optionalText('帮扶责任人', 30).default(''),
      helperPhone: optionalText('帮扶人电话', 30).default(''),
      backup: optionalText('替补责任人', 30).default(''),
    }),
    300,
    '需帮扶人员',
  ),
})
export type PlanEvacuation = z.infer<typeof PlanEvacuation>

export const PlanContact = z.object({
  bearer: Post,
  said: optionalText('文中表述', 60).default(''),
  phone: optionalText('电话', 30).default(''),
  note: optionalText('说明', 100).default(''),
})
/** A resource the plan counts on: a team by its id, or so much of a capability. */
export const PlanResource = z.object({
  teamId: Id.nullable().default(null).meta({ title: '队伍' }),
  capability: z.string().max(60).nullable().default(null).meta({ title: '资源种类' }),
  said: optionalText('文中表述', 100).default(''),
  quantity: Quantity('数量').nullable().default(null),
  withinKm: Quantity('半径（公里）').nullable().default(null),
})
export const planRelations = { upper: '上级预案', beside: '相关预案', neighbour: '周边地区预案' } as const
export const PlanLink = z.object({
  relation: z
    .enum(Object.keys(planRelations) as [keyof typeof planRelations], { error: '衔接关系不在可选范围内' })
    .meta({ title: '衔接关系' }),
  planId: Id.nullable().default(null).meta({ title: '预案' }),
  title: optionalText('预案名称', 100).default(''),
  /** Day of the linked plan's edition that this one was written against. */
  issuedOn: z.iso.date({ error: '印发日期应为日期' }).nullable().default(null).meta({ title: '印发日期' }),
  /** 冲突说明: another level for the same trigger, and how it is settled (W137). */
  conflict: optionalText('不一致之处', 500).default(''),
})

/** What one edition of a plan says. */
export const PlanContent = z.object({
  chapters: list(PlanChapter, 200, '章节'),
  command: PlanCommand.default({ name: '', office: null, commander: null, deputies: [], members: [] }).meta({
    title: '组织指挥体系',
  }),
  groups: list(PlanGroup, 30, '工作组'),
  levels: z.array(PlanLevel).max(4).default([]).meta({ title: '响应级别' }),
  steps: list(PlanStep, 400, '行动步骤'),
  evacuation: list(PlanEvacuation, 100, '转移单元'),
  contacts: list(PlanContact, 200, '通讯录'),
  resources: list(PlanResource, 100, '保障资源'),
  links: list(PlanLink, 30, '衔接预案'),
  closing: list(ClosingCondition, 10, '终止条件'),
})
export type PlanContent = z.infer<typeof PlanContent>

/** What a plan is about and whose it is; these stay from edition to edition. */
export const planAbout = {
  kind: PlanKindName,
  title: requiredText('预案名称', 100),
  /** 专项; without one the plan serves no event type by itself. */
  topic: ResponseTopicName.nullable().default(null).meta({ title: '响应专项' }),
  /** Beginnings of event types it is for: 11A. */
  eventTypes: list(
    z.string().regex(/^1[0-9A-Z]{0,4}$/, { error: '事件类型代码应为 5 位或其开头' }),
    40,
    '适用事件类型',
  ),
  /** Key words that select it among plans for the same type (W197): 盐酸. */
  keywords: list(requiredText('适用情形', 20), 20, '适用情形'),
  /** 编制单位 */
  unitId: Id.meta({ title: '编制单位' }),
  /** 上级预案 or, of an 实施方案, the plan it carries out. */
  parentId: Id.nullable().default(null).meta({ title: '上级预案' }),
  /** One risk point's own plan (一点一案): the record of the register. */
  riskId: Id.nullable().default(null).meta({ title: '风险点' }),
}
/** Life cycle of one edition (W131). */
export const planStates = {
  drafting: '编制中',
  consulting: '征求意见',
  reviewing: '评审中',
  approving: '待审批',
  inForce: '已印发',
  superseded: '已修订替代',
  abolished: '已废止',
} as const
export type PlanState = keyof typeof planStates
export const PlanStateName = z.enum(Object.keys(planStates) as [PlanState, ...PlanState[]], {
  error: '预案状态不在可选范围内',
})
