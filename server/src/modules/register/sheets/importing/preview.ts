import { createHash, randomUUID } from 'node:crypto'
import { type CoordinateSystem, coordinateSystems } from '@anlan/contract/map.ts'
import { sql } from 'kysely'
import { textComparer } from '../../../../kernel/search/search-text.ts'
import type { Work } from '../../../../kernel/work/work.ts'
import { recordFact } from '../../../../kernel/work/work.ts'
import { shanghaiDay } from '../../../calendar/api.ts'
import { fieldsOf } from '../../declaration/fields.ts'
import type { Ledger } from '../../declaration/ledger.ts'
import type { RawBook } from '../reading/raw-book.ts'
import { type PlannedRow, type Planning, planRows, presentPlan } from './plan.ts'
import { readRows } from './read-rows.ts'
import { loadReferences } from './references.ts'

/** What plans of this unit of work need to know. */
export async function beginPlanning(work: Work, ledger: Ledger): Promise<Planning> {
  const fields = await fieldsOf(work.tx, ledger)
  const compare = remembering(await textComparer())
  return { work, ledger, fields, compare, references: await loadReferences(work, ledger, fields, compare) }
}

/**
 * Keeps what an uploaded book would do to the ledger, row by row; the ledger itself is not touched. The file is not kept, only its SM3.
 * Returns the id of the import.
 */
export async function previewImport(
  work: Work,
  ledger: Ledger,
  file: { name: string; content: Buffer },
  book: RawBook,
  system: CoordinateSystem = 'CGCS2000',
): Promise<string> {
  const planning = await beginPlanning(work, ledger)
  const { rows, remarks } = await readRows(ledger, planning.fields, book, {
    today: shanghaiDay(work.now),
    compare: planning.compare,
    references: planning.references,
    system,
  })
  if (system !== 'CGCS2000') remarks.push(`位置按 ${coordinateSystems[system]} 读取，已转换为 CGCS2000`)
  const planned = await planRows(planning, rows)
  const id = randomUUID()
  const digest = createHash('sm3').update(file.content).digest('hex')
  await work.tx
    .insertInto('register_import')
    .values({
      id,
      ledger: ledger.name,
      unit_id: work.actor.unitId,
      file_name: file.name,
      digest,
      uploaded_at: work.now,
      uploaded_by: work.actor.name,
      applied_at: null,
      undone_at: null,
      remarks: JSON.stringify(remarks),
    })
    .execute()
  await keepRows(planning, id, planned)
  recordFact(work, 'register.import-previewed', id, { ledger: ledger.name, digest, rows: planned.length })
  return id
}

const batch = 500
async function keepRows(planning: Planning, id: string, planned: PlannedRow[]) {
  for (let from = 0; from < planned.length; from += batch) {
    const rows = planned.slice(from, from + batch).map((plan, i) => ({
      ...presentPlan(planning, plan),
      position: from + i,
      columns: plan.columns,
      key: plan.key,
      given: plan.action === 'same' ? null : plan.given,
      record_id: plan.existing?.id ?? null,
      seen_version: plan.existing?.version ?? null,
    }))
    await sql`insert into register_import_row (import_id, position, sheet, row, action, title, shown, changes, errors, columns, given, key,
        record_id, seen_version)
      select ${id}::uuid, r.position, r.sheet, r.row, r.action, r.title, r.shown, r.changes, r.errors, r.columns, nullif(r.given, 'null'),
        r.key, r.record_id, r.seen_version
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r(position int, sheet text, row int, action text, title text, shown jsonb,
        changes jsonb, errors jsonb, columns jsonb, given jsonb, key text, record_id uuid, seen_version int)`.execute(
      planning.work.tx,
    )
    await new Promise(resolve => setImmediate(resolve))
  }
}

function remembering(compare: (text: string) => string) {
  const known = new Map<string, string>()
  return (text: string) => {
    const found = known.get(text) ?? compare(text)
    known.set(text, found)
    return found
  }
}
