import { z } from 'zod'
import { Day, Id, optionalText, RuleSource, requiredText, When } from './codec.ts'
import { PlanKindName, PlanStateName } from './plan.ts'

/** What the check-up (预案体检) finds wrong with a plan. */
export const planDefects = {
  stepWithoutPost: '行动没有责任岗位',
  postVacant: '岗位无人',
  phoneMissing: '没有登记手机号',
  phoneUnverified: '电话未核实',
  stepWithoutLimit: '行动没有时限',
  materialShort: '资源不足',
  teamGone: '队伍已撤销',
  teamUnfit: '队伍不能出动',
  teamOverbooked: '队伍重复使用',
  evacuationWithoutLead: '没有疏散责任人',
  evacuationWithoutRoute: '没有撤离路线',
  vulnerableWithoutHelper: '没有帮扶责任人',
  vulnerableWithoutBackup: '没有替补责任人',
  shelterGone: '安置点停用',
  shelterSmall: '安置点容量不足',
  upperNewer: '上级预案已更新',
  reviewOverdue: '评估超期',
  checkOverdue: '年度审查超期',
  neverDrilled: '从未演练',
  drillOverdue: '演练超期',
  dutiesCollide: '职责冲突',
  leadsTwice: '一人牵头多组',
  twoLeads: '牵头单位不唯一',
  stepUnreachable: '行动无法执行',
  partMissing: '缺少必备章节',
  partEmpty: '必备章节无内容',
  levelMissing: '没有响应级别',
  levelWithoutCondition: '没有启动条件',
  levelWithoutStarter: '没有启动岗位',
} as const
export type PlanDefectKind = keyof typeof planDefects
export const PlanDefectKindName = z.enum(Object.keys(planDefects) as [PlanDefectKind, ...PlanDefectKind[]], {
  error: '没有这一种缺陷',
})

/** What follows from a defect: approval is refused; the unit owes the repair; it is only shown. */
export const defectSeverities = { blocking: '阻断审批', serious: '须整改', minor: '提示' } as const
export type DefectSeverity = keyof typeof defectSeverities
export const DefectSeverityName = z.enum(Object.keys(defectSeverities) as [DefectSeverity, ...DefectSeverity[]], {
  error: '严重程度不在可选范围内',
})

/** How severe a kind of defect counts here; a row that the county edits. */
export const PlanDefectRule = z.object({
  kind: PlanDefectKindName,
  name: z.string(),
  severity: DefectSeverityName,
  source: RuleSource,
  version: z.int32(),
})
export type PlanDefectRule = z.infer<typeof PlanDefectRule>
export const EditDefectRule = z.object({
  severity: DefectSeverityName.meta({ title: '严重程度' }),
  reason: requiredText('修改理由', 200),
  version: z.int32().min(1).meta({ title: '版本' }),
})

export const PlanDefectView = z.object({
  kind: PlanDefectKindName,
  name: z.string(),
  severity: DefectSeverityName,
  /** The whole sentence: what is wrong, where. */
  text: z.string(),
  /** The record by which it is repaired, and its page. */
  record: z.string(),
  link: z.string(),
  /** The unit to repair it and whom to ask there. */
  unitId: Id,
  unitName: z.string(),
  person: z.string().nullable(),
  /** The person whose telephone number somebody may confirm right here. */
  confirmsPersonId: Id.nullable(),
  since: When,
})
export type PlanDefectView = z.infer<typeof PlanDefectView>

/** Check-up of one edition of a plan. */
export const PlanCheckup = z.object({
  planId: Id,
  editionId: Id,
  edition: z.int32(),
  state: PlanStateName,
  checkedAt: When.nullable(),
  blocking: z.int32(),
  serious: z.int32(),
  minor: z.int32(),
  defects: z.array(PlanDefectView),
  /** What was repaired lately. */
  closed: z.array(z.object({ text: z.string(), since: When, closedAt: When })),
})
export type PlanCheckup = z.infer<typeof PlanCheckup>

const counts = { blocking: z.int32(), serious: z.int32(), minor: z.int32() }
/** All plans of the county in the order of need, and the same by unit. */
export const PlanCheckupList = z.object({
  plans: z.array(
    z.object({
      planId: Id,
      title: z.string(),
      kind: PlanKindName,
      state: PlanStateName,
      edition: z.int32(),
      unitId: Id,
      unitName: z.string(),
      checkedAt: When.nullable(),
      /** The first of the worst. */
      first: z.string().nullable(),
      ...counts,
    }),
  ),
  units: z.array(z.object({ unitId: Id, unitName: z.string(), plans: z.int32(), sound: z.int32(), ...counts })),
  kinds: z.array(z.object({ kind: PlanDefectKindName, name: z.string(), defects: z.int32(), plans: z.int32() })),
})
export type PlanCheckupList = z.infer<typeof PlanCheckupList>

/** 号码核实: somebody dialled the number and it was him. */
export const ConfirmPhone = z.object({ note: optionalText('核实情况', 100).default('') })

/** Coverage (预案覆盖): what a unit's plan for a kind of event is like. `none` counts as a gap, `expired` too. */
export const coverStates = { inForce: '有', none: '缺', expired: '过期', notApplicable: '不适用' } as const
export type CoverState = keyof typeof coverStates
export const CoverStateName = z.enum(Object.keys(coverStates) as [CoverState, ...CoverState[]])

/** Who must have a plan because of what is on record: a ledger's records, or every unit of a kind. A row that the county edits. */
export const PlanNeedRule = z.object({
  code: z.string(),
  /** What it is about, the heading of its column. */
  column: z.string(),
  label: z.string(),
  ledger: z.string().nullable(),
  /** Field of the record and the values that count; without, every record does. */
  field: z.string().nullable(),
  values: z.array(z.string()),
  eventTypes: z.array(z.string()),
  /** Scopes above the record that each need a plan of theirs. */
  scopes: z.array(z.enum(['village', 'town', 'department', 'county'])),
  department: z.string().nullable(),
  /** Field and values by which a record is a major one with a plan of its own (一点一案). */
  ownField: z.string().nullable(),
  ownValues: z.array(z.string()),
  ownPlan: PlanKindName.nullable(),
  enabled: z.boolean(),
  source: RuleSource,
  version: z.int32(),
})
export type PlanNeedRule = z.infer<typeof PlanNeedRule>
export const EditNeedRule = z.object({
  enabled: z.boolean({ error: '请选择是否启用' }).meta({ title: '启用' }),
  ownValues: z.array(requiredText('须编制一点一案的等级', 40)).max(20).meta({ title: '须编制一点一案的等级' }),
  reason: requiredText('修改理由', 200),
  version: z.int32().min(1).meta({ title: '版本' }),
})

export const CoverCell = z.object({
  column: z.string(),
  state: CoverStateName,
  /** Records because of which it is needed. */
  needs: z.int32(),
  /** Majors without a plan of their own. */
  ownMissing: z.int32(),
  gapId: Id.nullable(),
})
export type CoverCell = z.infer<typeof CoverCell>
export const CoverageMatrix = z.object({
  columns: z.array(z.object({ code: z.string(), name: z.string() })),
  rows: z.array(
    z.object({
      unitId: Id,
      unitName: z.string(),
      unitKind: z.string(),
      parentId: Id.nullable(),
      cells: z.array(CoverCell),
      gaps: z.int32(),
    }),
  ),
  needed: z.int32(),
  covered: z.int32(),
  gaps: z.int32(),
  assessedAt: When.nullable(),
})
export type CoverageMatrix = z.infer<typeof CoverageMatrix>

/** What a cell is made of: why a plan is needed, which plans there are, and what is done about it. */
export const CoverProof = z.object({
  unitId: Id,
  unitName: z.string(),
  column: z.string(),
  name: z.string(),
  state: CoverStateName,
  reasons: z.array(z.object({ text: z.string(), link: z.string().nullable() })),
  plans: z.array(
    z.object({ planId: Id, title: z.string(), kind: PlanKindName, state: PlanStateName, note: z.string() }),
  ),
  gaps: z.array(
    z.object({ id: Id, text: z.string(), since: When, dueOn: z.string().nullable(), closedAt: When.nullable() }),
  ),
  exemption: z.object({ reason: z.string(), by: z.string(), at: When }).nullable(),
})
export type CoverProof = z.infer<typeof CoverProof>

/** 不适用: why this unit needs no plan for it, signed by whoever says so. */
export const ExemptUnit = z.object({ reason: requiredText('不适用理由', 200) })
/** 下达编制任务: gaps that stood before anybody was asked get their owner's obligation with a day. */
export const TaskGaps = z.object({
  id: Id.optional(),
  gapIds: z
    .array(Id)
    .min(1, { error: '请选择缺口' })
    .max(500, { error: '一次最多下达 500 项' })
    .meta({ title: '缺口' }),
  dueOn: Day('完成日期'),
})
export const PlanGapView = z.object({
  id: Id,
  unitId: Id,
  unitName: z.string(),
  column: z.string(),
  text: z.string(),
  since: When,
  dueOn: z.string().nullable(),
  overdue: z.boolean(),
})
export type PlanGapView = z.infer<typeof PlanGapView>
export const PlanGapList = z.object({ items: z.array(PlanGapView) })
export type PlanGapList = z.infer<typeof PlanGapList>
