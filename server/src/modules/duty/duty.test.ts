import type { LogEntryView, ShiftView, UnitOnDuty } from '@anlan/contract/duty.ts'
import type { EventView } from '@anlan/contract/emergency-event.ts'
import { expect } from 'vitest'
import type { z } from 'zod'
import { test } from '../../../test/world.ts'

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

test('nobody is rostered in two places at once', async ({ world }) => {
  // Beyond the sample's shifts; half a year of other duties would come due on the way.
  await world.query('delete from due_task')
  await world.at('2027-05-01T00:00:00+08:00')
  const duty = await world.as('duty1')
  const person = (await duty.get<Items<{ id: string }>>(`/api/persons?unit=${world.unit('duty-office')}`)).body.items[0]
  const shift = {
    unitId: world.unit('duty-office'),
    post: 'primary',
    personId: person?.id,
    startsAt: '2027-05-01T08:30:00+08:00',
    endsAt: '2027-05-01T20:30:00+08:00',
  }
  const added = await duty.post<ShiftView>('/api/duty/shifts', shift)
  expect(added.status).toBe(201)
  expect((await duty.post('/api/duty/shifts', { ...shift, post: 'secondary' })).problem.code).toBe('duty/shift-overlap')
  expect((await duty.post('/api/duty/shifts', { ...shift, endsAt: shift.startsAt })).problem.errors).toMatchObject([
    { pointer: '/endsAt' },
  ])
  expect((await duty.delete(`/api/duty/shifts/${added.body.id}`)).status).toBe(204)
})

test('a shift is changed in place, and the fact says what it was', async ({ world }) => {
  // Beyond the sample's shifts; half a year of other duties would come due on the way.
  await world.query('delete from due_task')
  await world.at('2027-05-01T00:00:00+08:00')
  const duty = await world.as('duty1')
  const [first, second] = (
    await duty.get<Items<{ id: string }>>(`/api/persons?unit=${world.unit('duty-office')}`)
  ).body.items.map(one => one.id)
  const shift = {
    post: 'primary',
    personId: first,
    startsAt: '2027-05-01T08:30:00+08:00',
    endsAt: '2027-05-01T20:30:00+08:00',
  }
  const next = { ...shift, startsAt: '2027-05-01T20:30:00+08:00', endsAt: '2027-05-02T08:30:00+08:00' }
  const unitId = world.unit('duty-office')
  const { id } = (await duty.post<ShiftView>('/api/duty/shifts', { ...shift, unitId })).body
  expect((await duty.post('/api/duty/shifts', { ...next, unitId })).status).toBe(201)
  const at = `/api/duty/shifts/${id}`

  const longer = { ...shift, endsAt: '2027-05-01T21:00:00+08:00' }
  expect((await duty.put(at, longer)).problem.code).toBe('duty/shift-overlap')
  expect((await duty.put(at, { ...shift, endsAt: shift.startsAt })).problem.errors).toMatchObject([
    { pointer: '/endsAt', field: '结束时间' },
  ])
  const changed = await duty.put<ShiftView>(at, { ...longer, post: 'secondary', personId: second })
  expect(changed.status).toBe(200)
  expect(changed.body).toMatchObject({ id, post: 'secondary', personId: second, endsAt: '2027-05-01T13:00:00.000Z' })
  const [fact] = await world.query(`select data from fact where type = 'duty.shift-changed' and subject_id = '${id}'`)
  expect(fact).toMatchObject({
    data: { before: { person: first, post: 'primary' }, after: { person: second, post: 'secondary' } },
  })

  expect((await (await world.as('chaping1')).put(at, shift)).status).not.toBe(200)
  expect((await duty.delete(at)).status).toBe(204)
  expect((await duty.put(at, shift)).status).toBe(404)
})
