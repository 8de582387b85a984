import type { CalendarDayView } from '@anlan/contract/calendar.ts'
import type { AssignmentState } from '@anlan/contract/instruction.ts'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { defaultLimit, instructionState, isOwedAnswer, lastWorkday, rateOf, urgeAt } from './rules.ts'

const limits = { inEventMinutes: 120, urgentHours: 24, fairlyUrgentDays: 3, otherDays: 15 }

describe('how long a unit has', () => {
  test('in a running event two hours, whatever the urgency', () => {
    expect(defaultLimit(true, 'none', limits)).toMatchObject({ minutes: 120 })
    expect(defaultLimit(true, 'mostUrgent', limits)).toMatchObject({ minutes: 120 })
  })
  test('otherwise by urgency', () => {
    expect(defaultLimit(false, 'urgent', limits)).toMatchObject({ minutes: 1440 })
    expect(defaultLimit(false, 'veryUrgent', limits)).toMatchObject({ minutes: 1440 })
    expect(defaultLimit(false, 'fairlyUrgent', limits)).toMatchObject({ workdays: 3 })
    expect(defaultLimit(false, 'none', limits)).toMatchObject({ workdays: 15 })
  })
})

describe('working days', () => {
  const day = (date: string, dayClass: CalendarDayView['dayClass']): CalendarDayView => ({
    date,
    dayClass,
    name: null,
    source: null,
  })
  test('holidays, weekends and adjusted rest are skipped, a make-up Saturday counts', () => {
    const days = [
      day('2026-10-01', 'statutoryHoliday'),
      day('2026-10-05', 'adjustedRest'),
      day('2026-10-08', 'workday'),
      day('2026-10-10', 'makeupWorkday'),
      day('2026-10-11', 'weekend'),
      day('2026-10-12', 'workday'),
    ]
    expect(lastWorkday(days, 1)).toBe('2026-10-08')
    expect(lastWorkday(days, 2)).toBe('2026-10-10')
    expect(lastWorkday(days, 3)).toBe('2026-10-12')
    expect(lastWorkday(days, 4)).toBeNull()
  })
  test('in a year whose notice is not out, Monday to Friday count', () => {
    expect(lastWorkday([day('2028-01-01', 'unknown'), day('2028-01-03', 'unknown')], 1)).toBe('2028-01-03')
  })
})

test('half the time is half the time, and the share is of what is left', () => {
  const from = new Date('2026-07-12T06:00:00Z')
  const due = new Date('2026-07-12T08:00:00Z')
  expect(urgeAt(from, due, 50)).toEqual(new Date('2026-07-12T07:00:00Z'))
  expect(urgeAt(from, due, 25)).toEqual(new Date('2026-07-12T07:30:00Z'))
})

describe('where an instruction stands', () => {
  const of = (...units: AssignmentState[]) =>
    instructionState({ units, followed: false, closed: false, archived: false })
  test('as far as the slowest unit', () => {
    expect(of()).toBe('toTranscribe')
    expect(of('assigned', 'answered')).toBe('handedOn')
    expect(of('signedFor', 'signedFor')).toBe('signedFor')
    expect(of('signedFor', 'answered')).toBe('inProgress')
    expect(of('answered', 'returned')).toBe('inProgress')
    expect(of('answered', 'answered')).toBe('answered')
  })
  test('a unit that gets further never sets the whole back', () => {
    const order = ['toTranscribe', 'handedOn', 'signedFor', 'inProgress', 'answered']
    const steps: AssignmentState[] = ['assigned', 'signedFor', 'inProgress', 'answered']
    fc.assert(
      fc.property(fc.array(fc.nat(3), { minLength: 1, maxLength: 6 }), fc.nat(5), (units, which) => {
        const at = which % units.length
        const further = units.map((step, i) => (i === at ? Math.min(step + 1, 3) : step))
        const rankOf = (all: number[]) => order.indexOf(of(...all.map(step => steps[step] ?? 'assigned')))
        return rankOf(further) >= rankOf(units)
      }),
    )
  })
})

test('a leader above is owed an answer, unless he has only read', () => {
  expect(isOwedAnswer('city', 'handleSoon')).toBe(true)
  expect(isOwedAnswer('province', 'read')).toBe(false)
  expect(isOwedAnswer('countyHead', 'handleSoon')).toBe(false)
})

test('a rate of nothing is no rate', () => {
  expect(rateOf(0, 0)).toBeNull()
  expect(rateOf(2, 1)).toBe(66.7)
  expect(rateOf(3, 0)).toBe(100)
})
