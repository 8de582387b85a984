import type { askedRoles, PlanRecordKind, TaskReason } from '@anlan/contract/plan-cycle.ts'
import type { ColumnType, JSONColumnType, Selectable } from 'kysely'
import type { Migration } from '../../kernel/database/migrate.ts'

interface OpinionTable {
  id: string
  plan_id: string
  edition_id: string
  unit_id: string
  role: keyof typeof askedRoles
  name: string
  phone: string | null
  asked_at: Date
  due_on: string
  answer: string | null
  answered_at: Date | null
  answered_by_name: string | null
  adopted: 'adopted' | 'partly' | 'rejected' | null
  reason: string
}
interface ConsultationTable {
  edition_id: string
  plan_id: string
  closed_at: Date
}
interface ReviewTable {
  id: string
  plan_id: string
  edition_id: string
  held_on: string
  experts: JSONColumnType<{ name: string; organisation: string; opinion: string }[]>
  cases: JSONColumnType<{ eventId: string | null; title: string; lesson: string }[]>
  conclusion: 'pass' | 'amend' | 'fail'
  opinion: string
  at: Date
  by_name: string | null
}
interface ApprovalTable {
  id: string
  plan_id: string
  edition_id: string
  decision: 'approved' | 'returned'
  opinion: string
  post_name: string
  person_id: string
  name: string
  at: Date
}
interface FilingTable {
  id: string
  plan_id: string
  edition_id: string
  issued_on: string
  to_unit_id: string
  due_on: string
  remind_on: string
  received_at: Date | null
  number: string | null
  remark: string
}
type PlanMarks = Record<'orders' | 'timely' | 'duties' | 'resources', number | null>
interface RecordTable {
  id: string
  plan_id: string
  edition_id: string
  kind: PlanRecordKind
  held_on: string
  occasion: string
  participants: number | null
  findings: string
  problems: string
  marks: ColumnType<PlanMarks | null, string | null, never>
  needs_revision: boolean
  at: Date
  by_name: string | null
}
interface TaskTable {
  id: string
  reason: TaskReason
  title: string
  unit_id: string
  plan_id: string | null
  campaign_id: string | null
  due_on: string
  opened_at: Date
  done_at: Date | null
  result: string
}
interface CampaignTable {
  id: string
  title: string
  reason: TaskReason
  note: string
  due_on: string
  unit_id: string
  opened_at: Date
  opened_by_name: string | null
}
interface RuleTable {
  code: string
  name: string
  days: number
  source_name: string
  source_article: string
  confidence: string
  version: number
  changed_at: Date | null
  changed_by_name: string | null
}
export type Opinion = Selectable<OpinionTable>
export type Filing = Selectable<FilingTable>
export type PlanTask = Selectable<TaskTable>

declare module '../../kernel/database/database.ts' {
  interface Tables {
    plan_opinion: OpinionTable
    plan_consultation: ConsultationTable
    plan_review: ReviewTable
    plan_approval: ApprovalTable
    plan_filing: FilingTable
    plan_record: RecordTable
    plan_task: TaskTable
    plan_campaign: CampaignTable
    plan_rule: RuleTable
  }
}

const appendOnly = (table: string) => `
create trigger ${table}_append_only before update or delete on ${table} for each row execute function refuse_change();
create trigger ${table}_no_truncate before truncate on ${table} for each statement execute function refuse_change();`

/** Who was asked, reviewed, approved and filed; what was drilled and learnt; what must be done about plans. Reviews, approvals and records stay as written. */
export const planCycleSchema: Migration[] = [
  {
    id: '2026-11-25-45-plan-cycle',
    sql: /* sql */ `
create table plan_rule (
  code text primary key, name text not null, days int not null check (days > 0), source_name text not null, source_article text not null,
  confidence text not null, version int not null, changed_at timestamptz(3), changed_by_name text
);
create table plan_opinion (
  id uuid primary key, plan_id uuid not null references plan, edition_id uuid not null references plan_edition, unit_id uuid not null references unit,
  role text not null, name text not null, phone text, asked_at timestamptz(3) not null, due_on date not null, answer text,
  answered_at timestamptz(3), answered_by_name text, adopted text, reason text not null default '',
  check ((answer is null) = (answered_at is null)), check (adopted is null or answer is not null),
  unique (edition_id, unit_id, role, name)
);
create index plan_opinion_plan on plan_opinion (plan_id);
create table plan_consultation (
  edition_id uuid primary key references plan_edition, plan_id uuid not null references plan, closed_at timestamptz(3) not null
);
create table plan_review (
  id uuid primary key, plan_id uuid not null references plan, edition_id uuid not null references plan_edition, held_on date not null,
  experts jsonb not null, cases jsonb not null, conclusion text not null, opinion text not null, at timestamptz(3) not null, by_name text,
  check (jsonb_array_length(experts) + jsonb_array_length(cases) > 0)
);
create index plan_review_plan on plan_review (plan_id);
create table plan_approval (
  id uuid primary key, plan_id uuid not null references plan, edition_id uuid not null references plan_edition, decision text not null,
  opinion text not null, post_name text not null, person_id uuid not null references person, name text not null, at timestamptz(3) not null
);
create index plan_approval_plan on plan_approval (plan_id);
create table plan_filing (
  id uuid primary key, plan_id uuid not null references plan, edition_id uuid not null unique references plan_edition, issued_on date not null,
  to_unit_id uuid not null references unit, due_on date not null, remind_on date not null, received_at timestamptz(3), number text,
  remark text not null default '', check ((received_at is null) = (number is null))
);
create index plan_filing_open on plan_filing (due_on) where received_at is null;
create table plan_record (
  id uuid primary key, plan_id uuid not null references plan, edition_id uuid not null references plan_edition, kind text not null,
  held_on date not null, occasion text not null, participants int, findings text not null, problems text not null, marks jsonb,
  needs_revision boolean not null, at timestamptz(3) not null, by_name text
);
create index plan_record_plan on plan_record (plan_id, held_on desc);
create table plan_campaign (
  id uuid primary key, title text not null, reason text not null, note text not null, due_on date not null, unit_id uuid not null references unit,
  opened_at timestamptz(3) not null, opened_by_name text
);
create table plan_task (
  id uuid primary key, reason text not null, title text not null, unit_id uuid not null references unit, plan_id uuid references plan,
  campaign_id uuid references plan_campaign, due_on date not null, opened_at timestamptz(3) not null, done_at timestamptz(3),
  result text not null default ''
);
-- The same thing is asked for once at a time.
create unique index plan_task_open on plan_task (plan_id, reason) where done_at is null and plan_id is not null and campaign_id is null;
create unique index plan_task_of_campaign on plan_task (campaign_id, plan_id) where plan_id is not null;
create index plan_task_unit on plan_task (unit_id) where done_at is null;
${['plan_review', 'plan_approval', 'plan_record'].map(appendOnly).join('')}
`,
  },
  {
    id: '2026-11-26-95-plan-task-causes',
    sql: /* sql */ `
-- What changes in the county asks once for each cause, whatever else is open.
drop index plan_task_open;
create unique index plan_task_open on plan_task (plan_id, reason)
  where done_at is null and plan_id is not null and campaign_id is null and reason not in ('organisation', 'risk', 'resources');
create unique index plan_task_cause on plan_task (plan_id, reason, title)
  where done_at is null and plan_id is not null and campaign_id is null and reason in ('organisation', 'risk', 'resources');
`,
  },
]
