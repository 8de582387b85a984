import type { DutyPost, ShiftView, UnitOnDuty } from '@anlan/contract/duty.ts'
import type { ShiftQuery } from '@anlan/contract/shift.ts'
import { sql } from 'kysely'
import type { z } from 'zod'
import { isUnitInReach, unitsInReach } from '../../../kernel/access/reach.ts'
import { cursorParts, type Page, pageOf } from '../../../kernel/database/keyset.ts'
import type { Work } from '../../../kernel/work/work.ts'
import { findUnit, unitOfFunction } from '../../directory/api.ts'

/** Shifts in force with the names of person and unit; reach is the caller's to add. */
export const shifts = (work: Work) =>
  work.tx
    .selectFrom('duty_shift as s')
    .innerJoin('person as p', 'p.id', 's.person_id')
    .innerJoin('unit as u', 'u.id', 's.unit_id')
    .selectAll('s')
    .select(['p.name as person_name', 'p.mobile', 'u.name as unit_name'])

export type ShiftRow = Awaited<ReturnType<ReturnType<typeof shifts>['execute']>>[number]

export const presentShift = (row: ShiftRow): ShiftView => ({
  id: row.id,
  unitId: row.unit_id,
  unitName: row.unit_name,
  post: row.post as DutyPost,
  personId: row.person_id,
  personName: row.person_name,
  mobile: row.mobile,
  startsAt: row.starts_at.toISOString(),
  endsAt: row.ends_at.toISOString(),
  version: row.version,
  roomId: row.room_id,
})

/** A page of the shifts of units in reach that touch a span, soonest first. */
export async function readShifts(
  work: Work,
  { unit, from, to, after, limit }: z.output<typeof ShiftQuery>,
): Promise<Page<ShiftView>> {
  const cursor = cursorParts(after, ['instant', 'id'])
  const rows = await shifts(work)
    .where('s.unit_id', 'in', unitsInReach(work))
    .where('s.starts_at', '<', to)
    .where('s.ends_at', '>', from)
    .$if(unit !== undefined, q => q.where('s.unit_id', '=', unit ?? ''))
    .$if(cursor !== null, q =>
      q.where(sql<boolean>`(s.starts_at, s.id) > (${cursor?.[0]}::timestamptz, ${cursor?.[1]}::uuid)`),
    )
    .orderBy('s.starts_at')
    .orderBy('s.id')
    .limit(limit + 1)
    .execute()
  return pageOf(rows, limit, row => [row.starts_at.toISOString(), row.id], presentShift)
}

/** Own duty room first, then the towns in reach, each with who is rostered now. An empty list means that nobody is. */
export async function onDutyNow(work: Work): Promise<UnitOnDuty[]> {
  const county = await unitOfFunction(work.tx, 'generalDutyOffice')
  const towns = await work.tx
    .selectFrom('unit')
    .select(['id', 'name', 'duty_phone', 'kind', 'sort'])
    .where('kind', '=', 'town')
    .where('enabled', '=', true)
    .where('id', 'in', unitsInReach(work))
    .orderBy('sort')
    .execute()
  const own = await findUnit(work.tx, work.actor.unitId)
  const first = county && (await isUnitInReach(work, county.id)) ? county : own
  const rooms = [...(first ? [first] : []), ...towns.filter(town => town.id !== first?.id)]
  const now = await shifts(work)
    .where(
      's.unit_id',
      'in',
      rooms.map(room => room.id),
    )
    .where('s.starts_at', '<=', work.now)
    .where('s.ends_at', '>', work.now)
    .execute()
  const order: Record<string, number> = { shiftLeader: 0, primary: 1, secondary: 2 }
  const contacts = await work.tx
    .selectFrom('fact')
    .select(['chain_id', sql<Date>`max(recorded_at)`.as('at')])
    .where(
      'chain_id',
      'in',
      rooms.map(room => room.id),
    )
    .where('recorded_at', '>', new Date(work.now.getTime() - 86_400_000))
    .where('recorded_at', '<=', work.now)
    // Its own people were at the system: what others did to it is no word from it.
    .where(eb =>
      eb(
        'actor_id',
        'in',
        eb.selectFrom('account').select('account.id').whereRef('account.unit_id', '=', 'fact.chain_id'),
      ),
    )
    .groupBy('chain_id')
    .execute()
  return rooms.map(room => ({
    unitId: room.id,
    unitName: room.name,
    dutyPhone: room.duty_phone,
    people: now
      .filter(row => row.unit_id === room.id)
      .sort((a, b) => (order[a.post] ?? 9) - (order[b.post] ?? 9))
      .map(presentShift),
    lastContactAt: contacts.find(one => one.chain_id === room.id)?.at.toISOString() ?? null,
  }))
}

/** Whether somebody holds a post of a unit at this moment. */
export async function isOnDuty(work: Work, unitId: string, personId: string | null, post: DutyPost): Promise<boolean> {
  if (personId === null) return false
  const row = await work.tx
    .selectFrom('duty_shift')
    .select('id')
    .where('unit_id', '=', unitId)
    .where('person_id', '=', personId)
    .where('post', '=', post)
    .where('starts_at', '<=', work.now)
    .where('ends_at', '>', work.now)
    .executeTakeFirst()
  return row !== undefined
}
