import type { FormDefinition, PieceView } from '@anlan/contract/form.ts'

type Values = Record<string, unknown>
type Wanted = PieceView['rowsWanted']

const isBlank = (value: unknown) => value === null || value === undefined || value === ''
const nameField = (definition: FormDefinition, section: string) =>
  definition.sections.find(one => one.name === section)?.fields[0]?.name ?? ''
const rowsIn = (values: Values, section: string) => (values[section] as Values[] | undefined) ?? []

/** The values with a row for each record of the ledger that should have one, in the ledger's order; rows of other names stay behind them. */
export function withRowsWanted(definition: FormDefinition, wanted: Wanted, values: Values): Values {
  const filled = { ...values }
  for (const { section, names } of wanted) {
    const key = nameField(definition, section)
    const rows = rowsIn(values, section)
    filled[section] = [
      ...names.map(name => rows.find(row => String(row[key] ?? '').trim() === name) ?? { [key]: name }),
      ...rows.filter(row => !names.includes(String(row[key] ?? '').trim())),
    ]
  }
  return filled
}

/** What is handed in: of a record of the ledger nobody filled in, no row; and who these are. */
export function splitUnfilled(
  definition: FormDefinition,
  wanted: Wanted,
  values: Values,
): { values: Values; unfilled: string[] } {
  const kept = { ...values }
  const unfilled: string[] = []
  for (const { section, names } of wanted) {
    const key = nameField(definition, section)
    const isUnfilled = (row: Values) =>
      names.includes(String(row[key] ?? '')) &&
      Object.entries(row).every(([name, value]) => name === key || isBlank(value))
    const rows = rowsIn(values, section)
    unfilled.push(...rows.filter(isUnfilled).map(row => String(row[key])))
    kept[section] = rows.filter(row => !isUnfilled(row))
  }
  return { values: kept, unfilled }
}
