import type { AllocationView } from '@anlan/contract/allocation.ts'
import type { EventCosts } from '@anlan/contract/call-up-costs.ts'
import type { CallUpView } from '@anlan/contract/call-up-view.ts'
import type { NearestReply } from '@anlan/contract/resource.ts'
import { describe, expect } from 'vitest'
import { allChecked, flood, heldOf, type Slips, step } from '../../../test/call-up-story.ts'
import { test, type World } from '../../../test/world.ts'

const at = { lng: 108.05, lat: 29.05 }
const hospital = {
  name: '茶坪镇第二卫生院',
  kind: '乡镇卫生院',
  position: at,
  beds: 60,
  emergencyBeds: 12,
  ambulances: 3,
  ambulancesFree: 2,
  readyMinutes: 10,
  dutyPhone: '0990-7516299',
  contact: '陈护士长',
}

const near = async (world: World, capability: string) => {
  const query = new URLSearchParams({
    lng: '108.05',
    lat: '29.05',
    capability,
    withinKm: '1',
    includeUnavailable: 'true',
  })
  return (await (await world.as('duty1')).get<NearestReply>(`/api/resources/nearest?${query}`)).body.items
}
const askFor = async (world: World, capability: string | null, quantity: number | null, offerId: string) =>
  (await world.as('duty1')).post<Slips>('/api/call-ups', {
    items: [{ offerId, capability, quantity }],
    reason: '转运伤员',
    eventId: await flood(world),
  })
const slipOf = async (world: World, capability: string, quantity: number, id: string): Promise<CallUpView> => {
  const made = await askFor(world, capability, quantity, id)
  expect(made.status, JSON.stringify(made.problem)).toBe(200)
  return made.body.items[0] as CallUpView
}

describe('ambulances and beds of a hospital', () => {
  test('are found with how many are free, held once, sent with a checked crew, counted in the costs and given back', async ({
    world,
  }) => {
    await world.at('2026-07-12T03:10:00+08:00')
    const keeper = await world.as('chaping1')
    const wrong = await keeper.post('/api/registers/hospitals', {
      unitId: world.unit('chaping'),
      values: { ...hospital, ambulancesFree: 4, emergencyBeds: 61 },
    })
    expect(wrong.problem.errors?.map(error => error.message)).toEqual([
      '应急可腾床位不能多于床位',
      '可派出救护车不能多于救护车总数',
    ])
    const made = await keeper.post<{ id: string; version: number }>('/api/registers/hospitals', {
      unitId: world.unit('chaping'),
      values: hospital,
    })
    const { id } = made.body
    expect(await near(world, '救护车')).toMatchObject([
      {
        id,
        kind: 'hospital',
        free: 2,
        total: 2,
        readyMinutes: 10,
        keeper: { name: '陈护士长', phone: '0990-7516299' },
      },
    ])
    expect(await near(world, '床位')).toMatchObject([{ id, capability: 'hospital-beds', free: 12 }])

    const whole = await askFor(world, null, null, id)
    expect(whole.problem).toMatchObject({ code: 'call-up/quantity', errors: [{ pointer: '/items/0/quantity' }] })
    const slip = await slipOf(world, 'ambulance', 2, id)
    expect(slip).toMatchObject({
      kind: 'vehicle',
      summary: '茶坪镇第二卫生院（救护车） 2 辆',
      keeper: { name: '陈护士长', phone: '0990-7516299' },
      checks: [{ code: 'medical' }],
    })
    expect(await near(world, '救护车')).toMatchObject([{ free: 0, booked: 2, reason: '已全部占用' }])
    const third = await askFor(world, 'ambulance', 1, id)
    expect(third.problem).toMatchObject({ code: 'resource/not-enough' })

    await step(await world.as('chaping2'), slip.id, 'approval')
    await step(keeper, slip.id, 'issue', { vehicle: '救护车 2 辆' })
    const unchecked = await keeper.post(`/api/call-ups/${slip.id}/departure`, { people: 6 })
    expect(unchecked.problem.code).toBe('call-up/checks-open')
    await allChecked(keeper, slip)
    await step(keeper, slip.id, 'departure', { people: 6 })
    await step(await world.as('duty1'), slip.id, 'receipt')
    // One comes home before the other.
    const line = slip.lines[0]?.id
    await step(keeper, slip.id, 'returns', { lines: [{ lineId: line, returned: 1 }] })
    expect(await near(world, '救护车')).toMatchObject([{ free: 1 }])
    const home = await step(keeper, slip.id, 'returns', { lines: [{ lineId: line, returned: 1 }] })
    expect(home.state).toBe('returned')
    expect(await heldOf(world, id)).toBe(0)
    await step(await world.as('duty1'), slip.id, 'closure')
    const costs = await (await world.as('bureau1')).get<EventCosts>(
      `/api/emergency-events/${slip.eventId}/call-up-costs`,
    )
    expect(costs.body.byKind.find(one => one.kind === 'vehicleDays')?.amount).toBe(2 * 1200)

    // Beds are kept free, nothing leaves.
    const beds = await slipOf(world, 'hospital-beds', 8, id)
    expect(beds).toMatchObject({ kind: 'places', checks: [] })
    expect(beds.steps.map(one => one.step)).not.toContain('departed')
    expect(await near(world, '床位')).toMatchObject([{ free: 4, booked: 8 }])

    // One ambulance less: what can be called on follows the record at once, and nothing when it is struck off.
    const { version } = made.body
    const less = { version, values: { ...hospital, ambulancesFree: 1 } }
    expect((await keeper.patch(`/api/registers/hospitals/${id}`, less)).status).toBe(200)
    expect(await near(world, '救护车')).toMatchObject([{ free: 1, total: 1 }])
    expect((await keeper.post(`/api/registers/hospitals/${id}/removal`, { reason: '撤并' })).status).toBe(200)
    expect(await near(world, '救护车')).toEqual([])
  })

  test('take part in a distribution over several places', async ({ world }) => {
    await world.at('2026-07-12T03:10:00+08:00')
    const keeper = await world.as('chaping1')
    for (const [nth, name] of ['甲卫生院', '乙卫生院'].entries())
      await keeper.post('/api/registers/hospitals', {
        unitId: world.unit('chaping'),
        values: { ...hospital, name, position: { lng: at.lng + nth * 0.02, lat: at.lat } },
      })
    const plan = await (await world.as('duty1')).post<AllocationView>('/api/allocations', {
      kind: 'supplies',
      title: '转运伤员',
      withinKm: 5,
      demands: [
        { key: 'a', name: '河坝', position: at, capability: 'ambulance', quantity: 1 },
        { key: 'b', name: '岭上', position: { lng: at.lng + 0.02, lat: at.lat }, capability: 'ambulance', quantity: 2 },
      ],
    })
    expect(plan.status, JSON.stringify(plan.problem)).toBe(201)
    expect(plan.body.lines.reduce((sum, one) => sum + one.quantity, 0)).toBe(3)
    expect(plan.body.demands.map(one => one.missing)).toEqual([0, 0])
  })
})
