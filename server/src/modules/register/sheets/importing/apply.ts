import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { Problem } from '../../../../kernel/problem.ts'
import { recordFact, type Work } from '../../../../kernel/work/work.ts'
import type { Ledger } from '../../declaration/ledger.ts'
import { writeChanges, writeNew } from '../../records/save.ts'
import { lockImport } from './imports.ts'
import { type PlannedRow, type Planning, planRows } from './plan.ts'
import { beginPlanning } from './preview.ts'
import type { CellError, ReadRow } from './read-rows.ts'

interface WaitingRow extends ReadRow {
  position: number
  record_id: string | null
  seen_version: number | null
}
type Checked = PlannedRow & { position: number }

// As many wrong rows as a person reads in a refusal; the preview has them all.
const namedRows = 50

/**
 * Brings a previewed import into the ledger, all of it or nothing. Each row is compared with the ledger once more: one whose record was changed,
 * entered or struck off since the preview is wrong now. Wrong rows refuse the whole (`register/import-refused`) unless `withoutRefused`.
 */
export async function applyImport(work: Work, ledger: Ledger, id: string, withoutRefused: boolean): Promise<void> {
  const file = await lockImport(work, ledger, id, 'previewed')
  const refusedBefore = await refusedRows(work, id)
  if (!withoutRefused && refusedBefore.length > 0) throw refusal(refusedBefore)
  const planning = await beginPlanning(work, ledger)
  const checked = await checkAgain(planning, id)
  const wrong = checked.filter(row => row.action === 'refused')
  if (!withoutRefused && wrong.length > 0) throw refusal(wrong)
  const created = checked.filter(row => row.action === 'create').map(row => ({ ...row, id: randomUUID() }))
  const changed = checked.filter(row => row.action === 'change')
  await namingRows(created, ledger, rows => writeNew(work, ledger, planning.fields, rows.map(newRecord), id))
  await namingRows(changed, ledger, rows => writeChanges(work, ledger, planning.fields, rows.flatMap(changeOf), id))
  await settleRows(work, id, [
    ...wrong.map(row => ({ position: row.position, action: 'refused', errors: row.errors })),
    ...created.map(row => ({ position: row.position, record_id: row.id })),
    ...changed.map(row => ({
      position: row.position,
      before: { unitId: row.existing?.unit_id, values: row.existing?.values },
    })),
  ])
  await sql`update register_import set state = 'applied', applied_at = ${work.now}::timestamptz where id = ${id}`.execute(
    work.tx,
  )
  recordFact(work, 'register.imported', id, {
    ledger: ledger.name,
    digest: file.digest,
    created: created.length,
    changed: changed.length,
    refused: refusedBefore.length + wrong.length,
  })
}

const newRecord = (row: Checked & { id: string }) => ({ id: row.id, unitId: row.unitId ?? '', values: row.values })
const changeOf = ({ existing, unitId, values }: Checked) =>
  existing ? [{ before: existing, unitId: unitId ?? existing.unit_id, values }] : []

/** Where another module owns the values it has the last word, row by row; its refusal names the row. */
async function namingRows<T extends Checked>(rows: T[], ledger: Ledger, write: (rows: T[]) => Promise<unknown>) {
  if (!ledger.storage) return void (await write(rows))
  for (const row of rows)
    try {
      await write([row])
    } catch (error) {
      if (!(error instanceof Problem)) throw error
      const messages = error.errors?.map(one => ({ column: '', field: one.field, message: one.message }))
      throw refusal([
        {
          ...row,
          errors: messages ?? [{ column: '', field: ledger.label, message: error.detail ?? error.body().title }],
        },
      ])
    }
}

/** The rows that were right at the preview, planned anew with their records locked. */
async function checkAgain(planning: Planning, id: string): Promise<Checked[]> {
  const { work, ledger } = planning
  const { rows: waiting } = await sql<WaitingRow>`
    select position, sheet, row, given, columns, '[]'::jsonb as errors, record_id, seen_version from register_import_row
    where import_id = ${id} and action in ('create', 'change') order by position`.execute(work.tx)
  const ids = waiting.flatMap(row => row.record_id ?? [])
  await sql`select 1 from register_record where id = any(${ids}::uuid[]) order by id for update`.execute(work.tx)
  const planned = await planRows(planning, waiting)
  return planned.map((plan, i) => {
    const seen = waiting[i]
    const now = plan.existing
    const message =
      seen?.record_id === null && now
        ? '预览之后台账中已录入相同的记录，请重新导入核对'
        : seen?.record_id && seen.record_id !== now?.id
          ? '预览之后该记录已注销或改名，请重新导入核对'
          : seen?.record_id && seen.seen_version !== now?.version
            ? '预览之后该记录又被改动，请重新导入核对'
            : null
    const errors = message ? [...plan.errors, { column: '', field: ledger.label, message }] : plan.errors
    return { ...plan, errors, action: errors.length > 0 ? 'refused' : plan.action, position: seen?.position ?? 0 }
  })
}

const refusedRows = async (work: Work, id: string) =>
  await work.tx
    .selectFrom('register_import_row')
    .select(['sheet', 'row', 'errors'])
    .where('import_id', '=', id)
    .where('action', '=', 'refused')
    .orderBy('position')
    .execute()

function refusal(rows: { sheet: string; row: number; errors: CellError[] }[]): Problem {
  const named = rows.slice(0, namedRows).flatMap(({ sheet, row, errors }) =>
    errors.map(({ column, field, message }) => ({
      pointer: `/rows/${sheet}/${column}${row}`,
      field,
      message: `工作表“${sheet}”第 ${row} 行${column && `（${column} 列）`}：${message}`,
    })),
  )
  return new Problem('register/import-refused', { detail: `有 ${rows.length} 行有误`, errors: named })
}

/** What became of the rows; what they said is no longer needed, what was there before is, for the undoing. */
async function settleRows(work: Work, id: string, rows: { position: number }[]) {
  await sql`update register_import_row t set action = coalesce(r.action, t.action), errors = coalesce(r.errors, t.errors),
      record_id = coalesce(r.record_id, t.record_id), before = r.before
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      as r(position int, action text, errors jsonb, record_id uuid, before jsonb)
    where t.import_id = ${id} and t.position = r.position`.execute(work.tx)
  await sql`update register_import_row t set given = null,
      applied_version = case when t.action in ('create', 'change') then
        (select k.version from register_record k where k.id = t.record_id) end
    where t.import_id = ${id}`.execute(work.tx)
}
