/**
 * Definitions of reporting faults (迟报、漏报、谎报、瞒报) as signals a system can compute. All are suspicions until a named person confirms them.
 * Source: 《生产安全事故罚款处罚规定》 for the definitions; the numbers are the county's settings.
 */

/** A toll in a later verified report that departs from what was last reported by `tolerancePercent` of it or more, with at least one death. */
export function isTollContradiction(
  reported: number | null,
  verified: number | null,
  tolerancePercent: number,
): boolean {
  if (reported === null || verified === null || verified < 1) return false
  return Math.abs(verified - reported) * 100 >= verified * tolerancePercent
}

/** The time of occurrence moved by more than `minutes` after it was reported. */
export const isTimeShift = (reported: Date, corrected: Date, minutes: number): boolean =>
  Math.abs(corrected.getTime() - reported.getTime()) > minutes * 60_000

/** Whole minutes from `since` to `until`. */
export const minutesBetween = (since: Date, until: Date): number =>
  Math.max(0, Math.floor((until.getTime() - since.getTime()) / 60_000))
