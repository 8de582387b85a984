import { z } from 'zod'
import { Id, When } from './codec.ts'

/** One change of a rule or setting-like row (沿革): by whom, when, why, and what each field was and is, in words for the reader. */
export const ChangeEntry = z.object({
  id: Id,
  at: When,
  byName: z.string().nullable(),
  reason: z.string(),
  /** The county's paper that orders it, where one was named. */
  source: z.string().nullable(),
  changes: z.array(z.object({ label: z.string(), before: z.string(), after: z.string() })),
})
export type ChangeEntry = z.infer<typeof ChangeEntry>
