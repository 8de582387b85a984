import { calendarDays } from '@anlan/server/modules/calendar/seed/holidays.ts'
import { madeUpRoom, type RoomShape } from '@anlan/server/modules/duty/roster/rules/made-up.ts'
import type { Assignment, RosterProblem } from '@anlan/server/modules/duty/roster/rules/problem.ts'
import type { Solved } from '@anlan/server/modules/duty/roster/solver/solve.ts'

/** A room of this shape in the calendars of 2025 and 2026. */
export const room = (shape: Partial<RoomShape>): RosterProblem => madeUpRoom(shape, calendarDays)

const monthDays = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]

/** Rooms of all shapes by a number: 10 to 60 people, two weeks to a quarter, both calendars, with and without a past and ties. */
export function varied(seed: number): RosterProblem {
  const month = seed % 12
  const isQuarter = seed % 25 === 0
  const first = isQuarter ? Math.floor(month / 3) * 3 : month
  return room({
    seed,
    people: 10 + ((seed * 7) % 51),
    from: `${seed % 3 ? 2026 : 2025}-${String(first + 1).padStart(2, '0')}-01`,
    days: isQuarter ? 90 : seed % 4 === 0 ? 14 : (monthDays[month] ?? 30),
    wholeDay: seed % 5 < 3,
    hasTies: seed % 3 === 0,
    hasPast: seed % 2 === 0,
    leave: 0.1 + 0.1 * (seed % 4),
    wishes: 0.2 + 0.1 * (seed % 5),
  })
}

/** Somebody is away over one of their shifts and some days more; what stood is to stay. */
export function withLeave(problem: RosterProblem, before: Solved, taken: Assignment, days: number): RosterProblem {
  const slot = problem.slots.find(one => one.key === taken.slotKey)
  const leave = { from: slot?.startsAt ?? 0, to: (slot?.endsAt ?? 0) + days * 86_400_000, reason: '病假' }
  const people = problem.people.map(one =>
    one.id === taken.personId ? { ...one, leaves: [...one.leaves, leave] } : one,
  )
  return { ...problem, people, keep: before.assignments }
}
