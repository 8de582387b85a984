import type { ResponsibilityRole } from '@anlan/contract/responsibility.ts'
import type { Migration } from '../../../kernel/database/migrate.ts'

interface ResponsibilityTable {
  event_type_code: string
  unit_id: string
  role: ResponsibilityRole
  since: Date
}

declare module '../../../kernel/database/database.ts' {
  interface Tables {
    responsibility: ResponsibilityTable
  }
}

/** 职责矩阵: what the county has set itself; everything else follows from the type above or the office that usually leads. */
export const responsibilitySchema: Migration[] = [
  {
    id: '2026-11-22-47-responsibility',
    sql: /* sql */ `
create table responsibility (
  event_type_code text not null references event_type,
  unit_id uuid not null references unit,
  role text not null check (role in ('lead', 'support')),
  since timestamptz(3) not null,
  primary key (event_type_code, unit_id)
);
create index responsibility_unit on responsibility (unit_id);
`,
  },
  {
    id: '2026-11-22-48-support-offices',
    sql: /* sql */ `
alter table event_type add column support_functions text[];
`,
  },
]
