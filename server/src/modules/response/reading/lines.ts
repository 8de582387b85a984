import type { ResponseQuery, ResponseStatisticsQuery } from '@anlan/contract/response.ts'
import type { ResponseLine, ResponseStatistics } from '@anlan/contract/response-view.ts'
import { sql } from 'kysely'
import type { z } from 'zod'
import { unitsInReach } from '../../../kernel/access/reach.ts'
import { followsCursor, pageOf } from '../../../kernel/database/keyset.ts'
import type { Work } from '../../../kernel/work/work.ts'
import { responsesInReach } from '../reach.ts'
import { rateOf } from '../rules.ts'

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
        and o.kind in ('response-accept', 'response-done') and o.satisfied_at is null and o.cancelled_at is null and o.due_at < ${work.now})`.as(
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

/** How units took up and finished tasks of real responses that started in the time (P15). An exercise is not counted. */
export async function statisticsOf(
  work: Work,
  { from, to }: z.output<typeof ResponseStatisticsQuery>,
): Promise<z.output<typeof ResponseStatistics>> {
  const responses = await responsesInReach(work)
    .select('r.id')
    .where('r.mode', '=', 'real')
    .where('r.started_at', '>=', from)
    .where('r.started_at', '<', to)
    .execute()
  const ids = responses.map(row => row.id)
  const { rows } = await sql<{
    unit_id: string
    name: string
    tasks: number
    accepted_in_time: number
    accepted_late: number
    done_in_time: number
    done_late: number
    refused: number
  }>`
    select t.unit_id, u.name, count(distinct t.id)::int as tasks,
      count(*) filter (where o.kind = 'response-accept' and o.satisfied_at <= o.due_at)::int as accepted_in_time,
      count(*) filter (where o.kind = 'response-accept' and (o.satisfied_at > o.due_at or o.breached_at is not null))::int as accepted_late,
      count(*) filter (where o.kind = 'response-done' and o.satisfied_at <= o.due_at)::int as done_in_time,
      count(*) filter (where o.kind = 'response-done' and (o.satisfied_at > o.due_at or o.breached_at is not null))::int as done_late,
      (select count(*)::int from response_word w join response_task x on x.id = w.task_id
        where w.kind = 'refused' and x.unit_id = t.unit_id and x.response_id = any(${ids}::uuid[])) as refused
    from response_task t join unit u on u.id = t.unit_id
    left join obligation o on o.matter_id = t.response_id and split_part(o.basis, '/', 1) = t.id::text
      and o.kind in ('response-accept', 'response-done') and o.owed_by_unit_id = t.unit_id
    where t.response_id = any(${ids}::uuid[]) and t.state <> 'cancelled' and t.unit_id in ${unitsInReach(work)}
    group by t.unit_id, u.name, u.sort order by u.sort`.execute(work.tx)
  return {
    from: from.toISOString(),
    to: to.toISOString(),
    responses: ids.length,
    units: rows.map(row => ({
      unitId: row.unit_id,
      unitName: row.name,
      tasks: row.tasks,
      acceptedInTime: row.accepted_in_time,
      acceptedLate: row.accepted_late,
      doneInTime: row.done_in_time,
      doneLate: row.done_late,
      refused: row.refused,
      rate: rateOf(row.done_in_time, row.done_late),
    })),
  }
}
