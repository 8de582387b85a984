import { sql } from 'kysely'
import { isMatterInReach } from '../../kernel/access/reach.ts'
import { Problem } from '../../kernel/problem.ts'
import { recordFact, type Work } from '../../kernel/work/work.ts'
import { shanghaiDay } from '../calendar/api.ts'

/** A part of an offer, or all of it, held for a slip. `quantity` null: the whole, exclusive. */
export interface Booking {
  id: string
  offerId: string
  capability: string | null
  quantity: number | null
  eventId: string | null
  slipId: string
  from: Date
}

/**
 * Holds an offer for a slip. The same booking again changes nothing. Problems: `not-found`, `resource/double-booked` (names who holds
 * it), `resource/unavailable` (out of service, withdrawn, agreement expired), `resource/not-enough` (says what is left). The database refuses the same by itself.
 */
export async function book(work: Work, booking: Booking): Promise<void> {
  const { id, offerId, capability, quantity } = booking
  if ((capability === null) !== (quantity === null) || (quantity !== null && !(quantity > 0)))
    throw new Problem('invalid-input', { detail: '占用部分资源时应写明能力和大于 0 的数量' })
  // As the database does on its own: one booking of an offer after another.
  const offer = await work.tx
    .selectFrom('resource_offer')
    .selectAll()
    .where('id', '=', offerId)
    .forNoKeyUpdate()
    .executeTakeFirst()
  if (!offer) throw new Problem('not-found')
  const known = await work.tx.selectFrom('resource_booking').selectAll().where('id', '=', id).executeTakeFirst()
  if (known) {
    if (known.offer_id === offerId && known.capability === capability && known.quantity === quantity) return
    throw new Problem('conflict')
  }
  const open = await openBookings(work, [offerId])
  // Who holds it says more than that it is out: of a team under way for another event both are true.
  const inTheWay =
    open.find(one => one.capability === null) ?? (capability === null || !offer.available ? open[0] : undefined)
  if (inTheWay)
    throw new Problem('resource/double-booked', {
      detail: `${offer.name}已${await heldFor(work, inTheWay.event_id)}占用`,
    })
  const reason = whyNot(offer, shanghaiDay(work.now))
  if (reason) throw new Problem('resource/unavailable', { detail: `${offer.name}：${reason}` })
  if (capability !== null && quantity !== null) {
    const free = await freeOf(work, offerId, capability)
    if (free < quantity) {
      const others = await Promise.all(
        open.filter(one => one.capability === capability).map(one => heldFor(work, one.event_id)),
      )
      const taken = others.length ? `，另有${open.length}笔已${[...new Set(others)].join('、')}占用` : ''
      throw new Problem('resource/not-enough', { detail: `${offer.name}可用 ${free}，需要 ${quantity}${taken}` })
    }
  }
  await work.tx
    .insertInto('resource_booking')
    .values({
      id,
      offer_id: offerId,
      capability,
      quantity,
      event_id: booking.eventId,
      slip_id: booking.slipId,
      booked_from: booking.from,
      booked_at: work.now,
      released_at: null,
    })
    .execute()
  recordFact(
    work,
    'resource.booked',
    offerId,
    { booking: id, slip: booking.slipId, capability, quantity },
    { matter: booking.eventId },
  )
}

/** Gives back a quantity, or all that is still held; a booking that holds nothing any more is over. Releasing twice changes nothing. */
export async function releaseBooking(work: Work, bookingId: string, quantity?: number): Promise<void> {
  const booking = await work.tx
    .selectFrom('resource_booking')
    .selectAll()
    .where('id', '=', bookingId)
    .forUpdate()
    .executeTakeFirst()
  if (!booking) throw new Problem('not-found')
  if (booking.released_at) return
  const held = booking.quantity === null ? 0 : booking.quantity - booking.returned
  if (quantity !== undefined && (booking.quantity === null || !(quantity > 0) || quantity > held))
    throw new Problem('invalid-input', { detail: `归还数量应大于 0 且不超过占用的 ${held}` })
  const back = quantity ?? held
  const isOver = quantity === undefined || back === held
  await sql`update resource_booking set returned = returned + ${back},
      released_at = case when ${isOver} then greatest(${work.now}::timestamptz, booked_from) end where id = ${bookingId}`.execute(
    work.tx,
  )
  recordFact(
    work,
    'resource.released',
    booking.offer_id,
    { booking: bookingId, slip: booking.slip_id, capability: booking.capability, quantity: back, over: isOver },
    { matter: booking.event_id },
  )
}

/** Why an offer cannot be called on today, in words; null when it can. */
export function whyNot(
  offer: { available: boolean; unavailable_reason: string | null; withdrawn: boolean; valid_until: string | null },
  today: string,
): string | null {
  if (offer.withdrawn) return '已注销'
  if (!offer.available) return offer.unavailable_reason ?? '停用'
  if (offer.valid_until !== null && offer.valid_until < today) return `协议已于${offer.valid_until}到期`
  return null
}

const openBookings = (work: Work, offerIds: string[]) =>
  work.tx
    .selectFrom('resource_booking')
    .selectAll()
    .where('offer_id', 'in', offerIds)
    .where('released_at', 'is', null)
    .orderBy('booked_at')
    .execute()

async function freeOf(work: Work, offerId: string, capability: string): Promise<number> {
  const { rows } = await sql<{ free: number }>`select
      coalesce((select quantity from resource_offer_capability where offer_id = ${offerId} and capability = ${capability}), 0)
      - coalesce((select sum(quantity - returned) from resource_booking
        where offer_id = ${offerId} and capability = ${capability} and released_at is null), 0) as free`.execute(
    work.tx,
  )
  return Math.max(0, rows[0]?.free ?? 0)
}

/** For which event, when the asker may know of it. */
async function heldFor(work: Work, eventId: string | null): Promise<string> {
  if (!eventId) return '被其他调用单'
  if (!(await isMatterInReach(work, eventId))) return '被另一起事件'
  const { rows } = await sql<{
    title: string
  }>`select title from search_document where kind = 'event' and id = ${eventId}`.execute(work.tx)
  return rows[0] ? `被“${rows[0].title}”` : '被另一起事件'
}
