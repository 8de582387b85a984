import { sql } from 'kysely'
import type { Work } from '../../../kernel/work/work.ts'
import { shanghaiDay } from '../../calendar/api.ts'

/** How many records of each unit are past their confirmation today, over all ledgers. */
export async function staleRecordsByUnit(work: Work): Promise<ReadonlyMap<string, number>> {
  const { rows } = await sql<{ unit_id: string; records: number }>`
    select unit_id, count(*)::int as records from register_record
    where removed_at is null and verify_due_on < ${shanghaiDay(work.now)}::date group by unit_id`.execute(work.tx)
  return new Map(rows.map(row => [row.unit_id, row.records]))
}
