import { randomUUID } from 'node:crypto'
import type { AllocationListLine, AllocationView } from '@anlan/contract/allocation.ts'
import type { CallUpView } from '@anlan/contract/call-up-view.ts'
import { expect } from 'vitest'
import type { z } from 'zod'
import { test, type World } from '../../../test/world.ts'
import { runSystemWork } from '../../kernel/house.ts'
import { declareCapabilities, type Offer, putOffers } from '../resource/api.ts'

const code = 'test-pump'
const north = (km: number) => ({ lng: 108.5, lat: 29.2 + km * 0.009 })

const owner = (world: World, town: string, km: number, quantity: number, more: Partial<Offer> = {}): Offer => ({
  id: randomUUID(),
  kind: 'agreement',
  unitId: world.unit(town),
  name: `${town}泵站`,
  position: north(km),
  capabilities: [{ code, quantity }],
  reserve: 'agreement',
  withOperator: true,
  keeper: { name: '李保管', phone: '13812345678' },
  readyMinutes: 5,
  available: true,
  verifiedAt: new Date('2026-07-10T00:00:00Z'),
  link: '/equipment/1',
  ...more,
})

async function offered(world: World, ...offers: Offer[]): Promise<void> {
  await world.at('2026-07-12T08:00:00+08:00')
  await runSystemWork(world.house, async work => {
    await declareCapabilities(work, [
      { code, name: '应急排水泵', unit: '台', keywords: ['抽水泵'], source: '测试' },
      { code: 'test-truck', name: '运输车', unit: '辆', keywords: [], source: '测试' },
    ])
    await putOffers(work, offers)
  })
}

const demand = (key: string, km: number, quantity: number, more: object = {}) => ({
  key,
  name: `${key}村`,
  position: north(km),
  capability: code,
  quantity,
  ...more,
})
const body = (demands: object[], more: object = {}) => ({ kind: 'supplies', title: '排涝', demands, ...more })
const plan = async (world: World, demands: object[], more: object = {}) =>
  (await world.as('duty1')).post<AllocationView>('/api/allocations', body(demands, more))
const flows = (view: AllocationView) =>
  view.lines.map(line => [line.offerName, line.key, line.quantity]).sort((a, b) => (`${a}` < `${b}` ? -1 : 1))

test('what lies at two places goes where it is needed soonest on the whole, with its proof; what is short is explained', async ({
  world,
}) => {
  await offered(world, owner(world, 'chaping', 0, 4), owner(world, 'longtan', 20, 6))
  const { status, body: view } = await plan(world, [
    demand('甲', 2, 3),
    demand('乙', 8, 4, { urgency: 3 }),
    demand('丙', 22, 5, { urgency: 1 }),
  ])
  expect(status).toBe(201)
  expect(view.state).toBe('draft')
  expect(view.objective / view.bound).toBeCloseTo(1, 6)
  const given = new Map(view.demands.map(one => [one.key, one.given]))
  expect([given.get('甲'), given.get('乙'), given.get('丙')]).toEqual([3, 4, 3])
  expect(view.demands.find(one => one.key === '丙')?.shortfall).toBe('可调 10 台，各处共需 12 台，先保障了甲村、乙村')
  expect(view.supplies.every(supply => supply.used <= supply.free)).toBe(true)
  expect(view.supplies.map(({ minutes: [first, , last] }) => (first ?? 0) < (last ?? 0))).toEqual([true, false])
  const list = await (await world.as('duty1')).get<{ items: z.infer<typeof AllocationListLine>[] }>('/api/allocations')
  expect(list.body.items).toMatchObject([{ id: view.id, places: 3, missing: 2 }])
  // A township sees its own plans, not those of the county.
  expect((await (await world.as('chaping1')).get(`/api/allocations/${view.id}`)).status).toBe(404)
})

test('what urgency weighs is the county’s to say: a plan keeps the weights of its day', async ({ world }) => {
  await offered(world, owner(world, 'chaping', 0, 4))
  const asked = [demand('甲', 5, 4, { urgency: 3 }), demand('乙', 2, 4, { urgency: 1 })]
  const first = (await plan(world, asked)).body
  expect(flows(first)).toEqual([['chaping泵站', '甲', 4]])
  const bureau = await world.as('bureau1')
  const set = await bureau.put('/api/settings/allocation.weight-most-urgent', {
    value: 1,
    reason: '按会商意见同等对待',
  })
  expect(set.status, JSON.stringify(set.problem)).toBe(200)
  const second = (await plan(world, asked, { title: '再次排涝' })).body
  expect(second.demands.map(one => one.weight)).toEqual([1, 1])
  expect(flows(second)).toEqual([['chaping泵站', '乙', 4]])
  const duty = await world.as('duty1')
  const again = await duty.get<AllocationView>(`/api/allocations/${first.id}`)
  expect(again.body.demands.map(one => one.weight)).toEqual([3, 1])
})

test('a road that is cut: made again from where it stood, nobody is sent over it, and what was changed meanwhile is not lost silently', async ({
  world,
}) => {
  const [near, far] = [owner(world, 'chaping', 0, 5), owner(world, 'longtan', 20, 5)]
  await offered(world, near, far)
  const { body: first } = await plan(world, [demand('甲', 2, 5)])
  expect(flows(first)).toEqual([['chaping泵站', '甲', 5]])
  const duty = await world.as('duty1')
  const cut = { version: first.version, blocked: [{ offerId: near.id, key: '甲' }] }
  const again = await duty.post<AllocationView>(`/api/allocations/${first.id}/replanning`, cut)
  expect(flows(again.body)).toEqual([['longtan泵站', '甲', 5]])
  expect(again.body.supplies.map(supply => supply.minutes[0] === null)).toEqual([true, false])
  expect((await duty.post(`/api/allocations/${first.id}/replanning`, cut)).problem.code).toBe('conflict')
  const none = await duty.post<AllocationView>(`/api/allocations/${first.id}/replanning`, {
    ...cut,
    version: again.body.version,
    without: [far.id],
  })
  expect(none.body.demands[0]).toMatchObject({
    missing: 5,
    shortfall: '可调的应急排水泵都无法到达（道路中断、位置未登记或已排除）',
  })
})

test('a person changes it within what there is, and issues all slips in one step; a second plan finds only what is left', async ({
  world,
}) => {
  const [near, far] = [owner(world, 'chaping', 0, 4), owner(world, 'longtan', 20, 6)]
  await offered(world, near, far)
  const demands = [demand('甲', 2, 3), demand('乙', 18, 4)]
  const { body: view } = await plan(world, demands)
  const duty = await world.as('duty1')
  const change = (lines: object[], version = view.version) =>
    duty.put<AllocationView>(`/api/allocations/${view.id}/lines`, { version, lines })
  const tooMuch = await change([{ offerId: near.id, key: '甲', quantity: 9 }])
  expect([tooMuch.status, tooMuch.problem.errors?.[0]?.message]).toEqual([422, 'chaping泵站可用 4，已分配 9'])
  const stranger = await change([{ offerId: randomUUID(), key: '甲', quantity: 1 }])
  expect(stranger.problem.errors?.[0]?.field).toBe('资源')
  const changed = await change([
    { offerId: far.id, key: '甲', quantity: 3 },
    { offerId: near.id, key: '乙', quantity: 4 },
  ])
  expect(changed.body).toMatchObject({ changedByHand: true })
  expect(changed.body.objective).toBeGreaterThan(view.objective)

  const issue = { version: changed.body.version, reason: '内涝抢排', priority: 'mostUrgent' }
  const issued = await duty.post<AllocationView>(`/api/allocations/${view.id}/issuance`, issue)
  expect(issued.body.state, JSON.stringify(issued.problem)).toBe('issued')
  const slips = issued.body.lines.map(line => line.slipId)
  expect(new Set(slips).size).toBe(2)
  const slip = await duty.get<CallUpView>(`/api/call-ups/${slips[0]}`)
  expect(slip.body).toMatchObject({ priority: 'mostUrgent', state: 'requested' })
  expect((await duty.post(`/api/allocations/${view.id}/issuance`, issue)).status).toBe(409)

  const { body: second } = await plan(world, demands)
  expect(second.supplies.reduce((sum, one) => sum + one.free, 0)).toBe(3)
})

test('when somebody has taken something meanwhile, nothing at all is issued', async ({ world }) => {
  const [near, far] = [owner(world, 'chaping', 0, 4), owner(world, 'longtan', 20, 6)]
  await offered(world, near, far)
  const [{ body: one }, { body: other }] = [
    await plan(world, [demand('甲', 2, 4), demand('乙', 18, 6)]),
    await plan(world, [demand('丁', 20, 1)]),
  ]
  const duty = await world.as('duty1')
  const issue = (view: AllocationView) =>
    duty.post<AllocationView>(`/api/allocations/${view.id}/issuance`, { version: view.version, reason: '排涝' })
  expect((await issue(other)).status).toBe(200)
  const refused = await issue(one)
  expect([refused.status, refused.problem.code]).toEqual([409, 'resource/not-enough'])
  const after = await duty.get<AllocationView>(`/api/allocations/${one.id}`)
  expect(after.body.state).toBe('draft')
  expect(after.body.lines.every(line => line.slipId === null)).toBe(true)
})

test('vehicles carry within what they hold: two trips of one load each, the rest is missing for want of vehicles', async ({
  world,
}) => {
  const truck = (km: number) =>
    owner(world, 'chaping', km, 1, { name: '运输车', capabilities: [{ code: 'test-truck', quantity: 1 }] })
  const trucks = [truck(1), truck(3)]
  await offered(world, owner(world, 'chaping', 0, 10), ...trucks)
  const { body: view, problem } = await plan(world, [demand('甲', 6, 10)], {
    vehicles: trucks.map(one => ({ offerId: one.id, capacityKg: 1200 })),
    pieceKg: [{ capability: code, kg: 300 }],
  })
  expect(
    view.lines?.map(line => line.quantity),
    JSON.stringify(problem),
  ).toEqual([4, 4])
  expect(view.demands[0]).toMatchObject({ missing: 2, shortfall: '参与运输的车辆运力不足' })
  expect(view.lines.every(line => line.vehicleName === '运输车')).toBe(true)
})

test('people go to shelters with their households together', async ({ world }) => {
  await world.at('2026-07-12T08:00:00+08:00')
  const households = [4, 3, 5, 2, 6]
  const {
    status,
    body: view,
    problem,
  } = await plan(
    world,
    [{ key: '凉水', name: '凉水村', position: { lng: 108.43, lat: 29.4 }, quantity: 20, urgency: 3, households }],
    { kind: 'people', title: '转移安置' },
  )
  expect(status, JSON.stringify(problem)).toBe(201)
  const own = view.lines
  expect(own.reduce((sum, line) => sum + line.quantity, 0) + (view.demands[0]?.missing ?? 0)).toBe(20)
  const torn = await plan(world, [{ key: 'A', name: 'A', position: north(1), quantity: 5, households: [4] }], {
    kind: 'people',
  })
  expect([torn.status, torn.problem.errors?.[0]?.message]).toEqual([422, '各户人数之和应等于需安置人数'])
})

test('wrong input names its field', async ({ world }) => {
  await offered(world)
  for (const [demands, more, field] of [
    [[], {}, '需求'],
    [[demand('甲', 1, 0)], {}, '数量'],
    [[demand('甲', 1, 2, { capability: '飞毯' })], {}, '物资或能力'],
    [[demand('甲', 1, 2), demand('甲', 2, 2)], {}, '需求编号'],
    [[demand('甲', 1, 2)], { vehicles: [{ offerId: randomUUID(), capacityKg: 100 }] }, '运输车辆'],
    [[demand('甲', 1, 2)], { eventId: randomUUID() }, '事件'],
    [[demand('甲', 1, 2, { unitId: randomUUID() })], {}, '接收单位'],
  ] as const) {
    const { status, problem } = await plan(world, [...demands], more)
    expect([404, 422]).toContain(status)
    expect(problem.errors?.[0]?.field).toBe(field)
  }
})
