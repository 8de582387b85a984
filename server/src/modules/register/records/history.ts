import type { RecordChange } from '@anlan/contract/register.ts'
import type { z } from 'zod'
import type { Work } from '../../../kernel/work/work.ts'
import { type EffectiveField, fieldsOf } from '../declaration/fields.ts'
import type { Ledger, Values } from '../declaration/ledger.ts'
import { namesOf } from './names.ts'
import { findRecord } from './rows.ts'
import { type Names, showValue } from './values.ts'

interface ChangeData {
  values?: Values
  changes?: { field: string; before: unknown; after: unknown }[]
  unitId?: { before: string; after: string } | string
  reason?: string
  importId?: string | null
  fields?: string[]
}

/** Everything that happened to a record, newest first, read from the facts. */
export async function historyOf(work: Work, ledger: Ledger, id: string): Promise<z.input<typeof RecordChange>[]> {
  await findRecord(work, ledger, id)
  const fields = await fieldsOf(work.tx, ledger)
  const facts = await work.tx
    .selectFrom('fact')
    .select(['type', 'recorded_at', 'actor_name', 'data'])
    .where('subject_id', '=', id)
    .where('type', 'like', 'register.record-%')
    .orderBy('position', 'desc')
    .limit(500)
    .execute()
  const changes = facts.map(fact => ({ ...fact, data: fact.data as ChangeData }))
  const names = await namesOf(
    work.tx,
    [...fields, ownerField],
    changes.flatMap(({ data }) => [
      ...(data.changes ?? []).flatMap(({ field, before, after }) => [{ [field]: before }, { [field]: after }]),
      ...(typeof data.unitId === 'object' ? [{ unitId: data.unitId.before }, { unitId: data.unitId.after }] : []),
      ...(data.values ? [data.values] : []),
    ]),
  )
  return changes.map(({ type, recorded_at, actor_name, data }) => ({
    at: recorded_at.toISOString(),
    by: actor_name,
    action: type.slice('register.record-'.length) as z.input<typeof RecordChange>['action'],
    reason: data.reason ?? null,
    importId: data.importId ?? null,
    fields: fieldChanges(fields, data, names),
  }))
}

const ownerField: EffectiveField = { name: 'unitId', kind: 'unit', label: '所属单位', options: null, extra: false }

function fieldChanges(fields: EffectiveField[], data: ChangeData, names: Names) {
  const show = (field: EffectiveField, value: unknown) =>
    (field.sensitive ? String(value ?? '') : showValue(field, value, names)) || null
  const created = Object.entries(data.values ?? {}).map(([field, after]) => ({ field, before: null, after }))
  const moved = typeof data.unitId === 'object' ? [{ field: 'unitId', ...data.unitId }] : []
  return [...moved, ...(data.changes ?? []), ...created].flatMap(change => {
    const field = [...fields, ownerField].find(one => one.name === change.field)
    if (!field) return []
    const [before, after] = [show(field, change.before), show(field, change.after)]
    return before === after && !field.sensitive ? [] : [{ label: field.label, before, after }]
  })
}
