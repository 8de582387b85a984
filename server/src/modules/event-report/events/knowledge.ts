import type { RecordKnowledge, ShareEvent } from '@anlan/contract/emergency-event.ts'
import type { z } from 'zod'
import { addParty } from '../../../kernel/access/reach.ts'
import { fieldProblem } from '../../../kernel/problem.ts'
import { isAhead } from '../../../kernel/work/instants.ts'
import { recordFact, type Work } from '../../../kernel/work/work.ts'
import { findUnit, unitOfFunction } from '../../directory/api.ts'
import { sendNotice } from '../../notice/api.ts'
import { leadUnit } from '../responsibility/responsibility.ts'
import { eventForChange } from './read.ts'
import { reassess } from './reassess.ts'
import type { EmergencyEvent } from './schema.ts'

/** The county's duty office knows, so the bureau and the lead department are told in the same moment. */
export async function countyTells(work: Work, event: EmergencyEvent, at: Date) {
  const bureau = await unitOfFunction(work.tx, 'emergencyBureau')
  const lead = await leadUnit(work, event.event_type_code)
  for (const unit of [bureau, lead]) if (unit) await noteKnowledge(work, event, unit.id, at, '县总值班室通报', true)
}

/** Writes down since when a unit knows; an earlier knowledge stays. Returns whether it is news. */
export async function noteKnowledge(
  work: Work,
  event: Pick<EmergencyEvent, 'id'>,
  unitId: string,
  knownAt: Date,
  by: string,
  toldByCounty: boolean,
): Promise<boolean> {
  const added = await work.tx
    .insertInto('event_knowledge')
    .values({ event_id: event.id, unit_id: unitId, known_at: knownAt, by, told_by_county: toldByCounty })
    .onConflict(conflict => conflict.doNothing())
    .returning('unit_id')
    .executeTakeFirst()
  if (!added) return false
  await addParty(work, event.id, unitId, '知悉单位')
  recordFact(work, 'emergency-event.known', event.id, { unit: unitId, knownAt, by }, { matter: event.id })
  return true
}

/** Another unit came to know by itself: its own clock starts. */
export async function recordKnowledge(
  work: Work,
  eventId: string,
  input: z.output<typeof RecordKnowledge>,
): Promise<void> {
  const event = await eventForChange(work, eventId)
  if (!(await findUnit(work.tx, input.unitId)))
    throw fieldProblem('directory/unknown-unit', '/unitId', '单位', '单位不在机构名录中')
  if (isAhead(input.knownAt, work.now))
    throw fieldProblem('event/time-order', '/knownAt', '获知时间', '获知时间不能晚于现在')
  if (event.occurred_at && input.knownAt < event.occurred_at)
    throw fieldProblem('event/time-order', '/knownAt', '获知时间', '获知时间不能早于事发时间')
  const news = await noteKnowledge(work, event, input.unitId, input.knownAt, input.by, false)
  if (!news) await correctKnowledge(work, eventId, input)
  await reassess(work, eventId)
}

/** The unit was on record already: it may have known earlier than that, and by itself. Clocks that run already keep their start. */
async function correctKnowledge(work: Work, eventId: string, input: z.output<typeof RecordKnowledge>) {
  const before = await work.tx
    .selectFrom('event_knowledge')
    .selectAll()
    .where('event_id', '=', eventId)
    .where('unit_id', '=', input.unitId)
    .forUpdate()
    .executeTakeFirstOrThrow()
  const isEarlier = input.knownAt < before.known_at
  if (!isEarlier && !before.told_by_county) return
  await work.tx
    .updateTable('event_knowledge')
    .set({ told_by_county: false, ...(isEarlier && { known_at: input.knownAt, by: input.by }) })
    .where('event_id', '=', eventId)
    .where('unit_id', '=', input.unitId)
    .execute()
  const knownAt = isEarlier ? input.knownAt : before.known_at
  recordFact(
    work,
    'emergency-event.known',
    eventId,
    { unit: input.unitId, knownAt, by: input.by, before: before.known_at },
    { matter: eventId },
  )
}

/** Shows the event to further units (部门通报); they see the chain and may add what they know. */
export async function shareEvent(work: Work, eventId: string, input: z.output<typeof ShareEvent>): Promise<void> {
  const event = await eventForChange(work, eventId)
  for (const [i, unitId] of input.unitIds.entries()) {
    if (!(await findUnit(work.tx, unitId)))
      throw fieldProblem('directory/unknown-unit', `/unitIds/${i}`, '单位', '单位不在机构名录中')
    await addParty(work, eventId, unitId, '通报单位')
  }
  recordFact(work, 'emergency-event.shared', eventId, { units: input.unitIds, note: input.note }, { matter: eventId })
  await sendNotice(work, {
    kind: 'event-share',
    title: `通报：${event.title}`,
    body: input.note || event.summary.slice(0, 500),
    matterId: eventId,
    urgent: false,
    to: input.unitIds,
    channels: ['inApp'],
    stepUpMinutes: 0,
  })
}
