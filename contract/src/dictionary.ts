import { z } from 'zod'
import { Confidence, Day, Id, MaybeWhen, optionalText, requiredText, When } from './codec.ts'

/** One word of a dictionary (字典条目). Its code never changes and is never deleted: records hold it. */
export const DictionaryEntryView = z.object({
  code: z.string(),
  label: z.string(),
  sort: z.number(),
  /** Switched on by hand. */
  enabled: z.boolean(),
  /** Enabled, and today lies between `validFrom` and `validTo` (both included): forms offer it. */
  offered: z.boolean(),
  source: z.string(),
  confidence: Confidence,
  validFrom: z.string().nullable(),
  validTo: z.string().nullable(),
})
export type DictionaryEntryView = z.infer<typeof DictionaryEntryView>

/** A list of words that ledgers choose from (数据字典). */
export const DictionaryView = z.object({
  name: z.string(),
  label: z.string(),
  entries: z.number(),
  changedAt: MaybeWhen,
  /** The ledgers that choose from it. */
  usedBy: z.array(z.object({ ledger: z.string(), label: z.string(), field: z.string() })),
})

/** One change of a dictionary: what the entry was and is; `before` is null for a new entry. */
export const DictionaryChange = z.object({
  at: When,
  by: z.string().nullable(),
  code: z.string(),
  changes: z.array(z.object({ label: z.string(), before: z.string().nullable(), after: z.string().nullable() })),
})
export const DictionaryDetail = DictionaryView.omit({ entries: true }).extend({
  entries: z.array(DictionaryEntryView),
  history: z.array(DictionaryChange),
})
export type DictionaryDetail = z.infer<typeof DictionaryDetail>

const validFrom = Day('生效日期').nullable().default(null)
const validTo = Day('失效日期').nullable().default(null)

export const AddDictionaryEntry = z.object({
  id: Id.optional(),
  /** Made by the server when left out. */
  code: z
    .string()
    .trim()
    .regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,39}$/, { error: '代码应为 1 至 40 位字母、数字、点、横线，以字母或数字开头' })
    .optional()
    .meta({ title: '代码' }),
  label: requiredText('名称', 60),
  source: optionalText('依据', 200).default(''),
  validFrom,
  validTo,
})
export const EditDictionaryEntry = z.object({
  label: requiredText('名称', 60),
  enabled: z.boolean().meta({ title: '启用' }),
  sort: z.int32().nonnegative().optional().meta({ title: '排序' }),
  validFrom,
  validTo,
})
