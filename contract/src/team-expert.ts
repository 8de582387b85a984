import { z } from 'zod'
import { Id, Instant, MaybeWhen, optionalText, requiredText, When } from './codec.ts'

/** An expert (应急专家) as somebody looks for one (S51). */
export const ExpertLine = z.object({
  id: Id,
  name: z.string(),
  fields: z.array(z.object({ code: z.string(), label: z.string() })),
  employer: z.string().nullable(),
  title: z.string().nullable(),
  phone: z.string().nullable(),
  unitId: Id,
  termUntil: z.string().nullable(),
  /** The appointment has run out. */
  expired: z.boolean(),
  served: z.number(),
  lastServedAt: MaybeWhen,
})
export type ExpertLine = z.infer<typeof ExpertLine>
export const ExpertQuery = z.object({ field: z.string().max(60).optional().meta({ title: '专业领域' }) })
export const ExpertList = z.object({ items: z.array(ExpertLine) })

/** 咨询: an expert asked about an event, and what he said. */
export const AskExpert = z.object({
  id: Id.optional(),
  eventId: Id.nullable().default(null).meta({ title: '事件' }),
  question: requiredText('咨询问题', 500),
  askedAt: Instant('咨询时间').optional(),
  /** Needed when the appointment has run out. */
  reason: optionalText('聘期已满仍咨询的理由', 200).default(''),
})
export const RecordOpinion = z.object({
  opinion: requiredText('专家意见', 2000),
  givenAt: Instant('答复时间').optional(),
  manner: z.enum(['phone', 'scene', 'video', 'written']).default('phone').meta({ title: '方式' }),
})
export const consultationManners = { phone: '电话', scene: '到场', video: '视频', written: '书面' } as const
export const ConsultationView = z.object({
  id: Id,
  expertId: Id,
  expertName: z.string(),
  eventId: Id.nullable(),
  eventTitle: z.string().nullable(),
  question: z.string(),
  askedAt: When,
  askedBy: z.string(),
  reason: z.string(),
  opinion: z.string().nullable(),
  manner: z.enum(['phone', 'scene', 'video', 'written']).nullable(),
  givenAt: MaybeWhen,
  recordedBy: z.string().nullable(),
  mayAnswer: z.boolean(),
})
export type ConsultationView = z.infer<typeof ConsultationView>
export const ConsultationQuery = z.object({
  expertId: Id.optional().meta({ title: '专家' }),
  eventId: Id.optional().meta({ title: '事件' }),
})
export const ConsultationList = z.object({ items: z.array(ConsultationView) })
