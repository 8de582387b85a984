import { z } from 'zod'
import { Confidence, Day, Id, MaybeWhen, optionalText, PageQuery, Position, requiredText, When } from './codec.ts'

/** Internal classes of supplies (物资类别). GB/T 38565-2020 gives the first digit only; its sub-layers are mapped once confirmed. */
export const stockClasses = {
  relief: '生活救助',
  flood: '防汛抗旱',
  forestFire: '森林防火',
  chemical: '危化救援',
  communication: '通信照明',
  medical: '医疗防疫',
  machinery: '工程机械',
  transport: '交通运输',
} as const
export type StockClass = keyof typeof stockClasses
export const StockClassName = z.enum(Object.keys(stockClasses) as [StockClass, ...StockClass[]], {
  error: '物资类别不在可选范围内',
})
/** First layer of GB/T 38565-2020. */
export const gbClasses = { '1': '基本生活保障物资', '2': '应急装备及配套物资', '3': '工程材料与机械加工设备' } as const

export const lotQualities = { qualified: '合格', pending: '待检', unqualified: '不合格' } as const
export type LotQuality = keyof typeof lotQualities
export const LotQualityName = z.enum(Object.keys(lotQualities) as [LotQuality, ...LotQuality[]], {
  error: '质量应为合格、待检或不合格',
})

export const storeLevels = { county: '县级', town: '乡镇', village: '村（社区）', enterprise: '企业' } as const
export type StoreLevel = keyof typeof storeLevels
export const storeStates = { active: '启用', planned: '筹建', closed: '停用' } as const
export type StoreState = keyof typeof storeStates

/** Every kind of movement; each is one or more lines of the ledger. */
export const movementKinds = {
  opening: '期初',
  in: '入库',
  out: '出库',
  loan: '借出',
  return: '归还',
  transfer: '调拨',
  consume: '消耗',
  scrap: '报废',
  rotation: '轮换',
  countGain: '盘盈',
  countLoss: '盘亏',
  correction: '更正',
} as const
export type MovementKind = keyof typeof movementKinds
/** What a person enters; differences come from a stock-take, corrections from the line that was wrong. */
export const enteredKinds = [
  'in',
  'out',
  'loan',
  'return',
  'transfer',
  'consume',
  'scrap',
  'rotation',
  'opening',
] as const
/** Kinds that belong to the ledger of use (使用台账). */
export const useKinds: MovementKind[] = ['out', 'loan', 'return', 'transfer', 'consume', 'scrap']

export const inOrigins = { purchase: '采购', donation: '捐赠', transferIn: '调入', returned: '退回' } as const
export type InOrigin = keyof typeof inOrigins

/** An amount in the item's own unit; three decimals at most, which is what the ledger keeps. */
export const Amount = (label: string) =>
  z
    .number({ error: issue => (issue.input === undefined ? `请填写${label}` : `${label}应为数字`) })
    .positive({ error: `${label}应大于 0` })
    .max(99_999_999, { error: `${label}过大` })
    .refine(value => Math.abs(value * 1000 - Math.round(value * 1000)) < 1e-6, { error: `${label}最多三位小数` })
    .meta({ title: label })
export const AmountOrNone = (label: string) =>
  z
    .number({ error: `${label}应为数字` })
    .nonnegative({ error: `${label}不能为负数` })
    .max(99_999_999, { error: `${label}过大` })
    .refine(value => Math.abs(value * 1000 - Math.round(value * 1000)) < 1e-6, { error: `${label}最多三位小数` })
    .meta({ title: label })
const price = (label: string) =>
  z
    .number({ error: `${label}应为数字` })
    .nonnegative({ error: `${label}不能为负数` })
    .max(100_000_000, { error: `${label}过大` })
    .nullable()
    .meta({ title: label })

export const ItemCode = z
  .string({ error: '请选择物资品种' })
  .regex(/^[a-z][a-z0-9-]{1,40}$/, { error: '物资编码应为小写英文、数字和连字符' })
  .meta({ title: '物资品种' })

export const SaveItem = z.object({
  name: requiredText('物资名称', 40),
  class: StockClassName.meta({ title: '物资类别' }),
  gbFirst: z.enum(['1', '2', '3'], { error: '国标大类应为 1、2 或 3' }).meta({ title: '国标大类' }),
  unit: requiredText('计量单位', 10),
  shelfLifeMonths: z
    .int({ error: '储存年限应为整月数' })
    .min(1, { error: '储存年限至少 1 个月' })
    .max(600, { error: '储存年限不能超过 600 个月' })
    .nullable()
    .meta({ title: '储存年限（月）' }),
  priceYuan: price('重置单价'),
  priceSource: optionalText('单价来源', 100).default(''),
  /** What a piece can do beside being itself (排水), and how much of it (m³/h); left out, both stay as they are. */
  capability: z.string().max(60).nullable().optional().meta({ title: '通用能力' }),
  rating: z
    .number({ error: '单件能力应为数字' })
    .positive({ error: '单件能力应大于 0' })
    .max(1_000_000, { error: '单件能力过大' })
    .nullable()
    .optional()
    .meta({ title: '单件能力' }),
  enabled: z.boolean({ error: '是否启用应为是或否' }).default(true).meta({ title: '是否启用' }),
  version: z.int().min(0).default(0).meta({ title: '版本' }),
  /** Wanted once the item is there. */
  reason: optionalText('修改原因', 200).default(''),
})
export const ItemView = z.object({
  code: z.string(),
  name: z.string(),
  class: StockClassName,
  gbFirst: z.string(),
  unit: z.string(),
  shelfLifeMonths: z.number().nullable(),
  priceYuan: z.number().nullable(),
  priceSource: z.string(),
  /** What a piece can do beside being itself, and how much of it. */
  capability: z.object({ code: z.string(), name: z.string(), ratingUnit: z.string().nullable() }).nullable(),
  rating: z.number().nullable(),
  enabled: z.boolean(),
  version: z.number(),
  source: z.string(),
  confidence: Confidence,
})
export type ItemView = z.infer<typeof ItemView>

export const StoreLine = z.object({
  id: Id,
  unitId: Id,
  unitName: z.string(),
  name: z.string(),
  level: z.enum(Object.keys(storeLevels) as [StoreLevel, ...StoreLevel[]]),
  state: z.enum(Object.keys(storeStates) as [StoreState, ...StoreState[]]),
  address: z.string(),
  position: Position.nullable(),
  keeper: z.string(),
  keeperPhone: z.string(),
  backupKeeper: z.string(),
  backupPhone: z.string(),
  open24: z.boolean(),
  kinds: z.number(),
  lots: z.number(),
  soonestExpiry: z.string().nullable(),
  expired: z.number(),
})
export type StoreLine = z.infer<typeof StoreLine>
export const StoreQuery = z.object({
  unit: Id.optional().meta({ title: '单位' }),
  text: z.string().max(60).optional().meta({ title: '查找' }),
})

export const LotView = z.object({
  id: Id,
  storeId: Id,
  storeName: z.string(),
  unitName: z.string(),
  itemCode: z.string(),
  itemName: z.string(),
  class: StockClassName,
  unit: z.string(),
  lotNo: z.string(),
  quality: LotQualityName,
  producedOn: z.string().nullable(),
  enteredOn: z.string(),
  expiresOn: z.string().nullable(),
  place: z.string(),
  balance: z.number(),
  onLoan: z.number(),
  unitPrice: z.number().nullable(),
  verifiedAt: MaybeWhen,
  verifiedBy: z.string().nullable(),
  replacesLotId: Id.nullable(),
  version: z.number(),
})
export type LotView = z.infer<typeof LotView>
/** What the owner lets others call on; null: all that is usable. */
export const ShareView = z.object({
  itemCode: z.string(),
  itemName: z.string(),
  unit: z.string(),
  usable: z.number(),
  onLoan: z.number(),
  shared: z.number().nullable(),
  version: z.number(),
})
export const StoreView = StoreLine.extend({
  areaM2: z.number().nullable(),
  conditions: z.string(),
  note: z.string(),
  items: z.array(ShareView),
  lotList: z.array(LotView),
  may: z.object({ move: z.boolean() }),
})
export type StoreView = z.infer<typeof StoreView>

export const LotWords = z.object({
  lotNo: optionalText('批次号', 40).default(''),
  quality: LotQualityName.default('qualified').meta({ title: '质量' }),
  producedOn: Day('生产日期').nullable().default(null),
  expiresOn: Day('有效期至').nullable().default(null),
  place: optionalText('存放位置', 60).default(''),
  unitPrice: price('单价').default(null),
})
export const PostMovement = z.object({
  id: Id.optional(),
  kind: z.enum(enteredKinds, { error: '请选择出入库类型' }).meta({ title: '类型' }),
  storeId: Id.meta({ title: '仓库' }),
  itemCode: ItemCode,
  quantity: Amount('数量'),
  lotId: Id.nullable().default(null).meta({ title: '批次' }),
  toStoreId: Id.nullable().default(null).meta({ title: '调入仓库' }),
  origin: z
    .enum(Object.keys(inOrigins) as [InOrigin, ...InOrigin[]], { error: '入库来源不在可选范围内' })
    .nullable()
    .default(null)
    .meta({ title: '入库来源' }),
  lot: LotWords.nullable().default(null).meta({ title: '新批次' }),
  receiver: optionalText('领用或交货单位（人）', 60).default(''),
  orderNo: optionalText('单据号', 60).default(''),
  note: optionalText('说明', 500).default(''),
})
export const CorrectMovement = z.object({
  id: Id.optional(),
  reason: requiredText('更正原因', 300),
  /** What it should have been: entered anew in the same step; null: the movement was not one at all. */
  quantity: Amount('正确数量').nullable().default(null),
})
/** Whose quantity alone may be put right; the others name lots of their own and are entered anew. */
export const requantifiedKinds: MovementKind[] = ['in', 'out', 'loan', 'return', 'transfer', 'consume', 'scrap']
export const LedgerLine = z.object({
  id: Id,
  movementId: Id,
  at: When,
  kind: z.enum(Object.keys(movementKinds) as [MovementKind, ...MovementKind[]]),
  origin: z.string().nullable(),
  storeId: Id,
  storeName: z.string(),
  unitName: z.string(),
  itemCode: z.string(),
  itemName: z.string(),
  unit: z.string(),
  lotId: Id,
  lotNo: z.string(),
  expiresOn: z.string().nullable(),
  delta: z.number(),
  loanDelta: z.number(),
  balanceAfter: z.number(),
  toStoreName: z.string().nullable(),
  handlerName: z.string(),
  receiver: z.string(),
  orderNo: z.string(),
  note: z.string(),
  slipId: Id.nullable(),
  eventId: Id.nullable(),
  correctsId: Id.nullable(),
  correctedById: Id.nullable(),
  mayCorrect: z.boolean(),
})
export type LedgerLine = z.infer<typeof LedgerLine>
export const MovementView = z.object({ id: Id, lines: z.array(LedgerLine) })
export type MovementView = z.infer<typeof MovementView>
export const LedgerFilter = z.object({
  ledger: z.enum(['reserve', 'use']).default('reserve').meta({ title: '台账' }),
  store: Id.optional().meta({ title: '仓库' }),
  unit: Id.optional().meta({ title: '单位' }),
  item: ItemCode.optional(),
  kind: z
    .enum(Object.keys(movementKinds) as [MovementKind, ...MovementKind[]])
    .optional()
    .meta({ title: '类型' }),
  from: Day('起始日期').optional(),
  to: Day('截止日期').optional(),
})
export const LedgerQuery = PageQuery.extend(LedgerFilter.shape)

export const VerifyLot = z.object({
  version: z.int().min(1).meta({ title: '版本' }),
  quality: LotQualityName.meta({ title: '质量' }),
  place: optionalText('存放位置', 60).default(''),
})
export const ShareItem = z.object({
  shared: AmountOrNone('可共享数量').nullable(),
  version: z.int().min(1).meta({ title: '版本' }),
})
