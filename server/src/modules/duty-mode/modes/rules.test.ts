import { type DutyMode, dutyModes } from '@anlan/contract/duty-mode.ts'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { gapsOf, mayFill, scopeOf, wantedMode } from './rules.ts'

const mode = fc.constantFrom(...(Object.keys(dutyModes) as DutyMode[])).map(one => ({ mode: one }))

test('the strongest cause counts; without one it is 常态', () => {
  expect(wantedMode([])).toBe('normal')
  expect(wantedMode([{ mode: 'strengthened' }, { mode: 'wartime' }, { mode: 'emergency' }])).toBe('wartime')
})

test('one more cause never weakens the mode, and the order in which causes came does not matter', () => {
  fc.assert(
    fc.property(fc.array(mode), mode, (causes, more) => {
      const order = Object.keys(dutyModes)
      const before = wantedMode(causes)
      const after = wantedMode([...causes, more])
      expect(order.indexOf(after)).toBeGreaterThanOrEqual(order.indexOf(before))
      expect(wantedMode([more, ...[...causes].reverse()])).toBe(after)
    }),
  )
})

test('only what is missing is a gap', () => {
  const required = { shiftLeader: 2, primary: 2, secondary: 3, driver: 0 }
  expect(gapsOf(required, ['shiftLeader', 'primary', 'primary', 'secondary'])).toEqual([
    { post: 'shiftLeader', required: 2, present: 1 },
    { post: 'secondary', required: 3, present: 1 },
  ])
})

test('an officer stands in as 副班 or at the reports; nobody stands in for a leader or a driver', () => {
  expect(mayFill(['primary'], 'secondary')).toBe(true)
  expect(mayFill(['secondary'], 'info')).toBe(true)
  expect(mayFill(['secondary'], 'primary')).toBe(false)
  expect(mayFill(['primary', 'secondary'], 'shiftLeader')).toBe(false)
  expect(mayFill(['primary'], 'driver')).toBe(false)
  expect(mayFill(['driver'], 'driver')).toBe(true)
})

test("the county's duty room, townships and others have rows of their own", () => {
  expect(scopeOf({ id: 'a', kind: 'department' }, 'a')).toBe('county')
  expect(scopeOf({ id: 'b', kind: 'town' }, 'a')).toBe('town')
  expect(scopeOf({ id: 'c', kind: 'department' }, undefined)).toBe('unit')
})
