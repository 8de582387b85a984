import fc from 'fast-check'
import { expect, test } from 'vitest'
import { endOfLife, maintenanceDue, reasonsAgainst } from './rules.ts'

test('the service life ends on the anniversary; 29 February on the 28th where there is none', () => {
  expect(endOfLife('2016-07-12', 10)).toBe('2026-07-12')
  expect(endOfLife('2016-02-29', 10)).toBe('2026-02-28')
  expect(endOfLife('2016-02-29', 12)).toBe('2028-02-29')
  expect(endOfLife(null, 10)).toBeNull()
  expect(endOfLife('2016-07-12', null)).toBeNull()
})

test('maintenance counts from the last one, or from the day of entry, and not at all without a period', () => {
  expect(maintenanceDue({ maintainedOn: '2026-06-01', enteredOn: '2026-01-01' }, 30)).toBe('2026-07-01')
  expect(maintenanceDue({ maintainedOn: null, enteredOn: '2026-01-01' }, 90)).toBe('2026-04-01')
  expect(maintenanceDue({ maintainedOn: '2026-06-01', enteredOn: '2026-01-01' }, null)).toBeNull()
})

test('the last day of life and of the inspection still counts; the day after is named', () => {
  const fit = { faults: [], endsOn: '2026-07-12', nextCheckOn: '2026-07-12' }
  expect(reasonsAgainst(fit, '2026-07-12')).toEqual([])
  expect(reasonsAgainst(fit, '2026-07-13')).toEqual(['使用年限已于 2026-07-12 届满', '检验已于 2026-07-12 到期'])
  expect(reasonsAgainst({ faults: ['漏油'], endsOn: null, nextCheckOn: null }, '2026-07-12')).toEqual(['停用：漏油'])
})

test('whatever the day it was bought, the life ends on a day that exists and so many years later', () => {
  const day = fc.date({ min: new Date('1990-01-01'), max: new Date('2030-12-31'), noInvalidDate: true })
  fc.assert(
    fc.property(day, fc.integer({ min: 1, max: 60 }), (bought, years) => {
      const from = bought.toISOString().slice(0, 10)
      const ends = endOfLife(from, years) ?? ''
      return (
        new Date(`${ends}T00:00:00Z`).toISOString().slice(0, 10) === ends &&
        Number(ends.slice(0, 4)) - Number(from.slice(0, 4)) === years
      )
    }),
  )
})
