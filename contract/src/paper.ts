import { z } from 'zod'
import { Day, Id, Instant, MaybeWhen, optionalText, PageQuery, RuleSource, requiredText, When } from './codec.ts'
import { type Role, roles } from './permissions.ts'

/**
 * Where an official paper (公文) stands. It is numbered when it is signed and never changes from then on; what was wrong in it is put right by
 * withdrawing it or by another paper that replaces it.
 */
export const paperStates = {
  draft: '拟稿',
  review: '待审核',
  signing: '待签发',
  signed: '已签发',
  sent: '已分发',
  withdrawn: '已撤回',
  discarded: '已作废',
} as const
export type PaperState = keyof typeof paperStates
export const PaperStateName = z.enum(Object.keys(paperStates) as [PaperState, ...PaperState[]])

/** Papers know two degrees of urgency (紧急程度); 党政机关公文处理工作条例 第九条. */
export const PaperUrgency = z.enum(['特急', '加急']).nullable().meta({ title: '紧急程度' })
export type PaperUrgency = z.infer<typeof PaperUrgency>

const RoleName = z.enum(Object.keys(roles) as [Role, ...Role[]])
const KindCode = z.string().min(1).max(40).meta({ title: '公文种类' })

/** Where a statement of the paper can be looked up: a page of the web app. Shown on the screen, never printed. */
export const PaperReference = z.object({
  label: requiredText('依据名称', 120),
  to: z
    .string()
    .max(200)
    .regex(/^\/[a-z][\w\-/?=&:.%+]*$/i, { error: '依据链接应为本系统内的页面' })
    .meta({ title: '依据链接' }),
})
export type PaperReference = z.infer<typeof PaperReference>

/** A section: heading (blank for the lead), running text with one paragraph per line, a table if it needs one. */
export const PaperSection = z.object({
  heading: optionalText('小标题', 60).default(''),
  text: optionalText('正文', 20_000).default(''),
  table: z
    .object({
      headers: z.array(optionalText('表头', 40)).min(1).max(12).meta({ title: '表头' }),
      rows: z
        .array(z.array(optionalText('表格内容', 300)).max(12))
        .max(300)
        .meta({ title: '表格各行' }),
    })
    .nullable()
    .default(null)
    .meta({ title: '表格' }),
  references: z.array(PaperReference).max(60).default([]).meta({ title: '依据' }),
})
export type PaperSection = z.output<typeof PaperSection>

/** A unit, or somebody in a post there (县长), that receives a paper. */
export const PaperRecipient = z.object({
  unitId: Id.meta({ title: '接收单位' }),
  postId: Id.nullable().default(null).meta({ title: '接收岗位' }),
})
export type PaperRecipient = z.output<typeof PaperRecipient>

const recipients = (title: string) => z.array(PaperRecipient).max(200).meta({ title })
const contents = {
  title: requiredText('标题', 120),
  urgency: PaperUrgency,
  sections: z.array(PaperSection).max(30).meta({ title: '正文各节' }),
  main: recipients('主送'),
  copies: recipients('抄送'),
  /** Files of the drafter's own unit, uploaded before. */
  fileIds: z.array(Id).max(20).meta({ title: '附件' }),
  /** 附注: 此件公开发布. */
  note: optionalText('附注', 100),
  /** Whom to ask, with telephone. */
  contact: optionalText('联系人', 100),
  /** 涉密 is refused: this system does not keep it. */
  secrecy: z.enum(['公开', '内部', '工作秘密', '秘密', '机密', '绝密']).meta({ title: '密级' }),
}

/** Starts a paper. What is left out comes from its kind: sections, recipients. */
export const DraftPaper = z.object({
  id: Id.optional(),
  kind: KindCode,
  ...contents,
  urgency: contents.urgency.default(null),
  sections: contents.sections.optional(),
  main: contents.main.optional(),
  copies: contents.copies.optional(),
  fileIds: contents.fileIds.default([]),
  note: contents.note.default(''),
  contact: contents.contact.default(''),
  secrecy: contents.secrecy.default('内部'),
})

/** Changes a draft; refused when somebody else changed it since `revision`. What is left out stays. */
export const EditPaper = z.object({
  revision: z.int32().min(1).meta({ title: '版本' }),
  title: contents.title.optional(),
  urgency: contents.urgency.optional(),
  sections: contents.sections.optional(),
  main: contents.main.optional(),
  copies: contents.copies.optional(),
  fileIds: contents.fileIds.optional(),
  note: contents.note.optional(),
  contact: contents.contact.optional(),
  secrecy: contents.secrecy.optional(),
})

/** 审核, 签发: agreed, or back to the drafter with an opinion. */
export const PaperDecision = z
  .object({
    agree: z.boolean().default(true).meta({ title: '是否同意' }),
    opinion: optionalText('意见', 500).default(''),
  })
  .refine(value => value.agree || value.opinion !== '', { path: ['opinion'], error: '退回时请填写意见' })

/** 撤回: with a reason; all who received it are told. */
export const WithdrawPaper = z.object({ reason: requiredText('撤回原因', 300) })
/** Starts the paper that replaces a sent one; the old is withdrawn when the new one is distributed. */
export const ReplacePaper = z.object({ id: Id.optional(), reason: requiredText('更正说明', 300) })

/** A receiver without an account here got the paper by hand, fax or another system. */
export const DeliverPaperByHand = z.object({
  deliveryId: Id.meta({ title: '接收单位' }),
  deliveredAt: Instant('送达时间').optional(),
  how: requiredText('送达方式', 60),
})

/** What one sees: waiting for one's own step, of one's own unit, received, or all within reach. */
export const paperBoxes = {
  toReview: '待我审核',
  toSign: '待我签发',
  toReceive: '待签收',
  received: '收文',
  mine: '我拟的',
  all: '全部',
} as const
export type PaperBox = keyof typeof paperBoxes

export const PaperQuery = PageQuery.extend({
  box: z
    .enum(Object.keys(paperBoxes) as [PaperBox, ...PaperBox[]])
    .default('all')
    .meta({ title: '范围' }),
  kind: KindCode.optional(),
  state: PaperStateName.optional().meta({ title: '状态' }),
  text: optionalText('标题或文号', 60).optional(),
  eventId: Id.optional().meta({ title: '关联事件' }),
})

export const PaperLine = z.object({
  id: Id,
  kind: z.string(),
  kindName: z.string(),
  unitId: Id,
  unitName: z.string(),
  state: PaperStateName,
  number: z.string().nullable(),
  title: z.string(),
  urgency: PaperUrgency,
  draftedByName: z.string(),
  createdAt: When,
  signedAt: MaybeWhen,
  sentAt: MaybeWhen,
  /** Of those in the system: how many have signed for it; null before it was sent. */
  receipts: z.object({ of: z.number(), received: z.number() }).nullable(),
  /** The asker's own copy waits to be signed for. */
  waitsForMe: z.boolean(),
})
export type PaperLine = z.infer<typeof PaperLine>

export const PaperDeliveryView = z.object({
  id: Id,
  unitId: Id,
  postId: Id.nullable(),
  name: z.string(),
  copy: z.boolean(),
  inSystem: z.boolean(),
  sentAt: MaybeWhen,
  receivedAt: MaybeWhen,
  receivedByName: z.string().nullable(),
  deliveredManuallyAt: MaybeWhen,
  deliveredHow: z.string().nullable(),
  remindedAt: MaybeWhen,
  reminders: z.number(),
})
export type PaperDeliveryView = z.infer<typeof PaperDeliveryView>

export const paperSteps = {
  drafted: '拟稿',
  edited: '修改',
  submitted: '送审',
  reviewed: '审核',
  returned: '退回',
  signed: '签发',
  sent: '分发',
  withdrawn: '撤回',
  discarded: '作废',
} as const
export type PaperStep = keyof typeof paperSteps

export const PaperView = z.object({
  id: Id,
  kind: z.string(),
  kindName: z.string(),
  unitId: Id,
  unitName: z.string(),
  state: PaperStateName,
  number: z.string().nullable(),
  /** Whether its kind is numbered; a 日报 bears its day instead. */
  isNumbered: z.boolean(),
  title: z.string(),
  urgency: PaperUrgency,
  secrecy: z.string(),
  sections: z.array(PaperSection),
  deliveries: z.array(PaperDeliveryView),
  /** Recipients as the paper names them: all towns together are 各乡镇（街道）. */
  printed: z.object({ main: z.array(z.string()), copies: z.array(z.string()) }),
  files: z.array(z.object({ id: Id, name: z.string(), size: z.number() })),
  events: z.array(z.object({ id: Id, title: z.string() })),
  note: z.string(),
  contact: z.string(),
  revision: z.number(),
  draftedByName: z.string(),
  createdAt: When,
  signedAt: MaybeWhen,
  signedByName: z.string().nullable(),
  sentAt: MaybeWhen,
  withdrawnAt: MaybeWhen,
  withdrawnReason: z.string().nullable(),
  replaces: z.object({ id: Id, number: z.string().nullable(), title: z.string() }).nullable(),
  replacedBy: z.object({ id: Id, number: z.string().nullable(), title: z.string() }).nullable(),
  steps: z.array(
    z.object({
      step: z.enum(Object.keys(paperSteps) as [PaperStep, ...PaperStep[]]),
      byName: z.string(),
      at: When,
      opinion: z.string(),
    }),
  ),
  revisions: z.array(z.object({ revision: z.number(), savedAt: When, savedByName: z.string() })),
  /** What the asker may do with it now. */
  may: z.object({
    edit: z.boolean(),
    submit: z.boolean(),
    review: z.boolean(),
    sign: z.boolean(),
    distribute: z.boolean(),
    receive: z.boolean(),
    remind: z.boolean(),
    withdraw: z.boolean(),
    discard: z.boolean(),
  }),
})
export type PaperView = z.infer<typeof PaperView>

export const PaperRevisionView = z.object({
  revision: z.number(),
  title: z.string(),
  sections: z.array(PaperSection),
  savedAt: When,
  savedByName: z.string(),
})
export type PaperRevisionView = z.infer<typeof PaperRevisionView>

/** Who gets papers of a kind unless somebody says otherwise: all units of a sort, or one office. */
export const DefaultRecipient = z.union([
  z.object({ function: z.string().max(40), copy: z.boolean() }),
  z.object({ unitKind: z.string().max(40), copy: z.boolean() }),
])
export type DefaultRecipient = z.infer<typeof DefaultRecipient>

/** A kind of paper (公文种类): how it is numbered, what stands in it, who signs it and who gets it. A row that a county may change. */
export const PaperKindView = z.object({
  code: z.string(),
  name: z.string(),
  purpose: z.string(),
  /** Series and number form; null for papers with a date instead of a number. */
  series: z.string().nullable(),
  pattern: z.string().nullable(),
  /** `report`: with a red head; `plain`: begins with its title. */
  head: z.enum(['report', 'plain']),
  sections: z.array(z.string()),
  needsReview: z.boolean(),
  signers: z.array(RoleName),
  recipients: z.array(z.object({ code: z.string(), name: z.string(), copy: z.boolean() })),
  enabled: z.boolean(),
  source: RuleSource,
})
export type PaperKindView = z.infer<typeof PaperKindView>

export const EditPaperKind = z.object({
  sections: z.array(requiredText('小标题', 60)).max(20).meta({ title: '默认各节' }),
  needsReview: z.boolean().meta({ title: '是否先审核' }),
  signers: z.array(RoleName).min(1, { error: '请选择签发人岗位' }).max(8).meta({ title: '签发人' }),
  /** Whom papers of the kind usually go to, by code of `PaperKindList.recipientChoices`; left out, they stay. */
  recipients: z
    .array(z.object({ code: requiredText('分发对象', 80), copy: z.boolean().meta({ title: '抄送' }) }))
    .max(60)
    .optional()
    .meta({ title: '默认分发' }),
  enabled: z.boolean().meta({ title: '是否启用' }),
  reason: requiredText('变更依据', 300),
})
export const PaperKindList = z.object({
  items: z.array(PaperKindView),
  /** Kinds of units (各乡镇) and offices by what they do (县水利局), of whom papers may go to. */
  recipientChoices: z.array(z.object({ code: z.string(), name: z.string() })),
})
export type PaperKindList = z.infer<typeof PaperKindList>

/** A paper composed from events; `analysis` is the drafter's own judgement, in its own section. */
export const ComposeBriefing = z.object({
  id: Id.optional(),
  kind: z.enum(['dutyInfo', 'dutyFlash', 'specialReport']).meta({ title: '公文种类' }),
  eventIds: z.array(Id).min(1, { error: '请选择突发事件' }).max(20).meta({ title: '突发事件' }),
  title: optionalText('标题', 120).default(''),
  analysis: optionalText('分析研判', 5000).default(''),
})

/** 抄清件: a paper that carries an instruction's clean text to those who handle it. */
export const ComposeTranscript = z.object({ id: Id.optional(), instructionId: Id.meta({ title: '批示' }) })

/** Today's 值班日报. */
export const DailyBriefingView = z.object({
  day: Day('日期'),
  /** When it is or was drafted. */
  draftAt: When,
  paperId: Id.nullable(),
  state: PaperStateName.nullable(),
  title: z.string().nullable(),
})
export type DailyBriefingView = z.infer<typeof DailyBriefingView>

/** A computed number of a briefing and the records it counts. */
export const BriefingFigure = z.object({
  name: z.string(),
  label: z.string(),
  value: z.number(),
  unit: z.string(),
  items: z.array(z.object({ label: z.string(), to: z.string() })),
})
export type BriefingFigure = z.infer<typeof BriefingFigure>
