import { randomUUID } from 'node:crypto'
import type { LedgerLine, MovementView, StoreLine, StoreView } from '@anlan/contract/stock.ts'
import { describe, expect } from 'vitest'
import { test, type World } from '../../../test/world.ts'
import { runSystemWork } from '../../kernel/house.ts'
import { postMovement } from './api.ts'

type Items<T> = { items: T[] }

const keeper = { keeper: '田明远', keeperPhone: '19900001234', backupKeeper: '向静', backupPhone: '19900001235' }
const room = { name: '试验储备室', level: 'town', kind: '储备室', state: 'active', open24h: true, ...keeper }
const newStore = async (world: World, account: string, values: object = {}) => {
  const made = await (await world.as(account)).post<{ id: string }>('/api/registers/stock-stores', {
    values: { ...room, ...values },
  })
  expect(made.status).toBe(201)
  return made.body.id
}
const move = async (world: World, account: string, body: object) =>
  (await world.as(account)).post<MovementView>('/api/stock/movements', body)
const bought = (storeId: string, quantity: number, lot: object = {}) => ({
  kind: 'in',
  origin: 'purchase',
  storeId,
  itemCode: 'life-jacket',
  quantity,
  lot,
})
const storeOf = async (world: World, account: string, id: string) =>
  (await (await world.as(account)).get<StoreView>(`/api/stock/stores/${id}`)).body

describe('仓库', () => {
  test('one in use has a keeper with a telephone; what is planned may wait for one (S49)', async ({ world }) => {
    const town = await world.as('chaping1')
    const bare = { ...room, keeper: null, keeperPhone: null }
    const refused = await town.post('/api/registers/stock-stores', { values: bare })
    expect(refused.problem.errors?.map(one => one.pointer)).toEqual(['/values/keeper', '/values/keeperPhone'])
    expect((await town.post('/api/registers/stock-stores', { values: { ...bare, state: 'planned' } })).status).toBe(201)
    await expect(
      world.query(`insert into stock_store values (gen_random_uuid(), '${world.unit('chaping')}', '无人', 'town', '储备室', '', null, null, null,
        '', '', '', '', 'active', true, '', '', '', null)`),
    ).rejects.toThrow(/stock_store_has_keeper/)
  })

  test('is not closed or struck off while something lies in it', async ({ world }) => {
    const id = await newStore(world, 'chaping1')
    await move(world, 'chaping1', bought(id, 5))
    const town = await world.as('chaping1')
    const closing = await town.patch(`/api/registers/stock-stores/${id}`, { version: 1, values: { state: 'closed' } })
    expect(closing.problem.code).toBe('stock/store-not-empty')
    await move(world, 'chaping1', { kind: 'scrap', storeId: id, itemCode: 'life-jacket', quantity: 5 })
    const closed = await town.patch(`/api/registers/stock-stores/${id}`, { version: 1, values: { state: 'closed' } })
    expect(closed.status).toBe(200)
    const late = await move(world, 'chaping1', bought(id, 1))
    expect(late.problem.code).toBe('stock/store-closed')
  })

  test('another township does not exist, in reading and in moving', async ({ world }) => {
    const id = await newStore(world, 'chaping1')
    expect((await (await world.as('longtan1')).get(`/api/stock/stores/${id}`)).status).toBe(404)
    expect((await move(world, 'longtan1', bought(id, 5))).status).toBe(404)
    const seen = (await (await world.as('longtan1')).get<Items<StoreLine>>('/api/stock/stores')).body.items
    expect(seen.some(one => one.id === id)).toBe(false)
  })
})

describe('出入库', () => {
  test('the lot that expires first leaves first; expired and unqualified ones never leave', async ({ world }) => {
    await world.at('2026-07-12T08:00:00+08:00')
    const id = await newStore(world, 'chaping1')
    await move(world, 'chaping1', bought(id, 10, { lotNo: '晚', expiresOn: '2028-01-01' }))
    await move(world, 'chaping1', bought(id, 4, { lotNo: '早', expiresOn: '2026-08-01' }))
    await move(world, 'chaping1', bought(id, 7, { lotNo: '过期', expiresOn: '2026-07-11' }))
    await move(world, 'chaping1', bought(id, 7, { lotNo: '坏', quality: 'unqualified' }))
    const issued = await move(world, 'chaping1', { kind: 'out', storeId: id, itemCode: 'life-jacket', quantity: 6 })
    expect(issued.status).toBe(201)
    const parts = issued.body.lines.map(line => [line.lotNo, line.delta, line.balanceAfter])
    expect(parts.sort()).toEqual([
      ['早', -4, 0],
      ['晚', -2, 8],
    ])
    const tooMuch = await move(world, 'chaping1', { kind: 'out', storeId: id, itemCode: 'life-jacket', quantity: 9 })
    expect(tooMuch.problem).toMatchObject({ code: 'stock/not-enough', detail: '救生衣可用 8 件，不足 9 件' })
    const expired = (await storeOf(world, 'chaping1', id)).lotList.find(one => one.lotNo === '过期')
    const named = { kind: 'out', storeId: id, itemCode: 'life-jacket', quantity: 1, lotId: expired?.id }
    expect((await move(world, 'chaping1', named)).problem.code).toBe('stock/lot-unusable')
  })

  test('what is lent stays the lender’s until it is back or used up; more cannot come back', async ({ world }) => {
    const id = await newStore(world, 'chaping1')
    const at = { storeId: id, itemCode: 'life-jacket' }
    await move(world, 'chaping1', bought(id, 20))
    await move(world, 'chaping1', { ...at, kind: 'loan', quantity: 8, receiver: '龙滩镇' })
    expect((await storeOf(world, 'chaping1', id)).items[0]).toMatchObject({ usable: 12, onLoan: 8 })
    expect((await move(world, 'chaping1', { ...at, kind: 'return', quantity: 9 })).problem.code).toBe(
      'stock/not-on-loan',
    )
    await move(world, 'chaping1', { ...at, kind: 'return', quantity: 5 })
    expect((await storeOf(world, 'chaping1', id)).items[0]).toMatchObject({ usable: 17, onLoan: 3 })
  })

  test('a transfer leaves one store and enters the other with the same lot and expiry', async ({ world }) => {
    const from = await newStore(world, 'chaping1')
    const to = await newStore(world, 'chaping1', { name: '另一储备室' })
    await move(world, 'chaping1', bought(from, 20, { lotNo: '甲', expiresOn: '2029-01-01' }))
    const same = { kind: 'transfer', storeId: from, toStoreId: to, itemCode: 'life-jacket' }
    await move(world, 'chaping1', { ...same, quantity: 6 })
    await move(world, 'chaping1', { ...same, quantity: 2 })
    const [lot, ...others] = (await storeOf(world, 'chaping1', to)).lotList
    expect(others).toEqual([])
    expect(lot).toMatchObject({ lotNo: '甲', expiresOn: '2029-01-01', balance: 8 })
    expect(
      (await move(world, 'chaping1', { ...same, toStoreId: from, quantity: 1 })).problem.errors?.[0]?.pointer,
    ).toBe('/toStoreId')
  })

  test('轮换 puts the same quantity into a new lot that names the old one (W222)', async ({ world }) => {
    const id = await newStore(world, 'chaping1')
    const old = (await move(world, 'chaping1', bought(id, 10, { lotNo: '旧', expiresOn: '2026-01-20' }))).body.lines[0]
    const rotated = await move(world, 'chaping1', {
      kind: 'rotation',
      storeId: id,
      itemCode: 'life-jacket',
      quantity: 10,
      lotId: old?.lotId,
      lot: { lotNo: '新', producedOn: '2026-01-01' },
    })
    expect(rotated.body.lines.map(line => line.delta).sort()).toEqual([-10, 10])
    const lots = (await storeOf(world, 'chaping1', id)).lotList
    expect(lots).toMatchObject([{ lotNo: '新', replacesLotId: old?.lotId, balance: 10, expiresOn: '2031-01-01' }])
  })
})

describe('台账', () => {
  test('a wrong line stays; a correcting one names it, once, and not after the goods have gone on', async ({
    world,
  }) => {
    const id = await newStore(world, 'chaping1')
    const at = { storeId: id, itemCode: 'life-jacket' }
    const wrong = (await move(world, 'chaping1', bought(id, 50))).body
    await move(world, 'chaping1', { ...at, kind: 'out', quantity: 5 })
    const town = await world.as('chaping1')
    const path = `/api/stock/movements/${wrong.id}/correction`
    expect((await town.post(path, { reason: '' })).problem.errors?.[0]?.pointer).toBe('/reason')
    expect((await town.post(path, { reason: '数量录错' })).problem.code).toBe('stock/not-enough')
    const again = (await move(world, 'chaping1', bought(id, 30))).body
    const corrected = await town.post<MovementView>(`/api/stock/movements/${again.id}/correction`, {
      reason: '重复录入',
    })
    expect(corrected.body.lines).toMatchObject([
      { kind: 'correction', delta: -30, correctsId: again.id, note: '重复录入' },
    ])
    const twice = await town.post(`/api/stock/movements/${again.id}/correction`, { reason: '重复录入' })
    expect(twice.problem.code).toBe('stock/corrected')
    const foreign = await (await world.as('longtan1')).post(path, { reason: '试试' })
    expect(foreign.status).toBe(404)
    const ledger = (await town.get<Items<LedgerLine>>(`/api/stock/ledger?store=${id}`)).body.items
    expect(ledger.map(line => line.delta).sort()).toEqual([-30, -5, 30, 50])
    expect(ledger.find(line => line.movementId === again.id)).toMatchObject({ mayCorrect: false })
    const use = (await town.get<Items<LedgerLine>>(`/api/stock/ledger?store=${id}&ledger=use`)).body.items
    expect(use.map(line => line.kind)).toEqual(['out'])
    const file = await town.get(`/api/stock/ledger.xlsx?store=${id}`)
    expect(file.raw.rawPayload.subarray(0, 2).toString()).toBe('PK')
  })

  test.for([
    ['a line is changed', `update stock_line set delta = delta + 1`],
    ['a line is deleted', `delete from stock_line`],
    ['a movement is changed', `update stock_movement set note = '改'`],
    ['a balance is changed', `update stock_lot set balance = balance + 1, in_total = in_total + 1`],
    ['a balance is made not to add up', `update stock_lot set balance = balance + 1`],
    ['a lot is deleted', `delete from stock_lot`],
    [
      'a lot begins with something',
      `insert into stock_lot (id, store_id, item_code, lot_no, quality, entered_on, place, opening, balance)
      select gen_random_uuid(), store_id, item_code, '', quality, entered_on, '', 5, 5 from stock_lot limit 1`,
    ],
    [
      'more leaves than is there',
      `insert into stock_line select gen_random_uuid(), movement_id, at, lot_id, store_id, item_code, false, -100000, 0, 0 from stock_line limit 1`,
    ],
  ])('the database refuses when %s', async ([, text], { world }) => {
    const id = await newStore(world, 'chaping1')
    expect((await move(world, 'chaping1', bought(id, 50))).status).toBe(201)
    await expect(world.query(text as string)).rejects.toThrow()
  })

  test('an id posted before gives the lines of then; another content under it is refused', async ({ world }) => {
    const storeId = await newStore(world, 'chaping1')
    await move(world, 'chaping1', bought(storeId, 50))
    const movement = { id: randomUUID(), kind: 'out', storeId, itemCode: 'life-jacket', quantity: 5 } as const
    const post = (more: object = {}) => runSystemWork(world.house, work => postMovement(work, { ...movement, ...more }))
    const first = await post()
    expect(await post()).toEqual(first)
    await expect(post({ quantity: 6 })).rejects.toMatchObject({ code: 'id-already-used' })
    expect((await storeOf(world, 'chaping1', storeId)).items[0]?.usable).toBe(45)
  })

  test('a slip brings back what it took, used part and all: stock, loan and both ledgers agree', async ({ world }) => {
    const storeId = await newStore(world, 'chaping1')
    await move(world, 'chaping1', bought(storeId, 50))
    const slipId = randomUUID()
    const post = (kind: 'out' | 'loan' | 'return' | 'consume', quantity: number) =>
      runSystemWork(world.house, work =>
        postMovement(work, { id: randomUUID(), kind, storeId, itemCode: 'life-jacket', quantity, slipId }),
      )
    await post('loan', 20)
    await post('consume', 6)
    await expect(post('return', 15)).rejects.toMatchObject({ code: 'stock/not-on-loan' })
    await post('return', 14)
    await post('out', 10)
    await post('return', 4)
    await expect(post('return', 7)).rejects.toMatchObject({ code: 'stock/not-on-loan' })
    expect((await storeOf(world, 'chaping1', storeId)).items[0]).toMatchObject({ usable: 38, onLoan: 0 })
    const issued = await world.query(`select id from stock_movement where slip_id = '${slipId}' and kind = 'loan'`)
    const id = (issued[0] as { id: string }).id
    const correction = await (await world.as('chaping1')).post(`/api/stock/movements/${id}/correction`, {
      reason: '误',
    })
    expect(correction.problem.code).toBe('stock/of-slip')
  })
})
