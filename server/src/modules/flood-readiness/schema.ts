import type { Generated } from 'kysely'
import type { Migration } from '../../kernel/database/migrate.ts'

interface SeasonTable {
  id: string
  title: string
  note: string
  unit_id: string
  due_on: string
  launched_at: Date
  launched_by: string
  closed_at: Date | null
  close_reason: string | null
}
interface SeasonUnitTable {
  season_id: string
  unit_id: string
  signed_at: Date | null
  signed_by: string | null
  remark: string
  /** The five as they stood when they were signed. */
  parts: string | null
}
interface StatementTable {
  season_id: string
  unit_id: string
  item: string
  ready: boolean
  evidence: string
  stated_at: Date
  stated_by: string
  version: Generated<number>
}

declare module '../../kernel/database/database.ts' {
  interface Tables {
    flood_readiness: SeasonTable
    flood_readiness_unit: SeasonUnitTable
    flood_readiness_statement: StatementTable
  }
}

export const readinessSchema: Migration[] = [
  {
    id: '2026-11-24-52-flood-readiness',
    sql: /* sql */ `
create table flood_readiness (
  id uuid primary key,
  title text not null,
  note text not null,
  unit_id uuid not null references unit,
  due_on date not null,
  launched_at timestamptz(3) not null,
  launched_by text not null,
  closed_at timestamptz(3),
  close_reason text
);
-- One check at a time.
create unique index flood_readiness_open on flood_readiness ((true)) where closed_at is null;
create table flood_readiness_unit (
  season_id uuid not null references flood_readiness,
  unit_id uuid not null references unit,
  signed_at timestamptz(3),
  signed_by text,
  remark text not null default '',
  parts jsonb,
  primary key (season_id, unit_id),
  check ((signed_at is null) = (signed_by is null) and (signed_at is null) = (parts is null))
);
create table flood_readiness_statement (
  season_id uuid not null,
  unit_id uuid not null,
  item text not null check (item in ('works', 'plans', 'training')),
  ready boolean not null,
  evidence text not null,
  stated_at timestamptz(3) not null,
  stated_by text not null,
  version int not null default 1,
  primary key (season_id, unit_id, item),
  foreign key (season_id, unit_id) references flood_readiness_unit
);
`,
  },
]
