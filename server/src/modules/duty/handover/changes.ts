import type { DutyPost } from '@anlan/contract/duty.ts'

/** A shift as a change of shift looks at it. */
export interface KeptShift {
  personId: string
  post: DutyPost
  startsAt: Date
  endsAt: Date
}

/** A change of shift (交接班时刻) of one unit: who goes off and who comes on. */
export interface ShiftChange<S extends KeptShift = KeptShift> {
  at: Date
  outgoing: S[]
  /** Empty when nobody is rostered to take over at that moment. */
  incoming: S[]
  /** Who leads from then on; where nobody does, who led until then. */
  leaders: S[]
}

/**
 * Changes of shift of one unit, earliest first. One is wherever the desk changes hands: a main officer goes off, or, where nobody holds that post,
 * anybody does. A deputy or a leader who is replaced while the main officer stays is no change of shift.
 */
export function shiftChanges<S extends KeptShift>(shifts: S[]): ShiftChange<S>[] {
  const ends = [...new Set(shifts.map(one => one.endsAt.getTime()))].sort((a, b) => a - b)
  return ends.flatMap(moment => {
    const at = new Date(moment)
    const outgoing = shifts.filter(one => one.endsAt.getTime() === moment)
    const incoming = shifts.filter(one => one.startsAt.getTime() === moment)
    const staying = shifts.filter(one => one.startsAt < at && one.endsAt > at)
    const isKept = staying.some(keepsDesk) && !outgoing.some(keepsDesk)
    if (isKept) return []
    const leading = [...incoming, ...staying].filter(leads)
    return [{ at, outgoing, incoming, leaders: leading.length ? leading : outgoing.filter(leads) }]
  })
}

const keepsDesk = (shift: KeptShift) => shift.post === 'primary'
const leads = (shift: KeptShift) => shift.post === 'shiftLeader'

/** When the shift that ends with this change began, by whoever kept the desk. */
export function startOfShift(change: ShiftChange): Date {
  const desk = change.outgoing.filter(keepsDesk)
  return new Date(Math.min(...(desk.length ? desk : change.outgoing).map(one => one.startsAt.getTime())))
}
