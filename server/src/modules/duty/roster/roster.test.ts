import type { ShiftView } from '@anlan/contract/duty.ts'
import type { LeaveView, RoomLine, RoomView, RosterChange, RosterView } from '@anlan/contract/roster.ts'
import { expect } from 'vitest'
import type { z } from 'zod'
import { test, type World } from '../../../../test/world.ts'
import { sampleId } from '../../../sample-county.ts'

type Items<T> = { items: T[] }
const town = sampleId('duty-room', 'chaping')
const month = { roomId: town, from: '2026-12-01', to: '2026-12-14' }

async function draft(world: World, more: object = {}) {
  await world.at('2026-11-20T09:00:00+08:00')
  const duty = await world.as('duty1')
  const reply = await duty.post<RosterView>('/api/duty/rosters', { ...month, ...more })
  expect(reply.status).toBe(201)
  return { duty, roster: reply.body }
}

test('the sample county has its own room and those of the twelve towns, each within reach', async ({ world }) => {
  const rooms = (await (await world.as('duty1')).get<Items<RoomLine>>('/api/duty/rooms')).body.items
  expect(rooms.length).toBe(13)
  const own = (await (await world.as('chaping1')).get<Items<RoomLine>>('/api/duty/rooms')).body.items
  expect(own.map(room => room.name)).toEqual(['茶坪镇值班室'])
  expect((await (await world.as('chaping1')).get(`/api/duty/rooms/${sampleId('duty-room', 'songling')}`)).status).toBe(
    404,
  )
})

test('a generated month breaks nothing, is proven, changed with the rules beside it, published, read by all, withdrawn', async ({
  world,
}) => {
  const { duty, roster } = await draft(world)
  expect(roster).toMatchObject({ status: 'draft', outcome: 'optimal', version: 1 })
  expect(roster.unmet.filter(one => one.hard)).toEqual([])
  expect((roster.objective ?? 0) - (roster.bound ?? 0)).toBeLessThan(0.01)
  expect(roster.fairness.length).toBe(12)

  const cell = roster.assignments.find(one => one.post === 'primary')
  const edit = (personId: string | null, version: number) =>
    duty.put<RosterView>(`/api/duty/rosters/${roster.id}/assignments`, {
      version,
      changes: [{ slotKey: cell?.slotKey, post: 'primary', place: 0, personId }],
    })
  const gap = await edit(null, 1)
  expect(gap.body.unmet.filter(one => one.hard).map(one => one.message)).toEqual([
    '12月1日 08:30 至 12月2日 08:30 主班缺 1 人',
    '12月1日全天班 主班缺 1 人',
  ])
  const refused = await duty.post(`/api/duty/rosters/${roster.id}/publication`, { version: 2 })
  expect(refused.problem.code).toBe('duty/roster-incomplete')
  expect(refused.problem.errors?.map(one => one.message)).toContain('12月1日全天班 主班缺 1 人')

  const late = await edit(cell?.personId ?? null, 1)
  expect(late.problem.code).toBe('duty/roster-changed')
  expect(late.problem.errors?.[0]?.message).toContain(`12月1日全天班主班由${cell?.personName}改为空缺`)
  expect((await edit(cell?.personId ?? null, 2)).status).toBe(200)

  const published = await duty.post<RosterView>(`/api/duty/rosters/${roster.id}/publication`, { version: 3 })
  expect(published.body.status).toBe('published')
  const span = 'from=2026-12-01T00:30:00Z&to=2026-12-02T00:30:00Z'
  const inForce = (await duty.get<Items<ShiftView>>(`/api/duty/shifts?unit=${world.unit('chaping')}&${span}`)).body
    .items
  expect(inForce.map(one => one.personId).sort()).toEqual(
    published.body.assignments
      .filter(one => one.slotKey === cell?.slotKey)
      .map(one => one.personId)
      .sort(),
  )
  expect((await edit(null, 4)).problem.code).toBe('duty/roster-settled')
  const history = (await duty.get<Items<z.output<typeof RosterChange>>>(`/api/duty/rosters/${roster.id}/history`)).body
    .items
  expect(history.map(one => one.what.slice(0, 2))).toEqual(['编排', '12', '12', '发布'])

  const withdrawn = await duty.post<RosterView>(`/api/duty/rosters/${roster.id}/withdrawal`, { reason: '人员变动' })
  expect(withdrawn.body.status).toBe('withdrawn')
  expect(
    (await duty.get<Items<ShiftView>>(`/api/duty/shifts?unit=${world.unit('chaping')}&${span}`)).body.items,
  ).toEqual([])
})

test('leave is kept to, and with the former roster near only what must change does', async ({ world }) => {
  const { duty, roster } = await draft(world)
  const cell = roster.assignments.find(one => one.post === 'primary')
  const leave = await duty.post<LeaveView>('/api/duty/leaves', {
    personId: cell?.personId,
    kind: 'sick',
    from: '2026-12-01T00:00:00+08:00',
    to: '2026-12-02T00:00:00+08:00',
  })
  expect(leave.status).toBe(201)
  const now = (await duty.get<RosterView>(`/api/duty/rosters/${roster.id}`)).body
  expect(now.unmet.filter(one => one.hard).map(one => [one.rule, one.message])).toEqual([
    ['onLeave', `12月1日全天班 ${cell?.personName}请假`],
  ])
  const again = (await duty.post<RosterView>('/api/duty/rosters', { ...month, near: roster.id })).body
  const changed = again.assignments.filter((one, i) => one.personId !== roster.assignments[i]?.personId)
  expect(changed.length).toBeGreaterThanOrEqual(1)
  expect(changed.length).toBeLessThanOrEqual(2)
  expect(again.unmet.filter(one => one.hard)).toEqual([])
})

test('a room with too few people says which rule stands in the way', async ({ world }) => {
  await world.at('2026-11-20T09:00:00+08:00')
  const duty = await world.as('duty1')
  const room = (await duty.get<RoomView>(`/api/duty/rooms/${town}`)).body
  const pool = room.pool.filter(one => one.posts.includes('primary') || room.pool.indexOf(one) < 2)
  expect((await duty.put(`/api/duty/rooms/${town}`, { ...room, pool })).status).toBe(200)
  expect((await duty.put(`/api/duty/rooms/${town}`, { ...room, pool })).problem.code).toBe('duty/room-changed')
  const { body } = await duty.post<RosterView>('/api/duty/rosters', month)
  expect(body.outcome).toBe('infeasible')
  expect(body.notes.join('\n')).toContain('“七日内夜班上限”与岗位人数不能同时满足')
})

test('what a person may not see does not exist; what is wrong is named', async ({ world }) => {
  const { roster } = await draft(world)
  const other = await world.as('songling1')
  expect((await other.get(`/api/duty/rosters/${roster.id}`)).status).toBe(404)
  expect((await other.post('/api/duty/rosters', month)).status).toBe(404)
  const duty = await world.as('duty1')
  expect((await duty.post('/api/duty/rosters', { ...month, to: '2026-11-01' })).problem.errors).toMatchObject([
    { pointer: '/to', message: '结束日期不能早于开始日期' },
  ])
  const strange = await duty.put(`/api/duty/rosters/${roster.id}/assignments`, {
    version: 1,
    changes: [{ slotKey: roster.slots[0]?.key, post: 'driver', place: 0, personId: null }],
  })
  expect(strange.problem.errors).toMatchObject([{ pointer: '/changes/0/slotKey', field: '班次' }])
})
