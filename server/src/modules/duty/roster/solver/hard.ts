import type { DutyPost } from '@anlan/contract/duty.ts'
import { isThere } from '../rules/fairness.ts'
import type { RosterPerson, RosterProblem, ShiftSlot } from '../rules/problem.ts'

const hour = 3_600_000
interface Span {
  startsAt: number
  endsAt: number
}

/** Hours of rest that a shift asks for behind it, in milliseconds. */
export const restAfter = ({ rules }: RosterProblem, span: Span): number =>
  (span.endsAt - span.startsAt >= rules.longShiftHours * hour ? rules.restAfterLongHours : rules.restHours) * hour

/** Too close to each other for one person: overlapping, or too little rest between. */
export const clash = (problem: RosterProblem, a: Span, b: Span): boolean =>
  a.startsAt <= b.startsAt
    ? b.startsAt < a.endsAt + restAfter(problem, a)
    : a.startsAt < b.endsAt + restAfter(problem, b)

export const overlap = (a: Span, b: Span): boolean => a.startsAt < b.endsAt && b.startsAt < a.endsAt

/** Calendar day in Shanghai as a number, for counting nights within seven days. */
export const dayNumber = (at: number): number => Math.floor((at + 8 * hour) / (24 * hour))

/** Why somebody may not take a place at all, whatever else this roster gives them: each rule that forbids it. */
export function forbids(problem: RosterProblem, person: RosterPerson, slot: ShiftSlot, post: DutyPost): Forbidding[] {
  const found: Forbidding[] = []
  if (!person.posts.includes(post)) found.push('post')
  if (person.isGuard) found.push('guard')
  if (!person.trained) found.push('untrained')
  if (person.nightExempt && slot.isNight) found.push('nightExempt')
  if (!isThere({ ...person, leaves: [] }, slot)) found.push('poolDays')
  if (!isThere({ ...person, fromDay: null, toDay: null }, slot)) found.push('onLeave')
  if (person.busy.some(one => overlap(one, slot))) found.push('elsewhere')
  else if (person.busy.some(one => clash(problem, one, slot))) found.push('rest')
  return found
}
export type Forbidding = 'post' | 'guard' | 'untrained' | 'nightExempt' | 'poolDays' | 'onLeave' | 'elsewhere' | 'rest'
