import type { RecordFilter } from '@anlan/contract/register.ts'
import { type RawBuilder, sql } from 'kysely'
import { fieldProblem } from '../../../kernel/problem.ts'
import type { EffectiveField } from '../declaration/fields.ts'

/** What a list, an export or a print asks for. */
export interface ListConditions {
  text: string
  unitId?: string | undefined
  state: 'current' | 'removed' | 'stale' | 'incomplete'
  sort: string
  filters: RecordFilter[]
}

/** How a field is sorted: numbers by size (blank first), words by pinyin. The same expressions are indexed at the start. */
export function sortTerm(
  field: EffectiveField,
  values: RawBuilder<unknown> = sql`r.values`,
): {
  expression: RawBuilder<unknown>
  type: RawBuilder<unknown>
  kind: 'number' | 'text'
} {
  const value = sql`(${values} ->> ${sql.lit(field.name)})`
  return field.kind === 'integer' || field.kind === 'decimal'
    ? { expression: sql`coalesce(${value}::numeric, -1)`, type: sql`numeric`, kind: 'number' }
    : { expression: sql`coalesce(${value}, '') collate "zh-x-icu"`, type: sql`text`, kind: 'text' }
}

/** A filter as a condition on `r.values`; an unknown field or a value that does not fit is refused by name. */
export function conditionOf(fields: EffectiveField[], filter: RecordFilter): RawBuilder<boolean> {
  const field = fields.find(one => one.name === filter.field)
  if (!field || field.sensitive || field.kind === 'place')
    throw fieldProblem('invalid-input', '/filters', '筛选条件', `不能按“${filter.field}”筛选`)
  const value = sql`(r.values ->> ${sql.lit(field.name)})`
  const wrong = (message: string) => fieldProblem('invalid-input', '/filters', field.label, message)
  const one = () => {
    if (filter.value === undefined || Array.isArray(filter.value)) throw wrong(`请填写${field.label}的筛选值`)
    return String(filter.value)
  }
  const several = () => (Array.isArray(filter.value) ? filter.value : [one()]).map(String)
  switch (filter.op) {
    case 'blank':
      return sql<boolean>`coalesce(${value}, '') in ('', '[]')`
    case 'present':
      return sql<boolean>`coalesce(${value}, '') not in ('', '[]')`
    case 'contains':
      return sql<boolean>`${value} ilike ${`%${one().replace(/[\\%_]/g, '\\$&')}%`}`
    case 'is':
    case 'in':
      if (field.kind === 'choices') return sql<boolean>`(r.values -> ${sql.lit(field.name)}) ?| ${several()}::text[]`
      if (field.kind === 'area') return areaCondition(value, several())
      if (field.kind === 'unit')
        return sql<boolean>`${value} in (select descendant_id::text from unit_closure where ancestor_id::text = any(${several()}::text[]))`
      return sql<boolean>`${value} = any(${several()}::text[])`
    case 'from':
    case 'to': {
      const compare = filter.op === 'from' ? sql`>=` : sql`<=`
      if (field.kind === 'day') return sql<boolean>`${value} ${compare} ${one()}`
      if (field.kind !== 'integer' && field.kind !== 'decimal') throw wrong(`${field.label}不能按范围筛选`)
      const number = Number(one())
      if (!Number.isFinite(number)) throw wrong(`${field.label}的筛选值应为数字`)
      return sql<boolean>`${value}::numeric ${compare} ${number}::numeric`
    }
  }
}

/** A town's code stands for its villages too: the zeros at its end match anything. */
const areaCondition = (value: RawBuilder<unknown>, codes: string[]) =>
  sql<boolean>`${value} like any(${codes.map(code => `${code.replace(/(000){1,2}$/, '')}%`)}::text[])`
