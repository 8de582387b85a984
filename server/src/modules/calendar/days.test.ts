import { expect, test } from 'vitest'
import { addDays, classOfDay, shanghaiDay, shanghaiInstant } from './days.ts'

test('a day belongs to Shanghai: 00:05 there is 16:05 UTC the day before', () => {
  expect(shanghaiDay(new Date('2026-07-11T16:05:00Z'))).toBe('2026-07-12')
  expect(shanghaiDay(new Date('2026-07-11T15:59:59Z'))).toBe('2026-07-11')
  expect(shanghaiInstant('2026-07-12', '08:30')).toEqual(new Date('2026-07-12T00:30:00Z'))
})

test('days run over month, leap day and year', () => {
  expect(addDays('2028-02-28', 1)).toBe('2028-02-29')
  expect(addDays('2026-12-31', 1)).toBe('2027-01-01')
  expect(addDays('2026-03-01', -1)).toBe('2026-02-28')
})

test('a year whose notice is not published is unknown, never assumed', () => {
  expect(classOfDay('2027-10-01', undefined, false).dayClass).toBe('unknown')
  expect(classOfDay('2026-07-11', undefined, true).dayClass).toBe('weekend')
  expect(classOfDay('2026-07-13', undefined, true).dayClass).toBe('workday')
  expect(
    classOfDay('2026-02-14', { day_class: 'makeupWorkday', name: '春节补班', source: '通知' }, true).dayClass,
  ).toBe('makeupWorkday')
})
