import { z } from 'zod'
import { Id, optionalText, RuleSource, requiredText } from './codec.ts'

/** A question of the set that 电话抽查 draws from. */
export const DutyQuestionView = z.object({
  code: z.string(),
  text: z.string(),
  /** Null where the right answer is computed from the records when the call begins. */
  answer: z.string().nullable(),
  enabled: z.boolean(),
  version: z.number(),
  source: RuleSource,
})
export type DutyQuestionView = z.infer<typeof DutyQuestionView>

const text = requiredText('问题', 200)
const source = requiredText('依据', 200)

/** A question of the county's own: its right answer is a text. */
export const AddDutyQuestion = z.object({
  id: Id.optional(),
  text,
  answer: requiredText('标准答案', 300),
  source,
})
/** What is no longer asked is switched off; what was asked keeps its words in the checks. */
export const ChangeDutyQuestion = z.object({
  version: z.int32().meta({ title: '版本' }),
  text,
  /** Empty for a question whose answer is computed. */
  answer: optionalText('标准答案', 300).default(''),
  enabled: z.boolean().meta({ title: '启用' }),
  source,
  reason: requiredText('修改理由', 200),
})
