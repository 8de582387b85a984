import { expect, test } from 'vitest'
import { documentNumber, documentSeries } from './api.ts'
import { issueNumber } from './issue-number.ts'

test('an issue carries its year in hexagonal brackets and is not padded', () => {
  expect(issueNumber({ name: '突发事件信息', year: 2026, issue: 45 })).toBe('突发事件信息〔2026〕第45期')
  expect(issueNumber({ name: '突发事件信息', year: 2026, issue: 5 })).toBe('突发事件信息〔2026〕第5期')
})

test('a follow-up keeps the number of the report it follows', () => {
  expect(issueNumber({ name: '突发事件信息', year: 2026, issue: 45, followUp: 1 })).toBe(
    '突发事件信息〔2026〕第45期续1',
  )
  expect(issueNumber({ name: '突发事件信息', year: 2026, issue: 45, followUp: 0 })).toBe('突发事件信息〔2026〕第45期')
})

test('each series numbers by its own pattern', () => {
  const at = (issue: number) => ({ year: 2026, issue })
  expect(documentNumber('eventReport', { ...at(45), followUp: 2 })).toBe('突发事件信息〔2026〕第45期续2')
  expect(documentNumber('dutyInfo', at(12))).toBe('值班信息〔2026〕第12期')
  expect(documentNumber('dutyFlash', at(8))).toBe('值班快报第8期')
  expect(documentNumber('instruction', at(31))).toBe('批示〔2026〕第31号')
  expect(documentNumber('dispatchOrder', at(7))).toBe('指令〔2026〕第07号')
  expect(documentNumber('dispatchOrder', at(123))).toBe('指令〔2026〕第123号')
})

test('no two series could give the same number', () => {
  const patterns = Object.values(documentSeries).map(series => series.pattern)
  expect(new Set(patterns).size).toBe(patterns.length)
  for (const pattern of patterns) expect(pattern).toMatch(/^[^〔×]+(〔年〕)?第?×+[期号]$/)
})
