import { randomUUID } from 'node:crypto'
import type { RecordedFact } from '../../../kernel/module.ts'
import { settingOf } from '../../../kernel/setting-rows.ts'
import { recordFact, type Work } from '../../../kernel/work/work.ts'
import { addDays, shanghaiDay, shanghaiInstant } from '../../calendar/api.ts'
import { findUnit } from '../../directory/api.ts'
import { endWithResponse } from '../../event-report/api.ts'
import { openObligation } from '../../obligation/api.ts'
import { nameOf, type Response } from '../../response/api.ts'
import { exerciseReviewDays, reviewDays } from '../settings.ts'

export const reviewClock = 'review'

/**
 * A response ended (W198): its review is owed from that moment, and with the last real response to an event its handling is over, so that the 终报 is. Runs
 * as often as it is told, and acts once.
 */
export async function followEnd(work: Work, fact: RecordedFact): Promise<void> {
  const response = await work.tx.selectFrom('response').selectAll().where('id', '=', fact.subjectId).executeTakeFirst()
  if (!response?.ended_at || response.state !== 'ended') return
  await openReview(work, response, response.ended_at)
  if (response.event_id && response.mode === 'real' && !(await othersRun(work, response)))
    await endWithResponse(work, response.event_id, response.ended_at, response.end_note ?? '')
}

const othersRun = (work: Work, { id, event_id }: Response) =>
  work.tx
    .selectFrom('response')
    .select('id')
    .where('event_id', '=', event_id)
    .where('id', '<>', id)
    .where('mode', '=', 'real')
    .where('state', '=', 'active')
    .executeTakeFirst()

async function openReview(work: Work, response: Response, endedAt: Date) {
  const isExercise = response.mode === 'exercise'
  const setting = isExercise ? exerciseReviewDays : reviewDays
  const days = await settingOf(work, setting)
  const dueAt = shanghaiInstant(addDays(shanghaiDay(endedAt), days + 1), '00:00')
  const owner = await findUnit(work.tx, response.owner_unit_id)
  // A town or village reviews what ran by its own plan; what the county runs, the department that leads it.
  const unitId = owner?.kind === 'town' || owner?.kind === 'village' ? owner.id : response.lead_unit_id
  const opened = await work.tx
    .insertInto('review')
    .values({
      id: randomUUID(),
      response_id: response.id,
      unit_id: unitId,
      state: 'draft',
      opened_at: endedAt,
      due_at: dueAt,
      opinion: '',
    })
    .onConflict(conflict => conflict.doNothing())
    .returning('id')
    .executeTakeFirst()
  if (!opened) return
  await openObligation(work, {
    kind: reviewClock,
    ruleCode: isExercise ? 'RV-02' : 'RV-01',
    title: `${isExercise ? '【演练】演练评估' : '复盘评估'}：${response.subject}`,
    matterId: response.id,
    matterTitle: nameOf(response),
    owedBy: unitId,
    owedTo: response.room_unit_id,
    medium: 'any',
    clock: 'ended',
    basis: opened.id,
    startedAt: endedAt,
    dueAt,
    limitMinutes: Math.round((dueAt.getTime() - endedAt.getTime()) / 60_000),
    soft: false,
    source: { ...setting.source, article: `${setting.source.article}（${days} 日）` },
    link: `/reviews/${opened.id}`,
    exercise: isExercise,
  })
  recordFact(
    work,
    'review.opened',
    opened.id,
    { unit: unitId, dueOn: shanghaiDay(new Date(dueAt.getTime() - 1)), responseId: response.id },
    { matter: isExercise || !response.event_id ? response.id : response.event_id, chain: unitId },
  )
}
