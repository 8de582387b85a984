import type { ObligationView } from '@anlan/contract/obligation.ts'
import type { RecordView } from '@anlan/contract/register.ts'
import { expect } from 'vitest'
import { test } from '../../../../test/no-neighbours.ts'
import type { World } from '../../../../test/world.ts'

const url = '/api/registers/neighbour-units'
const fengxi = { name: '枫溪县应急管理局', kind: '毗邻县区', dutyPhone: '023-76540110' }

/** Obligations to confirm that `unit` owes, oldest first. */
async function owed(world: World, unit = 'emergency-bureau') {
  const { body } = await (await world.as('bureau1')).get<{ items: ObligationView[] }>(
    `/api/obligations?unit=${world.unit(unit)}`,
  )
  return body.items.filter(item => item.kind === 'confirmation' && item.title.includes('邻近协作单位'))
}

/** The morning rounds begin with the story; a store's first round is that of its start. */
async function begin(world: World, at: string) {
  await world.at(at)
  await world.query(`update due_task set run_at = '${at}' where kind = 'register.new-day'`)
}
async function add(world: World, name: string) {
  const bureau = await world.as('bureau1')
  const { body } = await bureau.post<RecordView>(url, {
    unitId: world.unit('emergency-bureau'),
    values: { ...fengxi, name },
  })
  return body
}

test('a month before its day a unit owes the confirmation of its ledger once, however often the round runs', async ({
  world,
}) => {
  await world.at('2026-07-01T01:00:00Z')
  const first = await add(world, '枫溪县应急管理局')
  expect(first.verifyDueOn).toBe('2026-12-28')
  await world.at('2026-07-03T01:00:00Z')
  const second = await add(world, '云岭县应急管理局')
  await begin(world, '2026-11-26T01:00:00Z')
  await world.at('2026-11-27T21:59:00Z')
  expect(await owed(world)).toEqual([])
  await world.at('2026-11-27T22:00:00Z')
  const open = await owed(world)
  expect(open.map(one => [one.title, one.state, one.dueAt, one.source.confidence])).toEqual([
    ['核实邻近协作单位台账 1 条', 'open', '2026-12-28T16:00:00.000Z', '设计'],
  ])
  // The second record falls due two days later; the obligation that stands does not cover it, and no other is opened beside it.
  await begin(world, '2026-12-02T01:00:00Z')
  await world.at('2026-12-02T01:00:01Z')
  expect(await owed(world)).toHaveLength(1)

  const bureau = await world.as('bureau1')
  await bureau.post(`${url}/verifications`, { ids: [first.id] })
  expect((await owed(world)).map(one => [one.state, one.satisfiedBy])).toEqual([
    ['met', expect.stringContaining('核实')],
  ])
  await world.at('2026-12-02T22:00:00Z')
  expect((await owed(world)).map(one => one.state)).toEqual(['met', 'open'])
  await bureau.post(`${url}/${second.id}/removal`, { reason: '机构撤销' })
  expect((await owed(world)).map(one => one.state)).toEqual(['met', 'met'])
})

test('the day passes: late for good, even when it is confirmed after all', async ({ world }) => {
  await world.at('2026-07-01T01:00:00Z')
  const record = await add(world, '枫溪县应急管理局')
  await begin(world, '2026-11-26T01:00:00Z')
  await world.at('2026-12-28T16:00:00Z')
  expect((await owed(world)).map(one => [one.state, one.breachedAt])).toEqual([['open', null]])
  await world.at('2026-12-28T16:01:00Z')
  expect((await owed(world)).map(one => one.state)).toEqual(['overdue'])
  await world.at('2027-01-10T01:00:00Z')
  await (await world.as('bureau1')).post(`${url}/verifications`, { ids: [record.id] })
  const [late] = await owed(world)
  expect(late?.state).toBe('met')
  expect(late?.breachedAt).not.toBeNull()
  expect(late?.minutesLate).toBeGreaterThan(12 * 24 * 60)
})

test('a record handed to another unit is owed there, and the county sets how long before', async ({ world }) => {
  await world.at('2026-07-01T01:00:00Z')
  const record = await add(world, '枫溪县应急管理局')
  const bureau = await world.as('bureau1')
  const set = await bureau.put('/api/settings/register.confirm-days-ahead', { value: 60, reason: '提前两个月' })
  expect(set.status).toBe(200)
  await begin(world, '2026-10-27T01:00:00Z')
  await world.at('2026-10-28T22:00:00Z')
  expect(await owed(world)).toHaveLength(1)
  await bureau.patch(`${url}/${record.id}`, {
    version: record.version,
    unitId: world.unit('duty-office'),
    values: {},
  })
  expect((await owed(world)).map(one => one.state)).toEqual(['met'])
  await world.at('2026-10-29T22:00:00Z')
  expect((await owed(world, 'duty-office')).map(one => one.state)).toEqual(['open'])
})
