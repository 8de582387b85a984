import type { CallOutAnswer, CallOutResult } from '@anlan/contract/team-call-out.ts'

/** What is known of one seat of a call-out. */
export interface AnsweredSeat {
  personKey: string
  answer: CallOutAnswer | null
  answeredAt: Date | null
}

/** Whole minutes begun from the call to the answer. */
export const minutesAfter = (from: Date, to: Date) => Math.max(0, Math.ceil((to.getTime() - from.getTime()) / 60_000))

/**
 * The figures of a call-out, over people and not seats: somebody on three rolls is asked once, and has answered once he has answered for any.
 * Minutes are those of the people who said they come: the first of them, the one who makes nine tenths of those asked, the last. When fewer
 * than nine tenths come, there is no ninety-percent minute.
 */
export function callOutResult(startedAt: Date, seats: AnsweredSeat[]): CallOutResult {
  const people = new Map<string, AnsweredSeat>()
  for (const seat of seats) {
    const known = people.get(seat.personKey)
    if (!known || rank(seat) > rank(known)) people.set(seat.personKey, seat)
  }
  const all = [...people.values()]
  const minutes = all
    .flatMap(one => (one.answer === 'coming' && one.answeredAt ? [minutesAfter(startedAt, one.answeredAt)] : []))
    .sort((a, b) => a - b)
  const ninety = Math.ceil(all.length * 0.9)
  return {
    asked: all.length,
    answered: all.filter(one => one.answer === 'coming' || one.answer === 'cannot').length,
    coming: minutes.length,
    percent: all.length === 0 ? null : Math.round((minutes.length / all.length) * 100),
    minutesToFirst: minutes[0] ?? null,
    minutesTo90: ninety > 0 ? (minutes[ninety - 1] ?? null) : null,
    minutesToLast: minutes.at(-1) ?? null,
  }
}

const rank = (seat: AnsweredSeat) =>
  ({ coming: 3, cannot: 2, notReached: 1 })[seat.answer ?? 'notReached'] - (seat.answer ? 0 : 1)
