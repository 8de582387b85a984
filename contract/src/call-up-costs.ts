import { z } from 'zod'
import { CallUpStateName, nameOf, step } from './call-up.ts'
import { Id, optionalText, Quantity, RuleSource, requiredText } from './codec.ts'

/** 外购服务、其他费用: what no rule prices. */
export const AddCallUpCost = z.object({
  ...step,
  title: requiredText('费用名称', 80),
  quantity: Quantity('数量'),
  unit: requiredText('单位', 20),
  unitPrice: Quantity('单价（元）'),
  note: optionalText('说明', 200).default(''),
})

/** What costs money: where the price comes from stands with it. */
export const costKinds = {
  material: '物资消耗',
  personDays: '人员',
  vehicleDays: '车辆装备',
  service: '外购服务及其他',
} as const
export type CostKind = keyof typeof costKinds
export const CostLineView = z.object({
  id: Id,
  kind: nameOf(costKinds),
  title: z.string(),
  quantity: z.number(),
  unit: z.string(),
  unitPrice: z.number(),
  /** Yuan, to the fen. */
  amount: z.number(),
  basis: z.string(),
  byName: z.string().nullable(),
})
export type CostLineView = z.infer<typeof CostLineView>

/** Costs of one event: the priced slips, added up. */
export const EventCosts = z.object({
  eventId: Id,
  eventTitle: z.string(),
  total: z.number(),
  byKind: z.array(z.object({ kind: nameOf(costKinds), amount: z.number() })),
  slips: z.array(
    z.object({
      id: Id,
      number: z.string().nullable(),
      summary: z.string(),
      fromUnitName: z.string(),
      costBearer: z.string(),
      state: CallUpStateName,
      final: z.boolean(),
      amount: z.number(),
      costs: z.array(CostLineView),
    }),
  ),
})
export type EventCosts = z.infer<typeof EventCosts>
export const YearCostsQuery = z.object({ year: z.coerce.number().int().min(2000).max(2100).meta({ title: '年度' }) })
export const YearCosts = z.object({
  year: z.number(),
  total: z.number(),
  kinds: z.array(
    z.object({
      /** Null: called up on an ordinary day, for no event. */
      eventTypeCode: z.string().nullable(),
      eventTypeName: z.string(),
      events: z.number(),
      slips: z.number(),
      amount: z.number(),
    }),
  ),
})
export type YearCosts = z.infer<typeof YearCosts>

/** A price by rule: what a day of a vehicle, a person, an expert costs. */
export const CallUpPriceView = z.object({
  code: z.string(),
  title: z.string(),
  kind: nameOf(costKinds),
  unit: z.string(),
  price: z.number(),
  source: RuleSource,
  version: z.number(),
})
export type CallUpPriceView = z.infer<typeof CallUpPriceView>
export const ChangeCallUpPrice = z.object({
  price: Quantity('单价（元）'),
  basis: requiredText('定价依据', 200),
  version: z.int32().meta({ title: '版本' }),
})
