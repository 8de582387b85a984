import { stableId } from '../../../kernel/stable-id.ts'
import type { Work } from '../../../kernel/work/work.ts'
import { fieldsOf } from '../declaration/fields.ts'
import type { Ledger, Values } from '../declaration/ledger.ts'
import { keyOf } from './key.ts'
import { readValues, writeNew } from './save.ts'

/**
 * Brings records that come with the product into a ledger, kept by `unitId`. They are read like any that people enter; one whose key the ledger
 * knows, or that was struck off, is left alone.
 */
export async function bringRecords(work: Work, ledger: Ledger, unitId: string, rows: Values[]): Promise<void> {
  const there = await work.tx
    .selectFrom('register_record')
    .select(['id', 'key'])
    .where('ledger', '=', ledger.name)
    .execute()
  const known = new Set(there.flatMap(one => [one.id, one.key]))
  const wanted = rows
    .map(values => ({ key: keyOf(ledger, unitId, values), values }))
    .map(one => ({ ...one, id: stableId(`record of ${ledger.name}`, one.key ?? '') }))
    .filter(one => !known.has(one.id) && !known.has(one.key))
  if (wanted.length === 0) return
  const fields = await fieldsOf(work.tx, ledger)
  const records = []
  for (const { id, values } of wanted)
    records.push({ id, unitId, values: await readValues(work, ledger, fields, values, {}) })
  await writeNew(work, ledger, fields, records)
}
