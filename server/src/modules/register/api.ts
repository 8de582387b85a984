/** What a ledger's file declares itself with. */

export { staleRecordsByUnit } from './confirmation/stale.ts'
export { type Dictionary, dictionary } from './declaration/dictionary.ts'
export type { EffectiveField } from './declaration/fields.ts'
export {
  area,
  choice,
  choices,
  day,
  decimal,
  type Field,
  idNumber,
  integer,
  type Ledger,
  type LedgerStorage,
  ledger,
  longText,
  personField,
  phone,
  place,
  text,
  unitField,
  type Values,
  yesNo,
} from './declaration/ledger.ts'
export { bringRecords } from './records/bring.ts'
export { type CurrentRecord, currentRecords, keepsOwnRecords, ledgerLabel, recordTitlesAt } from './records/current.ts'
export { adoptRecords, keepRecords } from './records/keep.ts'
export { findRecord } from './records/rows.ts'
export { changeRecord } from './records/save.ts'
export { noNames, readValue, showValue } from './records/values.ts'
