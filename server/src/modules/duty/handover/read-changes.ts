import type { DutyPost } from '@anlan/contract/duty.ts'
import type { Work } from '../../../kernel/work/work.ts'
import { longestShiftHours } from '../shifts/settings.ts'
import { type KeptShift, type ShiftChange, shiftChanges } from './changes.ts'

/** A shift with the name and number of whoever works it. */
export interface NamedShift extends KeptShift {
  name: string
  mobile: string | null
}

/** No shift lasts longer than the parameter allows at most. */
const longestShiftMs = longestShiftHours.max * 3_600_000

/** Changes of shift of a unit between two moments (`from` not included, `to` included), earliest first; at most some two hundred shifts ahead. */
export async function shiftChangesOf(
  work: Work,
  unitId: string,
  from: Date,
  to: Date,
): Promise<ShiftChange<NamedShift>[]> {
  const rows = await work.tx
    .selectFrom('duty_shift as s')
    .innerJoin('person as p', 'p.id', 's.person_id')
    .select(['s.person_id', 's.post', 's.starts_at', 's.ends_at', 'p.name', 'p.mobile'])
    .where('s.unit_id', '=', unitId)
    .where('s.ends_at', '>', from)
    .where('s.starts_at', '<=', to)
    .where('s.starts_at', '>', new Date(from.getTime() - longestShiftMs))
    .orderBy('s.starts_at')
    .orderBy('s.post')
    .limit(1000)
    .execute()
  return shiftChanges(rows.map(shiftOf)).filter(change => change.at > from && change.at <= to)
}

/** The first change of shift after `after`; undefined when no shift ends any more. */
export async function nextShiftChange(work: Work, unitId: string, after: Date) {
  const next = await work.tx
    .selectFrom('duty_shift')
    .select('ends_at')
    .where('unit_id', '=', unitId)
    .where('ends_at', '>', after)
    .orderBy('ends_at')
    .limit(1)
    .executeTakeFirst()
  if (!next) return undefined
  return (await shiftChangesOf(work, unitId, after, new Date(next.ends_at.getTime() + longestShiftMs)))[0]
}

/** The change of shift of a unit at exactly this moment. */
export const shiftChangeAt = async (work: Work, unitId: string, at: Date) =>
  (await shiftChangesOf(work, unitId, new Date(at.getTime() - 1), at))[0]

/** Who begins a shift of the unit between two moments, both included: takes over where nobody was rostered to. */
export async function shiftsStarting(work: Work, unitId: string, from: Date, to: Date): Promise<NamedShift[]> {
  const rows = await work.tx
    .selectFrom('duty_shift as s')
    .innerJoin('person as p', 'p.id', 's.person_id')
    .select(['s.person_id', 's.post', 's.starts_at', 's.ends_at', 'p.name', 'p.mobile'])
    .where('s.unit_id', '=', unitId)
    .where('s.starts_at', '>=', from)
    .where('s.starts_at', '<=', to)
    .orderBy('s.starts_at')
    .execute()
  return rows.map(shiftOf)
}

/** Units in whose shifts a person is, or is about to be, between two moments, soonest first. */
export async function unitsOfShifts(work: Work, personId: string, from: Date, to: Date): Promise<string[]> {
  const rows = await work.tx
    .selectFrom('duty_shift')
    .select('unit_id')
    .where('person_id', '=', personId)
    .where('starts_at', '<=', to)
    .where('ends_at', '>=', from)
    .orderBy('starts_at')
    .execute()
  return [...new Set(rows.map(row => row.unit_id))]
}

const shiftOf = (row: {
  person_id: string
  post: string
  starts_at: Date
  ends_at: Date
  name: string
  mobile: string | null
}): NamedShift => ({
  personId: row.person_id,
  post: row.post as DutyPost,
  startsAt: row.starts_at,
  endsAt: row.ends_at,
  name: row.name,
  mobile: row.mobile,
})
