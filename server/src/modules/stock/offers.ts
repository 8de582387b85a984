import { sql } from 'kysely'
import type { Work } from '../../kernel/work/work.ts'
import { shanghaiDay } from '../calendar/api.ts'
import { type Offer, putOffers, withdrawOffers } from '../resource/api.ts'

/** What of which store may have changed for those who look for capabilities. */
export interface Touched {
  storeId: string
  itemCode: string
}

interface Row {
  id: string
  store_id: string
  unit_id: string
  item_code: string
  item_name: string
  capability: string | null
  rating: number | null
  store_name: string
  lng: number | null
  lat: number | null
  keeper: string
  keeper_phone: string
  backup_keeper: string
  backup_phone: string
  open_24h: boolean
  state: string
  ended_at: Date | null
  usable: number
  shared: number | null
  verified_at: Date | null
}

// Ours (设计): goods that can be fetched at any hour are ready in half an hour, others when the keeper has come.
const readyMinutes = { always: 30, byKeeper: 60 }

/** Every kind of goods in every store can be called on, up to what its owner shares; stated anew in the unit of work that changed it. */
export async function refreshOffers(work: Work, touched: Touched[]): Promise<void> {
  const pairs = [...new Map(touched.map(one => [`${one.storeId} ${one.itemCode}`, one])).values()]
  if (pairs.length === 0) return
  const given = sql`jsonb_to_recordset(${JSON.stringify(pairs)}::jsonb) as t("storeId" uuid, "itemCode" text)`
  await sql`insert into stock_offer (store_id, item_code) select "storeId", "itemCode" from ${given}
    order by 1, 2 on conflict do nothing`.execute(work.tx)
  const today = shanghaiDay(work.now)
  const { rows } = await sql<Row>`
    select o.id, o.store_id, s.unit_id, o.item_code, i.name as item_name, i.capability, i.rating, s.name as store_name, s.lng, s.lat, s.keeper, s.keeper_phone,
      s.backup_keeper, s.backup_phone, s.open_24h, s.state, s.ended_at, o.shared, l.usable, l.verified_at
    from ${given} join stock_offer o on o.store_id = t."storeId" and o.item_code = t."itemCode" join stock_store s on s.id = o.store_id
      join stock_item i on i.code = o.item_code
    cross join lateral (select coalesce(sum(l.balance), 0) as usable, min(l.verified_at) as verified_at from stock_lot l
      where l.store_id = o.store_id and l.item_code = o.item_code and l.balance > 0 and l.quality = 'qualified'
        and (l.expires_on is null or l.expires_on >= ${today})) l
    order by o.id`.execute(work.tx)
  const callable = (row: Row) => Math.min(row.usable, row.shared ?? row.usable)
  const isOffered = (row: Row) => callable(row) > 0 && row.ended_at === null && row.state !== 'closed'
  await putOffers(
    work,
    rows.filter(isOffered).map(row => offerOf(row, callable(row))),
  )
  await withdrawOffers(
    work,
    'stock',
    rows.filter(row => !isOffered(row)).map(row => row.id),
  )
}

const offerOf = (row: Row, quantity: number): Offer => ({
  id: row.id,
  kind: 'stock',
  unitId: row.unit_id,
  name: `${row.store_name} ${row.item_name}`,
  position: row.lng !== null && row.lat !== null ? { lng: row.lng, lat: row.lat } : null,
  capabilities: [
    { code: row.item_code, quantity },
    ...(row.capability ? [{ code: row.capability, quantity, ...(row.rating !== null && { rating: row.rating }) }] : []),
  ],
  reserve: 'physical',
  withOperator: false,
  keeper: row.keeper && row.keeper_phone ? { name: row.keeper, phone: row.keeper_phone } : null,
  backupKeeper: row.backup_keeper && row.backup_phone ? { name: row.backup_keeper, phone: row.backup_phone } : null,
  readyMinutes: row.open_24h ? readyMinutes.always : readyMinutes.byKeeper,
  available: row.state === 'active',
  unavailableReason: row.state === 'active' ? null : '仓库尚未启用',
  verifiedAt: row.verified_at,
  link: `/stock/stores/${row.store_id}`,
})
