import type { EffectiveField } from '../../declaration/fields.ts'
import type { Ledger } from '../../declaration/ledger.ts'

/** What a column of a sheet means. */
export type Target =
  | { kind: 'field'; field: EffectiveField }
  | { kind: 'longitude' | 'latitude'; field: EffectiveField }
  | { kind: 'owner' | 'recordId' | 'number' | 'ignored' }

export const ownerLabelOf = (ledger: Ledger) => ledger.ownerLabel ?? '所属单位'
export const recordIdLabel = '记录编号'
export const numberLabel = '序号'
/** Columns of an export that say something about the record and are not read back. */
export const informationLabels = ['最近核实', '核实到期', '最近更新']
/** Marks the row of the template that shows how to fill in; such rows are not imported. */
export const exampleMark = '示例'

/** Sheets of our own template that hold no records. */
export const helpSheets = { instructions: '填写说明', options: '选项' }

/** Empty a value, where a blank cell would leave it as it is. */
export const clearingWords = ['清空', '-', '－', '–', '—', '——', '/', '／']

/** All names under which a column may stand, compared as `compareLabel` does. A field's own label goes before a general word. */
export function labelsOf(ledger: Ledger, fields: EffectiveField[], compare: (text: string) => string) {
  const names = new Map<string, Target>()
  const add = (label: string, target: Target) => {
    for (const name of variantsOf(label, compare)) if (!names.has(name)) names.set(name, target)
  }
  for (const field of fields) {
    const target: Target = field.readOnly ? { kind: 'ignored' } : { kind: 'field', field }
    add(field.label, target)
    if (field.unit) add(`${field.label}${field.unit}`, target)
    if (field.kind === 'phone') for (const end of ['号', '号码']) add(`${field.label}${end}`, target)
    if (field.kind !== 'place') continue
    add(`${field.label}经度`, { kind: 'longitude', field })
    add(`${field.label}纬度`, { kind: 'latitude', field })
  }
  for (const field of fields) for (const label of field.alsoCalled ?? []) add(label, { kind: 'field', field })
  const places = fields.filter(field => field.kind === 'place')
  if (places[0] && places.length === 1) {
    for (const label of ['经度', '东经']) add(label, { kind: 'longitude', field: places[0] })
    for (const label of ['纬度', '北纬']) add(label, { kind: 'latitude', field: places[0] })
  }
  for (const label of [ownerLabelOf(ledger), '所属单位', '单位', '归口单位']) add(label, { kind: 'owner' })
  add(recordIdLabel, { kind: 'recordId' })
  for (const label of [numberLabel, '序', 'No.']) add(label, { kind: 'number' })
  for (const label of informationLabels) add(label, { kind: 'ignored' })
  return names
}

/** A field's label as templates and exports show it. */
export const shownLabel = (field: EffectiveField) => (field.unit ? `${field.label}（${field.unit}）` : field.label)

/** The meaning of a header's text; brackets, units, asterisks, spaces, width and traditional characters do not count. */
export const targetNamed = (names: ReadonlyMap<string, Target>, text: string, compare: (text: string) => string) => {
  for (const variant of variantsOf(text, compare)) {
    const target = names.get(variant)
    if (target) return target
  }
  return null
}

function variantsOf(label: string, compare: (text: string) => string): string[] {
  const plain = compare(label).replace(/[\s*※★:]|必填|选填/g, '')
  const whole = plain.replace(/[()[\]{}【】〔〕/_.-]/g, '')
  const bare = plain.replace(/[([{【〔].*?[)\]}】〕]/g, '').replace(/[/_.-]/g, '')
  return [...new Set([whole, bare])].filter(Boolean)
}
