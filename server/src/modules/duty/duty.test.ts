import type { LogEntryView, ShiftView, UnitOnDuty } from '@anlan/contract/duty.ts'
import type { EventView } from '@anlan/contract/emergency-event.ts'
import type { RoomView } from '@anlan/contract/roster.ts'
import { expect } from 'vitest'
import type { z } from 'zod'
import { test, type World } from '../../../test/world.ts'
import { sampleId } from '../../sample-county.ts'

type Items<T> = { items: T[] }
type Log = z.output<typeof LogEntryView>

test('who is on duty now: the own room first, then the twelve towns', async ({ world }) => {
  await world.at('2026-07-12T02:46:00+08:00')
  const rooms = (await (await world.as('duty1')).get<Items<UnitOnDuty>>('/api/duty/now')).body.items
  expect(rooms[0]?.people.map(one => [one.post, one.personName])).toEqual([
    ['shiftLeader', '龙启明'],
    ['primary', '田晓岚'],
    ['secondary', '石磊'],
  ])
  expect(rooms.length).toBe(13)
  expect(rooms.slice(1).every(room => room.people.length > 0)).toBe(true)
  const own = (await (await world.as('chaping1')).get<Items<UnitOnDuty>>('/api/duty/now')).body.items
  expect(own.map(room => room.unitName)).toEqual(['茶坪镇'])
})

test('the log keeps what people write and what the main job does, and never changes', async ({ world }) => {
  await world.at('2026-07-12T02:46:00+08:00')
  const duty = await world.as('duty1')
  const line = (await duty.post<Log>('/api/duty/log', { text: '龙滩镇来电询问雨情', kind: 'callIn' })).body
  const event = {
    title: '河坝村进水',
    eventTypeCode: '11A01',
    areaCode: '990321104202',
    knownAt: '2026-07-12T02:46:00+08:00',
    source: '群众',
    summary: '进水',
  }
  const { body } = await duty.post<EventView>('/api/emergency-events', event)
  const log = (await duty.get<Items<Log>>('/api/duty/log?on=2026-07-12')).body.items
  expect(log.map(one => [one.automatic, one.text])).toEqual(
    expect.arrayContaining([
      [false, '龙滩镇来电询问雨情'],
      [true, `接报 ${body.number}：河坝村进水`],
    ]),
  )
  const correction = (await duty.post<Log>('/api/duty/log', { text: '更正：来电的是茶坪镇', correctsId: line.id })).body
  expect(correction.correctsId).toBe(line.id)
  const byHand = world.house.transaction(tx =>
    tx.updateTable('duty_log').set({ text: '改写' }).where('id', '=', line.id).execute(),
  )
  await expect(byHand).rejects.toThrow('记录只增不改')
})

/** Two of the county room's people for one post, beyond the sample's shifts; half a year of other duties would come due on the way. */
async function emptyDays(world: World) {
  await world.query('delete from due_task')
  await world.at('2027-05-01T00:00:00+08:00')
  const duty = await world.as('duty1')
  const room = (await duty.get<RoomView>(`/api/duty/rooms/${sampleId('duty-room', 'duty-office')}`)).body
  const [first, second] = room.pool.filter(one => one.posts.includes('primary')).map(one => one.personId)
  const shift = {
    post: 'primary',
    personId: first,
    startsAt: '2027-05-01T08:30:00+08:00',
    endsAt: '2027-05-01T20:30:00+08:00',
  }
  return { duty, unitId: world.unit('duty-office'), shift, second }
}

test('nobody is rostered in two places at once, and a shift that leaves nobody there is not taken away without a reason', async ({
  world,
}) => {
  const { duty, unitId, shift } = await emptyDays(world)
  const added = await duty.post<ShiftView>('/api/duty/shifts', { ...shift, unitId })
  expect(added.status).toBe(201)
  expect((await duty.post('/api/duty/shifts', { ...shift, unitId, post: 'secondary' })).problem.code).toBe(
    'duty/shift-overlap',
  )
  expect(
    (await duty.post('/api/duty/shifts', { ...shift, unitId, endsAt: shift.startsAt })).problem.errors,
  ).toMatchObject([{ pointer: '/endsAt' }])
  const refused = await duty.delete(`/api/duty/shifts/${added.body.id}`)
  expect(refused.problem).toMatchObject({ code: 'duty/leaves-gap', errors: [{ pointer: '/gapReason' }] })
  expect(refused.problem.detail).toContain('5月1日 08:30 至 20:30 主班缺 1 人')
  const reason = encodeURIComponent('突发疾病')
  expect((await duty.delete(`/api/duty/shifts/${added.body.id}?gapReason=${reason}`)).status).toBe(204)
})

test('no shift is longer than the parameter says', async ({ world }) => {
  const { duty, unitId, shift } = await emptyDays(world)
  const add = (endsAt: string) => duty.post<ShiftView>('/api/duty/shifts', { ...shift, unitId, endsAt })
  expect((await add('2027-05-03T08:31:00+08:00')).problem.errors?.[0]?.message).toBe('一班不能超过 48 小时')
  const bureau = await world.as('bureau1')
  const key = '/api/settings/duty.longest-shift-hours'
  expect((await bureau.put(key, { value: 24, reason: '县值班制度' })).status).toBe(200)
  expect((await add('2027-05-02T08:31:00+08:00')).problem.errors?.[0]?.message).toBe('一班不能超过 24 小时')
  expect((await add('2027-05-02T08:30:00+08:00')).status).toBe(201)
})

test('a shift is changed in place, and the fact says what it was', async ({ world }) => {
  const { duty, unitId, shift, second } = await emptyDays(world)
  const next = { ...shift, startsAt: '2027-05-02T08:30:00+08:00', endsAt: '2027-05-02T20:30:00+08:00' }
  const { id } = (await duty.post<ShiftView>('/api/duty/shifts', { ...shift, unitId })).body
  expect((await duty.post('/api/duty/shifts', { ...next, unitId })).status).toBe(201)
  const at = `/api/duty/shifts/${id}`
  const version = 1

  const longer = { ...shift, version, endsAt: '2027-05-02T09:00:00+08:00' }
  expect((await duty.put(at, longer)).problem.code).toBe('duty/shift-overlap')
  const tired = await duty.put(at, { ...longer, endsAt: '2027-05-01T21:00:00+08:00' })
  expect(tired.problem).toMatchObject({ code: 'duty/not-eligible', errors: [{ pointer: '/personId' }] })
  expect(tired.problem.detail).toContain('班间只休息 11 小时，应不少于 12 小时')
  expect((await duty.put(at, { ...shift, version, endsAt: shift.startsAt })).problem.errors).toMatchObject([
    { pointer: '/endsAt', field: '结束时间' },
  ])
  const other = { ...shift, version, personId: second, endsAt: '2027-05-01T21:00:00+08:00' }
  const changed = await duty.put<ShiftView>(at, other)
  expect(changed.status).toBe(200)
  expect(changed.body).toMatchObject({ id, personId: second, version: 2, endsAt: '2027-05-01T13:00:00.000Z' })
  expect((await duty.put(at, { ...other, personId: shift.personId })).problem.code).toBe('conflict')
  const [fact] = await world.query(`select data from fact where type = 'duty.shift-changed' and subject_id = '${id}'`)
  expect(fact).toMatchObject({ data: { before: { person: shift.personId }, after: { person: second } } })

  expect((await (await world.as('chaping1')).put(at, { ...other, version: 2 })).status).toBe(404)
  expect((await duty.delete(`${at}?gapReason=x`)).status).toBe(204)
  expect((await duty.put(at, { ...other, version: 2 })).status).toBe(404)
})

test('a long list of shifts is read to its end page by page, none twice and none left out', async ({ world }) => {
  const { duty } = await emptyDays(world)
  type Shifts = { items: ShiftView[]; next: string | null }
  const span = 'from=2026-07-12T00:00:00%2B08:00&to=2026-07-15T00:00:00%2B08:00'
  const whole = (await duty.get<Shifts>(`/api/duty/shifts?${span}`)).body
  expect(new Set(whole.items.map(one => one.unitId)).size).toBeGreaterThan(12)
  expect(whole.next).toBeNull()
  const read: string[] = []
  let next: string | null = ''
  while (next !== null) {
    const page: Shifts = (await duty.get<Shifts>(`/api/duty/shifts?${span}&limit=7${next && `&after=${next}`}`)).body
    expect(page.items.length).toBeLessThanOrEqual(7)
    read.push(...page.items.map(one => one.id))
    next = page.next
  }
  expect(read).toEqual(whole.items.map(one => one.id))
})
