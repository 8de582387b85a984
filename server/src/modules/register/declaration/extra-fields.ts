import { randomUUID } from 'node:crypto'
import type { EditExtraField, ExtraField, ExtraFieldView } from '@anlan/contract/register.ts'
import type { Selectable } from 'kysely'
import type { z } from 'zod'
import type { Tables } from '../../../kernel/database/database.ts'
import { fieldProblem, Problem } from '../../../kernel/problem.ts'
import { recordFact, type Work } from '../../../kernel/work/work.ts'
import { askForReindexing } from '../reindex.ts'
import type { Ledger } from './ledger.ts'

type Row = Selectable<Tables['register_extra_field']>
type Edit = z.output<typeof EditExtraField>

// Ours (设计): a form longer than this is no form any more.
const mostFields = 50

/** The fields a county added to a ledger, switched-off ones too. */
export async function listExtraFields(work: Work, ledger: Ledger): Promise<z.output<typeof ExtraFieldView>[]> {
  const rows = await extraFields(work, ledger).execute()
  return rows.map(present)
}

/**
 * Adds a field to a ledger without code; list, form, sheets and export have it at once. Where it is required, records that stand already
 * stay as they are and count as incomplete: an edit that leaves the field alone is not refused for it, one that names it must fill it.
 * A ledger whose values another module keeps has no place for it.
 */
export async function addExtraField(work: Work, ledger: Ledger, input: z.output<typeof ExtraField>) {
  if (ledger.storage) throw new Problem('register/fields-fixed')
  const known = await extraFields(work, ledger).execute()
  if (known.length >= mostFields) throw new Problem('register/too-many-fields')
  refuseTwin(ledger, known, input.label)
  requireOptions(input.kind, input.options)
  const id = input.id ?? randomUUID()
  const row = await work.tx
    .insertInto('register_extra_field')
    .values({
      id,
      ledger: ledger.name,
      name: `extra${id.replaceAll('-', '').slice(0, 12)}`,
      kind: input.kind,
      sensitive: input.sensitive,
      sort: known.reduce((most, one) => Math.max(most, one.sort), 0) + 1,
      ...columnsOf(input),
    })
    .returningAll()
    .executeTakeFirstOrThrow()
  recordFact(work, 'register.field-added', row.id, { ledger: ledger.name, ...present(row) })
  return present(row)
}

/** Changes an added field. Switched off it leaves forms and lists; what records hold in it stays and comes back with it. */
export async function changeExtraField(work: Work, ledger: Ledger, id: string, input: Edit) {
  const known = await extraFields(work, ledger).forUpdate().execute()
  const before = known.find(row => row.id === id)
  if (!before) throw new Problem('not-found')
  refuseTwin(
    ledger,
    known.filter(row => row.id !== id),
    input.label,
  )
  requireOptions(before.kind, input.options)
  const row = await work.tx
    .updateTable('register_extra_field')
    .set({ ...columnsOf(input), enabled: input.enabled })
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirstOrThrow()
  recordFact(work, 'register.field-changed', id, { ledger: ledger.name, before: present(before), after: present(row) })
  if (before.enabled !== row.enabled) askForReindexing(work, ledger)
  return present(row)
}

const extraFields = (work: Work, ledger: Ledger) =>
  work.tx
    .selectFrom('register_extra_field')
    .selectAll()
    .where('ledger', '=', ledger.name)
    .orderBy('sort')
    .orderBy('label')

function refuseTwin(ledger: Ledger, known: Row[], label: string) {
  const refuse = (message: string) => fieldProblem('register/field-exists', '/label', '字段名称', message)
  if (Object.values(ledger.fields).some(field => field.label === label)) throw refuse(`台账已有字段“${label}”`)
  const twin = known.find(row => row.label === label)
  if (twin) throw refuse(twin.enabled ? `台账已有字段“${label}”` : `字段“${label}”已停用，启用即可`)
}

function requireOptions(kind: string, options: string[]) {
  const isChoice = kind === 'choice' || kind === 'choices'
  const refuse = (message: string) => fieldProblem('invalid-input', '/options', '选项', message)
  if (isChoice && options.length === 0) throw refuse('请填写选项')
  if (!isChoice && options.length > 0) throw refuse('只有单选、多选字段有选项')
  if (new Set(options).size !== options.length) throw refuse('选项有重复')
  // Cells of a sheet hold several choices one after the other, so none of them may look like two.
  const torn = kind === 'choices' && options.find(option => /[、，,;；/\n]/.test(option))
  if (torn) throw refuse(`多选的选项“${torn}”不能含有顿号、逗号、分号、斜线`)
}

const columnsOf = ({ label, required, unit, options }: Pick<Edit, 'label' | 'required' | 'unit' | 'options'>) => ({
  label,
  required,
  unit,
  options: JSON.stringify(options),
})

const present = (row: Row): z.output<typeof ExtraFieldView> => ({
  id: row.id,
  name: row.name,
  label: row.label,
  kind: row.kind as z.output<typeof ExtraFieldView>['kind'],
  required: row.required,
  sensitive: row.sensitive,
  unit: row.unit,
  options: row.options,
  enabled: row.enabled,
})
