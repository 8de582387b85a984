import { randomUUID } from 'node:crypto'
import type { DutyPost } from '@anlan/contract/duty.ts'
import { Problem } from '../../kernel/problem.ts'
import { recordFact, type Work } from '../../kernel/work/work.ts'
import { changingShifts } from './shifts/during.ts'

export interface ReinforcingShift {
  post: DutyPost
  personId: string
  startsAt: Date
  endsAt: Date
}

/**
 * Puts shifts in force beside those of the roster (增援), all or none: a duty room that is reinforced stands above its usual numbers, so they are not held to the
 * room's roster rules. Gaps that they fill are settled. Throws `duty/shift-overlap` when one of the people is on duty somewhere at the time.
 */
export async function reinforce(work: Work, unitId: string, shifts: ReinforcingShift[]): Promise<void> {
  if (shifts.length === 0) return
  await changingShifts(work, unitId, spanOf(shifts), '增援', async () => {
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
        .values({
          id,
          unit_id: unitId,
          post,
          person_id: personId,
          starts_at: startsAt,
          ends_at: endsAt,
          reinforcing: true,
        })
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
  })
}

/**
 * Whoever reinforces the unit goes off (解除增援): shifts that have not begun are out of force, those that run end now and stay as they were worked. What that
 * leaves open of the room's usual numbers is owed like any gap. Returns how many shifts it ended.
 */
export async function endReinforcement(work: Work, unitId: string, why: string): Promise<number> {
  const rows = await work.tx
    .selectFrom('duty_shift')
    .selectAll()
    .where('unit_id', '=', unitId)
    .where('reinforcing', '=', true)
    .where('ends_at', '>', work.now)
    .orderBy('starts_at')
    .orderBy('id')
    .forUpdate()
    .execute()
  if (rows.length === 0) return 0
  const span = spanOf(rows.map(row => ({ startsAt: row.starts_at, endsAt: row.ends_at })))
  await changingShifts(work, unitId, span, why, async () => {
    for (const row of rows) {
      const told = { unit: unitId, person: row.person_id, post: row.post, startsAt: row.starts_at, reinforcing: true }
      if (row.starts_at >= work.now) {
        await work.tx.deleteFrom('duty_shift').where('id', '=', row.id).execute()
        recordFact(work, 'duty.shift-removed', row.id, { ...told, reason: why })
        continue
      }
      await work.tx
        .updateTable('duty_shift')
        .set({ ends_at: work.now, version: row.version + 1 })
        .where('id', '=', row.id)
        .execute()
      const shift = { person: row.person_id, post: row.post, startsAt: row.starts_at }
      recordFact(work, 'duty.shift-changed', row.id, {
        unit: unitId,
        before: { ...shift, endsAt: row.ends_at },
        after: { ...shift, endsAt: work.now },
        reinforcing: true,
        reason: why,
      })
    }
  })
  return rows.length
}

const spanOf = (shifts: { startsAt: Date; endsAt: Date }[]) => ({
  from: Math.min(...shifts.map(one => one.startsAt.getTime())),
  to: Math.max(...shifts.map(one => one.endsAt.getTime())),
})
