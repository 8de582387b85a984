import { randomUUID } from 'node:crypto'
import type { DutyPost } from '@anlan/contract/duty.ts'
import { sql } from 'kysely'
import { Problem } from '../../kernel/problem.ts'
import { recordFact, type Work } from '../../kernel/work/work.ts'

export interface ReinforcingShift {
  post: DutyPost
  personId: string
  startsAt: Date
  endsAt: Date
}

/**
 * Puts shifts in force beside those of the roster (增援), all or none: a duty room that is reinforced stands above its usual numbers, so they are not held to the
 * room's roster rules. Throws `duty/shift-overlap` when one of the people is on duty somewhere at the time.
 */
export async function reinforce(work: Work, unitId: string, shifts: ReinforcingShift[]): Promise<void> {
  // Publications and changes of shifts take the same lock: what is read here stays true.
  await sql`select pg_advisory_xact_lock(hashtext('duty-publication'))`.execute(work.tx)
  for (const { post, personId, startsAt, endsAt } of shifts) {
    const overlap = await work.tx
      .selectFrom('duty_shift as s')
      .innerJoin('person as p', 'p.id', 's.person_id')
      .select('p.name')
      .where('s.person_id', '=', personId)
      .where('s.starts_at', '<', endsAt)
      .where('s.ends_at', '>', startsAt)
      .executeTakeFirst()
    if (overlap) throw new Problem('duty/shift-overlap', { detail: `${overlap.name}在此时段已有值班安排` })
    const id = randomUUID()
    await work.tx
      .insertInto('duty_shift')
      .values({ id, unit_id: unitId, post, person_id: personId, starts_at: startsAt, ends_at: endsAt })
      .execute()
    recordFact(work, 'duty.shift-added', id, {
      unit: unitId,
      person: personId,
      post,
      startsAt,
      endsAt,
      reinforcing: true,
    })
  }
}
