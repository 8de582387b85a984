import { randomUUID } from 'node:crypto'
import type { FieldError } from '@anlan/contract/problems.ts'
import { sql } from 'kysely'
import { isUnitInReach } from '../../../kernel/access/reach.ts'
import { fieldProblem, Problem } from '../../../kernel/problem.ts'
import { recordFact, type Work } from '../../../kernel/work/work.ts'
import { addDays, shanghaiDay } from '../../calendar/api.ts'
import { settleConfirmations } from '../confirmation/settle.ts'
import { type EffectiveField, fieldsOf } from '../declaration/fields.ts'
import type { Ledger, Values } from '../declaration/ledger.ts'
import { keyOf } from './key.ts'
import { placeRecords } from './place.ts'
import { editableReach } from './reach.ts'
import { findRecord, type StoredRecord } from './rows.ts'
import { indexRecords, markRemoved } from './search.ts'
import { maskValue, readValue } from './values.ts'

/** Enters a record. Refuses what is blank but required, does not fit, refers to nothing, or stands in the ledger already. */
export async function createRecord(
  work: Work,
  ledger: Ledger,
  input: { id?: string | undefined; unitId?: string | undefined; values: Values },
): Promise<string> {
  const unitId = input.unitId ?? work.actor.unitId
  await requireOwner(work, ledger, unitId)
  const fields = await fieldsOf(work.tx, ledger)
  const values = await readValues(work, ledger, fields, input.values, {})
  const id = input.id ?? randomUUID()
  await refuseTwin(work, ledger, fields, keyOf(ledger, unitId, values), id)
  await writeNew(work, ledger, fields, [{ id, unitId, values }])
  return id
}

/** Changes the named fields of a record; refused when somebody else changed it since `version`. */
export async function changeRecord(
  work: Work,
  ledger: Ledger,
  id: string,
  input: { unitId?: string | undefined; version: number; values: Values },
): Promise<void> {
  const record = await editableRecord(work, ledger, id)
  if (record.removed_at) throw new Problem('register/removed')
  if (record.version !== input.version) throw new Problem('conflict')
  const unitId = input.unitId ?? record.unit_id
  if (unitId !== record.unit_id) await requireOwner(work, ledger, unitId)
  const fields = await fieldsOf(work.tx, ledger)
  const values = await readValues(work, ledger, fields, input.values, record.values)
  await refuseTwin(work, ledger, fields, keyOf(ledger, unitId, values), id)
  await writeChanges(work, ledger, fields, [{ before: record, unitId, values }])
}

/** Strikes a record off (注销); it stays readable with its history. */
export async function removeRecord(work: Work, ledger: Ledger, id: string, reason: string): Promise<void> {
  const record = await editableRecord(work, ledger, id)
  if (record.removed_at) throw new Problem('register/removed')
  await ledger.storage?.remove(work, id, reason)
  await sql`update register_record set removed_at = ${work.now}, removed_reason = ${reason}, updated_at = ${work.now}, version = version + 1
    where id = ${id}`.execute(work.tx)
  await markRemoved(work, ledger, id)
  recordFact(work, 'register.record-removed', id, { ledger: ledger.name, reason })
  await follow(work, ledger, [{ id }])
  await settleConfirmations(work, ledger, [record.unit_id])
}

/** Takes a struck-off record back. */
export async function restoreRecord(work: Work, ledger: Ledger, id: string): Promise<void> {
  const record = await editableRecord(work, ledger, id)
  if (!record.removed_at) throw new Problem('register/not-removed')
  const fields = await fieldsOf(work.tx, ledger)
  await refuseTwin(work, ledger, fields, keyOf(ledger, record.unit_id, record.values), id)
  await ledger.storage?.restore(work, id)
  await sql`update register_record set removed_at = null, removed_reason = null, updated_at = ${work.now}, version = version + 1
    where id = ${id}`.execute(work.tx)
  await indexRecords(work, ledger, fields, [{ id, unitId: record.unit_id, values: record.values }])
  recordFact(work, 'register.record-restored', id, { ledger: ledger.name })
  await follow(work, ledger, [{ id }])
}

/** A record the actor may change, locked until the unit of work ends. */
export async function editableRecord(work: Work, ledger: Ledger, id: string): Promise<StoredRecord> {
  await sql`select 1 from register_record where id = ${id} for update`.execute(work.tx)
  const record = await findRecord(work, ledger, id)
  if (!record.may_edit) throw new Problem('not-permitted', { detail: '该记录由其他单位管理，您只能查看' })
  return record
}

async function requireOwner(work: Work, ledger: Ledger, unitId: string) {
  if (!(await isUnitInReach({ tx: work.tx, reach: editableReach(work, ledger) }, unitId)))
    throw fieldProblem('directory/unknown-unit', '/unitId', ledger.ownerLabel ?? '所属单位', '单位不在您的管辖范围')
}

/** All values of the record as they will be stand: those given, read by their fields, over those before. */
export async function readValues(
  work: Work,
  ledger: Ledger,
  fields: EffectiveField[],
  given: Values,
  before: Values,
): Promise<Values> {
  const errors: FieldError[] = []
  const refuse = (field: { name: string; label: string }, message: string) =>
    errors.push({ pointer: `/values/${field.name}`, field: field.label, message })
  for (const name of Object.keys(given))
    if (!fields.some(field => field.name === name)) refuse({ name, label: name }, '台账中没有该字段')
  const values: Values = { ...before }
  for (const field of fields) {
    if (field.readOnly || (!Object.hasOwn(given, field.name) && Object.keys(before).length > 0)) continue
    const read = readValue(field, given[field.name])
    if ('error' in read) refuse(field, read.error)
    else values[field.name] = read.value
  }
  for (const { field, message } of await missingReferences(work, fields, values)) refuse(field, message)
  if (errors.length === 0)
    for (const { field, message } of ledger.check?.(values) ?? [])
      refuse({ name: field, label: fields.find(one => one.name === field)?.label ?? field }, message)
  if (errors.length > 0) throw new Problem('invalid-input', { errors })
  return values
}

/** References to units, persons or areas that do not exist. */
export async function missingReferences(work: Work, fields: EffectiveField[], values: Values) {
  const wanted = fields.filter(field => values[field.name] && ['unit', 'person', 'area'].includes(field.kind))
  if (wanted.length === 0) return []
  const ids = wanted.map(field => String(values[field.name]))
  const { rows } = await sql<{ id: string }>`
    select id::text as id from unit where id::text = any(${ids}) union select id::text from person where id::text = any(${ids})
    union select code from area where code = any(${ids})`.execute(work.tx)
  const known = new Set(rows.map(row => row.id))
  return wanted
    .filter(field => !known.has(String(values[field.name])))
    .map(field => ({ field, message: `${field.label}不在名录中` }))
}

async function refuseTwin(work: Work, ledger: Ledger, fields: EffectiveField[], key: string | null, id: string) {
  if (key === null) return
  const twin = await work.tx
    .selectFrom('register_record')
    .select('id')
    .where('ledger', '=', ledger.name)
    .where('key', '=', key)
    .where('removed_at', 'is', null)
    .where('id', '!=', id)
    .executeTakeFirst()
  if (!twin) return
  const labels = ledger.key.map(name => fields.find(field => field.name === name)?.label ?? '所属单位').join('、')
  const first = ledger.key.find(name => name !== 'unitId') ?? 'unitId'
  throw fieldProblem('register/already-there', `/values/${first}`, labels, `${labels}相同的记录已在台账中`)
}

export interface NewRecord {
  id: string
  unitId: string
  values: Values
}
export interface RecordChange {
  before: Pick<StoredRecord, 'id' | 'unit_id' | 'values'>
  unitId: string
  values: Values
}

/** So many rows go into one statement, and the event loop is left to others between two. */
const batch = 500

/** Writes records that have passed every check. */
export async function writeNew(
  work: Work,
  ledger: Ledger,
  fields: EffectiveField[],
  records: NewRecord[],
  importId: string | null = null,
): Promise<void> {
  const dueOn = ledger.verifyEveryDays ? addDays(shanghaiDay(work.now), ledger.verifyEveryDays) : null
  for (const record of ledger.storage ? records : []) await ledger.storage?.save(work, { ...record, before: null })
  for (const part of batchesOf(records)) {
    const rows = part.map(record => ({ id: record.id, ...rowOf(ledger, fields, record.unitId, record.values) }))
    // Where another module owns the values, its own commands may have put the row here already.
    await sql`insert into register_record (id, ledger, unit_id, key, values, lng, lat, area_code, created_at, updated_at,
        verified_at, verified_by, verify_due_on)
      select r.id, ${ledger.name}, r.unit_id, r.key, r.values, r.lng, r.lat, r.area_code, ${work.now}::timestamptz, ${work.now}::timestamptz,
        ${work.now}::timestamptz, ${work.actor.name}, ${dueOn}::date
      from ${recordset(rows)}
      on conflict (id) do update set unit_id = excluded.unit_id, key = excluded.key, values = excluded.values, lng = excluded.lng,
        lat = excluded.lat, area_code = excluded.area_code, verified_at = excluded.verified_at, verified_by = excluded.verified_by,
        verify_due_on = excluded.verify_due_on`.execute(work.tx)
    await indexRecords(work, ledger, fields, part)
    await letOthersRun()
  }
  for (const record of records)
    recordFact(work, 'register.record-created', record.id, {
      ledger: ledger.name,
      unitId: record.unitId,
      importId,
      values: withoutSecrets(fields, record.values),
    })
  await follow(work, ledger, records)
}

/** What follows from records that were entered, changed, struck off or taken back: their place on the map, and what hangs on them. */
export async function follow(work: Work, ledger: Ledger, records: { id: string }[]): Promise<void> {
  if (records.length === 0) return
  const ids = records.map(({ id }) => id)
  await placeRecords(work, ledger, ids)
  await ledger.follow?.(work, ids)
}

/** Writes the changed values of records; nothing at all for one in which nothing differs. Returns how many changed. */
export async function writeChanges(
  work: Work,
  ledger: Ledger,
  fields: EffectiveField[],
  given: RecordChange[],
  importId: string | null = null,
): Promise<number> {
  const changed = given
    .map(change => ({ ...change, changes: differences(fields, change.before.values, change.values) }))
    .filter(({ before, unitId, changes }) => changes.length > 0 || before.unit_id !== unitId)
  for (const { before, unitId, values } of ledger.storage ? changed : [])
    await ledger.storage?.save(work, { id: before.id, unitId, values, before: before.values })
  for (const part of batchesOf(changed)) {
    const rows = part.map(({ before, unitId, values }) => ({ id: before.id, ...rowOf(ledger, fields, unitId, values) }))
    await sql`update register_record t set unit_id = r.unit_id, key = r.key, values = r.values, lng = r.lng, lat = r.lat,
        area_code = r.area_code, updated_at = ${work.now}::timestamptz, version = version + 1
      from ${recordset(rows)} where t.id = r.id`.execute(work.tx)
    await indexRecords(
      work,
      ledger,
      fields,
      part.map(({ before, unitId, values }) => ({ id: before.id, unitId, values })),
    )
    await letOthersRun()
  }
  for (const { before, unitId, changes } of changed)
    recordFact(work, 'register.record-changed', before.id, {
      ledger: ledger.name,
      importId,
      changes,
      ...(before.unit_id !== unitId && { unitId: { before: before.unit_id, after: unitId } }),
    })
  await follow(
    work,
    ledger,
    changed.map(({ before }) => before),
  )
  const handedOver = changed.filter(({ before, unitId }) => before.unit_id !== unitId)
  await settleConfirmations(
    work,
    ledger,
    handedOver.map(({ before }) => before.unit_id),
  )
  return changed.length
}

const recordset = (
  rows: object[],
) => sql`jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r(id uuid, unit_id uuid, key text,
  values jsonb, lng double precision, lat double precision, area_code text)`

const batchesOf = <T>(all: T[]): T[][] =>
  Array.from({ length: Math.ceil(all.length / batch) }, (_, i) => all.slice(i * batch, (i + 1) * batch))

const letOthersRun = () => new Promise(resolve => setImmediate(resolve))

/** What differs, field by field; the record of it keeps sensitive values masked, since facts are never deleted. */
export const differences = (fields: EffectiveField[], before: Values, after: Values) => {
  const [was, is] = [withoutSecrets(fields, before), withoutSecrets(fields, after)]
  return fields.flatMap(({ name, kind }) =>
    asCompared(kind, before[name]) === asCompared(kind, after[name])
      ? []
      : [{ field: name, before: was[name] ?? null, after: is[name] ?? null }],
  )
}

/** A sheet carries positions to a tenth of a metre and not the system they were given in: the same place so far is no change. */
function asCompared(kind: EffectiveField['kind'], value: unknown): string {
  if (kind !== 'place' || !value) return JSON.stringify(value ?? null)
  const { lng, lat } = value as { lng: number; lat: number }
  return `${lng.toFixed(6)} ${lat.toFixed(6)}`
}

const withoutSecrets = (fields: EffectiveField[], values: Values): Values =>
  Object.fromEntries(
    fields.map(field => [
      field.name,
      field.sensitive ? maskValue(field, values[field.name]) : (values[field.name] ?? null),
    ]),
  )

export function rowOf(ledger: Ledger, fields: EffectiveField[], unitId: string, values: Values) {
  const position = valueOfKind(fields, values, 'place') as { lng: number; lat: number } | null
  return {
    unit_id: unitId,
    key: keyOf(ledger, unitId, values),
    values: ledger.storage ? {} : values,
    lng: position?.lng ?? null,
    lat: position?.lat ?? null,
    area_code: valueOfKind(fields, values, 'area') as string | null,
  }
}

const valueOfKind = (fields: EffectiveField[], values: Values, kind: string) =>
  values[fields.find(field => field.kind === kind)?.name ?? ''] ?? null
