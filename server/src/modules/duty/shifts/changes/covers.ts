import { randomUUID } from 'node:crypto'
import { type DutyPost, dutyPosts } from '@anlan/contract/duty.ts'
import type { BrokenRule } from '@anlan/contract/roster.ts'
import type { CoverShift, CoverView } from '@anlan/contract/shift.ts'
import { type Selectable, sql } from 'kysely'
import type { z } from 'zod'
import type { Tables } from '../../../../kernel/database/database.ts'
import { fieldProblem, Problem } from '../../../../kernel/problem.ts'
import { settingOf } from '../../../../kernel/setting-rows.ts'
import { recordFact, type Work } from '../../../../kernel/work/work.ts'
import { refuseBroken, roomFor, shiftInReach } from '../by-hand.ts'
import { changingShifts, lockShifts } from '../during.ts'
import { roomsOf } from '../gaps/cover.ts'
import { type Span, spanInWords } from '../gaps/shortfall.ts'
import { isOnDuty } from '../in-force.ts'
import { swapLeadHours } from '../settings.ts'
import { chiefsOf, contactsOf, mayFor, tell } from '../tell.ts'
import { benchOf, isNightShift, newlyBroken } from './check-change.ts'

type ShiftRow = Selectable<Tables['duty_shift']>
const hour = 3_600_000

/** Rules that a cover may break when life forces it; they are written down with it. Who may not be on duty at all never covers. */
const bends = new Set<BrokenRule['rule']>(['rest', 'nights', 'nightExempt', 'leaderAway'])

/**
 * 替班: somebody takes over a shift, or what is left of it. Ahead of time only for a holder who is away (请假替班); from shortly before it begins
 * for any reason (紧急替班), by the chief or whoever is primary on duty. A shift that has begun is split: what was worked stays its holder's.
 */
export async function coverShift(work: Work, shiftId: string, input: z.output<typeof CoverShift>): Promise<CoverView> {
  await lockShifts(work)
  const shift = await shiftInReach(work, shiftId)
  if (shift.ends_at <= work.now) throw new Problem('duty/shift-begun', { detail: '班次已经结束，不能再安排替班' })
  if (input.personId === shift.person_id) throw fieldProblem('invalid-input', '/personId', '替班人员', '不能由本人替班')
  const span = partOf(work, shift, input)
  const kind = await kindOf(work, shift, span)
  const rooms = await roomsOf(work, shift.unit_id)
  const { post, person_id, starts_at, ends_at } = shift
  const room =
    rooms.find(one => one.id === shift.room_id) ??
    roomFor(rooms, { post: post as DutyPost, personId: person_id, startsAt: starts_at, endsAt: ends_at })
  const pieces = piecesOf(shift, span)
  let findings: string[] = []
  if (room) {
    const bench = await benchOf(work, room, { from: starts_at.getTime(), to: ends_at.getTime() })
    const after = pieces.map((piece, i) => ({
      id: i === 0 ? shift.id : `${shift.id} ${i}`,
      post: post as DutyPost,
      personId: piece.isCover ? input.personId : person_id,
      from: piece.from,
      to: piece.to,
      onSite: shift.on_site,
      night: shift.night,
    }))
    const broken = newlyBroken(bench, after).filter(one => one.personId === input.personId || one.rule === 'apart')
    refuseBroken(
      broken.filter(one => !bends.has(one.rule)),
      '替班人员',
    )
    findings = broken.filter(one => bends.has(one.rule)).map(one => one.message)
  } else await assertFree(work, input.personId, span)
  const id = input.id ?? randomUUID()
  const coverShiftId = pieces[0]?.isCover ? shift.id : randomUUID()
  await changingShifts(work, shift.unit_id, span, input.reason, () =>
    split(work, shift, pieces, input.personId, coverShiftId),
  )
  const row = {
    id,
    unit_id: shift.unit_id,
    room_id: shift.room_id,
    kind,
    shift_id: shift.id,
    cover_shift_id: coverShiftId,
    post: post as DutyPost,
    person_id,
    cover_person_id: input.personId,
    from_at: new Date(span.from),
    to_at: new Date(span.to),
    points: pointsOf(shift, span) ?? 0,
    reason: input.reason,
    findings,
    at: work.now,
    by_name: work.actor.name,
  }
  await work.tx.insertInto('duty_cover').values(row).execute()
  recordFact(
    work,
    'duty.shift-covered',
    shift.id,
    {
      unit: shift.unit_id,
      cover: id,
      coverShift: coverShiftId,
      kind,
      post,
      before: { person: person_id, startsAt: starts_at, endsAt: ends_at },
      after: { person: input.personId, startsAt: row.from_at, endsAt: row.to_at },
      reason: input.reason,
      findings,
    },
    { chain: shift.unit_id },
  )
  const told = await contactsOf(work, [person_id, input.personId])
  await tell(work, {
    kind: `duty.cover/${id}`,
    title: `替班：${spanInWords(span)} ${dutyPosts[post as DutyPost]}由${told.find(one => one.personId === input.personId)?.personName ?? ''}值守`,
    body: [input.reason, ...findings].join('\n'),
    urgent: span.from - work.now.getTime() < (await settingOf(work, swapLeadHours)) * hour,
    people: [...told, ...(await chiefsOf(work, shift.unit_id))].filter(one => one.personId !== work.actor.personId),
  })
  return presentCover(work, row)
}

/** From now on at the earliest, within the shift. */
function partOf(work: Work, shift: ShiftRow, input: Pick<z.output<typeof CoverShift>, 'from' | 'to'>): Span {
  const earliest = Math.max(shift.starts_at.getTime(), work.now.getTime())
  const from = input.from?.getTime() ?? earliest
  const to = input.to?.getTime() ?? shift.ends_at.getTime()
  if (from < earliest && shift.starts_at > work.now)
    throw fieldProblem('invalid-input', '/from', '替班开始时间', '不能早于班次开始')
  if (to > shift.ends_at.getTime()) throw fieldProblem('invalid-input', '/to', '替班结束时间', '不能晚于班次结束')
  // What is past was worked by whoever worked it.
  const span = { from: Math.max(from, earliest), to }
  if (span.to <= span.from) throw fieldProblem('invalid-input', '/to', '替班结束时间', '应晚于替班开始时间')
  return span
}

async function kindOf(work: Work, shift: ShiftRow, span: Span): Promise<'leave' | 'urgent'> {
  const away = await work.tx
    .selectFrom('person as p')
    .select('p.id')
    .where('p.id', '=', shift.person_id)
    .where(eb =>
      eb.or([
        eb('p.enabled', '=', false),
        eb.exists(
          eb
            .selectFrom('duty_leave as l')
            .select('l.id')
            .whereRef('l.person_id', '=', 'p.id')
            .where('l.from_at', '<', new Date(span.to))
            .where('l.to_at', '>', new Date(span.from)),
        ),
      ]),
    )
    .executeTakeFirst()
  const leads = await mayFor(work, 'duty.approve-swap', shift.unit_id)
  if (away && (leads || (await mayFor(work, 'duty.edit-roster', shift.unit_id)))) return 'leave'
  if (!leads && !(await isOnDuty(work, shift.unit_id, work.actor.personId, 'primary')))
    throw new Problem('not-permitted', { detail: '紧急替班由带班负责人或当班主班办理' })
  const leadHours = await settingOf(work, swapLeadHours)
  if (shift.starts_at.getTime() - work.now.getTime() > leadHours * hour)
    throw new Problem('duty/cover-too-early', { detail: `距上岗还有 ${leadHours} 小时以上，请办理换班，或先登记请假` })
  return 'urgent'
}

async function assertFree(work: Work, personId: string, span: Span) {
  const person = await work.tx
    .selectFrom('person')
    .select('id')
    .where('id', '=', personId)
    .where('enabled', '=', true)
    .executeTakeFirst()
  if (!person) throw fieldProblem('invalid-input', '/personId', '替班人员', '该人员不在名册中')
  const busy = await work.tx
    .selectFrom('duty_shift')
    .select('id')
    .where('person_id', '=', personId)
    .where('starts_at', '<', new Date(span.to))
    .where('ends_at', '>', new Date(span.from))
    .executeTakeFirst()
  if (busy) throw fieldProblem('duty/shift-overlap', '/personId', '替班人员', '该人员在此时段已有值班安排')
}

interface Piece extends Span {
  isCover: boolean
}

/** What the holder worked, what the cover takes, and what goes back to the holder. */
const piecesOf = (shift: ShiftRow, span: Span): Piece[] =>
  [
    { from: shift.starts_at.getTime(), to: span.from, isCover: false },
    { ...span, isCover: true },
    { from: span.to, to: shift.ends_at.getTime(), isCover: false },
  ].filter(one => one.to > one.from)

/** The first piece keeps the row, so that what is known of who came to it stays with it. */
async function split(work: Work, shift: ShiftRow, pieces: Piece[], coverId: string, coverShiftId: string) {
  for (const [i, piece] of pieces.entries()) {
    const values = {
      person_id: piece.isCover ? coverId : shift.person_id,
      starts_at: new Date(piece.from),
      ends_at: new Date(piece.to),
      night: shift.night === null ? null : isNightShift({ ...piece, night: shift.night }),
      points: pointsOf(shift, piece),
    }
    if (i === 0)
      await work.tx
        .updateTable('duty_shift')
        .set({ ...values, version: shift.version + 1 })
        .where('id', '=', shift.id)
        .execute()
    else
      await work.tx
        .insertInto('duty_shift')
        .values({
          ...values,
          id: piece.isCover ? coverShiftId : randomUUID(),
          unit_id: shift.unit_id,
          post: shift.post,
          room_id: shift.room_id,
          roster_id: shift.roster_id,
          on_site: shift.on_site,
          reinforcing: shift.reinforcing,
        })
        .execute()
  }
}

/** Each carries the share of the shift's points that was theirs. */
function pointsOf(shift: ShiftRow, part: Span): number | null {
  if (shift.points === null) return null
  const share = (part.to - part.from) / (shift.ends_at.getTime() - shift.starts_at.getTime())
  return Math.round(shift.points * share * 100) / 100
}

type CoverRow = Selectable<Tables['duty_cover']>

async function presentCover(work: Work, row: CoverRow): Promise<CoverView> {
  const people = await contactsOf(work, [row.person_id, row.cover_person_id])
  const nameOf = (id: string) => people.find(one => one.personId === id)?.personName ?? ''
  return {
    id: row.id,
    shiftId: row.shift_id,
    coverShiftId: row.cover_shift_id,
    kind: row.kind,
    post: row.post,
    personName: nameOf(row.person_id),
    coverPersonName: nameOf(row.cover_person_id),
    from: row.from_at.toISOString(),
    to: row.to_at.toISOString(),
    reason: row.reason,
    findings: row.findings,
    at: row.at.toISOString(),
    byName: row.by_name,
  }
}

/** Covers of a shift, its parts and what they became, newest first. */
export async function coversOf(work: Work, shiftId: string): Promise<CoverView[]> {
  await shiftInReach(work, shiftId)
  const rows = await work.tx
    .selectFrom('duty_cover')
    .selectAll()
    .where(sql<boolean>`${shiftId}::uuid in (shift_id, cover_shift_id)`)
    .orderBy('at', 'desc')
    .orderBy('id')
    .limit(20)
    .execute()
  const views: CoverView[] = []
  for (const row of rows) views.push(await presentCover(work, row))
  return views
}
