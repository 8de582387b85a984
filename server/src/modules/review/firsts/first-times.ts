import type { FirstTimes } from '@anlan/contract/review.ts'
import { type RawBuilder, sql } from 'kysely'
import type { Work } from '../../../kernel/work/work.ts'

interface Times {
  id: string
  known_at: Date | null
  reported_at: Date | null
  started_at: Date | null
  arrived_at: Date | null
  rescued_at: Date | null
}

// The first report upward: a paper that was sent, or a call or entry noted down, by one of the county's own offices.
const reported = sql`(select min(x.at) from (
  select r.submitted_at as at from event_report r where r.event_id = e.id and r.state = 'sent' and r.unit_id in (select unit_id from offices)
  union all select t.at from event_transmission t where t.event_id = e.id and t.from_unit_id in (select unit_id from offices)) x)`
const offices = sql`offices as (select unit_id from unit_function where function in ('county', 'generalDutyOffice', 'emergencyBureau'))`
const arrived = (responses: RawBuilder<unknown>) =>
  sql`(select min(a.arrived_at) from response_arrival a where a.response_id in ${responses})`
const rescued = (responses: RawBuilder<unknown>) =>
  sql`(select min(t.accepted_at) from response_task t where t.priority = 'rescue' and t.response_id in ${responses})`

/** 四个第一 of each event over all its real responses (W180). */
export async function firstTimesOfEvents(work: Work, eventIds: string[]): Promise<Map<string, FirstTimes>> {
  const real = sql`(select r.id from response r where r.event_id = e.id and r.mode = 'real')`
  const { rows } = await sql<Times>`with ${offices}
    select e.id, e.known_at, ${reported} as reported_at,
      (select min(r.started_at) from response r where r.event_id = e.id and r.mode = 'real') as started_at,
      ${arrived(real)} as arrived_at, ${rescued(real)} as rescued_at
    from emergency_event e where e.id = any(${eventIds}::uuid[])`.execute(work.tx)
  return new Map(rows.map(row => [row.id, present(row)]))
}

/** Of one response: those of its event where it is real, its own alone in an exercise, which is not counted from a real event. */
export async function firstTimesOfResponse(work: Work, responseId: string): Promise<FirstTimes> {
  const { rows } = await sql<Times & { event_id: string | null }>`
    select r.id, case when r.mode = 'real' then r.event_id end as event_id, null::timestamptz as known_at,
      null::timestamptz as reported_at, r.started_at, ${arrived(sql`(r.id)`)} as arrived_at, ${rescued(sql`(r.id)`)} as rescued_at
    from response r where r.id = ${responseId}`.execute(work.tx)
  const [row] = rows
  const ofEvent = row?.event_id ? (await firstTimesOfEvents(work, [row.event_id])).get(row.event_id) : undefined
  return ofEvent ?? present(row ?? noTimes)
}

const noTimes: Times = {
  id: '',
  known_at: null,
  reported_at: null,
  started_at: null,
  arrived_at: null,
  rescued_at: null,
}

/** Minutes count from when the county knew; without an event from the start of the response. */
function present(row: Times): FirstTimes {
  const from = row.known_at ?? row.started_at
  const minutes = (at: Date | null) => (from && at ? Math.round((at.getTime() - from.getTime()) / 60_000) : null)
  const iso = (at: Date | null) => at?.toISOString() ?? null
  return {
    knownAt: iso(row.known_at),
    reportedAt: iso(row.reported_at),
    startedAt: iso(row.started_at),
    arrivedAt: iso(row.arrived_at),
    rescuedAt: iso(row.rescued_at),
    reportMinutes: minutes(row.reported_at),
    startMinutes: row.known_at ? minutes(row.started_at) : null,
    arrivalMinutes: minutes(row.arrived_at),
    rescueMinutes: minutes(row.rescued_at),
  }
}
