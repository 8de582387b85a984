import { responseLevelNames } from '@anlan/contract/response-template.ts'
import type { Work } from '../../../kernel/work/work.ts'
import { factsOfEvents, wordsOf } from '../../event-report/api.ts'
import { nameOf } from '../reach.ts'
import type { EventState } from '../reading/event-so-far.ts'
import type { Seen } from './fit.ts'
import { warningsInForce } from './warnings.ts'

/** Everything that plans are judged by about one event, with the records it was read from. */
export async function readSeen(work: Work, eventId: string, event: EventState): Promise<Seen> {
  const figures = await work.tx
    .selectFrom('event_figure')
    .select(['id', 'indicator', 'value', 'source', 'known_at'])
    .where('event_id', '=', eventId)
    .where('is_current', '=', true)
    .execute()
  const [facts] = await factsOfEvents(work, { id: eventId })
  const running = await work.tx
    .selectFrom('response')
    .selectAll()
    .where('mode', '=', 'real')
    .where('state', '=', 'active')
    .where(eb => eb.or([eb('event_id', '=', eventId), eb('upper_level', 'is not', null)]))
    .execute()
  return {
    ...event,
    id: eventId,
    // With its extra fields, so that the pollutant or what is to be protected picks the sub-plan (W197).
    text: facts ? wordsOf(facts) : event.title,
    typeCodes: [...new Set([event.typeCode, ...event.tracks.map(one => one.typeCode)])],
    figureRecords: figures.flatMap(one =>
      one.value === null
        ? []
        : [{ id: one.id, indicator: one.indicator, value: Number(one.value), source: one.source, at: one.known_at }],
    ),
    warnings: await warningsInForce(work, event.areaCode),
    above: running.flatMap(one => [
      ...(one.upper_level && one.upper_noted_at
        ? [
            {
              id: one.id,
              title: `${one.upper_unit_name}${responseLevelNames[one.upper_level]}响应`,
              level: one.upper_level,
              at: one.upper_noted_at,
              roomUnitId: null,
            },
          ]
        : []),
      ...(one.event_id === eventId
        ? [{ id: one.id, title: nameOf(one), level: one.level, at: one.started_at, roomUnitId: one.room_unit_id }]
        : []),
    ]),
  }
}
