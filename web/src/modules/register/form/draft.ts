import type { RecordView } from '@anlan/contract/register.ts'
import type { Values } from './form-values.ts'

/** What was typed and not yet saved. It stays in this window only: a ledger may hold personal data. */
export interface Draft {
  /** The record's own id, so that saving twice makes one record. */
  id: string
  /** What the editor saw when he began; null for a new record. */
  before: RecordView | null
  unitId: string | undefined
  values: Values
}

const placeOf = (accountId: string, ledger: string, id: string | null) =>
  `anlan.register.${accountId}.${ledger}.${id ?? 'new'}`

/** Drafts of one form of one account. Reading a damaged one finds nothing. */
export function draftAt(accountId: string, ledger: string, id: string | null) {
  const place = placeOf(accountId, ledger, id)
  return {
    read: (): Draft | null => {
      try {
        return JSON.parse(sessionStorage.getItem(place) ?? 'null') as Draft | null
      } catch {
        return null
      }
    },
    keep: (draft: Draft) => sessionStorage.setItem(place, JSON.stringify(draft)),
    drop: () => sessionStorage.removeItem(place),
  }
}
