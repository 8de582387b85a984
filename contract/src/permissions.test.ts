import { expect, test } from 'vitest'
import { type Permission, permits } from './permissions.ts'

test('a permission that this release does not know is nobody’s, and asking for it breaks no page', () => {
  expect(permits(['duty_officer'], 'shelter.read')).toBe(true)
  expect(permits(['duty_officer'], 'stock-of-tomorrow.read' as Permission)).toBe(false)
  expect(permits([], 'shelter.read')).toBe(false)
})
