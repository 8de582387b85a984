import type { OfferKindName, ReserveForm, ResourceHit } from '@anlan/contract/resource.ts'
import { sql } from 'kysely'
import { maskedPhone } from '../../../kernel/access/masking.ts'
import { reachFor, reachOfNothing, unitsInReach } from '../../../kernel/access/reach.ts'
import { metresBetween } from '../../../kernel/spatial/sphere.ts'
import type { Work } from '../../../kernel/work/work.ts'
import { whyNot } from '../bookings.ts'
import type { ResourceOfferTable } from '../schema.ts'
import { daysSince, type RoadPace, roadMinutes } from './rules.ts'

interface Row extends Omit<ResourceOfferTable, 'withdrawn' | 'changed_at'> {
  withdrawn: boolean
  unit_name: string
  capability: string
  counted_in: string
  quantity: number
  rating: number | null
  booked: number
  whole: boolean
  may_call: boolean
}

/** From where to look, and by which of the county's settings. */
export interface Asked {
  at: { lng: number; lat: number } | null
  today: string
  pace: RoadPace
  staleDays: number
}

/**
 * Offers within reach that state one of the capabilities (of several the one with most left), or the single offer named, with what is booked. `ids`
 * cuts them to those and to the ones without a place. Telephone numbers are whole for those who may call on resources, masked for others.
 */
export async function offersWith(
  work: Work,
  { codes, ids, only }: { codes: string[]; ids?: string[]; only?: string },
  asked: Asked,
): Promise<ResourceHit[]> {
  const callable = unitsInReach({ reach: reachFor(work.actor, 'resource.call') ?? reachOfNothing })
  const { rows } = await sql<Row>`
    select distinct on (o.id) o.*, u.name as unit_name, h.capability, c.unit as counted_in, h.quantity, h.rating, b.booked, b.whole,
      (o.unit_id in ${callable}) as may_call
    from resource_offer o join unit u on u.id = o.unit_id
      join resource_offer_capability h on h.offer_id = o.id join resource_capability c on c.code = h.capability
      cross join lateral (select
        coalesce(sum(k.quantity - k.returned) filter (where k.capability = h.capability), 0) as booked,
        coalesce(bool_or(k.capability is null), false) as whole
        from resource_booking k where k.offer_id = o.id and k.released_at is null) b
    where h.capability = any(${codes}) and h.quantity > 0 and o.unit_id in ${unitsInReach(work)}
      ${only ? sql`and o.id = ${only}` : sql`and not o.withdrawn`}
      ${ids ? sql`and (o.lng is null or o.id = any(${ids}::uuid[]))` : sql``}
    order by o.id, h.quantity - b.booked desc, h.capability`.execute(work.tx)
  return rows.map(row => hitOf(row, work.now, asked))
}

function hitOf(row: Row, now: Date, { at, today, pace, staleDays }: Asked): ResourceHit {
  const metres = at && row.lng !== null && row.lat !== null ? metresBetween(at, { lng: row.lng, lat: row.lat }) : null
  const booked = row.whole ? row.quantity : row.booked
  const free = Math.max(0, row.quantity - booked)
  const days = daysSince(row.verified_at, now)
  const person = (name: string | null, phone: string | null) =>
    name || phone ? { name: name ?? '', phone: (row.may_call ? phone : maskedPhone(phone)) ?? '' } : null
  return {
    id: row.id,
    kind: row.kind as OfferKindName,
    name: row.name,
    unitId: row.unit_id,
    unitName: row.unit_name,
    capability: row.capability,
    unit: row.counted_in,
    reserve: row.reserve as ReserveForm,
    withOperator: row.with_operator,
    lng: row.lng,
    lat: row.lat,
    metres: metres === null ? null : Math.round(metres),
    roadMinutes: metres === null ? null : roadMinutes(metres, pace),
    readyMinutes: row.ready_minutes,
    total: row.quantity,
    booked,
    free,
    enough: false,
    rating: row.rating,
    keeper: person(row.keeper_name, row.keeper_phone),
    backupKeeper: person(row.backup_keeper_name, row.backup_keeper_phone),
    verifiedAt: row.verified_at?.toISOString() ?? null,
    verifiedDaysAgo: days,
    stale: days === null || days > staleDays,
    validUntil: row.valid_until,
    reason: whyNot(row, today) ?? (free <= 0 ? '已全部占用' : null),
    link: row.link,
  }
}
