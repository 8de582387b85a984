import { z } from 'zod'
import { Id, MaybeWhen, optionalText, PageQuery, page, requiredText, When } from './codec.ts'

/** What a field of a ledger holds. */
export const fieldKinds = {
  text: '文字',
  longText: '长文字',
  choice: '单选',
  choices: '多选',
  integer: '整数',
  decimal: '数字',
  day: '日期',
  yesNo: '是否',
  phone: '电话',
  idNumber: '身份证号',
  unit: '单位',
  person: '人员',
  area: '行政区划',
  place: '位置',
} as const
export type FieldKind = keyof typeof fieldKinds
export const FieldKindName = z.enum(Object.keys(fieldKinds) as [FieldKind, ...FieldKind[]])

export const ChoiceOption = z.object({ code: z.string(), label: z.string(), enabled: z.boolean() })

/** A field of a ledger as screens and sheets need it. `sensitive` values are masked until somebody gives a reason. */
export const FieldView = z.object({
  name: z.string(),
  label: z.string(),
  kind: FieldKindName,
  required: z.boolean(),
  /** Not refused when blank, but counted as missing (应填). */
  expected: z.boolean(),
  sensitive: z.boolean(),
  inList: z.boolean(),
  isKey: z.boolean(),
  sortable: z.boolean(),
  filterable: z.boolean(),
  readOnly: z.boolean(),
  unit: z.string().nullable(),
  help: z.string().nullable(),
  max: z.number().nullable(),
  min: z.number().nullable(),
  options: z.array(ChoiceOption).nullable(),
  /** Added by the county itself, not part of the product. */
  extra: z.boolean(),
})
export type FieldView = z.infer<typeof FieldView>

/** A ledger (台账): what it is called, its fields, and what the asker may do with it. */
export const LedgerView = z.object({
  name: z.string(),
  label: z.string(),
  group: z.string(),
  purpose: z.string(),
  titleField: z.string(),
  /** What the owner unit is called here, e.g. 管护单位. */
  ownerLabel: z.string(),
  verifyEveryDays: z.number().nullable(),
  symbol: z.object({ shape: z.string(), color: z.string() }).nullable(),
  fields: z.array(FieldView),
  mayEdit: z.boolean(),
  mayImport: z.boolean(),
  mayRemove: z.boolean(),
  mayDisclose: z.boolean(),
  mayDefine: z.boolean(),
})
export type LedgerView = z.infer<typeof LedgerView>

export const freshness = { fresh: '已核实', due: '临近核实', stale: '超期未核实', never: '从未核实' } as const
export type Freshness = keyof typeof freshness
export const FreshnessName = z.enum(Object.keys(freshness) as [Freshness, ...Freshness[]])

/** One row of a ledger. `shown` holds each field as people read it (references by name, sensitive values masked). */
export const RecordView = z.object({
  id: Id,
  unitId: Id,
  unitName: z.string(),
  title: z.string(),
  shown: z.record(z.string(), z.string()),
  /** Values as forms and maps need them; sensitive ones are absent. */
  values: z.record(z.string(), z.unknown()),
  version: z.number(),
  updatedAt: When,
  verifiedAt: MaybeWhen,
  verifyDueOn: z.string().nullable(),
  freshness: FreshnessName.nullable(),
  missing: z.array(z.string()),
  removedAt: MaybeWhen,
  mayEdit: z.boolean(),
})
export type RecordView = z.infer<typeof RecordView>
export const RecordPage = page(RecordView)

/** Conditions of a list: each field's condition as `{field, op, value}`. */
export const RecordFilter = z.object({
  field: requiredText('筛选字段', 60),
  op: z.enum(['is', 'in', 'contains', 'from', 'to', 'blank', 'present']).meta({ title: '筛选方式' }),
  value: z.union([z.string().max(200), z.number(), z.boolean(), z.array(z.string().max(200)).max(100)]).optional(),
})
export type RecordFilter = z.infer<typeof RecordFilter>

const jsonText = (text: string, context: z.RefinementCtx) => {
  try {
    return JSON.parse(text)
  } catch {
    context.addIssue({ code: 'custom', message: '筛选条件无法读取' })
    return z.NEVER
  }
}

export const recordStates = { current: '在册', removed: '已注销', stale: '超期未核实', incomplete: '不完整' } as const
export const RecordQuery = PageQuery.extend({
  text: optionalText('查找内容', 100).default(''),
  unitId: Id.optional().meta({ title: '所属单位' }),
  state: z.enum(['current', 'removed', 'stale', 'incomplete']).default('current').meta({ title: '状态' }),
  /** A field's name, `-` in front for descending; `-updatedAt` is the default. */
  sort: z
    .string()
    .max(61)
    .regex(/^-?[A-Za-z][A-Za-z0-9]*$/, { error: '排序字段不正确' })
    .default('-updatedAt')
    .meta({ title: '排序' }),
  filters: z
    .string()
    .max(4000)
    .transform(jsonText)
    .pipe(z.array(RecordFilter).max(20))
    .default([])
    .meta({ title: '筛选条件' }),
})
export type RecordQuery = z.output<typeof RecordQuery>

const values = z
  .record(z.string().max(60), z.unknown())
  .refine(record => Object.keys(record).length <= 200, { error: '字段过多' })
  .meta({ title: '内容' })

export const CreateRecord = z.object({ id: Id.optional(), unitId: Id.optional().meta({ title: '所属单位' }), values })
/** Changes only the fields that are named; `version` is the one the editor saw. */
export const ChangeRecord = z.object({
  unitId: Id.optional().meta({ title: '所属单位' }),
  version: z.int32().meta({ title: '版本' }),
  values,
})
export const RemoveRecord = z.object({ reason: requiredText('注销原因', 200) })
export const DiscloseRecord = z.object({ reason: requiredText('查看理由', 200) })
export const VerifyRecords = z.object({
  ids: z
    .array(Id)
    .min(1, { error: '请选择要核实的记录' })
    .max(500, { error: '一次最多核实 500 条' })
    .meta({ title: '记录' }),
})
export const VerifiedRecords = z.object({ verified: z.number() })

export const Disclosure = z.object({ values: z.record(z.string(), z.unknown()) })

/** One change of a record: which fields, from what to what. */
export const RecordChange = z.object({
  at: When,
  by: z.string().nullable(),
  action: z.enum(['created', 'changed', 'verified', 'removed', 'restored', 'disclosed']),
  reason: z.string().nullable(),
  importId: Id.nullable(),
  fields: z.array(z.object({ label: z.string(), before: z.string().nullable(), after: z.string().nullable() })),
})
export const RecordHistory = z.object({ items: z.array(RecordChange) })

/** A field the county added to a ledger. */
export const ExtraField = z.object({
  id: Id.optional(),
  label: requiredText('字段名称', 30),
  kind: z
    .enum(['text', 'longText', 'choice', 'choices', 'integer', 'decimal', 'day', 'yesNo', 'phone'])
    .meta({ title: '字段类型' }),
  required: z.boolean().default(false).meta({ title: '必填' }),
  sensitive: z.boolean().default(false).meta({ title: '敏感信息' }),
  unit: optionalText('计量单位', 10).default(''),
  options: z.array(requiredText('选项', 60)).max(100).default([]).meta({ title: '选项' }),
})
/** Kind and sensitivity stay as they were: what stands in records and facts was written by them. */
export const EditExtraField = ExtraField.omit({ id: true, kind: true, sensitive: true }).extend({
  enabled: z.boolean().meta({ title: '启用' }),
})
export const ExtraFieldView = ExtraField.extend({ id: Id, name: z.string(), enabled: z.boolean() })

/** A list the asker keeps under a name: his own, or his unit's. */
export const SavedView = z.object({
  id: Id.optional(),
  name: requiredText('视图名称', 30),
  shared: z.boolean().default(false).meta({ title: '本单位共用' }),
  query: z.record(z.string().max(30), z.string().max(4000)).meta({ title: '条件' }),
  columns: z.array(z.string().max(60)).max(60).default([]).meta({ title: '显示列' }),
})
export const EditSavedView = SavedView.omit({ id: true })
export const SavedViewView = SavedView.extend({ id: Id, mine: z.boolean(), byName: z.string() })

/**
 * How complete and how fresh one unit and the units below it keep one ledger. Percentages are of 100, one decimal; null where there are no
 * records. `stale` counts what is past its confirmation, `neverVerified` included.
 */
export const UnitCompleteness = z.object({
  unitId: Id,
  unitName: z.string(),
  ledger: z.string(),
  ledgerLabel: z.string(),
  records: z.number(),
  complete: z.number(),
  percent: z.number().nullable(),
  stale: z.number(),
  neverVerified: z.number(),
  lastChangedAt: MaybeWhen,
  missing: z.array(z.object({ field: z.string(), label: z.string(), records: z.number() })),
})
/** Without a ledger: the unit (one's own reach when left out) and those right below it; of one ledger: all units below. */
export const CompletenessQuery = z.object({
  unitId: Id.optional().meta({ title: '单位' }),
  ledger: z.string().max(60).optional().meta({ title: '台账' }),
})

export const importStates = {
  previewed: '待确认',
  applied: '已导入',
  undone: '已撤销',
  discarded: '已放弃',
} as const
export const importActions = { create: '新增', change: '更新', same: '无变化', refused: '有误' } as const
/** One row of an import sheet: what it would do, or what is wrong with it. `row` counts as the spreadsheet does, from 1. */
export const ImportRow = z.object({
  position: z.number(),
  sheet: z.string(),
  row: z.number(),
  action: z.enum(['create', 'change', 'same', 'refused']),
  title: z.string(),
  shown: z.record(z.string(), z.string()),
  changes: z.array(z.object({ label: z.string(), before: z.string().nullable(), after: z.string().nullable() })),
  /** `name` is the field's, `unitId` or `recordId`; `said` what stood in the cell, blank where it is sensitive. */
  errors: z.array(
    z.object({
      name: z.string().nullable(),
      column: z.string(),
      field: z.string(),
      message: z.string(),
      said: z.string(),
    }),
  ),
  recordId: Id.nullable(),
  /** Counts the corrections made here. */
  revision: z.number(),
  /** Wrong cells can be put right in the preview. */
  correctable: z.boolean(),
})
export type ImportRow = z.infer<typeof ImportRow>
export const ImportView = z.object({
  id: Id,
  ledger: z.string(),
  fileName: z.string(),
  state: z.enum(['previewed', 'applied', 'undone', 'discarded']),
  uploadedAt: When,
  uploadedBy: z.string(),
  appliedAt: MaybeWhen,
  undoneAt: MaybeWhen,
  counts: z.object({ create: z.number(), change: z.number(), same: z.number(), refused: z.number() }),
  /** What was noticed about the file as a whole: hidden sheets skipped, columns not recognised … */
  remarks: z.array(z.string()),
})
export type ImportView = z.infer<typeof ImportView>
export const ImportPage = page(ImportView)
export const ImportRowQuery = PageQuery.extend({
  action: z.enum(['create', 'change', 'same', 'refused']).optional().meta({ title: '处理方式' }),
})
/** Puts cells of a row right, by field name, as one would type them into the sheet; without cells a refused row is checked once more. */
export const CorrectImportRow = z.object({
  revision: z.int32().min(1).meta({ title: '版本' }),
  cells: z
    .record(z.string().max(60), z.string().max(4000, { error: '单元格内容过长' }))
    .meta({ title: '改正的单元格' }),
})
export const ImportRowPage = page(ImportRow)
/** `withoutRefused`: bring in the right rows and leave the wrong ones out, named. */
export const ApplyImport = z.object({ withoutRefused: z.boolean().default(false).meta({ title: '跳过有误的行' }) })
/** `exceptChanged`: leave alone what somebody changed since the import. */
export const UndoImport = z.object({
  exceptChanged: z.boolean().default(false).meta({ title: '保留此后改动过的记录' }),
})
export const ImportUndone = z.object({ undone: z.number(), kept: z.number() })
export type ImportUndone = z.infer<typeof ImportUndone>
/** An export asks as the list does; `disclose` shows sensitive values of records one may edit, for a reason that is recorded. */
export const ExportQuery = RecordQuery.omit({ limit: true, after: true }).extend({
  disclose: z.literal('1').optional().meta({ title: '导出完整内容' }),
  reason: optionalText('导出理由', 200).default(''),
})
export type ExportQuery = z.output<typeof ExportQuery>
