import type { CallUpKind, CallUpPriority, CallUpState, Requisition } from '@anlan/contract/call-up.ts'
import type { CostKind } from '@anlan/contract/call-up-costs.ts'
import type { LineProvider } from '@anlan/contract/call-up-view.ts'
import type { RuleSource } from '@anlan/contract/codec.ts'
import type { Generated, JSONColumnType, Selectable } from 'kysely'
import type { z } from 'zod'
import type { Migration } from '../../kernel/database/migrate.ts'

interface CallUpTable {
  id: string
  number: string | null
  kind: CallUpKind
  state: CallUpState
  priority: CallUpPriority
  event_id: string | null
  from_unit_id: string
  to_unit_id: string
  requester_unit_id: string
  summary: string
  reason: string
  place: string
  lng: number | null
  lat: number | null
  route: string
  escort: string
  receiver_name: string
  receiver_phone: string
  return_plan: string
  return_by: string | null
  cost_bearer: string
  agreement: string
  vehicle: string
  driver: string
  keeper_name: string | null
  keeper_phone: string | null
  requisition: JSONColumnType<z.infer<typeof Requisition>> | null
  override_reason: string
  refusal: string
  difference_note: string
  requested_at: Date
  requested_by_account_id: string | null
  approved_at: Date | null
  verbal_by_name: string | null
  verbal_by_person_id: string | null
  verbal_at: Date | null
  verbal_how: string | null
  verbal_confirmed_at: Date | null
  eta: Date | null
  departed_at: Date | null
  people: number | null
  /** When the last of it came back or was used up; until then days count. */
  ended_at: Date | null
  cost_final: boolean
}
interface CallUpStampTable {
  slip_id: string
  step: string
  at: Date
  by_name: string
  by_account_id: string | null
  unit_id: string
  note: string
}
interface CallUpLineTable {
  id: string
  slip_id: string
  position: number
  offer_id: string | null
  provider: LineProvider
  name: string
  capability: string | null
  unit: string
  quantity: number | null
  people: number | null
  issued: number | null
  received: number | null
  returned: Generated<number>
  damaged: Generated<number>
  consumed: Generated<number>
  booked: boolean
  overridden: boolean
  /** What a leader called it up in spite of. */
  overridden_against: Generated<string>
  /** Only a part of a team goes (one drone of its equipment): the team stays what it is. */
  is_share: Generated<boolean>
  link: string | null
}
interface CallUpCheckTable {
  slip_id: string
  code: string
  label: string
  sort: number
  state: Generated<'open' | 'confirmed' | 'waived' | 'failed'>
  reason: Generated<string>
  by_name: string | null
  at: Date | null
}
interface CallUpPositionTable {
  id: string
  slip_id: string
  at: Date
  recorded_at: Date
  lng: number | null
  lat: number | null
  accuracy_m: number | null
  place: string
  how: 'phone' | 'hand'
  by_name: string
}
interface CallUpCostTable {
  id: string
  slip_id: string
  kind: CostKind
  title: string
  quantity: number
  unit: string
  unit_price: number
  basis: string
  by_name: string | null
  at: Date
}
interface CallUpPriceTable {
  code: string
  title: string
  kind: CostKind
  unit: string
  price: number
  source: JSONColumnType<RuleSource>
  version: Generated<number>
}
interface CallUpCheckRuleTable {
  code: string
  providers: LineProvider[]
  /** Asked only of what has one of these capabilities (冲锋舟); empty is of all that the providers bring. */
  capabilities: Generated<string[]>
  label: string
  source: JSONColumnType<RuleSource>
  sort: number
  enabled: Generated<boolean>
  version: Generated<number>
}
interface CallUpPlanTable {
  id: string
  title: string
  event_type_code: string | null
  place: string
  lng: number | null
  lat: number | null
  note: string
  unit_id: string
  saved_at: Date
  saved_by_name: string
  version: Generated<number>
}
interface CallUpPlanItemTable {
  id: string
  plan_id: string
  position: number
  offer_id: string | null
  provider: LineProvider
  name: string
  capability: string | null
  quantity: number | null
  unit: string
  people: number | null
  owner_unit_id: string
  contact: string
  eta_minutes: number | null
  note: string
}

declare module '../../kernel/database/database.ts' {
  interface Tables {
    call_up: CallUpTable
    call_up_stamp: CallUpStampTable
    call_up_line: CallUpLineTable
    call_up_check: CallUpCheckTable
    call_up_position: CallUpPositionTable
    call_up_cost: CallUpCostTable
    call_up_price: CallUpPriceTable
    call_up_check_rule: CallUpCheckRuleTable
    call_up_plan: CallUpPlanTable
    call_up_plan_item: CallUpPlanItemTable
  }
}
export type Slip = Selectable<CallUpTable>
export type SlipLine = Selectable<CallUpLineTable>
export type SlipCost = Selectable<CallUpCostTable>
export type Price = Selectable<CallUpPriceTable>
export type CheckRule = Selectable<CallUpCheckRuleTable>

export const callUpSchema: Migration[] = [
  {
    id: '2026-11-24-40-call-up',
    sql: /* sql */ `
create table call_up (
  id uuid primary key, number text unique, kind text not null, state text not null, priority text not null, event_id uuid,
  from_unit_id uuid not null references unit, to_unit_id uuid not null references unit, requester_unit_id uuid not null references unit,
  summary text not null, reason text not null, place text not null, lng double precision, lat double precision, route text not null,
  escort text not null, receiver_name text not null, receiver_phone text not null, return_plan text not null, return_by date,
  cost_bearer text not null, agreement text not null, vehicle text not null, driver text not null, keeper_name text, keeper_phone text,
  requisition jsonb, override_reason text not null, refusal text not null, difference_note text not null,
  requested_at timestamptz(3) not null, requested_by_account_id uuid, approved_at timestamptz(3), verbal_by_name text,
  verbal_by_person_id uuid, verbal_at timestamptz(3), verbal_how text, verbal_confirmed_at timestamptz(3), eta timestamptz(3),
  departed_at timestamptz(3), people int, ended_at timestamptz(3), cost_final boolean not null
);
create index call_up_time on call_up (requested_at desc, id desc);
create index call_up_event on call_up (event_id, requested_at desc);
create index call_up_from on call_up (from_unit_id, state);
create index call_up_to on call_up (to_unit_id, state);
-- Each step is taken once.
create table call_up_stamp (
  slip_id uuid not null references call_up, step text not null, at timestamptz(3) not null, by_name text not null, by_account_id uuid,
  unit_id uuid not null, note text not null, primary key (slip_id, step)
);
create table call_up_line (
  id uuid primary key, slip_id uuid not null references call_up, position int not null, offer_id uuid, provider text not null,
  name text not null, capability text, unit text not null, quantity numeric(15, 3) check (quantity > 0), people int,
  issued numeric(15, 3) check (issued >= 0), received numeric(15, 3) check (received >= 0 and received <= issued),
  returned numeric(15, 3) not null default 0 check (returned >= 0), damaged numeric(15, 3) not null default 0 check (damaged >= 0),
  consumed numeric(15, 3) not null default 0 check (consumed >= 0), booked boolean not null, overridden boolean not null,
  link text,
  check (returned + damaged + consumed <= coalesce(issued, 0))
);
create index call_up_line_slip on call_up_line (slip_id, position);
create index call_up_line_offer on call_up_line (offer_id);
create table call_up_check (
  slip_id uuid not null references call_up, code text not null, label text not null, sort int not null,
  state text not null default 'open' check (state in ('open', 'confirmed', 'waived')), reason text not null default '', by_name text,
  at timestamptz(3), primary key (slip_id, code), check (state <> 'waived' or reason <> '')
);
create table call_up_position (
  id uuid primary key, slip_id uuid not null references call_up, at timestamptz(3) not null, recorded_at timestamptz(3) not null,
  lng double precision, lat double precision, accuracy_m double precision, place text not null,
  how text not null check (how in ('phone', 'hand')), by_name text not null, check (lng is not null or place <> '')
);
create index call_up_position_slip on call_up_position (slip_id, at desc);
create table call_up_cost (
  id uuid primary key, slip_id uuid not null references call_up, kind text not null, title text not null,
  quantity numeric(15, 3) not null, unit text not null, unit_price numeric(14, 2) not null check (unit_price >= 0), basis text not null,
  by_name text, at timestamptz(3) not null
);
create index call_up_cost_slip on call_up_cost (slip_id);
create table call_up_price (
  code text primary key, title text not null, kind text not null, unit text not null, price numeric(14, 2) not null check (price >= 0),
  source jsonb not null, version int not null default 1
);
create table call_up_check_rule (code text primary key, providers text[] not null, label text not null, source jsonb not null, sort int not null);
create table call_up_plan (
  id uuid primary key, title text not null, event_type_code text, place text not null, lng double precision, lat double precision,
  note text not null, unit_id uuid not null references unit, saved_at timestamptz(3) not null, saved_by_name text not null,
  version int not null default 1
);
create table call_up_plan_item (
  id uuid primary key, plan_id uuid not null references call_up_plan, position int not null, offer_id uuid, provider text not null,
  name text not null, capability text, quantity numeric(15, 3), unit text not null, people int, owner_unit_id uuid not null references unit,
  contact text not null, eta_minutes int, note text not null
);
create index call_up_plan_item_plan on call_up_plan_item (plan_id, position);
`,
  },
  {
    id: '2026-11-25-00-call-up-checks',
    sql: /* sql */ `
alter table call_up_check_rule add column capabilities text[] not null default '{}', add column enabled boolean not null default true,
  add column version int not null default 1;
alter table call_up_check drop constraint call_up_check_state_check;
alter table call_up_check add constraint call_up_check_state_check check (state in ('open', 'confirmed', 'waived', 'failed'));
alter table call_up_check drop constraint call_up_check_check;
alter table call_up_check add constraint call_up_check_reason check (state not in ('waived', 'failed') or reason <> '');
alter table call_up_line add column overridden_against text not null default '', add column is_share boolean not null default false;
`,
  },
]
