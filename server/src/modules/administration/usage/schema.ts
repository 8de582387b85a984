import type { MaintenanceKind } from '@anlan/contract/usage.ts'
import type { Migration } from '../../../kernel/database/migrate.ts'

interface MaintenanceTable {
  id: string
  kind: MaintenanceKind
  done_at: Date
  succeeded: boolean
  done_by: string
  note: string
  recorded_at: Date
  recorded_by: string
}

declare module '../../../kernel/database/database.ts' {
  interface Tables {
    maintenance: MaintenanceTable
  }
}

export const usageSchema: Migration[] = [
  {
    id: '2026-11-22-32-maintenance',
    sql: /* sql */ `
create table maintenance (
  id uuid primary key,
  kind text not null,
  done_at timestamptz(3) not null,
  succeeded boolean not null,
  done_by text not null,
  note text not null,
  recorded_at timestamptz(3) not null,
  recorded_by text not null
);
create index maintenance_done on maintenance (done_at, id);
create trigger maintenance_append_only before update or delete on maintenance for each row execute function refuse_change();
create trigger maintenance_no_truncate before truncate on maintenance for each statement execute function refuse_change();
`,
  },
]
