/**
 * Duty modes of units. Published fact, on the unit (`subjectId`) and in its chain: `duty-mode.changed` with `unit`, `before`, `after` (a mode each),
 * `since`, `reason`, `cause` { kind, key, title }, `reportEveryMinutes` (null: no interval) and `reportHours` (null: no set hours). Leaving a mode ends what it
 * asked for; the fact says all that the new one asks.
 */

export { type AskedPosts, postsAskedBetween } from './modes/asked-posts.ts'
export { modeNow, ruleFor } from './modes/standing.ts'
