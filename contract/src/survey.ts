import { z } from 'zod'
import { Day, Id, MaybeWhen, optionalText, requiredText, When } from './codec.ts'

const Ledgers = z.array(z.string().max(60)).min(1, { error: '请选择至少一本台账' }).max(40).meta({ title: '普查台账' })

/** A survey (普查): units are asked to enter their records of some ledgers, or to say that they have none, by a day. */
export const StartSurvey = z.object({
  id: Id.optional(),
  title: requiredText('普查名称', 80),
  ledgers: Ledgers,
  unitIds: z.array(Id).min(1, { error: '请选择参加普查的单位' }).max(2000).meta({ title: '参加单位' }),
  dueOn: Day('截止日期'),
  note: optionalText('要求', 500).default(''),
})
export const AnswerSurvey = z.object({
  /** 无: the unit has none; otherwise its records are all entered. */
  none: z.boolean({ error: '请选择“已登记完”或“无”' }).meta({ title: '有无' }),
})
export const CloseSurvey = z.object({ reason: requiredText('结束说明', 200) })

export const SurveyLine = z.object({
  id: Id,
  title: z.string(),
  dueOn: z.string(),
  startedAt: When,
  startedBy: z.string(),
  closedAt: MaybeWhen,
  ledgers: z.array(z.object({ name: z.string(), label: z.string() })),
  units: z.int(),
  done: z.int(),
  overdue: z.int(),
})
export type SurveyLine = z.infer<typeof SurveyLine>

export const SurveyUnit = z.object({
  unitId: Id,
  unitName: z.string(),
  parentName: z.string(),
  state: z.enum(['done', 'waiting', 'overdue']),
  doneAt: MaybeWhen,
  late: z.boolean(),
  mayAnswer: z.boolean(),
  ledgers: z.array(
    z.object({
      ledger: z.string(),
      records: z.int(),
      answer: z.enum(['entered', 'none']).nullable(),
      answeredBy: z.string().nullable(),
      answeredAt: MaybeWhen,
    }),
  ),
})
export type SurveyUnit = z.infer<typeof SurveyUnit>
export const SurveyView = SurveyLine.extend({ note: z.string(), items: z.array(SurveyUnit) })
export type SurveyView = z.infer<typeof SurveyView>
