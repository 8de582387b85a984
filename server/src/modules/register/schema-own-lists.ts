import type { JSONColumnType } from 'kysely'
import type { Migration } from '../../kernel/database/migrate.ts'

interface RegisterSavedViewTable {
  id: string
  ledger: string
  account_id: string
  by_name: string
  unit_id: string
  name: string
  shared: boolean
  query: JSONColumnType<Record<string, string>>
  columns: JSONColumnType<string[]>
  created_at: Date
}

declare module '../../kernel/database/database.ts' {
  interface Tables {
    register_saved_view: RegisterSavedViewTable
  }
}

/** What a county makes of its ledgers: kept lists; and words that are never taken away again. */
export const registerOwnLists: Migration[] = [
  {
    id: '2026-11-22-30-register-own-lists',
    sql: /* sql */ `
create table register_saved_view (
  id uuid primary key,
  ledger text not null,
  account_id uuid not null,
  by_name text not null,
  unit_id uuid not null references unit,
  name text not null,
  shared boolean not null,
  query jsonb not null,
  columns jsonb not null,
  created_at timestamptz(3) not null,
  unique (account_id, ledger, name)
);
create index register_saved_view_unit on register_saved_view (unit_id, ledger) where shared;

-- Records hold the codes: an entry is switched off, never deleted, and its code stays what it is.
create function dictionary_entry_stays() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' or new.code <> old.code or new.dictionary <> old.dictionary then
    raise exception '字典条目只能停用，不能删除或改变代码' using errcode = 'insufficient_privilege';
  end if;
  return new;
end $$;
create trigger dictionary_entry_stays before update or delete on dictionary_entry for each row execute function dictionary_entry_stays();
alter table dictionary_entry add check (valid_to is null or valid_from is null or valid_from <= valid_to);
alter table dictionary_entry add unique (dictionary, label);
`,
  },
  {
    id: '2026-11-22-31-dictionary-days',
    sql: /* sql */ `alter table dictionary_entry add column switched_off boolean not null default false`,
  },
]
