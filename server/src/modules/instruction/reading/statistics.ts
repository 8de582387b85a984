import type { InstructionStatistics, InstructionStatisticsQuery } from '@anlan/contract/instruction.ts'
import { sql } from 'kysely'
import type { z } from 'zod'
import { unitsInReach } from '../../../kernel/access/reach.ts'
import { fieldProblem } from '../../../kernel/problem.ts'
import type { Work } from '../../../kernel/work/work.ts'
import { clockKinds } from '../clocks.ts'
import { instructionsInReach } from '../reach.ts'
import { rateOf } from '../rules.ts'

/**
 * 批示反馈及时率 per unit, of limits that began within the span, from their ledger alone. In time: met by the limit. Late: met after it or still unmet
 * past it. What still has time counts neither way.
 */
export async function statisticsOf(
  work: Work,
  { from, to }: z.output<typeof InstructionStatisticsQuery>,
): Promise<z.output<typeof InstructionStatistics>> {
  if (to <= from) throw fieldProblem('event/time-order', '/to', '止', '结束时间应晚于开始时间')
  const { rows } = await sql<{
    unit_id: string
    name: string
    tasks: number
    signed_in_time: number
    signed_late: number
    in_time: number
    late: number
    running: number
    overdue_now: number
  }>`
    select u.id as unit_id, u.name,
      count(distinct split_part(o.basis, '/', 1))::int as tasks,
      (count(*) filter (where o.kind = ${clockKinds.sign} and o.satisfied_at <= o.due_at))::int as signed_in_time,
      (count(*) filter (where o.kind = ${clockKinds.sign} and ${isLate(work)}))::int as signed_late,
      (count(*) filter (where o.kind = ${clockKinds.feedback} and o.satisfied_at <= o.due_at))::int as in_time,
      (count(*) filter (where o.kind = ${clockKinds.feedback} and ${isLate(work)}))::int as late,
      (count(*) filter (where o.kind = ${clockKinds.feedback} and ${isOpen} and o.due_at >= ${work.now}))::int as running,
      (count(*) filter (where o.kind = ${clockKinds.feedback} and ${isOpen} and o.due_at < ${work.now}))::int as overdue_now
    from obligation o join unit u on u.id = o.owed_by_unit_id
    where o.kind in (${clockKinds.sign}, ${clockKinds.feedback})
      and o.started_at >= ${from} and o.started_at < ${to}
      and o.owed_by_unit_id in ${unitsInReach(work)}
    group by u.id, u.name, u.sort order by u.sort, u.name`.execute(work.tx)
  const totals = await instructionsInReach(work)
    .select([
      sql<number>`count(*)::int`.as('received'),
      sql<number>`(count(*) filter (where i.closed_at is not null))::int`.as('closed'),
    ])
    .where('i.recorded_at', '>=', from)
    .where('i.recorded_at', '<', to)
    .executeTakeFirstOrThrow()
  return {
    from: from.toISOString(),
    to: to.toISOString(),
    units: rows.map(row => ({
      unitId: row.unit_id,
      unitName: row.name,
      tasks: row.tasks,
      signedInTime: row.signed_in_time,
      signedLate: row.signed_late,
      inTime: row.in_time,
      late: row.late,
      running: row.running,
      overdueNow: row.overdue_now,
      rate: rateOf(row.in_time, row.late),
    })),
    ...totals,
  }
}

const isOpen = sql`o.satisfied_at is null and o.cancelled_at is null`
const isLate = (work: Work) =>
  sql`(o.breached_at is not null or o.satisfied_at > o.due_at or (${isOpen} and o.due_at < ${work.now}))`
