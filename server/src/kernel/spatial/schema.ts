import type { Generated, JSONColumnType } from 'kysely'
import type { Migration } from '../database/migrate.ts'

interface SpatialPointTable {
  layer: string
  id: string
  lng: number
  lat: number
  unit_id: string | null
  open: boolean
  title: string
  tags: JSONColumnType<Record<string, string | number | boolean | null>>
  removed: Generated<boolean>
  version: Generated<number>
}

declare module '../database/database.ts' {
  interface Tables {
    spatial_point: SpatialPointTable
  }
}

/**
 * Where things are, for all nodes to keep in memory. `version` is drawn while the row is locked, so of two versions of one row the greater is the
 * one committed later; a removed row stays for that reason.
 */
export const spatialSchema: Migration[] = [
  {
    id: '2026-11-24-00-spatial-point',
    sql: /* sql */ `
create sequence spatial_point_version;
create table spatial_point (
  layer text not null,
  id text not null,
  lng double precision not null check (lng between -180 and 180),
  lat double precision not null check (lat between -90 and 90),
  unit_id uuid,
  open boolean not null,
  title text not null,
  tags jsonb not null,
  removed boolean not null default false,
  version bigint not null default nextval('spatial_point_version'),
  primary key (layer, id)
);
`,
  },
]
