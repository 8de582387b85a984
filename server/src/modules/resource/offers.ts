import { sql } from 'kysely'
import { placeThings, unplaceThings } from '../../kernel/spatial/places.ts'
import type { Work } from '../../kernel/work/work.ts'

/** Who offers: rescue teams, stock of a store, vehicles and machines, reserves by agreement, neighbours, shelters, hospitals, experts. */
export type OfferKind = 'team' | 'stock' | 'equipment' | 'agreement' | 'neighbour' | 'shelter' | 'hospital' | 'expert'

/** What the county can call on (可调用资源), as its provider states it. */
export interface Offer {
  id: string
  kind: OfferKind
  unitId: string
  name: string
  /** Degrees, CGCS2000; null while nobody has entered it. */
  position: { lng: number; lat: number } | null
  /** Quantity in the capability's counting unit; rating per piece in its measure (m³/h). */
  capabilities: { code: string; quantity: number; rating?: number }[]
  /** 实物 in hand, 协议 by agreement, 产能 that can be made. */
  reserve: 'physical' | 'agreement' | 'capacity'
  withOperator: boolean
  keeper: { name: string; phone: string } | null
  backupKeeper?: { name: string; phone: string } | null
  /** Minutes until it can leave. */
  readyMinutes: number | null
  available: boolean
  unavailableReason?: string | null
  verifiedAt: Date | null
  /** Last day of the agreement. */
  validUntil?: string | null
  /** Its page in the web app. */
  link: string
}

/** The layer of the spatial index in which offers lie; the tag `has:<code>` gives the quantity of a capability. */
export const offerLayer = 'offer'
export const capabilityTag = (code: string) => `has:${code}`

/**
 * States offers anew, each whole, in the unit of work that changed what lies behind them. Capabilities must have been declared. Bookings stay, also
 * when the offer sinks below them.
 */
export async function putOffers(work: Work, offers: Offer[]): Promise<void> {
  if (offers.length === 0) return
  const sorted = [...new Map(offers.map(offer => [offer.id, offer])).values()].sort((a, b) => (a.id < b.id ? -1 : 1))
  const rows = sorted.map(offer => ({
    id: offer.id,
    kind: offer.kind,
    unit_id: offer.unitId,
    name: offer.name,
    lng: offer.position?.lng ?? null,
    lat: offer.position?.lat ?? null,
    reserve: offer.reserve,
    with_operator: offer.withOperator,
    keeper_name: offer.keeper?.name ?? null,
    keeper_phone: offer.keeper?.phone ?? null,
    backup_keeper_name: offer.backupKeeper?.name ?? null,
    backup_keeper_phone: offer.backupKeeper?.phone ?? null,
    ready_minutes: offer.readyMinutes,
    available: offer.available,
    unavailable_reason: offer.unavailableReason ?? null,
    verified_at: offer.verifiedAt,
    valid_until: offer.validUntil ?? null,
    link: offer.link,
  }))
  await sql`insert into resource_offer (id, kind, unit_id, name, lng, lat, reserve, with_operator, keeper_name, keeper_phone,
      backup_keeper_name, backup_keeper_phone, ready_minutes, available, unavailable_reason, verified_at, valid_until, link, changed_at)
    select r.id, r.kind, r.unit_id, r.name, r.lng, r.lat, r.reserve, r.with_operator, r.keeper_name, r.keeper_phone,
      r.backup_keeper_name, r.backup_keeper_phone, r.ready_minutes, r.available, r.unavailable_reason, r.verified_at, r.valid_until, r.link,
      ${work.now}::timestamptz
    from jsonb_populate_recordset(null::resource_offer, ${JSON.stringify(rows)}::jsonb) r
    on conflict (id) do update set kind = excluded.kind, unit_id = excluded.unit_id, name = excluded.name, lng = excluded.lng,
      lat = excluded.lat, reserve = excluded.reserve, with_operator = excluded.with_operator, keeper_name = excluded.keeper_name,
      keeper_phone = excluded.keeper_phone, backup_keeper_name = excluded.backup_keeper_name,
      backup_keeper_phone = excluded.backup_keeper_phone, ready_minutes = excluded.ready_minutes, available = excluded.available,
      unavailable_reason = excluded.unavailable_reason, verified_at = excluded.verified_at, valid_until = excluded.valid_until,
      link = excluded.link, withdrawn = false, changed_at = excluded.changed_at`.execute(work.tx)
  await putCapabilities(work, sorted)
  const placed = sorted.filter(offer => offer.position)
  await placeThings(
    work,
    placed.map(offer => ({
      layer: offerLayer,
      id: offer.id,
      lng: offer.position?.lng ?? 0,
      lat: offer.position?.lat ?? 0,
      unitId: offer.unitId,
      open: true,
      title: offer.name,
      tags: {
        kind: offer.kind,
        reserve: offer.reserve,
        available: offer.available,
        link: offer.link,
        ...Object.fromEntries(offer.capabilities.map(one => [capabilityTag(one.code), one.quantity])),
      },
    })),
  )
  const unplaced = sorted.filter(offer => !offer.position).map(offer => offer.id)
  await unplaceThings(work, offerLayer, unplaced)
}

async function putCapabilities(work: Work, offers: Offer[]) {
  const rows = offers.flatMap(offer =>
    [...new Map(offer.capabilities.map(one => [one.code, one])).values()].map(({ code, quantity, rating }) => ({
      offer_id: offer.id,
      capability: code,
      quantity,
      rating: rating ?? null,
    })),
  )
  const json = JSON.stringify(rows)
  await sql`delete from resource_offer_capability c where c.offer_id = any(${offers.map(one => one.id)}::uuid[])
    and not exists (select 1 from jsonb_to_recordset(${json}::jsonb) as r(offer_id uuid, capability text)
      where r.offer_id = c.offer_id and r.capability = c.capability)`.execute(work.tx)
  await sql`insert into resource_offer_capability (offer_id, capability, quantity, rating)
    select offer_id, capability, quantity, rating
    from jsonb_to_recordset(${json}::jsonb) as r(offer_id uuid, capability text, quantity numeric, rating numeric)
    on conflict (offer_id, capability) do update set quantity = excluded.quantity, rating = excluded.rating`.execute(
    work.tx,
  )
}

/** Takes offers back: what lay behind them is gone. Their bookings stay to be returned. */
export async function withdrawOffers(work: Work, kind: OfferKind, ids: string[]): Promise<void> {
  if (ids.length === 0) return
  await work.tx
    .updateTable('resource_offer')
    .set({ withdrawn: true, changed_at: work.now })
    .where('kind', '=', kind)
    .where('id', 'in', ids)
    .execute()
  await unplaceThings(work, offerLayer, ids)
}
