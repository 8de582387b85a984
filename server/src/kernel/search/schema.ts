import type { Migration } from '../database/migrate.ts'

interface SearchDocumentTable {
  kind: string
  id: string
  unit_id: string | null
  matter_id: string | null
  title: string
  body: string
  grams: unknown
  updated_at: Date
}

declare module '../database/database.ts' {
  interface Tables {
    search_document: SearchDocumentTable
  }
}

/** One row per thing that can be found by its words. `body` is text as search compares it; `grams` its pairs of characters. */
export const searchSchema: Migration[] = [
  {
    id: '2026-11-22-25-search',
    sql: /* sql */ `
create table search_document (
  kind text not null,
  id uuid not null,
  unit_id uuid,
  matter_id uuid,
  title text not null,
  body text not null,
  grams tsvector not null,
  updated_at timestamptz(3) not null,
  primary key (kind, id)
);
create index search_document_grams on search_document using gin (grams) with (fastupdate = off);
`,
  },
  {
    // The pairs are read by way of the index only: out of line, they do not lie between the texts that a search reads.
    id: '2026-11-22-64-search-grams-aside',
    sql: /* sql */ `
alter table search_document alter column grams set storage external;
alter table search_document alter column body set storage main;
alter table search_document alter column title set storage main;
alter table search_document set (toast_tuple_target = 1024);
`,
  },
]
