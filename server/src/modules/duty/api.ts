/**
 * What stands above 值班 asks of it. Who is on duty in force is the table `duty_shift` and nothing else. Published facts about one shift
 * (`subjectId`): `duty.shift-added`, `duty.shift-changed`, `duty.shift-removed`, `duty.shift-covered` (somebody took it over, its row may be
 * split), `duty.checked-in` (with `unit`, `person`, `manner`, `minutesLate`).
 */
export { type Gap, gapsBetween, type Span } from './cover.ts'
export type { ShiftChange } from './handover/changes.ts'
export { startOfShift } from './handover/changes.ts'
export {
  type NamedShift,
  nextShiftChange,
  shiftChangeAt,
  shiftChangesOf,
  shiftsStarting,
  unitsOfShifts,
} from './handover/read-changes.ts'
export { setLeaveLock } from './leave-lock.ts'
export { deskOf, hasLinesBetween, linesInShift, linesOfUnits } from './log/lines.ts'
export { checkInsOf } from './presence/check-in.ts'
export { minutesLate } from './presence/rules.ts'
export { endReinforcement, reinforce } from './reinforce.ts'
export { markTrained } from './roster/rooms/trained.ts'
export { grouped, numbers } from './roster/rules/seeded.ts'
export { shiftsOfRoom } from './shifts/gaps/cover.ts'
export { gapsOf, type UnmannedPost } from './shifts/gaps/gaps.ts'
