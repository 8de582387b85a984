import type { CloseEvent, DismissEvent, EndEvent, StabiliseEvent } from '@anlan/contract/emergency-event.ts'
import type { z } from 'zod'
import { fieldProblem, Problem } from '../../../kernel/problem.ts'
import { isAhead } from '../../../kernel/work/instants.ts'
import { recordFact, type Work } from '../../../kernel/work/work.ts'
import { unitOfFunction } from '../../directory/api.ts'
import { cancelObligations, obligationsOf } from '../../obligation/api.ts'
import { eventForChange } from './read.ts'
import { reassess } from './reassess.ts'

/** The response is over (处置结束): the 终报 falls due, the 续报 clocks stop. */
export async function endEvent(work: Work, eventId: string, input: z.output<typeof EndEvent>): Promise<void> {
  const event = await eventForChange(work, eventId)
  if (event.state === 'ended' && !(await endedByItself(work, eventId))) throw new Problem('event/already-ended')
  const endedAt = input.endedAt ?? work.now
  if (isAhead(endedAt, work.now) || endedAt < event.known_at)
    throw fieldProblem('event/time-order', '/endedAt', '结束时间', '结束时间应在获知时间与现在之间')
  await work.tx
    .updateTable('emergency_event')
    .set({ state: 'ended', ended_at: endedAt })
    .where('id', '=', eventId)
    .execute()
  recordFact(work, 'emergency-event.ended', eventId, { endedAt, note: input.note }, { matter: eventId })
  await reassess(work, eventId)
}

/**
 * The last response to an event ended, and with it the handling of the event: the 终报 falls due at once (W198). A person may still state when it really
 * ended. One that is over already stays as it is.
 */
export async function endWithResponse(work: Work, eventId: string, endedAt: Date, note: string): Promise<void> {
  const ended = await work.tx
    .updateTable('emergency_event')
    .set(eb => ({ state: 'ended', ended_at: eb.fn<Date>('greatest', ['known_at', eb.val(endedAt)]) }))
    .where('id', '=', eventId)
    .where('state', '=', 'open')
    .returning('ended_at')
    .executeTakeFirst()
  if (!ended) return
  const data = { endedAt: ended.ended_at, note, withResponse: true }
  recordFact(work, 'emergency-event.ended', eventId, data, { matter: eventId })
  await reassess(work, eventId)
}

/** Nobody stated yet when it ended: it did with its last response. */
async function endedByItself(work: Work, eventId: string): Promise<boolean> {
  const last = await work.tx
    .selectFrom('fact')
    .select('data')
    .where('matter_id', '=', eventId)
    .where('type', '=', 'emergency-event.ended')
    .orderBy('position', 'desc')
    .limit(1)
    .executeTakeFirst()
  return last?.data['withResponse'] === true
}

/** The disaster is stable (灾情稳定): daily reports stop, the 核报 falls due. */
export async function stabiliseEvent(
  work: Work,
  eventId: string,
  input: z.output<typeof StabiliseEvent>,
): Promise<void> {
  const event = await eventForChange(work, eventId)
  if (event.stable_at) throw new Problem('conflict', { detail: '灾情已认定稳定' })
  const stableAt = input.stableAt ?? work.now
  if (isAhead(stableAt, work.now) || stableAt < event.known_at)
    throw fieldProblem('event/time-order', '/stableAt', '稳定时间', '稳定时间应在获知时间与现在之间')
  await work.tx.updateTable('emergency_event').set({ stable_at: stableAt }).where('id', '=', eventId).execute()
  recordFact(work, 'emergency-event.stabilised', eventId, { stableAt, note: input.note }, { matter: eventId })
  await reassess(work, eventId)
}

/** Closes the file. What must be reported has been, and no reporting clock still runs. */
export async function closeEvent(work: Work, eventId: string, input: z.output<typeof CloseEvent>): Promise<void> {
  const event = await eventForChange(work, eventId)
  if (event.state !== 'ended') throw new Problem('event/not-ended')
  const owed = await obligationsOf(work, eventId)
  const binding = await work.tx.selectFrom('reporting_rule').select('code').where('must_report', '=', true).execute()
  const mustReport = owed.some(one => binding.some(rule => rule.code === one.rule_code) && one.cancelled_at === null)
  const county = await unitOfFunction(work.tx, 'generalDutyOffice')
  const reported = await work.tx
    .selectFrom('event_report')
    .select('id')
    .where('event_id', '=', eventId)
    .where('unit_id', '=', county?.id ?? work.actor.unitId)
    .where('state', '=', 'sent')
    .executeTakeFirst()
  if (mustReport && !reported) throw new Problem('event/must-report')
  const open = owed.filter(one => !one.satisfied_at && !one.cancelled_at)
  if (open.length)
    throw new Problem('event/obligations-open', {
      detail: open
        .slice(0, 5)
        .map(one => one.title)
        .join('；'),
    })
  await work.tx
    .updateTable('emergency_event')
    .set({ state: 'closed', closed_at: work.now })
    .where('id', '=', eventId)
    .execute()
  recordFact(work, 'emergency-event.closed', eventId, { note: input.note }, { matter: eventId })
}

/** Not an event after all, and nothing was reported upward yet. Once a report is out, a 撤销 report does this. */
export async function dismissEvent(work: Work, eventId: string, input: z.output<typeof DismissEvent>): Promise<void> {
  await eventForChange(work, eventId)
  const reported = await work.tx
    .selectFrom('event_report')
    .select('id')
    .where('event_id', '=', eventId)
    .where('state', '=', 'sent')
    .executeTakeFirst()
  if (reported) throw new Problem('event-report/wrong-state', { detail: '已有报告报出，请拟撤销报告' })
  await withdrawEvent(work, eventId, input.reason)
}

export async function withdrawEvent(work: Work, eventId: string, reason: string) {
  await work.tx
    .updateTable('emergency_event')
    .set({ state: 'withdrawn', closed_at: work.now })
    .where('id', '=', eventId)
    .execute()
  await cancelObligations(work, { matterId: eventId }, `事件撤销：${reason}`)
  recordFact(work, 'emergency-event.withdrawn', eventId, { reason }, { matter: eventId })
}
