import { z } from 'zod'
import { Id, MaybeWhen, optionalText, PageQuery, requiredText, When } from './codec.ts'
import { ViolationKindName } from './event-report.ts'

/**
 * Where the correction of a confirmed fault stands (整改): the unit owes a 整改报告 in time; what it answers is accepted or returned with a
 * reason, and a returned one is owed anew. That it came too late stays in the ledger of limits.
 */
export const correctionStates = {
  open: '待整改',
  answered: '待审核',
  returned: '退回整改',
  accepted: '整改完成',
} as const
export type CorrectionState = keyof typeof correctionStates
const CorrectionStateName = z.enum(Object.keys(correctionStates) as [CorrectionState, ...CorrectionState[]])

export const CorrectionAnswerView = z.object({
  id: Id,
  text: z.string(),
  at: When,
  byName: z.string(),
  decidedAt: MaybeWhen,
  accepted: z.boolean().nullable(),
  decidedByName: z.string().nullable(),
  note: z.string(),
})

export const CorrectionView = z.object({
  id: Id,
  faultId: Id,
  kind: ViolationKindName,
  evidence: z.string(),
  unitId: Id,
  unitName: z.string(),
  eventId: Id.nullable(),
  eventTitle: z.string().nullable(),
  state: CorrectionStateName,
  openedAt: When,
  /** Limit of the answer that is or was owed last. */
  dueAt: When,
  /** A limit passed without an answer, once for good. */
  breached: z.boolean(),
  answers: z.array(CorrectionAnswerView),
  /** What the asker may do with it now. */
  may: z.object({ answer: z.boolean(), decide: z.boolean() }),
})
export type CorrectionView = z.infer<typeof CorrectionView>

export const CorrectionQuery = PageQuery.extend({
  state: CorrectionStateName.optional().meta({ title: '状态' }),
  unit: Id.optional().meta({ title: '单位' }),
  fault: Id.optional().meta({ title: '报送问题' }),
})

export const AnswerCorrection = z.object({ id: Id.optional(), text: requiredText('整改报告', 4000) })

/** 审核整改报告: accepted, or returned with a reason. */
export const DecideCorrection = z
  .object({
    accept: z.boolean().meta({ title: '审核结论' }),
    note: optionalText('审核意见', 500).default(''),
  })
  .refine(value => value.accept || value.note !== '', { path: ['note'], error: '退回时请填写审核意见' })
