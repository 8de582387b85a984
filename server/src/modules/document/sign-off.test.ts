import fc from 'fast-check'
import { expect, test } from 'vitest'
import { refusalOfDecision } from './sign-off.ts'

const person = fc.constantFrom('甲', '乙', '丙')
const people = fc.array(person, { maxLength: 3 })
const state = fc.constantFrom('draft', 'review', 'signing', 'signed', 'sent', 'withdrawn', 'discarded')
const step = fc.constantFrom('reviewed' as const, 'signed' as const)

test('whoever wrote a paper never reviews or signs it, whatever its state', () => {
  fc.assert(
    fc.property(people, people, person, state, step, (writers, reviewers, who, state, step) => {
      const refusal = refusalOfDecision({ state, writers: [...writers, who], reviewers }, step, who)
      expect(refusal).not.toBeNull()
    }),
  )
})

test('what is allowed has gone through at least two hands, three once it was reviewed', () => {
  fc.assert(
    fc.property(people, people, person, state, (writers, reviewers, who, state) => {
      if (refusalOfDecision({ state, writers, reviewers }, 'signed', who) !== null) return
      expect(new Set([...writers, ...reviewers])).not.toContain(who)
      expect(['draft', 'review', 'signing']).toContain(state)
    }),
  )
})

test('only what waits for review is reviewed', () => {
  expect(refusalOfDecision({ state: 'review', writers: ['甲'] }, 'reviewed', '乙')).toBeNull()
  expect(refusalOfDecision({ state: 'signing', writers: ['甲'] }, 'reviewed', '乙')).toBe('wrong-state')
  expect(refusalOfDecision({ state: 'signing', writers: ['甲'], reviewers: ['乙'] }, 'signed', '乙')).toBe('own-review')
  // Where reviewers are not told apart, one person may do both.
  expect(refusalOfDecision({ state: 'signing', writers: ['甲'] }, 'signed', '乙')).toBeNull()
})
