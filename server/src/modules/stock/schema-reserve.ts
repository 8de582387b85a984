import type { Confidence } from '@anlan/contract/codec.ts'
import type { LotQuality, StoreLevel } from '@anlan/contract/stock.ts'
import type { StockRisk } from '@anlan/contract/stock-reserve.ts'
import type { Generated } from 'kysely'
import type { Migration } from '../../kernel/database/migrate.ts'

interface StockAgreementTable {
  id: string
  unit_id: string
  firm: string
  credit_code: string
  contact: string
  phone: string
  lng: number | null
  lat: number | null
  response_hours: number
  price_rule: string
  from_day: string
  to_day: string
  verified_on: string | null
  note: string
  ended_at: Date | null
  version: Generated<number>
}
interface StockAgreementItemTable {
  agreement_id: string
  item_code: string
  quantity: number
  capacity_per_day: number | null
}
interface StockStandardTable {
  id: string
  level: StoreLevel
  risk: StockRisk
  item_code: string
  quantity: number
  least: number
  source: string
  confidence: Confidence
  enabled: boolean
  version: Generated<number>
}
interface StockUnitRiskTable {
  unit_id: string
  risk: StockRisk
}
interface StockTakeTable {
  id: string
  unit_id: string
  title: string
  due_on: string
  started_at: Date
  started_by: string
  closed_at: Date | null
}
interface StockTakeStoreTable {
  take_id: string
  store_id: string
  visited_by: string | null
  visited_at: Date | null
}
interface StockTakeCountTable {
  id: string
  take_id: string
  store_id: string
  lot_id: string
  book: number
  counted: number | null
  quality: LotQuality
  explanation: string
  counted_by: string | null
  counted_at: Date | null
  movement_id: string | null
  version: Generated<number>
}

declare module '../../kernel/database/database.ts' {
  interface Tables {
    stock_agreement: StockAgreementTable
    stock_agreement_item: StockAgreementItemTable
    stock_standard: StockStandardTable
    stock_unit_risk: StockUnitRiskTable
    stock_take: StockTakeTable
    stock_take_store: StockTakeStoreTable
    stock_take_count: StockTakeCountTable
  }
}

/** Reserves by agreement, standards, and stock-takes. */
export const stockReserveSchema: Migration[] = [
  {
    id: '2026-11-24-31-stock-reserve',
    sql: /* sql */ `
create table stock_agreement (
  id uuid primary key, unit_id uuid not null references unit, firm text not null, credit_code text not null, contact text not null, phone text not null,
  lng float8, lat float8, response_hours float8 not null, price_rule text not null, from_day date not null, to_day date not null check (to_day >= from_day),
  verified_on date, note text not null, ended_at timestamptz(3), version int not null default 1
);
create index stock_agreement_unit on stock_agreement (unit_id);
create table stock_agreement_item (
  agreement_id uuid not null references stock_agreement, item_code text not null references stock_item, quantity numeric(14,3) not null check (quantity > 0),
  capacity_per_day numeric(14,3), primary key (agreement_id, item_code)
);
create table stock_standard (
  id uuid primary key default gen_random_uuid(), level text not null check (level in ('county', 'town', 'village', 'enterprise')), risk text not null,
  item_code text not null references stock_item, quantity numeric(14,3) not null check (quantity > 0), least numeric(14,3) not null check (least between 0 and quantity),
  source text not null, confidence text not null check (confidence in ('确', '较确', '待核', '设计')), enabled boolean not null, version int not null default 1,
  unique (level, risk, item_code)
);
create table stock_unit_risk (unit_id uuid not null references unit, risk text not null, primary key (unit_id, risk));
create table stock_take (
  id uuid primary key, unit_id uuid not null references unit, title text not null, due_on date not null, started_at timestamptz(3) not null,
  started_by text not null, closed_at timestamptz(3)
);
create table stock_take_store (
  take_id uuid not null references stock_take, store_id uuid not null references stock_store, visited_by text, visited_at timestamptz(3), primary key (take_id, store_id)
);
create index stock_take_store_store on stock_take_store (store_id);
create table stock_take_count (
  id uuid primary key, take_id uuid not null references stock_take, store_id uuid not null references stock_store, lot_id uuid not null references stock_lot,
  book numeric(14,3) not null, counted numeric(14,3) check (counted >= 0), quality text not null, explanation text not null, counted_by text,
  counted_at timestamptz(3), movement_id uuid, version int not null default 1, unique (take_id, lot_id),
  check ((counted is null) = (counted_by is null) and (counted is null) = (counted_at is null))
);
create index stock_take_count_take on stock_take_count (take_id, store_id);
`,
  },
]
