import { randomUUID } from 'node:crypto'
import type { AddLeave, AddWish, LeaveQuery, LeaveView, WishView } from '@anlan/contract/roster.ts'
import type { z } from 'zod'
import { unitsInReach } from '../../../../kernel/access/reach.ts'
import { fieldProblem, Problem } from '../../../../kernel/problem.ts'
import { recordFact, type Work } from '../../../../kernel/work/work.ts'
import { addDays, shanghaiInstant } from '../../../calendar/api.ts'
import { assertLeaveNotLocked } from '../../leave-lock.ts'
import { readRoom } from './rooms.ts'

/** Leave and wishes of the people of a room that touch these days. */
export async function readAbsences(work: Work, { room, from, to }: z.output<typeof LeaveQuery>) {
  await readRoom(work, room)
  const leaves = await leavesOf(work)
    .where('l.person_id', 'in', q => q.selectFrom('duty_pool').select('person_id').where('room_id', '=', room))
    .where('l.from_at', '<', shanghaiInstant(addDays(to, 1), '00:00'))
    .where('l.to_at', '>', shanghaiInstant(from, '00:00'))
    .orderBy('l.from_at')
    .limit(1000)
    .execute()
  const wishes = await work.tx
    .selectFrom('duty_wish as w')
    .innerJoin('person as p', 'p.id', 'w.person_id')
    .selectAll('w')
    .select('p.name as person_name')
    .where('w.room_id', '=', room)
    .where('w.day', '>=', from)
    .where('w.day', '<=', to)
    .orderBy('w.day')
    .limit(1000)
    .execute()
  return { leaves: leaves.map(presentLeave), wishes: wishes.map(presentWish) }
}

export async function addLeave(work: Work, input: z.output<typeof AddLeave>): Promise<LeaveView> {
  await assertPersonInReach(work, input.personId)
  await assertLeaveNotLocked(work, input.personId, input.to)
  const id = input.id ?? randomUUID()
  await work.tx
    .insertInto('duty_leave')
    .values({ id, person_id: input.personId, kind: input.kind, from_at: input.from, to_at: input.to, note: input.note })
    .execute()
  recordFact(work, 'duty.leave-added', id, { person: input.personId, from: input.from, to: input.to })
  return presentLeave(await leavesOf(work).where('l.id', '=', id).executeTakeFirstOrThrow())
}

export async function removeLeave(work: Work, id: string): Promise<void> {
  const row = await leavesOf(work).where('l.id', '=', id).executeTakeFirst()
  if (!row) throw new Problem('not-found')
  await assertPersonInReach(work, row.person_id)
  await work.tx.deleteFrom('duty_leave').where('id', '=', id).execute()
  recordFact(work, 'duty.leave-removed', id, { person: row.person_id, from: row.from_at, to: row.to_at })
}

/** A wish for a day; a later one for the same day takes the place of the earlier. */
export async function addWish(work: Work, roomId: string, input: z.output<typeof AddWish>): Promise<WishView> {
  const room = await readRoom(work, roomId)
  const member = room.pool.find(one => one.personId === input.personId)
  if (!member) throw fieldProblem('invalid-input', '/personId', '值班人员', '该人员不在本室值班人员库')
  const id = input.id ?? randomUUID()
  const values = {
    id,
    room_id: roomId,
    person_id: input.personId,
    day: input.day,
    wants: input.wants,
    reason: input.reason,
  }
  await work.tx
    .deleteFrom('duty_wish')
    .where('room_id', '=', roomId)
    .where('person_id', '=', input.personId)
    .where('day', '=', input.day)
    .where('id', '!=', id)
    .execute()
  await work.tx.insertInto('duty_wish').values(values).execute()
  recordFact(work, 'duty.wish-added', id, { room: roomId, person: input.personId, day: input.day, wants: input.wants })
  return presentWish({ ...values, person_name: member.personName })
}

export async function removeWish(work: Work, roomId: string, id: string): Promise<void> {
  await readRoom(work, roomId)
  const gone = await work.tx
    .deleteFrom('duty_wish')
    .where('id', '=', id)
    .where('room_id', '=', roomId)
    .returningAll()
    .executeTakeFirst()
  if (!gone) throw new Problem('not-found')
  recordFact(work, 'duty.wish-removed', id, { room: roomId, person: gone.person_id, day: gone.day })
}

const leavesOf = (work: Work) =>
  work.tx
    .selectFrom('duty_leave as l')
    .innerJoin('person as p', 'p.id', 'l.person_id')
    .selectAll('l')
    .select('p.name as person_name')

/** A person of a unit in reach, or in the pool of a room in reach. */
async function assertPersonInReach(work: Work, personId: string) {
  const person = await work.tx
    .selectFrom('person as p')
    .select('p.id')
    .where('p.id', '=', personId)
    .where(eb =>
      eb.or([
        eb('p.unit_id', 'in', unitsInReach(work)),
        eb(
          'p.id',
          'in',
          eb
            .selectFrom('duty_pool as m')
            .innerJoin('duty_room as r', 'r.id', 'm.room_id')
            .select('m.person_id')
            .where('r.unit_id', 'in', unitsInReach(work)),
        ),
      ]),
    )
    .executeTakeFirst()
  if (!person) throw fieldProblem('invalid-input', '/personId', '请假人员', '该人员不在名册中')
}

const presentLeave = (row: {
  id: string
  person_id: string
  person_name: string
  kind: string
  from_at: Date
  to_at: Date
  note: string
}): LeaveView => ({
  id: row.id,
  personId: row.person_id,
  personName: row.person_name,
  kind: row.kind as LeaveView['kind'],
  from: row.from_at.toISOString(),
  to: row.to_at.toISOString(),
  note: row.note,
})

const presentWish = (row: {
  id: string
  room_id: string
  person_id: string
  person_name: string
  day: string
  wants: 'on' | 'off'
  reason: string
}): WishView => ({
  id: row.id,
  roomId: row.room_id,
  personId: row.person_id,
  personName: row.person_name,
  day: row.day,
  wants: row.wants,
  reason: row.reason,
})
