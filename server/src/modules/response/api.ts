import { reachFor } from '../../kernel/access/reach.ts'
import type { Work } from '../../kernel/work/work.ts'
import { commands, nameOf, responsesInReach } from './reach.ts'

export { openClock } from './clocks.ts'
export { placeHeadquarters } from './command/change.ts'
export { groundFor } from './command/ground.ts'
export { joinUnits } from './command/headquarters.ts'
export { attachFiles } from './files.ts'
export { offersFor } from './offers/offers.ts'
export { declareWarningSource, type WarningInForce } from './offers/warnings.ts'
export {
  assertActive,
  commands,
  groupLead,
  matterOf,
  minutesAfter,
  nameOf,
  noticeOf,
  responseToCommand,
  seeing,
  visibleResponse,
} from './reach.ts'
export { timelineOf as responseCourse } from './reading/timeline.ts'
export { presentResponse } from './reading/view.ts'
export { joinOnScene } from './scene/ordered.ts'
export type { Response } from './schema.ts'
export { issueTask } from './tasks/issue.ts'

/** A response as modules above need it: its level, whether it runs, whether it is real, and where. */
export const responseInBrief = (work: Work, id: string) =>
  work.tx
    .selectFrom('response')
    .select([
      'id',
      'event_id as eventId',
      'topic',
      'level',
      'mode',
      'state',
      'subject',
      'area_code as areaCode',
      'lead_unit_id as leadUnitId',
      'room_unit_id as roomUnitId',
      'started_by_name as startedByName',
    ])
    .where('id', '=', id)
    .executeTakeFirst()

/** Responses in reach that have not ended, oldest first. */
export async function runningResponses(work: Work) {
  const rows = await responsesInReach(work)
    .selectAll('r')
    .where('r.state', '=', 'active')
    .orderBy('r.started_at')
    .limit(100)
    .execute()
  return rows.map(row => ({
    id: row.id,
    name: nameOf(row),
    startedAt: row.started_at,
    expectedUntil: row.expected_until,
  }))
}

/** Real responses of an event that run and that the actor commands. */
export async function commandedResponses(work: Work, eventId: string): Promise<{ id: string; name: string }[]> {
  const reach = reachFor(work.actor, 'response.command')
  if (!reach) return []
  const rows = await work.tx
    .selectFrom('response')
    .selectAll()
    .where('event_id', '=', eventId)
    .where('mode', '=', 'real')
    .where('state', '=', 'active')
    .orderBy('started_at')
    .execute()
  const found: { id: string; name: string }[] = []
  for (const row of rows) if (await commands({ ...work, reach }, row)) found.push({ id: row.id, name: nameOf(row) })
  return found
}
