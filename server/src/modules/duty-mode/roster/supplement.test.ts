import type { ShiftView } from '@anlan/contract/duty.ts'
import type { SupplementView, UnitModeView } from '@anlan/contract/duty-mode.ts'
import type { RosterView } from '@anlan/contract/roster.ts'
import type { GapView } from '@anlan/contract/shift.ts'
import { expect } from 'vitest'
import { test, type World } from '../../../../test/world.ts'
import { sampleId } from '../../../sample-county.ts'

type Items<T> = { items: T[] }
const afternoon = '2026-07-11T16:00:00+08:00'

async function scene(world: World, key: string) {
  await world.at(afternoon)
  const duty = await world.as('duty1')
  const unitId = world.unit(key)
  const url = `/api/duty-modes/${unitId}/supplement`
  return {
    duty,
    url,
    switchTo: async (from: string, to: string, account = 'duty1') =>
      (await world.as(account)).post('/api/duty-mode-switches', { units: [{ unitId, from }], to, reason: '今夜暴雨' }),
    mode: async () => (await duty.get<UnitModeView>(`/api/duty-modes/${unitId}`)).body,
    take: async () => {
      const seen = (await duty.get<SupplementView>(url)).body
      await duty.post(url, { expected: seen.shifts.length })
      return seen
    },
    reinforcing: () =>
      world.query(
        `select id, starts_at, ends_at from duty_shift where unit_id = '${unitId}' and reinforcing order by starts_at, id`,
      ) as Promise<{ id: string; starts_at: Date; ends_at: Date }[]>,
  }
}

test('the supplement fills what it can with rested people, and one click puts it in force', async ({ world }) => {
  const { duty, url, switchTo, mode } = await scene(world, 'duty-office')
  await switchTo('normal', 'strengthened')
  const proposal = (await duty.get<SupplementView>(url)).body
  expect(proposal.shifts.length).toBeGreaterThan(3)
  const wrong = await duty.post(url, { expected: proposal.shifts.length + 1 })
  expect(wrong.problem.code).toBe('duty-mode/supplement-changed')
  const taken = await duty.post<SupplementView>(url, { expected: proposal.shifts.length })
  expect(taken.body.shifts).toEqual([])
  expect((await mode()).gaps.map(one => one.post)).not.toContain('secondary')
})

test('a roster published afterwards leaves those who reinforce where they are, and plans nobody of them twice', async ({
  world,
}) => {
  const { duty, switchTo, take, reinforcing } = await scene(world, 'chaping')
  await switchTo('normal', 'strengthened')
  await take()
  const before = await reinforcing()
  expect(before.some(one => one.starts_at.toISOString() >= '2026-07-12T00:30:00.000Z')).toBe(true)
  const days = { roomId: sampleId('duty-room', 'chaping'), from: '2026-07-12', to: '2026-07-13' }
  const draft = await duty.post<RosterView>('/api/duty/rosters', days)
  const published = await duty.post<RosterView>(`/api/duty/rosters/${draft.body.id}/publication`, { version: 1 })
  expect(published.body.status).toBe('published')
  expect(await reinforcing()).toEqual(before)
  const twice =
    await world.query(`select a.id from duty_shift a join duty_shift b on a.person_id = b.person_id and a.id < b.id
    and a.starts_at < b.ends_at and b.starts_at < a.ends_at where a.unit_id = '${world.unit('chaping')}'`)
  expect(twice).toEqual([])
})

test('what reinforcement fills is owed no more, and back in 常态 it ends', async ({ world }) => {
  const { duty, switchTo, take, reinforcing } = await scene(world, 'chaping')
  const unit = world.unit('chaping')
  const span = 'from=2026-07-12T00:30:00Z&to=2026-07-12T00:31:00Z'
  const shifts = (await duty.get<Items<ShiftView>>(`/api/duty/shifts?unit=${unit}&${span}`)).body.items
  const primary = shifts.find(one => one.post === 'primary')
  await duty.delete(`/api/duty/shifts/${primary?.id}?gapReason=sick`)
  const gaps = async () =>
    (await duty.get<Items<GapView>>(`/api/duty/gaps?unit=${unit}`)).body.items.map(one => [one.post, one.from])
  expect(await gaps()).toEqual([['primary', '2026-07-12T00:30:00.000Z']])
  await switchTo('normal', 'strengthened')
  await take()
  // The supplement reaches a day ahead: from 16:00 on the gap is the roster's again.
  expect(await gaps()).toEqual([['primary', '2026-07-12T08:00:00.000Z']])

  await world.at('2026-07-11T18:00:00+08:00')
  await switchTo('strengthened', 'normal', 'leader1')
  const left = await reinforcing()
  expect(left.length).toBeGreaterThan(0)
  expect(left.every(one => one.ends_at.toISOString() === '2026-07-11T10:00:00.000Z')).toBe(true)
  expect(await gaps()).toEqual([
    ['primary', '2026-07-12T00:30:00.000Z'],
    ['primary', '2026-07-12T08:00:00.000Z'],
  ])
})
