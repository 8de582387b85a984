import { sql } from 'kysely'
import { isUnitInReach, reachFor } from '../../kernel/access/reach.ts'
import type { Migration } from '../../kernel/database/migrate.ts'
import { Problem } from '../../kernel/problem.ts'
import type { Work } from '../../kernel/work/work.ts'

interface LeaveLockTable {
  unit_id: string
  reason: string
  since: Date
}

declare module '../../kernel/database/database.ts' {
  interface Tables {
    duty_leave_lock: LeaveLockTable
  }
}

export const leaveLockSchema: Migration[] = [
  {
    id: '2026-11-23-47-duty-leave-lock',
    sql: /* sql */ `
create table duty_leave_lock (unit_id uuid primary key references unit, reason text not null, since timestamptz(3) not null)`,
  },
]

/** From now on leave of this unit's people is the leader's to give; null opens it again. */
export async function setLeaveLock(work: Work, unitId: string, reason: string | null): Promise<void> {
  await work.tx.deleteFrom('duty_leave_lock').where('unit_id', '=', unitId).execute()
  if (reason !== null)
    await work.tx.insertInto('duty_leave_lock').values({ unit_id: unitId, reason, since: work.now }).execute()
}

/**
 * Throws `duty/leave-locked` for leave that is not over yet of somebody whose own unit, or whose duty room's unit, gives none at present, unless a leader on duty
 * over that unit enters it.
 */
export async function assertLeaveNotLocked(work: Work, personId: string, until: Date): Promise<void> {
  if (until <= work.now) return
  const locks = await work.tx
    .selectFrom('duty_leave_lock as l')
    .innerJoin('unit as u', 'u.id', 'l.unit_id')
    .select(['l.unit_id', 'l.reason', 'u.name'])
    .where(
      sql<boolean>`l.unit_id in (select unit_id from person where id = ${personId}
        union all select r.unit_id from duty_pool m join duty_room r on r.id = m.room_id where m.person_id = ${personId})`,
    )
    .execute()
  const reach = reachFor(work.actor, 'duty-mode.approve')
  for (const lock of locks)
    if (!reach || !(await isUnitInReach({ tx: work.tx, reach }, lock.unit_id)))
      throw new Problem('duty/leave-locked', { detail: `${lock.name}${lock.reason}，请假须由带班领导办理` })
}
