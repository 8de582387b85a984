import type { CheckInView, PresenceView } from '@anlan/contract/duty-check.ts'
import { describe, expect } from 'vitest'
import { test, type World } from '../../../../test/world.ts'

type Items<T> = { items: T[] }
const presenceFor = async (world: World, account: string) =>
  (await (await world.as(account)).get<Items<PresenceView>>('/api/duty/presence')).body.items

/** 茶坪镇's shift of 24 hours from 08:30, whose first officer is chaping1. */
const shiftOf = async (world: World, account: string, unit: string, post = 'primary') => {
  const found = (await presenceFor(world, account)).find(one => one.unitId === world.unit(unit) && one.post === post)
  if (!found) throw new Error(`no shift of ${unit}`)
  return found
}

describe('到岗签到', () => {
  test('opens half an hour before the shift, to the second, and counts from the first second after its start', async ({
    world,
  }) => {
    await world.at('2026-07-11T07:59:59+08:00')
    const town = await world.as('chaping1')
    const [shift] = (await world.query(
      `select id from duty_shift where unit_id = '${world.unit('chaping')}' and post = 'primary' and starts_at = '2026-07-11T08:30:00+08:00'`,
    )) as { id: string }[]
    const at = `/api/duty/shifts/${shift?.id}/check-in`
    expect((await town.post(at)).problem).toMatchObject({ code: 'duty/check-in-closed', detail: '尚未到签到时间' })
    await world.at('2026-07-11T08:00:00+08:00')
    expect((await shiftOf(world, 'chaping1', 'chaping')).may).toEqual({ checkIn: false, vouch: false })
    const open = (await presenceFor(world, 'chaping1')).find(one => one.shiftId === shift?.id)
    expect(open?.may.checkIn).toBe(true)
    const done = await town.post<CheckInView>(at)
    expect(done).toMatchObject({ status: 201, body: { manner: 'own', minutesLate: 0 } })
    expect((await town.post(at)).problem.code).toBe('duty/already-checked-in')
    expect((await presenceFor(world, 'duty1')).find(one => one.shiftId === shift?.id)?.checkIn?.at).toBe(
      '2026-07-11T00:00:00.000Z',
    )
  })

  test('late is counted from the second after the start; after the end it is closed', async ({ world }) => {
    await world.at('2026-07-11T08:30:01+08:00')
    const shift = await shiftOf(world, 'chaping1', 'chaping')
    expect(
      (await (await world.as('chaping1')).post<CheckInView>(`/api/duty/shifts/${shift.shiftId}/check-in`)).body
        .minutesLate,
    ).toBe(1)
    const other = await shiftOf(world, 'duty1', 'longtan')
    await world.at('2026-07-12T08:30:00+08:00')
    const vouched = await (await world.as('duty1')).post(`/api/duty/shifts/${other.shiftId}/vouched-check-in`, {
      phone: '13900000000',
      spokeWith: '值班员',
    })
    expect(vouched.problem).toMatchObject({ code: 'duty/check-in-closed', detail: '该班次已经结束' })
  })

  test('who does not stand in the roster cannot, a guard cannot, and another township does not exist', async ({
    world,
  }) => {
    await world.at('2026-07-11T08:30:00+08:00')
    const leader = await shiftOf(world, 'chaping1', 'chaping', 'shiftLeader')
    const mine = await shiftOf(world, 'chaping1', 'chaping')
    const town = await world.as('chaping1')
    expect((await town.post(`/api/duty/shifts/${leader.shiftId}/check-in`)).problem.code).toBe('duty/not-rostered')
    const foreign = await shiftOf(world, 'duty1', 'longtan')
    expect((await town.post(`/api/duty/shifts/${foreign.shiftId}/check-in`)).status).toBe(404)
    await world.query(`update duty_pool set guard = true where person_id = '${mine.personId}'`)
    expect((await town.post(`/api/duty/shifts/${mine.shiftId}/check-in`)).problem).toMatchObject({
      code: 'duty/not-rostered',
      detail: '保安人员不得顶替值班',
    })
  })

  test('who takes a shift over checks in himself; the check-in of the one before does not count for him', async ({
    world,
  }) => {
    await world.at('2026-07-11T08:30:00+08:00')
    const shift = await shiftOf(world, 'chaping1', 'chaping')
    await (await world.as('chaping1')).post(`/api/duty/shifts/${shift.shiftId}/check-in`)
    const [cover] = (await world.query(`select person_id from account where account = 'chaping2'`)) as {
      person_id: string
    }[]
    await world.query(`delete from duty_shift where unit_id = '${shift.unitId}' and post = 'shiftLeader'`)
    await world.query(`update duty_shift set person_id = '${cover?.person_id}' where id = '${shift.shiftId}'`)
    expect((await shiftOf(world, 'chaping2', 'chaping')).checkIn).toBeNull()
    expect((await (await world.as('chaping2')).post(`/api/duty/shifts/${shift.shiftId}/check-in`)).status).toBe(201)
    expect((await (await world.as('chaping1')).post(`/api/duty/shifts/${shift.shiftId}/check-in`)).problem.code).toBe(
      'duty/not-rostered',
    )
  })

  test('the unit above telephones and ticks, marked as such; nobody ticks for his own unit', async ({ world }) => {
    await world.at('2026-07-11T08:40:00+08:00')
    const shift = await shiftOf(world, 'duty1', 'longtan')
    expect(shift.may.vouch).toBe(true)
    const at = `/api/duty/shifts/${shift.shiftId}/vouched-check-in`
    const duty = await world.as('duty1')
    expect((await duty.post(at, { phone: '', spokeWith: '张三' })).problem.errors?.[0]?.pointer).toBe('/phone')
    const done = await duty.post<CheckInView>(at, { phone: '13900000000', spokeWith: '张三' })
    expect(done.body).toMatchObject({ manner: 'phone', minutesLate: 10, spokeWith: '张三', phone: '13900000000' })
    expect(done.body.vouchedBy).toBeTruthy()
    const own = await shiftOf(world, 'chaping1', 'chaping')
    const refused = await (await world.as('chaping2')).post(`/api/duty/shifts/${own.shiftId}/vouched-check-in`, {
      phone: '13900000000',
      spokeWith: '张三',
    })
    expect(refused.problem.code).toBe('duty/own-unit')
  })
})
