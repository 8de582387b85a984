import type { EventView } from '@anlan/contract/emergency-event.ts'
import type { ResponsibilityLine } from '@anlan/contract/responsibility.ts'
import { describe, expect, test as rule } from 'vitest'
import { test } from '../../../../test/world.ts'
import { lineageOf, lineOf } from './matrix.ts'

describe('who leads', () => {
  const types = new Map(
    [
      { code: '11000', name: '自然灾害', parent_code: null, lead_function: 'emergencyBureau' },
      { code: '11A00', name: '水旱灾害', parent_code: '11000', lead_function: 'water' },
      { code: '11A51', name: '山洪', parent_code: '11A00', lead_function: null },
      { code: '12000', name: '事故灾难', parent_code: null, lead_function: null },
    ].map(type => [type.code, { ...type, support_functions: type.code === '11000' ? ['water', 'power'] : null }]),
  )
  const water = { id: 'w', name: '水利局', enabled: true }
  const units = new Map([
    ['w', water],
    ['a', { id: 'a', name: '甲局', enabled: true }],
    ['b', { id: 'b', name: '乙局', enabled: false }],
  ])
  const line = (code: string, set: Parameters<typeof lineOf>[2]) =>
    lineOf(types.get(code) as never, types, set, office => (office === 'water' ? water : undefined), units)

  rule('a type without an own line follows the nearest above, and the usual office where nobody set one', () => {
    expect(lineageOf('11A51')).toEqual(['11A51', '11A00', '11000'])
    expect(lineageOf('11000')).toEqual(['11000'])
    expect(line('11A51', []).leads).toEqual([{ unitId: 'w', unitName: '水利局', origin: 'default' }])
    expect(line('11000', []).supports).toEqual([{ unitId: 'w', unitName: '水利局', origin: 'default' }])
    expect(line('11A51', []).supports).toEqual([])
    const set = [{ event_type_code: '11A00', unit_id: 'a', role: 'lead' as const }]
    expect(line('11A51', set).leads).toEqual([{ unitId: 'a', unitName: '甲局', origin: 'inherited' }])
    expect(line('11A00', set).leads[0]?.origin).toBe('own')
  })

  rule('nobody, several, or an ended unit in the lead is a defect', () => {
    expect(line('12000', []).defects).toEqual(['无牵头单位'])
    const both = ['a', 'b'].map(unit_id => ({ event_type_code: '12000', unit_id, role: 'lead' as const }))
    expect(line('12000', both).defects).toEqual(['多个牵头单位', '单位已撤并'])
  })
})

test('the next event of a type goes to whom the matrix names, and the change tells who, when and why', async ({
  world,
}) => {
  await world.at('2026-07-12T03:00:00+08:00')
  const bureau = await world.as('bureau1')
  const health = world.unit('health-commission')
  const set = {
    typeCode: '11A51',
    leadUnitIds: [health],
    supportUnitIds: [world.unit('water-bureau')],
    reason: '机构改革',
  }
  expect((await (await world.as('duty1')).put('/api/responsibilities', set)).status).toBe(403)
  expect(
    (await bureau.put('/api/responsibilities', { ...set, supportUnitIds: [health] })).problem.errors?.[0]?.field,
  ).toBe('配合单位')
  const line = await bureau.put<ResponsibilityLine>('/api/responsibilities', set)
  expect(line.body).toMatchObject({ leads: [{ unitId: health, origin: 'own' }], defects: [] })
  const created = await (await world.as('duty1')).post<EventView>('/api/emergency-events', {
    title: '茶坪镇河坝村山洪',
    eventTypeCode: '11A51',
    areaCode: '990321104202',
    knownAt: '2026-07-12T02:46:00+08:00',
    source: '茶坪镇值班室电话',
    summary: '山洪进村，房屋倒塌。',
  })
  const lead = await (await world.as('health1')).get(`/api/emergency-events/${created.body.id}`)
  expect(lead.status).toBe(200)
  expect((await (await world.as('water1')).get(`/api/emergency-events/${created.body.id}`)).status).toBe(404)
})
