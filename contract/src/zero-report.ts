import { z } from 'zod'
import { Confidence, Id, MaybeWhen, requiredText, When } from './codec.ts'
import { CollectionView, FormSchedule, unitIds } from './form.ts'

/** Who owes zero reports and why (零报告): the unit's mode, a special period, or because the county asked. */
export const ZeroReportDutyView = z.object({
  id: Id,
  unitId: Id,
  unitName: z.string(),
  cause: z.enum(['mode', 'period', 'asked']),
  reason: z.string(),
  scheduleWords: z.string(),
  since: When,
  until: MaybeWhen,
  mayEnd: z.boolean(),
})
export const ZeroReportView = z.object({
  mayAsk: z.boolean(),
  maySynthesise: z.boolean(),
  duties: z.array(ZeroReportDutyView),
  /** The collections they are gathered in. */
  collections: z.array(CollectionView),
  confidence: Confidence,
})
export type ZeroReportView = z.infer<typeof ZeroReportView>
export const AskZeroReports = z.object({
  id: Id.optional(),
  unitIds,
  reason: requiredText('要求零报告的原因', 100),
  schedule: z
    .discriminatedUnion('kind', [FormSchedule.options[1], FormSchedule.options[4]])
    .meta({ title: '报送时点' }),
})
export const EndZeroReports = z.object({ reason: requiredText('结束原因', 100) })
/** The county's 情况综合 of one round of zero reports. */
export const DraftSynthesis = z.object({ id: Id.optional(), roundId: Id.meta({ title: '报送期次' }) })
