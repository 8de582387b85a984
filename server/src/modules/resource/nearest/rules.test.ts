import type { ResourceHit } from '@anlan/contract/resource.ts'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { combined, daysSince, type RoadPace, ranked, roadMinutes } from './rules.ts'

const pace: RoadPace = [
  { untilM: 5_000, kmPerHour: 25, detour: 1.5 },
  { untilM: 30_000, kmPerHour: 35, detour: 1.4 },
  { untilM: Number.POSITIVE_INFINITY, kmPerHour: 50, detour: 1.3 },
]

const hit = (more: Partial<ResourceHit>): ResourceHit => ({
  id: '00000000-0000-4000-8000-000000000001',
  kind: 'stock',
  name: '库',
  unitId: '00000000-0000-4000-8000-000000000002',
  unitName: '镇',
  capability: 'drainage',
  unit: '台',
  reserve: 'physical',
  withOperator: false,
  lng: 107,
  lat: 30,
  metres: 1_000,
  roadMinutes: 4,
  readyMinutes: null,
  total: 10,
  booked: 0,
  free: 10,
  enough: false,
  rating: null,
  keeper: null,
  backupKeeper: null,
  verifiedAt: null,
  verifiedDaysAgo: 3,
  stale: false,
  validUntil: null,
  reason: null,
  link: '/',
  ...more,
})

describe('road time', () => {
  test('five kilometres of hill road are 18 minutes, each further stretch counts by its own speed', () => {
    expect(roadMinutes(0, pace)).toBe(0)
    expect(roadMinutes(5_000, pace)).toBe(18)
    expect(roadMinutes(30_000, pace)).toBe(18 + 60)
    expect(roadMinutes(80_000, pace)).toBe(18 + 60 + 78)
  })
  test('what lies farther never takes less', () =>
    fc.assert(
      fc.property(
        fc.double({ min: 0, max: 2e5, noNaN: true }),
        fc.double({ min: 0, max: 2e5, noNaN: true }),
        (a, b) => {
          return roadMinutes(Math.min(a, b), pace) <= roadMinutes(Math.max(a, b), pace)
        },
      ),
    ))
})

test('days since it was confirmed are whole, and a clock that was moved back gives none below zero', () => {
  const now = new Date('2026-07-12T08:00:00Z')
  expect(daysSince(new Date('2026-07-11T08:00:01Z'), now)).toBe(0)
  expect(daysSince(new Date('2026-07-09T08:00:00Z'), now)).toBe(3)
  expect(daysSince(new Date('2026-08-01T00:00:00Z'), now)).toBe(0)
  expect(daysSince(null, now)).toBeNull()
})

test('enough before a part, fresh before stale, near before far, places unknown behind, neighbours last', () => {
  const order = ranked([
    hit({ name: '邻县', free: null, metres: null }),
    hit({ name: '久未核实', stale: true, enough: true, metres: 100 }),
    hit({ name: '远而足', enough: true, metres: 9_000 }),
    hit({ name: '位置不明', metres: null }),
    hit({ name: '近而不足', metres: 500 }),
    hit({ name: '近而足', enough: true, metres: 2_000 }),
  ]).map(one => one.name)
  expect(order).toEqual(['近而足', '远而足', '近而不足', '位置不明', '久未核实', '邻县'])
})

describe('several owners together', () => {
  test('nearest first until there is enough; the stale only when the others do not suffice', () => {
    const owners = [
      hit({ name: '甲', metres: 3_000, free: 4 }),
      hit({ name: '乙', metres: 1_000, free: 5 }),
      hit({ name: '丙', metres: 100, free: 50, stale: true }),
    ]
    const told = (quantity: number) => {
      const found = combined(owners, quantity)
      return found && { parts: found.parts.map(part => `${part.offer.name}${part.take}`), missing: found.missing }
    }
    expect(told(5)).toBeNull()
    expect(told(8)).toEqual({ parts: ['乙5', '甲3'], missing: 0 })
    expect(told(20)).toEqual({ parts: ['乙5', '甲4', '丙11'], missing: 0 })
    expect(told(100)).toEqual({ parts: ['乙5', '甲4', '丙50'], missing: 41 })
    expect(combined([], 3)).toBeNull()
    expect(combined([hit({ free: null }), hit({ free: 0 })], 3)).toBeNull()
    expect(combined([hit({ free: 2 })], 3)).toMatchObject({ total: 2, missing: 1 })
    expect(combined([hit({ free: 0.1 }), hit({ free: 0.2 })], 0.3)).toMatchObject({ total: 0.3, missing: 0 })
  })
  test('never takes more than is free, never leaves a gap that somebody could fill', () =>
    fc.assert(
      fc.property(
        fc.array(fc.record({ free: fc.integer({ min: 0, max: 50 }), metres: fc.integer({ min: 0, max: 9_999 }) })),
        fc.integer({ min: 1, max: 500 }),
        (owners, quantity) => {
          const found = combined(
            owners.map(owner => hit(owner)),
            quantity,
          )
          const all = owners.reduce((sum, owner) => sum + owner.free, 0)
          if (!found) return all === 0 || owners.some(owner => owner.free >= quantity)
          return (
            found.parts.every(part => part.take > 0 && part.take <= (part.offer.free ?? 0)) &&
            found.total === Math.min(all, quantity) &&
            found.missing === quantity - found.total
          )
        },
      ),
    ))
})
