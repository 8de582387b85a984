import type { ImportRow } from '@anlan/contract/register.ts'
import { sql } from 'kysely'
import type { Work } from '../../../../kernel/work/work.ts'
import type { EffectiveField } from '../../declaration/fields.ts'
import type { Ledger, Values } from '../../declaration/ledger.ts'
import { keyOf } from '../../records/key.ts'
import { editableUnits, readableUnits, recordsOf } from '../../records/reach.ts'
import { differences } from '../../records/save.ts'
import { maskValue, readValue, showValue, showValues } from '../../records/values.ts'
import { ownerLabelOf, recordIdLabel } from './labels.ts'
import type { CellError, ReadRow } from './read-rows.ts'
import type { References } from './references.ts'

/** A record that a row may be about. */
export interface Existing {
  id: string
  key: string | null
  unit_id: string
  values: Values
  version: number
  removed: boolean
  may_edit: boolean
}

/** What a row would do, as things stand now. */
export interface PlannedRow extends ReadRow {
  action: 'create' | 'change' | 'same' | 'refused'
  title: string
  unitId: string | null
  values: Values
  existing: Existing | null
  /** By which two rows about the same record are noticed; null where a part of the key is missing. */
  key: string | null
}

/** Everything that plans of one import share. */
export interface Planning {
  work: Work
  ledger: Ledger
  fields: EffectiveField[]
  references: References
  compare: (text: string) => string
}

/**
 * Compares rows with the ledger as it is now: new, changed, the same, or refused. A record is found by its number, else by its key, also where
 * the sheet writes the key in traditional characters. The second row about the same record is refused.
 */
export async function planRows(planning: Planning, rows: ReadRow[]): Promise<PlannedRow[]> {
  const { ledger, work } = planning
  const keys = rows.map(row => keyOfRow(planning, row, null))
  const simplified = keys.map(key => (key === null ? null : simplify(planning, key)))
  const existing = await findExisting(
    work,
    ledger,
    [...keys, ...simplified],
    rows.map(row => row.given.recordId),
  )
  const seen = new Map<string, ReadRow>()
  const planned: PlannedRow[] = []
  for (const [i, row] of rows.entries()) {
    const byId = existing.byId.get(row.given.recordId ?? '')
    const found = byId ?? existing.byKey.get(keys[i] ?? '') ?? existing.byKey.get(simplified[i] ?? '') ?? null
    const plan = planRow(planning, row, found)
    const key = plan.action === 'refused' ? simplified[i] : keyOfRow(planning, row, found, plan)
    plan.key = key == null ? null : simplify(planning, key)
    const marks = [found?.id, plan.key].filter(mark => mark != null)
    const first = marks.map(mark => seen.get(mark)).find(Boolean)
    if (first) refuseAsSecond(planning, plan, first)
    else for (const mark of marks) seen.set(mark, row)
    const other = existing.byKey.get(key ?? '')
    if (!first && other && other.id !== found?.id) refusePlan(planning, plan, '改动后与台账中的另一条记录重复')
    planned.push(plan)
    if (i % 200 === 199) await new Promise(resolve => setImmediate(resolve))
  }
  return planned
}

function refusePlan(planning: Planning, plan: PlannedRow, message: string) {
  plan.action = 'refused'
  plan.errors.push(errorAt(planning, plan, keyFieldOf(planning.ledger), message))
}

/** Another row of the sheet is about the same record. */
export const refuseAsSecond = (planning: Planning, plan: PlannedRow, first: { sheet: string; row: number }) =>
  refusePlan(
    planning,
    plan,
    `与${first.sheet === plan.sheet ? '' : `工作表“${first.sheet}”`}第 ${first.row} 行重复，已以前一行为准`,
  )

function planRow(planning: Planning, row: ReadRow, existing: Existing | null): PlannedRow {
  const { ledger, fields, work, references } = planning
  const unitId = row.given.unitId ?? existing?.unit_id ?? work.actor.unitId
  const errors = [...row.errors]
  const refuse = (name: string, message: string) => errors.push(errorAt(planning, row, name, message))
  if (row.given.recordId && !existing) refuse('recordId', '台账中没有这个编号的记录')
  if (existing?.removed) refuse('recordId', '该记录已注销，请先恢复')
  if (existing && !existing.may_edit) refuse(keyFieldOf(ledger), '该记录由其他单位管理，您不能更新')
  if (!references.isEditable(unitId)) refuse('unitId', '单位不在您的管辖范围')
  const values: Values = existing ? { ...existing.values } : {}
  for (const field of fields) {
    if (field.readOnly || errors.some(error => error.field === field.label)) continue
    const mask = row.given.masks[field.name]
    if (mask !== undefined && (!existing || maskValue(field, existing.values[field.name]) !== mask))
      refuse(field.name, `${field.label}是脱敏后的内容，请填写完整内容；不改动请留空`)
    if (!Object.hasOwn(row.given.values, field.name) && (existing || mask !== undefined)) continue
    const read = readValue(field, row.given.values[field.name])
    if ('error' in read) refuse(field.name, read.error)
    else if (isUnknown(planning, field, read.value)) refuse(field.name, `${field.label}不在名录中`)
    else if (!existing || !isSameKey(planning, field, existing, read.value)) values[field.name] = read.value
  }
  if (errors.length === 0) for (const { field, message } of ledger.check?.(values) ?? []) refuse(field, message)
  const isSame = existing && existing.unit_id === unitId && differences(fields, existing.values, values).length === 0
  const action = errors.length > 0 ? 'refused' : existing ? (isSame ? 'same' : 'change') : 'create'
  const titleField = fields.find(field => field.name === ledger.title)
  const title = titleField
    ? showOpen(titleField, values[ledger.title] ?? existing?.values[ledger.title], references)
    : ''
  return { ...row, errors, action, title, unitId, values, existing, key: null }
}

/** A name written in traditional characters finds its record and does not rename it. */
const isSameKey = ({ ledger, compare }: Planning, field: EffectiveField, existing: Existing, value: unknown) =>
  ledger.key.includes(field.name) &&
  typeof value === 'string' &&
  typeof existing.values[field.name] === 'string' &&
  compare(value) !== value.normalize('NFKC').toLowerCase() &&
  compare(value) === compare(String(existing.values[field.name]))

const isUnknown = ({ references }: Planning, field: EffectiveField, value: unknown) =>
  ['unit', 'person', 'area'].includes(field.kind) && value !== null && !references.knows(String(value))

const keyFieldOf = (ledger: Ledger) => ledger.key.find(name => name !== 'unitId') ?? ledger.title

function errorAt({ ledger, fields }: Planning, row: ReadRow, name: string, message: string): CellError {
  const label =
    name === 'unitId'
      ? ownerLabelOf(ledger)
      : name === 'recordId'
        ? recordIdLabel
        : fields.find(one => one.name === name)?.label
  return { name, column: row.columns[name] ?? '', field: label ?? name, message }
}

/** The key of what a row says, over what the record has; null where a part is missing or wrong, and in ledgers without a key. */
function keyOfRow({ ledger, work, fields }: Planning, row: ReadRow, existing: Existing | null, plan?: PlannedRow) {
  const read = (name: string): unknown => {
    const field = fields.find(one => one.name === name)
    const given = field && readValue(field, row.given.values[name])
    return given && 'value' in given ? given.value : null
  }
  const values = plan?.values ?? Object.fromEntries(ledger.key.map(name => [name, read(name)]))
  if (ledger.key.some(name => name !== 'unitId' && (values[name] ?? '') === '')) return null
  return keyOf(ledger, row.given.unitId ?? existing?.unit_id ?? work.actor.unitId, values)
}

const simplify = ({ compare }: Planning, key: string) =>
  key
    .split('\u001f')
    .map(part => compare(part).replace(/\s/g, ''))
    .join('\u001f')

async function findExisting(work: Work, ledger: Ledger, keys: (string | null)[], ids: (string | null)[]) {
  const wantedKeys = [...new Set(keys.filter(key => key !== null))]
  const wantedIds = [...new Set(ids.filter(id => id !== null))]
  const { rows } = await sql<Existing>`
    select r.id, r.key, r.unit_id, r.values, r.version, r.removed_at is not null as removed, r.unit_id in ${editableUnits(work, ledger)} as may_edit
    from ${recordsOf(ledger)} r where r.ledger = ${ledger.name}
      and ((r.removed_at is null and r.key = any(${wantedKeys}::text[]))
        or (r.id = any(${wantedIds}::uuid[]) and r.unit_id in ${readableUnits(work, ledger)}))`.execute(work.tx)
  return {
    byId: new Map(rows.filter(row => wantedIds.includes(row.id)).map(row => [row.id, row])),
    byKey: new Map(rows.filter(row => row.key !== null && !row.removed).map(row => [row.key ?? '', row])),
  }
}

const showOpen = (field: EffectiveField, value: unknown, references: References) =>
  field.sensitive ? maskValue(field, value) : showValue(field, value, references.names)

type PlanView = Pick<ImportRow, 'sheet' | 'row' | 'action' | 'title' | 'shown' | 'changes'> & { errors: CellError[] }

/** A planned row as the preview shows it; sensitive values are masked. */
export function presentPlan({ ledger, fields, references }: Planning, plan: PlannedRow): PlanView {
  const unitName = (id: string | null) => references.names.get(id ?? '') ?? ''
  const before = plan.existing
  const changes =
    plan.action === 'change' && before
      ? [
          ...(before.unit_id === plan.unitId
            ? []
            : [{ label: ownerLabelOf(ledger), before: unitName(before.unit_id), after: unitName(plan.unitId) }]),
          ...differences(fields, before.values, plan.values).flatMap(({ field: name }) => {
            const field = fields.find(one => one.name === name)
            if (!field) return []
            const show = (value: unknown) => showOpen(field, value, references) || null
            return [{ label: field.label, before: show(before.values[name]), after: show(plan.values[name]) }]
          }),
        ]
      : []
  return {
    sheet: plan.sheet,
    row: plan.row,
    action: plan.action,
    title: plan.title,
    shown: { ...showValues(fields, plan.values, references.names), unitId: unitName(plan.unitId) },
    changes,
    errors: plan.errors,
  }
}
