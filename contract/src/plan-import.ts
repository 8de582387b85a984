import { z } from 'zod'
import { Id, optionalText, requiredText, When } from './codec.ts'
import {
  PlanChapter,
  PlanContact,
  PlanEvacuation,
  PlanGroup,
  PlanKindName,
  PlanLevel,
  PlanLink,
  PlanMember,
  PlanResource,
  PlanStep,
  PlanTrigger,
  planAbout,
} from './plan.ts'
import { ClosingCondition, ResponseLevel, ResponseTopicName } from './response-template.ts'

/**
 * Word in (预案导入): what the text of a plan says becomes proposals, each with the sentence it came from and how sure the rules are. Only what a
 * person confirms becomes a plan.
 */

/** What a proposal is about, in the order of the page. */
export const planProposalKinds = {
  about: '预案信息',
  chapter: '章节',
  command: '指挥机构',
  group: '工作组',
  level: '响应级别',
  trigger: '启动条件',
  step: '行动步骤',
  closing: '终止条件',
  evacuation: '转移单元',
  contact: '通讯录',
  resource: '保障资源',
  link: '衔接预案',
} as const
export type PlanProposalKind = keyof typeof planProposalKinds

export const commandRoles = {
  name: '指挥机构名称',
  commander: '总指挥（指挥长）',
  deputy: '副总指挥（副指挥长）',
  office: '指挥部办公室',
  member: '成员单位',
} as const
export type CommandRole = keyof typeof commandRoles

/** What a proposal of each kind says; the shapes of the plan itself. */
export const planProposalValues = {
  about: z.object({
    title: planAbout.title,
    kind: PlanKindName.nullable().default(null),
    topic: ResponseTopicName.nullable().default(null).meta({ title: '响应专项' }),
  }),
  chapter: PlanChapter,
  command: z.object({
    role: z
      .enum(Object.keys(commandRoles) as [CommandRole, ...CommandRole[]], { error: '指挥职务不在可选范围内' })
      .meta({ title: '指挥职务' }),
    member: PlanMember,
  }),
  group: PlanGroup,
  level: PlanLevel,
  trigger: z.object({ level: ResponseLevel.meta({ title: '响应级别' }), trigger: PlanTrigger }),
  step: PlanStep,
  closing: ClosingCondition,
  evacuation: PlanEvacuation,
  contact: PlanContact,
  resource: PlanResource,
  link: PlanLink,
} as const satisfies Record<PlanProposalKind, z.ZodType>
export type PlanProposalValue<K extends PlanProposalKind = PlanProposalKind> = z.infer<(typeof planProposalValues)[K]>

export const PlanProposalSource = z.object({
  /** Counted over all paragraphs of the document, cells of tables included, from 1. */
  paragraph: z.number(),
  /** As it stands in the document. */
  sentence: z.string(),
})
export type PlanProposalSource = z.infer<typeof PlanProposalSource>

export const proposalDecisions = { open: '待确认', confirmed: '已确认', rejected: '不采用' } as const
export type ProposalDecision = keyof typeof proposalDecisions
const Decision = z
  .enum(Object.keys(proposalDecisions) as [ProposalDecision, ...ProposalDecision[]], {
    error: '处理结果不在可选范围内',
  })
  .meta({ title: '处理结果' })

const base = {
  key: z.string(),
  source: PlanProposalSource,
  /** Further sentences it rests on: other cells of the row, the sentence that names the unit. */
  also: z.array(PlanProposalSource),
  /** How sure the rules are, 0 to 1, and why. */
  confidence: z.number(),
  reason: z.string(),
  decision: Decision,
  /** A person changed what the rules had read. */
  corrected: z.boolean(),
}
const proposal = <K extends PlanProposalKind>(kind: K) =>
  z.object({ ...base, kind: z.literal(kind), value: planProposalValues[kind] })
export const PlanProposal = z.discriminatedUnion('kind', [
  proposal('about'),
  proposal('chapter'),
  proposal('command'),
  proposal('group'),
  proposal('level'),
  proposal('trigger'),
  proposal('step'),
  proposal('closing'),
  proposal('evacuation'),
  proposal('contact'),
  proposal('resource'),
  proposal('link'),
])
export type PlanProposal = z.infer<typeof PlanProposal>
/** A proposal of one kind. */
export type PlanProposalOf<K extends PlanProposalKind> = Extract<PlanProposal, { kind: K }>

/** Pasted text; a file comes as multipart instead, with the same `id` beside it. */
export const ImportPlanText = z.object({
  id: Id.optional(),
  name: requiredText('名称', 100).default('粘贴的文字'),
  text: requiredText('预案文字', 600_000),
})

export const PlanImportBrief = z.object({
  id: Id,
  name: z.string(),
  unitId: Id,
  unitName: z.string(),
  createdAt: When,
  createdByName: z.string().nullable(),
  /** The plan made of it. */
  planId: Id.nullable(),
  proposals: z.number(),
  open: z.number(),
})
export type PlanImportBrief = z.infer<typeof PlanImportBrief>
export const PlanImportView = PlanImportBrief.omit({ proposals: true, open: true }).extend({
  version: z.number(),
  /** The text as it was brought; the place in the list plus one is the number of the paragraph. */
  paragraphs: z.array(z.object({ text: z.string(), label: z.string(), inTable: z.boolean() })),
  proposals: z.array(PlanProposal),
  /** How posts named in the proposals read, by their code. */
  words: z.record(z.string(), z.string()),
})
export type PlanImportView = z.infer<typeof PlanImportView>

export const DecidePlanProposals = z
  .object({
    /** The version that was read; somebody else's change in between is a conflict. */
    version: z.int32().meta({ title: '版本' }),
    decisions: z
      .array(
        z.object({
          key: requiredText('编号', 20),
          decision: Decision,
          /** What it should say instead. */
          value: z.record(z.string(), z.unknown()).optional().meta({ title: '更正内容' }),
        }),
      )
      .max(2000)
      .default([])
      .meta({ title: '处理结果' }),
    /** Confirms all open ones that are at least this sure. */
    confirmFrom: z
      .number({ error: '可信度应为数字' })
      .min(0, { error: '可信度应在 0 至 1 之间' })
      .max(1, { error: '可信度应在 0 至 1 之间' })
      .optional()
      .meta({ title: '可信度' }),
    /** Of these kinds only. */
    kinds: z
      .array(z.enum(Object.keys(planProposalKinds) as [PlanProposalKind, ...PlanProposalKind[]]))
      .optional()
      .meta({ title: '种类' }),
  })
  .meta({ title: '处理结果' })

/** Makes the plan of what was confirmed. Title, kind and topic may differ from what was proposed. */
export const MakePlanOfImport = z.object({
  id: Id.optional(),
  version: z.int32().meta({ title: '版本' }),
  about: z.object({ ...planAbout }),
  reason: optionalText('编制说明', 300).default(''),
})
export const PlanOfImport = z.object({ planId: Id })
