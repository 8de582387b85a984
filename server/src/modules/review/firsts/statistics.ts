import type { FirstTimes, FirstTimesQuery, FirstTimesStatistics } from '@anlan/contract/review.ts'
import { sql } from 'kysely'
import type { z } from 'zod'
import { matterInReach } from '../../../kernel/access/reach.ts'
import { fieldProblem, Problem } from '../../../kernel/problem.ts'
import type { Work } from '../../../kernel/work/work.ts'
import { addDays, shanghaiDay, shanghaiInstant } from '../../calendar/api.ts'
import { eventInReach } from '../../event-report/api.ts'
import { firstTimesOfEvents } from './first-times.ts'

type Timed = FirstTimesStatistics['events'][number]

/** 四个第一 of one event in reach. */
export async function eventFirstTimes(work: Work, eventId: string): Promise<FirstTimes> {
  const event = await eventInReach(work, eventId)
  const times = event && (await firstTimesOfEvents(work, [eventId])).get(eventId)
  if (!times) throw new Problem('not-found')
  return times
}

/** Events in reach known from the first day to the last, with averages by month, type and township. Exercises have no part in it. */
export async function firstTimesStatistics(
  work: Work,
  { from, to }: z.output<typeof FirstTimesQuery>,
): Promise<FirstTimesStatistics> {
  if (to < from) throw fieldProblem('invalid-input', '/to', '截止日期', '截止日期不能早于开始日期')
  if (to > addDays(from, 3660)) throw fieldProblem('invalid-input', '/to', '截止日期', '一次最多统计十年')
  const { rows } = await sql<{
    id: string
    number: string
    title: string
    known_at: Date
    type_name: string
    town_name: string
  }>`select e.id, e.number, e.title, e.known_at, coalesce(y.name, '') as type_name,
      coalesce(t.name, a.name, '未定位') as town_name
    from emergency_event e left join event_type y on y.code = e.event_type_code left join area a on a.code = e.area_code
      left join area t on t.code = case a.kind when 'village' then a.parent_code else a.code end
    where e.state <> 'withdrawn' and e.known_at >= ${shanghaiInstant(from, '00:00')}
      and e.known_at < ${shanghaiInstant(addDays(to, 1), '00:00')} and ${matterInReach(work, sql.ref('e.id'))}
    order by e.known_at desc, e.id`.execute(work.tx)
  const times = await firstTimesOfEvents(
    work,
    rows.map(row => row.id),
  )
  const events = rows.flatMap((row): Timed[] => {
    const of = times.get(row.id)
    return of
      ? [{ ...of, id: row.id, number: row.number, title: row.title, typeName: row.type_name, townName: row.town_name }]
      : []
  })
  return {
    from,
    to,
    events,
    total: averages('合计', events),
    months: grouped(events, one => shanghaiDay(new Date(one.knownAt ?? 0)).slice(0, 7)).sort((a, b) =>
      a.name < b.name ? 1 : -1,
    ),
    types: grouped(events, one => one.typeName),
    towns: grouped(events, one => one.townName),
  }
}

function grouped(events: Timed[], nameOf: (one: Timed) => string) {
  const groups = new Map<string, Timed[]>()
  for (const one of events) groups.set(nameOf(one), [...(groups.get(nameOf(one)) ?? []), one])
  return [...groups].map(([name, of]) => averages(name, of)).sort((a, b) => b.events - a.events)
}

export function averages(name: string, events: FirstTimes[]): FirstTimesStatistics['total'] {
  return {
    name,
    events: events.length,
    report: averageOf(events.map(one => one.reportMinutes)),
    start: averageOf(events.map(one => one.startMinutes)),
    arrival: averageOf(events.map(one => one.arrivalMinutes)),
    rescue: averageOf(events.map(one => one.rescueMinutes)),
  }
}

/** The mean of what is known, to one decimal, and of how many. What began before the event was known (on a warning) did not wait for it. */
function averageOf(values: (number | null)[]): { minutes: number | null; of: number } {
  const known = values.filter(value => value !== null && value >= 0) as number[]
  if (known.length === 0) return { minutes: null, of: 0 }
  return { minutes: Math.round((known.reduce((sum, one) => sum + one, 0) / known.length) * 10) / 10, of: known.length }
}
