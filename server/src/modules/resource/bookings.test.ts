import { randomUUID } from 'node:crypto'
import { describe, expect } from 'vitest'
import { test as running } from '../../../test/platform.ts'
import { test } from '../../../test/world.ts'
import { type House, runSystemWork } from '../../kernel/house.ts'
import { sampleId } from '../../sample-county.ts'
import { type Booking, book, type Offer, offerLayer, putOffers, releaseBooking, withdrawOffers } from './api.ts'

const store = (more: Partial<Offer> = {}): Offer => ({
  id: randomUUID(),
  kind: 'stock',
  unitId: sampleId('unit', 'chaping'),
  name: '茶坪镇物资库',
  position: { lng: 107.2, lat: 30.4 },
  capabilities: [{ code: 'drainage', quantity: 50, rating: 300 }],
  reserve: 'physical',
  withOperator: false,
  keeper: { name: '李保管', phone: '13800000001' },
  readyMinutes: 10,
  available: true,
  verifiedAt: null,
  link: '/stock/stores/1',
  ...more,
})

const inWork = runSystemWork
const booking = (offer: Offer, more: Partial<Booking> = {}): Booking => ({
  id: randomUUID(),
  offerId: offer.id,
  capability: 'drainage',
  quantity: 30,
  eventId: null,
  slipId: randomUUID(),
  from: new Date('2026-07-12T00:00:00Z'),
  ...more,
})
const whole = { capability: null, quantity: null }

async function offered(house: House, more: Partial<Offer> = {}) {
  const offer = store(more)
  await inWork(house, work => putOffers(work, [offer]))
  return offer
}
const books = (house: House, one: Booking) => inWork(house, work => book(work, one))

describe('占用', () => {
  test('quantities up to the offer, the same booking once, and what comes back is free again', async ({ world }) => {
    await world.at('2026-07-12T08:00:00+08:00')
    const offer = await offered(world.house)
    const first = booking(offer)
    await books(world.house, first)
    await books(world.house, first)
    await expect(books(world.house, booking(offer))).rejects.toThrow('茶坪镇物资库可用 20，需要 30')
    await books(world.house, booking(offer, { quantity: 20 }))
    await inWork(world.house, work => releaseBooking(work, first.id, 10))
    await books(world.house, booking(offer, { quantity: 10 }))
    await expect(inWork(world.house, work => releaseBooking(work, first.id, 21))).rejects.toThrow('不超过占用的 20')
    await inWork(world.house, work => releaseBooking(work, first.id))
    await inWork(world.house, work => releaseBooking(work, first.id))
    await books(world.house, booking(offer, { quantity: 20 }))
    expect((await world.facts()).filter(type => type.startsWith('resource.'))).toEqual([
      'resource.booked',
      'resource.booked',
      'resource.released',
      'resource.booked',
      'resource.released',
      'resource.booked',
    ])
  })

  test('a whole offer is held by one alone; out of service, expired and withdrawn ones by nobody', async ({
    world,
  }) => {
    await world.at('2026-07-12T08:00:00+08:00')
    const team = await offered(world.house, { kind: 'team', name: '茶坪镇救援队' })
    const held = booking(team, whole)
    await books(world.house, held)
    await expect(books(world.house, booking(team, whole))).rejects.toThrow('茶坪镇救援队已被其他调用单占用')
    await expect(books(world.house, booking(team, { quantity: 1 }))).rejects.toThrow('resource/double-booked')
    await inWork(world.house, work => releaseBooking(work, held.id))
    await books(world.house, booking(team, { quantity: 1 }))
    await expect(books(world.house, booking(team, whole))).rejects.toThrow('resource/double-booked')
    const broken = await offered(world.house, { available: false, unavailableReason: '演练中发现电机烧毁' })
    await expect(books(world.house, booking(broken))).rejects.toThrow('演练中发现电机烧毁')
    const expired = await offered(world.house, { kind: 'agreement', reserve: 'agreement', validUntil: '2026-07-11' })
    await expect(books(world.house, booking(expired))).rejects.toThrow('协议已于2026-07-11到期')
    const lastDay = await offered(world.house, { kind: 'agreement', reserve: 'agreement', validUntil: '2026-07-12' })
    await books(world.house, booking(lastDay))
    await inWork(world.house, work => withdrawOffers(work, 'agreement', [lastDay.id]))
    await expect(books(world.house, booking(lastDay, { quantity: 1 }))).rejects.toThrow('已注销')
    expect(world.house.spatial.get(offerLayer, lastDay.id)).toBeNull()
    await expect(books(world.house, booking(store()))).rejects.toThrow('not-found')
  })

  test('an offer may sink below its bookings, a booking is never changed but by returning', async ({ world }) => {
    const offer = await offered(world.house)
    const one = booking(offer, { quantity: 50 })
    await books(world.house, one)
    const fewer = { ...offer, capabilities: [{ code: 'drainage', quantity: 40 }] }
    await inWork(world.house, work => putOffers(work, [fewer]))
    await expect(books(world.house, booking(offer, { quantity: 1 }))).rejects.toThrow('可用 0')
    const refused = (text: string) =>
      expect(world.query(text)).rejects.toThrow('a booking is only returned or released')
    await refused(`update resource_booking set quantity = 1 where id = '${one.id}'`)
    await inWork(world.house, work => releaseBooking(work, one.id))
    await refused(`update resource_booking set released_at = null where id = '${one.id}'`)
  })
})

running(
  'the database refuses two whole bookings and too great a quantity by itself, however many try at once',
  async ({ running }) => {
    const nodes = [await running.start(), await running.start()]
    const house = (i: number) => (nodes[i % 2] as (typeof nodes)[0]).house
    const [team, stock] = [await offered(house(0)), await offered(house(0))]
    const all = await Promise.allSettled([
      ...Array.from({ length: 12 }, (_, i) => books(house(i), booking(team, whole))),
      ...Array.from({ length: 12 }, (_, i) => books(house(i), booking(stock, { quantity: 9 }))),
    ])
    expect(all.filter(one => one.status === 'fulfilled').length).toBe(1 + 5)
    const insert = (offer: Offer, capability: string | null, quantity: number | null) =>
      running.query(
        `insert into resource_booking (id, offer_id, capability, quantity, slip_id, booked_from, booked_at)
        values ($1, $2, $3, $4, $1, now(), now())`,
        [randomUUID(), offer.id, capability, quantity],
      )
    await expect(insert(team, null, null)).rejects.toThrow('the offer is booked')
    await expect(insert(team, 'drainage', 1)).rejects.toThrow('the offer is booked')
    await expect(insert(stock, null, null)).rejects.toThrow('the offer is booked')
    await expect(insert(stock, 'drainage', 6)).rejects.toThrow('more booked than offered')
    await insert(stock, 'drainage', 5)
  },
  60_000,
)
