import { z } from 'zod'
import { callUpPriorities } from './call-up.ts'
import { Id, MaybeWhen, optionalText, Position, requiredText, When } from './codec.ts'
import { type ReserveForm, reserveForms } from './resource.ts'
import { shelterHazards } from './shelter.ts'

/** What is distributed: goods and machines to places, or people to shelters. */
export const allocationKinds = { supplies: '物资装备调配', people: '群众安置分配' } as const
export type AllocationKind = keyof typeof allocationKinds
export const AllocationKindName = z.enum(Object.keys(allocationKinds) as [AllocationKind, ...AllocationKind[]])

/** How urgent a place is (紧急程度); what a minute of waiting weighs there is a parameter of the county. */
export const urgencies = { 1: '一般', 2: '紧急', 3: '特别紧急' } as const
export const Urgency = z.literal([1, 2, 3], { error: '紧急程度应为一般、紧急或特别紧急' })
export type Urgency = z.infer<typeof Urgency>

export const allocationStates = { draft: '待确认', issued: '已下达', givenUp: '已作废' } as const
export type AllocationState = keyof typeof allocationStates

const pieces = (label: string) =>
  z
    .number({ error: `${label}应为数字` })
    .int({ error: `${label}应为整数` })
    .min(1, { error: `${label}不能小于 1` })
    .max(10_000_000, { error: `${label}过大` })
    .meta({ title: label })

/** A place where something is needed, or a village whose people must go. */
export const AllocationDemand = z.object({
  key: requiredText('需求编号', 40),
  name: requiredText('需求地点', 80),
  position: Position,
  /** The unit that receives and signs; that of whoever plans where left out. */
  unitId: Id.nullable().default(null).meta({ title: '接收单位' }),
  /** Code of the catalogue; null when people are placed. */
  capability: z.string().max(60).nullable().default(null).meta({ title: '物资或能力' }),
  quantity: pieces('数量'),
  urgency: Urgency.default(2).meta({ title: '紧急程度' }),
  /** Households that stay together, by head count; their sum is the quantity. */
  households: z.array(pieces('户内人数').max(50)).max(3000).nullable().default(null).meta({ title: '各户人数' }),
})
export type AllocationDemand = z.output<typeof AllocationDemand>

const Pair = z.object({ offerId: Id.meta({ title: '资源' }), key: requiredText('需求编号', 40) })
/** What is not to be counted on: roads that are cut, owners and shelters that drop out. */
const Left = {
  blocked: z.array(Pair).max(500).default([]).meta({ title: '中断的道路' }),
  without: z.array(Id).max(500).default([]).meta({ title: '不调用的资源' }),
}

/** A vehicle that is to carry: what it holds, in kilograms. */
export const AllocationVehicle = z.object({ offerId: Id.meta({ title: '车辆' }), capacityKg: pieces('载重（公斤）') })

export const PlanAllocation = z
  .object({
    id: Id.optional(),
    kind: AllocationKindName.meta({ title: '类别' }),
    title: requiredText('名称', 80),
    eventId: Id.nullable().default(null).meta({ title: '事件' }),
    demands: z.array(AllocationDemand).min(1, { error: '请填写需求' }).max(200).meta({ title: '需求' }),
    /** Shelters fit for it only. */
    hazard: z
      .enum(Object.keys(shelterHazards) as [keyof typeof shelterHazards, ...(keyof typeof shelterHazards)[]])
      .nullable()
      .default(null)
      .meta({ title: '灾种' }),
    withinKm: z.number().min(1).max(1000).nullable().default(null).meta({ title: '范围（公里）' }),
    /** Also what firms hold ready by agreement. */
    agreements: z.boolean().default(true).meta({ title: '包括协议储备' }),
    vehicles: z.array(AllocationVehicle).max(40).default([]).meta({ title: '运输车辆' }),
    /** Weight of one piece of what vehicles carry. */
    pieceKg: z
      .array(z.object({ capability: requiredText('物资', 60), kg: z.number().min(0.01).max(50_000) }))
      .max(200)
      .default([])
      .meta({ title: '单件重量' }),
    ...Left,
    seconds: z.int32().min(1).max(60).default(10).meta({ title: '计算时限（秒）' }),
  })
  .superRefine((asked, context) => {
    const keys = asked.demands.map(demand => demand.key)
    for (const [i, demand] of asked.demands.entries()) {
      const wrong = (field: string, message: string) =>
        context.addIssue({ code: 'custom', path: ['demands', i, field], message })
      if (keys.indexOf(demand.key) !== i) wrong('key', '需求编号重复')
      if (asked.kind === 'supplies' && !demand.capability) wrong('capability', '请选择物资或能力')
      const heads = demand.households?.reduce((sum, one) => sum + one, 0)
      if (heads !== undefined && heads !== demand.quantity) wrong('households', '各户人数之和应等于需安置人数')
    }
  })
export type PlanAllocation = z.output<typeof PlanAllocation>

export const ReplanAllocation = z.object({ version: z.int32().meta({ title: '版本' }), ...Left })
export const ChangeAllocation = z.object({
  version: z.int32().meta({ title: '版本' }),
  lines: z
    .array(Pair.extend({ quantity: pieces('数量') }))
    .max(2000)
    .meta({ title: '分配' }),
})
export const IssueAllocation = z.object({
  version: z.int32().meta({ title: '版本' }),
  reason: requiredText('调用事由', 300),
  priority: z
    .enum(Object.keys(callUpPriorities) as [keyof typeof callUpPriorities, ...(keyof typeof callUpPriorities)[]])
    .default('urgent')
    .meta({ title: '缓急' }),
})
export const GiveUpAllocation = z.object({ reason: optionalText('理由', 200).default('') })

/** So much from one owner to one place. */
export const AllocationLineView = z.object({
  id: Id,
  offerId: Id,
  offerName: z.string(),
  unitName: z.string(),
  reserve: z.enum(Object.keys(reserveForms) as [ReserveForm, ...ReserveForm[]]).nullable(),
  key: z.string(),
  quantity: z.number(),
  /** What the solver proposed; 0 for a line made by hand. */
  proposed: z.number(),
  /** Estimated minutes until it is there. */
  minutes: z.number().nullable(),
  /** Households on this line. */
  households: z.number().nullable(),
  vehicleName: z.string().nullable(),
  slipId: Id.nullable(),
})
export type AllocationLineView = z.infer<typeof AllocationLineView>
export const AllocationDemandView = AllocationDemand.omit({ households: true }).extend({
  capabilityName: z.string().nullable(),
  unit: z.string(),
  households: z.number().nullable(),
  /** What a minute of waiting weighed here when the plan was made. */
  weight: z.number(),
  given: z.number(),
  missing: z.number(),
  /** Why something is missing; null when nothing is. */
  shortfall: z.string().nullable(),
})
export type AllocationDemandView = z.infer<typeof AllocationDemandView>
export const AllocationSupplyView = z.object({
  offerId: Id,
  name: z.string(),
  unitName: z.string(),
  capability: z.string().nullable(),
  position: Position,
  free: z.number(),
  used: z.number(),
  /** Estimated minutes to each demand, in their order; null where there is no way or it is cut. */
  minutes: z.array(z.number().nullable()),
})
export type AllocationSupplyView = z.infer<typeof AllocationSupplyView>
export const AllocationView = z.object({
  id: Id,
  kind: AllocationKindName,
  title: z.string(),
  state: z.enum(Object.keys(allocationStates) as [AllocationState, ...AllocationState[]]),
  event: z.object({ id: Id, title: z.string() }).nullable(),
  unitName: z.string(),
  demands: z.array(AllocationDemandView),
  lines: z.array(AllocationLineView),
  supplies: z.array(AllocationSupplyView),
  blocked: z.array(Pair),
  without: z.array(Id),
  /** Weighted minutes of the plan as it stands, and what no plan can be below. */
  objective: z.number(),
  bound: z.number(),
  seconds: z.number(),
  changedByHand: z.boolean(),
  mayChange: z.boolean(),
  madeAt: When,
  madeByName: z.string(),
  issuedAt: MaybeWhen,
  version: z.int32(),
})
export type AllocationView = z.infer<typeof AllocationView>
export const AllocationListLine = AllocationView.pick({
  id: true,
  kind: true,
  title: true,
  state: true,
  event: true,
  unitName: true,
  madeAt: true,
  madeByName: true,
}).extend({ places: z.number(), missing: z.number() })
export type AllocationListLine = z.infer<typeof AllocationListLine>
export const AllocationQuery = z.object({ event: Id.optional().meta({ title: '事件' }) })
