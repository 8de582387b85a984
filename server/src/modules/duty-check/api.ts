/**
 * Whether those on duty are there. Published facts: `duty-check.asked`, `duty-check.answered`, `duty-check.closed` about one call (`subjectId`),
 * `duty-check.suspected` and `duty-check.suspicion-confirmed` / `-dismissed` about one suspicion.
 */
export { callTheRoll } from './calls/occasions/roll.ts'
export { type YearScore, yearScores } from './score/year.ts'
