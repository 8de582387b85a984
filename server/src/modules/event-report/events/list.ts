import type { EventLevel, EventLine, EventQuery } from '@anlan/contract/emergency-event.ts'
import { sql } from 'kysely'
import type { z } from 'zod'
import { followsCursor, pageOf } from '../../../kernel/database/keyset.ts'
import type { Work } from '../../../kernel/work/work.ts'
import { areaFullName } from '../../directory/api.ts'
import { eventsInReach } from './read.ts'

/** Events in reach, newest first, each with its next clock. */
export async function listEvents(work: Work, query: z.output<typeof EventQuery>) {
  const rows = await eventsInReach(work)
    .$if(query.state !== undefined, q => q.where('state', '=', query.state ?? 'open'))
    .$if(query.type !== undefined, q => q.where(sql<boolean>`starts_with(event_type_code, ${query.type ?? ''})`))
    .$if(query.area !== undefined, q =>
      q.where(sql<boolean>`starts_with(area_code, ${(query.area ?? '').replace(/(000){1,2}$/, '')})`),
    )
    .$if(query.text !== undefined && query.text !== '', q =>
      q.where(sql<boolean>`position(${query.text ?? ''} in title || number || summary) > 0`),
    )
    .where(followsCursor(query.after, 'created_at', 'id'))
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .limit(query.limit + 1)
    .execute()
  const cut = pageOf(
    rows,
    query.limit,
    row => [row.created_at.toISOString(), row.id],
    row => row,
  )
  return { next: cut.next, items: await present(work, cut.items) }
}

async function present(
  work: Work,
  events: Awaited<ReturnType<ReturnType<typeof eventsInReach>['execute']>>,
): Promise<z.output<typeof EventLine>[]> {
  if (events.length === 0) return []
  const ids = events.map(event => event.id)
  const owed = await work.tx
    .selectFrom('obligation as o')
    .innerJoin('unit as u', 'u.id', 'o.owed_by_unit_id')
    .select(['o.matter_id', 'o.title', 'o.due_at', 'o.soft', 'o.medium', 'u.short_name'])
    .where('o.matter_id', 'in', ids)
    .where('o.satisfied_at', 'is', null)
    .where('o.cancelled_at', 'is', null)
    .orderBy('o.due_at')
    .execute()
  const levels = await work.tx
    .selectFrom('event_classification')
    .select(['event_id', 'confirmed_level', 'proposed_level'])
    .where('event_id', 'in', ids)
    .execute()
  const figures = await work.tx
    .selectFrom('event_figure')
    .select(['event_id', 'indicator', 'value'])
    .where('event_id', 'in', ids)
    .where('is_current', '=', true)
    .where('indicator', 'in', ['deaths', 'missing'])
    .execute()
  const types = new Map(
    (await work.tx.selectFrom('event_type').select(['code', 'name']).execute()).map(row => [row.code, row.name]),
  )
  const places = new Map<string, string>()
  for (const code of new Set(events.map(event => event.area_code))) places.set(code, await areaFullName(work.tx, code))
  const worst = (all: (EventLevel | null)[]) => {
    const known = all.filter(level => level !== null)
    return known.length ? (Math.min(...known) as EventLevel) : null
  }
  return events.map(event => {
    const mine = owed.filter(one => one.matter_id === event.id)
    const limit = (one: (typeof mine)[number] | undefined) =>
      one
        ? {
            title: one.title,
            dueAt: one.due_at.toISOString(),
            owedByUnitName: one.short_name,
            soft: one.soft,
            medium: one.medium,
          }
        : null
    const own = levels.filter(one => one.event_id === event.id)
    const figure = (indicator: string) =>
      figures.find(one => one.event_id === event.id && one.indicator === indicator)?.value ?? null
    return {
      id: event.id,
      number: event.number,
      title: event.title,
      state: event.state,
      eventTypeName: types.get(event.event_type_code) ?? '',
      areaName: places.get(event.area_code) ?? '',
      eventLevel: worst(own.map(one => one.confirmed_level)),
      proposedLevel: worst(own.map(one => one.proposed_level)),
      sensitive: event.sensitive_flags.length > 0,
      knownAt: event.known_at.toISOString(),
      occurredAt: event.occurred_at?.toISOString() ?? null,
      summary: event.summary,
      deaths: figure('deaths'),
      missing: figure('missing'),
      openObligations: mine.length,
      overdueObligations: mine.filter(one => !one.soft && one.due_at < work.now).length,
      next: limit(mine.find(one => !one.soft)),
      atOnce: limit(mine.find(one => one.soft)),
    }
  })
}
