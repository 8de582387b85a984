import type { PlanContent, PlanKind, PlanPart, PlanState } from '@anlan/contract/plan.ts'
import type { ResponseTopic } from '@anlan/contract/response-template.ts'
import type { JSONColumnType, Selectable } from 'kysely'
import type { Migration } from '../../kernel/database/migrate.ts'

interface PlanTable {
  id: string
  kind: PlanKind
  title: string
  topic: ResponseTopic | null
  event_types: string[]
  keywords: string[]
  unit_id: string
  parent_id: string | null
  risk_id: string | null
  /** Of what it is about; what it says has versions of its own. */
  version: number
  created_at: Date
  created_by_name: string | null
  changed_at: Date
}
interface PlanEditionTable {
  id: string
  plan_id: string
  edition: number
  state: PlanState
  content: JSONColumnType<PlanContent>
  version: number
  /** Why it was opened. */
  reason: string
  opened_at: Date
  opened_by_name: string | null
  changed_at: Date
  document_number: string | null
  issuing_body: string | null
  issued_on: string | null
  ended_at: Date | null
  end_reason: string
}
interface PlanKindTable {
  kind: PlanKind
  maker: string
  required_parts: PlanPart[]
  help: JSONColumnType<Partial<Record<PlanPart, string>>>
  approval: string
  approvers: string[]
  filed_with: string
  filing_to: string | null
  filing_workdays: number | null
  review_years: number | null
  check_months: number | null
  drill_months: number | null
  /** Topics with an interval of their own. */
  drill_months_by_topic: JSONColumnType<Partial<Record<ResponseTopic, number>>>
  max_pages: number | null
  consulted: boolean
  expert_review: boolean
  template: JSONColumnType<PlanContent>
  source_name: string
  source_article: string
  confidence: string
  version: number
  changed_at: Date | null
  changed_by_name: string | null
}
interface PlanParagraphTable {
  id: string
  plan_id: string
  edition_id: string
  chapter_key: string
  chapter: string
  nth: number
  text: string
}
export type Plan = Selectable<PlanTable>
export type PlanEdition = Selectable<PlanEditionTable>
export type PlanKindRow = Selectable<PlanKindTable>

declare module '../../kernel/database/database.ts' {
  interface Tables {
    plan: PlanTable
    plan_edition: PlanEditionTable
    plan_kind: PlanKindTable
    plan_paragraph: PlanParagraphTable
  }
}

/**
 * Plans and their editions. The database itself keeps what was issued: from the moment an edition leaves the drafting table its content stands still,
 * once issued its number and day too, and no edition or plan is ever deleted. One edition of a plan is in force, one is being prepared.
 */
export const planSchema: Migration[] = [
  {
    id: '2026-11-25-10-plans',
    sql: /* sql */ `
create table plan_kind (
  kind text primary key, maker text not null, required_parts text[] not null, help jsonb not null, approval text not null, approvers text[] not null,
  filed_with text not null, filing_to text, filing_workdays int check (filing_workdays > 0), review_years int check (review_years > 0),
  check_months int check (check_months > 0), drill_months int check (drill_months > 0),
  drill_months_by_topic jsonb not null default '{}', max_pages int check (max_pages > 0),
  consulted boolean not null, expert_review boolean not null, template jsonb not null, source_name text not null, source_article text not null, confidence text not null,
  version int not null, changed_at timestamptz(3), changed_by_name text
);
create table plan (
  id uuid primary key, kind text not null references plan_kind, title text not null, topic text, event_types text[] not null default '{}',
  keywords text[] not null default '{}', unit_id uuid not null references unit, parent_id uuid references plan check (parent_id <> id), risk_id uuid,
  version int not null default 1, created_at timestamptz(3) not null, created_by_name text, changed_at timestamptz(3) not null
);
create index plan_unit on plan (unit_id);
create index plan_parent on plan (parent_id) where parent_id is not null;
create index plan_risk on plan (risk_id) where risk_id is not null;
create index plan_changed on plan (changed_at desc, id desc);
create trigger plan_stays before delete on plan for each row execute function refuse_change();
create trigger plan_no_truncate before truncate on plan for each statement execute function refuse_change();

create table plan_edition (
  id uuid primary key, plan_id uuid not null references plan, edition int not null check (edition > 0), state text not null, content jsonb not null,
  version int not null default 1, reason text not null, opened_at timestamptz(3) not null, opened_by_name text, changed_at timestamptz(3) not null,
  document_number text, issuing_body text, issued_on date, ended_at timestamptz(3), end_reason text not null default '',
  unique (plan_id, edition),
  check (state in ('drafting', 'consulting', 'reviewing', 'approving', 'inForce', 'superseded', 'abolished')),
  check (state not in ('inForce', 'superseded') or issued_on is not null),
  check ((ended_at is not null) = (state in ('superseded', 'abolished')))
);
create unique index plan_edition_in_force on plan_edition (plan_id) where state = 'inForce';
create unique index plan_edition_preparing on plan_edition (plan_id) where state in ('drafting', 'consulting', 'reviewing', 'approving');
create function plan_edition_guard() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' then raise exception '预案版本不可删除' using errcode = 'insufficient_privilege'; end if;
  if (new.id, new.plan_id, new.edition, new.opened_at) is distinct from (old.id, old.plan_id, old.edition, old.opened_at) then
    raise exception '预案版本的归属不可更改' using errcode = 'insufficient_privilege';
  end if;
  if old.state <> 'drafting' and new.content is distinct from old.content then
    raise exception '已送出或印发的预案内容不可更改' using errcode = 'insufficient_privilege';
  end if;
  if old.issued_on is not null and
     (new.document_number, new.issuing_body, new.issued_on) is distinct from (old.document_number, old.issuing_body, old.issued_on) then
    raise exception '已印发预案的文号和日期不可更改' using errcode = 'insufficient_privilege';
  end if;
  if (old.state in ('superseded', 'abolished') and new.state <> old.state) or
     (old.state = 'inForce' and new.state not in ('inForce', 'superseded', 'abolished')) then
    raise exception '已印发的预案不可退回' using errcode = 'insufficient_privilege';
  end if;
  return new;
end $$;
create trigger plan_edition_kept before update or delete on plan_edition for each row execute function plan_edition_guard();
create trigger plan_edition_no_truncate before truncate on plan_edition for each statement execute function refuse_change();

-- Paragraphs of editions in force, for the search.
create table plan_paragraph (
  id uuid primary key, plan_id uuid not null references plan, edition_id uuid not null references plan_edition, chapter_key text not null,
  chapter text not null, nth int not null, text text not null
);
create index plan_paragraph_plan on plan_paragraph (plan_id);
`,
  },
]
