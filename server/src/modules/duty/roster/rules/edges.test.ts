import { readFileSync } from 'node:fs'
import { describe, expect, test, vi } from 'vitest'
import { calendarDays } from '../../../calendar/seed/holidays.ts'
import { solveRoster } from '../solver/solve.ts'
import { checkRoster } from './check.ts'
import { fairnessTable } from './fairness.ts'
import { madeUpRoom } from './made-up.ts'

// Proving takes seconds where the machine does much else.
vi.setConfig({ testTimeout: 60_000 })

const yearOf = (year: number) =>
  madeUpRoom({ seed: 1, people: 12, from: `${year}-01-01`, days: 365, hasPast: false }, calendarDays)
const between = (days: string[], first: string, last: string) => days.filter(day => day >= first && day <= last)

describe('the calendars of 2025 and 2026', () => {
  test.each([
    // First and last day of each unbroken rest with a statutory day in it, from the notices of the State Council.
    [
      2025,
      ['01-01', '01-01', '01-28', '02-04', '04-04', '04-06', '05-01', '05-05', '05-31', '06-02', '10-01', '10-08'],
      ['01-26', '02-08', '04-27', '09-28', '10-11'],
    ],
    [
      2026,
      [
        '01-01',
        '01-03',
        '02-15',
        '02-23',
        '04-04',
        '04-06',
        '05-01',
        '05-05',
        '06-19',
        '06-21',
        '09-25',
        '09-27',
        '10-01',
        '10-07',
      ],
      ['01-04', '02-14', '02-28', '05-09', '09-20', '10-10'],
    ],
  ])(
    '%i: leaders are on the spot on statutory days and the rest joined to them, and on no other day',
    (year, spans, makeup) => {
      const { days } = yearOf(year)
      const all = days.map(day => day.day.slice(5))
      const expected = spans.flatMap((first, i) => (i % 2 === 0 ? between(all, first, spans[i + 1] ?? '') : []))
      expect(days.filter(day => day.leaderOnSite).map(day => day.day.slice(5))).toEqual(expected)
      // A weekend on which people work is a workday in every respect.
      for (const day of days.filter(one => makeup.includes(one.day.slice(5))))
        expect(day).toMatchObject({ dayClass: 'makeupWorkday', kind: 'workday', points: 1, leaderOnSite: false })
    },
  )
  test.each([
    [2025, ['2025-01-28', '2025-01-29']],
    [2026, ['2026-02-16', '2026-02-17']],
  ])('%i: the eve and the first day of the lunar year weigh most', (year, days) =>
    expect(
      yearOf(year)
        .days.filter(day => day.points === 4)
        .map(day => day.day),
    ).toEqual(days),
  )
  test('a leader who is only on call on such a day breaks a hard rule, on a day made up for not', async () => {
    const problem = madeUpRoom(
      { seed: 2, people: 12, from: '2026-02-10', days: 19, hasPast: false, leave: 0 },
      calendarDays,
    )
    const { assignments } = await solveRoster(problem, 20)
    expect(assignments.every(one => one.onSite)).toBe(true)
    const onCall = assignments.map(one => (one.post === 'shiftLeader' ? { ...one, onSite: false } : one))
    expect(
      checkRoster(problem, onCall)
        .filter(one => one.hard)
        .map(one => [one.rule, one.day]),
    ).toEqual(
      between(
        problem.days.map(day => day.day),
        '2026-02-15',
        '2026-02-23',
      ).map(day => ['leaderAway', day]),
    )
  })
})

describe('over midnight, the end of a month and of a year', () => {
  const problem = madeUpRoom(
    { seed: 3, people: 12, from: '2025-12-28', days: 8, hasPast: false, leave: 0, wishes: 0 },
    calendarDays,
  )
  test('every minute to the morning of the last day is covered, rest counts across the new year', async () => {
    const { assignments, outcome } = await solveRoster(problem, 20)
    expect(outcome).toBe('optimal')
    expect(new Date(problem.to).toISOString()).toBe('2026-01-05T00:30:00.000Z')
    expect(checkRoster(problem, assignments).filter(one => one.hard)).toEqual([])
    const eve = assignments.find(one => one.slotKey.startsWith('2025-12-31') && one.post === 'primary')
    const next = assignments.map(one =>
      one.slotKey.startsWith('2026-01-02') && one.post === 'primary' ? { ...one, personId: eve?.personId ?? '' } : one,
    )
    expect(
      checkRoster(problem, next)
        .filter(one => one.rule === 'rest')
        .map(one => one.message),
    ).toEqual([expect.stringContaining('班间只休息 24 小时，应不少于 48 小时')])
  })
  test('a shift counts in the year and quarter in which it begins', async () => {
    const { assignments } = await solveRoster(problem, 20)
    const rows = fairnessTable(problem, assignments)
    const begunIn2026 = assignments.filter(one => one.slotKey >= '2026').length
    expect(rows.reduce((sum, row) => sum + row.year.nights, 0)).toBe(begunIn2026)
    expect(rows.reduce((sum, row) => sum + row.own.nights, 0)).toBe(assignments.length)
  })
})

test('the checker knows nothing of how rosters are made', () => {
  const imported = [...readFileSync(new URL('check.ts', import.meta.url), 'utf8').matchAll(/^import .* from '(.*)'$/gm)]
  expect(imported.length).toBeGreaterThan(3)
  expect(imported.map(([, from]) => from).filter(from => /solver|fairness|slots|seeded/.test(from ?? ''))).toEqual([])
})
