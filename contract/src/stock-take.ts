import { z } from 'zod'
import { Day, Id, MaybeWhen, optionalText, requiredText, When } from './codec.ts'
import { AmountOrNone, LotQualityName } from './stock.ts'

/** 盘点: every store visited, every lot counted by somebody at some time (W220). */
export const StartTake = z.object({
  id: Id.optional(),
  title: requiredText('盘点名称', 60),
  unitId: Id.optional().meta({ title: '盘点范围' }),
  dueOn: Day('完成期限'),
})
export const CountLot = z.object({
  counted: AmountOrNone('实盘数量'),
  quality: LotQualityName.meta({ title: '质量' }),
  explanation: optionalText('差异原因', 300).default(''),
  version: z.int().min(1).meta({ title: '版本' }),
})
export const TakeLine = z.object({
  id: Id,
  title: z.string(),
  unitName: z.string(),
  startedAt: When,
  startedBy: z.string(),
  dueOn: z.string(),
  closedAt: MaybeWhen,
  stores: z.number(),
  storesDone: z.number(),
  lots: z.number(),
  counted: z.number(),
  differing: z.number(),
  unexplained: z.number(),
  qualified: z.number(),
  /** Of the lots counted, in percent; null before the first. */
  differenceRate: z.number().nullable(),
  qualifiedRate: z.number().nullable(),
})
export type TakeLine = z.infer<typeof TakeLine>
export const TakeCount = z.object({
  id: Id,
  lotId: Id,
  itemName: z.string(),
  unit: z.string(),
  lotNo: z.string(),
  place: z.string(),
  enteredOn: z.string(),
  expiresOn: z.string().nullable(),
  book: z.number(),
  counted: z.number().nullable(),
  quality: LotQualityName,
  explanation: z.string(),
  countedBy: z.string().nullable(),
  countedAt: MaybeWhen,
  version: z.number(),
})
export type TakeCount = z.infer<typeof TakeCount>
export const TakeStore = z.object({
  storeId: Id,
  storeName: z.string(),
  unitName: z.string(),
  keeper: z.string(),
  keeperPhone: z.string(),
  visitedBy: z.string().nullable(),
  visitedAt: MaybeWhen,
  mayCount: z.boolean(),
  counts: z.array(TakeCount),
})
export type TakeStore = z.infer<typeof TakeStore>
export const TakeView = TakeLine.extend({
  storeList: z.array(TakeStore),
  missing: z.array(z.string()),
  may: z.object({ close: z.boolean() }),
})
export type TakeView = z.infer<typeof TakeView>
/** What a filled sheet did. */
export const TakeSheetRead = z.object({
  counted: z.number(),
  refused: z.array(z.object({ row: z.number(), message: z.string() })),
})
export type TakeSheetRead = z.infer<typeof TakeSheetRead>
