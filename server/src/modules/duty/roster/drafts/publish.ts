import { randomUUID } from 'node:crypto'
import { type BrokenRule, type RosterView, rosterRules } from '@anlan/contract/roster.ts'
import { sql } from 'kysely'
import { Problem } from '../../../../kernel/problem.ts'
import { recordFact, type Work } from '../../../../kernel/work/work.ts'
import { checkRoster } from '../rules/check.ts'
import { changedSince } from './drafts.ts'
import { assignmentsOf, loadRoster, presentRoster } from './present.ts'

const mostNamed = 100

/**
 * Puts a draft in force: its shifts that are not over take the place of the room's shifts of these days; whoever reinforces it stays. Refused, with each gap and
 * broken rule, while any minute is uncovered or a hard rule is broken.
 */
export async function publishRoster(work: Work, id: string, version: number): Promise<RosterView> {
  // Two rooms that share people are published one after the other: the second sees the shifts of the first.
  await sql`select pg_advisory_xact_lock(hashtext('duty-publication'))`.execute(work.tx)
  const loaded = await loadRoster(work, id, true)
  const { row, room, problem } = loaded
  if (row.status !== 'draft') throw new Problem('duty/roster-settled')
  if (row.version !== version) throw await changedSince(work, row, version)
  const assignments = assignmentsOf(loaded)
  const broken = checkRoster(problem, assignments).filter(one => one.hard)
  if (broken.length) throw incomplete(broken)
  await work.tx
    .deleteFrom('duty_shift')
    .where('unit_id', '=', room.unitId)
    .where('reinforcing', '=', false)
    .where(eb => eb.or([eb('room_id', 'is', null), eb('room_id', '=', room.id)]))
    .where('starts_at', '>=', new Date(problem.from))
    .where('starts_at', '<', new Date(problem.to))
    .where('ends_at', '>', work.now)
    .execute()
  const slots = new Map(problem.slots.map(slot => [slot.key, slot]))
  const shifts = assignments.flatMap(one => {
    const slot = slots.get(one.slotKey)
    if (!slot || slot.endsAt <= work.now.getTime()) return []
    return [
      {
        id: randomUUID(),
        unit_id: room.unitId,
        post: one.post,
        person_id: one.personId,
        starts_at: new Date(slot.startsAt),
        ends_at: new Date(slot.endsAt),
        room_id: room.id,
        roster_id: id,
        on_site: one.onSite,
        night: slot.isNight,
        points: slot.points,
      },
    ]
  })
  for (let i = 0; i < shifts.length; i += 1000)
    await work.tx
      .insertInto('duty_shift')
      .values(shifts.slice(i, i + 1000))
      .execute()
  await work.tx
    .updateTable('duty_roster')
    .set({ status: 'published', published_at: work.now, version: row.version + 1 })
    .where('id', '=', id)
    .execute()
  recordFact(work, 'duty.roster-published', id, {
    room: room.id,
    from: row.from_day,
    to: row.to_day,
    shifts: shifts.length,
    version: row.version + 1,
  })
  return presentRoster(work, await loadRoster(work, id))
}

const incomplete = (broken: BrokenRule[]) =>
  new Problem('duty/roster-incomplete', {
    detail: `共 ${broken.length} 处：${broken
      .slice(0, 3)
      .map(one => one.message)
      .join('；')}${broken.length > 3 ? '等' : ''}`,
    errors: broken.slice(0, mostNamed).map(one => ({
      pointer: one.slotKey ? `/assignments/${one.slotKey.replaceAll('~', '~0').replaceAll('/', '~1')}` : '/assignments',
      field: rosterRules[one.rule],
      message: one.message,
    })),
  })

/** Takes a published roster back: its shifts that have not begun are no longer in force; those that have stay as they were worked. */
export async function withdrawRoster(work: Work, id: string, reason: string): Promise<RosterView> {
  const { row } = await loadRoster(work, id, true)
  if (row.status !== 'published') throw new Problem('duty/roster-not-published')
  const gone = await work.tx
    .deleteFrom('duty_shift')
    .where('roster_id', '=', id)
    .where('starts_at', '>', work.now)
    .executeTakeFirst()
  await work.tx
    .updateTable('duty_roster')
    .set({ status: 'withdrawn', version: row.version + 1 })
    .where('id', '=', id)
    .execute()
  recordFact(work, 'duty.roster-withdrawn', id, {
    reason,
    shifts: Number(gone.numDeletedRows),
    version: row.version + 1,
  })
  return presentRoster(work, await loadRoster(work, id))
}
