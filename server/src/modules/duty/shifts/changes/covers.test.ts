import type { ShiftView } from '@anlan/contract/duty.ts'
import type { LeaveView, RoomView } from '@anlan/contract/roster.ts'
import type { ChangeStatistics, CoverView, GapView, MyDuty, ReplacementView } from '@anlan/contract/shift.ts'
import { expect } from 'vitest'
import { type Caller, test, type World } from '../../../../../test/world.ts'
import { sampleId } from '../../../../sample-county.ts'

type Items<T> = { items: T[] }
const room = sampleId('duty-room', 'chaping')
const day = (date: string) => `from=${date}T00:30:00Z&to=${date}T00:31:00Z`

/** The township's shift as primary that begins on a day, at half past eight. */
async function primaryOf(caller: Caller, world: World, date: string): Promise<ShiftView> {
  const { body } = await caller.get<Items<ShiftView>>(`/api/duty/shifts?unit=${world.unit('chaping')}&${day(date)}`)
  return body.items.find(one => one.post === 'primary') as ShiftView
}
const gapsOf = async (caller: Caller, world: World, state = 'open') =>
  (await caller.get<Items<GapView>>(`/api/duty/gaps?unit=${world.unit('chaping')}&state=${state}`)).body.items
const standIns = async (caller: Caller, of: string) =>
  (await caller.get<Items<ReplacementView>>(`/api/duty/${of}/replacements`)).body.items

async function quiet(world: World, at: string) {
  await world.query('delete from due_task')
  await world.at(at)
  return { duty: await world.as('duty1'), leader: await world.as('chaping2'), officer: await world.as('chaping1') }
}

test('leave on a published day is a gap that is owed, told and filled by a cover with one act', async ({ world }) => {
  const { duty, leader } = await quiet(world, '2026-06-01T09:00:00+08:00')
  const shift = await primaryOf(duty, world, '2026-06-10')
  const body = { personId: shift.personId, kind: 'sick', from: shift.startsAt, to: shift.endsAt }
  const leave = await duty.post<LeaveView>('/api/duty/leaves', body)
  const [gap] = await gapsOf(leader, world)
  expect(gap).toMatchObject({
    post: 'primary',
    from: shift.startsAt,
    to: shift.endsAt,
    missing: 1,
    why: '值班人员请假',
    away: [{ shiftId: shift.id, personName: shift.personName }],
  })
  const owed = () =>
    world.query(
      `select due_at, satisfied_at, cancelled_at from obligation where kind = 'dutyGap' and owed_by_unit_id = '${world.unit('chaping')}'`,
    )
  expect(await owed()).toMatchObject([{ due_at: new Date(shift.startsAt), satisfied_at: null, cancelled_at: null }])
  const told = await world.query(`select title from notice where kind = 'duty.gap/${gap?.id}'`)
  expect(told).toMatchObject([{ title: expect.stringContaining('值班缺岗：6月10日 08:30 至次日 08:30 主班缺 1 人') }])

  const people = await standIns(leader, `shifts/${shift.id}`)
  const fit = people.filter(one => one.suitable)
  expect(fit.map(one => one.points)).toEqual(fit.map(one => one.points).sort((a, b) => a - b))
  const cover = await leader.post<CoverView>(`/api/duty/shifts/${shift.id}/covers`, {
    personId: fit[0]?.personId,
    reason: '住院',
  })
  expect(cover.body).toMatchObject({ kind: 'leave', personName: shift.personName, findings: [] })
  expect(await gapsOf(leader, world)).toEqual([])
  expect(await gapsOf(leader, world, 'all')).toMatchObject([{ id: gap?.id, state: 'filled' }])
  expect(await owed()).toMatchObject([{ satisfied_at: expect.any(Date) }])
  // Whoever was covered comes back to no shift; nothing opens.
  await duty.delete(`/api/duty/leaves/${leave.body.id}`)
  expect(await gapsOf(leader, world)).toEqual([])
})

test('in a running shift the row is split: what was worked stays, the cover has the rest; a guard never covers', async ({
  world,
}) => {
  const { duty, leader, officer } = await quiet(world, '2026-06-10T13:00:00+08:00')
  const shift = await primaryOf(duty, world, '2026-06-10')
  const at = `/api/duty/shifts/${shift.id}/covers`
  const [first, second] = (await standIns(leader, `shifts/${shift.id}`)).filter(one => one.suitable)
  const setUp = (await duty.get<RoomView>(`/api/duty/rooms/${room}`)).body
  const pool = setUp.pool.map(one => ({ ...one, isGuard: one.personId === first?.personId }))
  expect((await duty.put(`/api/duty/rooms/${room}`, { ...setUp, pool })).status).toBe(200)
  const guard = await leader.post(at, { personId: first?.personId, reason: '突发疾病' })
  expect(guard.problem).toMatchObject({ code: 'duty/not-eligible', errors: [{ field: '替班人员' }] })
  expect(guard.problem.detail).toContain('是保安人员，不得替岗')

  const isPrimary = shift.personId === (await officer.get<MyDuty>('/api/duty/mine')).body.personId
  const byOfficer = await officer.post(at, {
    personId: second?.personId,
    reason: '突发疾病',
    to: '2026-06-10T18:00:00+08:00',
  })
  expect(byOfficer.status).toBe(isPrimary ? 201 : 403)
  if (!isPrimary)
    expect(
      (await leader.post(at, { personId: second?.personId, reason: '突发疾病', to: '2026-06-10T18:00:00+08:00' }))
        .status,
    ).toBe(201)
  const parts = (await world.query(
    `select person_id, starts_at, ends_at from duty_shift where unit_id = '${world.unit('chaping')}' and post = 'primary'
     and starts_at >= '2026-06-10T08:30:00+08:00' and ends_at <= '2026-06-11T08:30:00+08:00' order by starts_at`,
  )) as { person_id: string; starts_at: Date; ends_at: Date }[]
  expect(parts.map(one => [one.person_id, one.starts_at.toISOString(), one.ends_at.toISOString()])).toEqual([
    [shift.personId, '2026-06-10T00:30:00.000Z', '2026-06-10T05:00:00.000Z'],
    [second?.personId, '2026-06-10T05:00:00.000Z', '2026-06-10T10:00:00.000Z'],
    [shift.personId, '2026-06-10T10:00:00.000Z', '2026-06-11T00:30:00.000Z'],
  ])
  expect(await gapsOf(leader, world)).toEqual([])
  const counts = (
    await duty.get<ChangeStatistics>(
      `/api/duty/change-statistics?unit=${world.unit('chaping')}&from=2026-06-10T00:00:00Z&to=2026-06-11T00:00:00Z`,
    )
  ).body
  expect(counts.people.find(one => one.personId === second?.personId)).toMatchObject({
    covers: 1,
    urgentCovers: 1,
    coverHours: 5,
  })
  expect(counts.units).toMatchObject([{ covers: 1, urgentCovers: 1, gaps: 0 }])
})

test('a cover at short notice is not a way round a swap; a gap nobody fills stays on the record', async ({ world }) => {
  const { duty, leader } = await quiet(world, '2026-06-10T09:00:00+08:00')
  const later = await primaryOf(duty, world, '2026-06-15')
  const [fit] = (await standIns(leader, `shifts/${later.id}`)).filter(one => one.suitable)
  const early = await leader.post(`/api/duty/shifts/${later.id}/covers`, { personId: fit?.personId, reason: '有事' })
  expect(early.problem.code).toBe('duty/cover-too-early')
  expect((await duty.delete(`/api/duty/shifts/${later.id}`)).problem.code).toBe('duty/leaves-gap')
  expect((await duty.delete(`/api/duty/shifts/${later.id}?gapReason=ill`)).status).toBe(204)
  const [gap] = await gapsOf(leader, world)
  const half = await leader.post<ShiftView>(`/api/duty/gaps/${gap?.id}/shifts`, {
    personId: fit?.personId,
    to: '2026-06-15T20:30:00+08:00',
  })
  expect(half.status).toBe(201)
  const [rest] = await gapsOf(leader, world)
  expect(rest).toMatchObject({ from: '2026-06-15T12:30:00.000Z', to: '2026-06-16T00:30:00.000Z', why: 'ill' })
  expect((await leader.post(`/api/duty/gaps/${gap?.id}/shifts`, { personId: fit?.personId })).problem.code).toBe(
    'duty/gap-closed',
  )
  await world.at('2026-06-16T08:31:00+08:00')
  const all = await gapsOf(leader, world, 'all')
  expect(all.map(one => one.state)).toEqual(['passed'])
  const [owed] = await world.query(
    `select breached_at, cancelled_at from obligation o join duty_gap g on g.obligation_id = o.id where g.id = '${rest?.id}'`,
  )
  expect(owed).toMatchObject({ breached_at: expect.any(Date), cancelled_at: expect.any(Date) })
})
