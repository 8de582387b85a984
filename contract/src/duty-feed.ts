import { z } from 'zod'
import { MaybeWhen } from './codec.ts'

/** A person's own calendar link (日历订阅); `path` is told once, when it is made: only its hash is kept. */
export const CalendarLink = z.object({ madeAt: MaybeWhen, path: z.string().nullable() })
export type CalendarLink = z.output<typeof CalendarLink>

/** Duty phones that everybody may know (公布的值班电话). Never somebody's own number. */
export const PublicDutyPhones = z.object({
  county: z.string().nullable(),
  items: z.array(z.object({ unitName: z.string(), name: z.string(), phone: z.string(), fax: z.string().nullable() })),
})
export type PublicDutyPhones = z.output<typeof PublicDutyPhones>
