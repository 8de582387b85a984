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
  center: z.tuple([z.number(), z.number()]),
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
