import { sql } from 'kysely'
import type { Mention } from '../../kernel/module.ts'
import type { Work } from '../../kernel/work/work.ts'
import { ledgers } from './declaration/ledgers.ts'

/** Records that name these people or units in one of their fields, and records that an ended unit still owns. */
export async function mentionsInRecords(work: Work, ids: string[]): Promise<Mention[]> {
  const naming = [...ledgers.values()].flatMap(ledger =>
    Object.entries(ledger.fields).flatMap(([field, { kind }]) =>
      !ledger.storage && (kind === 'person' || kind === 'unit') ? [{ ledger: ledger.name, field }] : [],
    ),
  )
  const { rows } = await sql<{ id: string; ledger: string; records: number }>`
    select i.id, r.ledger, count(*)::int as records
    from unnest(${ids}::text[]) i(id)
    join jsonb_to_recordset(${JSON.stringify(naming)}::jsonb) n(ledger text, field text) on true
    join register_record r on r.ledger = n.ledger and r.values ->> n.field = i.id and r.removed_at is null
    group by i.id, r.ledger
    union all
    select r.unit_id::text, r.ledger, count(*)::int from register_record r
    where r.unit_id = any(${ids}::uuid[]) and r.id <> r.unit_id and r.removed_at is null group by 1, 2`.execute(work.tx)
  return rows.map(row => {
    const label = ledgers.get(row.ledger)?.label ?? row.ledger
    return { id: row.id, place: label, detail: `${row.records} 条记录`, link: `/registers/${row.ledger}` }
  })
}
