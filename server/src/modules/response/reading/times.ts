import type { ResponseView } from '@anlan/contract/response-view.ts'
import { sql } from 'kysely'
import type { Work } from '../../../kernel/work/work.ts'
import { minutesFrom } from '../rules.ts'

type Times = ResponseView['times']
export const noTimes: Times = { knownAt: null, startMinutes: null, firstArrivalMinutes: null, firstRescueMinutes: null }

/** 四个第一 (W180) of each response, counted from when the county knew of the event, or from the start where there is none. */
export async function timesOf(work: Work, responseIds: string[]): Promise<Map<string, Times>> {
  const { rows } = await sql<{
    id: string
    started_at: Date
    known_at: Date | null
    arrived_at: Date | null
    rescued_at: Date | null
  }>`
    select r.id, r.started_at, e.known_at,
      (select min(a.arrived_at) from response_arrival a where a.response_id = r.id) as arrived_at,
      (select min(t.accepted_at) from response_task t where t.response_id = r.id and t.priority = 'rescue') as rescued_at
    from response r left join emergency_event e on e.id = r.event_id
    where r.id = any(${responseIds}::uuid[])`.execute(work.tx)
  return new Map(
    rows.map(row => {
      const from = row.known_at ?? row.started_at
      return [
        row.id,
        {
          knownAt: row.known_at?.toISOString() ?? null,
          startMinutes: row.known_at ? minutesFrom(row.known_at, row.started_at) : null,
          firstArrivalMinutes: minutesFrom(from, row.arrived_at),
          firstRescueMinutes: minutesFrom(from, row.rescued_at),
        },
      ]
    }),
  )
}
