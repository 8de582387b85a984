import type { UnitKind } from '@anlan/contract/directory.ts'
import type { JSONColumnType } from 'kysely'
import type { Migration } from '../../kernel/database/migrate.ts'

export interface UnitTable {
  id: string
  name: string
  short_name: string
  kind: UnitKind
  parent_id: string | null
  area_code: string | null
  duty_phone: string | null
  sort: number
  enabled: boolean
  fax: string | null
  note: string | null
  /** The unit this one went into. */
  merged_into_id: string | null
  ended_at: Date | null
}
interface UnitFunctionTable {
  function: string
  unit_id: string
}
interface PersonTable {
  id: string
  name: string
  mobile: string | null
  email: string | null
  unit_id: string
  enabled: boolean
  office_phone: string | null
  fax: string | null
  note: string | null
  left_at: Date | null
  left_reason: string | null
}
interface PostTable {
  id: string
  unit_id: string
  name: string
  kind: string
  superior_post_id: string | null
  sort: number
}
interface PostHolderTable {
  post_id: string
  person_id: string
  order: number
}
type Ring = [number, number][]
interface AreaTable {
  code: string
  name: string
  kind: 'province' | 'city' | 'county' | 'town' | 'village'
  parent_code: string | null
  households: number | null
  population: number | null
  area_km2: number | null
  /** Null where nobody has said where its middle lies. */
  center_lng: number | null
  center_lat: number | null
  outline: JSONColumnType<Ring> | null
}
interface RiverTable {
  name: string
  line: JSONColumnType<Ring>
  length_km: number
  warning_level_m: number | null
  guarantee_level_m: number | null
}

declare module '../../kernel/database/database.ts' {
  interface Tables {
    unit: UnitTable
    unit_function: UnitFunctionTable
    person: PersonTable
    post: PostTable
    post_holder: PostHolderTable
    area: AreaTable
    river: RiverTable
  }
}

export const directorySchema: Migration[] = [
  {
    id: '2026-11-22-02-directory',
    sql: /* sql */ `
create table area (
  code text primary key check (code ~ '^[0-9]{12}$'),
  name text not null,
  kind text not null,
  parent_code text references area,
  households int,
  population int,
  area_km2 numeric,
  center_lng double precision not null,
  center_lat double precision not null,
  outline jsonb
);
create table river (
  name text primary key,
  line jsonb not null,
  length_km numeric not null,
  warning_level_m numeric,
  guarantee_level_m numeric
);
create table unit (
  id uuid primary key,
  name text not null,
  short_name text not null,
  kind text not null,
  parent_id uuid references unit,
  area_code text references area,
  duty_phone text,
  sort int not null default 0,
  enabled boolean not null default true
);
create index unit_parent on unit (parent_id);
create index unit_area on unit (area_code);
create unique index unit_name on unit (name, coalesce(parent_id, '00000000-0000-0000-0000-000000000000'));

-- Which unit fills an office that rules speak of (县总值班室, 县应急管理局, 市总值班室 …). Data, so that a rename or merger edits one row.
create table unit_function (
  function text primary key,
  unit_id uuid not null references unit
);
create table person (
  id uuid primary key,
  name text not null,
  mobile text,
  email text,
  unit_id uuid not null references unit,
  enabled boolean not null default true
);
create index person_unit on person (unit_id);
create index person_mobile on person (mobile);
create table post (
  id uuid primary key,
  unit_id uuid not null references unit,
  name text not null,
  kind text not null,
  superior_post_id uuid references post,
  sort int not null default 0
);
create index post_unit on post (unit_id);
create table post_holder (
  post_id uuid not null references post on delete cascade,
  person_id uuid not null references person,
  "order" int not null,
  primary key (post_id, person_id),
  unique (post_id, "order")
);
create index post_holder_person on post_holder (person_id);
`,
  },
]
