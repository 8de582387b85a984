import type {
  LotQuality,
  LotView,
  StockClass,
  StoreLevel,
  StoreLine,
  StoreQuery,
  StoreState,
  StoreView,
} from '@anlan/contract/stock.ts'
import { type RawBuilder, sql } from 'kysely'
import type { z } from 'zod'
import { isUnitInReach, reachFor, unitsInReach } from '../../../kernel/access/reach.ts'
import { Problem } from '../../../kernel/problem.ts'
import type { Work } from '../../../kernel/work/work.ts'
import { shanghaiDay } from '../../calendar/api.ts'

interface StoreRow {
  id: string
  unit_id: string
  unit_name: string
  name: string
  level: StoreLevel
  state: StoreState
  address: string
  lng: number | null
  lat: number | null
  keeper: string
  keeper_phone: string
  backup_keeper: string
  backup_phone: string
  open_24h: boolean
  area_m2: number | null
  conditions: string
  note: string
  kinds: number
  lots: number
  soonest: string | null
  expired: number
}

/** Stores in reach, those of the county first. */
export async function listStores(work: Work, query: z.output<typeof StoreQuery>): Promise<StoreLine[]> {
  const text = query.text?.trim()
  const where = sql`${query.unit ? sql`s.unit_id in (select descendant_id from unit_closure where ancestor_id = ${query.unit})` : sql`true`}
    and ${text ? sql`(position(${text} in s.name) > 0 or position(${text} in u.name) > 0 or position(${text} in s.keeper) > 0)` : sql`true`}`
  return (await storeRows(work, where)).map(lineOf)
}

const storeRows = async (work: Work, where: RawBuilder<unknown>): Promise<StoreRow[]> => {
  const today = shanghaiDay(work.now)
  const { rows } = await sql<StoreRow>`
    select s.*, u.name as unit_name, coalesce(l.kinds, 0) as kinds, coalesce(l.lots, 0) as lots, l.soonest, coalesce(l.expired, 0) as expired
    from stock_store s join unit u on u.id = s.unit_id
    left join (select store_id, count(distinct item_code)::int as kinds, count(*)::int as lots, min(expires_on) as soonest,
        count(*) filter (where expires_on < ${today})::int as expired
      from stock_lot where balance > 0 group by store_id) l on l.store_id = s.id
    where s.ended_at is null and s.unit_id in ${unitsInReach(work)} and ${where}
    order by array_position(array['county', 'town', 'enterprise', 'village'], s.level), u.sort, u.name, s.name`.execute(
    work.tx,
  )
  return rows
}

const lineOf = (row: StoreRow): StoreLine => ({
  id: row.id,
  unitId: row.unit_id,
  unitName: row.unit_name,
  name: row.name,
  level: row.level,
  state: row.state,
  address: row.address,
  position: row.lng !== null && row.lat !== null ? { lng: row.lng, lat: row.lat } : null,
  keeper: row.keeper,
  keeperPhone: row.keeper_phone,
  backupKeeper: row.backup_keeper,
  backupPhone: row.backup_phone,
  open24: row.open_24h,
  kinds: row.kinds,
  lots: row.lots,
  soonestExpiry: row.soonest,
  expired: row.expired,
})

/** One store with all that lies in it. */
export async function readStore(work: Work, id: string): Promise<StoreView> {
  const [row] = await storeRows(work, sql`s.id = ${id}`)
  if (!row) throw new Problem('not-found')
  const today = shanghaiDay(work.now)
  const items = await sql<{
    item_code: string
    name: string
    unit: string
    usable: number
    on_loan: number
    shared: number | null
    version: number
  }>`select o.item_code, i.name, i.unit, o.shared, o.version, coalesce(sum(l.balance) filter (where ${usableLot(today)}), 0) as usable,
      coalesce(sum(l.on_loan), 0) as on_loan
    from stock_offer o join stock_item i on i.code = o.item_code left join stock_lot l on l.store_id = o.store_id and l.item_code = o.item_code
    where o.store_id = ${id} group by o.item_code, i.name, i.unit, i.sort, o.shared, o.version order by i.sort, o.item_code`.execute(
    work.tx,
  )
  const move = reachFor(work.actor, 'stock.move')
  return {
    ...lineOf(row),
    areaM2: row.area_m2,
    conditions: row.conditions,
    note: row.note,
    items: items.rows.map(one => ({
      itemCode: one.item_code,
      itemName: one.name,
      unit: one.unit,
      usable: one.usable,
      onLoan: one.on_loan,
      shared: one.shared,
      version: one.version,
    })),
    lotList: await readLots(work, sql`l.store_id = ${id} and (l.balance > 0 or l.on_loan > 0)`),
    may: { move: move !== null && (await isUnitInReach({ tx: work.tx, reach: move }, row.unit_id)) },
  }
}

/** Whether a lot's balance may be counted on: qualified and not past its day. */
export const usableLot = (today: string) =>
  sql<boolean>`l.quality = 'qualified' and (l.expires_on is null or l.expires_on >= ${today})`

interface LotRow {
  id: string
  store_id: string
  store_name: string
  unit_name: string
  item_code: string
  item_name: string
  class: StockClass
  unit: string
  lot_no: string
  quality: LotQuality
  produced_on: string | null
  entered_on: string
  expires_on: string | null
  place: string
  balance: number
  on_loan: number
  unit_price: number | null
  verified_at: Date | null
  verified_by: string | null
  replaces_lot_id: string | null
  version: number
}

/** Lots `l` of stores in reach that fit, first expiry first. */
export async function readLots(work: Work, where: RawBuilder<unknown>): Promise<LotView[]> {
  const { rows } = await sql<LotRow>`
    select l.*, s.name as store_name, u.name as unit_name, i.name as item_name, i.class, i.unit
    from stock_lot l join stock_store s on s.id = l.store_id join unit u on u.id = s.unit_id join stock_item i on i.code = l.item_code
    where s.ended_at is null and s.unit_id in ${unitsInReach(work)} and ${where}
    order by i.sort, l.expires_on nulls last, l.entered_on, l.id limit 2000`.execute(work.tx)
  return rows.map(row => ({
    id: row.id,
    storeId: row.store_id,
    storeName: row.store_name,
    unitName: row.unit_name,
    itemCode: row.item_code,
    itemName: row.item_name,
    class: row.class,
    unit: row.unit,
    lotNo: row.lot_no,
    quality: row.quality,
    producedOn: row.produced_on,
    enteredOn: row.entered_on,
    expiresOn: row.expires_on,
    place: row.place,
    balance: row.balance,
    onLoan: row.on_loan,
    unitPrice: row.unit_price,
    verifiedAt: row.verified_at?.toISOString() ?? null,
    verifiedBy: row.verified_by,
    replacesLotId: row.replaces_lot_id,
    version: row.version,
  }))
}
