import type { Ledger, Values } from '../declaration/ledger.ts'

/** What makes a record the same record; width, case and spaces do not count. Null when the ledger has no key. */
export function keyOf(ledger: Ledger, unitId: string, values: Values): string | null {
  if (ledger.key.length === 0) return null
  return ledger.key
    .map(name => String((name === 'unitId' ? unitId : values[name]) ?? ''))
    .map(part => part.normalize('NFKC').toLowerCase().replace(/\s+/g, ''))
    .join('\u001f')
}
