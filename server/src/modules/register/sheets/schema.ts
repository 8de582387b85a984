import type { Generated, JSONColumnType } from 'kysely'
import type { Migration } from '../../../kernel/database/migrate.ts'
import type { Values } from '../declaration/ledger.ts'
import type { CellError, Given } from './importing/read-rows.ts'

interface RegisterImportTable {
  id: string
  ledger: string
  unit_id: string
  file_name: string
  digest: string
  state: Generated<'previewed' | 'applied' | 'undone' | 'discarded'>
  uploaded_at: Date
  uploaded_by: string
  applied_at: Date | null
  undone_at: Date | null
  remarks: JSONColumnType<string[]>
}
interface RegisterImportRowTable {
  import_id: string
  position: number
  sheet: string
  row: number
  action: 'create' | 'change' | 'same' | 'refused'
  title: string
  shown: JSONColumnType<Record<string, string>>
  changes: JSONColumnType<{ label: string; before: string | null; after: string | null }[]>
  errors: JSONColumnType<CellError[]>
  columns: JSONColumnType<Record<string, string>>
  given: JSONColumnType<Given> | null
  record_id: string | null
  seen_version: number | null
  before: JSONColumnType<{ unitId: string; values: Values }> | null
  applied_version: number | null
  /** By which rows about the same record find each other. */
  key: string | null
  /** Counts the corrections of the row. */
  revision: Generated<number>
}

declare module '../../../kernel/database/database.ts' {
  interface Tables {
    register_import: RegisterImportTable
    register_import_row: RegisterImportRowTable
  }
}

/**
 * An import and its rows: what each said (`given`, until it is settled), which record it is about in which version, and what was there before
 * (`before`, kept for the undoing).
 */
export const sheetsSchema: Migration[] = [
  {
    id: '2026-11-22-27-register-imports',
    sql: /* sql */ `
create table register_import (
  id uuid primary key,
  ledger text not null,
  unit_id uuid not null references unit,
  file_name text not null,
  digest text not null,
  state text not null default 'previewed' check (state in ('previewed', 'applied', 'undone', 'discarded')),
  uploaded_at timestamptz(3) not null,
  uploaded_by text not null,
  applied_at timestamptz(3),
  undone_at timestamptz(3),
  remarks jsonb not null,
  check ((state in ('applied', 'undone')) = (applied_at is not null)),
  check ((state = 'undone') = (undone_at is not null))
);
create index register_import_latest on register_import (ledger, uploaded_at desc, id desc);
create table register_import_row (
  import_id uuid not null references register_import on delete cascade,
  position int not null,
  sheet text not null,
  row int not null,
  action text not null check (action in ('create', 'change', 'same', 'refused')),
  title text not null,
  shown jsonb not null,
  changes jsonb not null,
  errors jsonb not null,
  columns jsonb not null,
  given jsonb,
  record_id uuid,
  seen_version int,
  before jsonb,
  applied_version int,
  primary key (import_id, position)
);
create index register_import_row_action on register_import_row (import_id, action, position);
`,
  },
  {
    id: '2026-11-23-65-register-import-corrections',
    sql: /* sql */ `
alter table register_import_row add column key text, add column revision int not null default 1;
create index register_import_row_key on register_import_row (import_id, key);
`,
  },
]
