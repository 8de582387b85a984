import { randomUUID } from 'node:crypto'
import type { NearestReply } from '@anlan/contract/resource.ts'
import { expect } from 'vitest'
import { test } from '../../../test/world.ts'

type Items<T> = { items: T[] }
const kinds = ['in', 'out', 'loan', 'return', 'transfer', 'consume', 'scrap'] as const
const effect: Record<string, number> = { in: 1, return: 1, out: -1, loan: -1, consume: -1, scrap: -1, transfer: 0 }

/** The same row of numbers in every run. */
function dice(seed: number) {
  let state = seed
  return (sides: number) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return Math.floor((state / 2 ** 32) * sides)
  }
}

test('240 random movements, 16 at a time: what was acknowledged is there once, and every balance is the sum of its lines', {
  timeout: 120_000,
}, async ({ world }) => {
  const county = await world.as('bureau1')
  const all = (await county.get<Items<{ id: string; level: string }>>('/api/stock/stores')).body.items
  const stores = all.filter(one => one.level === 'town').slice(0, 4)
  const itemCode = 'sack'
  const total = async () => {
    const rows = await world.query(`select sum(balance)::float8 as sum from stock_lot where item_code = '${itemCode}'`)
    return Number((rows[0] as { sum: number | null }).sum ?? 0)
  }
  const before = await total()
  const roll = dice(20_260_712)
  const asked = Array.from({ length: 240 }, () => {
    const kind = kinds[roll(kinds.length)] ?? 'in'
    const from = roll(stores.length)
    const to = (from + 1 + roll(stores.length - 1)) % stores.length
    return {
      id: randomUUID(),
      kind,
      storeId: stores[from]?.id,
      itemCode,
      quantity: 1 + roll(900),
      ...(kind === 'in' && { origin: 'purchase', lot: { lotNo: String(roll(1_000_000)) } }),
      ...(kind === 'transfer' && { toStoreId: stores[to]?.id }),
    }
  })
  const accepted: typeof asked = []
  const refused: string[] = []
  const waiting = [...asked]
  await Promise.all(
    Array.from({ length: 16 }, async () => {
      for (let one = waiting.shift(); one; one = waiting.shift()) {
        const reply = await county.post('/api/stock/movements', one)
        if (reply.status === 201) accepted.push(one)
        else refused.push(reply.problem.code)
      }
    }),
  )
  expect(accepted.length + refused.length).toBe(240)
  expect(accepted.length).toBeGreaterThan(60)
  expect(refused.filter(code => !['stock/not-enough', 'stock/not-on-loan'].includes(code))).toEqual([])
  const ids = asked.map(one => `'${one.id}'`).join()
  const stored = await world.query(`select id from stock_movement where id in (${ids})`)
  expect(stored.map(row => (row as { id: string }).id).sort()).toEqual(accepted.map(one => one.id).sort())
  const broken = await world.query(`select l.id from stock_lot l
    left join (select lot_id, sum(delta) as delta, sum(loan_delta) as loan from stock_line group by lot_id) t on t.lot_id = l.id
    where l.balance <> coalesce(t.delta, 0) or l.on_loan <> coalesce(t.loan, 0)
      or l.balance <> l.opening + l.in_total - l.out_total or l.balance < 0 or l.on_loan < 0`)
  expect(broken).toEqual([])
  const gained = accepted.reduce((sum, one) => sum + (effect[one.kind] ?? 0) * one.quantity, 0)
  expect(await total()).toBe(before + gained)
  const offers = await world.query(`select o.id from stock_offer o join resource_offer r on r.id = o.id
    left join resource_offer_capability c on c.offer_id = o.id and c.capability = o.item_code
    cross join lateral (select coalesce(sum(l.balance), 0) as usable from stock_lot l where l.store_id = o.store_id and l.item_code = o.item_code
      and l.quality = 'qualified' and (l.expires_on is null or l.expires_on >= (now() at time zone 'Asia/Shanghai')::date)) u
    where o.item_code = '${itemCode}' and ((r.withdrawn and u.usable > 0) or (not r.withdrawn and c.quantity <> u.usable))`)
  expect(offers).toEqual([])
})

test('at least 50 life jackets within 20 km of a flooded village, over the county’s real stock, in less than two seconds (S47)', async ({
  world,
}) => {
  const [place] = (await world.query(
    `select center_lng as lng, center_lat as lat from area where name = '茶坪镇'`,
  )) as { lng: number; lat: number }[]
  const duty = await world.as('duty1')
  const ask = async (quantity: number) => {
    const query = new URLSearchParams({
      capability: 'life-jacket',
      quantity: String(quantity),
      withinKm: '20',
      lng: String(place?.lng),
      lat: String(place?.lat),
    })
    const startedAt = performance.now()
    const { body } = await duty.get<NearestReply>(`/api/resources/nearest?${query}`)
    return { body, milliseconds: performance.now() - startedAt }
  }
  const { body, milliseconds } = await ask(50)
  expect(milliseconds).toBeLessThan(2000)
  const enough = body.items.filter(hit => hit.enough)
  expect(enough.length).toBeGreaterThan(0)
  const held =
    (await world.query(`select s.name, sum(l.balance)::float8 as usable from stock_store s join stock_lot l on l.store_id = s.id
    where l.item_code = 'life-jacket' group by s.name`)) as { name: string; usable: number }[]
  for (const hit of enough) {
    expect(hit.metres).toBeLessThanOrEqual(20_000)
    expect(hit.keeper?.phone).toMatch(/^\d/)
    const store = held.find(one => hit.name.includes(one.name))
    if (hit.kind === 'stock') expect(store?.usable).toBeGreaterThanOrEqual(50)
  }
  const distances = enough.map(hit => hit.metres ?? 0)
  expect(distances).toEqual([...distances].sort((a, b) => a - b))
  // More than anybody has alone: several together, and what is still missing is said.
  const much = (await ask(100_000)).body
  expect(much.combination?.parts.length).toBeGreaterThan(1)
  expect(much.combination?.missing).toBeGreaterThan(0)
})
