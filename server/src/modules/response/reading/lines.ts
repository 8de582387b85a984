import type { ResponseQuery } from '@anlan/contract/response.ts'
import type { ResponseLine } from '@anlan/contract/response-view.ts'
import { sql } from 'kysely'
import type { z } from 'zod'
import { followsCursor, pageOf } from '../../../kernel/database/keyset.ts'
import type { Work } from '../../../kernel/work/work.ts'
import { responsesInReach } from '../reach.ts'

export const linesInReach = (work: Work) =>
  responsesInReach(work)
    .leftJoin('emergency_event as e', 'e.id', 'r.event_id')
    .innerJoin('unit as lead', 'lead.id', 'r.lead_unit_id')
    .selectAll('r')
    .select(['e.title as event_title', 'lead.name as lead_unit_name'])
    .select([
      sql<number>`(select count(*)::int from response_task t where t.response_id = r.id and t.state <> 'cancelled')`.as(
        'tasks',
      ),
      sql<number>`(select count(*)::int from response_task t where t.response_id = r.id and t.state not in ('verified', 'cancelled'))`.as(
        'open_tasks',
      ),
      sql<number>`(select count(*)::int from response_task t where t.response_id = r.id and t.state = 'refused')`.as(
        'refused_tasks',
      ),
      sql<number>`(select count(distinct split_part(o.basis, '/', 1))::int from obligation o where o.matter_id = r.id
        and o.kind in ('response-accept', 'response-done', 'response-report') and o.satisfied_at is null and o.cancelled_at is null and o.due_at < ${work.now})`.as(
        'overdue_tasks',
      ),
    ])
export type LineRow = Awaited<ReturnType<ReturnType<typeof linesInReach>['execute']>>[number]

export const presentLine = (row: LineRow): z.output<typeof ResponseLine> => ({
  id: row.id,
  subject: row.subject,
  topic: row.topic,
  responseLevel: row.level,
  mode: row.mode,
  state: row.state,
  eventId: row.event_id,
  eventTitle: row.event_title,
  leadUnitName: row.lead_unit_name,
  startedAt: row.started_at.toISOString(),
  endedAt: row.ended_at?.toISOString() ?? null,
  tasks: row.tasks,
  openTasks: row.open_tasks,
  overdueTasks: row.overdue_tasks,
  refusedTasks: row.refused_tasks,
})

/** Responses in reach, newest first; exercises only where they are asked for. */
export async function listResponses(work: Work, query: z.output<typeof ResponseQuery>) {
  const rows = await linesInReach(work)
    .where('r.mode', '=', query.mode)
    .$if(query.state !== undefined, q => q.where('r.state', '=', query.state ?? 'active'))
    .$if(query.event !== undefined, q => q.where('r.event_id', '=', query.event ?? null))
    .where(followsCursor(query.after, 'r.started_at', 'r.id'))
    .orderBy('r.started_at', 'desc')
    .orderBy('r.id', 'desc')
    .limit(query.limit + 1)
    .execute()
  return pageOf(rows, query.limit, row => [row.started_at.toISOString(), row.id], presentLine)
}
