import fc from 'fast-check'
import { expect, test } from 'vitest'
import { doneAtOf, lateBy, nextDue, opensAt, punctuality, statusOf } from './rules.ts'
import type { StoredSchedule } from './schema.ts'

const at = (text: string) => new Date(`${text}+08:00`)

test('daily hours, a weekday, the last day of a short month and intervals from midnight', () => {
  const daily: StoredSchedule = { kind: 'daily', times: ['17:00', '09:00'] }
  expect(nextDue(daily, at('2026-07-12T08:59:59'))).toEqual(at('2026-07-12T09:00:00'))
  expect(nextDue(daily, at('2026-07-12T09:00:00'))).toEqual(at('2026-07-12T17:00:00'))
  expect(nextDue(daily, at('2026-07-12T17:00:00'))).toEqual(at('2026-07-13T09:00:00'))
  // 2026-07-12 is a Sunday.
  expect(nextDue({ kind: 'weekly', weekday: 1, time: '10:00' }, at('2026-07-12T12:00:00'))).toEqual(
    at('2026-07-13T10:00:00'),
  )
  expect(nextDue({ kind: 'monthly', day: 31, time: '10:00' }, at('2026-02-01T00:00:00'))).toEqual(
    at('2026-02-28T10:00:00'),
  )
  expect(nextDue({ kind: 'every', minutes: 60 }, at('2026-07-11T23:20:00'))).toEqual(at('2026-07-12T00:00:00'))
  expect(nextDue({ kind: 'once', dueAt: '2026-07-12T09:00:00+08:00' }, at('2026-07-12T09:00:00'))).toBeNull()
})

test('the next time always lies ahead, and nothing lies between', () => {
  const schedules: StoredSchedule[] = [
    { kind: 'daily', times: ['08:00', '20:00'] },
    { kind: 'weekly', weekday: 5, time: '16:30' },
    { kind: 'monthly', day: 25, time: '12:00' },
    { kind: 'every', minutes: 50 },
  ]
  fc.assert(
    fc.property(
      fc.constantFrom(...schedules),
      fc.date({ min: at('2026-01-01T00:00:00'), max: at('2027-01-01T00:00:00'), noInvalidDate: true }),
      (schedule, now) => {
        const due = nextDue(schedule, now)
        expect(due && due > now).toBe(true)
        if (due) expect(nextDue(schedule, new Date((now.getTime() + due.getTime()) / 2))).toEqual(due)
      },
    ),
  )
})

test('a round opens its lead before, never before the one before it was due', () => {
  const leads = { dailyMinutes: 720, longMinutes: 4320 }
  const daily: StoredSchedule = { kind: 'daily', times: ['09:00', '17:00'] }
  expect(opensAt(daily, at('2026-07-12T17:00:00'), at('2026-07-12T09:00:00'), leads)).toEqual(at('2026-07-12T09:00:00'))
  expect(opensAt(daily, at('2026-07-13T09:00:00'), at('2026-07-12T17:00:00'), leads)).toEqual(at('2026-07-12T21:00:00'))
})

test('the limit itself is in time, one second later is a minute late', () => {
  const due = at('2026-07-12T17:00:00')
  expect(lateBy(due, due)).toBeNull()
  expect(lateBy(due, at('2026-07-12T17:00:01'))).toBe(1)
  expect(statusOf({ state: 'owed', is_none: false, due_at: due, submission_id: null }, due)).toBe('waiting')
  expect(statusOf({ state: 'owed', is_none: false, due_at: due, submission_id: null }, at('2026-07-12T17:00:01'))).toBe(
    'missing',
  )
})

test('a paper counts when the collecting side had it; typed in by the unit itself, when it is typed in', () => {
  const [written, now] = [at('2026-07-12T16:40:00'), at('2026-07-12T19:00:00')]
  expect(doneAtOf({ way: 'paper', byCollector: true, writtenAt: written, now })).toEqual(written)
  expect(doneAtOf({ way: 'phone', byCollector: true, writtenAt: written, now })).toEqual(written)
  expect(doneAtOf({ way: 'paper', byCollector: false, writtenAt: written, now })).toEqual(now)
})

test('punctuality of nothing is unknown', () => {
  expect(punctuality(0, 0)).toBeNull()
  expect(punctuality(2, 3)).toBe(66.7)
})
