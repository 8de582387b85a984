import type { Work } from '../../kernel/work/work.ts'
import { eventsInReach } from './events/read.ts'

/** What other modules ask about emergency events. */
export { endWithResponse } from './events/life-cycle.ts'
export { timelineOf as eventTimeline } from './events/timeline.ts'
export { type EventFacts, factsOfEvents, wordsOf } from './particulars/facts.ts'
export { fieldsInUse as particularFields } from './particulars/fields.ts'
export { knownEventTypes } from './seed/event-types.ts'

/** An event that the actor may see; undefined when it does not exist for him. */
export const eventInReach = (work: Work, id: string) =>
  eventsInReach(work).clearSelect().select(['id', 'title', 'number', 'state']).where('id', '=', id).executeTakeFirst()

/** Events in reach that are being handled, or are over but not settled, oldest first. */
export const openEvents = (work: Work) =>
  eventsInReach(work)
    .clearSelect()
    .select(['id', 'title', 'number', 'state'])
    .where('state', 'in', ['open', 'ended'])
    .orderBy('created_at')
    .limit(200)
    .execute()

/** Reports of a unit that are not sent yet, and reports sent to it that it has not received, oldest first. */
export async function pendingReports(work: Work, unitId: string) {
  const own = await work.tx
    .selectFrom('event_report')
    .select(['id', 'title', 'state'])
    .where('unit_id', '=', unitId)
    .where('state', 'in', ['draft', 'review', 'signing', 'signed'])
    .orderBy('created_at')
    .limit(100)
    .execute()
  const unreceived = await work.tx
    .selectFrom('event_report_delivery as d')
    .innerJoin('event_report as r', 'r.id', 'd.report_id')
    .select(['r.id', 'r.title'])
    .where('d.unit_id', '=', unitId)
    .where('r.state', '=', 'sent')
    .where('d.in_system', '=', true)
    .where('d.received_at', 'is', null)
    .where('d.returned_at', 'is', null)
    .orderBy('r.submitted_at')
    .limit(100)
    .execute()
  return { own, unreceived }
}

/** Names of the types of events by their code. */
export const eventTypeNames = async (work: Work): Promise<ReadonlyMap<string, string>> =>
  new Map((await work.tx.selectFrom('event_type').select(['code', 'name']).execute()).map(row => [row.code, row.name]))
