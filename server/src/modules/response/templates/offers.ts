import type { ResponseOffer } from '@anlan/contract/response-template.ts'
import type { z } from 'zod'
import { Problem } from '../../../kernel/problem.ts'
import type { Work } from '../../../kernel/work/work.ts'
import { bearerWords } from '../../directory/api.ts'
import { eventInReach } from '../../event-report/api.ts'
import { type EventState, readEventState, worst } from '../reading/event-so-far.ts'
import { matched } from '../rules.ts'
import type { Template } from '../schema.ts'

/**
 * Which responses fit an event, per topic the most severe level of which a condition holds; the general one only where no other does. Proposals:
 * a person decides, and may choose any other.
 */
export async function offersFor(work: Work, eventId: string): Promise<{ items: z.output<typeof ResponseOffer>[] }> {
  if (!(await eventInReach(work, eventId))) throw new Problem('not-found')
  const event = await readEventState(work, eventId)
  const rows = await work.tx.selectFrom('response_template').selectAll().where('enabled', '=', true).execute()
  const running = await work.tx
    .selectFrom('response')
    .select(['id', 'topic', 'level'])
    .where('event_id', '=', eventId)
    .where('mode', '=', 'real')
    .where('state', '=', 'active')
    .execute()
  const topics = [...new Set(rows.map(row => row.topic))]
  const fitting = topics.flatMap(topic =>
    bestOf(
      rows.filter(row => row.topic === topic),
      event,
    ),
  )
  const own = fitting.filter(one => one.row.topic !== 'general')
  return {
    items: (own.length > 0 ? own : fitting)
      .sort((a, b) => b.closeness - a.closeness || a.row.level - b.row.level)
      .map(({ row, reasons }) => {
        const now = running.find(one => one.topic === row.topic)
        return {
          templateId: row.id,
          name: row.name,
          topic: row.topic,
          level: row.level,
          matched: reasons,
          conditions: row.conditions,
          starters: row.starters.map(bearerWords),
          source: { name: row.source_name, article: row.source_article, confidence: row.confidence as '设计' },
          runningLevel: now?.level ?? null,
          responseId: now?.id ?? null,
        }
      }),
  }
}

/** The most severe level of one topic of which a condition holds. */
function bestOf(levels: Template[], event: EventState) {
  const prefixes = levels[0]?.type_prefixes ?? []
  const tracks = event.tracks.filter(one => prefixes.some(prefix => one.typeCode.startsWith(prefix)))
  if (tracks.length === 0) return []
  // A topic looks at the level of its own types: a spill rated 较大 as an environmental event may be 一般 as an accident.
  const seen = { ...event, level: worst(tracks.map(one => one.level)) }
  const closeness = Math.max(
    ...prefixes.filter(prefix => tracks.some(one => one.typeCode.startsWith(prefix))).map(one => one.length),
  )
  for (const row of [...levels].sort((a, b) => a.level - b.level)) {
    const reasons = matched(row.rules, seen)
    if (reasons.length > 0) return [{ row, reasons, closeness }]
  }
  return []
}
