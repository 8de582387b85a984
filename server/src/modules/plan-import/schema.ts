import type { PlanProposal } from '@anlan/contract/plan-import.ts'
import type { JSONColumnType, Selectable } from 'kysely'
import type { Migration } from '../../kernel/database/migrate.ts'

interface PlanImportTable {
  id: string
  name: string
  unit_id: string
  paragraphs: JSONColumnType<{ text: string; label: string; inTable: boolean }[]>
  proposals: JSONColumnType<PlanProposal[]>
  version: number
  created_at: Date
  created_by: string | null
  created_by_name: string | null
  plan_id: string | null
  discarded_at: Date | null
}
export type PlanImport = Selectable<PlanImportTable>

declare module '../../kernel/database/database.ts' {
  interface Tables {
    plan_import: PlanImportTable
  }
}

/** Texts brought in and what became of their proposals. A discarded one keeps only its name: its text may hold people's names. */
export const planImportSchema: Migration[] = [
  {
    id: '2026-11-25-20-plan-imports',
    sql: /* sql */ `
create table plan_import (
  id uuid primary key, name text not null, unit_id uuid not null references unit, paragraphs jsonb not null, proposals jsonb not null,
  version int not null default 1, created_at timestamptz(3) not null, created_by uuid, created_by_name text, plan_id uuid references plan,
  discarded_at timestamptz(3)
);
create index plan_import_unit on plan_import (unit_id, created_at desc);`,
  },
]
