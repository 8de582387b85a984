import type { Migration } from '../../../kernel/database/migrate.ts'

interface DeadNumberTable {
  id: string
  subject_id: string
  unit_id: string
  number: string
  problem: string
  note: string
  reported_at: Date
  reported_by: string
  obligation_id: string | null
  settled_at: Date | null
  settled_how: string | null
}
interface ContactRoundTable {
  id: string
  title: string
  due_on: string
  started_at: Date
}
interface ContactRoundUnitTable {
  round_id: string
  unit_id: string
  obligation_id: string | null
  filed_at: Date | null
  filed_by: string | null
  checked_at: Date | null
  checked_by: string | null
  remark: string
}

declare module '../../../kernel/database/database.ts' {
  interface Tables {
    dead_number: DeadNumberTable
    contact_round: ContactRoundTable
    contact_round_unit: ContactRoundUnitTable
  }
}

/** Numbers reported dead in use, and the rounds in which units file their contacts and the county checks them. */
export const directoryCareSchema: Migration[] = [
  {
    id: '2026-11-22-46-directory-care',
    sql: /* sql */ `
create table dead_number (
  id uuid primary key,
  subject_id uuid not null,
  unit_id uuid not null references unit,
  number text not null,
  problem text not null,
  note text not null,
  reported_at timestamptz(3) not null,
  reported_by text not null,
  obligation_id uuid,
  settled_at timestamptz(3),
  settled_how text
);
create unique index dead_number_open on dead_number (subject_id, number) where settled_at is null;
create index dead_number_unit on dead_number (unit_id, reported_at);
create table contact_round (
  id uuid primary key,
  title text not null,
  due_on date not null,
  started_at timestamptz(3) not null
);
create table contact_round_unit (
  round_id uuid not null references contact_round,
  unit_id uuid not null references unit,
  obligation_id uuid,
  filed_at timestamptz(3),
  filed_by text,
  checked_at timestamptz(3),
  checked_by text,
  remark text not null default '',
  primary key (round_id, unit_id)
);
`,
  },
]
