import type { LineProvider } from '@anlan/contract/call-up-view.ts'
import type { Work } from '../../../kernel/work/work.ts'

/** What a slip has to know of an offer of the county's register. */
export interface OfferFacts {
  id: string
  kind: Exclude<LineProvider, 'named'>
  unitId: string
  name: string
  keeper: { name: string; phone: string } | null
  readyMinutes: number | null
  link: string
  position: { lng: number; lat: number } | null
  unavailable: string | null
  capabilities: { code: string; name: string; unit: string; quantity: number }[]
}

/** Offers by id; those that do not exist, or are withdrawn, are left out. */
export async function offerFacts(work: Work, ids: string[]): Promise<Map<string, OfferFacts>> {
  const wanted = [...new Set(ids)]
  if (wanted.length === 0) return new Map()
  const offers = await work.tx
    .selectFrom('resource_offer')
    .selectAll()
    .where('id', 'in', wanted)
    .where('withdrawn', '=', false)
    .execute()
  const capabilities = await work.tx
    .selectFrom('resource_offer_capability as o')
    .innerJoin('resource_capability as c', 'c.code', 'o.capability')
    .select(['o.offer_id', 'c.code', 'c.name', 'c.unit', 'o.quantity'])
    .where('o.offer_id', 'in', wanted)
    .orderBy('c.general')
    .orderBy('c.code')
    .execute()
  return new Map(
    offers.map(offer => [
      offer.id,
      {
        id: offer.id,
        kind: offer.kind as OfferFacts['kind'],
        unitId: offer.unit_id,
        name: offer.name,
        keeper: offer.keeper_name ? { name: offer.keeper_name, phone: offer.keeper_phone ?? '' } : null,
        readyMinutes: offer.ready_minutes,
        link: offer.link,
        position: offer.lng !== null && offer.lat !== null ? { lng: offer.lng, lat: offer.lat } : null,
        unavailable: offer.available ? null : (offer.unavailable_reason ?? '停用'),
        capabilities: capabilities.filter(one => one.offer_id === offer.id),
      },
    ]),
  )
}

/** What a store counts in is the item itself: whoever asks for 排水 gets pumps, and it is pumps that are held and leave the store. */
export async function itemOf(work: Work, offerId: string): Promise<string | null> {
  const offer = await work.tx.selectFrom('stock_offer').select('item_code').where('id', '=', offerId).executeTakeFirst()
  return offer?.item_code ?? null
}
