import type { FieldKind, FieldView } from '@anlan/contract/register.ts'
import type { Tx } from '../../../kernel/database/database.ts'
import type { Field, Ledger } from './ledger.ts'

/** A field as it is in force: declared or added by the county, its choices read from the dictionary. */
export interface EffectiveField extends Omit<Field, 'options'> {
  name: string
  options: { code: string; label: string; enabled: boolean }[] | null
  extra: boolean
}

/** The fields of a ledger in force, declared ones first. */
export async function fieldsOf(tx: Tx, ledger: Ledger): Promise<EffectiveField[]> {
  const dictionaries = Object.values(ledger.fields).flatMap(field => (field.dictionary ? [field.dictionary] : []))
  const entries =
    dictionaries.length === 0
      ? []
      : await tx
          .selectFrom('dictionary_entry')
          .select(['dictionary', 'code', 'label', 'enabled'])
          .where('dictionary', 'in', dictionaries)
          .orderBy('sort')
          .orderBy('code')
          .execute()
  const extra = await tx
    .selectFrom('register_extra_field')
    .selectAll()
    .where('ledger', '=', ledger.name)
    .where('enabled', '=', true)
    .orderBy('sort')
    .orderBy('label')
    .execute()
  const declared = Object.entries(ledger.fields).map(([name, { options, ...field }]): EffectiveField => {
    const listed = field.dictionary
      ? entries.filter(entry => entry.dictionary === field.dictionary)
      : options && Object.entries(options).map(([code, label]) => ({ code, label, enabled: true }))
    return {
      ...field,
      name,
      extra: false,
      options: listed?.map(({ code, label, enabled }) => ({ code, label, enabled })) ?? null,
    }
  })
  return [
    ...declared,
    ...extra.map(
      (row): EffectiveField => ({
        name: row.name,
        kind: row.kind as FieldKind,
        label: row.label,
        required: row.required,
        optional: !row.required,
        sensitive: row.sensitive,
        inList: false,
        extra: true,
        ...(row.unit && { unit: row.unit }),
        options: row.options.length > 0 ? row.options.map(label => ({ code: label, label, enabled: true })) : null,
      }),
    ),
  ]
}

const unsortable: FieldKind[] = ['longText', 'choices', 'unit', 'person', 'place', 'idNumber']
const unfiltered: FieldKind[] = ['place', 'idNumber']

export const isSortable = (field: EffectiveField) =>
  !field.sensitive && !field.extra && !unsortable.includes(field.kind)

/** A field as screens and sheets need it. */
export const presentField = (field: EffectiveField, ledger: Ledger): FieldView => ({
  name: field.name,
  label: field.label,
  kind: field.kind,
  required: field.required ?? false,
  expected: isExpected(field),
  sensitive: field.sensitive ?? false,
  inList: field.inList ?? false,
  isKey: ledger.key.includes(field.name),
  sortable: isSortable(field),
  filterable: !field.sensitive && !unfiltered.includes(field.kind),
  readOnly: field.readOnly ?? false,
  unit: field.unit ?? null,
  help: field.help ?? null,
  max: field.max ?? null,
  min: field.min ?? null,
  options: field.options,
  extra: field.extra,
})

/** Whether a blank counts as missing in the completeness of base data. */
export const isExpected = (field: EffectiveField) => !field.optional && !field.readOnly
