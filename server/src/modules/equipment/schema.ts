import type { CheckKind, EquipmentUse, FaultSource } from '@anlan/contract/equipment.ts'
import type { Migration } from '../../kernel/database/migrate.ts'

interface EquipmentStateTable {
  equipment_id: string
  use: EquipmentUse
  since: Date
  slip_id: string | null
  event_id: string | null
}
interface EquipmentMoveTable {
  id: string
  equipment_id: string
  use: EquipmentUse
  at: Date
  slip_id: string | null
  event_id: string | null
  by_name: string
}
interface EquipmentFaultTable {
  id: string
  equipment_id: string
  what: string
  source: FaultSource
  reported_at: Date
  reported_by: string
  repaired_at: Date | null
  repaired_by: string | null
  repair: string | null
  cost_yuan: number | null
}
interface EquipmentServiceTable {
  id: string
  equipment_id: string
  kind: 'maintenance' | CheckKind
  done_on: string
  passed: boolean
  what: string
  done_by: string
  cost_yuan: number | null
  recorded_at: Date
  recorded_by: string
}

declare module '../../kernel/database/database.ts' {
  interface Tables {
    equipment_state: EquipmentStateTable
    equipment_move: EquipmentMoveTable
    equipment_fault: EquipmentFaultTable
    equipment_service: EquipmentServiceTable
  }
}

export const equipmentSchema: Migration[] = [
  {
    id: '2026-11-24-60-equipment',
    sql: /* sql */ `
create table equipment_state (
  equipment_id uuid primary key references register_record,
  use text not null check (use in ('standby', 'called', 'enRoute', 'onScene')),
  since timestamptz(3) not null,
  slip_id uuid,
  event_id uuid,
  constraint equipment_state_slip check (use = 'standby' or slip_id is not null)
);
create table equipment_move (
  id uuid primary key,
  equipment_id uuid not null references register_record,
  use text not null,
  at timestamptz(3) not null,
  slip_id uuid,
  event_id uuid,
  by_name text not null
);
create index equipment_move_of on equipment_move (equipment_id, at desc);

create table equipment_fault (
  id uuid primary key,
  equipment_id uuid not null references register_record,
  what text not null,
  source text not null check (source in ('user', 'check', 'drill')),
  reported_at timestamptz(3) not null,
  reported_by text not null,
  repaired_at timestamptz(3),
  repaired_by text,
  repair text,
  cost_yuan numeric(12, 2),
  constraint equipment_fault_repaired check ((repaired_at is null) = (repair is null))
);
create index equipment_fault_of on equipment_fault (equipment_id, reported_at desc);
-- The same fault is open once, however often it is reported.
create unique index equipment_fault_open on equipment_fault (equipment_id, what) where repaired_at is null;

create table equipment_service (
  id uuid primary key,
  equipment_id uuid not null references register_record,
  kind text not null check (kind in ('maintenance', 'annual', 'spot', 'departure', 'drill')),
  done_on date not null,
  passed boolean not null,
  what text not null,
  done_by text not null,
  cost_yuan numeric(12, 2),
  recorded_at timestamptz(3) not null,
  recorded_by text not null,
  unique (equipment_id, kind, done_on, what)
);
create index equipment_service_of on equipment_service (equipment_id, kind, done_on desc);
`,
  },
]
