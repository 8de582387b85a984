import type { EventLevel } from '@anlan/contract/emergency-event.ts'
import type { Clock, Medium } from '@anlan/contract/obligation.ts'
import { addDays, shanghaiDay, shanghaiInstant } from '../../calendar/api.ts'
import type { EventSnapshot } from './conditions.ts'
import type { ReportingRule } from './schema.ts'

/** The separate duties a rule makes: 电话 and 书面 each with its limit, or one. Limits in minutes. */
export function mediumsOf(
  rule: Pick<ReportingRule, 'medium' | 'limit_minutes' | 'phone_limit_minutes'>,
): { medium: Medium; limitMinutes: number }[] {
  const limitMinutes = rule.limit_minutes ?? 0
  if (rule.medium !== 'both') return [{ medium: rule.medium, limitMinutes }]
  return [
    { medium: 'phone', limitMinutes: rule.phone_limit_minutes ?? limitMinutes },
    { medium: 'written', limitMinutes },
  ]
}

/**
 * When a clock starts: at the instant its rule names, never at the making of the record. What made the rule apply may have come to be known only after
 * the event itself (a first missing person, a higher level); then it starts no earlier than that.
 */
export function startOf(
  clock: Clock,
  times: { occurredAt: Date | null; ownerKnownAt: Date; eventKnownAt: Date; since: Date },
): Date {
  const base = clock === 'occurred' ? (times.occurredAt ?? times.ownerKnownAt) : times.ownerKnownAt
  return times.since > times.eventKnownAt && times.since > base ? times.since : base
}

/** The most severe level among an event's types; unrated counts as 3 较大 (domain rule, ours). */
export function severityOf(event: EventSnapshot): EventLevel {
  return Math.min(...event.tracks.map(track => track.level ?? 3)) as EventLevel
}

/** Whether a duty that was met before is owed anew: the event has become more severe than when it was met. `bases` are L4, L3#2 …. */
export function isRenewal(bases: string[], severity: EventLevel): boolean {
  return bases.every(basis => severity < Number(/^L(\d)/.exec(basis)?.[1] ?? 4))
}

const dayMs = 86_400_000

/** When the next 续报 is due: within a day of the first report by the level's interval, after that once a day. */
export function nextReportAfter(lastAt: Date, firstAt: Date, limitMinutes: number, relaxesAfterADay: boolean): Date {
  const later = relaxesAfterADay && lastAt.getTime() - firstAt.getTime() >= dayMs
  return new Date(lastAt.getTime() + (later ? dayMs : limitMinutes * 60_000))
}

/** The next daily cut-off strictly after `now`: so many minutes after midnight in Shanghai. */
export function dailyCutOff(now: Date, minutesAfterMidnight: number): Date {
  const at = (day: string) => new Date(shanghaiInstant(day, '00:00').getTime() + minutesAfterMidnight * 60_000)
  const today = at(shanghaiDay(now))
  return today > now ? today : at(addDays(shanghaiDay(now), 1))
}

/** A call serves where a call is owed; a paper or an entry in another system serves for a call too, never the other way round. */
export const mediumsServedBy: Record<'phone' | 'written' | 'system', Medium[]> = {
  phone: ['phone', 'any'],
  written: ['phone', 'written', 'system', 'any'],
  system: ['phone', 'written', 'system', 'any'],
}
