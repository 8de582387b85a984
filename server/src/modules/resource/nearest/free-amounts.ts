import { sql } from 'kysely'
import type { Work } from '../../../kernel/work/work.ts'
import { shanghaiDay } from '../../calendar/api.ts'

/** What one owner of the county has free of a capability at this moment. */
export interface FreeAmount {
  capability: string
  capabilityName: string
  unit: string
  offerId: string
  offerName: string
  unitId: string
  free: number
  position: { lng: number; lat: number } | null
  link: string
}

/**
 * Offers of the county that state these capabilities, with what is not booked of each; what cannot be called on today stands with 0. Neighbours
 * are not in it. Not cut by reach: whoever asks has looked at who may see them.
 */
export async function freeAmounts(work: Work, codes: string[]): Promise<FreeAmount[]> {
  if (codes.length === 0) return []
  const today = shanghaiDay(work.now)
  const { rows } = await sql<Omit<FreeAmount, 'position'> & { lng: number | null; lat: number | null }>`
    select h.capability, c.name as "capabilityName", c.unit, o.id as "offerId", o.name as "offerName", o.unit_id as "unitId", o.lng, o.lat, o.link,
      case when not o.available or o.valid_until < ${today}::date or b.whole then 0
        else greatest(0, h.quantity - b.booked) end as free
    from resource_offer_capability h join resource_capability c on c.code = h.capability join resource_offer o on o.id = h.offer_id
      cross join lateral (select
        coalesce(sum(k.quantity - k.returned) filter (where k.capability = h.capability), 0) as booked,
        coalesce(bool_or(k.capability is null), false) as whole
        from resource_booking k where k.offer_id = o.id and k.released_at is null) b
    where h.capability = any(${codes}) and not o.withdrawn and o.kind <> 'neighbour'
    order by h.capability, o.id`.execute(work.tx)
  return rows.map(({ lng, lat, ...row }) => ({
    ...row,
    position: lng !== null && lat !== null ? { lng, lat } : null,
  }))
}

/** Names and counting units of capabilities, by code. */
export async function capabilityWords(
  work: Work,
  codes: string[],
): Promise<Map<string, { name: string; unit: string }>> {
  if (codes.length === 0) return new Map()
  const rows = await work.tx
    .selectFrom('resource_capability')
    .select(['code', 'name', 'unit'])
    .where('code', 'in', codes)
    .execute()
  return new Map(rows.map(({ code, ...row }) => [code, row]))
}

/** Capabilities that one offer states, or that offers of one kind of goods state beside its own code. */
export async function capabilitiesBeside(work: Work, which: { offerId?: string; code?: string }): Promise<string[]> {
  const { rows } = await sql<{ capability: string }>`
    select distinct h.capability from resource_offer_capability h
    where ${
      which.offerId
        ? sql`h.offer_id = ${which.offerId}`
        : sql`exists (select 1 from resource_offer_capability g where g.offer_id = h.offer_id and g.capability = ${which.code ?? ''})`
    }`.execute(work.tx)
  return [...new Set([...rows.map(row => row.capability), ...(which.code ? [which.code] : [])])]
}
