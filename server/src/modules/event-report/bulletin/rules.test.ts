import type { BulletinCase } from '@anlan/contract/fault-bulletin.ts'
import { faultGroupNames } from '@anlan/contract/fault-bulletin.ts'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  groupOf,
  isPlaceShift,
  isTollCorrection,
  lastWorkingDay,
  meanOf,
  numbersOf,
  percentOf,
  periodName,
} from './rules.ts'

const at = (time: string) => new Date(`2026-07-12T${time}:00+08:00`)

test('a toll is put right when the dead become fewer or the moment had been reported; what came about since is news', () => {
  const told = { toldAt: at('03:10') }
  expect(isTollCorrection({ indicator: 'deaths', before: 2, after: 1, asOf: at('06:00'), ...told })).toBe(true)
  expect(isTollCorrection({ indicator: 'deaths', before: 1, after: 3, asOf: at('06:00'), ...told })).toBe(false)
  expect(isTollCorrection({ indicator: 'deaths', before: 1, after: 3, asOf: at('03:00'), ...told })).toBe(true)
  expect(isTollCorrection({ indicator: 'missing', before: 2, after: 0, asOf: at('06:00'), ...told })).toBe(false)
  expect(isTollCorrection({ indicator: 'missing', before: 2, after: null, asOf: at('03:10'), ...told })).toBe(true)
  expect(isTollCorrection({ indicator: 'missing', before: 2, after: 2, asOf: at('03:00'), ...told })).toBe(false)
})

test('a place is put right when it lies elsewhere, not when it is measured more exactly', () => {
  const village = { lng: 104.1, lat: 31.1 }
  expect(isPlaceShift(village, { lng: 104.1, lat: 31.103 }, 500)).toBe(false)
  expect(isPlaceShift(village, { lng: 104.1, lat: 31.11 }, 500)).toBe(true)
})

test('five working days over a holiday', () => {
  const day = (date: string, dayClass: 'workday' | 'weekend' | 'statutoryHoliday' | 'makeupWorkday' | 'unknown') => ({
    date,
    dayClass,
    name: null,
    source: null,
  })
  const week = [
    day('2026-09-30', 'workday'),
    day('2026-10-01', 'statutoryHoliday'),
    day('2026-10-10', 'makeupWorkday'),
    day('2026-10-11', 'weekend'),
    day('2026-10-12', 'workday'),
  ]
  expect(lastWorkingDay(week, 2)).toBe('2026-10-10')
  expect(lastWorkingDay(week, 3)).toBe('2026-10-12')
  expect(lastWorkingDay(week, 4)).toBeNull()
  expect(lastWorkingDay([day('2027-01-02', 'unknown'), day('2027-01-04', 'unknown')], 1)).toBe('2027-01-04')
})

test('a period has the name that people give it', () => {
  expect(periodName('2026-07-01', '2026-07-31')).toBe('2026年7月')
  expect(periodName('2026-07-01', '2026-09-30')).toBe('2026年第三季度')
  expect(periodName('2026-01-01', '2026-12-31')).toBe('2026年')
  expect(periodName('2026-02-01', '2026-02-28')).toBe('2026年2月')
  expect(periodName('2026-07-01', '2026-07-12')).toBe('2026年7月1日至2026年7月12日')
  expect(periodName('2026-02-01', '2026-04-30')).toBe('2026年2月1日至2026年4月30日')
})

test('every part belongs to one of the five, 信息倒流 to none; a rate of nothing is blank', () => {
  expect(groupOf('lateReport')).toBe('delayed')
  expect(groupOf('falseReport')).toBe('concealed')
  expect(groupOf('informationBackflow')).toBeUndefined()
  expect(percentOf(null)).toBe('—')
  expect(percentOf({ value: 2, of: 3 })).toBe('66.7%')
  expect(meanOf({ value: 25, of: 2 })).toBe('12.5')
})

test('the county is the sum of its units, and the faults the sum of the five', () => {
  const units = ['a', 'b', 'c']
  const one = fc.record({ unit: fc.constantFrom(...units), value: fc.nat(9), of: fc.integer({ min: 9, max: 12 }) })
  const names = [...faultGroupNames, 'backflow', 'suspected', 'timely', 'complete', 'accurate', 'firstMinutes'] as const
  const some = fc.record(Object.fromEntries(names.map(name => [name, fc.array(one, { maxLength: 6 })])))
  fc.assert(
    fc.property(some, drawn => {
      const cases = Object.fromEntries(
        names.map(name => [
          name,
          (drawn[name] ?? []).map(({ unit, value, of }) => ({ unitId: unit, value, of }) as BulletinCase),
        ]),
      ) as Parameters<typeof numbersOf>[0]
      const total = numbersOf(cases)
      const parts = units.map(unit => numbersOf(cases, two => two.unitId === unit))
      for (const name of [...faultGroupNames, 'faults', 'backflow', 'suspected'] as const)
        expect(parts.reduce((all, part) => all + part[name], 0)).toBe(total[name])
      for (const name of ['timely', 'complete', 'accurate', 'firstMinutes'] as const) {
        expect(parts.reduce((all, part) => all + (part[name]?.of ?? 0), 0)).toBe(total[name]?.of ?? 0)
        expect(parts.reduce((all, part) => all + (part[name]?.value ?? 0), 0)).toBe(total[name]?.value ?? 0)
      }
      expect(faultGroupNames.reduce((all, group) => all + total[group], 0)).toBe(total.faults)
    }),
  )
})
