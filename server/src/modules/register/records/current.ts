import { sql } from 'kysely'
import type { Work } from '../../../kernel/work/work.ts'
import { ledgers } from '../declaration/known-ledgers.ts'
import type { Values } from '../declaration/ledger.ts'

/** A record in force as other modules read it. */
export interface CurrentRecord {
  id: string
  unitId: string
  unitName: string
  values: Values
  lng: number | null
  lat: number | null
  version: number
  updatedAt: Date
  verifiedAt: Date | null
}

/**
 * Records in force of a ledger whose values the register keeps, of all units or those of `ids`, by unit. Not cut by reach: whoever asks
 * has looked at who may see them.
 */
export async function currentRecords(work: Work, ledger: string, ids?: string[]): Promise<CurrentRecord[]> {
  const { rows } = await sql<CurrentRecord>`
    select r.id, r.unit_id as "unitId", u.name as "unitName", r.values, r.lng, r.lat, r.version, r.updated_at as "updatedAt",
      r.verified_at as "verifiedAt"
    from register_record r join unit u on u.id = r.unit_id
    where r.ledger = ${ledger} and r.removed_at is null ${ids ? sql`and r.id = any(${ids}::uuid[])` : sql``}
    order by u.sort, u.name, r.id`.execute(work.tx)
  return rows
}

/** What people call a ledger; its name where there is none. */
export const ledgerLabel = (ledger: string): string => ledgers.get(ledger)?.label ?? ledger
/** Whether the register itself keeps the values, so that records can be told by name. */
export const keepsOwnRecords = (ledger: string): boolean => ledgers.has(ledger) && !ledgers.get(ledger)?.storage

/** What the records of a ledger were called that stood on record with these units at a moment, by their order of entry; names are those of now. */
export async function recordTitlesAt(
  work: Work,
  ledger: string,
  unitIds: string[],
  at: Date,
): Promise<{ unitId: string; title: string }[]> {
  const title = ledgers.get(ledger)?.title
  if (!title || unitIds.length === 0) return []
  const { rows } = await sql<{ unitId: string; title: string }>`
    select r.unit_id as "unitId", trim(r.values->>${title}) as title from register_record r
    where r.ledger = ${ledger} and r.unit_id = any(${unitIds}::uuid[]) and r.created_at <= ${at}
      and (r.removed_at is null or r.removed_at > ${at}) and coalesce(r.values->>${title}, '') <> ''
    order by r.created_at, r.values->>${title}, r.id`.execute(work.tx)
  return rows
}
