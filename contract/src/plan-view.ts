import { z } from 'zod'
import { Bearer } from './bearer.ts'
import { Id, MaybeWhen, optionalText, PageQuery, RuleSource, requiredText, When } from './codec.ts'
import { PlanContent, PlanKindName, PlanPartName, PlanStateName, planAbout } from './plan.ts'
import { ResponseTopicName } from './response-template.ts'

/** A plan in one of its editions, without what it says. */
export const PlanInBrief = z.object({
  id: Id,
  editionId: Id,
  /** 1, 2, … */
  edition: z.int(),
  /** Of the content, for a save on top of what was seen. */
  version: z.int(),
  kind: PlanKindName,
  title: z.string(),
  topic: ResponseTopicName.nullable(),
  eventTypes: z.array(z.string()),
  keywords: z.array(z.string()),
  unitId: Id,
  unitName: z.string(),
  parentId: Id.nullable(),
  riskId: Id.nullable(),
  state: PlanStateName,
  documentNumber: z.string().nullable(),
  issuedOn: z.iso.date().nullable(),
})
export type PlanInBrief = z.infer<typeof PlanInBrief>

/** What follows from a kind of plan (domain 7.1–7.3): rows, each with its source. */
export const PlanKindView = z.object({
  kind: PlanKindName,
  name: z.string(),
  /** Who drafts it, in words. */
  maker: z.string(),
  requiredParts: z.array(PlanPartName),
  /** What belongs into each part (W133). */
  help: z.partialRecord(PlanPartName, z.string()),
  /** How it is approved, in words. */
  approval: z.string(),
  /** Posts one of whose holders approves it. `lead` is the unit that drafted it. */
  approvers: z.array(Bearer),
  filedWith: z.string(),
  /** The post whose unit files it; `upper` is the unit's own counterpart at the upper level, null where it is not filed. */
  filingTo: z.union([Bearer, z.literal('upper'), z.literal('parent')]).nullable(),
  filingWorkdays: z.int().nullable(),
  reviewYears: z.int().nullable(),
  /** Months after which the yearly check is overdue. */
  checkMonths: z.int().nullable(),
  drillMonths: z.int().nullable(),
  /** Topics with an interval of their own: 生产安全 every two years. */
  drillMonthsByTopic: z.partialRecord(ResponseTopicName, z.int()),
  maxPages: z.int().nullable(),
  /** Its draft must be put before the units it concerns (征求意见), and reviewed by experts (评审). */
  consulted: z.boolean(),
  expertReview: z.boolean(),
  source: RuleSource,
  version: z.int(),
  changedAt: MaybeWhen,
  changedByName: z.string().nullable(),
})
export type PlanKindView = z.infer<typeof PlanKindView>

const months = (label: string) =>
  z
    .int32({ error: `${label}应为整数` })
    .min(1, { error: `${label}不能少于 1` })
    .max(240, { error: `${label}不能超过 240` })
    .nullable()
    .meta({ title: label })
export const EditPlanKind = z.object({
  maker: requiredText('编制单位', 60),
  requiredParts: z.array(PlanPartName).max(16).meta({ title: '必备内容' }),
  help: z.partialRecord(PlanPartName, optionalText('编写提示', 1000)).meta({ title: '编写提示' }),
  approval: requiredText('审批程序', 200),
  approvers: z.array(Bearer).min(1, { error: '请至少选择一个审批岗位' }).max(5).meta({ title: '审批岗位' }),
  filedWith: optionalText('备案去向', 200),
  filingWorkdays: months('备案期限（工作日）'),
  reviewYears: months('评估周期（年）'),
  checkMonths: months('年度审查周期（月）'),
  drillMonths: months('演练周期（月）'),
  maxPages: months('篇幅上限（页）'),
  consulted: z.boolean().meta({ title: '须征求意见' }),
  expertReview: z.boolean().meta({ title: '须专家评审' }),
  version: z.int32().meta({ title: '版本' }),
  reason: requiredText('变更理由', 300),
})

/** A line of the list: the edition in force, or the newest where none is, and what is being prepared beside it. */
export const PlanLine = PlanInBrief.extend({
  changedAt: When,
  /** An edition after the one shown that is not issued yet. */
  next: z.object({ editionId: Id, edition: z.int(), state: PlanStateName }).nullable(),
})
export type PlanLine = z.infer<typeof PlanLine>
export const PlanQuery = PageQuery.extend({
  kind: PlanKindName.optional(),
  topic: ResponseTopicName.optional().meta({ title: '响应专项' }),
  /** Of this unit and those below it. */
  unit: Id.optional(),
  /** Plans carried out by or written under this one. */
  parent: Id.optional(),
  state: PlanStateName.optional().meta({ title: '预案状态' }),
  /** Words of the title or the document number. */
  q: z.string().max(60).optional().meta({ title: '查询词' }),
})
/** 各类预案数 (W124). */
export const PlanCounts = z.object({
  items: z.array(
    z.object({
      kind: PlanKindName,
      name: z.string(),
      inForce: z.int(),
      preparing: z.int(),
      abolished: z.int(),
    }),
  ),
  total: z.int(),
})

export const PlanEditionLine = z.object({
  id: Id,
  edition: z.int(),
  state: PlanStateName,
  version: z.int(),
  reason: z.string(),
  openedAt: When,
  openedByName: z.string().nullable(),
  changedAt: When,
  documentNumber: z.string().nullable(),
  issuingBody: z.string().nullable(),
  issuedOn: z.iso.date().nullable(),
  /** When it was replaced or abolished, and why. */
  endedAt: MaybeWhen,
  endReason: z.string(),
})
export type PlanEditionLine = z.infer<typeof PlanEditionLine>

export const PlanView = z.object({
  plan: PlanInBrief,
  /** Version of what the plan is about, for `PUT …/about`. */
  aboutVersion: z.int(),
  edition: PlanEditionLine,
  content: PlanContent,
  /** How posts named in it read, by their code. */
  words: z.record(z.string(), z.string()),
  /** Required parts of its kind that no chapter with text holds (W141). */
  missingParts: z.array(PlanPartName),
  parent: z.object({ id: Id, title: z.string() }).nullable(),
  children: z.array(
    z.object({ id: Id, title: z.string(), kind: PlanKindName, unitName: z.string(), state: PlanStateName }),
  ),
  kindRow: PlanKindView,
  editions: z.array(PlanEditionLine),
  may: z.object({
    /** Change what this edition says. */
    editContent: z.boolean(),
    editAbout: z.boolean(),
    /** Open the next edition. */
    openEdition: z.boolean(),
    /** Lead it through its life cycle. */
    proceed: z.boolean(),
  }),
})
export type PlanView = z.infer<typeof PlanView>

export const CreatePlan = z.object({
  id: Id.optional(),
  ...planAbout,
  /** Chapters, levels and steps usual for its kind; `content` then stays away. */
  fromTemplate: z.boolean().default(false).meta({ title: '按模板新建' }),
  content: PlanContent.optional().meta({ title: '预案内容' }),
  reason: optionalText('编制缘由', 300).default(''),
})
export const PlanCreated = z.object({ id: Id })
export const SavePlanContent = z.object({ version: z.int32().meta({ title: '版本' }), content: PlanContent })
export const ContentSaved = z.object({ version: z.int() })
const { kind: _kind, unitId: _unitId, ...changeable } = planAbout
/** Kind and unit stay; anything else about a plan may be put right. */
export const EditPlanAbout = z.object({
  ...changeable,
  version: z.int32().meta({ title: '版本' }),
  reason: requiredText('变更理由', 300),
})
export const OpenEdition = z.object({ id: Id.optional(), reason: requiredText('修订缘由', 300) })
export const EditionOpened = z.object({ editionId: Id })

export const planPieces = {
  chapters: '章节',
  command: '组织指挥体系',
  groups: '工作组',
  levels: '响应级别',
  steps: '行动步骤',
  evacuation: '转移单元',
  contacts: '通讯录',
  resources: '保障资源',
  links: '衔接预案',
  closing: '终止条件',
} as const
export const differences = { added: '新增', removed: '删除', changed: '修改' } as const
/** What is different between two editions, piece by piece. */
export const PlanDifference = z.object({
  piece: z.enum(Object.keys(planPieces) as [keyof typeof planPieces]),
  key: z.string(),
  title: z.string(),
  difference: z.enum(Object.keys(differences) as [keyof typeof differences]),
  /** Of what was changed: each field before and after, in words. */
  fields: z.array(z.object({ label: z.string(), before: z.string(), after: z.string() })),
  /** Of the text of a chapter: paragraphs that went and came. */
  removedLines: z.array(z.string()),
  addedLines: z.array(z.string()),
})
export type PlanDifference = z.infer<typeof PlanDifference>
export const PlanComparison = z.object({
  before: PlanEditionLine,
  after: PlanEditionLine,
  items: z.array(PlanDifference),
  counts: z.object({ added: z.int(), removed: z.int(), changed: z.int() }),
})

export const ParagraphQuery = z.object({
  q: requiredText('查询词', 60),
  kind: PlanKindName.optional(),
  topic: ResponseTopicName.optional().meta({ title: '响应专项' }),
  limit: z.coerce.number().int().min(1).max(100).default(30).meta({ title: '条数' }),
})
/** A paragraph of a plan in force that contains all the words (S52). */
export const ParagraphFound = z.object({
  id: Id,
  planId: Id,
  planTitle: z.string(),
  kind: PlanKindName,
  unitName: z.string(),
  editionId: Id,
  chapterKey: z.string(),
  chapter: z.string(),
  text: z.string(),
})
export type ParagraphFound = z.infer<typeof ParagraphFound>
