import type { FieldView } from '@anlan/contract/register.ts'

export interface FieldGroup {
  name: string
  fields: FieldView[]
}

const headings = ['基本情况', '所在位置', '敏感信息', '补充字段'] as const

const headingOf = (field: FieldView): (typeof headings)[number] => {
  if (field.sensitive) return '敏感信息'
  if (field.extra) return '补充字段'
  return field.kind === 'place' || field.kind === 'area' ? '所在位置' : '基本情况'
}

/** A ledger's fields under headings, in their declared order; empty headings are left out. */
export const groupsOf = (fields: FieldView[]): FieldGroup[] =>
  headings
    .map(name => ({ name, fields: fields.filter(field => headingOf(field) === name) }))
    .filter(group => group.fields.length > 0)
