import { canonical } from '../../../kernel/work/canonical.ts'
import { recordFact, type Work } from '../../../kernel/work/work.ts'
import { assessClocks } from '../clocks/assess.ts'
import { type FigureValues, levelOf, matchedThresholds, reportingFigures, reportingLevelOf } from './level-rules.ts'
import { currentFigures, type EventFile, readEventFile } from './read.ts'
import type { Classification } from './schema.ts'

/** Re-reads the thresholds and the clocks after anything about an event changed. */
export async function reassess(work: Work, eventId: string) {
  const event = await work.tx
    .selectFrom('emergency_event')
    .selectAll()
    .where('id', '=', eventId)
    .executeTakeFirstOrThrow()
  const file = await readEventFile(work, event)
  for (const one of file.classifications) await rate(work, file, one)
  await assessClocks(work, file)
}

/** Rates the event under one of its types: the proposed level with the rows that matched, and the level reporting goes by. */
async function rate(work: Work, file: EventFile, one: Classification) {
  const figures = currentFigures(file)
  const rowsReached = (values: FigureValues) =>
    matchedThresholds(one.event_type_code, values, file.thresholds, file.indicators)
  const matched = rowsReached(figures)
  const level = levelOf(matched)
  const reporting = reportingLevelOf(
    one.confirmed_level,
    levelOf(rowsReached(reportingFigures(figures))),
    file.event.sensitive_flags,
  )
  const before = one.proposed_level
  if (level === before && reporting === one.reporting_level && canonical(matched) === canonical(one.proposed_because))
    return
  if (level !== before) {
    const known = file.figures.filter(figure => figure.is_current).map(figure => figure.known_at)
    one.proposed_known_at = lastKnown(known, file.event.known_at)
    const because = matched[0] ?? null
    recordFact(
      work,
      'emergency-event.level-proposed',
      file.event.id,
      { type: one.event_type_code, before, level, because },
      { matter: file.event.id },
    )
  }
  one.proposed_level = level
  one.reporting_level = reporting
  await work.tx
    .updateTable('event_classification')
    .set({
      proposed_level: level,
      proposed_because: JSON.stringify(matched),
      proposed_known_at: one.proposed_known_at,
      reporting_level: reporting,
    })
    .where('id', '=', one.id)
    .execute()
}

const lastKnown = (dates: Date[], fallback: Date) => dates.reduce((max, date) => (date > max ? date : max), fallback)
