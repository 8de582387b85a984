import type { BaseMap, DrawnShape, MapLine, MapView } from '@anlan/contract/map.ts'
import type { JSONColumnType, Selectable } from 'kysely'
import type { Migration } from '../../kernel/database/migrate.ts'

interface ViewTable {
  id: string
  title: string
  center_lng: number
  center_lat: number
  zoom: number
  layers: string[]
  shapes: JSONColumnType<DrawnShape[]>
  shared_with: MapView['sharedWith']
  event_id: string | null
  unit_id: string
  county_id: string | null
  account_id: string | null
  made_by: string
  made_at: Date
  removed_at: Date | null
}
export type StoredView = Selectable<ViewTable>

interface BaseMapTable {
  id: string
  kind: BaseMap['kind']
  label: string
  template: string | null
  subdomains: string[]
  file_id: string | null
  attribution: string
  approval_number: string
  min_zoom: number
  max_zoom: number
  overlay: boolean
  is_default: boolean
  version: number
  added_at: Date
  removed_at: Date | null
}
export type StoredBaseMap = Selectable<BaseMapTable>

interface LineTable {
  kind: MapLine['kind']
  name: string
  class: string | null
  line: JSONColumnType<[number, number][]>
  length_km: number
  base_map_id: string | null
}

declare module '../../kernel/database/database.ts' {
  interface Tables {
    map_view: ViewTable
    map_base: BaseMapTable
    map_line: LineTable
  }
}

export const mapSchema: Migration[] = [
  {
    id: '2026-11-24-10-map',
    sql: /* sql */ `
create table map_view (
  id uuid primary key,
  title text not null,
  center_lng double precision not null,
  center_lat double precision not null,
  zoom double precision not null,
  layers text[] not null,
  shapes jsonb not null,
  shared_with text not null check (shared_with in ('nobody', 'unit', 'county')),
  event_id uuid,
  unit_id uuid not null references unit,
  county_id uuid,
  account_id uuid,
  made_by text not null,
  made_at timestamptz(3) not null,
  removed_at timestamptz(3)
);
create index map_view_time on map_view (made_at desc, id desc) where removed_at is null;
create table map_base (
  id uuid primary key,
  kind text not null check (kind in ('pmtiles', 'geojson', 'xyz', 'wmts')),
  label text not null,
  template text,
  subdomains text[] not null default '{}',
  file_id uuid references file,
  attribution text not null,
  approval_number text not null,
  min_zoom int not null,
  max_zoom int not null check (max_zoom >= min_zoom),
  overlay boolean not null,
  is_default boolean not null,
  version int not null default 1,
  added_at timestamptz(3) not null,
  removed_at timestamptz(3),
  check ((template is null) <> (file_id is null)),
  check (not (overlay and is_default))
);
create unique index map_base_default on map_base (is_default) where is_default and removed_at is null;
-- Rivers and roads by name, beside the directory's rivers: to search, and to ask along a river.
create table map_line (
  kind text not null check (kind in ('river', 'road')),
  name text not null,
  line jsonb not null,
  length_km double precision not null,
  base_map_id uuid references map_base,
  primary key (kind, name)
);
`,
  },
  {
    id: '2026-11-24-11-class-of-roads',
    sql: /* sql */ `
alter table map_line add column class text;
`,
  },
]
