import type { Generated } from 'kysely'
import type { Migration } from '../../../kernel/database/migrate.ts'

interface CorrectionTable {
  id: string
  violation_id: string
  unit_id: string
  opened_at: Date
  due_at: Date
  accepted_at: Date | null
}
interface CorrectionAnswerTable {
  id: string
  correction_id: string
  text: string
  at: Date
  by_account: string | null
  by_name: string
  decided_at: Date | null
  accepted: boolean | null
  decided_by_name: string | null
  note: string
  sort: Generated<number>
}

declare module '../../../kernel/database/database.ts' {
  interface Tables {
    report_correction: CorrectionTable
    report_correction_answer: CorrectionAnswerTable
  }
}

export const bulletinSchema: Migration[] = [
  {
    id: '2026-11-22-63-report-correction',
    sql: /* sql */ `
create table report_correction (
  id uuid primary key, violation_id uuid not null unique references report_violation, unit_id uuid not null references unit,
  opened_at timestamptz(3) not null, due_at timestamptz(3) not null, accepted_at timestamptz(3)
);
create index report_correction_unit on report_correction (unit_id, opened_at desc, id desc);
create table report_correction_answer (
  id uuid primary key, correction_id uuid not null references report_correction, text text not null, at timestamptz(3) not null, by_account uuid,
  by_name text not null, decided_at timestamptz(3), accepted boolean, decided_by_name text, note text not null,
  sort int generated always as identity,
  check ((decided_at is null) = (accepted is null))
);
create index report_correction_answer_of on report_correction_answer (correction_id, sort);
-- One answer waits at a time; what was answered and decided stays.
create unique index report_correction_answer_waiting on report_correction_answer (correction_id) where decided_at is null;
create function correction_answer_stays() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' or old.decided_at is not null or new.text <> old.text or new.at <> old.at then
    raise exception '整改报告不可更改' using errcode = 'insufficient_privilege';
  end if;
  return new;
end $$;
create trigger correction_answer_stays before update or delete on report_correction_answer for each row execute function correction_answer_stays();
create trigger correction_answer_no_truncate before truncate on report_correction_answer for each statement execute function refuse_change();
-- What the counts of a period read.
create index event_report_sent on event_report (submitted_at) where state = 'sent';
create index report_violation_at on report_violation (at);
create index event_figure_recorded on event_figure (recorded_at) where supersedes_id is not null;
create index event_transmission_at on event_transmission (at);
create index event_report_returned on event_report_delivery (returned_at) where returned_at is not null;
`,
  },
]
