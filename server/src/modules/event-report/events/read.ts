import { type Circumstance, type EventLevel, type EventView, eventStates } from '@anlan/contract/emergency-event.ts'
import { sql } from 'kysely'
import { matterInReach } from '../../../kernel/access/reach.ts'
import { Problem } from '../../../kernel/problem.ts'
import type { Work } from '../../../kernel/work/work.ts'
import { areaFullName } from '../../directory/api.ts'
import type { EventSnapshot } from '../clocks/conditions.ts'
import type { FigureIndicator, LevelThreshold } from '../clocks/schema.ts'
import { levelOf, matchedThresholds, reportingFigures, reportingLevelOf } from './level-rules.ts'
import { maskedName, maskedPhone } from './masking.ts'
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

/** The level reporting counts for one classification; null while unrated. */
export function reportingLevelFor(
  file: EventFile,
  one: Pick<Classification, 'event_type_code' | 'confirmed_level'>,
): EventLevel | null {
  const figures = reportingFigures(currentFigures(file))
  return reportingLevelOf(
    one.confirmed_level,
    levelOf(matchedThresholds(one.event_type_code, figures, file.thresholds, file.indicators)),
    file.event.sensitive_flags,
  )
}

/** The event as reporting conditions look at it. */
export function snapshotOf(file: EventFile): EventSnapshot {
  const current = file.figures.filter(figure => figure.is_current)
  return {
    knownAt: file.event.known_at,
    tracks: file.classifications.map(one => ({
      eventTypeCode: one.event_type_code,
      knownAt: one.known_at,
      level: reportingLevelFor(file, one),
      levelKnownAt: one.confirmed_at ?? one.proposed_known_at ?? one.known_at,
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

/** One event as a screen sees it. */
export async function presentEvent(work: Work, id: string): Promise<EventView> {
  const event = await eventsInReach(work).where('id', '=', id).executeTakeFirst()
  if (!event) throw new Problem('not-found')
  const file = await readEventFile(work, event)
  const types = new Map(
    (await work.tx.selectFrom('event_type').select(['code', 'name']).execute()).map(type => [type.code, type.name]),
  )
  const parties = await work.tx
    .selectFrom('matter_party as p')
    .innerJoin('unit as u', 'u.id', 'p.unit_id')
    .select(['p.unit_id as unitId', 'u.name as unitName', 'p.capacity'])
    .where('p.matter_id', '=', id)
    .orderBy('p.since')
    .execute()
  const names = new Map(
    (
      await work.tx
        .selectFrom('unit')
        .select(['id', 'name'])
        .where('id', 'in', [event.created_by_unit_id, ...file.knowledge.map(one => one.unit_id)])
        .execute()
    ).map(unit => [unit.id, unit.name]),
  )
  const mustReport = await work.tx
    .selectFrom('obligation')
    .select('id')
    .where('matter_id', '=', id)
    .where('kind', '=', 'report')
    .where('cancelled_at', 'is', null)
    .where('rule_code', 'in', mustReportRules)
    .executeTakeFirst()
  const reportingLevels = file.classifications.map(one => reportingLevelFor(file, one)).filter(level => level !== null)
  const proposed = file.classifications.map(one => one.proposed_level).filter(level => level !== null)
  const confirmed = file.classifications.map(one => one.confirmed_level).filter(level => level !== null)
  const indicatorOf = new Map(file.indicators.map(one => [one.code, one]))
  return {
    id: event.id,
    number: event.number,
    title: event.title,
    state: event.state,
    eventTypeCode: event.event_type_code,
    eventTypeName: types.get(event.event_type_code) ?? '',
    category: types.get(`${event.event_type_code.slice(0, 2)}000`) ?? '',
    areaCode: event.area_code,
    areaName: await areaFullName(work.tx, event.area_code),
    location:
      event.lng !== null && event.lat !== null ? { lng: event.lng, lat: event.lat, address: event.address } : null,
    occurredAt: event.occurred_at?.toISOString() ?? null,
    knownAt: event.known_at.toISOString(),
    createdAt: event.created_at.toISOString(),
    source: event.source,
    sourceKind: event.source_kind,
    reporterName: maskedName(event.reporter_name),
    reporterPhone: maskedPhone(event.reporter_phone),
    siteContact: event.site_contact,
    summary: event.summary,
    measuresTaken: event.measures_taken,
    sensitiveFlags: event.sensitive_flags,
    circumstances: Object.keys(event.circumstances) as Circumstance[],
    eventLevel: confirmed.length ? (Math.min(...confirmed) as EventLevel) : null,
    proposedLevel: proposed.length ? (Math.min(...proposed) as EventLevel) : null,
    reportingLevel: reportingLevels.length ? (Math.min(...reportingLevels) as EventLevel) : 3,
    classifications: file.classifications.map(one => ({
      id: one.id,
      eventTypeCode: one.event_type_code,
      eventTypeName: types.get(one.event_type_code) ?? '',
      primary: one.is_primary,
      knownAt: one.known_at.toISOString(),
      proposedLevel: one.proposed_level,
      proposedBecause: one.proposed_because,
      level: one.confirmed_level,
      levelState: one.confirmed_at
        ? one.confirmed_level === one.proposed_level
          ? 'confirmed'
          : 'overridden'
        : one.proposed_level
          ? 'proposed'
          : 'unrated',
      levelReason: one.confirm_reason,
      levelAt: one.confirmed_at?.toISOString() ?? null,
    })),
    figures: file.figures
      .filter(figure => figure.is_current)
      .map(figure => presentFigure(figure, file.figures, indicatorOf)),
    parties,
    knowledge: file.knowledge.map(one => ({
      unitId: one.unit_id,
      unitName: names.get(one.unit_id) ?? '',
      knownAt: one.known_at.toISOString(),
      by: one.by,
    })),
    mustReport: mustReport !== undefined,
    endedAt: event.ended_at?.toISOString() ?? null,
    stableAt: event.stable_at?.toISOString() ?? null,
    closedAt: event.closed_at?.toISOString() ?? null,
    createdByUnitName: names.get(event.created_by_unit_id) ?? '',
  }
}

/** Rules under which the county must report upward before an event may be closed (重大紧急信息必报). */
export const mustReportRules = ['RR-12', 'RR-14', 'RR-16', 'RR-32', 'RR-70', 'RR-41B']

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
