import type { EventLevel } from '@anlan/contract/emergency-event.ts'
import type { ParticularValue } from '@anlan/contract/event-particulars.ts'
import { sql } from 'kysely'
import type { Work } from '../../../kernel/work/work.ts'
import { eventsInReach } from '../events/read.ts'
import { damageSentence } from './damage.ts'
import { showParticular } from './rules.ts'
import type { Damage } from './schema.ts'

/** One event as those who compare or advise read it. */
export interface EventFacts {
  id: string
  number: string
  title: string
  state: string
  typeCodes: string[]
  areaCode: string
  at: { lng: number; lat: number } | null
  occurredAt: Date | null
  knownAt: Date
  /** Title, account, measures and what was damaged, for words. */
  text: string
  summary: string
  /** The worst of its types, confirmed or proposed. */
  level: EventLevel | null
  particulars: { code: string; label: string; value: ParticularValue; shown: string }[]
}

type Which = { id: string } | { over: true; limit: number }

/** Events in reach with everything known of them: one by its id, or those that are over, the latest first. */
export async function factsOfEvents(work: Work, which: Which): Promise<EventFacts[]> {
  const events = await eventsInReach(work)
    .$if('id' in which, q => q.where('id', '=', (which as { id: string }).id))
    .$if('over' in which, q =>
      q
        .where('state', 'in', ['ended', 'closed'])
        .orderBy('known_at', 'desc')
        .limit((which as { limit: number }).limit),
    )
    .execute()
  const ids = events.map(event => event.id)
  if (ids.length === 0) return []
  const tracks = await work.tx
    .selectFrom('event_classification')
    .select(['event_id', 'event_type_code', 'confirmed_level', 'proposed_level', 'is_primary'])
    .where(sql<boolean>`event_id = any(${ids}::uuid[])`)
    .orderBy('is_primary', 'desc')
    .execute()
  const values = await work.tx
    .selectFrom('event_particulars')
    .select(['event_id', 'values'])
    .where(sql<boolean>`event_id = any(${ids}::uuid[])`)
    .execute()
  const fields = await work.tx.selectFrom('event_particular_field').selectAll().orderBy('sort').execute()
  const damage: (Pick<Damage, 'kind' | 'what' | 'dimensions'> & { event_id: string })[] = await work.tx
    .selectFrom('event_damage')
    .select(['event_id', 'kind', 'what', 'dimensions'])
    .where(sql<boolean>`event_id = any(${ids}::uuid[])`)
    .where('withdrawn_at', 'is', null)
    .execute()
  const valuesOf = new Map(values.map(row => [row.event_id, row.values]))
  return events.map(event => {
    const own = tracks.filter(one => one.event_id === event.id)
    const levels = own.flatMap(one => one.confirmed_level ?? one.proposed_level ?? [])
    const known = valuesOf.get(event.id) ?? {}
    return {
      id: event.id,
      number: event.number,
      title: event.title,
      state: event.state,
      typeCodes: [...new Set([event.event_type_code, ...own.map(one => one.event_type_code)])],
      areaCode: event.area_code,
      at: event.lng !== null && event.lat !== null ? { lng: event.lng, lat: event.lat } : null,
      occurredAt: event.occurred_at,
      knownAt: event.known_at,
      text: [
        event.title,
        event.summary,
        event.measures_taken ?? '',
        ...damage.filter(one => one.event_id === event.id).map(damageSentence),
      ].join('\n'),
      summary: event.summary,
      level: levels.length > 0 ? (Math.min(...levels) as EventLevel) : null,
      particulars: fields.flatMap(field => {
        const value = known[field.code] ?? null
        return value === null
          ? []
          : [{ code: field.code, label: field.label, value, shown: showParticular(field, value) }]
      }),
    }
  })
}

/** All that was said of an event, extra fields included: what key words of plans are looked for in (W197). */
export const wordsOf = (event: Pick<EventFacts, 'text' | 'particulars'>): string =>
  [event.text, ...event.particulars.map(one => one.shown)].join('\n')
