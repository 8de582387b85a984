import { z } from 'zod'
import { Confidence, Day, Id, optionalText, PhoneNumber, Position, requiredText } from './codec.ts'
import { creditCodeRefusal } from './credit-code.ts'
import { Amount, AmountOrNone, ItemCode, StockClassName, type StoreLevel, storeLevels } from './stock.ts'

const LevelName = z.enum(Object.keys(storeLevels) as [StoreLevel, ...StoreLevel[]])

/** What a place must be ready for (风险类型); `any` counts everywhere. */
export const stockRisks = {
  any: '通用',
  flashFlood: '山洪洪涝',
  geological: '地质灾害',
  forestFire: '森林火灾',
  chemical: '危险化学品',
  snow: '低温雨雪冰冻',
} as const
export type StockRisk = keyof typeof stockRisks
const RiskName = z.enum(Object.keys(stockRisks) as [StockRisk, ...StockRisk[]], { error: '风险类型不在可选范围内' })

/** 协议储备: a firm keeps goods ready, or can make them, by contract. */
const Kept = z.object({
  itemCode: ItemCode,
  quantity: Amount('协议数量'),
  capacityPerDay: AmountOrNone('日产能').nullable().default(null),
})
export const SaveAgreement = z
  .object({
    id: Id.optional(),
    unitId: Id.optional().meta({ title: '签约单位' }),
    firm: requiredText('企业名称', 60),
    creditCode: z
      .string({ error: '请填写统一社会信用代码' })
      .trim()
      .refine(code => creditCodeRefusal(code) === null, {
        error: issue => creditCodeRefusal(String(issue.input)) ?? '',
      })
      .meta({ title: '统一社会信用代码' }),
    contact: requiredText('联系人', 30),
    phone: PhoneNumber('联系电话'),
    position: Position.nullable().default(null).meta({ title: '位置' }),
    responseHours: z
      .number({ error: '响应时间应为数字（小时）' })
      .positive({ error: '响应时间应大于 0' })
      .max(720, { error: '响应时间不能超过 720 小时' })
      .meta({ title: '响应时间（小时）' }),
    priceRule: requiredText('价格约定', 200),
    from: Day('协议起始日'),
    to: Day('协议截止日'),
    verifiedOn: Day('最近核实日').nullable().default(null),
    note: optionalText('备注', 500).default(''),
    items: z.array(Kept).min(1, { error: '请至少填写一种物资' }).max(50).meta({ title: '协议物资' }),
    version: z.int().min(0).default(0).meta({ title: '版本' }),
    /** Wanted once the agreement is there. */
    reason: optionalText('修改原因', 200).default(''),
  })
  .refine(one => one.from <= one.to, { path: ['to'], error: '协议截止日不能早于起始日' })
export const AgreementView = z.object({
  id: Id,
  unitId: Id,
  unitName: z.string(),
  firm: z.string(),
  creditCode: z.string(),
  contact: z.string(),
  phone: z.string(),
  position: Position.nullable(),
  responseHours: z.number(),
  priceRule: z.string(),
  from: z.string(),
  to: z.string(),
  verifiedOn: z.string().nullable(),
  note: z.string(),
  state: z.enum(['inForce', 'notYet', 'expired', 'ended']),
  items: z.array(
    z.object({
      itemCode: z.string(),
      itemName: z.string(),
      unit: z.string(),
      quantity: z.number(),
      capacityPerDay: z.number().nullable(),
    }),
  ),
  version: z.number(),
  mayEdit: z.boolean(),
})
export type AgreementView = z.infer<typeof AgreementView>
export const agreementStates = { inForce: '有效', notYet: '未生效', expired: '已过期', ended: '已终止' } as const

/** 储备标准: how much of what each place of a level, or one with that risk, keeps. */
export const SaveStandard = z
  .object({
    id: Id.optional(),
    level: LevelName.meta({ title: '级别' }),
    risk: RiskName.meta({ title: '风险类型' }),
    itemCode: ItemCode,
    quantity: Amount('标准数量'),
    least: AmountOrNone('库存下限'),
    source: requiredText('依据', 120),
    enabled: z.boolean().default(true).meta({ title: '是否启用' }),
    version: z.int().min(0).default(0).meta({ title: '版本' }),
    /** Wanted once the standard is there. */
    reason: optionalText('修改原因', 200).default(''),
  })
  .refine(one => one.least <= one.quantity, { path: ['least'], error: '库存下限不能超过标准数量' })
export const StandardView = z.object({
  id: Id,
  level: LevelName,
  risk: RiskName,
  itemCode: z.string(),
  itemName: z.string(),
  unit: z.string(),
  quantity: z.number(),
  least: z.number(),
  source: z.string(),
  confidence: Confidence,
  enabled: z.boolean(),
  version: z.number(),
})
export type StandardView = z.infer<typeof StandardView>
export const SetUnitRisks = z.object({
  risks: z.array(RiskName).max(10).meta({ title: '风险类型' }),
  /** What the page showed; another change in between is not overwritten. */
  was: z.array(RiskName).max(10).meta({ title: '修改前的风险类型' }),
  reason: requiredText('修改原因', 200),
})
export const UnitRisksView = z.object({ unitId: Id, unitName: z.string(), risks: z.array(RiskName) })
export type UnitRisksView = z.infer<typeof UnitRisksView>

/** One place and one kind of goods against its standard (储备评估). */
export const AssessmentLine = z.object({
  unitId: Id,
  unitName: z.string(),
  townName: z.string().nullable(),
  level: LevelName,
  itemCode: z.string(),
  itemName: z.string(),
  unit: z.string(),
  need: z.number(),
  least: z.number(),
  have: z.number(),
  shortage: z.number(),
  surplus: z.number(),
  isBelow: z.boolean(),
})
export type AssessmentLine = z.infer<typeof AssessmentLine>
export const AssessmentQuery = z.object({
  level: LevelName.optional().meta({ title: '级别' }),
  unit: Id.optional().meta({ title: '单位' }),
  only: z.enum(['short', 'all']).default('all').meta({ title: '范围' }),
})
export const AssessmentView = z.object({
  items: z.array(AssessmentLine),
  /** Places measured, and those where nothing is short. */
  places: z.number(),
  complete: z.number(),
  withoutStore: z.array(z.object({ unitId: Id, unitName: z.string(), townName: z.string().nullable() })),
})
export type AssessmentView = z.infer<typeof AssessmentView>

export const TotalLine = z.object({
  itemCode: z.string(),
  itemName: z.string(),
  class: StockClassName,
  unit: z.string(),
  physical: z.number(),
  usable: z.number(),
  onLoan: z.number(),
  agreement: z.number(),
  capacityPerDay: z.number(),
  stores: z.number(),
})
export type TotalLine = z.infer<typeof TotalLine>
export const OverviewView = z.object({
  totals: z.array(TotalLine),
  alarms: z.object({
    expired: z.number(),
    expiringSoon: z.number(),
    expiringLater: z.number(),
    soonDays: z.number(),
    laterDays: z.number(),
    below: z.number(),
    withoutStore: z.number(),
    agreementsEnding: z.number(),
    agreementsExpired: z.number(),
    openTakes: z.number(),
  }),
})
export type OverviewView = z.infer<typeof OverviewView>

/** A line of the need statement (经费需求): what is missing, what it costs, and where that can be looked up. */
export const NeedLine = z.object({
  /** The unit under which it is added up: a village's township, else the unit itself. */
  groupId: Id,
  source: z.string(),
  unitId: Id,
  unitName: z.string(),
  what: z.string(),
  unit: z.string(),
  quantity: z.number(),
  priceYuan: z.number().nullable(),
  yuan: z.number().nullable(),
  basis: z.string(),
  link: z.string(),
})
export type NeedLine = z.infer<typeof NeedLine>
const NeedSum = { lines: z.number(), yuan: z.number(), unpriced: z.number() }
/** 分单位小计: a unit with its categories; villages stand under their township. */
export const NeedGroup = z.object({
  unitId: Id,
  unitName: z.string(),
  ...NeedSum,
  categories: z.array(z.object({ source: z.string(), ...NeedSum })),
})
export type NeedGroup = z.infer<typeof NeedGroup>
export const NeedQuery = z.object({ unit: Id.optional().meta({ title: '单位' }) })
export const NeedView = z.object({
  title: z.string(),
  items: z.array(NeedLine),
  totalYuan: z.number(),
  unpriced: z.number(),
  /** The sum of each kind of need, in the order of the lines. */
  sums: z.array(z.object({ source: z.string(), lines: z.number(), yuan: z.number() })),
  /** 分单位小计 of the same lines: the county's offices first, townships with their villages after them. */
  groups: z.array(NeedGroup),
})
export type NeedView = z.infer<typeof NeedView>
