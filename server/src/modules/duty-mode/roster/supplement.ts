import type { AcceptSupplement, DutyMode, SupplementView } from '@anlan/contract/duty-mode.ts'
import { sql } from 'kysely'
import type { z } from 'zod'
import { isUnitInReach } from '../../../kernel/access/reach.ts'
import { Problem } from '../../../kernel/problem.ts'
import { settingOf } from '../../../kernel/setting-rows.ts'
import { recordFact, type Work } from '../../../kernel/work/work.ts'
import { shanghaiDay } from '../../calendar/api.ts'
import { findUnit } from '../../directory/api.ts'
import { reinforce } from '../../duty/api.ts'
import { modeNow, oneAtATime, ruleFor } from '../modes/standing.ts'
import { supplementHours } from '../settings.ts'
import { fill, type Reserve, stretches } from './fill.ts'

const hour = 3_600_000
const usualRestHours = 12

/**
 * The reinforced roster that the mode of a unit asks for, or another mode would, as far as its pool goes (增援值班方案). Computed anew each time;
 * nothing is kept.
 */
export async function proposeSupplement(work: Work, unitId: string, wanted?: DutyMode): Promise<SupplementView> {
  const unit = await findUnit(work.tx, unitId)
  if (!unit) throw new Problem('not-found')
  const mode = wanted ?? (await modeNow(work, unitId))
  const { posts } = await ruleFor(work, unitId, mode)
  const from = work.now.getTime()
  const to = from + (await settingOf(work, supplementHours)) * hour
  const shifts = await work.tx
    .selectFrom('duty_shift')
    .select(['post', 'starts_at', 'ends_at'])
    .where('unit_id', '=', unitId)
    .where('starts_at', '<', new Date(to))
    .where('ends_at', '>', work.now)
    .execute()
  const inForce = shifts.map(one => ({
    post: one.post,
    startsAt: one.starts_at.getTime(),
    endsAt: one.ends_at.getTime(),
  }))
  const { pool, names, restHours } = await poolOf(work, unitId, new Date(from - 48 * hour), new Date(to + 48 * hour))
  const { placed, unfilled } = fill(posts, stretches(from, to, inForce), inForce, pool, restHours)
  const iso = (at: number) => new Date(at).toISOString()
  return {
    unitId,
    unitName: unit.name,
    mode,
    from: iso(from),
    to: iso(to),
    shifts: placed.map(one => ({
      post: one.post,
      personId: one.personId,
      personName: names.get(one.personId)?.name ?? '',
      mobile: names.get(one.personId)?.mobile ?? null,
      startsAt: iso(one.startsAt),
      endsAt: iso(one.endsAt),
    })),
    unfilled: unfilled.map(one => ({
      post: one.post,
      count: one.count,
      startsAt: iso(one.startsAt),
      endsAt: iso(one.endsAt),
    })),
  }
}

/** Who may be asked: the pools of the unit's duty rooms, trained, no guards, with what they are at around that time. */
async function poolOf(work: Work, unitId: string, from: Date, to: Date) {
  const today = shanghaiDay(work.now)
  const members = await work.tx
    .selectFrom('duty_pool as m')
    .innerJoin('duty_room as r', 'r.id', 'm.room_id')
    .innerJoin('person as p', 'p.id', 'm.person_id')
    .select(['m.person_id', 'm.posts', 'm.night_exempt', 'p.name', 'p.mobile', 'r.rules'])
    .where('r.unit_id', '=', unitId)
    .where('r.enabled', '=', true)
    .where('p.enabled', '=', true)
    .where('m.trained', '=', true)
    .where('m.guard', '=', false)
    .where(eb => eb.or([eb('m.from_day', 'is', null), eb('m.from_day', '<=', today)]))
    .where(eb => eb.or([eb('m.to_day', 'is', null), eb('m.to_day', '>=', today)]))
    .orderBy('m.sort')
    .orderBy('m.person_id')
    .execute()
  const ids = members.map(one => one.person_id)
  const busy = await stretchesOf(work, 'duty_shift', ids, from, to)
  const away = await stretchesOf(work, 'duty_leave', ids, from, to)
  const called = await work.tx
    .selectFrom('duty_call_in_member as m')
    .innerJoin('duty_call_in as c', 'c.id', 'm.call_in_id')
    .select('m.person_id')
    .where('c.unit_id', '=', unitId)
    .where('c.closed_at', 'is', null)
    .execute()
  const isCalled = new Set(called.map(one => one.person_id))
  const pool = new Map<string, Reserve>()
  for (const one of members)
    pool.set(one.person_id, {
      personId: one.person_id,
      posts: [...(pool.get(one.person_id)?.posts ?? []), ...one.posts],
      nightExempt: one.night_exempt,
      duties: busy.get(one.person_id) ?? [],
      absences: away.get(one.person_id) ?? [],
      called: isCalled.has(one.person_id),
    })
  return {
    pool: [...pool.values()],
    names: new Map(members.map(one => [one.person_id, { name: one.name, mobile: one.mobile }])),
    restHours: Math.max(0, ...members.map(one => one.rules.restHours ?? usualRestHours)),
  }
}

async function stretchesOf(work: Work, table: 'duty_shift' | 'duty_leave', ids: string[], from: Date, to: Date) {
  const [starts, ends] = table === 'duty_shift' ? ['starts_at', 'ends_at'] : ['from_at', 'to_at']
  const { rows } = await sql<{ person_id: string; starts: Date; ends: Date }>`
    select person_id, ${sql.ref(starts as string)} as starts, ${sql.ref(ends as string)} as ends from ${sql.table(table)}
    where person_id = any(${ids}::uuid[]) and ${sql.ref(starts as string)} < ${to} and ${sql.ref(ends as string)} > ${from}`.execute(
    work.tx,
  )
  const found = new Map<string, { startsAt: number; endsAt: number }[]>()
  for (const { person_id: id, starts: startsAt, ends: endsAt } of rows)
    found.set(id, [...(found.get(id) ?? []), { startsAt: startsAt.getTime(), endsAt: endsAt.getTime() }])
  return found
}

/** Takes the proposal over: each place becomes a shift in force. Refused when it is no longer the one that was seen. */
export async function acceptSupplement(
  work: Work,
  unitId: string,
  input: z.output<typeof AcceptSupplement>,
): Promise<SupplementView> {
  if (!(await isUnitInReach(work, unitId))) throw new Problem('not-found')
  await oneAtATime(work)
  const proposal = await proposeSupplement(work, unitId)
  if (proposal.shifts.length !== input.expected)
    throw new Problem('duty-mode/supplement-changed', {
      detail: `现为 ${proposal.shifts.length} 个班次，请刷新后再确认`,
    })
  await reinforce(
    work,
    unitId,
    proposal.shifts.map(one => ({
      post: one.post,
      personId: one.personId,
      startsAt: new Date(one.startsAt),
      endsAt: new Date(one.endsAt),
    })),
  )
  recordFact(
    work,
    'duty-mode.roster-reinforced',
    unitId,
    { unit: unitId, mode: proposal.mode, shifts: proposal.shifts.length, unfilled: proposal.unfilled.length },
    { chain: unitId },
  )
  return proposeSupplement(work, unitId)
}

/** The proposal for a unit in reach. */
export async function supplementInReach(work: Work, unitId: string): Promise<SupplementView> {
  if (!(await isUnitInReach(work, unitId))) throw new Problem('not-found')
  return proposeSupplement(work, unitId)
}
