import { expect, test } from 'vitest'
import { chineseDate, chineseDateTime } from './chinese-date.ts'

test('a date is the day in Shanghai, without padding', () => {
  expect(chineseDate(new Date('2026-07-12T02:46:00+08:00'))).toBe('2026年7月12日')
  expect(chineseDate(new Date('2026-07-11T15:59:59Z'))).toBe('2026年7月11日')
  expect(chineseDate(new Date('2026-07-11T16:00:00Z'))).toBe('2026年7月12日')
  expect(chineseDate(new Date('2026-12-31T16:00:00Z'))).toBe('2027年1月1日')
})

test('a time of day is in Shanghai, its minutes as they are spoken', () => {
  expect(chineseDateTime(new Date('2026-07-12T02:46:59+08:00'))).toBe('7月12日2时46分')
  expect(chineseDateTime(new Date('2026-07-12T02:05:00+08:00'))).toBe('7月12日2时05分')
  expect(chineseDateTime(new Date('2026-07-12T08:00:00+08:00'))).toBe('7月12日8时')
  expect(chineseDateTime(new Date('2026-07-11T16:00:30Z'))).toBe('7月12日0时')
})
