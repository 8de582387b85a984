import { randomUUID } from 'node:crypto'
import type { NearestReply, ReachReply, ResourceHit } from '@anlan/contract/resource.ts'
import { describe, expect } from 'vitest'
import { test, type World } from '../../../../test/world.ts'
import { runSystemWork } from '../../../kernel/house.ts'
import { sampleId } from '../../../sample-county.ts'
import { book, declareCapabilities, type Offer, putOffers } from '../api.ts'

const code = 'test-gabion'
const here = { lng: 108.55, lat: 29.3 }
const kilometre = 0.009

/** An owner so many kilometres north of the place asked from. */
const owner = (town: string, km: number, more: Partial<Offer> = {}): Offer => ({
  id: randomUUID(),
  kind: 'stock',
  unitId: sampleId('unit', town),
  name: `${town}库`,
  position: { lng: here.lng, lat: here.lat + km * kilometre },
  capabilities: [{ code, quantity: 25 }],
  reserve: 'physical',
  withOperator: false,
  keeper: { name: '李保管', phone: '13812345678' },
  readyMinutes: 10,
  available: true,
  verifiedAt: new Date('2026-07-10T00:00:00Z'),
  link: '/stock/stores/1',
  ...more,
})

async function offered(world: World, ...offers: Offer[]) {
  await world.at('2026-07-12T08:00:00+08:00')
  await runSystemWork(world.house, async work => {
    await declareCapabilities(work, [
      { code, name: '雷诺护垫', unit: '套', ratingUnit: 'm³', keywords: ['石笼网箱'], source: '测试' },
    ])
    await putOffers(work, offers)
  })
}

const find = async (world: World, account: string, more: Record<string, string | number | boolean> = {}) => {
  const query = new URLSearchParams({ ...here, capability: code, ...more } as unknown as Record<string, string>)
  return (await world.as(account)).get<NearestReply>(`/api/resources/nearest?${query}`)
}
const inside = (reply: { body: NearestReply }) => reply.body.items.filter(hit => hit.kind !== 'neighbour')

describe('找资源', () => {
  test('two townships each with half of what is needed: one query shows both and how they add up (P4)', async ({
    world,
  }) => {
    await offered(world, owner('chaping', 12), owner('longtan', 3))
    const reply = await find(world, 'duty1', { quantity: 50 })
    expect(inside(reply)).toMatchObject([
      { name: 'longtan库', unitName: '龙滩镇', free: 25, enough: false, keeper: { phone: '13812345678' } },
      { name: 'chaping库', unitName: '茶坪镇', free: 25, enough: false },
    ])
    expect(reply.body.combination).toMatchObject({
      parts: [
        { offer: { name: 'longtan库' }, take: 25 },
        { offer: { name: 'chaping库' }, take: 25 },
      ],
      total: 50,
      missing: 0,
    })
    expect(reply.body.physical).toEqual({ owners: 2, free: 50 })
    expect((await find(world, 'duty1', { quantity: 60 })).body.combination).toMatchObject({ total: 50, missing: 10 })
    const [near] = inside(reply) as [ResourceHit]
    expect(near.metres).toBeGreaterThan(2_900)
    expect(near.metres).toBeLessThan(3_100)
    expect(near).toMatchObject({ roadMinutes: 11, verifiedDaysAgo: 2, stale: false, booked: 0, total: 25 })
    // A township finds what another has, too, with whom to call.
    expect(inside(await find(world, 'chaping1', { quantity: 50 }))).toHaveLength(2)
  })

  test('what is booked is not free; who is held whole, out of service or expired is left out, with the reason on request', async ({
    world,
  }) => {
    const [part, team, broken, expired, agreed] = [
      owner('chaping', 1),
      owner('longtan', 2, { kind: 'team', name: '龙滩队' }),
      owner('songling', 3, { available: false, unavailableReason: '演练中发现损坏', name: '损坏' }),
      owner('songling', 4, { kind: 'agreement', reserve: 'agreement', validUntil: '2026-07-11', name: '到期' }),
      owner('songling', 5, { kind: 'agreement', reserve: 'agreement', validUntil: '2026-07-12', name: '协议' }),
    ]
    await offered(world, part, team, broken, expired, agreed)
    const held = { eventId: null, slipId: randomUUID(), from: new Date('2026-07-12T00:00:00Z') }
    await runSystemWork(world.house, async work => {
      await book(work, { ...held, id: randomUUID(), offerId: part.id, capability: code, quantity: 20 })
      await book(work, { ...held, id: randomUUID(), offerId: team.id, capability: null, quantity: null })
    })
    const reply = await find(world, 'duty1')
    expect(inside(reply)).toMatchObject([
      { name: 'chaping库', total: 25, booked: 20, free: 5, enough: true },
      { name: '协议', reserve: 'agreement', free: 25 },
    ])
    expect([reply.body.physical, reply.body.agreement]).toEqual([
      { owners: 1, free: 5 },
      { owners: 1, free: 25 },
    ])
    expect(reply.body.unavailable).toBeGreaterThanOrEqual(3)
    const all = inside(await find(world, 'duty1', { includeUnavailable: true }))
    expect(all.slice(2).map(hit => [hit.name, hit.reason])).toEqual([
      ['龙滩队', '已全部占用'],
      ['损坏', '演练中发现损坏'],
      ['到期', '协议已于2026-07-11到期'],
    ])
  })

  test('rating, operator and radius: "at least 500 m³ with operator within 30 km"', async ({ world }) => {
    const rated = (rating: number) => ({ capabilities: [{ code, quantity: 1, rating }] })
    await offered(
      world,
      owner('chaping', 1, { name: '小', ...rated(300), withOperator: true }),
      owner('chaping', 2, { name: '无操作手', ...rated(800) }),
      owner('longtan', 29, { name: '合适', ...rated(500), withOperator: true }),
      owner('longtan', 31, { name: '太远', ...rated(900), withOperator: true }),
      owner('longtan', 3, { name: '未登记规格', withOperator: true }),
      owner('longtan', 3, { name: '未登记位置', ...rated(900), withOperator: true, position: null }),
    )
    const reply = await find(world, 'duty1', { minRating: 500, withOperator: true, withinKm: 30 })
    expect(reply.body.items.map(hit => hit.name)).toEqual(['合适'])
    const anywhere = await find(world, 'duty1', { minRating: 500, withOperator: true })
    expect(anywhere.body.items.map(hit => hit.name)).toEqual(['合适', '太远', '未登记位置'])
  })

  test('stale statements stand behind the fresh, marked; after how many days is a setting', async ({ world }) => {
    await offered(
      world,
      owner('chaping', 1, { name: '旧', verifiedAt: new Date('2026-01-01T00:00:00Z') }),
      owner('longtan', 9, { name: '新' }),
      owner('longtan', 2, { name: '从未', verifiedAt: null }),
    )
    expect(inside(await find(world, 'duty1')).map(hit => [hit.name, hit.stale, hit.verifiedDaysAgo])).toEqual([
      ['新', false, 2],
      ['旧', true, 192],
      ['从未', true, null],
    ])
  })

  test('neighbours who say they support in this way stand last, without a quantity, until their agreement ends', async ({
    world,
  }) => {
    await offered(world, owner('chaping', 1))
    const neighbours = async () =>
      (await find(world, 'duty1')).body.items
        .filter(hit => hit.kind === 'neighbour')
        .map(hit => [hit.name, hit.free, hit.keeper?.phone])
    expect(await neighbours()).toContainEqual(['云岭县应急管理局', null, '0990-7680110'])
    expect((await neighbours()).map(([name]) => name)).not.toContain('川坪县应急管理局')
    await world.query(`update register_record set values = values || '{"agreementUntil": "2026-07-11"}'
      where ledger = 'neighbour-units' and values ->> 'region' = '云岭县'`)
    expect((await neighbours()).map(([name]) => name)).not.toContain('云岭县应急管理局')
  })

  test('asked by a word, in traditional characters, or by one that nobody knows', async ({ world }) => {
    await offered(world, owner('chaping', 1))
    const meant = async (capability: string) => (await find(world, 'duty1', { capability })).body.capabilities
    for (const word of ['雷诺护垫', '雷諾護墊', '石籠網箱', '护垫'])
      expect(await meant(word)).toEqual([{ code, name: '雷诺护垫', unit: '套', ratingUnit: 'm³' }])
    const unknown = await find(world, 'duty1', { capability: '飞毯' })
    expect([unknown.status, unknown.problem.errors?.[0]?.field]).toEqual([422, '物资或能力'])
    expect(unknown.problem.detail).toContain('没有“飞毯”')
    const bad = await find(world, 'duty1', { lng: '一百', quantity: 0 })
    expect(bad.status).toBe(422)
    expect(bad.problem.errors?.map(error => error.message)).toEqual(['经度应为数字，例如 107.21', '数量应大于 0'])
  })

  test('those who call on nobody see masked numbers of others; another county and administrators see nothing', async ({
    world,
  }) => {
    const far = owner('chaping', 1)
    await offered(world, far)
    const [village] = (await world.query(`select a.account from account a join account_grant g on g.account_id = a.id
      join unit_closure c on c.descendant_id = g.unit_id where g.role = 'village_officer'
        and c.ancestor_id <> '${world.unit('chaping')}' limit 1`)) as { account: string }[]
    expect(inside(await find(world, village?.account ?? ''))[0]?.keeper?.phone).toBe('138****5678')
    expect((await find(world, 'admin1')).status).toBe(403)
    expect((await (await world.as(null)).get(`/api/resources/offers/${far.id}`)).status).toBe(401)
    const duty = await world.as('duty1')
    const one = await duty.get<{ items: ResourceHit[] }>(`/api/resources/offers/${far.id}`)
    expect(one.body.items).toMatchObject([{ id: far.id, capability: code, free: 25 }])
    expect((await duty.get(`/api/resources/offers/${randomUUID()}`)).status).toBe(404)
  })
})

describe('覆盖分析', () => {
  test('villages beyond so many minutes, and what one more store would change (P12)', async ({ world }) => {
    const only = owner('chaping', 0)
    await offered(world, only)
    const duty = await world.as('duty1')
    const reach = async (more: string) =>
      (await duty.get<ReachReply>(`/api/resources/reach?capability=${code}&${more}`)).body
    const now = await reach('minutes=30')
    expect(now.villages).toBe(121)
    expect(now.holders).toMatchObject([{ id: only.id, free: 25 }])
    expect(now.beyond.length).toBeGreaterThan(0)
    expect(now.beyond.length).toBeLessThan(now.villages)
    const minutes = now.beyond.map(village => village.nearest?.roadMinutes ?? 0)
    expect(minutes).toEqual([...minutes].sort((a, b) => b - a))
    expect(Math.min(...minutes)).toBeGreaterThan(30)
    const farthest = now.beyond[0]
    // Each village with its place and who has it, for the map.
    expect(now.beyond.every(village => village.lng > 100 && village.lat > 20)).toBe(true)
    expect(now.places).toEqual([{ name: only.name, lng: only.position?.lng, lat: only.position?.lat, supposed: false }])
    const more = await reach(`minutes=30&placedAt=${farthest?.unitId}`)
    expect(more.beyond.length).toBeLessThan(now.beyond.length)
    expect(more.places.map(one => one.supposed)).toContain(true)
    expect(more.beyond.map(village => village.unitId)).not.toContain(farthest?.unitId)
    const moved = await reach(`minutes=30&without=${only.id}&placedAt=${farthest?.unitId}`)
    expect(moved.holders).toEqual([])
    const nobody = await reach(`minutes=30&without=${only.id}`)
    expect(nobody.beyond.length).toBe(121)
    expect(nobody.beyond[0]?.nearest).toBeNull()
    expect((await reach('minutes=30&quantity=26')).beyond.length).toBe(121)
    // Ten of the 25 moved: who needs ten is served from both places, who needs 20 only from where 15 are no longer enough.
    const part = `without=${only.id}&placedAt=${farthest?.unitId}&moved=10`
    const tens = await reach(`minutes=30&quantity=10&${part}`)
    expect(tens.beyond.length).toBe(more.beyond.length)
    expect(tens.holders).toMatchObject([{ id: only.id, free: 15 }])
    expect((await reach(`minutes=30&quantity=20&${part}`)).beyond.length).toBe(121)
    const tooMany = await duty.get(`/api/resources/reach?capability=${code}&without=${only.id}&moved=26`)
    expect(tooMany.problem.errors?.[0]).toMatchObject({ pointer: '/moved', message: expect.stringContaining('25') })
    // What a unit holds already counts together with what comes.
    const twelve = owner('longtan', 0, { capabilities: [{ code, quantity: 12 }] })
    await runSystemWork(world.house, work => putOffers(work, [twelve]))
    const joined = `without=${only.id}&placedAt=${sampleId('unit', 'longtan')}&moved=10`
    expect((await reach(`minutes=30&quantity=20&${joined}`)).holders).toMatchObject([{ id: twelve.id, free: 22 }])
    // A township looks at the whole county as well, but nobody beyond it.
    const unknown = await duty.get(`/api/resources/reach?capability=${code}&placedAt=${randomUUID()}`)
    expect(unknown.problem.errors?.[0]?.field).toBe('假设布设的单位')
  })

  test('the villages too far from a first-aid kit follow the kits in the stores at once (P12)', async ({ world }) => {
    await world.at('2026-07-12T08:00:00+08:00')
    // Whatever lies in the sample's stores is out of use: what counts is told here.
    await world.query(`update resource_offer set available = false, unavailable_reason = '停用' where id in
      (select offer_id from resource_offer_capability where capability = 'first-aid')`)
    const duty = await world.as('duty1')
    const beyond = async () =>
      (await duty.get<ReachReply>(`/api/resources/reach?capability=${encodeURIComponent('急救箱')}&minutes=30`)).body
    const before = await beyond()
    expect(before.beyond).toHaveLength(before.villages)
    expect(before.beyond[0]?.nearest).toBeNull()
    const there = before.beyond.find(one => one.name === '凉水村')
    const village = await world.as('liangshui1')
    const store = await village.post<{ id: string }>('/api/registers/stock-stores', {
      values: {
        name: '凉水村急救点',
        level: 'village',
        kind: '储备室',
        state: 'active',
        position: there && { lng: there.lng, lat: there.lat },
        keeper: '田明远',
        keeperPhone: '19900001234',
      },
    })
    const move = async (kind: string, more: object) => {
      const body = { kind, storeId: store.body.id, itemCode: 'first-aid', quantity: 4, ...more }
      const moved = await village.post('/api/stock/movements', body)
      expect(moved.status, JSON.stringify(moved.problem)).toBe(201)
    }
    await move('in', { origin: 'purchase' })
    const after = await beyond()
    expect(after.holders).toMatchObject([{ unitName: '凉水村', free: 4 }])
    expect(after.beyond.length).toBeLessThan(before.beyond.length)
    expect(after.beyond.map(one => one.name)).not.toContain('凉水村')
    await move('consume', { note: '演练' })
    expect((await beyond()).beyond).toHaveLength(before.villages)
  })
})
