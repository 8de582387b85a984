import type { FieldView, RecordFilter } from '@anlan/contract/register.ts'

/** How a field can be narrowed, by its kind. */
export type Narrowing = 'options' | 'yesNo' | 'area' | 'unit' | 'person' | 'numbers' | 'days' | 'words'

export function narrowingOf(field: FieldView): Narrowing {
  switch (field.kind) {
    case 'choice':
    case 'choices':
      return 'options'
    case 'integer':
    case 'decimal':
      return 'numbers'
    case 'day':
      return 'days'
    case 'yesNo':
    case 'area':
    case 'unit':
    case 'person':
      return field.kind
    default:
      return 'words'
  }
}

/** All conditions of one field replaced by these. */
export const withField = (filters: RecordFilter[], field: string, next: RecordFilter[]): RecordFilter[] => [
  ...filters.filter(filter => filter.field !== field),
  ...next,
]

export const valuesOf = (filters: RecordFilter[], field: string, op: RecordFilter['op']): string[] => {
  const value = filters.find(filter => filter.field === field && filter.op === op)?.value
  if (value === undefined) return []
  return Array.isArray(value) ? value : [String(value)]
}

type NameOf = (field: FieldView, value: string) => string

/** One condition as a sentence people read: 类别：毗邻县区、驻地部队. */
export function sayFilter(fields: FieldView[], filter: RecordFilter, nameOf: NameOf): string {
  const field = fields.find(one => one.name === filter.field)
  if (!field) return filter.field
  const values = Array.isArray(filter.value) ? filter.value : filter.value === undefined ? [] : [String(filter.value)]
  const said = values.map(value => nameOf(field, value)).join('、')
  const measure = field.unit ? ` ${field.unit}` : ''
  switch (filter.op) {
    case 'blank':
      return `${field.label}：未填`
    case 'present':
      return `${field.label}：已填`
    case 'from':
      return `${field.label} ≥ ${said}${measure}`
    case 'to':
      return `${field.label} ≤ ${said}${measure}`
    case 'contains':
      return `${field.label}含“${said}”`
    default:
      return `${field.label}：${said}`
  }
}
