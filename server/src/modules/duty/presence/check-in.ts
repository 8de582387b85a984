import { randomUUID } from 'node:crypto'
import type { DutyPost } from '@anlan/contract/duty.ts'
import type { CheckIn, CheckInView, PresenceView, VouchCheckIn } from '@anlan/contract/duty-check.ts'
import type { Selectable } from 'kysely'
import type { z } from 'zod'
import { isUnitInReach, reachFor, unitsInReach } from '../../../kernel/access/reach.ts'
import type { Tables } from '../../../kernel/database/database.ts'
import { Problem } from '../../../kernel/problem.ts'
import { settingOf } from '../../../kernel/setting-rows.ts'
import { recordFact, type Work } from '../../../kernel/work/work.ts'
import { minutesLate, opensAt } from './rules.ts'
import { earlyCheckInMinutes } from './settings.ts'

const shiftsWithPeople = (work: Work) =>
  work.tx
    .selectFrom('duty_shift as s')
    .innerJoin('person as p', 'p.id', 's.person_id')
    .innerJoin('unit as u', 'u.id', 's.unit_id')
    .select(['s.id', 's.unit_id', 's.post', 's.person_id', 's.starts_at', 's.ends_at'])
    .select(['p.name as person_name', 'p.mobile', 'u.name as unit_name', 'u.sort'])

type ShiftRow = Awaited<ReturnType<ReturnType<typeof shiftsWithPeople>['execute']>>[number]

/**
 * Check-ins by the id of the shift in force. A check-in belongs to a shift of the same unit, person and beginning, so that it survives a new
 * edition of the roster, and does not count for whoever takes the shift over.
 */
export async function checkInsOf(
  work: Work,
  shiftIds: string[],
): Promise<Map<string, Selectable<Tables['duty_check_in']>>> {
  if (shiftIds.length === 0) return new Map()
  const rows = await work.tx
    .selectFrom('duty_shift as s')
    .innerJoin('duty_check_in as c', join =>
      join
        .onRef('c.unit_id', '=', 's.unit_id')
        .onRef('c.person_id', '=', 's.person_id')
        .onRef('c.starts_at', '=', 's.starts_at'),
    )
    .selectAll('c')
    .select('s.id as of_shift')
    .where('s.id', 'in', shiftIds)
    .execute()
  return new Map(rows.map(({ of_shift, ...row }) => [of_shift, row]))
}

/** Shifts in reach that run now or whose check-in is open, by unit, each with its check-in. */
export async function readPresence(work: Work): Promise<PresenceView[]> {
  const early = await settingOf(work, earlyCheckInMinutes)
  const rows = await shiftsWithPeople(work)
    .where(eb =>
      eb.or([
        eb('s.unit_id', 'in', unitsInReach(work)),
        eb('s.person_id', '=', work.actor.personId ?? '00000000-0000-0000-0000-000000000000'),
      ]),
    )
    .where('s.starts_at', '<=', new Date(work.now.getTime() + early * 60_000))
    .where('s.ends_at', '>', work.now)
    .orderBy('u.sort')
    .orderBy('s.starts_at')
    .orderBy('s.post')
    .limit(2000)
    .execute()
  const checkIns = await checkInsOf(
    work,
    rows.map(row => row.id),
  )
  const vouching = {
    ...work,
    reach: reachFor(work.actor, 'duty.vouch') ?? { everything: false, subtrees: [], units: [] },
  }
  const above = new Set<string>()
  for (const unitId of new Set(rows.map(row => row.unit_id)))
    if (unitId !== work.actor.unitId && (await isUnitInReach(vouching, unitId))) above.add(unitId)
  return rows.map(row => {
    const checkIn = checkIns.get(row.id)
    return {
      shiftId: row.id,
      unitId: row.unit_id,
      unitName: row.unit_name,
      post: row.post as DutyPost,
      personId: row.person_id,
      personName: row.person_name,
      mobile: row.mobile,
      startsAt: row.starts_at.toISOString(),
      endsAt: row.ends_at.toISOString(),
      opensAt: opensAt(row.starts_at, early).toISOString(),
      checkIn: checkIn ? presentCheckIn(checkIn) : null,
      may: {
        checkIn: !checkIn && row.person_id === work.actor.personId,
        vouch: !checkIn && above.has(row.unit_id),
      },
    }
  })
}

const presentCheckIn = (row: Selectable<Tables['duty_check_in']>): CheckInView => ({
  at: row.at.toISOString(),
  manner: row.manner,
  minutesLate: minutesLate(row.starts_at, row.at),
  vouchedBy: row.manner === 'phone' ? row.by_name : null,
  spokeWith: row.spoke_with,
  phone: row.phone,
})

/** 到岗签到 by one's own account: only whoever stands in the roster in force, an approved cover too; never a guard. */
export async function checkIn(work: Work, shiftId: string, input: z.output<typeof CheckIn>): Promise<CheckInView> {
  const shift = await openShift(work, shiftId, work.actor.personId)
  if (shift.person_id !== work.actor.personId)
    throw new Problem('duty/not-rostered', { detail: `本班次${shift.unit_name}值班人员为${shift.person_name}` })
  return write(work, shift, { ...input, manner: 'own', spokeWith: null, phone: null })
}

/** 代签: the unit above has telephoned; says who spoke with whom. One's own unit checks in by its own accounts. */
export async function vouchCheckIn(
  work: Work,
  shiftId: string,
  input: z.output<typeof VouchCheckIn>,
): Promise<CheckInView> {
  const shift = await openShift(work, shiftId, null)
  if (shift.unit_id === work.actor.unitId)
    throw new Problem('duty/own-unit', { detail: '本单位值班人员应由本人签到，不能代签' })
  return write(work, shift, { ...input, manner: 'phone' })
}

async function openShift(work: Work, shiftId: string, personId: string | null): Promise<ShiftRow> {
  const shift = await shiftsWithPeople(work)
    .where('s.id', '=', shiftId)
    .where(eb =>
      eb.or([
        eb('s.unit_id', 'in', unitsInReach(work)),
        eb('s.person_id', '=', personId ?? '00000000-0000-0000-0000-000000000000'),
      ]),
    )
    .executeTakeFirst()
  if (!shift) throw new Problem('not-found')
  if (work.now < opensAt(shift.starts_at, await settingOf(work, earlyCheckInMinutes)))
    throw new Problem('duty/check-in-closed', { detail: '尚未到签到时间' })
  if (work.now >= shift.ends_at) throw new Problem('duty/check-in-closed', { detail: '该班次已经结束' })
  const guard = await work.tx
    .selectFrom('duty_pool as pool')
    .innerJoin('duty_room as r', 'r.id', 'pool.room_id')
    .select('pool.person_id')
    .where('r.unit_id', '=', shift.unit_id)
    .where('pool.person_id', '=', shift.person_id)
    .where('pool.guard', '=', true)
    .executeTakeFirst()
  if (guard) throw new Problem('duty/not-rostered', { detail: '保安人员不得顶替值班' })
  return shift
}

interface Said {
  id?: string | undefined
  manner: 'own' | 'phone'
  spokeWith: string | null
  phone: string | null
  note: string
}

async function write(work: Work, shift: ShiftRow, said: Said): Promise<CheckInView> {
  const written = await work.tx
    .insertInto('duty_check_in')
    .values({
      id: said.id ?? randomUUID(),
      shift_id: shift.id,
      unit_id: shift.unit_id,
      person_id: shift.person_id,
      starts_at: shift.starts_at,
      at: work.now,
      manner: said.manner,
      by_account: work.actor.accountId,
      by_name: work.actor.name,
      spoke_with: said.spokeWith,
      phone: said.phone,
      note: said.note,
    })
    .onConflict(conflict => conflict.doNothing())
    .returningAll()
    .executeTakeFirst()
  if (!written) throw new Problem('duty/already-checked-in')
  recordFact(
    work,
    'duty.checked-in',
    shift.id,
    {
      unit: shift.unit_id,
      person: shift.person_id,
      post: shift.post,
      startsAt: shift.starts_at,
      manner: said.manner,
      minutesLate: minutesLate(shift.starts_at, work.now),
    },
    { chain: shift.unit_id },
  )
  return presentCheckIn(written)
}
