import { z } from 'zod'
import { Id } from './codec.ts'

/** One line of the duty and contact table (一表): who holds a post now and how he is reached. */
export const PlanTableRow = z.object({
  bearer: z.string().nullable(),
  /** What the post is in the plan: 总指挥、抢险救援组牵头. */
  role: z.string(),
  unitName: z.string(),
  postName: z.string(),
  holder: z.string().nullable(),
  /** Masked outside one's reach, as in the directory. */
  phone: z.string().nullable(),
  defect: z.string().nullable(),
})
export type PlanTableRow = z.infer<typeof PlanTableRow>

/** 一本一图一表 of an edition (S55). */
export const PlanPapers = z.object({
  planId: Id,
  editionId: Id,
  /** What is there of the three; a plan that lacks one is incomplete. */
  has: z.object({ booklet: z.boolean(), chart: z.boolean(), table: z.boolean() }),
  lacking: z.array(z.string()),
  /** Flow chart drawn from the steps, as SVG text; null without steps. */
  chart: z.string().nullable(),
  table: z.array(PlanTableRow),
  /** How many have a list of their own of people to help (W136); none for a reader who may not see these by name. */
  helpers: z.int(),
})
export type PlanPapers = z.infer<typeof PlanPapers>

/** 一本一图一表 completeness of plans by the year of their edition (W129). */
export const PaperCompletion = z.object({
  years: z.array(z.object({ year: z.string(), plans: z.int32(), complete: z.int32() })),
})
