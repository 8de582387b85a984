import type { ResponseStatisticsQuery } from '@anlan/contract/response.ts'
import type { ResponseStatistics } from '@anlan/contract/response-view.ts'
import { sql } from 'kysely'
import type { z } from 'zod'
import { unitsInReach } from '../../../kernel/access/reach.ts'
import type { Work } from '../../../kernel/work/work.ts'
import { shanghaiDay } from '../../calendar/api.ts'
import { responsesInReach } from '../reach.ts'
import { averageOf, rateOf } from '../rules.ts'
import { noTimes, timesOf } from './times.ts'

// As many responses as a person reads; averages count all.
const most = 500

type Statistics = z.output<typeof ResponseStatistics>

/** How units took up and finished tasks of real responses that started in the time (P15). An exercise is not counted. */
export async function statisticsOf(
  work: Work,
  { from, to }: z.output<typeof ResponseStatisticsQuery>,
): Promise<z.output<typeof ResponseStatistics>> {
  const responses = await responsesInReach(work)
    .select(['r.id', 'r.subject', 'r.topic', 'r.level', 'r.event_id', 'r.started_at'])
    .where('r.mode', '=', 'real')
    .where('r.started_at', '>=', from)
    .where('r.started_at', '<', to)
    .orderBy('r.started_at', 'desc')
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
  const times = await timesOf(work, ids)
  const list = responses.map(row => ({
    id: row.id,
    subject: row.subject,
    topic: row.topic,
    responseLevel: row.level,
    startedAt: row.started_at.toISOString(),
    ...(times.get(row.id) ?? noTimes),
  }))
  return {
    from: from.toISOString(),
    to: to.toISOString(),
    responses: ids.length,
    list: list.slice(0, most),
    years: yearsOf(list),
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

/** Averages per calendar year (N85), each over the responses of which the time is known. */
function yearsOf(list: Statistics['list']): Statistics['years'] {
  const yearOf = (one: Statistics['list'][number]) => Number(shanghaiDay(new Date(one.startedAt)).slice(0, 4))
  return [...new Set(list.map(yearOf))].map(year => {
    const of = list.filter(one => yearOf(one) === year)
    return {
      year,
      responses: of.length,
      // One that began before the event (on a warning) did not wait for it.
      start: averageOf(of.map(one => one.startMinutes).filter(minutes => minutes === null || minutes >= 0)),
      firstArrival: averageOf(of.map(one => one.firstArrivalMinutes)),
      firstRescue: averageOf(of.map(one => one.firstRescueMinutes)),
    }
  })
}
