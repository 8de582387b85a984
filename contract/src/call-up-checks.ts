import { z } from 'zod'
import { nameOf } from './call-up.ts'
import { Id, optionalText, RuleSource, requiredText } from './codec.ts'

/** Whom a departure check can be asked of: what goes out by itself, and goods that are sent. */
export const checkedProviders = {
  team: '队伍',
  equipment: '车辆装备',
  hospital: '医疗机构',
  neighbour: '邻县支援力量',
  stock: '库存物资',
  agreement: '协议储备',
} as const
export type CheckedProvider = keyof typeof checkedProviders

/** 出发前检查项 (W189): asked of these providers; with capabilities named, only of what has one of them (冲锋舟). */
export const CheckRuleView = z.object({
  code: z.string(),
  label: z.string(),
  providers: z.array(nameOf(checkedProviders)),
  capabilities: z.array(z.object({ code: z.string(), name: z.string() })),
  enabled: z.boolean(),
  source: RuleSource,
  version: z.number(),
})
export type CheckRuleView = z.infer<typeof CheckRuleView>

/** A new check, or a changed one: of `version`, with the reason. Slips that were asked for before keep their list. */
export const SaveCheckRule = z.object({
  id: Id.optional(),
  version: z.int32().min(0).default(0).meta({ title: '版本' }),
  label: requiredText('检查内容', 60),
  providers: z.array(nameOf(checkedProviders)).min(1, { error: '请选择检查对象' }).meta({ title: '检查对象' }),
  capabilities: z.array(z.string().max(60)).max(40).default([]).meta({ title: '限于' }),
  enabled: z.boolean().default(true).meta({ title: '启用' }),
  basis: requiredText('依据', 100),
  reason: optionalText('修改原因', 200).default(''),
})
