import type { DutyPost } from '@anlan/contract/duty.ts'
import type { Work } from '../../kernel/work/work.ts'
import { shanghaiInstant } from '../calendar/api.ts'
import { checkInsOf, type Gap, gapsBetween } from '../duty/api.ts'
import type { Need, Watched } from './watched.ts'

/** A shift in force with who holds it and when he checked in; instants in milliseconds since 1970. */
export interface HeldShift {
  id: string
  unitId: string
  roomId: string | null
  post: DutyPost
  personName: string
  mobile: string | null
  startsAt: number
  endsAt: number
  checkedInAt: number | null
}

/** Shifts of these units that touch the time between two instants, first to last. */
export async function shiftsOf(work: Work, units: Watched[], from: Date, to: Date): Promise<HeldShift[]> {
  if (units.length === 0) return []
  const rows = await work.tx
    .selectFrom('duty_shift as s')
    .innerJoin('person as p', 'p.id', 's.person_id')
    .select(['s.id', 's.unit_id', 's.room_id', 's.post', 's.starts_at', 's.ends_at', 'p.name', 'p.mobile'])
    .where(
      's.unit_id',
      'in',
      units.map(unit => unit.id),
    )
    .where('s.starts_at', '<', to)
    .where('s.ends_at', '>', from)
    .orderBy('s.starts_at')
    .execute()
  const checkIns = await checkInsOf(
    work,
    rows.filter(row => row.starts_at <= work.now).map(row => row.id),
  )
  return rows.map(row => ({
    id: row.id,
    unitId: row.unit_id,
    roomId: row.room_id,
    post: row.post as DutyPost,
    personName: row.name,
    mobile: row.mobile,
    startsAt: row.starts_at.getTime(),
    endsAt: row.ends_at.getTime(),
    checkedInAt: checkIns.get(row.id)?.at.getTime() ?? null,
  }))
}

const serves = (shift: HeldShift, need: Need) =>
  (need.post === null || shift.post === need.post) &&
  (need.roomId === null || shift.roomId === need.roomId || (shift.roomId === null && need.isFirstRoom))

/** Stretches between two instants in which this need of a unit is not met by its shifts; outside the season of a room nothing is needed. */
export function gapsOfNeed(need: Need, shifts: HeldShift[], from: number, to: number): Gap[] {
  const first = Math.max(
    from,
    need.mode?.from ?? from,
    need.fromDay ? shanghaiInstant(need.fromDay, '00:00').getTime() : from,
  )
  const last = Math.min(to, need.mode?.to ?? to, need.toDay ? shanghaiInstant(need.toDay, '24:00').getTime() : to)
  if (last <= first) return []
  return gapsBetween(
    first,
    last,
    shifts.filter(shift => serves(shift, need)),
    need.wanted,
  )
}

/** How many of the milliseconds between two instants lack anybody that the unit needs. */
export function lackingBetween(needs: Need[], shifts: HeldShift[], from: number, to: number): number {
  const gaps = needs
    .flatMap(need => gapsOfNeed(need, shifts, from, to))
    .map(gap => ({ startsAt: gap.from, endsAt: gap.to }))
  // Not lacking is what the gaps leave free: stretches of the span in which no gap runs.
  return to - from - gapsBetween(from, to, gaps, 1).reduce((sum, free) => sum + free.to - free.from, 0)
}
