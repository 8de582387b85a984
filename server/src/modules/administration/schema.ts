import type { JSONColumnType } from 'kysely'
import type { Migration } from '../../kernel/database/migrate.ts'

interface SettingChangeTable {
  id: string
  key: string
  before: JSONColumnType<{ value: number | boolean | string }>
  after: JSONColumnType<{ value: number | boolean | string }>
  reason: string
  at: Date
  by_account_id: string | null
  by_name: string
}

declare module '../../kernel/database/database.ts' {
  interface Tables {
    setting_change: SettingChangeTable
  }
}

export const administrationSchema: Migration[] = [
  {
    id: '2026-11-22-16-setting-changes',
    sql: /* sql */ `
create table setting_change (
  id uuid primary key,
  key text not null,
  before jsonb not null,
  after jsonb not null,
  reason text not null,
  at timestamptz(3) not null,
  by_account_id uuid,
  by_name text not null
);
create index setting_change_of on setting_change (key, at);
create trigger setting_change_append_only before update or delete on setting_change for each row execute function refuse_change();
create trigger setting_change_no_truncate before truncate on setting_change for each statement execute function refuse_change();
`,
  },
]
