import { z } from 'zod'
import { Day, Id, MaybeWhen, optionalText, Position, requiredText, When } from './codec.ts'

/** What a kind of vehicle, machine or equipment (类别) can do: the capability it is asked for by, and what its rating measures. */
export interface EquipmentKind {
  label: string
  capability: string
  /** The capability's own words, where it is neither a general one nor an item of the stock's catalogue. */
  declares?: { name: string; unit: string; keywords: string[] }
  ratingUnit: string
}

export const equipmentKinds = {
  excavator: { label: '挖掘机', capability: 'excavation', ratingUnit: 't' },
  loader: { label: '装载机', capability: 'loading', ratingUnit: 't' },
  bulldozer: { label: '推土机', capability: 'loading', ratingUnit: 't' },
  crane: { label: '起重机', capability: 'lifting', ratingUnit: 't' },
  dumpTruck: { label: '自卸车', capability: 'haulage', ratingUnit: 't' },
  truck: { label: '货车', capability: 'haulage', ratingUnit: 't' },
  bus: { label: '应急客车', capability: 'passenger-transport', ratingUnit: '座' },
  troopCarrier: { label: '运兵车', capability: 'passenger-transport', ratingUnit: '座' },
  boat: { label: '冲锋舟', capability: 'assault-boat', ratingUnit: '人' },
  waterTruck: {
    label: '水罐车',
    capability: 'water-supply',
    declares: { name: '送水', unit: '辆', keywords: ['水罐车', '洒水车', '供水', '水车'] },
    ratingUnit: 't',
  },
  fireEngine: {
    label: '消防车',
    capability: 'fire-engine',
    declares: { name: '消防车', unit: '辆', keywords: ['灭火', '水罐消防车', '泡沫消防车'] },
    ratingUnit: 't',
  },
  ambulance: { label: '救护车', capability: 'ambulance', ratingUnit: '座' },
  pumpTruck: { label: '排水泵车', capability: 'drainage', ratingUnit: 'm³/h' },
  generator: { label: '发电机（车）', capability: 'power-supply', ratingUnit: 'kW' },
  lightTower: { label: '照明车', capability: 'lighting', ratingUnit: 'kW' },
  breathing: { label: '空气呼吸器', capability: 'breathing-apparatus', ratingUnit: 'L' },
  drone: { label: '无人机', capability: 'drone', ratingUnit: '分钟' },
  snowPlough: {
    label: '除雪车',
    capability: 'snow-clearing',
    declares: { name: '除雪', unit: '台', keywords: ['除雪车', '撒布机', '融雪', '除冰'] },
    ratingUnit: 't',
  },
  commandCar: {
    label: '通信指挥车',
    capability: 'command-vehicle',
    declares: { name: '通信指挥车', unit: '辆', keywords: ['指挥车', '应急通信车'] },
    ratingUnit: '座',
  },
} as const satisfies Record<string, EquipmentKind>

/** What a thing may be able to do beside what its kind says (兼有能力): general capabilities of the catalogue. */
export const secondCapabilities = {
  drainage: '排水',
  'power-supply': '供电',
  lighting: '照明',
  excavation: '挖掘',
  loading: '装载',
  lifting: '起重',
  haulage: '货物运输',
  'passenger-transport': '人员转运',
} as const

/** Where a piece of equipment is used now, as its call-up slip moves it. */
export const equipmentUses = { standby: '待命', called: '已受领', enRoute: '途中', onScene: '现场' } as const
export type EquipmentUse = keyof typeof equipmentUses

/** What a list tells apart; out of service (停用) stands above all, since what is broken cannot be sent wherever it is. */
export const equipmentStates = { ...equipmentUses, outOfService: '停用' } as const
export type EquipmentState = keyof typeof equipmentStates
const State = z.enum(Object.keys(equipmentStates) as [EquipmentState, ...EquipmentState[]])

/** Who found a fault: whoever uses it, a check, a drill. */
export const faultSources = { user: '使用中发现', check: '检查不合格', drill: '演练不合格' } as const
export type FaultSource = keyof typeof faultSources

export const EquipmentView = z.object({
  id: Id,
  name: z.string(),
  number: z.string(),
  kind: z.string(),
  kindName: z.string(),
  unitId: Id,
  unitName: z.string(),
  /** The firm that owns it, where its unit only has the use of it. */
  owner: z.string(),
  rating: z.number().nullable(),
  ratingUnit: z.string(),
  carryingKg: z.number().nullable(),
  place: z.string(),
  position: Position.nullable(),
  operator: z.string(),
  operatorPhone: z.string(),
  readyMinutes: z.int().nullable(),
  condition: z.string(),
  state: State,
  stateSince: MaybeWhen,
  eventId: Id.nullable(),
  slipId: Id.nullable(),
  /** Why it is not offered to those who look for resources; empty when it is. */
  unavailable: z.array(z.string()),
  openFaults: z.int(),
  boughtOn: z.string().nullable(),
  serviceYears: z.int().nullable(),
  endsOn: z.string().nullable(),
  priceYuan: z.number().nullable(),
  lastCheckOn: z.string().nullable(),
  nextCheckOn: z.string().nullable(),
  maintainedOn: z.string().nullable(),
  maintainEveryDays: z.int().nullable(),
  /** What is done at each maintenance, by the standard of its kind. */
  maintenanceTask: z.string(),
  maintenanceDueOn: z.string().nullable(),
  version: z.int(),
  mayKeep: z.boolean(),
})
export type EquipmentView = z.infer<typeof EquipmentView>

export const EquipmentList = z.object({
  items: z.array(EquipmentView),
  today: z.string(),
  /** Last days of the two lists ahead: maintenance due, service life ending. */
  maintenanceUntil: z.string(),
  lifeUntil: z.string(),
})
export type EquipmentList = z.infer<typeof EquipmentList>

export const EquipmentFault = z.object({
  id: Id,
  what: z.string(),
  source: z.enum(Object.keys(faultSources) as [FaultSource, ...FaultSource[]]),
  reportedAt: When,
  reportedBy: z.string(),
  repairedAt: MaybeWhen,
  repairedBy: z.string().nullable(),
  repair: z.string().nullable(),
  costYuan: z.number().nullable(),
})
export type EquipmentFault = z.infer<typeof EquipmentFault>

/** One line of the life record (装备档案), whatever happened. */
export const LifeEntry = z.object({
  id: Id,
  at: When,
  kind: z.enum(['maintenance', 'check', 'fault', 'repair', 'use']),
  text: z.string(),
  by: z.string(),
  costYuan: z.number().nullable(),
})
export type LifeEntry = z.infer<typeof LifeEntry>

export const EquipmentDetail = z.object({
  item: EquipmentView,
  faults: z.array(EquipmentFault),
  life: z.array(LifeEntry),
  today: z.string(),
})
export type EquipmentDetail = z.infer<typeof EquipmentDetail>

const Cost = z
  .number({ error: '费用应为数字' })
  .min(0)
  .max(99_999_999)
  .multipleOf(0.01, { error: '费用最多两位小数' })
  .nullable()
  .default(null)
  .meta({ title: '费用' })

export const ReportFault = z.object({ id: Id.optional(), what: requiredText('故障情况', 200) })
export const RecordRepair = z.object({
  repair: requiredText('维修内容', 200),
  by: optionalText('维修人（单位）', 60).default(''),
  costYuan: Cost,
})
export const RecordMaintenance = z.object({
  id: Id.optional(),
  doneOn: Day('保养日期'),
  what: requiredText('保养内容', 200),
  by: optionalText('保养人（单位）', 60).default(''),
  costYuan: Cost,
})
export const checkKinds = {
  annual: '年检（检验）',
  spot: '日常检查',
  departure: '出动前检查',
  drill: '演练检查',
} as const
export type CheckKind = keyof typeof checkKinds
export const RecordCheck = z.object({
  id: Id.optional(),
  kind: z.enum(Object.keys(checkKinds) as [CheckKind, ...CheckKind[]]).meta({ title: '检查类别' }),
  doneOn: Day('检查日期'),
  passed: z.boolean({ error: '请选择是否合格' }).meta({ title: '是否合格' }),
  what: optionalText('检查情况', 200).default(''),
  nextCheckOn: Day('下次检验日期').nullable().default(null),
})
