import { randomBytes } from 'node:crypto'
import type { FormDefinition, FormField } from '@anlan/contract/form.ts'
import type { FieldError } from '@anlan/contract/problems.ts'
import { Problem } from '../../../kernel/problem.ts'
import { type EffectiveField, keepsOwnRecords, noNames, readValue, showValue } from '../../register/api.ts'

// Ours (设计): more rows than this are a ledger, no form.
const mostRows = 100

/** A field of a form as ledgers read, check and show it: one idea of a field for both. */
export const effective = (field: FormField): EffectiveField => ({
  name: field.name,
  kind: field.kind,
  label: field.label,
  required: field.required,
  extra: true,
  options: field.options.length > 0 ? field.options.map(label => ({ code: label, label, enabled: true })) : null,
  ...(field.unit && { unit: field.unit }),
  ...(field.min !== null && { min: field.min }),
  ...(field.max !== null && { max: field.max }),
})

/** Gives names to what has none and refuses what no clerk could fill in: twins, choices without options, bounds the wrong way round. */
export function settledDefinition(definition: FormDefinition): FormDefinition {
  const errors: FieldError[] = []
  const [names, sectionNames] = [new Set<string>(), new Set<string>()]
  const named = (name: string, pointer: string, label: string, names: Set<string>) => {
    const given = name || `f${randomBytes(6).toString('hex')}`
    if (names.has(given)) errors.push({ pointer: `${pointer}/name`, field: label, message: `“${label}”的字段标识重复` })
    names.add(given)
    return given
  }
  const sections = definition.sections.map((section, s) => {
    const labels = new Set<string>()
    const [first] = section.fields
    const rowsOf = section.kind === 'table' ? section.rowsOf : undefined
    const wrongRows = (message: string) =>
      errors.push({ pointer: `/definition/sections/${s}/rowsOf`, field: '逐条对应的台账', message })
    if (rowsOf && !keepsOwnRecords(rowsOf)) wrongRows('没有可以逐条对应的这本台账')
    if (rowsOf && (first?.kind !== 'text' || !first.required))
      wrongRows(`“${section.title}”的第一个字段填台账中的名称，应为必填的单行文字`)
    return {
      ...section,
      ...('rowsOf' in section && { rowsOf }),
      // Rows of a table are kept under its name, beside the fields; a heading holds nothing itself.
      name: named(
        section.name,
        `/definition/sections/${s}`,
        section.title,
        section.kind === 'table' ? names : sectionNames,
      ),
      fields: section.fields.map((field, f) => {
        const pointer = `/definition/sections/${s}/fields/${f}`
        const wrong = (part: string, message: string) =>
          errors.push({ pointer: `${pointer}/${part}`, field: field.label, message })
        if (labels.has(field.label)) wrong('label', `“${section.title}”中有两个“${field.label}”`)
        labels.add(field.label)
        const isChoice = field.kind === 'choice' || field.kind === 'choices'
        if (isChoice && field.options.length === 0) wrong('options', `请填写“${field.label}”的选项`)
        if (new Set(field.options).size !== field.options.length) wrong('options', `“${field.label}”的选项有重复`)
        if (field.min !== null && field.max !== null && field.min > field.max)
          wrong('max', `“${field.label}”的最大值小于最小值`)
        return {
          ...field,
          name: named(field.name, pointer, field.label, names),
          options: isChoice ? field.options : [],
        }
      }),
    }
  })
  if (errors.length > 0) throw new Problem('invalid-input', { errors })
  return { ...definition, sections }
}

export type FormValues = Record<string, unknown>
type Row = Record<string, unknown>

/**
 * What was filled in, checked field by field by the rules of ledgers; fields of a table stand in rows under the table's name, empty rows are
 * dropped. With `asDraft` blanks are no error. Values of fields the version does not have are refused: nothing typed is dropped silently.
 */
export function readValues(definition: FormDefinition, given: FormValues, asDraft = false): FormValues {
  const errors: FieldError[] = []
  const values: FormValues = {}
  const read = (field: FormField, raw: unknown, pointer: string, into: Row) => {
    const result = readValue({ ...effective(field), ...(asDraft && { required: false }) }, raw)
    if ('error' in result) errors.push({ pointer, field: field.label, message: result.error })
    else if (result.value !== null) into[field.name] = result.value
  }
  const known = new Set<string>()
  for (const section of definition.sections) {
    if (section.kind === 'fields') {
      for (const field of section.fields) {
        known.add(field.name)
        read(field, given[field.name], `/values/${field.name}`, values)
      }
      continue
    }
    known.add(section.name)
    const rows = given[section.name] ?? []
    const pointer = `/values/${section.name}`
    if (!Array.isArray(rows) || rows.length > mostRows) {
      errors.push({ pointer, field: section.title, message: `${section.title}应为不超过 ${mostRows} 行的表格` })
      continue
    }
    const kept: Row[] = []
    for (const [at, row] of (rows as unknown[]).entries()) {
      if (typeof row !== 'object' || row === null) continue
      const written = row as Row
      if (section.fields.every(field => isBlank(written[field.name]))) continue
      const into: Row = {}
      for (const field of section.fields) read(field, written[field.name], `${pointer}/${at}/${field.name}`, into)
      kept.push(into)
    }
    if (kept.length > 0) values[section.name] = kept
  }
  for (const name of Object.keys(given))
    if (!known.has(name))
      errors.push({ pointer: `/values/${name}`, field: name, message: '该字段不在本期表格中，请刷新后再填' })
  if (errors.length > 0) throw new Problem('invalid-input', { detail: errors[0]?.message ?? '', errors })
  return values
}

const isBlank = (raw: unknown) => raw === null || raw === undefined || raw === ''

/** Numbers of one field in one piece: itself, or the sum over the rows of its table; null where it says nothing. */
export function numberIn(
  section: FormDefinition['sections'][number],
  field: FormField,
  values: FormValues,
): number | null {
  const found =
    section.kind === 'fields'
      ? [values[field.name]]
      : ((values[section.name] as Row[] | undefined) ?? []).map(row => row[field.name])
  const numbers = found.filter((value): value is number => typeof value === 'number')
  return numbers.length === 0 ? null : numbers.reduce((sum, value) => sum + value, 0)
}

export const isNumeric = (field: FormField) => field.kind === 'integer' || field.kind === 'decimal'

/** Everything that was written in words, as people read it: label and text, tables row by row. */
export function shownOf(definition: FormDefinition, values: FormValues): { label: string; text: string }[] {
  return definition.sections.flatMap(section => {
    if (section.kind === 'fields')
      return section.fields.flatMap(field => {
        const text = shown(field, values[field.name])
        return text ? [{ label: field.label, text }] : []
      })
    return ((values[section.name] as Row[] | undefined) ?? []).map((row, at) => ({
      label: `${section.title} ${at + 1}`,
      text: section.fields
        .flatMap(field => {
          const text = shown(field, row[field.name])
          return text ? [`${field.label} ${text}`] : []
        })
        .join('，'),
    }))
  })
}

/** One value as people read it, with its unit of measure. */
export const shown = (field: FormField, value: unknown): string => {
  const text = showValue(effective(field), value, noNames)
  return text && field.unit ? `${text} ${field.unit}` : text
}
