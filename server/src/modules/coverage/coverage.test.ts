import type { CoverageGap, CoverageMonth, CoverageNow } from '@anlan/contract/coverage.ts'
import type { ObligationView } from '@anlan/contract/obligation.ts'
import { describe, expect } from 'vitest'
import type { z } from 'zod'
import { test } from '../../../test/world.ts'
import { seedReferenceRows } from '../../platform.ts'

type Now = z.output<typeof CoverageNow>
type Month = z.output<typeof CoverageMonth>
type Owed = { items: z.output<typeof ObligationView>[] }

const unitOf = <T extends { unitName: string }>(items: T[], name: string) => {
  const found = items.find(one => one.unitName === name)
  if (!found) throw new Error(`${name} is not watched`)
  return found
}

describe('值守覆盖', () => {
  test('county, departments, townships and villages, each with who is there', async ({ world }) => {
    await world.at('2026-07-12T02:46:00+08:00')
    const all = (await (await world.as('duty1')).get<Now>('/api/coverage/now')).body
    const of = (...kinds: string[]) => all.items.filter(one => kinds.includes(one.kind)).length
    expect([of('town'), of('village'), of('community')]).toEqual([12, 103, 18])
    expect(of('department')).toBeGreaterThan(25)
    const own = unitOf(all.items, '县总值班室')
    expect(own.people.map(one => one.personName).sort()).toEqual(['田晓岚', '石磊', '龙启明'].sort())
    expect(own.missing).toEqual([])
    expect(all.redAt).toBe('2026-07-12T00:00:00.000Z')
    const town = (await (await world.as('chaping1')).get<Now>('/api/coverage/now')).body.items
    expect(town.filter(one => one.kind === 'town').map(one => one.unitName)).toEqual(['茶坪镇'])
    expect(town.filter(one => one.kind !== 'town').length).toBe(12)
  })

  test('without its main officer a room is uncovered, without any shift unpublished, and a check-in takes the mark away', async ({
    world,
  }) => {
    await world.at('2026-07-12T02:46:00+08:00')
    const duty = await world.as('duty1')
    const state = async (name: string) => unitOf((await duty.get<Now>('/api/coverage/now')).body.items, name)
    expect((await state('县总值班室')).state).toBe('notCheckedIn')
    await world.query(`delete from duty_shift where unit_id = '${world.unit('duty-office')}' and post = 'primary'
      and starts_at <= '2026-07-12T02:46:00+08:00' and ends_at > '2026-07-12T02:46:00+08:00'`)
    expect(await state('县总值班室')).toMatchObject({ state: 'uncovered', missing: ['主班缺 1 人'] })
    await world.query(`delete from duty_shift where unit_id = '${world.unit('chaping')}'`)
    expect(await state('茶坪镇')).toMatchObject({ state: 'unpublished', people: [] })
  })

  test('a month adds up from its days, and a gap of half an hour is half an hour', async ({ world }) => {
    await world.at('2026-07-12T12:00:00+08:00')
    const duty = await world.as('duty1')
    const read = async () => unitOf((await duty.get<Month>('/api/coverage/month?month=2026-07')).body.items, '茶坪镇')
    const whole = await read()
    expect(whole.days).toHaveLength(31)
    expect(whole.coveredMinutes).toBe(31 * 1440)
    await world.query(`update duty_shift set ends_at = ends_at - interval '30 minutes'
      where unit_id = '${world.unit('chaping')}' and starts_at = '2026-07-09T08:30:00+08:00'`)
    const after = await read()
    expect(after.coveredMinutes).toBe(31 * 1440 - 30)
    expect(after.days.map(day => day.wantedMinutes - day.coveredMinutes).filter(lack => lack > 0)).toEqual([30])
    const gaps = await duty.get<{ items: CoverageGap[] }>(
      `/api/coverage/units/${world.unit('chaping')}/days/2026-07-10`,
    )
    expect(gaps.body.items).toEqual([
      { from: '2026-07-10T00:00:00.000Z', to: '2026-07-10T00:30:00.000Z', what: '主班缺 1 人' },
      { from: '2026-07-10T00:00:00.000Z', to: '2026-07-10T00:30:00.000Z', what: '带班领导缺 1 人' },
    ])
    const other = await world.as('longtan1')
    expect((await other.get(`/api/coverage/units/${world.unit('chaping')}/days/2026-07-10`)).status).toBe(404)
    expect((await duty.get('/api/coverage/month?month=2026-13')).problem.errors?.[0]?.message).toContain('月份应为年月')
  })

  test('at eight a township without a roster owes one, to the second, and has answered with the first shift', async ({
    world,
  }) => {
    await world.at('2026-07-12T07:59:59+08:00')
    await seedReferenceRows(world.house)
    const duty = await world.as('duty1')
    await world.query(
      `delete from duty_shift where unit_id = '${world.unit('chaping')}' and ends_at > '2026-07-12T00:00:00+08:00'`,
    )
    const owed = async () =>
      (await duty.get<Owed>(`/api/obligations?unit=${world.unit('chaping')}`)).body.items.filter(one =>
        one.title.startsWith('补排'),
      )
    expect(await owed()).toEqual([])
    await world.at('2026-07-12T08:00:00+08:00')
    expect(await owed()).toMatchObject([
      { title: '补排2026-07-12值班表', state: 'open', dueAt: '2026-07-12T01:00:00.000Z' },
    ])
    const notices = (await duty.get<{ items: { title: string; body: string }[] }>('/api/notices')).body.items
    expect(notices.find(one => one.title.includes('今日未排班'))?.body).toContain('茶坪镇')
    const [person] = (await world.query(
      `select person_id from duty_shift where unit_id = '${world.unit('chaping')}' and post = 'primary' order by starts_at limit 1`,
    )) as { person_id: string }[]
    const added = await (await world.as('chaping1')).post('/api/duty/shifts', {
      unitId: world.unit('chaping'),
      post: 'primary',
      personId: person?.person_id,
      startsAt: '2026-07-12T08:10:00+08:00',
      endsAt: '2026-07-13T08:30:00+08:00',
    })
    expect(added.status).toBe(201)
    await world.at('2026-07-12T08:11:00+08:00')
    expect((await owed()).filter(one => one.state === 'open')).toEqual([])
  })
})
