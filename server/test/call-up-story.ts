import type { CallUpView } from '@anlan/contract/call-up-view.ts'
import { expect } from 'vitest'
import type { Caller, Reply, World } from './world.ts'

export type Slips = { items: CallUpView[] }

/** A store of an account's unit with so many of an item in it. Returns the offer of it. */
export async function storedBy(world: World, account: string, itemCode: string, quantity: number): Promise<string> {
  const caller = await world.as(account)
  const store = await caller.post<{ id: string }>('/api/registers/stock-stores', {
    values: {
      name: `${account}储备室`,
      level: 'town',
      kind: '储备室',
      state: 'active',
      keeper: '田明远',
      keeperPhone: '19900001234',
    },
  })
  expect(store.status).toBe(201)
  const bought = { kind: 'in', origin: 'purchase', storeId: store.body.id, itemCode, quantity }
  const entered = await caller.post('/api/stock/movements', bought)
  expect(entered.status, JSON.stringify(entered.problem)).toBe(201)
  const [offer] = (await world.query(
    `select o.id, s.unit_id, i.name, i.unit from stock_offer o join stock_store s on s.id = o.store_id join stock_item i on i.code = o.item_code
     where o.store_id = '${store.body.id}' and o.item_code = '${itemCode}'`,
  )) as { id: string; unit_id: string; name: string; unit: string }[]
  if (!offer) throw new Error('a store without an offer')
  return offer.id
}

/** What lies in the stores of all units of an item, and what is lent. */
export async function balanceOf(world: World, offerId: string) {
  const [row] = (await world.query(
    `select sum(l.balance) as balance, sum(l.on_loan) as lent from stock_offer o
     join stock_lot l on l.store_id = o.store_id and l.item_code = o.item_code where o.id = '${offerId}'`,
  )) as { balance: number; lent: number }[]
  return [Number(row?.balance), Number(row?.lent)]
}

/** What is held of an offer by slips. */
export async function heldOf(world: World, offerId: string): Promise<number> {
  const [row] = (await world.query(
    `select coalesce(sum(coalesce(quantity, 1) - returned), 0) as held from resource_booking where offer_id = '${offerId}' and released_at is null`,
  )) as { held: number }[]
  return Number(row?.held)
}

export const floodAt = (place: 'chaping' | 'longtan') => ({
  title: place === 'chaping' ? '茶坪镇山洪' : '龙滩镇山洪',
  eventTypeCode: '11A51',
  areaCode: place === 'chaping' ? '990321104202' : '990321105202',
  knownAt: '2026-07-12T02:46:00+08:00',
  source: '值班室电话',
  summary: '山洪进村。',
})

/** An event of tonight. Returns its id. */
export async function flood(world: World, place: 'chaping' | 'longtan' = 'chaping'): Promise<string> {
  const made = await (await world.as('duty1')).post<{ id: string }>('/api/emergency-events', floodAt(place))
  expect(made.status).toBe(201)
  return made.body.id
}

/** A step that must succeed; the slip after it. */
export async function step(caller: Caller, slipId: string, name: string, body: object = {}): Promise<CallUpView> {
  const done: Reply<CallUpView> =
    name === 'departure-check'
      ? await caller.put(`/api/call-ups/${slipId}/${name}`, body)
      : await caller.post(`/api/call-ups/${slipId}/${name}`, body)
  expect(done.problem?.code ?? done.status, `${name}: ${JSON.stringify(done.problem)}`).toBe(200)
  return done.body
}

/** Confirms every check of a slip. */
export async function allChecked(caller: Caller, slip: CallUpView): Promise<void> {
  if (slip.checks.length === 0) return
  await step(caller, slip.id, 'departure-check', {
    checks: slip.checks.map(check => ({ code: check.code, confirmed: true })),
  })
}
