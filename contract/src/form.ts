import { z } from 'zod'
import { Day, Id, Instant, MaybeWhen, optionalText, requiredText, When } from './codec.ts'
import { ExtraField, type FieldView } from './register.ts'

/** A blank to be filled in. Kinds, checks and controls are those of the ledgers' fields; `name` stays when the label changes, so that figures add up. */
export const FormField = ExtraField.omit({ id: true, sensitive: true }).extend({
  /** Given by the server where it is left out. */
  name: z
    .string()
    .regex(/^([a-z][A-Za-z0-9]{0,39})?$/, { error: '字段标识应为英文字母开头的字母和数字' })
    .default('')
    .meta({ title: '字段标识' }),
  help: optionalText('填写说明', 100).default(''),
  min: z.number({ error: '最小值应为数字' }).nullable().default(null).meta({ title: '最小值' }),
  max: z.number({ error: '最大值应为数字' }).nullable().default(null).meta({ title: '最大值' }),
})
export type FormField = z.output<typeof FormField>

/** A part of a form: fields one by one, or a table whose rows repeat them. */
export const formSectionKinds = { fields: '逐项填写', table: '多行表格' } as const
export const FormSection = z.object({
  name: FormField.shape.name,
  title: requiredText('栏目名称', 40),
  kind: z
    .enum(Object.keys(formSectionKinds) as ['fields', 'table'])
    .default('fields')
    .meta({ title: '栏目形式' }),
  help: optionalText('填写说明', 200).default(''),
  /** A table with one row for each record of this ledger that the unit keeps, named in the first field; one left out is listed as missing. */
  rowsOf: z
    .string()
    .regex(/^[a-z][a-z0-9-]{1,40}$/, { error: '台账标识有误' })
    .optional()
    .meta({ title: '逐条对应的台账' }),
  fields: z.array(FormField).min(1, { error: '每个栏目至少有一个字段' }).max(40).meta({ title: '字段' }),
})
export type FormSection = z.output<typeof FormSection>

/** What a form asks for. `allowsNone`: a unit may say 无情况 in one tap instead of filling it in. */
export const FormDefinition = z.object({
  sections: z.array(FormSection).min(1, { error: '表格至少有一个栏目' }).max(20).meta({ title: '栏目' }),
  allowsNone: z.boolean().default(false).meta({ title: '可以报无情况' }),
  noneWords: optionalText('无情况的表述', 60).default('无情况'),
  footnote: optionalText('表注', 300).default(''),
})
export type FormDefinition = z.output<typeof FormDefinition>

/** A field of a form as the controls of ledgers know it. */
export const fieldViewOf = (field: FormField): FieldView => ({
  name: field.name,
  label: field.label,
  kind: field.kind,
  required: field.required,
  expected: field.required,
  sensitive: false,
  inList: false,
  isKey: false,
  sortable: false,
  filterable: false,
  readOnly: false,
  unit: field.unit || null,
  help: field.help || null,
  min: field.min,
  max: field.max,
  options: field.options.length > 0 ? field.options.map(label => ({ code: label, label, enabled: true })) : null,
  extra: true,
})

const FormLine = z.object({
  id: Id,
  name: z.string(),
  purpose: z.string(),
  /** Null while only a draft exists. */
  version: z.number().nullable(),
  publishedAt: MaybeWhen,
  draftChanged: z.boolean(),
  enabled: z.boolean(),
  openCollections: z.number(),
  mayDefine: z.boolean(),
})
/** A form with its draft and what became of it: every version that was ever in force. */
export const FormView = FormLine.extend({
  draft: FormDefinition,
  revision: z.number(),
  draftSavedByName: z.string(),
  versions: z.array(
    z.object({
      version: z.number(),
      publishedAt: When,
      publishedByName: z.string(),
      note: z.string(),
      definition: FormDefinition,
      pieces: z.number(),
    }),
  ),
})
export type FormView = z.infer<typeof FormView>
export const FormList = z.object({ items: z.array(FormLine) })

const named = {
  name: requiredText('表格名称', 60),
  purpose: optionalText('用途', 200).default(''),
}
export const NewForm = z.object({ id: Id.optional(), ...named, definition: FormDefinition })
/** `revision` is the one the editor saw. */
export const EditForm = z.object({
  ...named,
  revision: z.int32().meta({ title: '版本' }),
  definition: FormDefinition,
  enabled: z.boolean().default(true).meta({ title: '启用' }),
})
export const PublishForm = z.object({
  id: Id.optional(),
  revision: z.int32().meta({ title: '版本' }),
  note: optionalText('修改说明', 200).default(''),
})

const time = z
  .string({ error: '请填写时点' })
  .regex(/^([01]\d|2[0-3]):[0-5]\d$/, { error: '时点应为 24 小时制，例如 17:00' })
  .meta({ title: '时点' })

/** When a form is due: once, at hours of each day, weekly, monthly, or every so many minutes counted from midnight. Times are Shanghai's. */
export const FormSchedule = z
  .discriminatedUnion('kind', [
    z.object({ kind: z.literal('once').meta({ title: '报送周期' }), dueAt: Instant('截止时间') }),
    z.object({
      kind: z.literal('daily').meta({ title: '报送周期' }),
      times: z.array(time).min(1, { error: '请填写每日时点' }).max(24).meta({ title: '每日时点' }),
    }),
    z.object({
      kind: z.literal('weekly').meta({ title: '报送周期' }),
      /** 1 is Monday, 7 Sunday. */
      weekday: z.int32().min(1).max(7).meta({ title: '星期' }),
      time,
    }),
    z.object({
      kind: z.literal('monthly').meta({ title: '报送周期' }),
      day: z.int32().min(1).max(31).meta({ title: '日期' }),
      time,
    }),
    z.object({
      kind: z.literal('every').meta({ title: '报送周期' }),
      minutes: z.int32().min(10).max(1440).meta({ title: '间隔分钟' }),
    }),
  ])
  .meta({ title: '报送时间' })
export type FormSchedule = z.output<typeof FormSchedule>
export const scheduleKinds = { once: '一次', daily: '每日', weekly: '每周', monthly: '每月', every: '按间隔' } as const

const weekdays = ['', '一', '二', '三', '四', '五', '六', '日']
/** A schedule in words: 每日 09:00、17:00. `dueAt` may be an instant or its ISO text. */
export function scheduleInWords(schedule: z.input<typeof FormSchedule> | FormSchedule): string {
  switch (schedule.kind) {
    case 'once': {
      const at = new Date(schedule.dueAt as string | Date)
      return `一次，${new Date(at.getTime() + 8 * 3_600_000).toISOString().slice(0, 16).replace('T', ' ')} 前`
    }
    case 'daily':
      return `每日 ${schedule.times.join('、')}`
    case 'weekly':
      return `每周${weekdays[schedule.weekday]} ${schedule.time}`
    case 'monthly':
      return `每月 ${schedule.day} 日 ${schedule.time}`
    case 'every':
      return schedule.minutes % 60 === 0 ? `每 ${schedule.minutes / 60} 小时` : `每 ${schedule.minutes} 分钟`
  }
}

export const unitIds = z
  .array(Id)
  .min(1, { error: '请选择报送单位' })
  .max(500, { error: '一次最多 500 个单位' })
  .meta({ title: '报送单位' })
export const NewCollection = z.object({
  id: Id.optional(),
  formId: Id.meta({ title: '表格' }),
  title: requiredText('报送任务名称', 80),
  unitIds,
  schedule: FormSchedule,
  /** Without an end it runs until it is closed. */
  until: Instant('结束时间').nullable().default(null),
})
export const CloseCollection = z.object({ reason: requiredText('结束原因', 200) })
const changedUnits = z.array(Id).max(500, { error: '一次最多 500 个单位' }).default([])
/** Units that shall report from now on, and those that need not: two who change them at once both have their way. */
export const ChangeCollectionUnits = z
  .object({ joining: changedUnits.meta({ title: '增加的单位' }), leaving: changedUnits.meta({ title: '减去的单位' }) })
  .refine(change => !change.joining.some(id => change.leaving.includes(id)), {
    error: '同一单位不能既增加又减去',
    path: ['leaving'],
  })

export const CollectionView = z.object({
  id: Id,
  formId: Id,
  formName: z.string(),
  title: z.string(),
  /** The unit it is reported to. */
  unitId: Id,
  unitName: z.string(),
  scheduleWords: z.string(),
  from: When,
  until: MaybeWhen,
  closedAt: MaybeWhen,
  closeReason: z.string().nullable(),
  nextDueAt: MaybeWhen,
  /** Kept by another capability (零报告): it opens, changes and closes it. */
  keptBySystem: z.boolean(),
  units: z.number(),
  /** Of the round due soonest that is not over, else of the last: how many reported and how many did not. */
  current: z
    .object({ roundId: Id, dueAt: When, owed: z.number(), reported: z.number(), late: z.number(), missing: z.number() })
    .nullable(),
  mayKeep: z.boolean(),
})
export type CollectionView = z.infer<typeof CollectionView>
export const CollectionList = z.object({ items: z.array(CollectionView) })
export const CollectionQuery = z.object({
  state: z.enum(['open', 'closed', 'all']).default('open').meta({ title: '状态' }),
})

/** Where a piece stands. 迟报 is told beside it: late is computed from the moment that counts. */
export const pieceStatuses = {
  waiting: '待报',
  reported: '已报',
  none: '无情况',
  missing: '未报',
  partial: '缺报',
  returned: '退回补正',
  cancelled: '不需报',
} as const
export type PieceStatus = keyof typeof pieceStatuses
export const PieceStatusName = z.enum(Object.keys(pieceStatuses) as [PieceStatus, ...PieceStatus[]])

/** How it reached the system: filled in on the screen, typed in from paper, or told by telephone. */
export const pieceWays = { screen: '系统填报', paper: '纸质补录', phone: '电话代录' } as const
export type PieceWay = keyof typeof pieceWays
const PieceWayName = z.enum(Object.keys(pieceWays) as [PieceWay, ...PieceWay[]])

export const RoundQuery = z.object({
  from: Day('起').optional(),
  to: Day('止').optional(),
})
export const CollectionMatrix = z.object({
  collection: CollectionView,
  rounds: z.array(z.object({ id: Id, dueAt: When, opensAt: When, version: z.number() })),
  units: z.array(z.object({ unitId: Id, unitName: z.string(), since: When, until: MaybeWhen })),
  cells: z.array(
    z.object({
      pieceId: Id,
      roundId: Id,
      unitId: Id,
      status: PieceStatusName,
      late: z.boolean(),
      minutesLate: z.number().nullable(),
      doneAt: MaybeWhen,
      way: PieceWayName.nullable(),
      /** Records of a ledger that have no row in what was handed in. */
      leftOut: z.array(z.string()),
    }),
  ),
})
export type CollectionMatrix = z.infer<typeof CollectionMatrix>

/** Sums of a numeric field over the units, and what each unit reported; each number leads to its pieces. */
export const CollectionTotals = z.object({
  fields: z.array(
    z.object({
      name: z.string(),
      label: z.string(),
      section: z.string(),
      unit: z.string(),
      sum: z.number(),
      byUnit: z.array(z.object({ unitId: Id, sum: z.number(), pieceIds: z.array(Id) })),
    }),
  ),
  units: z.array(z.object({ unitId: Id, unitName: z.string() })),
  reported: z.number(),
  none: z.number(),
  missing: z.number(),
})
export type CollectionTotals = z.infer<typeof CollectionTotals>

/** How punctual a unit was: pieces that fell due in the period; `percent` of them in time, one decimal. */
export const UnitPunctuality = z.object({
  unitId: Id,
  unitName: z.string(),
  owed: z.number(),
  onTime: z.number(),
  late: z.number(),
  missing: z.number(),
  percent: z.number().nullable(),
})
export type UnitPunctuality = z.infer<typeof UnitPunctuality>
export const PunctualityQuery = z.object({ from: Day('起'), to: Day('止'), formId: Id.optional() })

const PieceLine = z.object({
  id: Id,
  collectionId: Id,
  collectionTitle: z.string(),
  formName: z.string(),
  unitId: Id,
  unitName: z.string(),
  dueAt: When,
  status: PieceStatusName,
  late: z.boolean(),
  hasDraft: z.boolean(),
  allowsNone: z.boolean(),
  noneWords: z.string(),
  revision: z.number(),
  returnedReason: z.string().nullable(),
  doneAt: MaybeWhen,
  /** 缺报: records of a ledger that have no row in what was handed in. */
  leftOut: z.array(z.string()),
})
export type PieceLine = z.infer<typeof PieceLine>
export const PieceList = z.object({ items: z.array(PieceLine) })
export const PieceQuery = z.object({
  state: z.enum(['owed', 'done']).default('owed').meta({ title: '状态' }),
  unitId: Id.optional().meta({ title: '单位' }),
})

const Values = z
  .record(z.string().max(60), z.unknown())
  .refine(record => Object.keys(record).length <= 400, { error: '字段过多' })
  .meta({ title: '内容' })

/** What a unit handed in at one time; an earlier one stays when it is corrected. */
export const SubmissionView = z.object({
  id: Id,
  ordinal: z.number(),
  isNone: z.boolean(),
  values: z.record(z.string(), z.unknown()),
  way: PieceWayName,
  /** When it was written on paper or told by telephone, and by whom. */
  writtenAt: MaybeWhen,
  writtenBy: z.string().nullable(),
  submittedAt: When,
  submittedByName: z.string(),
  doneAt: When,
  returnedAt: MaybeWhen,
  returnedByName: z.string().nullable(),
  returnedReason: z.string().nullable(),
})
/** The rows that a table wants: one for each record of a ledger. */
const RowsWanted = z.object({
  section: z.string(),
  ledger: z.string(),
  ledgerLabel: z.string(),
  names: z.array(z.string()),
})
export type RowsWanted = z.infer<typeof RowsWanted>
export const PieceView = PieceLine.extend({
  rowsWanted: z.array(RowsWanted),
  version: z.number(),
  definition: FormDefinition,
  opensAt: When,
  toUnitName: z.string(),
  minutesLate: z.number().nullable(),
  /** What is being filled in and not handed in yet; null where nobody began. */
  draft: z.record(z.string(), z.unknown()).nullable(),
  savedByName: z.string().nullable(),
  savedAt: MaybeWhen,
  /** Newest first. */
  submissions: z.array(SubmissionView),
  mayFill: z.boolean(),
  /** For another unit, by telephone or from its paper. */
  mayRecord: z.boolean(),
  mayReturn: z.boolean(),
})
export type PieceView = z.infer<typeof PieceView>

export const SaveDraft = z.object({ revision: z.int32().meta({ title: '版本' }), values: Values })
export const SubmitPiece = z.object({
  id: Id.optional(),
  revision: z.int32().meta({ title: '版本' }),
  none: z.boolean().default(false).meta({ title: '无情况' }),
  values: Values.default({}),
  way: PieceWayName.default('screen').meta({ title: '填报方式' }),
  writtenAt: Instant('书写或报告时间').optional(),
  writtenBy: optionalText('书写人或报告人', 30).optional(),
})
export type SubmitPiece = z.output<typeof SubmitPiece>
export const ReturnPiece = z.object({
  id: Id.optional(),
  revision: z.int32().meta({ title: '版本' }),
  reason: requiredText('退回理由', 200),
})
