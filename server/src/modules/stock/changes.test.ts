import { randomUUID } from 'node:crypto'
import type { ChangeEntry } from '@anlan/contract/change.ts'
import { creditCheckCharacter } from '@anlan/contract/credit-code.ts'
import type { ItemView } from '@anlan/contract/stock.ts'
import type { AgreementView, NeedView, StandardView, UnitRisksView } from '@anlan/contract/stock-reserve.ts'
import { expect } from 'vitest'
import { storedBy } from '../../../test/call-up-story.ts'
import { test } from '../../../test/world.ts'

type Items<T> = { items: T[] }

test('the county enters and prices an item; each change is kept with its reason and changes the need statement (P6)', async ({
  world,
}) => {
  await world.at('2026-07-12T08:00:00+08:00')
  const bureau = await world.as('bureau1')
  const path = '/api/stock/items/'
  const fresh = { name: '抛投器', class: 'flood', gbFirst: '2', unit: '套', shelfLifeMonths: null, priceYuan: null }
  expect((await bureau.put(`${path}thrower`, { ...fresh, name: '救生衣' })).problem.errors?.[0]?.pointer).toBe('/name')
  const made = await bureau.put<ItemView>(`${path}thrower`, fresh)
  expect(made.body).toMatchObject({ name: '抛投器', version: 1, source: '本县增设' })
  const standard = { level: 'town', risk: 'any', itemCode: 'thrower', quantity: 3, least: 1, source: '县防指通知' }
  await bureau.post('/api/stock/standards', standard)
  const unit = world.unit('yunding')
  const need = async () => {
    const view = (await bureau.get<NeedView>(`/api/stock/need?unit=${unit}`)).body
    return { line: view.items.find(line => line.what === '抛投器'), ...view }
  }
  const unpriced = await need()
  expect(unpriced.line).toMatchObject({ quantity: 3, priceYuan: null, yuan: null })
  expect(unpriced.unpriced).toBe(1)

  const priced = { ...fresh, priceYuan: 1250, priceSource: '2026 年县级采购', version: 1 }
  expect((await bureau.put(`${path}thrower`, priced)).problem.errors?.[0]?.pointer).toBe('/reason')
  expect((await bureau.put(`${path}thrower`, { ...priced, reason: '询价' })).status).toBe(200)
  expect((await bureau.put(`${path}thrower`, { ...priced, reason: '询价' })).problem.code).toBe('conflict')
  const after = await need()
  expect(after.line).toMatchObject({ priceYuan: 1250, yuan: 3750 })
  expect([after.unpriced, after.totalYuan]).toEqual([0, unpriced.totalYuan + 3750])
  const history = (await bureau.get<Items<ChangeEntry>>(`${path}thrower/history`)).body.items
  expect(history).toMatchObject([
    {
      reason: '询价',
      changes: [
        { label: '重置单价', before: '（空）', after: '1250 元' },
        { label: '单价来源', before: '（空）', after: '2026 年县级采购' },
      ],
    },
  ])
  expect((await (await world.as('chaping1')).put(`${path}thrower`, priced)).status).toBe(403)
})

test('what a piece can do is the county’s to enter: who asks for that capability finds it at once in every store', async ({
  world,
}) => {
  await world.at('2026-07-12T08:00:00+08:00')
  const bureau = await world.as('bureau1')
  await storedBy(world, 'longtan1', 'chain-saw', 4)
  const found = async (rating: number) =>
    (
      await bureau.get<Items<{ name: string }>>(
        `/api/resources/nearest?lng=108.4&lat=29.2&capability=lighting&minRating=${rating}&limit=50`,
      )
    ).body.items.some(one => one.name.includes('油锯'))
  const item = (await bureau.get<Items<ItemView>>('/api/stock/items')).body.items.find(one => one.code === 'chain-saw')
  if (!item) throw new Error('a chain saw in the catalogue')
  const { source: _, confidence: __, code: ___, ...rest } = item
  const put = (more: object) =>
    bureau.put<ItemView>('/api/stock/items/chain-saw', { ...rest, capability: 'lighting', reason: '带照明', ...more })
  expect(await found(1)).toBe(false)
  expect((await put({ capability: 'no-such' })).problem.errors).toMatchObject([{ field: '通用能力' }])
  expect((await put({ capability: null, rating: 3 })).problem.errors).toMatchObject([{ field: '单件能力' }])
  const saved = await put({ rating: 3 })
  expect(saved.body).toMatchObject({ capability: { code: 'lighting', name: '照明', ratingUnit: 'kW' }, rating: 3 })
  expect([await found(3), await found(4)]).toEqual([true, false])
  const history = (await bureau.get<Items<ChangeEntry>>('/api/stock/items/chain-saw/history')).body.items
  expect(history[0]?.changes).toMatchObject([
    { label: '通用能力', after: '照明' },
    { label: '单件能力', after: '3' },
  ])
  // A form that does not speak of it changes nothing of it.
  const { capability: ____, ...silent } = { ...rest, reason: '改单价', priceYuan: 2000, version: saved.body.version }
  const { rating: _____, ...more } = silent
  expect((await bureau.put<ItemView>('/api/stock/items/chain-saw', more)).body.rating).toBe(3)
})

test('a standard and the risks of a township are changed with a reason, and never over another’s change', async ({
  world,
}) => {
  await world.at('2026-07-12T08:00:00+08:00')
  const bureau = await world.as('bureau1')
  const all = (await bureau.get<Items<StandardView>>('/api/stock/standards')).body.items
  const quilt = all.find(one => one.level === 'town' && one.itemCode === 'quilt') as StandardView
  const { confidence: _, itemName: __, unit: ___, ...asked } = quilt
  const path = `/api/stock/standards/${quilt.id}`
  expect((await bureau.put(path, { ...asked, quantity: 120 })).problem.errors?.[0]?.pointer).toBe('/reason')
  const changed = await bureau.put<Items<StandardView>>(path, { ...asked, quantity: 120, reason: '县应急委核定' })
  expect(changed.body.items.find(one => one.id === quilt.id)).toMatchObject({ quantity: 120, version: 2 })
  expect((await bureau.put(path, { ...asked, quantity: 90, reason: '晚了' })).problem.code).toBe('conflict')
  const history = (await bureau.get<Items<ChangeEntry>>(`${path}/history`)).body.items
  expect(history[0]?.changes).toEqual([{ label: '标准数量', before: '100', after: '120' }])

  const unit = world.unit('yunding')
  const risks = `/api/stock/unit-risks/${unit}`
  const known = (await bureau.get<Items<UnitRisksView>>('/api/stock/unit-risks')).body.items
  const was = known.find(one => one.unitId === unit)?.risks ?? []
  const asRisks = (more: string[], reason: string) => ({ risks: [...was, ...more], was, reason })
  const set = await bureau.put<Items<UnitRisksView>>(risks, asRisks(['geological'], '新增滑坡隐患点'))
  expect(set.body.items.find(one => one.unitId === unit)?.risks).toEqual([...was, 'geological'].sort())
  expect((await bureau.put(risks, asRisks(['chemical'], '晚了'))).problem.code).toBe('conflict')
  const before = (await bureau.get<Items<ChangeEntry>>(`${risks}/history`)).body.items
  expect(before).toMatchObject([{ reason: '新增滑坡隐患点', changes: [{ label: '风险类型' }] }])
  expect(before[0]?.changes[0]?.after).toContain('地质灾害')
  expect((await (await world.as('chaping1')).get(`${risks}/history`)).status).toBe(404)
})

test('an agreement is changed, verified and ended; every state of it can be looked up', async ({ world }) => {
  await world.at('2026-07-12T08:00:00+08:00')
  const bureau = await world.as('bureau1')
  const first17 = '91990321MA0000001'
  const agreement = {
    id: randomUUID(),
    firm: '峦城劳保用品店',
    creditCode: first17 + creditCheckCharacter(first17),
    contact: '谭松',
    phone: '19900009101',
    responseHours: 6,
    priceRule: '按市场价',
    from: '2026-01-01',
    to: '2026-07-31',
    items: [{ itemCode: 'helmet', quantity: 70, capacityPerDay: 5 }],
  }
  await bureau.post('/api/stock/agreements', agreement)
  const path = `/api/stock/agreements/${agreement.id}`
  const later = { ...agreement, to: '2027-07-31', verifiedOn: '2026-07-11', version: 1 }
  expect((await bureau.put(path, later)).problem.errors?.[0]?.pointer).toBe('/reason')
  const tomorrow = await bureau.put(path, { ...later, verifiedOn: '2026-07-13', reason: '续签' })
  expect(tomorrow.problem.errors?.[0]?.pointer).toBe('/verifiedOn')
  const saved = await bureau.put<AgreementView>(path, { ...later, reason: '续签' })
  expect(saved.body).toMatchObject({ to: '2027-07-31', verifiedOn: '2026-07-11', version: 2 })
  const offered = await world.query(
    `select valid_until::text as until, verified_at is not null as verified from resource_offer where id = '${agreement.id}'`,
  )
  expect(offered).toEqual([{ until: '2027-07-31', verified: true }])
  const history = (await bureau.get<Items<ChangeEntry>>(`${path}/history`)).body.items
  expect(history[0]?.changes).toEqual([
    { label: '协议截止日', before: '2026-07-31', after: '2027-07-31' },
    { label: '最近核实日', before: '（空）', after: '2026-07-11' },
  ])
  expect((await bureau.post(`${path}/ending`, { reason: '企业注销' })).status).toBe(200)
  const late = await bureau.put(path, { ...later, version: 3, reason: '再续' })
  expect(late.problem.detail).toContain('已终止')
})
