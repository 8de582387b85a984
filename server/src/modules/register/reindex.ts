import { sql } from 'kysely'
import { scheduleTask, type Work } from '../../kernel/work/work.ts'
import { fieldsOf } from './declaration/fields.ts'
import type { Ledger, Values } from './declaration/ledger.ts'
import { ledgers } from './declaration/ledgers.ts'
import { placeRecords } from './records/place.ts'
import { recordsOf } from './records/reach.ts'
import { indexRecords } from './records/search.ts'

const reindexedAtOnce = 500

/** The words of a ledger changed by themselves (an entry renamed, a field switched off): all its records are indexed anew, soon. */
export const askForReindexing = (work: Work, ledger: Ledger): void =>
  scheduleTask(work, 'register.reindex', `${ledger.name}/`, work.now)

/** Indexes the next records of a ledger after the id in `key` (`ledger/id`), and asks for those after them. */
export async function reindexNext(work: Work, key: string): Promise<void> {
  const [name = '', after] = key.split('/')
  const ledger = ledgers.get(name)
  if (!ledger) return
  const { rows } = await sql<{ id: string; unit_id: string; values: Values }>`
    select r.id, r.unit_id, r.values from ${recordsOf(ledger)} r
    where r.ledger = ${name} and (${after || null}::uuid is null or r.id > ${after || null}::uuid)
    order by r.id limit ${reindexedAtOnce}`.execute(work.tx)
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
  const last = rows[reindexedAtOnce - 1]
  if (last) scheduleTask(work, 'register.reindex', `${name}/${last.id}`, work.now)
}
