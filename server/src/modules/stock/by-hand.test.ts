import type { LedgerLine, MovementView, StoreView } from '@anlan/contract/stock.ts'
import type { TakeSheetRead, TakeView } from '@anlan/contract/stock-take.ts'
import { describe, expect } from 'vitest'
import { opened, upload } from '../../../test/sheets.ts'
import { test, type World } from '../../../test/world.ts'

type Items<T> = { items: T[] }
type Sheet = NonNullable<Awaited<ReturnType<typeof opened>>['worksheets'][number]>

/** The only store of a village, which its keeper has in his telephone. */
async function keeping(world: World) {
  await world.at('2026-07-12T08:00:00+08:00')
  const village = await world.as('liangshui1')
  const [line] = (await village.get<Items<{ id: string }>>('/api/stock/stores')).body.items
  const id = line?.id ?? ''
  const store = async () => (await village.get<StoreView>(`/api/stock/stores/${id}`)).body
  const usable = async (item: string) => (await store()).items.find(one => one.itemCode === item)?.usable ?? 0
  const move = async (kind: string, quantity: number, more: object = {}) =>
    village.post<MovementView>('/api/stock/movements', { kind, storeId: id, itemCode: 'torch', quantity, ...more })
  return { village, id, store, usable, move }
}

describe('更正', () => {
  test('with the right quantity is one step: taken back, entered anew, both named in the ledger', async ({ world }) => {
    const { village, id, usable, move } = await keeping(world)
    const before = await usable('torch')
    const wrong = (await move('out', 6, { receiver: '三组' })).body
    const path = `/api/stock/movements/${wrong.id}/correction`
    const same = await village.post(path, { reason: '数量录错', quantity: 6 })
    expect(same.problem.errors?.[0]?.pointer).toBe('/quantity')
    const right = await village.post<MovementView>(path, { reason: '数量录错', quantity: 5 })
    expect(right.body.lines.map(line => [line.kind, line.delta, line.receiver])).toEqual([
      ['correction', 6, ''],
      ['out', -5, '三组'],
    ])
    expect(await usable('torch')).toBe(before - 5)
    const ledger = (await village.get<Items<LedgerLine>>(`/api/stock/ledger?store=${id}&item=torch`)).body.items
    expect(ledger.find(line => line.movementId === wrong.id)).toMatchObject({ correctedById: right.body.id })
    // More than there is: nothing happens, the wrong line stays as it was.
    const again = ledger.find(line => line.delta === -5)
    const tooMuch = await village.post(`/api/stock/movements/${again?.movementId}/correction`, {
      reason: '数量录错',
      quantity: before + 1,
    })
    expect(tooMuch.problem.code).toBe('stock/not-enough')
    expect(await usable('torch')).toBe(before - 5)
  })

  test('of an entry keeps its lot; what has lots of its own is entered anew by hand', async ({ world }) => {
    const { village, store, move } = await keeping(world)
    const bought = (await move('in', 30, { origin: 'purchase', lot: { lotNo: '新批', expiresOn: '2028-01-01' } })).body
    const path = `/api/stock/movements/${bought.id}/correction`
    expect((await village.post(path, { reason: '数量录错', quantity: 20 })).status).toBe(201)
    expect((await store()).lotList.filter(lot => lot.lotNo === '新批')).toMatchObject([
      { balance: 20, expiresOn: '2028-01-01' },
    ])
    const lot = (await store()).lotList.find(one => one.lotNo === '新批')
    const rotated = (await move('rotation', 20, { lotId: lot?.id, lot: { lotNo: '更新批' } })).body
    const refused = await village.post(`/api/stock/movements/${rotated.id}/correction`, { reason: '错', quantity: 10 })
    expect(refused.problem.errors?.[0]).toMatchObject({
      pointer: '/quantity',
      message: expect.stringContaining('重新登记'),
    })
  })
})

test('a single lot is verified where it lies; one found unfit is offered no more (W224)', async ({ world }) => {
  const { village, store, usable } = await keeping(world)
  const lot = (await store()).lotList.find(one => one.itemCode === 'torch')
  const path = `/api/stock/lots/${lot?.id}/verification`
  const seen = { version: lot?.version, quality: 'unqualified', place: 'B 架' }
  expect((await (await world.as('longtan1')).put(path, seen)).status).toBe(404)
  expect((await village.put(path, seen)).status).toBe(200)
  expect((await village.put(path, seen)).problem.code).toBe('conflict')
  expect((await store()).lotList.find(one => one.id === lot?.id)).toMatchObject({
    quality: 'unqualified',
    place: 'B 架',
    verifiedAt: '2026-07-12T00:00:00.000Z',
  })
  expect(await usable('torch')).toBe(0)
  const offered = await world.query(`select r.withdrawn from stock_offer o join resource_offer r on r.id = o.id
    where o.store_id = '${lot?.storeId}' and o.item_code = 'torch'`)
  expect(offered).toEqual([{ withdrawn: true }])
})

test('a stock-take sheet is filled in with an office program and read back; wrong lines are named, the rest counts (W219–W221)', async ({
  world,
}) => {
  const { village } = await keeping(world)
  const take = (await village.post<TakeView>('/api/stock/takes', { title: '汛中盘点', dueOn: '2026-07-20' })).body
  const blank = await village.get(`/api/stock/takes/${take.id}/sheet.xlsx`)
  const book = await opened(blank.raw.rawPayload)
  const sheet = book.worksheets[0] as Sheet
  const { head, columnOf } = headOf(sheet)
  const lots = take.storeList.flatMap(store => store.counts)
  const fill = (row: number, counted: unknown, quality: string, reason: string) => {
    sheet.getCell(row, columnOf('实盘数量')).value = counted as never
    sheet.getCell(row, columnOf('质量')).value = quality
    sheet.getCell(row, columnOf('差异原因')).value = reason
  }
  const bookOf = (row: number) => Number(sheet.getCell(row, columnOf('账面数量')).value)
  for (let i = 0; i < lots.length; i++) fill(head + 1 + i, bookOf(head + 1 + i), '合格', '')
  fill(head + 1, bookOf(head + 1) - 1, '合格', '')
  fill(head + 2, '若干', '合格', '')
  fill(head + 3, bookOf(head + 3), '尚可', '')
  const send = async () =>
    upload<TakeSheetRead>(
      world,
      village,
      `/api/stock/takes/${take.id}/sheet`,
      '盘点表.xlsx',
      Buffer.from(await book.xlsx.writeBuffer()),
    )
  const first = await send()
  expect(first.body).toEqual({
    counted: lots.length - 3,
    refused: [
      { row: head + 1, message: '实盘与账面不符，请填写差异原因' },
      { row: head + 2, message: '实盘数量应为不小于 0 的数字' },
      { row: head + 3, message: '质量应为合格、待检或不合格' },
    ],
  })
  const early = await village.post(`/api/stock/takes/${take.id}/completion`)
  expect(early.problem.code).toBe('stock/take-incomplete')

  fill(head + 1, bookOf(head + 1) - 1, '合格', '借出未登记')
  fill(head + 2, bookOf(head + 2), '合格', '')
  fill(head + 3, bookOf(head + 3), '待检', '')
  expect((await send()).body).toEqual({ counted: lots.length, refused: [] })
  const done = (await village.post<TakeView>(`/api/stock/takes/${take.id}/completion`)).body
  expect(done).toMatchObject({ counted: lots.length, differing: 1, unexplained: 0, qualified: lots.length - 1 })
  expect(done.differenceRate).toBeCloseTo(100 / lots.length, 0)
  const [store] = done.storeList
  const losses = await village.get<Items<LedgerLine>>(`/api/stock/ledger?store=${store?.storeId}&kind=countLoss`)
  expect(losses.body.items).toMatchObject([{ delta: -1, note: '汛中盘点：借出未登记' }])
  expect((await send()).body.refused).toHaveLength(lots.length)
})

function headOf(sheet: Sheet) {
  for (let row = 1; row <= 10; row++) {
    const labels = new Map<string, number>()
    for (let column = 1; column <= 15; column++) labels.set(String(sheet.getCell(row, column).value ?? ''), column)
    if (labels.has('盘点编号')) return { head: row, columnOf: (label: string) => labels.get(label) ?? 0 }
  }
  throw new Error('the sheet has no head')
}
