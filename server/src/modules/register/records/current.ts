import { sql } from 'kysely'
import type { Work } from '../../../kernel/work/work.ts'
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
