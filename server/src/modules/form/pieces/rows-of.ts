import type { FormDefinition, FormSection, RowsWanted } from '@anlan/contract/form.ts'
import type { FieldError } from '@anlan/contract/problems.ts'
import { Problem } from '../../../kernel/problem.ts'
import type { Work } from '../../../kernel/work/work.ts'
import { ledgerLabel, recordTitlesAt } from '../../register/api.ts'

type Row = Record<string, unknown>

/** Tables of a form that want a row for each record of a ledger (S62), named in their first field. */
const tablesOf = (definition: FormDefinition) =>
  definition.sections.flatMap(section => (section.kind === 'table' && section.rowsOf ? [section] : []))
export const wantsRows = (definition: FormDefinition): boolean => tablesOf(definition).length > 0

/**
 * The rows each unit has to fill in, table by table: its records of the ledger as they stand at the end of the period, or now while that lies
 * ahead. Units without a record owe no row.
 */
export async function rowsWanted(
  work: Work,
  definition: FormDefinition,
  unitIds: string[],
  dueAt: Date,
): Promise<Map<string, RowsWanted[]>> {
  const wanted = new Map<string, RowsWanted[]>()
  for (const section of tablesOf(definition)) {
    const ledger = section.rowsOf ?? ''
    const titles = await recordTitlesAt(work, ledger, unitIds, dueAt < work.now ? dueAt : work.now)
    for (const unitId of unitIds) {
      const names = titles.flatMap(one => (one.unitId === unitId ? [one.title] : []))
      const one = { section: section.name, ledger, ledgerLabel: ledgerLabel(ledger), names: [...new Set(names)] }
      wanted.set(unitId, [...(wanted.get(unitId) ?? []), one])
    }
  }
  return wanted
}

const namesIn = (section: FormSection, values: Row): string[] =>
  ((values[section.name] as Row[] | undefined) ?? []).map(row =>
    String(row[section.fields[0]?.name ?? ''] ?? '').trim(),
  )

/** Who of those wanted has no row (缺报). */
export function leftOutOf(definition: FormDefinition, wanted: RowsWanted[], values: Row): string[] {
  return tablesOf(definition).flatMap(section => {
    const written = new Set(namesIn(section, values))
    return wanted
      .filter(one => one.section === section.name)
      .flatMap(one => one.names.filter(name => !written.has(name)))
  })
}

/** Two rows of one record would count it twice. */
export function refuseTwinRows(definition: FormDefinition, values: Row): void {
  const errors: FieldError[] = tablesOf(definition).flatMap(section => {
    const names = namesIn(section, values)
    const label = section.fields[0]?.label ?? section.title
    return names.flatMap((name, at) =>
      names.indexOf(name) === at
        ? []
        : [
            {
              pointer: `/values/${section.name}/${at}/${section.fields[0]?.name ?? ''}`,
              field: label,
              message: `“${name}”填了两行`,
            },
          ],
    )
  })
  if (errors.length > 0) throw new Problem('invalid-input', { detail: errors[0]?.message ?? '', errors })
}

/** Some names, the rest counted, for titles and sentences. */
export const inWords = (names: string[]): string =>
  names.length <= 3 ? names.join('、') : `${names.slice(0, 3).join('、')}等 ${names.length} 个`
