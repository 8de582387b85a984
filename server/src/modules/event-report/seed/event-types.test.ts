import { expect, test } from 'vitest'
import { eventTypes } from './event-types.ts'

const byCode = new Map(eventTypes.map(type => [type.code, type]))

test('codes are well formed and unique', () => {
  expect(byCode.size).toBe(eventTypes.length)
  for (const { code } of eventTypes) expect(code).toMatch(/^1(?:[1-49]000|[1-4][A-Y]\d\d)$/)
})

test('a name alone tells the type', () => {
  expect(new Set(eventTypes.map(type => type.name)).size).toBe(eventTypes.length)
})

test('each parent exists, one step up its own branch', () => {
  for (const { code, parentCode } of eventTypes) {
    if (parentCode === null) expect(code).toMatch(/000$/)
    else {
      expect(byCode.has(parentCode), code).toBe(true)
      expect(parentCode).toBe(code.endsWith('00') ? `${code.slice(0, 2)}000` : `${code.slice(0, 3)}00`)
    }
  }
})

test('the types that the county meets most are there under their own names', () => {
  const named = (code: string) => byCode.get(code)?.name
  expect(named('11A51')).toBe('山洪灾害')
  expect(named('11G01')).toBe('境内森林火灾')
  expect(named('12D02')).toBe('危险化学品泄漏')
  expect(named('12H02')).toBe('撞车事故')
  expect(named('12Q01')).toBe('水域污染')
})

test('a type that only warnings carry cannot be the parent of one that is reported', () => {
  for (const type of eventTypes) {
    if (type.parentCode && !type.warningOnly) expect(byCode.get(type.parentCode)?.warningOnly).toBe(false)
  }
})

test('social security events stop at the sub-category', () => {
  expect(eventTypes.filter(type => type.code.startsWith('14') && !type.code.endsWith('00'))).toEqual([])
})
