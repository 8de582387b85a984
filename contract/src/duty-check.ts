import { z } from 'zod'
import { Id, optionalText, PhoneNumber, requiredText, When } from './codec.ts'
import { DutyPostName } from './duty.ts'

/** How somebody checked in for a shift: by his own account, or by telephone, ticked by the unit above (代签). */
export const checkInManners = { own: '本人签到', phone: '电话代签' } as const
export type CheckInManner = keyof typeof checkInManners

/** 到岗签到 of one shift. How late is computed from the shift, in whole minutes begun; 0 is in time. */
export const CheckInView = z.object({
  at: When,
  manner: z.enum(Object.keys(checkInManners) as [CheckInManner, ...CheckInManner[]]),
  minutesLate: z.number(),
  /** Who ticked it and whom he had on the line; null when it was the person himself. */
  vouchedBy: z.string().nullable(),
  spokeWith: z.string().nullable(),
  phone: z.string().nullable(),
})
export type CheckInView = z.infer<typeof CheckInView>

/** A shift that runs now or may be checked in for already, and whether its person has come. */
export const PresenceView = z.object({
  shiftId: Id,
  unitId: Id,
  unitName: z.string(),
  post: DutyPostName,
  personId: Id,
  personName: z.string(),
  mobile: z.string().nullable(),
  startsAt: When,
  endsAt: When,
  /** From when the person may check in. */
  opensAt: When,
  checkIn: CheckInView.nullable(),
  /** What the asker may do about it now. */
  may: z.object({ checkIn: z.boolean(), vouch: z.boolean() }),
})
export type PresenceView = z.infer<typeof PresenceView>

export const CheckIn = z.object({ id: Id.optional(), note: optionalText('说明', 200).default('') })
/** 代签: for somebody without a computer at hand, after telephoning. */
export const VouchCheckIn = z.object({
  id: Id.optional(),
  phone: PhoneNumber('拨打的电话'),
  spokeWith: requiredText('接听人', 50),
  note: optionalText('说明', 200).default(''),
})
