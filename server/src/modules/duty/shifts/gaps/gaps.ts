import { randomUUID } from 'node:crypto'
import type { DutyPost, ShiftView } from '@anlan/contract/duty.ts'
import type { FillGap, GapQuery, GapView } from '@anlan/contract/shift.ts'
import type { z } from 'zod'
import { unitsInReach } from '../../../../kernel/access/reach.ts'
import { fieldProblem, Problem } from '../../../../kernel/problem.ts'
import { settingOf } from '../../../../kernel/setting-rows.ts'
import { recordFact, type Work } from '../../../../kernel/work/work.ts'
import { readShift, refuseBroken } from '../by-hand.ts'
import { benchOf, newlyBroken } from '../changes/check-change.ts'
import { changingShifts, lockShifts } from '../during.ts'
import { isOnDuty } from '../in-force.ts'
import { longestShiftHours } from '../settings.ts'
import { mayFor } from '../tell.ts'
import { coverOf, roomsOf } from './cover.ts'
import { overlaps, spanOf } from './settle.ts'
import type { Span } from './shortfall.ts'

/** A post of one of a unit's duty rooms that lacks people for a while. */
export interface UnmannedPost extends Span {
  roomId: string
  roomName: string
  post: DutyPost
  missing: number
}

/**
 * Minutes of a span in which a unit's duty rooms lack people, by shifts in force, leave and what the rooms need; also where nothing has been
 * rostered yet. A unit without a duty room lacks nobody. Instants are milliseconds since 1970.
 */
export async function gapsOf(work: Work, unitId: string, from: Date, to: Date): Promise<UnmannedPost[]> {
  const found: UnmannedPost[] = []
  for (const room of await roomsOf(work, unitId))
    for (const { isAway: _, ...gap } of (await coverOf(work, room, { from: from.getTime(), to: to.getTime() }))
      .shortfalls)
      found.push({ ...gap, roomId: room.id, roomName: room.name })
  return found
}

/** Gaps that somebody answers for, of units in reach, soonest first. */
export async function listGaps(work: Work, query: z.output<typeof GapQuery>): Promise<GapView[]> {
  const { unit, from, to, state } = query
  const rows = await work.tx
    .selectFrom('duty_gap as g')
    .innerJoin('duty_room as r', 'r.id', 'g.room_id')
    .innerJoin('unit as u', 'u.id', 'g.unit_id')
    .selectAll('g')
    .select(['r.name as room_name', 'u.name as unit_name'])
    .where('g.unit_id', 'in', unitsInReach(work))
    .$if(unit !== undefined, q => q.where('g.unit_id', '=', unit ?? ''))
    .$if(from !== undefined, q => q.where('g.to_at', '>', from ?? work.now))
    .$if(to !== undefined, q => q.where('g.from_at', '<', to ?? work.now))
    .$if(state === 'open', q => q.where('g.state', '=', 'open'))
    .$if(state === 'all', q => q.where('g.state', '!=', 'changed'))
    .orderBy('g.from_at')
    .orderBy('g.id')
    .limit(200)
    .execute()
  const views: GapView[] = []
  for (const row of rows) {
    const room =
      row.state === 'open' ? (await roomsOf(work, row.unit_id)).find(one => one.id === row.room_id) : undefined
    const span = spanOf(row)
    const away = room ? (await coverOf(work, room, span)).away : []
    views.push({
      id: row.id,
      unitId: row.unit_id,
      unitName: row.unit_name,
      roomId: row.room_id,
      roomName: row.room_name,
      post: row.post,
      from: row.from_at.toISOString(),
      to: row.to_at.toISOString(),
      missing: row.missing,
      why: row.why,
      state: row.state,
      openedAt: row.opened_at.toISOString(),
      closedAt: row.closed_at?.toISOString() ?? null,
      away: away
        .filter(one => one.post === row.post && overlaps(one, span))
        .map(({ shiftId, personName }) => ({ shiftId, personName })),
    })
  }
  return views
}

/** 补岗: a new shift fills a gap, or a part of it. Where somebody is rostered and away, a cover of that shift is the way. */
export async function fillGap(work: Work, id: string, input: z.output<typeof FillGap>): Promise<ShiftView> {
  await lockShifts(work)
  const gap = await gapInReach(work, id)
  if (gap.state !== 'open' || gap.to_at <= work.now) throw new Problem('duty/gap-closed')
  const mayFill =
    (await mayFor(work, 'duty.edit-roster', gap.unit_id)) ||
    (await mayFor(work, 'duty.approve-swap', gap.unit_id)) ||
    (await isOnDuty(work, gap.unit_id, work.actor.personId, 'primary'))
  if (!mayFill) throw new Problem('not-permitted', { detail: '补岗由排班人员、带班负责人或当班主班办理' })
  const span = {
    from: Math.max(input.from?.getTime() ?? gap.from_at.getTime(), work.now.getTime()),
    to: input.to?.getTime() ?? gap.to_at.getTime(),
  }
  if (span.from < gap.from_at.getTime() || span.to > gap.to_at.getTime() || span.to <= span.from)
    throw fieldProblem('invalid-input', '/from', '补岗时间', '补岗时间应在缺岗时段之内')
  const longest = await settingOf(work, longestShiftHours)
  if (span.to - span.from > longest * 3_600_000)
    throw fieldProblem('invalid-input', '/to', '补岗结束时间', `一班不能超过 ${longest} 小时，请分段补岗`)
  const room = (await roomsOf(work, gap.unit_id)).find(one => one.id === gap.room_id)
  if (!room) throw new Problem('duty/gap-closed')
  const shiftId = input.id ?? randomUUID()
  const { personId } = input
  const bench = await benchOf(work, room, span)
  const shift = { id: shiftId, post: gap.post, personId, ...span, onSite: true, night: null }
  refuseBroken(newlyBroken(bench, [shift]), '补岗人员')
  await changingShifts(work, gap.unit_id, span, '补岗', () =>
    work.tx
      .insertInto('duty_shift')
      .values({
        id: shiftId,
        unit_id: gap.unit_id,
        post: gap.post,
        person_id: personId,
        starts_at: new Date(span.from),
        ends_at: new Date(span.to),
        room_id: gap.room_id,
      })
      .execute(),
  )
  recordFact(
    work,
    'duty.shift-added',
    shiftId,
    {
      unit: gap.unit_id,
      person: personId,
      post: gap.post,
      startsAt: new Date(span.from),
      endsAt: new Date(span.to),
      gap: id,
    },
    { chain: gap.unit_id },
  )
  return readShift(work, shiftId)
}

export async function gapInReach(work: Work, id: string) {
  const row = await work.tx
    .selectFrom('duty_gap')
    .selectAll()
    .where('id', '=', id)
    .where('unit_id', 'in', unitsInReach(work))
    .executeTakeFirst()
  if (!row) throw new Problem('not-found')
  return row
}
