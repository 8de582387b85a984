import { sql } from 'kysely'
import type { Work } from '../../kernel/work/work.ts'
import { linesOfUnits, shiftChangesOf, startOfShift } from '../duty/api.ts'

/**
 * 交接班. Published facts about one handover (`subjectId`), on the chain of its unit: `duty-handover.opened`, `.saved`, `.signed` (with `side`,
 * `outgoing`, `incoming`, `items`, `minutesLate`), `.acknowledged`, `.unsigned` (its limit passed), `.corrected`, `.withdrawn`.
 */

export { unsignedNow } from './sheet/read.ts'

/** A handover that was not signed by both sides in time. `minutesLate` is null while it is unsigned. */
export interface UnsignedHandover {
  id: string
  unitId: string
  at: Date
  minutesLate: number | null
}

/** Handovers of these units whose change of shift lies in the period (`from` included, `to` not) and whose limit passed without both signatures. */
export async function unsignedHandovers(
  work: Work,
  unitIds: string[],
  from: Date,
  to: Date,
): Promise<UnsignedHandover[]> {
  if (unitIds.length === 0) return []
  const rows = await work.tx
    .selectFrom('duty_handover')
    .select(['id', 'unit_id', 'at', 'sign_by', 'incoming_signed_at'])
    .where('unit_id', 'in', unitIds)
    .where('withdrawn_at', 'is', null)
    .where('at', '>=', from)
    .where('at', '<', to)
    .where('sign_by', '<', work.now)
    .where(sql<boolean>`(incoming_signed_at is null or incoming_signed_at > sign_by)`)
    .orderBy('at')
    .execute()
  return rows.map(row => ({
    id: row.id,
    unitId: row.unit_id,
    at: row.at,
    minutesLate: row.incoming_signed_at
      ? Math.ceil((row.incoming_signed_at.getTime() - row.sign_by.getTime()) / 60_000)
      : null,
  }))
}

/** A shift of which nothing was written down (日志缺项). */
export interface ShiftWithoutLog {
  unitId: string
  startedAt: Date
  endedAt: Date
  people: { personId: string; name: string }[]
}

/**
 * Shifts of these units that ended in the period (`from` included, `to` not), without a line in the duty log and without a signed 本班无事 (W86).
 * What the change of shift itself writes does not count.
 */
export async function shiftsWithoutLog(
  work: Work,
  unitIds: string[],
  from: Date,
  to: Date,
): Promise<ShiftWithoutLog[]> {
  const until = to < work.now ? to : work.now
  const dayMs = 86_400_000
  const lines = await linesOfUnits(work, unitIds, new Date(from.getTime() - 2 * dayMs), until)
  const stated = unitIds.length
    ? await work.tx
        .selectFrom('duty_handover')
        .select(['unit_id', 'at'])
        .where('unit_id', 'in', unitIds)
        .where('at', '>=', from)
        .where('at', '<', to)
        .where('outgoing_signed_at', 'is not', null)
        .where(sql<boolean>`(sheet ->> 'nothingHappened')::boolean`)
        .execute()
    : []
  const empty: ShiftWithoutLog[] = []
  for (const unitId of unitIds) {
    const changes = await shiftChangesOf(work, unitId, new Date(from.getTime() - 1), new Date(until.getTime() - 1))
    for (const change of changes) {
      const startedAt = startOfShift(change)
      const isWritten =
        lines.some(line => line.unit_id === unitId && line.at >= startedAt && line.at < change.at) ||
        stated.some(one => one.unit_id === unitId && one.at.getTime() === change.at.getTime())
      if (!isWritten)
        empty.push({
          unitId,
          startedAt,
          endedAt: change.at,
          people: change.outgoing.map(({ personId, name }) => ({ personId, name })),
        })
    }
  }
  return empty
}
