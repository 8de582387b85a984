import { type RawBuilder, sql } from 'kysely'
import type { Work } from '../../../kernel/work/work.ts'
import { addDays, shanghaiDay } from '../../calendar/api.ts'
import { fieldsOf } from '../declaration/fields.ts'
import type { Ledger, Values } from '../declaration/ledger.ts'
import { keyOf } from './key.ts'
import { placeRecords } from './place.ts'
import { indexRecords } from './search.ts'

interface Kept {
  id: string
  unit_id: string
  values: Values
}

/**
 * Tells the register that things of a ledger whose values their owner keeps were made or changed by the owner's own commands: they get
 * their row, a new version and their words in the search index.
 */
export const keepRecords = (work: Work, ledger: Ledger, ids: string[]): Promise<void> =>
  keep(work, ledger, sql`v.id = any(${ids}::uuid[])`)

/** Takes over things of such a ledger that have no row yet: reference rows, sample data, an older release. */
export const adoptRecords = (work: Work, ledger: Ledger): Promise<void> =>
  keep(work, ledger, sql`not exists (select 1 from register_record k where k.id = v.id)`)

async function keep(work: Work, ledger: Ledger, which: RawBuilder<unknown>) {
  if (!ledger.storage) return
  const { rows } =
    await sql<Kept>`select v.id, v.unit_id, v.values from ${sql.table(ledger.storage.source)} v where ${which}`.execute(
      work.tx,
    )
  if (rows.length === 0) return
  const dueOn = ledger.verifyEveryDays ? addDays(shanghaiDay(work.now), ledger.verifyEveryDays) : null
  const records = rows.map(row => ({ id: row.id, unit_id: row.unit_id, key: keyOf(ledger, row.unit_id, row.values) }))
  // Two things of one name may stand side by side in the owner's tables; then neither is updated by an import.
  await sql`
    insert into register_record (id, ledger, unit_id, key, created_at, updated_at, verified_at, verify_due_on)
    select n.id, ${ledger.name}, n.unit_id,
      case when count(*) over (partition by n.key) = 1 and not exists (select 1 from register_record t
        where t.ledger = ${ledger.name} and t.key = n.key and t.id <> n.id and t.removed_at is null) then n.key end,
      ${work.now}, ${work.now}, ${work.now}, ${dueOn}::date
    from jsonb_to_recordset(${JSON.stringify(records)}::jsonb) as n(id uuid, unit_id uuid, key text)
    on conflict (id) do update set unit_id = excluded.unit_id, key = excluded.key, updated_at = excluded.updated_at,
      version = register_record.version + 1`.execute(work.tx)
  await indexRecords(
    work,
    ledger,
    await fieldsOf(work.tx, ledger),
    rows.map(row => ({ id: row.id, unitId: row.unit_id, values: row.values })),
  )
  await placeRecords(
    work,
    ledger,
    rows.map(row => row.id),
  )
}
