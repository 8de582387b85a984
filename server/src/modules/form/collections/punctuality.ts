import type { UnitPunctuality } from '@anlan/contract/form.ts'
import { sql } from 'kysely'
import { unitsInReach } from '../../../kernel/access/reach.ts'
import type { Work } from '../../../kernel/work/work.ts'
import { addDays, shanghaiInstant } from '../../calendar/api.ts'
import { punctuality } from '../rules.ts'

/**
 * How punctual each unit in reach was with what fell due on these days (both included). What is not yet due does not count, nor what was
 * withdrawn; what is due and not handed in counts as missing. One form only when named.
 */
export async function punctualityOf(
  work: Work,
  { from, to, formId }: { from: string; to: string; formId?: string | undefined },
): Promise<UnitPunctuality[]> {
  const { rows } = await sql<{ id: string; name: string; owed: number; on_time: number; late: number }>`
    select u.id, u.name, count(*)::int as owed,
      count(*) filter (where p.first_done_at <= p.due_at)::int as on_time,
      count(*) filter (where p.first_done_at > p.due_at)::int as late
    from form_piece p join unit u on u.id = p.unit_id
    where p.due_at >= ${shanghaiInstant(from, '00:00')} and p.due_at < ${shanghaiInstant(addDays(to, 1), '00:00')}
      and p.due_at < ${work.now} and p.state <> 'cancelled' and p.unit_id in ${unitsInReach(work)}
      and (${formId ?? null}::uuid is null or p.form_id = ${formId ?? null}::uuid)
    group by u.id, u.name, u.sort order by u.sort, u.name`.execute(work.tx)
  return rows.map(row => ({
    unitId: row.id,
    unitName: row.name,
    owed: row.owed,
    onTime: row.on_time,
    late: row.late,
    missing: row.owed - row.on_time - row.late,
    percent: punctuality(row.on_time, row.owed),
  }))
}
