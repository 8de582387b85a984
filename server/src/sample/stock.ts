import { creditCheckCharacter } from '@anlan/contract/credit-code.ts'
import type { County } from '@anlan/demo/county/shape.ts'
import {
  type SampleStore,
  sampleAgreements,
  sampleMovements,
  sampleStores,
  townRisks,
} from '@anlan/demo/county/stock.ts'
import { sql } from 'kysely'
import { isForRehearsals } from '../kernel/virtual-time.ts'
import { recordFact, type Work } from '../kernel/work/work.ts'
import { addDays, shanghaiDay } from '../modules/calendar/api.ts'
import { fieldsOf } from '../modules/register/declaration/fields.ts'
import { ledgerNamed } from '../modules/register/declaration/ledgers.ts'
import { writeNew } from '../modules/register/records/save.ts'
import { resource } from '../modules/resource/module.ts'
import { seedStock } from '../modules/stock/module.ts'
import { refreshOffers } from '../modules/stock/offers.ts'
import { offerAgreements } from '../modules/stock/reserve/agreements.ts'
import { sampleId } from './rows.ts'

const lotId = (store: string, item: string, lotNo: string) => sampleId('stock-lot', `${store} ${item} ${lotNo}`)
const storeId = (key: string) => sampleId('record', `stock-store/${key}`)
/** A rehearsal plays a day that may lie well before the day of loading; its stores were there already. */
const yearBefore = (rehearses: boolean) => (rehearses ? 366 : 0)
const hoursAgo = (now: Date, hours: number) => new Date(now.getTime() - hours * 3_600_000)

/** Stores, lots and their history, agreements: every quantity by its lines, as if it had been entered. Rehearsals know no expiry of the real week. */
export async function loadStock(work: Work, county: County): Promise<void> {
  await resource.seed?.(work)
  await seedStock(work)
  const stores = sampleStores(county)
  const ledger = ledgerNamed('stock-stores')
  const fields = await fieldsOf(work.tx, ledger)
  await writeNew(
    work,
    ledger,
    fields,
    stores.map(store => ({
      id: storeId(store.key),
      unitId: sampleId('unit', store.unitKey),
      values: Object.fromEntries(fields.map(field => [field.name, store.values[field.name] ?? null])),
    })),
  )
  const rehearses = await isForRehearsals(work)
  await loadLots(work, stores, rehearses)
  await loadMovements(work, stores, rehearses)
  await loadAgreements(work, rehearses)
  await work.tx
    .insertInto('stock_unit_risk')
    .values(
      Object.entries(townRisks).flatMap(([key, risks]) =>
        risks.map(risk => ({ unit_id: sampleId('unit', key), risk: risk as never })),
      ),
    )
    .execute()
  await refreshOffers(
    work,
    stores.flatMap(store => store.lots.map(lot => ({ storeId: storeId(store.key), itemCode: lot.item }))),
  )
  recordFact(work, 'stock.sample-loaded', 'stock', { stores: stores.length })
}

async function loadLots(work: Work, stores: SampleStore[], rehearses: boolean) {
  const today = shanghaiDay(work.now)
  const rows = stores.flatMap(store =>
    store.lots.map(lot => ({
      id: lotId(store.key, lot.item, lot.lotNo),
      store_id: storeId(store.key),
      item_code: lot.item,
      lot_no: lot.lotNo,
      entered_on: addDays(today, -lot.enteredDaysAgo - yearBefore(rehearses)),
      expires_on: lot.expiresInDays === null ? null : addDays(today, lot.expiresInDays + (rehearses ? 3650 : 0)),
      place: lot.place,
      unit_price: lot.price,
      verified_at: hoursAgo(work.now, 24 * 20),
    })),
  )
  await sql`insert into stock_lot (id, store_id, item_code, lot_no, quality, entered_on, expires_on, place, unit_price, verified_at, verified_by)
    select id, store_id, item_code, lot_no, 'qualified', entered_on, expires_on, place, unit_price, verified_at, '看管人'
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r(id uuid, store_id uuid, item_code text, lot_no text, entered_on date, expires_on date,
      place text, unit_price numeric, verified_at timestamptz)`.execute(work.tx)
  await writeHistory(
    work,
    stores.flatMap(store =>
      store.lots.map(lot => ({
        key: `opening ${store.key} ${lot.item} ${lot.lotNo}`,
        kind: 'opening',
        at: hoursAgo(work.now, (lot.enteredDaysAgo + yearBefore(rehearses)) * 24),
        store: store.key,
        item: lot.item,
        lot: lot.lotNo,
        quantity: lot.quantity,
        delta: lot.quantity,
        loan: 0,
        receiver: '',
        note: '建账',
      })),
    ),
  )
}

async function loadMovements(work: Work, stores: SampleStore[], rehearses: boolean) {
  // A rehearsal begins with full stores: what the scenarios take is all that moves.
  if (rehearses) return
  const effects = {
    in: { delta: 1, loan: 0 },
    out: { delta: -1, loan: 0 },
    scrap: { delta: -1, loan: 0 },
    loan: { delta: -1, loan: 1 },
    return: { delta: 1, loan: -1 },
  }
  const lines = sampleMovements.map(([store, item, kind, quantity, daysAgo, receiver, note], i) => ({
    key: `movement ${i}`,
    kind: kind as string,
    at: hoursAgo(work.now, daysAgo * 24 - (i % 7)),
    store,
    item,
    lot: stores.find(one => one.key === store)?.lots.find(lot => lot.item === item)?.lotNo ?? '',
    quantity,
    delta: effects[kind].delta * quantity,
    loan: effects[kind].loan * quantity,
    receiver,
    note,
  }))
  await writeHistory(work, lines)
}

interface Past {
  key: string
  kind: string
  at: Date
  store: string
  item: string
  lot: string
  quantity: number
  delta: number
  loan: number
  receiver: string
  note: string
}

/** In the order in which they happened, since each line moves its lot. */
async function writeHistory(work: Work, past: Past[]) {
  const rows = [...past]
    .sort((a, b) => a.at.getTime() - b.at.getTime())
    .map((one, position) => ({
      position,
      id: sampleId('stock-movement', one.key),
      line: sampleId('stock-line', one.key),
      kind: one.kind,
      origin: one.kind === 'in' ? 'purchase' : null,
      at: one.at,
      store_id: storeId(one.store),
      item_code: one.item,
      lot_id: lotId(one.store, one.item, one.lot),
      quantity: one.quantity,
      delta: one.delta,
      loan: one.loan,
      receiver: one.receiver,
      note: one.note,
    }))
  const given = sql`jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r(position int, id uuid, line uuid, kind text, origin text, at timestamptz,
    store_id uuid, item_code text, lot_id uuid, quantity numeric, delta numeric, loan numeric, receiver text, note text)`
  await sql`insert into stock_movement (id, kind, origin, at, store_id, item_code, quantity, handler_name, receiver, order_no, note, by_name)
    select id, kind, origin, at, store_id, item_code, quantity, '看管人', receiver, '', note, '看管人' from ${given}`.execute(
    work.tx,
  )
  await sql`insert into stock_line (id, movement_id, at, lot_id, store_id, item_code, opens, delta, loan_delta, balance_after)
    select line, id, at, lot_id, store_id, item_code, kind = 'opening', delta, loan, 0 from ${given} order by position`.execute(
    work.tx,
  )
}

async function loadAgreements(work: Work, rehearses: boolean) {
  const today = shanghaiDay(work.now)
  const id = (key: string) => sampleId('stock-agreement', key)
  const extra = rehearses ? 3650 : 0
  await work.tx
    .insertInto('stock_agreement')
    .values(
      sampleAgreements.map(one => ({
        id: id(one.key),
        unit_id: sampleId('unit', 'emergency-bureau'),
        firm: one.firm,
        credit_code: one.first17 + creditCheckCharacter(one.first17),
        contact: one.contact,
        phone: one.phone,
        lng: null,
        lat: null,
        response_hours: one.hours,
        price_rule: '按调用当日市场批发价结算，运费另计',
        from_day: addDays(today, one.days[0] - extra),
        to_day: addDays(today, one.days[1] + extra),
        verified_on: addDays(today, -35),
        note: '',
        ended_at: null,
      })),
    )
    .execute()
  await work.tx
    .insertInto('stock_agreement_item')
    .values(
      sampleAgreements.flatMap(one =>
        one.items.map(([item_code, quantity, capacity_per_day]) => ({
          agreement_id: id(one.key),
          item_code,
          quantity,
          capacity_per_day,
        })),
      ),
    )
    .execute()
  await offerAgreements(
    work,
    sampleAgreements.map(one => id(one.key)),
  )
}
