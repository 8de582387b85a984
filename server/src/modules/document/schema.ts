import type { Generated } from 'kysely'
import type { Migration } from '../../kernel/database/migrate.ts'

export interface DocumentSeriesTable {
  series: string
  year: number
  /** The last number used, here or on paper before. */
  last_issue: number
  /** The last number this system gave out itself; 0 while it has given none. */
  issued_here: Generated<number>
}

declare module '../../kernel/database/database.ts' {
  interface Tables {
    document_series: DocumentSeriesTable
  }
}

export const documentSchema: Migration[] = [
  {
    id: '2026-11-22-06-document',
    sql: /* sql */ `
create table document_series (
  series text not null,
  year int not null check (year between 2000 and 2100),
  last_issue int not null check (last_issue >= 0),
  issued_here int not null default 0 check (issued_here between 0 and last_issue),
  primary key (series, year)
);

-- A number that was given out is never given out again.
create function document_series_keeps_its_numbers() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' or new.issued_here < old.issued_here then
    raise exception '已编发的文号不可收回' using errcode = 'insufficient_privilege';
  end if;
  return new;
end $$;
create trigger document_series_keeps_its_numbers before update or delete on document_series
  for each row execute function document_series_keeps_its_numbers();
`,
  },
]
