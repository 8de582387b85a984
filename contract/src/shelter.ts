import { z } from 'zod'
import {
  Confidence,
  Count,
  Day,
  Id,
  Instant,
  MaybeWhen,
  optionalText,
  Position,
  Quantity,
  requiredText,
  When,
} from './codec.ts'

/** How long people may stay (避难时长): what space a person needs follows from it. */
export const shelterDurations = { emergency: '紧急', short: '短期', long: '长期' } as const
export type ShelterDuration = keyof typeof shelterDurations
const Duration = z.enum(Object.keys(shelterDurations) as [ShelterDuration, ...ShelterDuration[]])

export const shelterLevels = {
  province: '省级',
  city: '市级',
  county: '县级',
  town: '乡镇级',
  village: '村级',
} as const
export type ShelterLevel = keyof typeof shelterLevels

/** Whether a shelter can be used (建设状态). */
export const shelterStates = { inUse: '在用', building: '在建', planned: '规划', suspended: '停用' } as const
export type ShelterState = keyof typeof shelterStates
const State = z.enum(Object.keys(shelterStates) as [ShelterState, ...ShelterState[]])

/** The dangers a shelter may be meant for (适用灾种). */
export const shelterHazards = {
  earthquake: '地震',
  flood: '洪涝',
  flashFlood: '山洪',
  geology: '地质灾害',
  chemical: '危化品泄漏',
  forestFire: '森林火灾',
  cold: '低温雨雪冰冻',
} as const
export type ShelterHazard = keyof typeof shelterHazards
const Hazard = z.enum(Object.keys(shelterHazards) as [ShelterHazard, ...ShelterHazard[]])

/** What a shelter must offer (避难功能), each with its state. */
export const shelterFunctions = {
  water: '供水',
  power: '供电',
  toilets: '厕所',
  medical: '医疗',
  cooking: '餐饮',
  sleeping: '住宿',
  barrierFree: '无障碍',
  broadcast: '广播',
  storeRoom: '物资储藏',
} as const
export type ShelterFunction = keyof typeof shelterFunctions
export const functionStates = { good: '完好', broken: '损坏', absent: '未设' } as const
export type FunctionState = keyof typeof functionStates
const FunctionState = z.enum(Object.keys(functionStates) as [FunctionState, ...FunctionState[]])
const Functions = z.record(
  z.enum(Object.keys(shelterFunctions) as [ShelterFunction, ...ShelterFunction[]]),
  FunctionState.nullable(),
)

const Keeper = z.object({ name: z.string(), phone: z.string() }).nullable()

/** A shelter as everybody in the county sees it, with its places at this moment. */
export const ShelterView = z.object({
  id: Id,
  name: z.string(),
  unitId: Id,
  unitName: z.string(),
  townName: z.string(),
  level: z.string(),
  duration: Duration,
  indoor: z.string(),
  purpose: z.string(),
  state: State,
  targetYear: z.int().nullable(),
  address: z.string(),
  position: Position.nullable(),
  area: z.number().nullable(),
  effectiveArea: z.number(),
  /** m² that a person needs, and where the figure is from. */
  areaPerPerson: z.number(),
  capacity: z.int(),
  occupants: z.int(),
  /** Places that are free; never below 0. */
  free: z.int(),
  hazards: z.array(Hazard),
  inFloodZone: z.boolean(),
  exits: z.int().nullable(),
  roadAccess: z.string(),
  keeper: Keeper,
  backupKeeper: Keeper,
  functions: Functions,
  checkedOn: z.string().nullable(),
  note: z.string(),
  verifiedAt: MaybeWhen,
  version: z.int(),
  mayEdit: z.boolean(),
  mayOpen: z.boolean(),
  opening: z
    .object({
      id: Id,
      purpose: z.string(),
      eventId: Id.nullable(),
      openedAt: When,
      openedBy: z.string(),
      capacity: z.int(),
      exceededReason: z.string().nullable(),
    })
    .nullable(),
})
export type ShelterView = z.infer<typeof ShelterView>

/** What a person in a shelter needs help with (重点人员). */
export const vulnerabilities = {
  elder: '老年人',
  child: '儿童',
  pregnant: '孕产妇',
  disabled: '残疾人',
  sick: '病患',
  single: '独居',
} as const
export type Vulnerability = keyof typeof vulnerabilities
const Vulnerabilities = z
  .array(z.enum(Object.keys(vulnerabilities) as [Vulnerability, ...Vulnerability[]]))
  .max(6)
  .meta({ title: '重点人员' })

export const OpenShelter = z.object({
  id: Id.optional(),
  purpose: requiredText('启用原因', 120),
  eventId: Id.nullable().default(null).meta({ title: '突发事件' }),
})
export const CloseShelter = z.object({ reason: requiredText('关闭说明', 200) })

/** One line of the entry register: a person by name, or a number of people at once (name left blank). */
export const EnterShelter = z
  .object({
    id: Id.optional(),
    name: optionalText('姓名', 30).default(''),
    idNumber: optionalText('身份证号', 18).default(''),
    persons: Count('人数').min(1, { error: '人数至少为 1' }).max(5000).default(1),
    village: optionalText('来自村（社区）', 60).default(''),
    household: optionalText('户主或门牌', 60).default(''),
    vulnerable: Vulnerabilities.default([]),
    at: Instant('进入时间').optional(),
    /** Why more people are let in than there are places. */
    overReason: optionalText('超容原因', 200).default(''),
  })
  .refine(one => one.name === '' || one.persons === 1, { path: ['persons'], error: '按姓名登记时一行一人' })
  .refine(one => one.name !== '' || one.idNumber === '', { path: ['name'], error: '填写身份证号的应同时填写姓名' })
  .refine(one => one.name !== '' || one.village !== '' || one.household !== '', {
    path: ['village'],
    error: '只登记人数时请写明来自哪个村（社区）或哪一户',
  })
export const LeaveShelter = z.object({
  id: Id.optional(),
  persons: Count('离开人数').min(1, { error: '离开人数至少为 1' }).optional(),
  at: Instant('离开时间').optional(),
  whereTo: optionalText('去向', 100).default(''),
})
export const ShelterEntryView = z.object({
  id: Id,
  name: z.string(),
  idNumber: z.string(),
  persons: z.int(),
  present: z.int(),
  village: z.string(),
  household: z.string(),
  vulnerable: Vulnerabilities,
  enteredAt: When,
  enteredBy: z.string(),
  overReason: z.string().nullable(),
  leavings: z.array(z.object({ id: Id, persons: z.int(), at: When, whereTo: z.string(), by: z.string() })),
})
export type ShelterEntryView = z.infer<typeof ShelterEntryView>

/** A time a shelter was open, with who was in it. */
export const ShelterOpeningView = z.object({
  id: Id,
  shelterId: Id,
  shelterName: z.string(),
  purpose: z.string(),
  eventId: Id.nullable(),
  openedAt: When,
  openedBy: z.string(),
  closedAt: MaybeWhen,
  closeReason: z.string().nullable(),
  capacity: z.int(),
  occupants: z.int(),
  highest: z.int(),
  entries: z.array(ShelterEntryView),
  vulnerableInside: z.array(z.object({ kind: z.string(), persons: z.int() })),
  /** How many were inside after each change, oldest first. */
  course: z.array(z.object({ at: When, occupants: z.int() })),
})
export type ShelterOpeningView = z.infer<typeof ShelterOpeningView>

export const CheckFunctions = z.object({
  version: z.int().meta({ title: '版本' }),
  checkedOn: Day('检查日期'),
  functions: Functions.meta({ title: '功能状态' }),
})

/** A township's share of the county's shelters, and its villages that have none (缺口). */
export const ShelterPicture = z.object({
  shelters: z.int(),
  capacity: z.int(),
  occupants: z.int(),
  open: z.int(),
  planned: z.int(),
  population: z.int(),
  byDuration: z.array(z.object({ duration: Duration, shelters: z.int(), capacity: z.int() })),
  byLevel: z.array(z.object({ level: z.string(), shelters: z.int(), capacity: z.int() })),
  faultyFunctions: z.array(z.object({ name: z.string(), broken: z.int(), absent: z.int() })),
  towns: z.array(
    z.object({
      unitId: Id,
      unitName: z.string(),
      /** Villages and communities that ought to have one; those that do. */
      target: z.int(),
      done: z.int(),
      shelters: z.int(),
      capacity: z.int(),
      occupants: z.int(),
      population: z.int(),
    }),
  ),
  gaps: z.array(
    z.object({
      unitId: Id,
      unitName: z.string(),
      townName: z.string(),
      population: z.int(),
      plannedYear: z.int().nullable(),
      nearest: z.object({ id: Id, name: z.string(), metres: z.int() }).nullable(),
    }),
  ),
})
export type ShelterPicture = z.infer<typeof ShelterPicture>

export const NearestSheltersQuery = z.object({
  unitId: Id.meta({ title: '村（社区）' }),
  persons: z.coerce.number({ error: '人数应为数字' }).int().min(1).max(100_000).default(1).meta({ title: '人数' }),
  hazard: Hazard.optional().meta({ title: '灾种' }),
})
/** Whom the nearest shelters take in (就近疏散), and for how many there is no place within the county. */
export const NearestShelters = z.object({
  items: z.array(
    z.object({
      id: Id,
      name: z.string(),
      unitName: z.string(),
      metres: z.int(),
      capacity: z.int(),
      free: z.int(),
      open: z.boolean(),
      keeper: Keeper,
      /** How many of the asked for it would take. */
      takes: z.int(),
    }),
  ),
  unplaced: z.int(),
})
export type NearestShelters = z.infer<typeof NearestShelters>

/** m² that a person needs, by how long he stays; figures of a standard that a county may set otherwise. */
export const AreaStandard = z.object({
  duration: Duration,
  squareMetres: z.number(),
  source: z.string(),
  confidence: Confidence,
  version: z.int(),
})
export type AreaStandard = z.infer<typeof AreaStandard>
export const SetAreaStandard = z.object({
  squareMetres: Quantity('人均有效面积')
    .min(0.1, { error: '人均有效面积不能小于 0.1 平方米' })
    .max(50, { error: '人均有效面积不能大于 50 平方米' }),
  source: requiredText('依据', 120),
  version: z.int().meta({ title: '版本' }),
})
