import { randomUUID } from 'node:crypto'
import type { DutyPost, ShiftView } from '@anlan/contract/duty.ts'
import type { BrokenRule, RoomView } from '@anlan/contract/roster.ts'
import type { ChangeShift, EditShift } from '@anlan/contract/shift.ts'
import type { z } from 'zod'
import { isUnitInReach, unitsInReach } from '../../../kernel/access/reach.ts'
import { fieldProblem, Problem } from '../../../kernel/problem.ts'
import { settingOf } from '../../../kernel/setting-rows.ts'
import { recordFact, type Work } from '../../../kernel/work/work.ts'
import { shanghaiDay } from '../../calendar/api.ts'
import { benchOf, newlyBroken } from './changes/check-change.ts'
import { changingShifts, lockShifts } from './during.ts'
import { roomsOf } from './gaps/cover.ts'
import { gapInWords, type Shortfall } from './gaps/shortfall.ts'
import { presentShift, shifts } from './in-force.ts'
import { longestShiftHours, swapLeadHours } from './settings.ts'

type ShiftInput = Pick<z.output<typeof EditShift>, 'post' | 'personId' | 'startsAt' | 'endsAt'>
const hour = 3_600_000

/** A shift written by hand, held to the rules of the unit's duty room. */
export async function addShift(work: Work, input: z.output<typeof EditShift>): Promise<ShiftView> {
  if (!(await isUnitInReach(work, input.unitId)))
    throw fieldProblem('directory/unknown-unit', '/unitId', '值班单位', '该单位不在您的管辖范围')
  await lockShifts(work)
  const id = input.id ?? randomUUID()
  const rooms = await roomsOf(work, input.unitId)
  if (input.roomId && !rooms.some(room => room.id === input.roomId))
    throw fieldProblem('invalid-input', '/roomId', '值班室', '该值班室不属于此单位，或已停用')
  const room = rooms.find(one => one.id === input.roomId) ?? roomFor(rooms, input)
  await assertPossible(work, room, id, input)
  await changingShifts(work, input.unitId, spanOf(input), '排班有变', () =>
    work.tx
      .insertInto('duty_shift')
      .values({ id, unit_id: input.unitId, room_id: room?.id ?? null, ...columnsOf(input) })
      .execute(),
  )
  recordFact(work, 'duty.shift-added', id, {
    unit: input.unitId,
    person: input.personId,
    post: input.post,
    startsAt: input.startsAt,
    endsAt: input.endsAt,
  })
  return readShift(work, id)
}

/** 调班: who, on which post, from when to when. The fact says what it was before. */
export async function changeShift(work: Work, id: string, input: z.output<typeof ChangeShift>): Promise<ShiftView> {
  await lockShifts(work)
  const before = await shiftInReach(work, id)
  if (before.version !== input.version) throw new Problem('conflict', { detail: '该班次已被他人调整，请刷新后再改' })
  const isOther = before.person_id !== input.personId || before.post !== input.post
  if (before.ends_at <= work.now) throw new Problem('duty/shift-begun', { detail: '班次已经结束，按实际在岗保留' })
  const hasBegun = before.starts_at <= work.now
  if (hasBegun && before.starts_at.getTime() !== input.startsAt.getTime())
    throw fieldProblem('duty/shift-begun', '/startsAt', '开始时间', '班次已经开始，开始时间不能再改')
  if (isOther && before.starts_at.getTime() - work.now.getTime() < (await settingOf(work, swapLeadHours)) * hour)
    throw fieldProblem('duty/use-cover', '/personId', '值班人员', '临近上岗或已在岗，换人请办理紧急替班')
  const rooms = await roomsOf(work, before.unit_id)
  const room = rooms.find(one => one.id === before.room_id) ?? roomFor(rooms, input)
  await assertPossible(work, room, id, input)
  const span = {
    from: Math.min(before.starts_at.getTime(), input.startsAt.getTime()),
    to: Math.max(before.ends_at.getTime(), input.endsAt.getTime()),
  }
  const why = input.gapReason || '排班有变'
  const { lost } = await changingShifts(work, before.unit_id, span, why, () =>
    work.tx
      .updateTable('duty_shift')
      .set({ ...columnsOf(input), version: before.version + 1 })
      .where('id', '=', id)
      .execute(),
  )
  refuseGapWithoutReason(lost, input.gapReason)
  recordFact(work, 'duty.shift-changed', id, {
    unit: before.unit_id,
    before: { person: before.person_id, post: before.post, startsAt: before.starts_at, endsAt: before.ends_at },
    after: { person: input.personId, post: input.post, startsAt: input.startsAt, endsAt: input.endsAt },
    ...(lost.length > 0 && { gapReason: why }),
  })
  return readShift(work, id)
}

/** Takes a shift that has not begun out of force. What it leaves open needs a reason, and is owed. */
export async function removeShift(work: Work, id: string, gapReason: string | undefined): Promise<void> {
  await lockShifts(work)
  const before = await shiftInReach(work, id)
  if (before.starts_at <= work.now)
    throw new Problem('duty/shift-begun', { detail: '班次已经开始，不能取消；换人请办理紧急替班' })
  const span = { from: before.starts_at.getTime(), to: before.ends_at.getTime() }
  const { lost } = await changingShifts(work, before.unit_id, span, gapReason || '班次取消', () =>
    work.tx.deleteFrom('duty_shift').where('id', '=', id).execute(),
  )
  refuseGapWithoutReason(lost, gapReason)
  recordFact(work, 'duty.shift-removed', id, {
    unit: before.unit_id,
    person: before.person_id,
    post: before.post,
    startsAt: before.starts_at,
    ...(lost.length > 0 && { gapReason }),
  })
}

function refuseGapWithoutReason(lost: Shortfall[], reason: string | undefined) {
  if (lost.length === 0 || reason) return
  const words = lost.slice(0, 3).map(gapInWords).join('；')
  throw new Problem('duty/leaves-gap', {
    detail: `${words}。请先安排替班；确实无人可替的，请填写缺岗原因，由本单位限时补岗`,
    errors: [{ pointer: '/gapReason', field: '缺岗原因', message: `${words}，请填写缺岗原因` }],
  })
}

/** A shift of a unit in reach, as it stands; lock first. */
export async function shiftInReach(work: Work, id: string) {
  const row = await work.tx
    .selectFrom('duty_shift')
    .selectAll()
    .where('id', '=', id)
    .where('unit_id', 'in', unitsInReach(work))
    .executeTakeFirst()
  if (!row) throw new Problem('not-found')
  return row
}

export const readShift = async (work: Work, id: string): Promise<ShiftView> =>
  presentShift(await shifts(work).where('s.id', '=', id).executeTakeFirstOrThrow())

const spanOf = (input: ShiftInput) => ({ from: input.startsAt.getTime(), to: input.endsAt.getTime() })
const columnsOf = (input: ShiftInput) => ({
  post: input.post,
  person_id: input.personId,
  starts_at: input.startsAt,
  ends_at: input.endsAt,
})

/** The room a shift belongs to when nobody says: one in season whose pool has the person for the post, else the first. */
export function roomFor(rooms: RoomView[], input: ShiftInput): RoomView | undefined {
  const day = shanghaiDay(input.startsAt)
  const inSeason = rooms.filter(room => (room.from ?? day) <= day && (room.to ?? day) >= day)
  const knows = (room: RoomView) =>
    room.pool.some(one => one.personId === input.personId && one.posts.includes(input.post as DutyPost))
  return inSeason.find(knows) ?? rooms.find(knows) ?? inSeason[0] ?? rooms[0]
}

/** Somebody we know, for no longer than two days, whom no hard rule of the room keeps from it. */
async function assertPossible(work: Work, room: RoomView | undefined, id: string, input: ShiftInput) {
  const person = await work.tx
    .selectFrom('person')
    .select('id')
    .where('id', '=', input.personId)
    .where('enabled', '=', true)
    .executeTakeFirst()
  if (!person) throw fieldProblem('invalid-input', '/personId', '值班人员', '该人员不在名册中')
  const longest = await settingOf(work, longestShiftHours)
  if (input.endsAt.getTime() - input.startsAt.getTime() > longest * hour)
    throw fieldProblem('invalid-input', '/endsAt', '结束时间', `一班不能超过 ${longest} 小时`)
  const overlap = await work.tx
    .selectFrom('duty_shift')
    .select('id')
    .where('id', '!=', id)
    .where('person_id', '=', input.personId)
    .where('starts_at', '<', input.endsAt)
    .where('ends_at', '>', input.startsAt)
    .executeTakeFirst()
  if (overlap)
    throw new Problem('duty/shift-overlap', {
      errors: [{ pointer: '/personId', field: '值班人员', message: '该人员在此时段已有值班安排' }],
    })
  if (!room) return
  const { post, personId } = input
  const bench = await benchOf(work, room, spanOf(input))
  refuseBroken(newlyBroken(bench, [{ id, post, personId, ...spanOf(input), onSite: true, night: null }]))
}

/** Says which rules somebody on a shift would break. */
export function refuseBroken(broken: BrokenRule[], field = '值班人员'): void {
  if (broken.length === 0) return
  const messages = [...new Set(broken.map(one => one.message))]
  throw new Problem('duty/not-eligible', {
    detail: messages.slice(0, 3).join('；'),
    errors: messages.slice(0, 20).map(message => ({ pointer: '/personId', field, message })),
  })
}
