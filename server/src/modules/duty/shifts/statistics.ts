import type { ChangeStatistics, ChangeStatisticsQuery } from '@anlan/contract/shift.ts'
import { sql } from 'kysely'
import type { z } from 'zod'
import { unitsInReach } from '../../../kernel/access/reach.ts'
import type { Work } from '../../../kernel/work/work.ts'

/** How often duty was changed in a span, per person and per unit of those in reach: by when it was decided, not by the day of the shift. */
export async function changeStatistics(
  work: Work,
  { unit, from, to }: z.output<typeof ChangeStatisticsQuery>,
): Promise<ChangeStatistics> {
  const units = sql`unit_id in ${unitsInReach(work)} and (${unit ?? null}::uuid is null or unit_id = ${unit ?? null}::uuid)`
  const swaps = sql`select * from duty_swap where status = 'approved' and decided_at >= ${from} and decided_at < ${to} and ${units}`
  const covers = sql`select * from duty_cover where at >= ${from} and at < ${to} and ${units}`
  const gaps = sql`select * from duty_gap where state <> 'changed' and opened_at >= ${from} and opened_at < ${to} and ${units}`
  const people = await sql<ChangeStatistics['people'][number]>`
    with swaps as (${swaps}), covers as (${covers}), counted as (
      select person_id as person, 1 as swaps, 0 as covered, 0 as covers, 0 as urgent, 0::float8 as hours, 0::float8 as points from swaps
      union all select other_person_id, 1, 0, 0, 0, 0, 0 from swaps
      union all select person_id, 0, 1, 0, 0, 0, 0 from covers
      union all select cover_person_id, 0, 0, 1, (kind = 'urgent')::int, extract(epoch from to_at - from_at) / 3600, points from covers)
    select c.person as "personId", p.name as "personName", u.name as "unitName", sum(swaps)::int as swaps, sum(covered)::int as covered,
      sum(covers)::int as covers, sum(urgent)::int as "urgentCovers", round(sum(hours)::numeric, 1)::float8 as "coverHours",
      round(sum(points)::numeric, 2)::float8 as "coverPoints"
    from counted c join person p on p.id = c.person join unit u on u.id = p.unit_id
    group by c.person, p.name, u.name order by sum(swaps) + sum(covered) + sum(covers) desc, p.name, c.person limit 500`.execute(
    work.tx,
  )
  const byUnit = await sql<ChangeStatistics['units'][number]>`
    with swaps as (${swaps}), covers as (${covers}), gaps as (${gaps}), counted as (
      select unit_id, 1 as swaps, 0 as covers, 0 as urgent, 0 as gaps, 0 as passed from swaps
      union all select unit_id, 0, 1, (kind = 'urgent')::int, 0, 0 from covers
      union all select unit_id, 0, 0, 0, 1, (state = 'passed')::int from gaps)
    select c.unit_id as "unitId", u.name as "unitName", sum(swaps)::int as swaps, sum(covers)::int as covers, sum(urgent)::int as "urgentCovers",
      sum(gaps)::int as gaps, sum(passed)::int as "gapsPassed"
    from counted c join unit u on u.id = c.unit_id group by c.unit_id, u.name, u.sort order by u.sort, u.name limit 500`.execute(
    work.tx,
  )
  return { people: people.rows, units: byUnit.rows }
}
