import { z } from 'zod'
import { Count, Id, Instant, MaybeWhen, optionalText, requiredText, When } from './codec.ts'
import { ResponseModeName, TaskStateName } from './response.ts'

const minutes = (label: string, max = 43_200) =>
  z
    .int32({ error: `${label}应为整数` })
    .min(1)
    .max(max)
    .meta({ title: label })

/** 事实板: a statement as it stands now; one that was superseded is kept. */
export const factStates = { unverified: '待核', verified: '已核', superseded: '已被取代' } as const
export type FactState = keyof typeof factStates
export const BoardFactView = z.object({
  id: Id,
  number: z.number(),
  text: z.string(),
  asOf: When,
  source: z.string(),
  state: z.enum(Object.keys(factStates) as [FactState, ...FactState[]]),
  writtenAt: When,
  writtenByName: z.string(),
  verifiedAt: MaybeWhen,
  verifiedByName: z.string().nullable(),
  verifyNote: z.string(),
  /** Number of the statement it replaces, and of the one that replaces it. */
  supersedes: z.number().nullable(),
  supersededBy: z.number().nullable(),
  /** Still 待核 after the limit. */
  overdue: z.boolean(),
  may: z.object({ verify: z.boolean(), supersede: z.boolean() }),
})
export type BoardFactView = z.infer<typeof BoardFactView>
export const WriteFact = z.object({
  id: Id.optional(),
  text: requiredText('情况', 1000),
  asOf: Instant('截至时间'),
  source: requiredText('来源', 200),
  supersedesId: Id.nullable().default(null).meta({ title: '取代的情况' }),
})
export const VerifyFact = z.object({ note: requiredText('核实方式', 300) })

/** What everybody at a consultation had before them, as it was when it opened. */
export const DataPack = z.object({
  at: When,
  eventTitle: z.string().nullable(),
  responseLevel: z.string(),
  figures: z.array(z.object({ name: z.string(), value: z.string(), asOf: When, verified: z.boolean() })),
  tasks: z.array(
    z.object({
      number: z.string(),
      title: z.string(),
      unitName: z.string(),
      state: TaskStateName,
      dueAt: MaybeWhen,
      overdue: z.boolean(),
    }),
  ),
  forces: z.array(z.object({ name: z.string(), people: z.number().nullable(), arrivedAt: When })),
  facts: z.array(
    z.object({ number: z.number(), text: z.string(), asOf: When, source: z.string(), verified: z.boolean() }),
  ),
})
export type DataPack = z.infer<typeof DataPack>

export const ConsultationView = z.object({
  id: Id,
  number: z.number(),
  topic: z.string(),
  hostName: z.string(),
  openedAt: When,
  openedByName: z.string(),
  version: z.number(),
  participants: z.array(
    z.object({ id: Id, unitName: z.string(), personName: z.string().nullable(), attended: z.boolean() }),
  ),
  dataPack: DataPack,
  judgement: z.string(),
  decisions: z.array(
    z.object({
      id: Id,
      text: z.string(),
      unitName: z.string().nullable(),
      task: z.object({ number: z.string(), state: TaskStateName }).nullable(),
      at: When,
    }),
  ),
  signedAt: MaybeWhen,
  signedByName: z.string().nullable(),
  /** Who typed the signature in for the host, and how it was given. */
  signedFor: z.string().nullable(),
  may: z.object({ edit: z.boolean(), sign: z.boolean(), signSelf: z.boolean() }),
})
export type ConsultationView = z.infer<typeof ConsultationView>
export const OpenConsultation = z.object({
  id: Id.optional(),
  topic: requiredText('会商议题', 100),
  hostId: Id.meta({ title: '主持人' }),
  unitIds: z.array(Id).max(60).default([]).meta({ title: '参加单位' }),
  personIds: z.array(Id).max(60).default([]).meta({ title: '参加人员' }),
})
export const RecordJudgement = z.object({
  version: z.int32().meta({ title: '版本' }),
  judgement: requiredText('会商研判', 4000),
  /** Participants who were there. */
  attended: z.array(Id).max(120).default([]).meta({ title: '到会' }),
})
/** With unit and limit it becomes a task of the response. */
export const Decide = z.object({
  id: Id.optional(),
  text: requiredText('会商决定', 500),
  unitId: Id.nullable().default(null).meta({ title: '承办单位' }),
  doneMinutes: minutes('完成时限（分钟）').nullable().default(null),
})
/** The host himself; whoever types it in for him says how he signed. */
export const SignMinutes = z.object({ how: optionalText('签发方式', 100).default('') })

/** 处置方案 (W327): a new version replaces, all are kept. */
export const actionPlanStates = {
  draft: '待审批',
  approved: '执行中',
  returned: '已退回',
  replaced: '已被替换',
} as const
export type ActionPlanState = keyof typeof actionPlanStates
export const ActionPlanView = z.object({
  id: Id,
  number: z.number(),
  objectives: z.string(),
  measures: z.string(),
  forces: z.string(),
  safety: z.string(),
  state: z.enum(Object.keys(actionPlanStates) as [ActionPlanState, ...ActionPlanState[]]),
  draftedAt: When,
  draftedByName: z.string(),
  judgedAt: MaybeWhen,
  judgedByName: z.string().nullable(),
  opinion: z.string(),
  may: z.object({ judge: z.boolean() }),
})
export type ActionPlanView = z.infer<typeof ActionPlanView>
export const DraftActionPlan = z.object({
  id: Id.optional(),
  objectives: requiredText('处置目标', 2000),
  measures: requiredText('处置措施', 4000),
  forces: requiredText('力量部署', 2000),
  safety: requiredText('安全事项', 2000),
})
export const JudgeActionPlan = z.object({
  verdict: z.enum(['approved', 'returned'], { error: '审批结论应为同意或退回' }).meta({ title: '审批结论' }),
  opinion: optionalText('审批意见', 500).default(''),
})

/** What an expert is asked for (W195). */
export const opinionKinds = {
  assessment: '信息研判',
  advice: '决策咨询',
  rescue: '专业救援',
  evaluation: '事件评估',
} as const
export type OpinionKind = keyof typeof opinionKinds
export const OpinionKindName = z.enum(Object.keys(opinionKinds) as [OpinionKind, ...OpinionKind[]], {
  error: '请选择咨询类别',
})
export const OpinionView = z.object({
  id: Id,
  kind: OpinionKindName,
  expertName: z.string(),
  expertTitle: z.string(),
  question: z.string(),
  askedAt: When,
  askedByName: z.string(),
  opinion: z.string().nullable(),
  givenAt: MaybeWhen,
  recordedByName: z.string().nullable(),
  may: z.object({ answer: z.boolean() }),
})
export type OpinionView = z.infer<typeof OpinionView>
export const AskOpinion = z.object({
  id: Id.optional(),
  kind: OpinionKindName.meta({ title: '咨询类别' }),
  expertId: Id.meta({ title: '专家' }),
  question: requiredText('咨询问题', 500),
  /** Needed when the appointment has run out. */
  reason: optionalText('聘期已满仍咨询的理由', 200).default(''),
})
export const AnswerOpinion = z.object({
  opinion: requiredText('专家意见', 4000),
  at: Instant('答复时间').optional(),
})

/** Somebody in the danger zone: a person or a team. */
export const EntryView = z.object({
  id: Id,
  name: z.string(),
  unitName: z.string().nullable(),
  people: z.number(),
  place: z.string(),
  enteredAt: When,
  limitAt: When,
  parMinutes: z.number(),
  lastParAt: MaybeWhen,
  /** When the next confirmation is due; null once out. */
  nextParAt: MaybeWhen,
  parOverdue: z.boolean(),
  limitOverdue: z.boolean(),
  outAt: MaybeWhen,
  outPeople: z.number().nullable(),
  outNote: z.string(),
  may: z.object({ report: z.boolean() }),
})
export type EntryView = z.infer<typeof EntryView>
export const EnterZone = z.object({
  id: Id.optional(),
  name: requiredText('人员或队伍', 100),
  unitId: Id.nullable().default(null).meta({ title: '所属单位' }),
  people: Count('人数').min(1, { error: '人数至少为 1' }).meta({ title: '人数' }),
  place: requiredText('作业位置', 100),
  limitMinutes: minutes('最长停留（分钟）', 1440),
  /** Without it the setting. */
  parMinutes: minutes('安全确认间隔（分钟）', 240).optional(),
  enteredAt: Instant('进入时间').optional(),
})
export const ConfirmSafe = z.object({ people: Count('安全人数'), note: optionalText('说明', 200).default('') })
export const LeaveZone = z.object({ people: Count('撤出人数'), note: optionalText('说明', 200).default('') })

/** 撤离命令: life is in danger, all come out (SAE708 22). */
export const WithdrawalView = z.object({
  id: Id,
  reason: z.string(),
  orderedAt: When,
  orderedByName: z.string(),
  liftedAt: MaybeWhen,
  liftedByName: z.string().nullable(),
})
export const OrderWithdrawal = z.object({ id: Id.optional(), reason: requiredText('撤离原因', 300) })
export const LiftWithdrawal = z.object({ note: requiredText('恢复作业的依据', 300) })

/** Who commanded on scene from when to when (W328), and what was open when it was handed over. */
export const CommandSpellView = z.object({
  id: Id,
  personName: z.string().nullable(),
  postName: z.string(),
  unitName: z.string(),
  from: When,
  until: MaybeWhen,
  note: z.string(),
  /** Open when he handed over. */
  open: z.array(z.string()),
  /** Longer than the rotation allows. */
  over: z.boolean(),
})
export type CommandSpellView = z.infer<typeof CommandSpellView>
export const HandOverCommand = z.object({
  id: Id.optional(),
  commanderId: Id.meta({ title: '接任指挥官' }),
  place: requiredText('现场指挥部地点', 100),
  note: requiredText('交接说明', 1000),
})
/** 轮换: who has been at work on scene since when. */
export const ForceView = z.object({
  arrivalId: Id,
  name: z.string(),
  people: z.number().nullable(),
  since: When,
  relievedAt: MaybeWhen,
  relievedBy: z.string(),
  over: z.boolean(),
})
export type ForceView = z.infer<typeof ForceView>
export const RelieveForce = z.object({
  id: Id.optional(),
  arrivalId: Id.meta({ title: '被轮换力量' }),
  relievedBy: optionalText('接替力量', 100).default(''),
})

/** 指挥室 of one response. */
export const CommandRoom = z.object({
  responseId: Id,
  mode: ResponseModeName,
  active: z.boolean(),
  place: z.string(),
  facts: z.array(BoardFactView),
  consultations: z.array(ConsultationView),
  plans: z.array(ActionPlanView),
  opinions: z.array(OpinionView),
  entries: z.array(EntryView),
  /** How many people are inside now. */
  inside: z.number(),
  withdrawals: z.array(WithdrawalView),
  spells: z.array(CommandSpellView),
  forces: z.array(ForceView),
  /** What would be handed over now. */
  open: z.array(z.string()),
  rotationHours: z.number(),
  parMinutes: z.number(),
  may: z.object({ command: z.boolean(), report: z.boolean() }),
})
export type CommandRoom = z.infer<typeof CommandRoom>
