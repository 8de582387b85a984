import { z } from 'zod'
import { AreaCode, Id, optionalText, PhoneNumber, requiredText } from './codec.ts'

/** Kinds of unit (机构类别). The tree has any depth: county → town → 管区 → village. */
export const unitKinds = {
  county: '县',
  leadership: '领导班子',
  department: '部门',
  office: '内设机构',
  town: '乡镇（街道）',
  zone: '管区',
  village: '村',
  community: '社区',
  enterprise: '企业',
  team: '救援队伍',
  external: '外部单位',
} as const
export type UnitKind = keyof typeof unitKinds
export const UnitKindName = z.enum(Object.keys(unitKinds) as [UnitKind, ...UnitKind[]])

export const UnitView = z.object({
  id: Id,
  name: z.string(),
  shortName: z.string(),
  kind: UnitKindName,
  parentId: Id.nullable(),
  areaCode: z.string().nullable(),
  dutyPhone: z.string().nullable(),
  sort: z.number(),
  enabled: z.boolean(),
})
export type UnitView = z.infer<typeof UnitView>

export const EditUnit = z.object({
  id: Id.optional(),
  name: requiredText('单位名称', 60),
  shortName: requiredText('单位简称', 30),
  kind: UnitKindName.meta({ title: '单位类别' }),
  parentId: Id.nullable().meta({ title: '上级单位' }),
  areaCode: AreaCode.nullable().default(null),
  dutyPhone: PhoneNumber('值班电话').nullable().default(null),
  sort: z.int32().default(0).meta({ title: '排序' }),
})

/** A post (岗位) and who holds it now: the holder first, then deputies in order. */
export const PostView = z.object({
  id: Id,
  unitId: Id,
  name: z.string(),
  kind: z.string(),
  superiorPostId: Id.nullable(),
  holders: z.array(z.object({ personId: Id, name: z.string(), mobile: z.string().nullable(), order: z.number() })),
})
export type PostView = z.infer<typeof PostView>

export const PersonView = z.object({
  id: Id,
  name: z.string(),
  mobile: z.string().nullable(),
  unitId: Id,
  unitName: z.string(),
})

export const EditHolders = z.object({
  personIds: z.array(Id).max(10).meta({ title: '任职人员', description: '第一位为任职人，其后为代理人顺序' }),
})

export const AreaView = z.object({
  code: AreaCode,
  name: z.string(),
  kind: z.enum(['province', 'city', 'county', 'town', 'village']),
  parentCode: AreaCode.nullable(),
  households: z.number().nullable(),
  population: z.number().nullable(),
  areaKm2: z.number().nullable(),
  /** Null where the county has not said where its middle lies. */
  center: z.tuple([z.number(), z.number()]).nullable(),
})
export type AreaView = z.infer<typeof AreaView>

/** Closed rings in CGCS2000 degrees, for drawing. */
export const OutlineView = z.object({
  areas: z.array(
    z.object({
      code: AreaCode,
      name: z.string(),
      kind: z.string(),
      outline: z.array(z.tuple([z.number(), z.number()])),
    }),
  ),
  rivers: z.array(z.object({ name: z.string(), line: z.array(z.tuple([z.number(), z.number()])) })),
})

/** A unit or person that a telephone number belongs to. */
export const CallerMatch = z.object({
  unitId: Id,
  unitName: z.string(),
  personId: Id.nullable(),
  personName: z.string().nullable(),
  postName: z.string().nullable(),
  areaCode: z.string().nullable(),
})
export type CallerMatch = z.infer<typeof CallerMatch>

export const EditPerson = z.object({
  id: Id.optional(),
  name: requiredText('姓名', 30),
  mobile: PhoneNumber('手机号').nullable().default(null),
  unitId: Id.meta({ title: '所属单位' }),
  note: optionalText('备注', 200).default(''),
})

/** Puts a unit into another (机构合并). */
export const MergeUnit = z.object({
  intoUnitId: Id.meta({ title: '并入单位' }),
  reason: requiredText('合并依据', 200),
})

/** Who held a post from when to when; `since` is null when it began before the record did. */
export const TenureView = z.object({
  personId: Id,
  personName: z.string(),
  order: z.number(),
  since: z.string().nullable(),
  until: z.string().nullable(),
})

/** One entry of the contact book (通讯录): a person in his posts, or a desk. */
export const ContactEntry = z.object({
  id: Id,
  kind: z.enum(['person', 'unit', 'contact', 'neighbour']),
  unitId: Id,
  unitName: z.string(),
  name: z.string(),
  posts: z.string().nullable(),
  phones: z.array(z.object({ label: z.string(), number: z.string(), dead: z.boolean() })),
})
export const ContactQuery = z.object({
  text: optionalText('查找内容', 60).default(''),
  unit: Id.optional().meta({ title: '单位' }),
  below: z.enum(['true', 'false']).default('false').meta({ title: '含下级' }),
})

/** A number that did not answer or is no longer theirs (空号、错号). */
export const ReportDeadNumber = z.object({
  id: Id.optional(),
  subjectId: Id.meta({ title: '联系对象' }),
  number: requiredText('号码', 30),
  problem: z.enum(['空号', '错号', '停机', '长期无人接听']).meta({ title: '问题' }),
  note: optionalText('说明', 200).default(''),
})
export const DeadNumberView = z.object({
  id: Id,
  subjectId: Id,
  subjectName: z.string(),
  unitId: Id,
  unitName: z.string(),
  number: z.string(),
  problem: z.string(),
  note: z.string(),
  reportedAt: z.string(),
  reportedBy: z.string(),
  settledAt: z.string().nullable(),
  settledHow: z.string().nullable(),
})
export const SettleDeadNumber = z.object({ note: requiredText('核实情况', 200) })

/** What is wrong with the directory, unit by unit: a vacant post, a unit without a duty phone, people who left and still occur. */
export const directoryDefects = {
  vacantPost: '岗位空缺',
  noDutyPhone: '无值班电话',
  noMobile: '任职人无手机号',
  noReporter: '未明确信息报告员',
  noDeputy: '信息报告员无备份',
  deadNumber: '号码失效待更正',
  leftBehind: '离任人员仍在使用',
  endedUnit: '已撤并单位仍在使用',
} as const
export type DirectoryDefect = keyof typeof directoryDefects
export const DefectView = z.object({
  kind: z.enum(Object.keys(directoryDefects) as [DirectoryDefect, ...DirectoryDefect[]]),
  unitId: Id,
  unitName: z.string(),
  subject: z.string(),
  detail: z.string(),
  link: z.string().nullable(),
})

/** A round of filing and checking contacts (登记备案核查), unit by unit. */
export const StartRound = z.object({
  id: Id.optional(),
  title: requiredText('名称', 60),
  dueOn: z.iso.date({ error: '完成日期应为日期，例如 2026-07-12' }).meta({ title: '完成日期' }),
})
export const RoundView = z.object({
  id: Id,
  title: z.string(),
  dueOn: z.string(),
  startedAt: z.string(),
  units: z.number(),
  filed: z.number(),
  checked: z.number(),
})
export const RoundUnitView = z.object({
  unitId: Id,
  unitName: z.string(),
  filedAt: z.string().nullable(),
  filedBy: z.string().nullable(),
  checkedAt: z.string().nullable(),
  checkedBy: z.string().nullable(),
  remark: z.string(),
  defects: z.number(),
})
export const CheckUnit = z.object({ remark: optionalText('核查意见', 200).default('') })
