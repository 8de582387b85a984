import { z } from 'zod'
import { nameOf } from './call-up.ts'
import { CostLineView, costKinds } from './call-up-costs.ts'
import { Id, MaybeWhen, optionalText, Quantity, requiredText, When } from './codec.ts'

/** 费用清单 of an event (P7): what its slips cost, what stores issued for it without a slip, and what is typed in with its document. */

export const AddCostLine = z.object({
  id: Id.optional(),
  kind: nameOf(costKinds).meta({ title: '费用类别' }),
  title: requiredText('费用名称', 80),
  /** Who spent it. */
  unitId: Id.meta({ title: '支出单位' }),
  quantity: Quantity('数量').gt(0, { error: '数量应大于 0' }),
  unit: requiredText('计量单位', 20),
  unitPrice: Quantity('单价（元）'),
  /** 发票、合同 or approval number. */
  documentNumber: requiredText('票据或文件编号', 80),
  note: optionalText('说明', 200).default(''),
})
export const WithdrawCostLine = z.object({ reason: requiredText('撤销理由', 300) })

export const CostSheetLine = CostLineView.extend({
  unitId: Id,
  unitName: z.string(),
  documentNumber: z.string(),
  at: MaybeWhen,
  withdrawn: z.string().nullable(),
  may: z.object({ withdraw: z.boolean() }),
})
export type CostSheetLine = z.infer<typeof CostSheetLine>
export const CostSheet = z.object({
  eventId: Id,
  eventTitle: z.string(),
  eventNumber: z.string(),
  asOf: When,
  total: z.number(),
  byKind: z.array(z.object({ kind: nameOf(costKinds), amount: z.number() })),
  byUnit: z.array(z.object({ unitId: Id, unitName: z.string(), amount: z.number() })),
  slips: z.array(
    z.object({
      id: Id,
      number: z.string().nullable(),
      summary: z.string(),
      unitName: z.string(),
      final: z.boolean(),
      amount: z.number(),
      costs: z.array(CostLineView),
    }),
  ),
  /** Issued for the event without a slip. */
  issued: z.array(
    z.object({
      storeName: z.string(),
      unitId: Id,
      unitName: z.string(),
      itemCode: z.string(),
      title: z.string(),
      quantity: z.number(),
      unit: z.string(),
      unitPrice: z.number().nullable(),
      amount: z.number(),
    }),
  ),
  lines: z.array(CostSheetLine),
  may: z.object({ add: z.boolean() }),
})
export type CostSheet = z.infer<typeof CostSheet>
