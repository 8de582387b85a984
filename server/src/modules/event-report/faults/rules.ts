/**
 * Definitions of reporting faults (迟报、漏报、谎报、瞒报) as signals a system can compute. All are suspicions until a named person confirms them.
 * Source: 《生产安全事故罚款处罚规定》 for the definitions; the numbers are ours (设计).
 */

const relativeTolerance = 0.2
const timeShiftMinutes = 30

/** A toll in a later verified report that departs from what was last reported by a fifth or more, with at least one death. */
export function isTollContradiction(reported: number | null, verified: number | null): boolean {
  if (reported === null || verified === null || verified < 1) return false
  return Math.abs(verified - reported) / verified >= relativeTolerance
}

/** The time of occurrence moved by more than half an hour after it was reported. */
export const isTimeShift = (reported: Date, corrected: Date): boolean =>
  Math.abs(corrected.getTime() - reported.getTime()) > timeShiftMinutes * 60_000

/** Whole minutes from `since` to `until`. */
export const minutesBetween = (since: Date, until: Date): number =>
  Math.max(0, Math.floor((until.getTime() - since.getTime()) / 60_000))
