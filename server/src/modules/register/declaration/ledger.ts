import type { UnitKind } from '@anlan/contract/directory.ts'
import type { Permission } from '@anlan/contract/permissions.ts'
import type { FieldKind } from '@anlan/contract/register.ts'
import type { Work } from '../../../kernel/work/work.ts'
import type { Dictionary } from './dictionary.ts'

/** A field of a ledger as its file declares it. */
export interface Field extends FieldOptions {
  kind: FieldKind
  label: string
  /** Codes and what people read; a dictionary's entries when `dictionary` is set. */
  options?: Record<string, string>
  dictionary?: string
  /** The dictionary itself, where this field brings it. */
  declares?: Dictionary
}

export interface FieldOptions {
  /** Refused when blank (必填). */
  required?: boolean
  /** May stay blank without counting as missing (选填); other fields are wanted (应填). */
  optional?: boolean
  /** Masked on screens and in exports until somebody gives a reason; giving it is recorded. */
  sensitive?: boolean
  /** A column of the list. */
  inList?: boolean
  /** Shown but not edited here. */
  readOnly?: boolean
  /** Unit of measure. */
  unit?: string
  help?: string
  /** Other names under which its column stands in spreadsheets, e.g. those of the system they are exported from. */
  alsoCalled?: string[]
  /** Longest text, or largest number. */
  max?: number
  /** Smallest number. */
  min?: number
}

/** What a record holds, field by field, as stored. Choices are codes, references ids, days `YYYY-MM-DD`, places `{lng, lat}`. */
export type Values = Record<string, unknown>

/** Where the values of a ledger are kept when another module owns them: it writes them through its own commands. */
export interface LedgerStorage {
  /** A view of the owner's tables with `id`, `unit_id` and `values`, one row per thing, struck-off ones too. */
  source: string
  /** Writes all values of a thing that is new (`before` null) or changed. */
  save(work: Work, record: { id: string; unitId: string; values: Values; before: Values | null }): Promise<void>
  remove(work: Work, id: string, reason: string): Promise<void>
  restore(work: Work, id: string): Promise<void>
}

/** A ledger (台账) of base data. One file under a module's `ledgers/` declares it; everything else follows. */
export interface Ledger {
  /** In addresses and in the search index, e.g. `broadcast-stations`. */
  name: string
  label: string
  /** The heading it stands under in the menu. */
  group: string
  /** One sentence: what it is for. */
  purpose: string
  /** The field people know a record by. */
  title: string
  /** The fields that make a record the same record; `unitId` may be one of them. Imports update by them. */
  key: string[]
  fields: Record<string, Field>
  ownerLabel?: string
  /** The kinds of unit that are expected to keep it: one without a record counts as 0 in the completeness of base data (底数不清). */
  keptBy?: UnitKind[]
  /** After how many days a record must be confirmed anew (仍然属实). */
  verifyEveryDays?: number
  /** How the map draws it. */
  symbol?: { shape: 'circle' | 'square' | 'triangle' | 'diamond' | 'star'; color: string }
  /** Who beyond one's own reach may read it: everybody in the county, or nobody. */
  readableBy?: 'county' | 'reach'
  /** Without `edit` nobody enters anything: its owner's own acts fill it. */
  permissions?: { read: Permission; edit: Permission | null }
  /** Rules between fields; says what is wrong as field and message. */
  check?: (values: Values) => { field: string; message: string }[]
  storage?: LedgerStorage
  /** Told, in the same unit of work, which records were entered, changed, struck off or taken back: what hangs on them follows at once. */
  follow?: (work: Work, ids: string[]) => Promise<void>
}

/** Addresses under `/api/registers/` that are no ledger. */
const reservedNames = ['completeness']

/** Declares a ledger. Mistakes in the declaration stop the start with a sentence. */
export function ledger(declared: Ledger): Ledger {
  const complain = (what: string) => new Error(`台账“${declared.label}”（${declared.name}）${what}`)
  if (!/^[a-z][a-z0-9-]{1,40}$/.test(declared.name)) throw complain('的名称应为小写英文与连字符')
  if (reservedNames.includes(declared.name)) throw complain('的名称已作他用')
  if (!declared.fields[declared.title]) throw complain(`没有标题字段 ${declared.title}`)
  for (const name of Object.keys(declared.fields))
    if (!/^[a-z][A-Za-z0-9]{0,39}$/.test(name)) throw complain(`的字段名 ${name} 应为英文驼峰`)
  for (const name of declared.key)
    if (name !== 'unitId' && !declared.fields[name]?.required) throw complain(`的主键字段 ${name} 应存在且必填`)
  return declared
}

const of =
  (kind: FieldKind) =>
  (label: string, options: FieldOptions = {}): Field => ({ ...options, kind, label })

export const text = of('text')
export const longText = of('longText')
export const integer = of('integer')
export const decimal = of('decimal')
export const day = of('day')
export const yesNo = of('yesNo')
export const phone = of('phone')
export const idNumber = (label: string, options: FieldOptions = {}): Field => ({
  sensitive: true,
  ...options,
  kind: 'idNumber',
  label,
})
export const unitField = of('unit')
export const personField = of('person')
export const area = of('area')
export const place = of('place')

/** One of a list, given as words, as codes with words, or as the name of a dictionary. */
export const choice = (label: string, list: ChoiceList, options: FieldOptions = {}): Field => ({
  ...options,
  ...choicesOf(list),
  kind: 'choice',
  label,
})
/** Several of a list. */
export const choices = (label: string, list: ChoiceList, options: FieldOptions = {}): Field => ({
  ...options,
  ...choicesOf(list),
  kind: 'choices',
  label,
})

type ChoiceList = readonly string[] | Record<string, string> | { dictionary: string } | Dictionary

const isDictionary = (list: ChoiceList): list is Dictionary => 'entries' in list && Array.isArray(list.entries)

function choicesOf(list: ChoiceList): Pick<Field, 'options' | 'dictionary' | 'declares'> {
  if (Array.isArray(list)) return { options: Object.fromEntries(list.map(word => [word, word])) }
  if (isDictionary(list)) return { dictionary: list.dictionary, declares: list }
  const record = list as Record<string, string>
  const names = Object.keys(record)
  if (names.length === 1 && names[0] === 'dictionary') return { dictionary: record['dictionary'] ?? '' }
  return { options: record }
}

export const defaultPermissions = { read: 'register.read', edit: 'register.edit' } as const
/** The permissions that open a ledger. */
export const permissionsOf = (declared: Ledger): { read: Permission; edit: Permission | null } =>
  declared.permissions ?? defaultPermissions
