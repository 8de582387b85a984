import { randomUUID } from 'node:crypto'
import type { CheckRuleView } from '@anlan/contract/call-up-checks.ts'
import type { ChangeEntry } from '@anlan/contract/change.ts'
import { expect } from 'vitest'
import { type Slips, storedBy } from '../../../../test/call-up-story.ts'
import { test, type World } from '../../../../test/world.ts'

const url = '/api/call-up-checks'
const rulesOf = async (world: World) =>
  (await (await world.as('bureau1')).get<{ items: CheckRuleView[] }>(url)).body.items
async function labelsFor(world: World, item: string, keeper: string): Promise<string[]> {
  const offer = await storedBy(world, keeper, item, 5)
  const made = await (await world.as('duty1')).post<Slips>('/api/call-ups', {
    items: [{ offerId: offer, capability: item, quantity: 1 }],
    reason: '转移被困群众',
  })
  expect(made.status, JSON.stringify(made.problem)).toBe(200)
  return made.body.items[0]?.checks.map(check => check.label) ?? []
}

test('the county says what is checked of what: a boat, not a life jacket; every change has its reason and history', async ({
  world,
}) => {
  await world.at('2026-07-12T03:10:00+08:00')
  const bureau = await world.as('bureau1')
  const goods = '物资品名、数量、有效期核对'
  expect(await labelsFor(world, 'life-jacket', 'longtan1')).toEqual([goods])
  const own = {
    label: '艇上夜航灯完好',
    providers: ['stock'],
    capabilities: ['assault-boat'],
    basis: '县防指〔2026〕8 号',
  }
  expect((await (await world.as('duty1')).post(url, own)).status).toBe(403)
  const unknown = await bureau.post(url, { ...own, capabilities: ['no-such'] })
  expect(unknown.problem).toMatchObject({ code: 'resource/unknown-capability', errors: [{ pointer: '/capabilities' }] })
  const added = await bureau.post<CheckRuleView>(url, { ...own, id: randomUUID() })
  expect(added.body).toMatchObject({ capabilities: [{ code: 'assault-boat', name: '冲锋舟' }], version: 1 })
  expect(await labelsFor(world, 'assault-boat', 'baiyan1')).toContain(own.label)
  expect(await labelsFor(world, 'hose', 'chaping1')).toEqual([goods])

  const boat = (await rulesOf(world)).find(one => one.code === 'boat')
  if (!boat) throw new Error('a check for boats that comes with the product')
  const change = {
    label: boat.label,
    providers: boat.providers,
    capabilities: boat.capabilities.map(one => one.code),
    basis: '县防指〔2026〕8 号',
    enabled: false,
    version: boat.version,
  }
  const silent = await bureau.put(`${url}/boat`, change)
  expect(silent.problem.errors).toMatchObject([{ pointer: '/reason' }])
  const saved = await bureau.put<CheckRuleView>(`${url}/boat`, { ...change, reason: '并入乡镇自查' })
  expect(saved.body).toMatchObject({ enabled: false, version: 2 })
  expect((await bureau.put(`${url}/boat`, { ...change, reason: '再改' })).problem.code).toBe('conflict')
  expect(await labelsFor(world, 'rubber-boat', 'songling1')).not.toContain(boat.label)
  const history = (await bureau.get<{ items: ChangeEntry[] }>(`${url}/boat/history`)).body.items
  expect(history).toMatchObject([
    { reason: '并入乡镇自查', source: '县防指〔2026〕8 号', changes: [{ label: '启用', before: '是', after: '否' }] },
  ])
})
