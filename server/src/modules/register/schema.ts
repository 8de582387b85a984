import type { Generated, JSONColumnType } from 'kysely'
import type { Migration } from '../../kernel/database/migrate.ts'
import type { Values } from './declaration/ledger.ts'

interface RegisterRecordTable {
  id: string
  ledger: string
  unit_id: string
  key: string | null
  values: JSONColumnType<Values>
  lng: number | null
  lat: number | null
  area_code: string | null
  version: Generated<number>
  created_at: Date
  updated_at: Date
  verified_at: Date | null
  verified_by: string | null
  verify_due_on: string | null
  removed_at: Date | null
  removed_reason: string | null
}
interface RegisterExtraFieldTable {
  id: string
  ledger: string
  name: string
  label: string
  kind: string
  required: boolean
  sensitive: boolean
  unit: string
  options: JSONColumnType<string[]>
  enabled: Generated<boolean>
  sort: Generated<number>
}
interface DictionaryEntryTable {
  dictionary: string
  code: string
  label: string
  sort: number
  /** Offered today: not switched off, and within its days. */
  enabled: Generated<boolean>
  switched_off: Generated<boolean>
  source: string
  confidence: string
  valid_from: string | null
  valid_to: string | null
}
interface DictionaryTable {
  name: string
  label: string
}

declare module '../../kernel/database/database.ts' {
  interface Tables {
    register_record: RegisterRecordTable
    register_extra_field: RegisterExtraFieldTable
    dictionary: DictionaryTable
    dictionary_entry: DictionaryEntryTable
  }
}

/**
 * One row per record of any ledger. Where another module owns the values, its tables hold them and the row here keeps the rest; version,
 * confirmation and removal are the same for all.
 */
export const registerSchema: Migration[] = [
  {
    id: '2026-11-22-26-register',
    sql: /* sql */ `
create table dictionary (
  name text primary key,
  label text not null
);
create table dictionary_entry (
  dictionary text not null references dictionary,
  code text not null,
  label text not null,
  sort int not null,
  enabled boolean not null default true,
  source text not null,
  confidence text not null check (confidence in ('确', '较确', '待核', '设计')),
  valid_from date,
  valid_to date,
  primary key (dictionary, code)
);
create table register_record (
  id uuid primary key,
  ledger text not null,
  unit_id uuid not null references unit,
  key text,
  values jsonb not null default '{}',
  lng double precision,
  lat double precision,
  area_code text,
  version int not null default 1,
  created_at timestamptz(3) not null,
  updated_at timestamptz(3) not null,
  verified_at timestamptz(3),
  verified_by text,
  verify_due_on date,
  removed_at timestamptz(3),
  removed_reason text
);
create unique index register_record_key on register_record (ledger, key) where removed_at is null;
create index register_record_changed on register_record (ledger, updated_at desc, id desc);
create index register_record_unit on register_record (unit_id, ledger);
create index register_record_due on register_record (verify_due_on) where removed_at is null;
create index register_record_place on register_record using gist (point(lng, lat)) where lng is not null and removed_at is null;

create table register_extra_field (
  id uuid primary key,
  ledger text not null,
  name text not null,
  label text not null,
  kind text not null,
  required boolean not null,
  sensitive boolean not null,
  unit text not null,
  options jsonb not null,
  enabled boolean not null default true,
  sort int not null default 0,
  unique (ledger, name),
  unique (ledger, label)
);
`,
  },
]
