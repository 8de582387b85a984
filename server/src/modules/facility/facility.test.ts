import type { CameraProgress, CameraView, EnterpriseSafety, FundTotals } from '@anlan/contract/facility.ts'
import { describe, expect } from 'vitest'
import { test, type World } from '../../../test/world.ts'

const create = async (world: World, ledger: string, unit: string, values: object) => {
  const reply = await (await world.as('duty1')).post<{ id: string; version: number }>(`/api/registers/${ledger}`, {
    unitId: world.unit(unit),
    values,
  })
  expect(reply.status).toBe(201)
  return reply.body
}
const camera = (address: string | null, more: object = {}) => ({
  name: `河道 ${address}`,
  scene: 'river',
  position: { lng: 109.1, lat: 29.2 },
  protocol: 'snapshot',
  address,
  state: 'online',
  builtYear: 2026,
  ...more,
})

describe('视频监控点', () => {
  test('the page of a camera may load from its host alone, stands only within ours, and shows nothing beyond reach', async ({
    world,
  }) => {
    const { id } = await create(world, 'cameras', 'chaping', camera('http://10.99.9.9:8000/snapshot.jpg'))
    const village = await world.as('liangshui1')
    expect((await village.get<CameraView>(`/api/facilities/cameras/${id}`)).body).toMatchObject({
      protocol: 'snapshot',
      address: 'http://10.99.9.9:8000/snapshot.jpg',
    })
    const page = await village.get(`/camera-pictures/${id}`)
    const policy = String(page.raw.headers['content-security-policy'])
    expect(policy).toContain("img-src 'self' data: blob: http://10.99.9.9:8000;")
    expect(policy).toContain("connect-src 'self' http://10.99.9.9:8000;")
    expect(policy).toContain("media-src 'self' blob: http://10.99.9.9:8000;")
    expect(policy).toContain("frame-ancestors 'self'")
    // Any other page knows nothing of it, and is framed by nobody.
    const other = String((await village.get('/api/session')).raw.headers['content-security-policy'])
    expect(other).not.toContain('10.99.9.9')
    expect(other).toContain("frame-ancestors 'none'")
    expect((await (await world.as(null)).get(`/camera-pictures/${id}`)).status).toBe(401)
    expect((await (await world.as('admin1')).get(`/camera-pictures/${id}`)).status).toBe(403)
    await (await world.as('duty1')).post(`/api/registers/cameras/${id}/removal`, { reason: '拆除' })
    expect((await village.get(`/camera-pictures/${id}`)).status).toBe(404)
  })

  test('what is built in a year is counted from the cameras, against the target of the year', async ({ world }) => {
    const duty = await world.as('duty1')
    const read = async () => {
      const { body } = await duty.get<CameraProgress>('/api/facilities/camera-progress?year=2031')
      return body.items.find(one => one.unitId === world.unit('chaping'))
    }
    const before = await read()
    expect(before).toMatchObject({ target: null, done: 0 })
    await create(world, 'camera-targets', 'chaping', { document: '2031 年建设任务', year: 2031, target: 12 })
    await create(world, 'cameras', 'chaping', camera('http://10.99.9.1/a.jpg', { builtYear: 2031 }))
    await create(world, 'cameras', 'chaping', camera('http://10.99.9.2/a.jpg', { builtYear: 2030 }))
    const planned = { state: 'planned', protocol: 'none', builtYear: null, name: '计划点' }
    await create(world, 'cameras', 'chaping', camera(null, planned))
    expect(await read()).toMatchObject({ target: 12, done: 1, all: (before?.all ?? 0) + 2 })
    expect((await duty.get('/api/facilities/camera-progress?year=26')).status).toBe(422)
  })
})

describe('应急资金', () => {
  test('lines add up by unit, purpose and source; who has no budget is named until he has one', async ({ world }) => {
    const duty = await world.as('duty1')
    const read = async () => (await duty.get<FundTotals>('/api/facilities/funds?year=2031')).body
    expect((await read()).total).toEqual({ budget: 0, appropriated: 0, spent: 0, remaining: 0, outstanding: 0 })
    const all = (await read()).withoutBudget.length
    const line = (unit: string, kind: string, amount: number, purpose = 'running') =>
      create(world, 'fund-lines', unit, {
        title: '应急经费',
        year: 2031,
        kind,
        purpose,
        source: '县级',
        amount,
        day: '2031-03-01',
        documentNumber: `${unit} ${kind} ${amount}`,
      })
    await line('chaping', 'budget', 20)
    await line('chaping', 'appropriation', 15)
    await line('chaping', 'spending', 4.5)
    await line('chaping-201', 'budget', 2, 'drill')
    // Money that was given without a budget does not make one.
    await line('longtan', 'appropriation', 3)
    const totals = await read()
    expect(totals.total).toEqual({ budget: 22, appropriated: 18, spent: 4.5, remaining: 13.5, outstanding: 4 })
    const town = totals.byUnit.find(one => one.key === world.unit('chaping'))
    expect(town).toMatchObject({ budget: 22, appropriated: 15, remaining: 10.5, lines: 4 })
    expect(town?.villages.find(one => one.key === world.unit('chaping-201'))?.budget).toBe(2)
    expect(totals.byPurpose.map(one => [one.label, one.budget])).toEqual([
      ['日常运转', 20],
      ['演练培训', 2],
    ])
    const zero = new Set(totals.withoutBudget.map(one => one.unitId))
    expect(totals.withoutBudget).toHaveLength(all - 2)
    expect(zero.has(world.unit('longtan'))).toBe(true)
    expect(zero.has(world.unit('chaping-201'))).toBe(false)
    // A township sees itself and what is below it, a village itself.
    const below = (await (await world.as('longtan1')).get<FundTotals>('/api/facilities/funds?year=2031')).body
    expect(below.total.appropriated).toBe(3)
    expect(below.byUnit.map(one => one.key)).toEqual([world.unit('longtan')])
    const village = (await (await world.as('liangshui1')).get<FundTotals>('/api/facilities/funds?year=2031')).body
    expect(village.total.budget).toBe(2)
  })
})

describe('企业安全生产', () => {
  test('who lacks standardisation or insurance is listed by sector, as of today', async ({ world }) => {
    await world.at('2026-07-12T08:00:00+08:00')
    const values = { sector: 'chemical', employees: 20, insured: true, insuredUntil: '2026-07-11' }
    const before = (await (await world.as('duty1')).get<EnterpriseSafety>('/api/facilities/enterprises')).body
    await create(world, 'enterprises', 'chaping', {
      ...values,
      name: '盐井化工厂',
      creditCode: '91350100M000100Y43',
      standardLevel: '未达标',
    })
    const now = (await (await world.as('duty1')).get<EnterpriseSafety>('/api/facilities/enterprises')).body
    expect(now.items.find(one => one.name === '盐井化工厂')).toMatchObject({
      sectorName: '危险化学品',
      standard: 'none',
      insurance: 'expired',
    })
    const of = (safety: EnterpriseSafety) => safety.sectors.find(one => one.code === 'chemical')
    expect(of(now)?.standard.none).toBe((of(before)?.standard.none ?? 0) + 1)
    expect(of(now)?.insurance.expired).toBe((of(before)?.insurance.expired ?? 0) + 1)
    const elsewhere = (await (await world.as('longtan1')).get<EnterpriseSafety>('/api/facilities/enterprises')).body
    expect(elsewhere.items.some(one => one.name === '盐井化工厂')).toBe(false)
  })
})
