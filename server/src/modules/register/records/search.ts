import { sql } from 'kysely'
import { indexForSearch } from '../../../kernel/search/search-index.ts'
import type { Work } from '../../../kernel/work/work.ts'
import type { EffectiveField } from '../declaration/fields.ts'
import type { Ledger, Values } from '../declaration/ledger.ts'
import { namesOf } from './names.ts'
import { showValue } from './values.ts'

/** Lets records be found by their words; sensitive values are not searched. */
export async function indexRecords(
  work: Work,
  ledger: Ledger,
  fields: EffectiveField[],
  written: { id: string; unitId: string; values: Values }[],
): Promise<void> {
  const records = await asKept(work, ledger, written)
  const open = fields.filter(field => !field.sensitive && field.kind !== 'place')
  const names = await namesOf(
    work.tx,
    open,
    records.map(record => record.values),
  )
  await indexForSearch(
    work,
    records.map(({ id, unitId, values }) => {
      const words = open.map(field => [field.name, showValue(field, values[field.name], names)] as const)
      const title = words.find(([name]) => name === ledger.title)?.[1] ?? ''
      const rest = words.filter(([name, word]) => name !== ledger.title && word !== '').map(([, word]) => word)
      return { kind: `register:${ledger.name}`, id, unitId, matterId: null, title, text: rest.join(' ') }
    }),
  )
}

/** What the owner made of the values it was given: former names, posts held, and whatever else it derives. */
async function asKept(work: Work, { storage }: Ledger, written: { id: string; unitId: string; values: Values }[]) {
  if (!storage) return written
  const ids = written.map(record => record.id)
  const { rows } = await sql<{ id: string; unit_id: string; values: Values }>`
    select id, unit_id, values from ${sql.table(storage.source)} where id = any(${ids}::uuid[])`.execute(work.tx)
  return rows.map(row => ({ id: row.id, unitId: row.unit_id, values: row.values }))
}

/** A struck-off record is still found, and says so. */
export async function markRemoved(work: Work, ledger: Ledger, id: string): Promise<void> {
  await sql`update search_document set title = title || '（已注销）', updated_at = ${work.now}
    where kind = ${`register:${ledger.name}`} and id = ${id}`.execute(work.tx)
}
