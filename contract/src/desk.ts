import { z } from 'zod'
import { EventTypeCode, Id, Instant, MaybeWhen, PageQuery, requiredText, When } from './codec.ts'

/** Kinds of what reaches the duty desk from the weather, water and geology services (信息类别). */
export const bulletinKinds = {
  forecast: '天气预报',
  weatherWarning: '气象灾害预警',
  water: '水情',
  geology: '地质灾害气象风险',
  other: '其他',
} as const
export type BulletinKind = keyof typeof bulletinKinds
const Kind = z.enum(Object.keys(bulletinKinds) as [BulletinKind, ...BulletinKind[]]).meta({ title: '类别' })

const UnitRef = z.object({ unitId: Id, unitName: z.string() })

export const ProposeBulletin = z.object({ text: requiredText('信息原文', 10_000) })
/** What a text says of itself; a person confirms. */
export const BulletinProposal = z.object({
  title: z.string(),
  issuer: z.string().nullable(),
  kind: Kind,
  issuedAt: MaybeWhen,
  units: z.array(UnitRef.extend({ why: z.string() })),
})
export type BulletinProposal = z.infer<typeof BulletinProposal>

export const EnterBulletin = z
  .object({
    id: Id.optional(),
    kind: Kind,
    title: requiredText('标题', 120),
    issuer: requiredText('发布单位', 60),
    text: requiredText('信息原文', 10_000),
    issuedAt: Instant('发布时间'),
    validUntil: Instant('有效期至'),
    unitIds: z.array(Id).min(1, { error: '请选择受影响的乡镇' }).max(200).meta({ title: '受影响乡镇' }),
    /** The bulletin that this one corrects. */
    replacesId: Id.nullable().default(null).meta({ title: '更正的信息' }),
  })
  .refine(one => one.validUntil > one.issuedAt, { path: ['validUntil'], error: '有效期应晚于发布时间' })

export const BulletinAddressee = UnitRef.extend({
  readAt: MaybeWhen,
  readBy: z.string().nullable(),
  /** Minutes from entering to reading, or until now. */
  minutes: z.int(),
})
/** A bulletin as one in its reach sees it: those of its addressees that lie there, unread ones first. */
export const BulletinView = z.object({
  id: Id,
  kind: Kind,
  title: z.string(),
  issuer: z.string(),
  text: z.string(),
  issuedAt: When,
  validUntil: When,
  enteredAt: When,
  enteredBy: z.string(),
  isExpired: z.boolean(),
  /** The newer one of the same kind that went to the same units, or the one that corrects this. */
  newer: z.object({ id: Id, title: z.string(), issuedAt: When, corrects: z.boolean() }).nullable(),
  replacesId: Id.nullable(),
  addressees: z.array(BulletinAddressee),
  remindedAt: MaybeWhen,
})
export type BulletinView = z.infer<typeof BulletinView>
export const BulletinQuery = PageQuery.extend({ kind: Kind.optional(), id: Id.optional() })

/** When a step of a procedure is due. */
export const stepMoments = { onReport: '接到报告时', shiftStart: '接班时', onEscalation: '升级处置时' } as const
export type StepMoment = keyof typeof stepMoments
const Moment = z.enum(Object.keys(stepMoments) as [StepMoment, ...StepMoment[]])

/** One step of a duty procedure (值班工作流程). Without event types it holds for all; a code's leading letters name a whole branch. */
export const ProcedureStep = z.object({
  key: requiredText('步骤编号', 40),
  when: Moment.meta({ title: '时机' }),
  text: requiredText('步骤', 300),
  typePrefixes: z
    .array(z.string().regex(/^1[0-9A-Z]{0,4}$/, { error: '事件类型代码不正确' }))
    .max(20)
    .default([])
    .meta({ title: '适用事件类型' }),
})
export type ProcedureStep = z.infer<typeof ProcedureStep>

/** The delivered step that stands for the list of questions itself: not repeated beside that list. */
export const askingStep = 'ask'

export const SaveProcedure = z
  .object({
    /** The version this was edited from; 0 where there was none. */
    version: z.int().min(0).meta({ title: '版本' }),
    reason: requiredText('修订说明', 300),
    steps: z.array(ProcedureStep).max(60, { error: '步骤不能超过 60 条' }).meta({ title: '步骤' }),
  })
  .refine(one => new Set(one.steps.map(step => step.key)).size === one.steps.length, {
    path: ['steps'],
    error: '步骤编号重复',
  })
export const ProcedureVersion = z.object({
  version: z.int(),
  changedAt: MaybeWhen,
  changedBy: z.string().nullable(),
  reason: z.string(),
  steps: z.array(ProcedureStep),
})
export type ProcedureVersion = z.infer<typeof ProcedureVersion>
/** What holds at a unit: the county standard, and what the unit added to it. */
export const ProcedureView = z.object({
  unitId: Id,
  unitName: z.string(),
  standard: ProcedureVersion,
  own: ProcedureVersion,
  mayEditOwn: z.boolean(),
  mayEditStandard: z.boolean(),
})
export type ProcedureView = z.infer<typeof ProcedureView>

/** Whose procedure: the county standard, or what the asker's unit added. */
export const ProcedureOwner = z.enum(['standard', 'own'])
export const ProcedureVersions = z.object({ items: z.array(ProcedureVersion) })
export type ProcedureVersions = z.infer<typeof ProcedureVersions>

export const StepsQuery = z.object({
  matter: Id.optional().meta({ title: '事件' }),
  type: EventTypeCode.optional(),
})
export const StepView = ProcedureStep.extend({
  isOwn: z.boolean(),
  doneAt: MaybeWhen,
  doneBy: z.string().nullable(),
})
export type StepView = z.infer<typeof StepView>
/** The steps of one moment at the asker's desk, with what is ticked. */
export const StepsView = z.object({
  unitName: z.string(),
  /** The event, or the moment the shift began; null: nothing to tick here yet (no event written down, nobody on duty). */
  subject: z.string().nullable(),
  groups: z.array(z.object({ when: Moment, steps: z.array(StepView) })),
})
export type StepsView = z.infer<typeof StepsView>
export const TickStep = z.object({
  matterId: Id,
  key: requiredText('步骤编号', 40),
  done: z.boolean().meta({ title: '已完成' }),
})
/** A step of taking over a shift, of the shift that began at that moment. */
export const TickShiftStep = z.object({
  startedAt: Instant('接班时间'),
  key: requiredText('步骤编号', 40),
  done: z.boolean().meta({ title: '已完成' }),
})
