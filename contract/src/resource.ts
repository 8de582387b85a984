import { z } from 'zod'
import { Id, MaybeWhen } from './codec.ts'

/** Who offers (资源类别). */
export const offerKinds = {
  team: '救援队伍',
  stock: '库存物资',
  equipment: '车辆装备',
  agreement: '协议储备',
  neighbour: '邻近协作单位',
  shelter: '避难场所',
  hospital: '医疗机构',
  expert: '应急专家',
} as const
export type OfferKindName = keyof typeof offerKinds

/** In which form it is there (储备形式). */
export const reserveForms = { physical: '实物', agreement: '协议', capacity: '产能' } as const
export type ReserveForm = keyof typeof reserveForms

/** Something that can be asked for (能力). */
export const CapabilityView = z.object({
  code: z.string(),
  name: z.string(),
  /** What is counted: 台, 件, 人. */
  unit: z.string(),
  /** The measure of one piece (m³/h); null when it has none. */
  ratingUnit: z.string().nullable(),
  keywords: z.array(z.string()),
  /** How many owners state it now, neighbours not among them. */
  offers: z.number(),
})
export type CapabilityView = z.infer<typeof CapabilityView>

const degrees = (label: string, max: number) =>
  z
    .string({ error: `请填写${label}` })
    .trim()
    .regex(/^-?\d{1,3}(\.\d{1,15})?$/, { error: `${label}应为数字，例如 107.21` })
    .transform(Number)
    .refine(value => Math.abs(value) <= max, { error: `${label}应在 -${max} 至 ${max} 之间` })
    .meta({ title: label })

const bounded = (label: string, min: number, max: number) =>
  z.coerce
    .number({ error: `${label}应为数字` })
    .min(min, { error: `${label}不能小于 ${min}` })
    .max(max, { error: `${label}不能大于 ${max}` })
    .meta({ title: label })

/** More than nothing; may have decimals. */
const amount = (label: string, max: number) =>
  z.coerce
    .number({ error: `${label}应为数字` })
    .positive({ error: `${label}应大于 0` })
    .max(max, { error: `${label}不能大于 ${max}` })
    .meta({ title: label })

const flag = (label: string) =>
  z
    .enum(['true', 'false', '1', '0'], { error: `${label}应为 true 或 false` })
    .transform(value => value === 'true' || value === '1')
    .default(false)
    .meta({ title: label })

const capability = z
  .string({ error: '请填写物资或能力' })
  .trim()
  .min(1, { error: '请填写物资或能力' })
  .max(60, { error: '物资或能力不能超过 60 个字' })
  .meta({ title: '物资或能力' })

export const NearestQuery = z.object({
  lng: degrees('经度', 180),
  lat: degrees('纬度', 90),
  /** A code of the catalogue or a word of it, also in traditional characters. */
  capability,
  quantity: amount('数量', 1_000_000_000).default(1),
  limit: bounded('条数', 1, 100).int({ error: '条数应为整数' }).default(20),
  minRating: bounded('单台规格', 0, 1_000_000_000).optional(),
  withOperator: flag('带操作手'),
  withinKm: amount('范围（公里）', 1_000).optional(),
  /** Also those that cannot be called on now, each with its reason. */
  includeUnavailable: flag('包括不可调用的'),
})
export type NearestQuery = z.output<typeof NearestQuery>

const Keeper = z.object({ name: z.string(), phone: z.string() })

/** One owner who has what was asked for. */
export const ResourceHit = z.object({
  id: Id,
  kind: z.enum(Object.keys(offerKinds) as [OfferKindName, ...OfferKindName[]]),
  name: z.string(),
  unitId: Id,
  unitName: z.string(),
  /** Which of the capabilities asked for; null for neighbours. */
  capability: z.string().nullable(),
  unit: z.string().nullable(),
  reserve: z.enum(Object.keys(reserveForms) as [ReserveForm, ...ReserveForm[]]),
  withOperator: z.boolean(),
  lng: z.number().nullable(),
  lat: z.number().nullable(),
  /** Along the great circle; null when the place has not been entered. */
  metres: z.number().nullable(),
  /** Estimated by the speeds and detours set by the county, not by a road map. */
  roadMinutes: z.number().nullable(),
  readyMinutes: z.number().nullable(),
  /** Null for neighbours: to be agreed. */
  total: z.number().nullable(),
  booked: z.number(),
  free: z.number().nullable(),
  /** What this owner has free covers the need alone. */
  enough: z.boolean(),
  rating: z.number().nullable(),
  keeper: Keeper.nullable(),
  backupKeeper: Keeper.nullable(),
  verifiedAt: MaybeWhen,
  /** Days since it was last confirmed to be true; null: never. */
  verifiedDaysAgo: z.number().nullable(),
  /** Confirmed too long ago, or never: ranked behind the others. */
  stale: z.boolean(),
  validUntil: z.string().nullable(),
  /** Why it cannot be called on, when it was asked for all the same. */
  reason: z.string().nullable(),
  link: z.string(),
})
export type ResourceHit = z.infer<typeof ResourceHit>

/** Several owners together (联合调用), nearest first. */
export const Combination = z.object({
  parts: z.array(z.object({ offer: ResourceHit, take: z.number() })),
  total: z.number(),
  missing: z.number(),
})
export type Combination = z.infer<typeof Combination>

const Amount = z.object({ owners: z.number(), free: z.number() })

export const NearestReply = z.object({
  capabilities: z.array(CapabilityView.omit({ keywords: true, offers: true })),
  quantity: z.number(),
  /** Those who alone have enough before those who have a part, each nearest first, the stale behind. */
  items: z.array(ResourceHit),
  /** Null when one owner has enough and is the nearest, or when there is nothing to combine. */
  combination: Combination.nullable(),
  /** What is free in hand and what others hold ready by agreement, within the range asked for; the two are never added up. */
  physical: Amount,
  agreement: Amount,
  /** How many were left out because they cannot be called on now. */
  unavailable: z.number(),
  /** Days after which an unconfirmed statement counts as stale. */
  staleDays: z.number(),
})
export type NearestReply = z.infer<typeof NearestReply>

export const ReachQuery = z.object({
  capability,
  quantity: amount('数量', 1_000_000_000).default(1),
  minutes: bounded('分钟', 1, 1_440).default(30),
  /** What if an owner were not there … */
  without: Id.optional().meta({ title: '假设撤走的资源' }),
  /** … and the same stood at this unit (village or township)? */
  placedAt: Id.optional().meta({ title: '假设布设的单位' }),
  /** What if only so many of the owner's went there? Left out: all that is free. What stands at the unit already is added to it. */
  moved: amount('假设调整的数量', 1_000_000_000).optional(),
})
export type ReachQuery = z.output<typeof ReachQuery>

/** How far a village is from the nearest owner (覆盖分析). */
export const VillageReach = z.object({
  unitId: Id,
  name: z.string(),
  townName: z.string(),
  population: z.number(),
  lng: z.number(),
  lat: z.number(),
  nearest: z
    .object({ id: Id.nullable(), name: z.string(), unitName: z.string(), metres: z.number(), roadMinutes: z.number() })
    .nullable(),
})
export type VillageReach = z.infer<typeof VillageReach>

export const ReachReply = z.object({
  capabilities: NearestReply.shape.capabilities,
  minutes: z.number(),
  villages: z.number(),
  population: z.number(),
  /** Villages beyond the limit, the farthest first; those that nobody reaches at all before them. */
  beyond: z.array(VillageReach),
  beyondPopulation: z.number(),
  holders: z.array(z.object({ id: Id, name: z.string(), unitName: z.string(), free: z.number() })),
  /** Where those stand who count, what is only supposed among them: for the map. */
  places: z.array(z.object({ name: z.string(), lng: z.number(), lat: z.number(), supposed: z.boolean() })),
})
export type ReachReply = z.infer<typeof ReachReply>
