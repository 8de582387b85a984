import { recordFact, type Work } from '../../../kernel/work/work.ts'
import { assessClocks } from '../clocks/assess.ts'
import { levelOf, matchedThresholds } from './level-rules.ts'
import { currentFigures, readEventFile } from './read.ts'

/** Re-reads the thresholds and the clocks after anything about an event changed. */
export async function reassess(work: Work, eventId: string) {
  const event = await work.tx
    .selectFrom('emergency_event')
    .selectAll()
    .where('id', '=', eventId)
    .executeTakeFirstOrThrow()
  const file = await readEventFile(work, event)
  for (const one of file.classifications) {
    const matched = matchedThresholds(one.event_type_code, currentFigures(file), file.thresholds, file.indicators)
    const level = levelOf(matched)
    if (level === one.proposed_level && JSON.stringify(matched) === JSON.stringify(one.proposed_because)) continue
    const knownAt =
      level === one.proposed_level
        ? one.proposed_known_at
        : lastKnown(
            file.figures.filter(figure => figure.is_current).map(figure => figure.known_at),
            event.known_at,
          )
    await work.tx
      .updateTable('event_classification')
      .set({ proposed_level: level, proposed_because: JSON.stringify(matched), proposed_known_at: knownAt })
      .where('id', '=', one.id)
      .execute()
    one.proposed_known_at = knownAt
    if (level !== one.proposed_level)
      recordFact(
        work,
        'emergency-event.level-proposed',
        eventId,
        { type: one.event_type_code, before: one.proposed_level, level, because: matched[0] ?? null },
        { matter: eventId },
      )
    one.proposed_level = level
  }
  await assessClocks(work, file)
}

const lastKnown = (dates: Date[], fallback: Date) => dates.reduce((max, date) => (date > max ? date : max), fallback)
