import type { ImportRow, ImportView } from '@anlan/contract/register.ts'
import { type RawBuilder, type Selectable, sql } from 'kysely'
import { unitsInReach } from '../../../../kernel/access/reach.ts'
import type { Tables } from '../../../../kernel/database/database.ts'
import { cursorParts, followsCursor, type Page, pageOf } from '../../../../kernel/database/keyset.ts'
import { Problem } from '../../../../kernel/problem.ts'
import type { Work } from '../../../../kernel/work/work.ts'
import { type EffectiveField, fieldsOf } from '../../declaration/fields.ts'
import type { Ledger } from '../../declaration/ledger.ts'

interface StoredImport {
  id: string
  ledger: string
  unit_id: string
  file_name: string
  state: ImportView['state']
  uploaded_at: Date
  uploaded_by: string
  applied_at: Date | null
  undone_at: Date | null
  remarks: string[]
  create: number
  change: number
  same: number
  refused: number
}

/** Imports into a ledger by units in reach, with their counts. Every read of imports starts here. */
const imports = (work: Work, ledger: Ledger, condition: RawBuilder<unknown>, limit: number) =>
  sql<StoredImport>`
    with i as (select * from register_import where ledger = ${ledger.name} and unit_id in ${unitsInReach(work)} and ${condition}
      order by uploaded_at desc, id desc limit ${limit})
    select i.*, c."create", c.change, c.same, c.refused from i cross join lateral (
      select count(*) filter (where action = 'create') as "create", count(*) filter (where action = 'change') as change,
        count(*) filter (where action = 'same') as same, count(*) filter (where action = 'refused') as refused
      from register_import_row where import_id = i.id) c
    order by i.uploaded_at desc, i.id desc`.execute(work.tx)

const present = (row: StoredImport): ImportView => ({
  id: row.id,
  ledger: row.ledger,
  fileName: row.file_name,
  state: row.state,
  uploadedAt: row.uploaded_at.toISOString(),
  uploadedBy: row.uploaded_by,
  appliedAt: row.applied_at?.toISOString() ?? null,
  undoneAt: row.undone_at?.toISOString() ?? null,
  counts: { create: row.create, change: row.change, same: row.same, refused: row.refused },
  remarks: row.remarks,
})

/** Imports of a ledger, latest first. */
export async function listImports(
  work: Work,
  ledger: Ledger,
  query: { after?: string | undefined; limit: number },
): Promise<Page<ImportView>> {
  const { rows } = await imports(work, ledger, followsCursor(query.after, 'uploaded_at', 'id'), query.limit + 1)
  return pageOf(rows, query.limit, row => [row.uploaded_at.toISOString(), row.id], present)
}

export async function readImport(work: Work, ledger: Ledger, id: string): Promise<ImportView> {
  const { rows } = await imports(work, ledger, sql`id = ${id}`, 1)
  if (!rows[0]) throw new Problem('not-found')
  return present(rows[0])
}

/** An import that is about to be settled, locked: two at once do it once. */
export async function lockImport(work: Work, ledger: Ledger, id: string, state: ImportView['state']) {
  const { rows } = await sql<{ state: string; file_name: string; digest: string }>`
    select state, file_name, digest from register_import
    where id = ${id} and ledger = ${ledger.name} and unit_id in ${unitsInReach(work)} for update`.execute(work.tx)
  const found = rows[0]
  if (!found) throw new Problem('not-found')
  if (found.state !== state) throw new Problem('register/import-settled')
  return found
}

/** Rows of an import in the order of the file, of one action when asked. */
export async function listImportRows(
  work: Work,
  ledger: Ledger,
  id: string,
  query: { after?: string | undefined; limit: number; action?: ImportRow['action'] | undefined },
): Promise<Page<ImportRow>> {
  const { state } = await readImport(work, ledger, id)
  const fields = await fieldsOf(work.tx, ledger)
  const after = positionAfter(query.after)
  const rows = await storedRows(work, id)
    .where('position', '>', after)
    .$if(query.action !== undefined, only => only.where('action', '=', query.action ?? 'create'))
    .orderBy('position')
    .limit(query.limit + 1)
    .execute()
  return pageOf(
    rows,
    query.limit,
    row => [row.position],
    row => presentRow(fields, row, state),
  )
}

/** One row of an import as it stands now. Throws `not-found`. */
export async function readImportRow(work: Work, ledger: Ledger, id: string, position: number): Promise<ImportRow> {
  const { state } = await readImport(work, ledger, id)
  const row = await storedRows(work, id).where('position', '=', position).executeTakeFirst()
  if (!row) throw new Problem('not-found')
  return presentRow(await fieldsOf(work.tx, ledger), row, state)
}

const storedRows = (work: Work, importId: string) =>
  work.tx
    .selectFrom('register_import_row')
    .select(['position', 'sheet', 'row', 'action', 'title', 'shown', 'changes', 'errors', 'record_id'])
    .select(['given', 'revision'])
    .where('import_id', '=', importId)

type StoredRow = Pick<
  Selectable<Tables['register_import_row']>,
  | 'position'
  | 'sheet'
  | 'row'
  | 'action'
  | 'title'
  | 'shown'
  | 'changes'
  | 'errors'
  | 'record_id'
  | 'given'
  | 'revision'
>

/** A row of the preview. What a wrong cell said stands beside its error, unless the field is sensitive. */
export function presentRow(fields: EffectiveField[], row: StoredRow, state: ImportView['state']): ImportRow {
  const { record_id, given, errors, ...shown } = row
  const saidIn = (name: string) => {
    if (fields.find(field => field.name === name)?.sensitive) return ''
    if (name === 'recordId') return given?.said?.[name] ?? given?.recordId ?? ''
    return given?.said?.[name] ?? asTyped(given?.values[name])
  }
  return {
    ...shown,
    recordId: record_id,
    correctable: state === 'previewed' && row.action === 'refused' && given?.said !== undefined,
    errors: errors.map(({ name = null, ...error }) => ({ ...error, name, said: name === null ? '' : saidIn(name) })),
  }
}

/** A value as a person would type it into the cell. */
function asTyped(value: unknown): string {
  if (value === null || value === undefined) return ''
  if (Array.isArray(value)) return value.join('、')
  if (typeof value === 'boolean') return value ? '是' : '否'
  if (typeof value === 'object') return Object.values(value).join(',')
  return String(value)
}

const positionAfter = (after: string | undefined) =>
  after === undefined ? -1 : Number(cursorParts(after, ['number'])?.[0])

/** Gives up an import that was not confirmed; what its rows said is forgotten. */
export async function discardImport(work: Work, ledger: Ledger, id: string): Promise<void> {
  await lockImport(work, ledger, id, 'previewed')
  await sql`update register_import set state = 'discarded' where id = ${id}`.execute(work.tx)
  await sql`update register_import_row set given = null where import_id = ${id}`.execute(work.tx)
}
