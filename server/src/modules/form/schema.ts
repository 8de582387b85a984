import type { RuleSource } from '@anlan/contract/codec.ts'
import type { FormDefinition, FormSchedule, PieceWay } from '@anlan/contract/form.ts'
import type { Generated, JSONColumnType, Selectable } from 'kysely'
import type { Migration } from '../../kernel/database/migrate.ts'

interface FormTable {
  id: string
  /** Set for those that came with the product. */
  code: string | null
  name: string
  purpose: string
  draft: JSONColumnType<FormDefinition>
  draft_changed: boolean
  revision: number
  saved_by_name: string
  /** The version in force; null until the first is published. */
  version: number | null
  enabled: boolean
  created_at: Date
}
interface FormVersionTable {
  id: string
  form_id: string
  version: number
  definition: JSONColumnType<FormDefinition>
  note: string
  published_at: Date
  published_by_name: string
}
/** As stored: an instant is text in JSON. */
export type StoredSchedule = Exclude<FormSchedule, { kind: 'once' }> | { kind: 'once'; dueAt: string }
interface CollectionTable {
  id: string
  form_id: string
  title: string
  unit_id: string
  schedule: JSONColumnType<StoredSchedule>
  source: JSONColumnType<RuleSource>
  /** What another module keeps it for; unique among the open ones. */
  origin: string | null
  from_at: Date
  until_at: Date | null
  last_due_at: Date | null
  closed_at: Date | null
  close_reason: string | null
  created_by_name: string
}
interface CollectionUnitTable {
  collection_id: string
  unit_id: string
  since: Date
  until: Date | null
}
interface RoundTable {
  id: string
  collection_id: string
  due_at: Date
  opens_at: Date
  version: number
}
interface PieceTable {
  id: string
  round_id: string
  collection_id: string
  form_id: string
  version: number
  unit_id: string
  opens_at: Date
  due_at: Date
  state: 'owed' | 'submitted' | 'returned' | 'cancelled'
  draft: JSONColumnType<Record<string, unknown>> | null
  revision: Generated<number>
  saved_at: Date | null
  saved_by_name: string | null
  submission_id: string | null
  is_none: Generated<boolean>
  /** When the first hand-in counts from: by it the piece is late or not, whatever is corrected later. */
  first_done_at: Date | null
  obligation_id: string | null
}
interface SubmissionTable {
  id: string
  piece_id: string
  ordinal: number
  is_none: boolean
  values: JSONColumnType<Record<string, unknown>>
  way: PieceWay
  written_at: Date | null
  written_by: string | null
  submitted_at: Date
  submitted_by: string | null
  submitted_by_name: string
  done_at: Date
  returned_at: Date | null
  returned_by_name: string | null
  returned_reason: string | null
}

declare module '../../kernel/database/database.ts' {
  interface Tables {
    form: FormTable
    form_version: FormVersionTable
    form_collection: CollectionTable
    form_collection_unit: CollectionUnitTable
    form_round: RoundTable
    form_piece: PieceTable
    form_submission: SubmissionTable
  }
}
export type FormRow = Selectable<FormTable>
export type Collection = Selectable<CollectionTable>
export type Round = Selectable<RoundTable>
export type Piece = Selectable<PieceTable>
export type Submission = Selectable<SubmissionTable>

export const formSchema: Migration[] = [
  {
    id: '2026-11-23-55-form',
    sql: /* sql */ `
create table form (
  id uuid primary key, code text unique, name text not null unique, purpose text not null,
  draft jsonb not null, draft_changed boolean not null, revision int not null, saved_by_name text not null,
  version int, enabled boolean not null default true, created_at timestamptz(3) not null
);
-- A version that was in force never changes: pieces point at it for good.
create table form_version (
  id uuid primary key, form_id uuid not null references form, version int not null, definition jsonb not null,
  note text not null, published_at timestamptz(3) not null, published_by_name text not null, unique (form_id, version)
);
create table form_collection (
  id uuid primary key, form_id uuid not null references form, title text not null, unit_id uuid not null references unit,
  schedule jsonb not null, source jsonb not null, origin text, from_at timestamptz(3) not null, until_at timestamptz(3),
  last_due_at timestamptz(3), closed_at timestamptz(3), close_reason text, created_by_name text not null,
  check ((closed_at is null) = (close_reason is null))
);
create unique index form_collection_origin on form_collection (origin) where closed_at is null;
create index form_collection_keeper on form_collection (unit_id, closed_at);
create table form_collection_unit (
  collection_id uuid not null references form_collection, unit_id uuid not null references unit,
  since timestamptz(3) not null, until timestamptz(3), primary key (collection_id, unit_id)
);
create index form_collection_unit_unit on form_collection_unit (unit_id);
create table form_round (
  id uuid primary key, collection_id uuid not null references form_collection, due_at timestamptz(3) not null,
  opens_at timestamptz(3) not null, version int not null, unique (collection_id, due_at)
);
create table form_piece (
  id uuid primary key, round_id uuid not null references form_round, collection_id uuid not null references form_collection,
  form_id uuid not null, version int not null, unit_id uuid not null references unit,
  opens_at timestamptz(3) not null, due_at timestamptz(3) not null,
  state text not null check (state in ('owed', 'submitted', 'returned', 'cancelled')),
  draft jsonb, revision int not null default 1, saved_at timestamptz(3), saved_by_name text,
  submission_id uuid, is_none boolean not null default false, first_done_at timestamptz(3), obligation_id uuid,
  unique (round_id, unit_id), foreign key (form_id, version) references form_version (form_id, version),
  check (state <> 'submitted' or (submission_id is not null and first_done_at is not null))
);
create index form_piece_unit on form_piece (unit_id, due_at);
create index form_piece_collection on form_piece (collection_id, due_at);
create table form_submission (
  id uuid primary key, piece_id uuid not null references form_piece, ordinal int not null, is_none boolean not null,
  values jsonb not null, way text not null check (way in ('screen', 'paper', 'phone')),
  written_at timestamptz(3), written_by text, submitted_at timestamptz(3) not null, submitted_by uuid,
  submitted_by_name text not null, done_at timestamptz(3) not null,
  returned_at timestamptz(3), returned_by_name text, returned_reason text,
  unique (piece_id, ordinal), check (way = 'screen' or (written_at is not null and written_by is not null))
);
alter table form_piece add foreign key (submission_id) references form_submission;
`,
  },
]
