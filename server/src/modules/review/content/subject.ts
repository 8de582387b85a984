import type { EventCosts } from '@anlan/contract/call-up-costs.ts'
import type { CommandRoom } from '@anlan/contract/command.ts'
import { isInMainThread, threadOf } from '@anlan/contract/event-timeline.ts'
import type { ObligationView } from '@anlan/contract/obligation.ts'
import type { ResponseView } from '@anlan/contract/response-view.ts'
import type { FirstTimes } from '@anlan/contract/review.ts'
import type { Work } from '../../../kernel/work/work.ts'
import { eventCosts } from '../../call-up/api.ts'
import { presentRoom } from '../../command/api.ts'
import { eventInReach, eventTimeline } from '../../event-report/api.ts'
import { obligationsOf, presentObligations } from '../../obligation/api.ts'
import { presentResponse, responseCourse } from '../../response/api.ts'
import { firstTimesOfResponse } from '../firsts/first-times.ts'
import { type Notices, noticesOf } from './orders.ts'

const mostEntries = 5000
const mostNotices = 300

/** All that a review tells of, read at one moment. */
export interface Subject {
  response: ResponseView
  /** Null in an exercise and where there is none, or none that the reader may see. */
  event: { id: string; number: string; title: string } | null
  firsts: FirstTimes
  owed: ObligationView[]
  course: { at: string; sentence: string; by: string }[]
  notices: Notices[]
  costs: EventCosts | null
  room: CommandRoom
  /** Tasks that were steps of the plan, or of the county's response table. */
  planned: ReadonlySet<string>
}

/** Reads a response that has ended, with its event; outside reach `not-found`. */
export async function readSubject(work: Work, responseId: string): Promise<Subject> {
  const response = await presentResponse(work, responseId)
  const isReal = response.mode === 'real'
  const event = (isReal && response.eventId && (await eventInReach(work, response.eventId))) || null
  const owed = [...(event ? await obligationsOf(work, event.id) : []), ...(await obligationsOf(work, responseId))]
  return {
    response,
    event,
    firsts: await firstTimesOfResponse(work, responseId),
    owed: await presentObligations(
      work,
      owed.filter(one => !one.cancelled_at),
    ),
    course: event ? await courseOfEvent(work, event.id) : await courseOfResponse(work, responseId),
    notices: await noticesOf(work, event ? [event.id, responseId] : [responseId], mostNotices),
    costs: event ? await eventCosts(work, event.id) : null,
    room: await presentRoom(work, responseId),
    planned: await plannedTasks(work, responseId),
  }
}

async function courseOfEvent(work: Work, eventId: string) {
  const { items } = await eventTimeline(work, eventId, { limit: mostEntries })
  return threadOf(items)
    .filter(isInMainThread)
    .map(({ entry, sentence, by }) => ({ at: entry.at, sentence, by }))
}

async function courseOfResponse(work: Work, responseId: string) {
  const { items } = await responseCourse(work, responseId)
  return items.map(one => ({
    at: one.at,
    sentence: one.sentence,
    by: [one.unitName, one.byName].filter(Boolean).join(' '),
  }))
}

/** A task with a code came of the script; one without was added by somebody. */
async function plannedTasks(work: Work, responseId: string): Promise<Set<string>> {
  const rows = await work.tx
    .selectFrom('response_task')
    .select('id')
    .where('response_id', '=', responseId)
    .where('code', 'is not', null)
    .execute()
  return new Set(rows.map(row => row.id))
}
