import { type Circumstance, eventStates } from '@anlan/contract/emergency-event.ts'
import { sql } from 'kysely'
import { matterInReach } from '../../../kernel/access/reach.ts'
import { Problem } from '../../../kernel/problem.ts'
import type { Work } from '../../../kernel/work/work.ts'
import type { EventSnapshot } from '../clocks/conditions.ts'
import type { FigureIndicator, LevelThreshold } from '../clocks/schema.ts'
import type { Classification, EmergencyEvent, Figure, Knowledge } from './schema.ts'

/** Events with a party in the actor's reach. Every read of an event starts here. */
export const eventsInReach = (work: Work) =>
  work.tx
    .selectFrom('emergency_event')
    .selectAll()
    .where(matterInReach(work, sql.ref('emergency_event.id')))

/** One event in reach, locked while something about it is decided. Outside reach it does not exist. */
export async function eventForChange(work: Work, id: string): Promise<EmergencyEvent> {
  const event = await eventsInReach(work).where('id', '=', id).forUpdate().executeTakeFirst()
  if (!event) throw new Problem('not-found')
  if (event.state === 'closed' || event.state === 'withdrawn')
    throw new Problem('event/closed', { detail: `事件${eventStates[event.state]}` })
  return event
}

/** Everything that rules about an event look at. */
export interface EventFile {
  event: EmergencyEvent
  classifications: Classification[]
  figures: Figure[]
  knowledge: Knowledge[]
  thresholds: LevelThreshold[]
  indicators: FigureIndicator[]
}

export async function readEventFile(work: Work, event: EmergencyEvent): Promise<EventFile> {
  const byEvent = {
    classifications: 'event_classification',
    figures: 'event_figure',
    knowledge: 'event_knowledge',
  } as const
  const classifications = await work.tx
    .selectFrom(byEvent.classifications)
    .selectAll()
    .where('event_id', '=', event.id)
    .orderBy('is_primary', 'desc')
    .orderBy('known_at')
    .execute()
  const figures = await work.tx
    .selectFrom(byEvent.figures)
    .selectAll()
    .where('event_id', '=', event.id)
    .orderBy('recorded_at')
    .execute()
  const knowledge = await work.tx
    .selectFrom(byEvent.knowledge)
    .selectAll()
    .where('event_id', '=', event.id)
    .orderBy('known_at')
    .execute()
  const thresholds = await work.tx.selectFrom('level_threshold').selectAll().where('enabled', '=', true).execute()
  const indicators = await work.tx.selectFrom('figure_indicator').selectAll().orderBy('sort').execute()
  return { event, classifications, figures, knowledge, thresholds, indicators }
}

/** Current figures by indicator. */
export const currentFigures = (file: Pick<EventFile, 'figures'>): Map<string, number | null> =>
  new Map(file.figures.filter(figure => figure.is_current).map(figure => [figure.indicator, figure.value]))

/** The event as reporting conditions look at it. */
export function snapshotOf(file: EventFile): EventSnapshot {
  const current = file.figures.filter(figure => figure.is_current)
  return {
    knownAt: file.event.known_at,
    tracks: file.classifications.map(one => ({
      eventTypeCode: one.event_type_code,
      knownAt: one.known_at,
      level: one.reporting_level,
      // Confirming what was proposed is no news; another level is known from its confirmation.
      levelKnownAt:
        (one.confirmed_level === one.proposed_level ? one.proposed_known_at : one.confirmed_at) ??
        one.proposed_known_at ??
        one.known_at,
    })),
    figures: new Map(
      current.map(figure => [figure.indicator, { value: figure.value, knownAt: positiveSince(file.figures, figure) }]),
    ),
    sensitive: file.event.sensitive_flags.length > 0,
    circumstances: Object.fromEntries(
      Object.entries(file.event.circumstances).map(([name, at]) => [name, new Date(at as string)]),
    ) as Partial<Record<Circumstance, Date>>,
  }
}

/** Since when an indicator has been above zero without a break: a toll that rises from 1 to 2 has been a toll since the 1. */
function positiveSince(all: Figure[], current: Figure): Date {
  let since = current
  while (since.supersedes_id) {
    const before = all.find(figure => figure.id === since.supersedes_id)
    if (!before?.value) break
    since = before
  }
  return since.known_at
}

export const presentFigure = (
  figure: Figure,
  all: Figure[],
  indicatorOf: Map<string, Pick<FigureIndicator, 'name' | 'unit'>>,
) => ({
  id: figure.id,
  indicator: figure.indicator,
  indicatorName: indicatorOf.get(figure.indicator)?.name ?? figure.indicator,
  unit: indicatorOf.get(figure.indicator)?.unit ?? '',
  value: figure.value,
  status: figure.status,
  asOf: figure.as_of.toISOString(),
  knownAt: figure.known_at.toISOString(),
  source: figure.source,
  reason: figure.reason,
  supersedesId: figure.supersedes_id,
  supersededById: all.find(other => other.supersedes_id === figure.id)?.id ?? null,
  recordedAt: figure.recorded_at.toISOString(),
  recordedByName: figure.recorded_by_name,
})
