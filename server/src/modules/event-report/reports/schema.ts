import type { Elements, ReportKind, ReportState, ViolationKind } from '@anlan/contract/event-report.ts'
import type { Generated, JSONColumnType, Selectable } from 'kysely'
import type { Migration } from '../../../kernel/database/migrate.ts'

interface EventReportTable {
  id: string
  event_id: string
  unit_id: string
  kind: ReportKind
  ordinal: number
  state: ReportState
  series: string | null
  year: number | null
  issue: number | null
  number: string | null
  title: string
  elements: JSONColumnType<Elements>
  reason: string | null
  revision: number
  drafted_by: string | null
  drafted_by_name: string
  created_at: Date
  submitted_at: Date | null
  next_report_by: Date | null
  emergency_approval: 'oral' | 'urgent' | null
  approval_confirmed_at: Date | null
}
export type EventReport = Selectable<EventReportTable>
interface RevisionTable {
  report_id: string
  revision: number
  title: string
  elements: JSONColumnType<Elements>
  saved_at: Date
  saved_by_name: string
}
interface DeliveryTable {
  report_id: string
  unit_id: string
  copy: boolean
  in_system: boolean
  sent_at: Date | null
  delivered_manually_at: Date | null
  delivered_how: string | null
  received_at: Date | null
  received_by_name: string | null
  returned_at: Date | null
  return_reason: string | null
}
interface CommentTable {
  id: string
  report_id: string
  unit_id: string
  by_name: string
  text: string
  at: Date
}
interface SignatureTable {
  id: string
  report_id: string
  step: 'drafted' | 'reviewed' | 'signed' | 'returned' | 'oral' | 'urgent' | 'confirmed'
  account_id: string | null
  by_name: string
  at: Date
  opinion: string
}
interface TransmissionTable {
  id: string
  event_id: string
  medium: 'phone' | 'written' | 'system'
  purpose: 'report' | 'daily' | 'casualtyWatch'
  from_unit_id: string
  to_unit_id: string
  at: Date
  recorded_at: Date
  recorded_by_name: string
  spoken_to: string
  content: string
  receipt_number: Generated<string>
}
interface ViolationTable {
  id: string
  kind: ViolationKind
  state: 'suspected' | 'confirmed' | 'waived'
  unit_id: string
  event_id: string | null
  subject: string
  since: Date | null
  minutes: number | null
  evidence: string
  rule_code: string | null
  at: Date
  reviewed_at: Date | null
  reviewed_by_name: string | null
  review_note: string | null
}
export type Violation = Selectable<ViolationTable>
interface DailyReportTable {
  id: string
  unit_id: string
  to_unit_id: string
  on_day: string
  content: string
  submitted_at: Date
  by_name: string
}

declare module '../../../kernel/database/database.ts' {
  interface Tables {
    event_report: EventReportTable
    event_report_revision: RevisionTable
    event_report_delivery: DeliveryTable
    event_report_comment: CommentTable
    event_report_signature: SignatureTable
    event_transmission: TransmissionTable
    report_violation: ViolationTable
    daily_report: DailyReportTable
  }
}

export const reportSchema: Migration[] = [
  {
    id: '2026-11-22-08-event-report',
    sql: /* sql */ `
create table event_report (
  id uuid primary key,
  event_id uuid not null references emergency_event,
  unit_id uuid not null references unit,
  kind text not null,
  ordinal int not null,
  state text not null check (state in ('draft', 'review', 'signing', 'signed', 'sent', 'discarded')),
  series text,
  year int,
  issue int,
  number text,
  title text not null,
  elements jsonb not null,
  reason text,
  revision int not null,
  drafted_by uuid,
  drafted_by_name text not null,
  created_at timestamptz(3) not null,
  submitted_at timestamptz(3),
  next_report_by timestamptz(3),
  emergency_approval text,
  approval_confirmed_at timestamptz(3),
  check ((state = 'sent') = (submitted_at is not null))
);
-- One chain per event and reporting unit: one 首报, one 终报.
create unique index event_report_first on event_report (event_id, unit_id) where kind = 'first' and state <> 'discarded';
create unique index event_report_final on event_report (event_id, unit_id) where kind = 'final' and state <> 'discarded';
create index event_report_event on event_report (event_id, created_at);
create index event_report_unit on event_report (unit_id, created_at desc, id desc);
create unique index event_report_number on event_report (number) where number is not null;

-- What was reported stays as it was reported, and when.
create function sent_report_never_changes() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' then
    raise exception '报告不可删除' using errcode = 'insufficient_privilege';
  end if;
  if old.state = 'sent' and (to_jsonb(new) - 'approval_confirmed_at') <> (to_jsonb(old) - 'approval_confirmed_at') then
    raise exception '已报出的报告不可更改' using errcode = 'insufficient_privilege';
  end if;
  return new;
end $$;
create trigger sent_report_never_changes before update or delete on event_report for each row execute function sent_report_never_changes();

create table event_report_revision (
  report_id uuid not null references event_report, revision int not null, title text not null, elements jsonb not null,
  saved_at timestamptz(3) not null, saved_by_name text not null, primary key (report_id, revision)
);
create table event_report_delivery (
  report_id uuid not null references event_report,
  unit_id uuid not null references unit,
  copy boolean not null,
  in_system boolean not null,
  sent_at timestamptz(3),
  delivered_manually_at timestamptz(3),
  delivered_how text,
  received_at timestamptz(3),
  received_by_name text,
  returned_at timestamptz(3),
  return_reason text,
  primary key (report_id, unit_id)
);
create index event_report_delivery_inbox on event_report_delivery (unit_id, sent_at desc);
create table event_report_comment (
  id uuid primary key, report_id uuid not null references event_report, unit_id uuid not null, by_name text not null, text text not null, at timestamptz(3) not null
);
create index event_report_comment_report on event_report_comment (report_id, at);
create table event_report_signature (
  id uuid primary key, report_id uuid not null references event_report, step text not null, account_id uuid, by_name text not null, at timestamptz(3) not null, opinion text not null
);
create index event_report_signature_report on event_report_signature (report_id, at);
create table event_transmission (
  id uuid primary key, event_id uuid not null references emergency_event, medium text not null, purpose text not null, from_unit_id uuid not null references unit,
  to_unit_id uuid not null references unit, at timestamptz(3) not null, recorded_at timestamptz(3) not null, recorded_by_name text not null, spoken_to text not null, content text not null, receipt_number text not null default ''
);
create index event_transmission_event on event_transmission (event_id, at);

-- A computed fault; people confirm or waive it, nobody removes it.
create table report_violation (
  id uuid primary key, kind text not null, state text not null, unit_id uuid not null references unit, event_id uuid references emergency_event, subject text not null,
  since timestamptz(3), minutes int, evidence text not null, rule_code text, at timestamptz(3) not null, reviewed_at timestamptz(3), reviewed_by_name text, review_note text,
  unique (kind, unit_id, subject)
);
create index report_violation_unit on report_violation (unit_id, at desc, id desc);
create index report_violation_event on report_violation (event_id);
create table daily_report (
  id uuid primary key, unit_id uuid not null references unit, to_unit_id uuid not null references unit, on_day date not null, content text not null,
  submitted_at timestamptz(3) not null, by_name text not null, unique (unit_id, to_unit_id, on_day)
);
`,
  },
  {
    id: '2026-11-22-14-event-report-stays',
    sql: /* sql */ `create trigger event_report_no_truncate before truncate on event_report for each statement execute function refuse_change()`,
  },
]
