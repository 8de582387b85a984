import type { Confidence } from '@anlan/contract/codec.ts'
import type { Generated } from 'kysely'
import type { Migration } from '../../kernel/database/migrate.ts'

interface AreaStandardTable {
  duration: string
  square_metres: number
  source: string
  confidence: Confidence
  version: Generated<number>
}
interface ShelterOpeningTable {
  id: string
  shelter_id: string
  unit_id: string
  event_id: string | null
  purpose: string
  opened_at: Date
  opened_by: string
  closed_at: Date | null
  close_reason: string | null
  closed_by: string | null
  capacity: number
  occupants: number
  exceeded_reason: string | null
}
interface ShelterEntryTable {
  id: string
  opening_id: string
  name: string
  id_number: string
  persons: number
  present: number
  village: string
  household: string
  vulnerable: string[]
  entered_at: Date
  entered_by: string
  over_reason: string | null
  recorded_at: Date
}
interface ShelterLeavingTable {
  id: string
  entry_id: string
  persons: number
  left_at: Date
  where_to: string
  recorded_by: string
  recorded_at: Date
}

declare module '../../kernel/database/database.ts' {
  interface Tables {
    shelter_area_standard: AreaStandardTable
    shelter_opening: ShelterOpeningTable
    shelter_entry: ShelterEntryTable
    shelter_leaving: ShelterLeavingTable
  }
}

export const shelterSchema: Migration[] = [
  {
    id: '2026-11-24-50-shelter',
    sql: /* sql */ `
create table shelter_area_standard (
  duration text primary key check (duration in ('emergency', 'short', 'long')),
  square_metres double precision not null check (square_metres > 0),
  source text not null,
  confidence text not null,
  version int not null default 1
);
create table shelter_opening (
  id uuid primary key,
  shelter_id uuid not null references register_record,
  unit_id uuid not null references unit,
  event_id uuid,
  purpose text not null,
  opened_at timestamptz(3) not null,
  opened_by text not null,
  closed_at timestamptz(3),
  close_reason text,
  closed_by text,
  capacity int not null check (capacity >= 0),
  occupants int not null default 0 check (occupants >= 0),
  exceeded_reason text,
  -- More people than places only with a stated reason.
  constraint shelter_opening_capacity check (occupants <= capacity or exceeded_reason is not null),
  -- Nobody is left behind in a shelter that is closed.
  constraint shelter_opening_empty check (closed_at is null or occupants = 0)
);
create unique index shelter_opening_open on shelter_opening (shelter_id) where closed_at is null;
create index shelter_opening_shelter on shelter_opening (shelter_id, opened_at desc);

create table shelter_entry (
  id uuid primary key,
  opening_id uuid not null references shelter_opening,
  name text not null,
  id_number text not null,
  persons int not null check (persons > 0),
  present int not null check (present between 0 and persons),
  village text not null,
  household text not null,
  vulnerable text[] not null,
  entered_at timestamptz(3) not null,
  entered_by text not null,
  over_reason text,
  recorded_at timestamptz(3) not null
);
create index shelter_entry_opening on shelter_entry (opening_id, entered_at);
create unique index shelter_entry_person on shelter_entry (opening_id, id_number) where id_number <> '' and present > 0;
create table shelter_leaving (
  id uuid primary key,
  entry_id uuid not null references shelter_entry,
  persons int not null check (persons > 0),
  left_at timestamptz(3) not null,
  where_to text not null,
  recorded_by text not null,
  recorded_at timestamptz(3) not null
);
create index shelter_leaving_entry on shelter_leaving (entry_id);
`,
  },
]
