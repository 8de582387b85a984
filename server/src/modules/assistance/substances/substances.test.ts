import { expect, test } from 'vitest'
import { isCasNumber, numbersIn, refusedNumbers } from './numbers.ts'
import { substances } from './rows/substances.ts'

test('numbers are read where they are said, and a wrong check digit is none', () => {
  expect(numbersIn('罐体标牌 UN 1789，另一辆 UN:1830')).toEqual({ un: ['1789', '1830'], cas: [] })
  expect(numbersIn('1789')).toEqual({ un: ['1789'], cas: [] })
  expect(numbersIn('K1789 处 2026 年')).toEqual({ un: [], cas: [] })
  expect(numbersIn('CAS 7647-01-0')).toEqual({ un: [], cas: ['7647-01-0'] })
  expect(isCasNumber('7647-01-1')).toBe(false)
})

test('every substance of the product has its number, its guide and its mark, and none says more than its source', () => {
  expect(substances.length).toBeGreaterThanOrEqual(100)
  expect(new Set(substances.map(one => one['unNumber'])).size).toBe(substances.length)
  for (const one of substances) {
    expect(refusedNumbers(one), String(one['name'])).toEqual([])
    for (const part of ['hazards', 'protection', 'spill', 'fire', 'water', 'firstAid', 'source'])
      expect(String(one[part]).length, `${one['name']} ${part}`).toBeGreaterThan(3)
    // Distances of the green pages were not held against the print.
    if (one['smallIsolation'] !== null) expect(one['distanceMark']).toBe('待核')
  }
  const un = (number: string) => substances.find(one => one['unNumber'] === number)
  for (const number of [
    '1005',
    '1017',
    '1072',
    '1075',
    '1203',
    '1202',
    '1230',
    '1689',
    '1789',
    '1824',
    '1830',
    '1942',
    '1972',
  ])
    expect(un(number)?.['name'], number).toBeTruthy()
})
