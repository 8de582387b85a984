import { RosterRules } from '@anlan/contract/roster.ts'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { roomOf, weekOf } from '../sample-rosters.ts'
import { checkRoster } from './check.ts'
import { fairnessTable, fairShares } from './fairness.ts'
import type { Assignment, RosterProblem } from './problem.ts'
import { rosterDays, slotsOf } from './slots.ts'

/** Everybody in turn: leaders, primaries, secondaries, two shifts a day. With six of each nothing is broken. */
function inTurn(problem: RosterProblem): Assignment[] {
  const turn: Record<string, number> = {}
  return problem.slots.flatMap(slot =>
    (['shiftLeader', 'primary', 'secondary'] as const).map(post => {
      const pool = problem.people.filter(one => one.posts[0] === post)
      const at = turn[post] ?? 0
      turn[post] = at + 1
      return { slotKey: slot.key, post, place: 0, personId: pool[at % pool.length]?.id ?? '', onSite: true }
    }),
  )
}
const hardOf = (problem: RosterProblem, given: Assignment[]) =>
  checkRoster(problem, given)
    .filter(one => one.hard)
    .map(one => one.rule)
const change = (given: Assignment[], at: number, more: Partial<Assignment>) =>
  given.map((one, i) => (i === at ? { ...one, ...more } : one))

describe('a week of a county room', () => {
  const problem = weekOf({ each: 7 })
  const whole = inTurn(problem)

  test('everybody in turn breaks nothing', () => expect(hardOf(problem, whole)).toEqual([]))

  test('a place left open is a gap of minutes and a shift short of one', () => {
    const broken = checkRoster(problem, whole.slice(1))
    expect(broken.map(one => [one.rule, one.message])).toEqual(
      expect.arrayContaining([
        ['uncovered', '8月3日 08:30 至 17:30 带班领导缺 1 人'],
        ['understaffed', '8月3日白班 带班领导缺 1 人'],
      ]),
    )
  })

  test('patterns that leave half an hour uncovered are found, although every shift is full', () => {
    const short = {
      ...problem,
      slots: problem.slots.map((slot, i) => (i === 1 ? { ...slot, startsAt: slot.startsAt + 1_800_000 } : slot)),
    }
    expect(checkRoster(short, whole).map(one => one.message)).toContain('8月3日 17:30 至 18:00 主班缺 1 人')
  })

  const [leader, primary] = [whole[0] as Assignment, whole[1] as Assignment]
  const about = (id: string, more: object) => ({
    ...problem,
    people: problem.people.map(one => (one.id === id ? { ...one, ...more } : one)),
  })
  test.each([
    ['onLeave', about(primary.personId, { leaves: [{ from: problem.from, to: problem.from + 1, reason: '病假' }] })],
    ['guard', about(primary.personId, { isGuard: true })],
    ['untrained', about(primary.personId, { trained: false })],
    ['notInPool', about(primary.personId, { fromDay: '2026-08-04' })],
    ['notInPool', about(primary.personId, { posts: ['secondary'] })],
    [
      'elsewhere',
      about(primary.personId, {
        busy: [{ startsAt: problem.from, endsAt: problem.from + 3_600_000, isNight: false, place: '防汛值班室' }],
      }),
    ],
    [
      'rest',
      about(primary.personId, {
        busy: [
          { startsAt: problem.from - 10 * 3_600_000, endsAt: problem.from - 3_600_000, isNight: false, place: '' },
        ],
      }),
    ],
    ['leaderAway', { ...problem, slots: problem.slots.map(slot => ({ ...slot, leaderOnSite: true })) }],
  ] as const)('%s', (rule, input) => {
    const given = rule === 'leaderAway' ? change(whole, 0, { onSite: false }) : whole
    expect(hardOf(input as unknown as RosterProblem, given)).toContain(rule)
  })

  test('one person in two posts of a shift, and two who must not be on duty together', () => {
    expect(hardOf(problem, change(whole, 2, { personId: primary.personId }))).toContain('elsewhere')
    const apart = { ...problem, pairs: [{ a: leader.personId, b: primary.personId, kind: 'apart' as const }] }
    expect(hardOf(apart, whole)).toContain('apart')
  })

  test('a third night within seven days', () => {
    const nights = problem.slots.filter(slot => slot.isNight)
    const given = [0, 2, 4].map(i => ({ ...primary, slotKey: nights[i]?.key ?? '' }))
    expect(hardOf(problem, given)).toContain('nights')
    expect(hardOf(problem, given.slice(0, 2))).not.toContain('nights')
  })

  test('whatever is left out or doubled, the checker says so', () =>
    fc.assert(
      fc.property(fc.nat(whole.length - 1), fc.boolean(), (at, leaveOut) => {
        const one = whole[at] as Assignment
        const given = leaveOut ? whole.filter((_, i) => i !== at) : [...whole, { ...one, place: 1 }]
        const rules = hardOf(problem, given)
        return leaveOut ? rules.includes('uncovered') : rules.includes('overstaffed') && rules.includes('elsewhere')
      }),
    ))
})

describe('days', () => {
  const day = (
    date: string,
    dayClass: 'workday' | 'weekend' | 'statutoryHoliday' | 'adjustedRest',
    name: string | null = null,
  ) => ({
    date,
    dayClass,
    name,
    source: null,
  })
  test('leaders are on the spot throughout a holiday with the days off around it, not on an ordinary weekend', () => {
    const days = rosterDays(
      [
        day('2026-09-24', 'workday'),
        day('2026-09-25', 'statutoryHoliday', '中秋节'),
        day('2026-09-26', 'weekend'),
        day('2026-09-27', 'weekend'),
        day('2026-09-28', 'workday'),
        day('2026-10-10', 'weekend'),
      ],
      RosterRules.parse({}),
    )
    expect(days.map(one => [one.leaderOnSite, one.points])).toEqual([
      [false, 1],
      [true, 3],
      [true, 1.5],
      [true, 1.5],
      [false, 1],
      [false, 1.5],
    ])
  })
  test('a night shift ends on the next day, in Shanghai', () => {
    const { patterns } = roomOf({ each: 1 })
    const days = rosterDays([day('2026-12-31', 'workday')], RosterRules.parse({}))
    expect(slotsOf(days, patterns).map(slot => new Date(slot.endsAt).toISOString())).toEqual([
      '2026-12-31T09:30:00.000Z',
      '2027-01-01T00:30:00.000Z',
    ])
  })
})

describe('fair shares', () => {
  test('add up to what there is to do, and whoever carried more gets less', () =>
    fc.assert(
      fc.property(fc.array(fc.nat(6), { minLength: 6, maxLength: 6 }), priors => {
        const base = weekOf({ each: 6 })
        const people = base.people.map((one, i) => ({
          ...one,
          prior: { '2026Q3': { points: 0, nights: priors[i % 6] ?? 0, weekends: 0, holidays: 0 } },
        }))
        const shares = fairShares({ ...base, people }).filter(
          one => one.measure === 'nights' && one.horizon === '2026Q3',
        )
        for (const share of shares) {
          const bands = [...share.bands.values()]
          const total = share.slots.filter(slot => slot.isNight).length
          if (bands.reduce((sum, one) => sum + one.low, 0) > total) return false
          if (bands.reduce((sum, one) => sum + one.high, 0) < total) return false
        }
        return shares.length === 3
      }),
    ))
  test('the table counts this roster and what was before', () => {
    const problem = weekOf({ each: 7 })
    const [one] = problem.people
    if (one)
      one.prior = {
        '2026Q3': { points: 2.5, nights: 1, weekends: 0, holidays: 1 },
        '2026': { points: 9, nights: 4, weekends: 3, holidays: 1 },
      }
    const row = fairnessTable(problem, inTurn(problem)).find(other => other.personId === one?.id)
    expect(row).toMatchObject({
      shifts: 2,
      own: { nights: 1 },
      quarter: { nights: 2, holidays: 1 },
      year: { nights: 5 },
    })
  })
})
