import type { CorrectImportRow, ImportRow } from '@anlan/contract/register.ts'
import { sql } from 'kysely'
import type { z } from 'zod'
import { fieldProblem, Problem } from '../../../../kernel/problem.ts'
import { recordFact, type Work } from '../../../../kernel/work/work.ts'
import { shanghaiDay } from '../../../calendar/api.ts'
import type { Ledger } from '../../declaration/ledger.ts'
import { readCell } from './cells.ts'
import { lockImport, presentRow } from './imports.ts'
import { ownerLabelOf, recordIdLabel } from './labels.ts'
import { type PlannedRow, type Planning, planRows, presentPlan, refuseAsSecond } from './plan.ts'
import { beginPlanning } from './preview.ts'
import { type Given, type ReadRow, readOwner, readRecordId, take } from './read-rows.ts'

/**
 * Puts cells of a row right and checks the row at once against the ledger and the other rows. The file itself is not touched; what was typed is
 * read as a cell of it would be. Throws `not-found`, `conflict` when somebody corrected the row since `revision` or there is nothing to check in a
 * right one, `register/import-settled`, `invalid-input` for a field that the ledger does not have.
 */
export async function correctRow(
  work: Work,
  ledger: Ledger,
  at: { id: string; position: number },
  input: z.output<typeof CorrectImportRow>,
): Promise<ImportRow> {
  await lockImport(work, ledger, at.id, 'previewed')
  const stored = await work.tx
    .selectFrom('register_import_row')
    .selectAll()
    .where('import_id', '=', at.id)
    .where('position', '=', at.position)
    .executeTakeFirst()
  if (!stored) throw new Problem('not-found')
  if (stored.revision !== input.revision)
    throw new Problem('conflict', { detail: '这一行刚刚由他人改正，请按最新内容核对' })
  if (stored.action !== 'refused' && Object.keys(input.cells).length === 0)
    throw new Problem('conflict', { detail: '这一行已经核对无误' })
  if (!stored.given?.said) throw new Problem('conflict', { detail: '这次导入是系统升级前上传的，请重新上传表格' })
  const planning = await beginPlanning(work, ledger)
  const row = corrected(planning, { ...stored, given: stored.given }, input.cells)
  const [plan] = await planRows(planning, [row])
  if (!plan) throw new Problem('not-found')
  await compareWithOtherRows(planning, at, plan)
  const after = await work.tx
    .updateTable('register_import_row')
    .set({
      ...asStored(planning, plan),
      given: JSON.stringify(plan.given),
      record_id: plan.existing?.id ?? null,
      seen_version: plan.existing?.version ?? null,
      key: plan.key,
      revision: stored.revision + 1,
    })
    .where('import_id', '=', at.id)
    .where('position', '=', at.position)
    .returningAll()
    .executeTakeFirstOrThrow()
  recordFact(work, 'register.import-row-corrected', at.id, {
    ledger: ledger.name,
    sheet: stored.sheet,
    row: stored.row,
    fields: Object.keys(input.cells).map(name => labelOf(planning, name)),
    outcome: after.action,
  })
  const { position, sheet, row: number, action, title, shown, changes, errors, record_id, given, revision } = after
  return presentRow(
    planning.fields,
    { position, sheet, row: number, action, title, shown, changes, errors, record_id, given, revision },
    'previewed',
  )
}

const asStored = (planning: Planning, plan: PlannedRow) => {
  const { action, title, shown, changes, errors } = presentPlan(planning, plan)
  return {
    action,
    title,
    shown: JSON.stringify(shown),
    changes: JSON.stringify(changes),
    errors: JSON.stringify(errors),
  }
}

const labelOf = ({ ledger, fields }: Planning, name: string): string => {
  if (name === 'unitId') return ownerLabelOf(ledger)
  if (name === 'recordId') return recordIdLabel
  const field = fields.find(one => one.name === name && !one.readOnly)
  if (!field) throw fieldProblem('invalid-input', `/cells/${name}`, name, '台账没有这一项')
  return field.label
}

/** The row as it would have been read with these cells; what could not be read and was left alone stays wrong. */
function corrected(
  planning: Planning,
  stored: Pick<ReadRow, 'sheet' | 'row' | 'given' | 'errors' | 'columns'>,
  cells: Record<string, string>,
): ReadRow {
  const said = Object.fromEntries(Object.entries(stored.given.said ?? {}).filter(([name]) => !(name in cells)))
  const given: Given = {
    ...stored.given,
    values: { ...stored.given.values },
    masks: { ...stored.given.masks },
    said,
  }
  const read: ReadRow = {
    sheet: stored.sheet,
    row: stored.row,
    given,
    columns: stored.columns,
    errors: stored.errors.filter(error => error.name !== undefined && error.name in said),
  }
  const context = {
    counts1904: false,
    today: shanghaiDay(planning.work.now),
    compare: planning.compare,
    references: planning.references,
    unitId: given.unitId,
  }
  // Whose record it is comes first: villages and persons are looked for near it.
  for (const name of Object.keys(cells).sort((a, b) => Number(b === 'unitId') - Number(a === 'unitId'))) {
    const text = cells[name]?.trim() ?? ''
    const refuse = (message: string) => {
      read.errors.push({ name, column: read.columns[name] ?? '', field: labelOf(planning, name), message })
      given.said = { ...given.said, [name]: text }
    }
    if (name === 'unitId') {
      given.unitId = null
      readOwner(text, context, read, refuse)
    } else if (name === 'recordId') {
      given.recordId = null
      readRecordId(text, read, refuse)
    } else {
      labelOf(planning, name)
      const field = planning.fields.find(one => one.name === name)
      if (!field) continue
      delete given.values[name]
      delete given.masks[name]
      take(field, readCell(field, text === '' ? null : { kind: 'text', text }, context), read, [], refuse)
    }
  }
  return read
}

/** Two rows of one sheet about one record: the one that was right first stays. */
async function compareWithOtherRows(planning: Planning, at: { id: string; position: number }, plan: PlannedRow) {
  if (plan.action === 'refused') return
  const { rows } = await sql<{ sheet: string; row: number }>`
    select sheet, row from register_import_row
    where import_id = ${at.id} and position <> ${at.position} and action <> 'refused'
      and (key = ${plan.key} or record_id = ${plan.existing?.id ?? null}::uuid)
    order by position limit 1`.execute(planning.work.tx)
  if (rows[0]) refuseAsSecond(planning, plan, rows[0])
}
