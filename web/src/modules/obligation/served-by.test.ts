import { expect, test } from 'vitest'
import { servedBy } from './served-by.ts'

test('a written report that served for a call says so; a call, and a paper where a paper was owed, stand as they are', () => {
  expect(servedBy({ medium: 'phone', satisfiedBy: '首报 青应急〔2026〕3号' })).toBe(
    '以书面报告代（首报 青应急〔2026〕3号）',
  )
  expect(servedBy({ medium: 'phone', satisfiedBy: '系统上报' })).toBe('以书面报告代（系统上报）')
  expect(servedBy({ medium: 'phone', satisfiedBy: '电话报告' })).toBe('电话报告')
  expect(servedBy({ medium: 'written', satisfiedBy: '书面报告' })).toBe('书面报告')
  expect(servedBy({ medium: 'phone', satisfiedBy: '本单位负责人已获知' })).toBe('本单位负责人已获知')
  expect(servedBy({ medium: 'phone', satisfiedBy: null })).toBe('')
})
