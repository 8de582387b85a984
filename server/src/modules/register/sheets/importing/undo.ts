import type { ImportUndone } from '@anlan/contract/register.ts'
import { sql } from 'kysely'
import { Problem } from '../../../../kernel/problem.ts'
import { recordFact, type Work } from '../../../../kernel/work/work.ts'
import { fieldsOf } from '../../declaration/fields.ts'
import type { Ledger, Values } from '../../declaration/ledger.ts'
import { keyOf } from '../../records/key.ts'
import { editableUnits, recordsOf } from '../../records/reach.ts'
import { follow, writeChanges } from '../../records/save.ts'
import { lockImport } from './imports.ts'

interface AppliedRow {
  sheet: string
  row: number
  title: string
  action: 'create' | 'change'
  record_id: string
  applied_version: number
  before: { unitId: string; values: Values } | null
  version: number | null
  removed: boolean | null
  unit_id: string
  values: Values
  may_edit: boolean | null
}

const namedRecords = 10

/**
 * Takes an import back: records it entered are struck off, those it changed get the values they had. Records that somebody changed since refuse
 * the whole (`register/changed-since`, which names them), or stay as they are with `exceptChanged`.
 */
export async function undoImport(
  work: Work,
  ledger: Ledger,
  id: string,
  exceptChanged: boolean,
): Promise<ImportUndone> {
  const file = await lockImport(work, ledger, id, 'applied')
  const rows = await appliedRows(work, ledger, id)
  const taken = await keysInUse(work, ledger, rows)
  const kept = rows.filter(
    row =>
      row.version !== row.applied_version ||
      row.removed !== false ||
      !row.may_edit ||
      (row.before !== null && taken(row.record_id, keyOf(ledger, row.before.unitId, row.before.values))),
  )
  if (kept.length > 0 && !exceptChanged) {
    const names = kept.slice(0, namedRecords).map(row => `${row.title}（第 ${row.row} 行）`)
    throw new Problem('register/changed-since', {
      detail: `${names.join('、')}${kept.length > namedRecords ? ` 等 ${kept.length} 条` : ''}在导入后又有改动或已注销`,
    })
  }
  const undone = rows.filter(row => !kept.includes(row))
  await strikeOff(
    work,
    ledger,
    undone.filter(row => row.action === 'create').map(row => row.record_id),
    `撤销导入“${file.file_name}”`,
  )
  await writeChanges(
    work,
    ledger,
    await fieldsOf(work.tx, ledger),
    undone.flatMap(row =>
      row.before ? [{ before: { id: row.record_id, unit_id: row.unit_id, values: row.values }, ...row.before }] : [],
    ),
    id,
  )
  await sql`update register_import set state = 'undone', undone_at = ${work.now}::timestamptz where id = ${id}`.execute(
    work.tx,
  )
  await sql`update register_import_row set before = null where import_id = ${id}`.execute(work.tx)
  recordFact(work, 'register.import-undone', id, { ledger: ledger.name, undone: undone.length, kept: kept.length })
  return { undone: undone.length, kept: kept.length }
}

async function appliedRows(work: Work, ledger: Ledger, id: string): Promise<AppliedRow[]> {
  await sql`select 1 from register_record where id in (select record_id from register_import_row where import_id = ${id})
    order by id for update`.execute(work.tx)
  const { rows } = await sql<AppliedRow>`
    select t.sheet, t.row, t.title, t.action, t.record_id, t.applied_version, t.before, r.version, r.removed_at is not null as removed,
      r.unit_id, r.values, r.unit_id in ${editableUnits(work, ledger)} as may_edit
    from register_import_row t left join ${recordsOf(ledger)} r on r.id = t.record_id
    where t.import_id = ${id} and t.action in ('create', 'change') and t.applied_version is not null order by t.position`.execute(
    work.tx,
  )
  return rows
}

/** Whether another record carries the key that a record would get back. */
async function keysInUse(work: Work, ledger: Ledger, rows: AppliedRow[]) {
  const keys = rows.flatMap(({ before }) => (before ? (keyOf(ledger, before.unitId, before.values) ?? []) : []))
  const { rows: holders } = await sql<{ id: string; key: string }>`
    select id, key from register_record where ledger = ${ledger.name} and removed_at is null and key = any(${keys}::text[])`.execute(
    work.tx,
  )
  const byKey = new Map(holders.map(holder => [holder.key, holder.id]))
  return (id: string, key: string | null) => key !== null && (byKey.get(key) ?? id) !== id
}

async function strikeOff(work: Work, ledger: Ledger, ids: string[], reason: string) {
  for (const id of ledger.storage ? ids : []) await ledger.storage?.remove(work, id, reason)
  await sql`update register_record set removed_at = ${work.now}::timestamptz, removed_reason = ${reason}, updated_at = ${work.now}::timestamptz,
    version = version + 1 where id = any(${ids}::uuid[])`.execute(work.tx)
  for (const id of ids) recordFact(work, 'register.record-removed', id, { ledger: ledger.name, reason })
  await follow(
    work,
    ledger,
    ids.map(id => ({ id })),
  )
}
