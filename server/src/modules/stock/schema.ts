import type { Confidence } from '@anlan/contract/codec.ts'
import type { LotQuality, MovementKind, StockClass, StoreLevel, StoreState } from '@anlan/contract/stock.ts'
import type { Generated, Selectable } from 'kysely'
import type { Migration } from '../../kernel/database/migrate.ts'

export interface StockItemTable {
  code: string
  name: string
  class: StockClass
  gb_first: string
  unit: string
  shelf_life_months: number | null
  price_yuan: number | null
  price_source: string
  /** A general capability that each piece also brings, with how much of it. */
  capability: string | null
  rating: number | null
  enabled: boolean
  sort: number
  version: Generated<number>
  source: string
  confidence: Confidence
}
export interface StockStoreTable {
  id: string
  unit_id: string
  name: string
  level: StoreLevel
  kind: string
  address: string
  lng: number | null
  lat: number | null
  area_m2: number | null
  keeper: string
  keeper_phone: string
  backup_keeper: string
  backup_phone: string
  state: StoreState
  open_24h: boolean
  conditions: string
  camera: string
  note: string
  ended_at: Date | null
}
export interface StockLotTable {
  id: string
  store_id: string
  item_code: string
  lot_no: string
  quality: LotQuality
  produced_on: string | null
  entered_on: string
  expires_on: string | null
  place: string
  unit_price: number | null
  /** The lot that this one replaced (轮换). */
  replaces_lot_id: string | null
  /** The lot of another store that this one came from (调拨). */
  from_lot_id: string | null
  verified_at: Date | null
  verified_by: string | null
  opening: Generated<number>
  in_total: Generated<number>
  out_total: Generated<number>
  balance: Generated<number>
  on_loan: Generated<number>
  version: Generated<number>
}
export interface StockMovementTable {
  id: string
  kind: MovementKind
  origin: string | null
  at: Date
  store_id: string
  to_store_id: string | null
  item_code: string
  quantity: number
  slip_id: string | null
  event_id: string | null
  handler_id: string | null
  handler_name: string
  receiver: string
  order_no: string
  note: string
  corrects_id: string | null
  take_id: string | null
  by_name: string
}
export interface StockLineTable {
  id: string
  movement_id: string
  at: Date
  lot_id: string
  store_id: string
  item_code: string
  opens: boolean
  delta: number
  loan_delta: number
  balance_after: Generated<number>
}
interface StockOfferTable {
  id: Generated<string>
  store_id: string
  item_code: string
  shared: number | null
  version: Generated<number>
}

export type StockItem = Selectable<StockItemTable>
export type StockLot = Selectable<StockLotTable>

declare module '../../kernel/database/database.ts' {
  interface Tables {
    stock_item: StockItemTable
    stock_store: StockStoreTable
    stock_lot: StockLotTable
    stock_movement: StockMovementTable
    stock_line: StockLineTable
    stock_offer: StockOfferTable
  }
}

/**
 * A lot's totals are written by the trigger of its lines and by nothing else, in the statement that writes the line; the checks make the balance equal
 * opening + in − out, and never less than nothing. Lines and movements are never changed.
 */
export const stockSchema: Migration[] = [
  {
    id: '2026-11-24-30-stock',
    sql: /* sql */ `
create table stock_item (
  code text primary key, name text not null unique, class text not null, gb_first text not null check (gb_first in ('1', '2', '3')), unit text not null,
  shelf_life_months int check (shelf_life_months > 0), price_yuan numeric(14,2) check (price_yuan >= 0), price_source text not null,
  capability text, rating numeric(14,3), enabled boolean not null, sort int not null, version int not null default 1,
  source text not null, confidence text not null check (confidence in ('确', '较确', '待核', '设计'))
);
create table stock_store (
  id uuid primary key, unit_id uuid not null references unit, name text not null,
  level text not null check (level in ('county', 'town', 'village', 'enterprise')), kind text not null, address text not null,
  lng float8, lat float8, area_m2 float8, keeper text not null, keeper_phone text not null, backup_keeper text not null, backup_phone text not null,
  state text not null check (state in ('active', 'planned', 'closed')), open_24h boolean not null, conditions text not null, camera text not null,
  note text not null, ended_at timestamptz(3),
  constraint stock_store_has_keeper check (state <> 'active' or (keeper <> '' and keeper_phone <> ''))
);
create index stock_store_unit on stock_store (unit_id);
create view stock_store_ledger as select s.id, s.unit_id, jsonb_build_object('name', s.name, 'level', s.level, 'kind', s.kind, 'state', s.state,
  'address', nullif(s.address, ''), 'position', case when s.lng is not null then jsonb_build_object('lng', s.lng, 'lat', s.lat) end, 'areaM2', s.area_m2,
  'keeper', nullif(s.keeper, ''), 'keeperPhone', nullif(s.keeper_phone, ''), 'backupKeeper', nullif(s.backup_keeper, ''),
  'backupPhone', nullif(s.backup_phone, ''), 'open24h', s.open_24h, 'conditions', nullif(s.conditions, ''), 'camera', nullif(s.camera, ''),
  'note', nullif(s.note, '')) as values from stock_store s;
create table stock_lot (
  id uuid primary key, store_id uuid not null references stock_store, item_code text not null references stock_item, lot_no text not null,
  quality text not null check (quality in ('qualified', 'pending', 'unqualified')), produced_on date, entered_on date not null, expires_on date,
  place text not null, unit_price numeric(14,2), replaces_lot_id uuid references stock_lot, from_lot_id uuid references stock_lot,
  verified_at timestamptz(3), verified_by text,
  opening numeric(14,3) not null default 0, in_total numeric(14,3) not null default 0, out_total numeric(14,3) not null default 0,
  balance numeric(14,3) not null default 0, on_loan numeric(14,3) not null default 0, version int not null default 1,
  constraint stock_lot_not_negative check (balance >= 0 and on_loan >= 0),
  constraint stock_lot_adds_up check (balance = opening + in_total - out_total),
  unique (store_id, from_lot_id)
);
create index stock_lot_store_item on stock_lot (store_id, item_code);
create index stock_lot_expiry on stock_lot (expires_on) where balance > 0;
create table stock_movement (
  id uuid primary key, kind text not null, origin text, at timestamptz(3) not null, store_id uuid not null references stock_store,
  to_store_id uuid references stock_store, item_code text not null references stock_item, quantity numeric(14,3) not null check (quantity > 0),
  slip_id uuid, event_id uuid, handler_id uuid references person, handler_name text not null, receiver text not null, order_no text not null,
  note text not null, corrects_id uuid unique references stock_movement, take_id uuid, by_name text not null
);
create index stock_movement_slip on stock_movement (slip_id) where slip_id is not null;
create index stock_movement_event on stock_movement (event_id) where event_id is not null;
create table stock_line (
  id uuid primary key, movement_id uuid not null references stock_movement, at timestamptz(3) not null, lot_id uuid not null references stock_lot,
  store_id uuid not null, item_code text not null, opens boolean not null, delta numeric(14,3) not null, loan_delta numeric(14,3) not null,
  balance_after numeric(14,3) not null, check (delta <> 0 or loan_delta <> 0)
);
create index stock_line_store on stock_line (store_id, at desc, id desc);
create index stock_line_at on stock_line (at desc, id desc);
create index stock_line_movement on stock_line (movement_id);
create index stock_line_lot on stock_line (lot_id);
create table stock_offer (
  id uuid not null unique default gen_random_uuid(), store_id uuid not null references stock_store, item_code text not null references stock_item,
  shared numeric(14,3) check (shared >= 0), version int not null default 1, primary key (store_id, item_code)
);

create function stock_line_applies() returns trigger language plpgsql as $$
begin
  update stock_lot set opening = opening + case when new.opens then new.delta else 0 end,
    in_total = in_total + case when not new.opens and new.delta > 0 then new.delta else 0 end,
    out_total = out_total - case when not new.opens and new.delta < 0 then new.delta else 0 end,
    balance = balance + new.delta, on_loan = on_loan + new.loan_delta
  where id = new.lot_id and store_id = new.store_id and item_code = new.item_code
  returning balance into new.balance_after;
  if not found then raise exception 'the line names no lot of its store and item' using errcode = 'foreign_key_violation'; end if;
  return new;
end $$;
create trigger stock_line_applies before insert on stock_line for each row execute function stock_line_applies();
create trigger stock_line_append_only before update or delete on stock_line for each row execute function refuse_change();
create trigger stock_movement_append_only before update or delete on stock_movement for each row execute function refuse_change();

create function stock_lot_guard() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' then raise exception 'a lot is never deleted'; end if;
  if tg_op = 'INSERT' then
    if (new.opening, new.in_total, new.out_total, new.balance, new.on_loan) <> (0, 0, 0, 0, 0) then raise exception 'a lot begins empty'; end if;
    return new;
  end if;
  if (new.id, new.store_id, new.item_code) <> (old.id, old.store_id, old.item_code) then raise exception 'a lot stays what and where it is'; end if;
  if pg_trigger_depth() < 2 and (new.opening, new.in_total, new.out_total, new.balance, new.on_loan)
      <> (old.opening, old.in_total, old.out_total, old.balance, old.on_loan) then
    raise exception 'the quantities of a lot change by lines of the ledger only';
  end if;
  return new;
end $$;
create trigger stock_lot_guard before insert or update or delete on stock_lot for each row execute function stock_lot_guard();
`,
  },
]
