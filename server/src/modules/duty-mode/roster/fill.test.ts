import fc from 'fast-check'
import { expect, test } from 'vitest'
import { fill, type Reserve, type Stretch, stretches } from './fill.ts'

const at = (text: string) => Date.parse(`${text}:00+08:00`)
const hour = 3_600_000
const reserve = (personId: string, posts: string[], more: Partial<Reserve> = {}): Reserve => ({
  personId,
  posts,
  nightExempt: false,
  duties: [],
  absences: [],
  called: false,
  ...more,
})
const tonight: Stretch = { startsAt: at('2026-07-11T16:00'), endsAt: at('2026-07-11T20:30') }

test('time is cut at shift changes, and no part is longer than twelve hours', () => {
  const parts = stretches(at('2026-07-11T16:00'), at('2026-07-12T16:00'), [
    { startsAt: at('2026-07-11T08:30'), endsAt: at('2026-07-11T20:30') },
    { startsAt: at('2026-07-11T20:30'), endsAt: at('2026-07-12T08:30') },
  ])
  expect(parts.map(one => new Date(one.startsAt + 8 * hour).toISOString().slice(11, 16))).toEqual([
    '16:00',
    '20:30',
    '08:30',
  ])
  expect(stretches(0, 24 * hour, []).map(one => one.endsAt / hour)).toEqual([12, 24])
})

test('the rested and called-in come first; whoever is away or just off duty is not taken', () => {
  const pool = [
    reserve('away', ['secondary'], {
      absences: [{ startsAt: at('2026-07-11T00:00'), endsAt: at('2026-07-12T00:00') }],
    }),
    reserve('tired', ['secondary'], { duties: [{ startsAt: at('2026-07-10T20:30'), endsAt: at('2026-07-11T08:30') }] }),
    reserve('fresh', ['secondary']),
    reserve('called', ['primary'], { called: true }),
  ]
  const { placed, unfilled } = fill({ secondary: 3 }, [tonight], [], pool, 12)
  expect(placed.map(one => one.personId)).toEqual(['called', 'fresh'])
  expect(unfilled).toEqual([{ post: 'secondary', count: 1, ...tonight }])
})

test('somebody free of nights fills no night', () => {
  const night = { startsAt: at('2026-07-11T20:30'), endsAt: at('2026-07-12T08:30') }
  expect(fill({ primary: 1 }, [night], [], [reserve('a', ['primary'], { nightExempt: true })], 12).placed).toEqual([])
})

test('no one is placed twice without rest between, and places and gaps add up to what is asked', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 8 }),
      fc.integer({ min: 1, max: 4 }),
      fc.integer({ min: 0, max: 16 }),
      (people, wanted, rest) => {
        const parts = stretches(0, 48 * hour, [])
        const pool = Array.from({ length: people }, (_, i) => reserve(`p${i}`, ['primary']))
        const { placed, unfilled } = fill({ primary: wanted }, parts, [], pool, rest)
        expect(placed.length + unfilled.reduce((sum, one) => sum + one.count, 0)).toBe(wanted * parts.length)
        for (const a of placed)
          for (const b of placed)
            if (a !== b && a.personId === b.personId)
              expect(Math.abs(a.startsAt - b.startsAt)).toBeGreaterThanOrEqual((12 + rest) * hour - 1)
      },
    ),
  )
})
