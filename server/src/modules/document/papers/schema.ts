import type { DefaultRecipient, PaperSection, PaperState, PaperStep, PaperUrgency } from '@anlan/contract/paper.ts'
import type { Role } from '@anlan/contract/permissions.ts'
import type { Generated, JSONColumnType, Selectable } from 'kysely'
import type { Migration } from '../../../kernel/database/migrate.ts'

export interface PaperKindTable {
  code: string
  name: string
  purpose: string
  series: string | null
  pattern: string | null
  head: 'report' | 'plain'
  sections: JSONColumnType<string[]>
  needs_review: boolean
  signers: Role[]
  recipients: JSONColumnType<DefaultRecipient[]>
  sort: number
  enabled: boolean
  source: string
  confidence: '确' | '较确' | '待核' | '设计'
}
export type PaperKind = Selectable<PaperKindTable>

export interface PaperTable {
  id: string
  kind: string
  unit_id: string
  state: PaperState
  title: string
  urgency: PaperUrgency
  secrecy: string
  sections: JSONColumnType<PaperSection[]>
  note: string
  contact: string
  series: string | null
  year: number | null
  issue: number | null
  number: string | null
  revision: number
  /** What it was drafted from, where only one may be drafted from it: `daily/2026-07-12`. */
  origin: string | null
  drafted_by: string | null
  drafted_by_name: string
  created_at: Date
  signed_at: Date | null
  signed_by_name: string | null
  sent_at: Date | null
  withdrawn_at: Date | null
  withdrawn_reason: string | null
  replaces_id: string | null
}
export type Paper = Selectable<PaperTable>

interface PaperDeliveryTable {
  id: string
  paper_id: string
  unit_id: string
  post_id: string | null
  /** As it stands on the paper. */
  name: string
  copy: boolean
  in_system: boolean
  sort: number
  sent_at: Date | null
  received_at: Date | null
  received_by_name: string | null
  delivered_manually_at: Date | null
  delivered_how: string | null
  reminded_at: Date | null
  reminders: Generated<number>
}
export type PaperDelivery = Selectable<PaperDeliveryTable>

interface PaperSignatureTable {
  id: string
  paper_id: string
  step: PaperStep
  account_id: string | null
  by_name: string
  at: Date
  opinion: string
  sort: Generated<number>
}
interface PaperRevisionTable {
  paper_id: string
  revision: number
  title: string
  sections: JSONColumnType<PaperSection[]>
  saved_at: Date
  saved_by: string | null
  saved_by_name: string
}
interface PaperFileTable {
  paper_id: string
  file_id: string
  sort: number
}
interface PaperEventTable {
  paper_id: string
  event_id: string
  title: string
  sort: number
}

declare module '../../../kernel/database/database.ts' {
  interface Tables {
    paper_kind: PaperKindTable
    paper: PaperTable
    paper_delivery: PaperDeliveryTable
    paper_signature: PaperSignatureTable
    paper_revision: PaperRevisionTable
    paper_file: PaperFileTable
    paper_event: PaperEventTable
  }
}

export const paperSchema: Migration[] = [
  {
    id: '2026-11-22-40-papers',
    sql: /* sql */ `
create table paper_kind (
  code text primary key, name text not null, purpose text not null, series text, pattern text, head text not null check (head in ('report', 'plain')),
  sections jsonb not null, needs_review boolean not null, signers text[] not null, recipients jsonb not null, sort int not null, enabled boolean not null,
  source text not null, confidence text not null, check ((series is null) = (pattern is null))
);
create table paper (
  id uuid primary key,
  kind text not null references paper_kind,
  unit_id uuid not null references unit,
  state text not null check (state in ('draft', 'review', 'signing', 'signed', 'sent', 'withdrawn', 'discarded')),
  title text not null,
  urgency text check (urgency in ('特急', '加急')),
  secrecy text not null check (secrecy in ('公开', '内部', '工作秘密')),
  sections jsonb not null,
  note text not null,
  contact text not null,
  series text,
  year int,
  issue int,
  number text,
  revision int not null,
  origin text,
  drafted_by uuid,
  drafted_by_name text not null,
  created_at timestamptz(3) not null,
  signed_at timestamptz(3),
  signed_by_name text,
  sent_at timestamptz(3),
  withdrawn_at timestamptz(3),
  withdrawn_reason text,
  replaces_id uuid references paper,
  unique (series, year, issue),
  check ((state in ('signed', 'sent', 'withdrawn')) = (signed_at is not null)),
  check ((state in ('sent', 'withdrawn')) = (sent_at is not null)),
  check ((state = 'withdrawn') = (withdrawn_at is not null))
);
create index paper_unit on paper (unit_id, created_at desc, id desc);
create index paper_recent on paper (created_at desc, id desc);
create index paper_waiting on paper (state, created_at desc) where state in ('draft', 'review', 'signing', 'signed');
-- Drafted by itself once, whichever node comes first.
create unique index paper_origin on paper (origin) where origin is not null and state <> 'discarded';
-- A paper is replaced by one other.
create unique index paper_replaces on paper (replaces_id) where replaces_id is not null and state <> 'discarded';

-- What was signed stays as it was signed.
create function signed_paper_never_changes() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' then
    raise exception '公文不可删除' using errcode = 'insufficient_privilege';
  end if;
  if old.signed_at is not null
    and ((to_jsonb(new) - array['state', 'sent_at', 'withdrawn_at', 'withdrawn_reason'])
      <> (to_jsonb(old) - array['state', 'sent_at', 'withdrawn_at', 'withdrawn_reason'])
      or (old.sent_at is not null and new.sent_at is distinct from old.sent_at)
      or (old.withdrawn_at is not null and to_jsonb(new) <> to_jsonb(old))) then
    raise exception '已签发的公文不可更改' using errcode = 'insufficient_privilege';
  end if;
  return new;
end $$;
create trigger signed_paper_never_changes before update or delete on paper for each row execute function signed_paper_never_changes();
create trigger paper_no_truncate before truncate on paper for each statement execute function refuse_change();

create table paper_delivery (
  id uuid primary key,
  paper_id uuid not null references paper,
  unit_id uuid not null references unit,
  post_id uuid,
  name text not null,
  copy boolean not null,
  in_system boolean not null,
  sort int not null,
  sent_at timestamptz(3),
  received_at timestamptz(3),
  received_by_name text,
  delivered_manually_at timestamptz(3),
  delivered_how text,
  reminded_at timestamptz(3),
  reminders int not null default 0,
  check (received_at is null or sent_at is not null)
);
create unique index paper_delivery_once on paper_delivery (paper_id, unit_id, coalesce(post_id, unit_id));
create index paper_delivery_inbox on paper_delivery (unit_id, sent_at desc) where sent_at is not null;
-- A receipt is not taken back, and of a sent paper no recipient is lost.
create function paper_receipt_stays() returns trigger language plpgsql as $$
begin
  if old.sent_at is not null and (tg_op = 'DELETE' or new.sent_at is distinct from old.sent_at
    or new.unit_id <> old.unit_id or new.name <> old.name
    or (old.received_at is not null and new.received_at is distinct from old.received_at)) then
    raise exception '已分发公文的接收记录不可更改' using errcode = 'insufficient_privilege';
  end if;
  return case when tg_op = 'DELETE' then old else new end;
end $$;
create trigger paper_receipt_stays before update or delete on paper_delivery for each row execute function paper_receipt_stays();

create table paper_signature (
  id uuid primary key, paper_id uuid not null references paper, step text not null, account_id uuid, by_name text not null, at timestamptz(3) not null,
  opinion text not null, sort int generated always as identity
);
create index paper_signature_paper on paper_signature (paper_id, sort);
create trigger paper_signature_append_only before update or delete on paper_signature for each row execute function refuse_change();
create table paper_revision (
  paper_id uuid not null references paper, revision int not null, title text not null, sections jsonb not null, saved_at timestamptz(3) not null,
  saved_by uuid, saved_by_name text not null, primary key (paper_id, revision)
);
create trigger paper_revision_append_only before update or delete on paper_revision for each row execute function refuse_change();
create table paper_file (paper_id uuid not null references paper, file_id uuid not null references file, sort int not null, primary key (paper_id, file_id));
create table paper_event (paper_id uuid not null references paper, event_id uuid not null, title text not null, sort int not null, primary key (paper_id, event_id));
create index paper_event_event on paper_event (event_id);
`,
  },
]
