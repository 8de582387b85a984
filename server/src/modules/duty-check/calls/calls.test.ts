import type {
  CheckDayView,
  DutyCallLine,
  DutyCallView,
  DutySuspicionView,
  PresenceView,
} from '@anlan/contract/duty-check.ts'
import { describe, expect } from 'vitest'
import { test, type World } from '../../../../test/world.ts'

type Items<T> = { items: T[] }
/** Those of the story's days; the sample county has others of its own. */
const suspicions = async (world: World, account: string) =>
  (await (await world.as(account)).get<Items<DutySuspicionView>>('/api/duty-suspicions')).body.items.filter(one =>
    one.at.startsWith('2026-07'),
  )
const watch = async (world: World, unit: string, more: object) =>
  (await world.as('bureau1')).put('/api/duty-checked-units', {
    unitIds: [world.unit(unit)],
    watchCheckIn: false,
    checksPerWeek: 0,
    ...more,
  })
const mine = async (world: World, account: string) =>
  (await (await world.as(account)).get<Items<DutyCallView>>('/api/duty-calls/mine')).body.items

describe('漏岗', () => {
  test('who has not checked in in time is suspected, to the second, and told to unit and county', async ({ world }) => {
    await world.at('2026-07-11T08:00:00+08:00')
    expect((await watch(world, 'chaping', { watchCheckIn: true })).status).toBe(200)
    const present = (await (await world.as('chaping1')).get<Items<PresenceView>>('/api/duty/presence')).body.items
    const own = present.find(one => one.may.checkIn)
    await (await world.as('chaping1')).post(`/api/duty/shifts/${own?.shiftId}/check-in`)
    await world.at('2026-07-11T08:44:59+08:00')
    expect(await suspicions(world, 'duty1')).toEqual([])
    await world.at('2026-07-11T08:45:00+08:00')
    const [one, ...more] = await suspicions(world, 'chaping1')
    expect(more).toEqual([])
    expect(one).toMatchObject({ kind: 'absent', state: 'suspected', unitName: '茶坪镇' })
    expect(await suspicions(world, 'longtan1')).toEqual([])
    const told = await world.query(
      `select distinct d.unit_id from notice_delivery d join notice n on n.id = d.notice_id where n.title like '疑似漏岗%'`,
    )
    expect(told).toHaveLength(2)
    await world.at('2026-07-11T12:00:00+08:00')
    expect(await suspicions(world, 'duty1')).toHaveLength(1)
    // Watched from then on: the shift that ran before is not looked at.
    await watch(world, 'longtan', { watchCheckIn: true })
    await world.at('2026-07-11T13:30:00+08:00')
    expect(await suspicions(world, 'duty1')).toHaveLength(1)
  })

  test('only the county decides, once, with a reason', async ({ world }) => {
    await world.at('2026-07-11T08:00:00+08:00')
    await watch(world, 'chaping', { watchCheckIn: true })
    await world.at('2026-07-11T09:00:00+08:00')
    const [one] = await suspicions(world, 'leader1')
    const at = `/api/duty-suspicions/${one?.id}/decision`
    expect((await (await world.as('chaping2')).post(at, { confirm: false, reason: '在岗' })).status).toBe(403)
    const leader = await world.as('leader1')
    expect((await leader.post(at, { confirm: true, reason: ' ' })).problem.errors?.[0]?.pointer).toBe('/reason')
    expect((await leader.post(at, { confirm: false, reason: '停电，电话核实在岗' })).status).toBe(200)
    const again = await (await world.as('bureau1')).post(at, { confirm: true, reason: '未到岗' })
    expect(again.problem.code).toBe('duty-check/decided')
    expect((await suspicions(world, 'chaping1')).find(other => other.id === one?.id)).toMatchObject({
      state: 'dismissed',
      reason: '停电，电话核实在岗',
    })
  })
})

describe('随机查岗', () => {
  test('at drawn moments, answered by whoever is on duty; a miss shows at once to township and county', async ({
    world,
  }) => {
    await world.at('2026-07-10T23:00:00+08:00')
    await watch(world, 'chaping', { checksPerWeek: 7 })
    await watch(world, 'longtan', { checksPerWeek: 7 })
    await world.at('2026-07-11T08:29:00+08:00')
    const duty = await world.as('duty1')
    expect((await duty.get('/api/duty-check-days/2026-07-11')).status).toBe(404)
    await world.at('2026-07-12T08:29:00+08:00')
    const day = (await duty.get<CheckDayView>('/api/duty-check-days/2026-07-11')).body
    expect(day.moments.map(one => one.unitName).sort()).toEqual(['茶坪镇', '龙滩镇'])
    const asked = (await duty.get<Items<DutyCallLine>>('/api/duty-calls?kind=random')).body.items
    expect(asked.map(one => one.startedAt)).toEqual(expect.arrayContaining(day.moments.map(one => one.at)))
    const ownOnly = (await (await world.as('chaping1')).get<Items<DutyCallLine>>('/api/duty-calls?kind=random')).body
      .items
    expect(ownOnly.length).toBeLessThan(asked.length)
    const missed = await suspicions(world, 'chaping1')
    expect(missed.every(one => one.kind === 'offPost' && one.unitName === '茶坪镇')).toBe(true)
    const call = ownOnly[0]
    expect(Date.parse(missed[0]?.at ?? '') - Date.parse(call?.startedAt ?? '')).toBe(10 * 60_000)
  })
})

describe('点名', () => {
  const roll = async (world: World) => {
    await world.at('2026-07-11T20:00:00+08:00')
    return (await world.as('duty1')).post<DutyCallView>('/api/duty-calls/rolls', {
      title: '防汛夜间点名',
      answerMinutes: 10,
    })
  }

  test('asks every unit with somebody on duty; on time, late and missed; closes by itself', async ({ world }) => {
    const { status, body } = await roll(world)
    expect(status).toBe(201)
    expect(body.asked).toBeGreaterThanOrEqual(12)
    expect(body.targets.some(one => one.unitName.endsWith('村'))).toBe(false)
    const target = (await mine(world, 'chaping1'))[0]?.targets[0]
    expect(target?.unitName).toBe('茶坪镇')
    await world.at('2026-07-11T20:10:00+08:00')
    const town = await world.as('chaping1')
    const answered = await town.post<DutyCallView>(`/api/duty-call-targets/${target?.id}/answer`)
    expect(answered.body).toMatchObject({ asked: 1, answered: 1, late: 0 })
    expect(answered.body.targets[0]).toMatchObject({ state: 'answered', rostered: true, manner: 'own' })
    expect((await town.post(`/api/duty-call-targets/${target?.id}/answer`)).problem.code).toBe('duty-check/answered')
    await world.at('2026-07-11T20:10:01+08:00')
    const duty = await world.as('duty1')
    const board = (await duty.get<DutyCallView>(`/api/duty-calls/${body.id}`)).body
    const longtan = board.targets.find(one => one.unitName === '龙滩镇')
    expect(longtan).toMatchObject({ state: 'missed', may: { record: true } })
    const byPhone = { version: longtan?.version, spokeWith: longtan?.name.split('、')[0] }
    const first = await duty.post<DutyCallView>(`/api/duty-call-targets/${longtan?.id}/phone-answer`, byPhone)
    expect(first.body.targets.find(one => one.id === longtan?.id)).toMatchObject({
      state: 'late',
      rostered: true,
      minutesLate: 1,
    })
    // Two callers at once: the second learns that the first was faster.
    const second = await (await world.as('duty2')).post(`/api/duty-call-targets/${longtan?.id}/phone-answer`, byPhone)
    expect(second.status).toBe(409)
    await world.at('2026-07-11T20:41:00+08:00')
    const closed = (await duty.get<DutyCallView>(`/api/duty-calls/${body.id}`)).body
    expect(closed).toMatchObject({ asked: body.asked, answered: 2, late: 1 })
    expect(closed.closedAt).not.toBeNull()
    const tooLate = closed.targets.find(one => one.state === 'missed')
    expect(
      (await duty.post(`/api/duty-call-targets/${tooLate?.id}/phone-answer`, { version: 1, spokeWith: '某' })).problem
        .code,
    ).toBe('duty-check/closed')
    expect(await suspicions(world, 'duty1')).toHaveLength(body.asked - 2)
  })

  test('who is not on duty does not answer, and another township does not exist', async ({ world }) => {
    const { body } = await roll(world)
    const target = (unit: string) => body.targets.find(one => one.unitId === world.unit(unit))?.id
    await world.query(
      `delete from duty_shift where person_id = (select person_id from account where account = 'chaping2')`,
    )
    const leader = await (await world.as('chaping2')).post(`/api/duty-call-targets/${target('chaping')}/answer`)
    expect(leader.problem.code).toBe('duty-check/not-on-duty')
    const foreign = await (await world.as('chaping1')).post(`/api/duty-call-targets/${target('longtan')}/answer`)
    expect(foreign.status).toBe(404)
    const seen = await (await world.as('chaping1')).get<DutyCallView>(`/api/duty-calls/${body.id}`)
    expect(seen.body.targets.map(one => one.unitName)).toEqual(['茶坪镇'])
    expect((await (await world.as('chaping1')).post('/api/duty-calls/rolls', { title: '点名' })).status).toBe(403)
  })
})

describe('通讯畅通抽测', () => {
  test('one tap a person, by himself or by the caller; those not reached are asked again', async ({ world }) => {
    await world.at('2026-07-11T20:00:00+08:00')
    const duty = await world.as('duty1')
    const none = await duty.post('/api/duty-calls/reach-tests', { title: '节前抽测' })
    expect(none.problem.errors?.[0]?.pointer).toBe('/groups')
    const { body } = await duty.post<DutyCallView>('/api/duty-calls/reach-tests', {
      title: '节前抽测',
      groups: ['informants', 'heads'],
      withinUnitId: world.unit('chaping'),
    })
    expect(body.asked).toBeGreaterThan(3)
    const own = (await mine(world, 'liangshui1'))[0]?.targets[0]
    expect(own?.personId).toBeTruthy()
    await (await world.as('liangshui1')).post(`/api/duty-call-targets/${own?.id}/answer`)
    const [a, b] = body.targets.filter(one => one.id !== own?.id)
    const tap = (id: string | undefined, result: string) =>
      duty.put<DutyCallView>(`/api/duty-call-targets/${id}/result`, { version: 1, result })
    await tap(a?.id, 'secondCall')
    const after = await tap(b?.id, 'wrongNumber')
    expect(after.body).toMatchObject({ answered: 2 })
    expect(
      (await (await world.as('duty2')).put(`/api/duty-call-targets/${b?.id}/result`, { version: 1, result: 'atOnce' }))
        .status,
    ).toBe(409)
    const again = await duty.post<DutyCallView>('/api/duty-calls/reach-tests', {
      title: '复测',
      notReachedIn: body.id,
    })
    expect(again.body.asked).toBe(body.asked - 2)
    // A notice to one person is his alone to answer.
    expect((await (await world.as('chaping1')).post(`/api/duty-call-targets/${b?.id}/answer`)).problem.code).toBe(
      'duty-check/not-asked',
    )
  })
})
