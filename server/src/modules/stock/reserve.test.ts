import type { LedgerLine, StoreView } from '@anlan/contract/stock.ts'
import type {
  AgreementView,
  AssessmentView,
  NeedView,
  OverviewView,
  UnitRisksView,
} from '@anlan/contract/stock-reserve.ts'
import type { TakeView } from '@anlan/contract/stock-take.ts'
import { describe, expect } from 'vitest'
import { unzip } from '../../../test/unzip.ts'
import { test, type World } from '../../../test/world.ts'

type Items<T> = { items: T[] }
const totals = async (world: World, item: string) =>
  (await (await world.as('bureau1')).get<OverviewView>('/api/stock/overview')).body.totals.find(
    line => line.itemCode === item,
  )
/** The round that the start asked for runs on a day of the story instead. */
const nextMorning = (world: World, at: string) =>
  world.query(`update due_task set run_at = '${at}' where kind = 'stock.new-day'`)
const agreement = {
  firm: '峦城劳保用品店',
  creditCode: '91990321MA0000001',
  contact: '谭松',
  phone: '19900009101',
  responseHours: 6,
  priceRule: '按市场价',
  from: '2026-01-01',
  to: '2026-07-31',
  items: [{ itemCode: 'helmet', quantity: 70, capacityPerDay: 5 }],
}
const { creditCheckCharacter } = await import('@anlan/contract/credit-code.ts')
const code = agreement.creditCode + creditCheckCharacter(agreement.creditCode)

describe('协议储备', () => {
  test('stands beside what lies in stores and is not added to it; once expired it counts nowhere (S63)', async ({
    world,
  }) => {
    await world.at('2026-07-12T08:00:00+08:00')
    const bureau = await world.as('bureau1')
    const wrong = await bureau.post('/api/stock/agreements', { ...agreement, creditCode: `${code.slice(0, 17)}?` })
    expect(wrong.problem.errors?.[0]?.pointer).toBe('/creditCode')
    const made = await bureau.post<AgreementView>('/api/stock/agreements', { ...agreement, creditCode: code })
    expect(made.status).toBe(201)
    expect(await totals(world, 'helmet')).toMatchObject({ physical: 0, agreement: 70, capacityPerDay: 5 })
    const offers = () => world.query(`select withdrawn from resource_offer where id = '${made.body.id}'`)
    expect(await offers()).toEqual([{ withdrawn: false }])
    await nextMorning(world, '2026-08-01T06:10:00+08:00')
    await world.at('2026-08-01T06:10:00+08:00')
    expect(await totals(world, 'helmet')).toBeUndefined()
    expect(await offers()).toEqual([{ withdrawn: true }])
    const late = await bureau.put(`/api/stock/agreements/${made.body.id}`, {
      ...agreement,
      creditCode: code,
      version: 7,
    })
    expect(late.problem.code).toBe('conflict')
  })

  test('its renewal is owed some days before the end, and settled by a later day or by ending it', async ({
    world,
  }) => {
    await world.at('2026-07-12T08:00:00+08:00')
    const bureau = await world.as('bureau1')
    const make = async (firm: string) => {
      const made = await bureau.post<AgreementView>('/api/stock/agreements', { ...agreement, firm, creditCode: code })
      return made.body
    }
    const [renewed, ended] = [await make('续签的店'), await make('终止的店')]
    const owed = async () => {
      const rows = (await world.query(`select title, due_at,
        case when satisfied_at is not null then 'met' when cancelled_at is not null then 'cancelled' end as how
        from obligation where kind = 'stockAgreementRenewal' and title like '与%的店的%' order by title desc`)) as {
        title: string
        how: string | null
        due_at: Date
      }[]
      return rows.map(({ title, how, due_at }) => [title.slice(1, 5), how, due_at.toISOString()])
    }
    await nextMorning(world, '2026-07-13T06:10:00+08:00')
    await world.at('2026-07-13T06:30:00+08:00')
    const dueAt = '2026-07-31T16:00:00.000Z'
    expect(await owed()).toEqual([
      ['续签的店', null, dueAt],
      ['终止的店', null, dueAt],
    ])
    const later = { ...agreement, firm: '续签的店', creditCode: code, to: '2027-07-31', version: 1, reason: '续签一年' }
    expect((await bureau.put(`/api/stock/agreements/${renewed.id}`, later)).status).toBe(200)
    expect((await bureau.post(`/api/stock/agreements/${ended.id}/ending`, { reason: '不再经营' })).status).toBe(200)
    expect((await owed()).map(([, how]) => how)).toEqual(['met', 'cancelled'])
  })
})

describe('储备标准', () => {
  test('what a township lacks by its risks shows as shortage, with what it costs (W223, W226, P6)', async ({
    world,
  }) => {
    await world.at('2026-07-12T08:00:00+08:00')
    const bureau = await world.as('bureau1')
    const unit = world.unit('yunding')
    const of = async (item: string) =>
      (await bureau.get<AssessmentView>(`/api/stock/assessment?level=town&unit=${unit}`)).body.items.find(
        line => line.itemCode === item,
      )
    expect(await of('quilt')).toMatchObject({ need: 100, have: 40, shortage: 60, isBelow: true })
    expect(await of('life-jacket')).toBeUndefined()
    await bureau.put(`/api/stock/unit-risks/${unit}`, {
      risks: ['flashFlood'],
      was: (await bureau.get<Items<UnitRisksView>>('/api/stock/unit-risks')).body.items.find(one => one.unitId === unit)
        ?.risks,
      reason: '山洪灾害危险区清单',
    })
    expect(await of('life-jacket')).toMatchObject({ need: 40, have: 0, shortage: 40 })
    const need = (await bureau.get<NeedView>(`/api/stock/need?unit=${unit}`)).body
    expect(need.items.find(line => line.what === '救生衣')).toMatchObject({ quantity: 40, priceYuan: 90, yuan: 3600 })
    const sum = need.items.reduce((total, line) => total + (line.yuan ?? 0), 0)
    expect(need.totalYuan).toBeCloseTo(sum, 2)
    expect(need.sums.reduce((total, one) => total + one.yuan, 0)).toBeCloseTo(sum, 2)
    expect(need.sums.find(one => one.source === '应急物资')?.lines).toBeGreaterThan(0)
    const paper = await bureau.get(`/api/stock/need.docx?unit=${unit}`)
    expect(paper.raw.rawPayload.subarray(0, 2).toString()).toBe('PK')
    // Added up by unit, a township with its villages, and in it by category; the paper says the sums first and the lines in its annex.
    const county = (await bureau.get<NeedView>('/api/stock/need')).body
    for (const group of county.groups) {
      const lines = county.items.filter(line => line.groupId === group.unitId)
      expect(group.lines, group.unitName).toBe(lines.length)
      expect(group.yuan).toBeCloseTo(
        lines.reduce((total, line) => total + (line.yuan ?? 0), 0),
        2,
      )
      expect(group.categories.reduce((total, one) => total + one.lines, 0)).toBe(group.lines)
    }
    expect(county.groups.reduce((total, group) => total + group.lines, 0)).toBe(county.items.length)
    expect(need.groups.map(group => group.unitId)).toEqual([unit])
    const words = unzip(paper.raw.rawPayload).get('word/document.xml')?.toString() ?? ''
    expect(words.indexOf('合计')).toBeLessThan(words.indexOf('附件<'))
    expect(words.indexOf('附件<')).toBeLessThan(words.indexOf('应急物资小计'))
    expect((await (await world.as('chaping1')).get(`/api/stock/need?unit=${unit}`)).status).toBe(404)
  })

  test('villages without a store in use are listed (S49)', async ({ world }) => {
    const town = await world.as('chaping1')
    const before = (await town.get<AssessmentView>('/api/stock/assessment')).body.withoutStore
    expect(before).toEqual([])
    await world.query(
      `update stock_store set state = 'planned' where unit_id = (select unit_id from account where account = 'liangshui1')`,
    )
    const after = (await town.get<AssessmentView>('/api/stock/assessment')).body.withoutStore
    expect(after.map(one => one.unitName)).toEqual([expect.stringContaining('凉水')])
  })
})

describe('临期', () => {
  test('a unit whose goods soon expire owes it once, until the last of them is dealt with', async ({ world }) => {
    await world.at('2026-07-12T08:00:00+08:00')
    const town = await world.as('chaping1')
    const [store] = (await town.get<Items<{ id: string; level: string }>>('/api/stock/stores')).body.items
    const bought = { kind: 'in', origin: 'purchase', storeId: store?.id, itemCode: 'mask', quantity: 500 }
    await town.post('/api/stock/movements', { ...bought, lot: { expiresOn: '2026-07-30' } })
    await nextMorning(world, '2026-07-13T06:10:00+08:00')
    await world.at('2026-07-14T06:30:00+08:00')
    const owed = () =>
      world.query(
        `select satisfied_at is not null as met from obligation where kind = 'stock-expiry' and owed_by_unit_id = '${world.unit('chaping')}'`,
      )
    expect(await owed()).toEqual([{ met: false }])
    const expiring = (await town.get<Items<{ itemCode: string }>>('/api/stock/expiry')).body.items
    expect(expiring.map(lot => lot.itemCode)).toEqual(['mask'])
    await town.post('/api/stock/movements', { kind: 'scrap', storeId: store?.id, itemCode: 'mask', quantity: 500 })
    expect(await owed()).toEqual([{ met: true }])
  })
})

describe('盘点', () => {
  const begin = async (world: World) => {
    await world.at('2026-07-12T08:00:00+08:00')
    const village = await world.as('liangshui1')
    const made = await village.post<TakeView>('/api/stock/takes', { title: '汛中盘点', dueOn: '2026-07-20' })
    expect(made.status).toBe(201)
    return { village, take: made.body }
  }

  test('is complete only when every lot is counted; a difference wants a reason and becomes a line (W219–W221)', async ({
    world,
  }) => {
    const { village, take } = await begin(world)
    const [store] = take.storeList
    expect(take.storeList).toHaveLength(1)
    const tooEarly = await village.post(`/api/stock/takes/${take.id}/completion`)
    expect(tooEarly.problem).toMatchObject({ code: 'stock/take-incomplete', detail: expect.stringContaining('未盘点') })
    const counts = store?.counts ?? []
    const torch = counts.find(one => one.itemName === '强光手电')
    const others = counts.filter(one => one !== torch)
    const count = (one: typeof torch, counted: number, more: object = {}) =>
      village.put<TakeView>(`/api/stock/take-counts/${one?.id}`, {
        counted,
        quality: 'qualified',
        version: one?.version,
        ...more,
      })
    const silent = await count(torch, (torch?.book ?? 0) - 2)
    expect(silent.problem.errors?.[0]?.pointer).toBe('/explanation')
    const explained = { explanation: '巡河丢失 2 件', quality: 'pending' }
    expect((await count(torch, (torch?.book ?? 0) - 2, explained)).status).toBe(200)
    expect((await count(torch, 1, explained)).problem.code).toBe('conflict')
    for (const one of others) await count(one, one.book)
    const done = await village.post<TakeView>(`/api/stock/takes/${take.id}/completion`)
    expect(done.body).toMatchObject({ storesDone: 1, differing: 1, counted: others.length + 1 })
    expect(done.body.qualifiedRate).toBe(Math.floor((others.length / (others.length + 1)) * 1000) / 10)
    const ledger = (await village.get<Items<LedgerLine>>(`/api/stock/ledger?store=${store?.storeId}&kind=countLoss`))
      .body.items
    expect(ledger).toMatchObject([{ delta: -2, note: '汛中盘点：巡河丢失 2 件' }])
    const after = (await village.get<StoreView>(`/api/stock/stores/${store?.storeId}`)).body
    expect(after.lotList.find(lot => lot.id === torch?.lotId)).toMatchObject({
      quality: 'pending',
      balance: (torch?.book ?? 0) - 2,
    })
    expect((await village.post(`/api/stock/takes/${take.id}/completion`)).problem.code).toBe('stock/take-closed')
    const owed = await world.query(`select satisfied_at is not null as met from obligation where basis = '${take.id}'`)
    expect(owed).toEqual([{ met: true }])
  })

  test('another village neither sees nor counts it', async ({ world }) => {
    const { take } = await begin(world)
    const other = await world.as('longtan1')
    expect((await other.get(`/api/stock/takes/${take.id}`)).status).toBe(404)
    const count = take.storeList[0]?.counts[0]
    const counted = await other.put(`/api/stock/take-counts/${count?.id}`, {
      counted: 1,
      quality: 'qualified',
      version: 1,
    })
    expect(counted.status).toBe(404)
  })
})
