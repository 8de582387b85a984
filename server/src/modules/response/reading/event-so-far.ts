import type { EventLevel } from '@anlan/contract/emergency-event.ts'
import type { Work } from '../../../kernel/work/work.ts'
import type { EventSoFar } from '../rules.ts'

export interface EventState extends EventSoFar {
  id: string
  title: string
  sensitive: boolean
  typeCode: string
  areaCode: string
  knownAt: Date
  /** Level per type under which it is judged, confirmed or proposed. */
  tracks: { typeCode: string; level: EventLevel | null }[]
}

/** What response rules look at: levels, figures, circumstances and for how long it has been going on. */
export async function readEventState(work: Work, eventId: string): Promise<EventState> {
  const event = await work.tx
    .selectFrom('emergency_event')
    .selectAll()
    .where('id', '=', eventId)
    .executeTakeFirstOrThrow()
  const tracks = await work.tx
    .selectFrom('event_classification')
    .select(['event_type_code', 'confirmed_level', 'proposed_level'])
    .where('event_id', '=', eventId)
    .execute()
  const figures = await work.tx
    .selectFrom('event_figure')
    .select(['indicator', 'value'])
    .where('event_id', '=', eventId)
    .where('is_current', '=', true)
    .execute()
  const since = event.occurred_at ?? event.known_at
  const levels = tracks.map(one => one.confirmed_level ?? one.proposed_level)
  return {
    id: eventId,
    title: event.title,
    sensitive: event.sensitive_flags.length > 0,
    typeCode: event.event_type_code,
    areaCode: event.area_code,
    knownAt: event.known_at,
    level: worst(levels),
    tracks: tracks.map(one => ({ typeCode: one.event_type_code, level: one.confirmed_level ?? one.proposed_level })),
    figures: new Map(figures.map(one => [one.indicator, one.value])),
    circumstances: Object.keys(event.circumstances),
    openMinutes: event.state === 'open' ? Math.floor((work.now.getTime() - since.getTime()) / 60_000) : null,
  }
}

/** The most severe; null while nothing is rated. */
export function worst(levels: (EventLevel | null)[]): EventLevel | null {
  const known = levels.filter(level => level !== null)
  return known.length > 0 ? (Math.min(...known) as EventLevel) : null
}
