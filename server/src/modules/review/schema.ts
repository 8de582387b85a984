import type { CostKind } from '@anlan/contract/call-up-costs.ts'
import type { RectificationState, ReviewContent, ReviewSectionCode, ReviewState } from '@anlan/contract/review.ts'
import type { ColumnType, Selectable } from 'kysely'
import type { Migration } from '../../kernel/database/migrate.ts'
import type { Proposed } from './content/proposals.ts'

/** What was frozen with the issue. */
export interface FrozenReview {
  contents: ReviewContent[]
  proposals: Proposed[]
}
interface ReviewTable {
  id: string
  response_id: string
  unit_id: string
  state: ReviewState
  opened_at: Date
  due_at: Date
  submitted_at: Date | null
  submitted_by_name: string | null
  submitted_by_account_id: string | null
  judged_at: Date | null
  judged_by_name: string | null
  opinion: string
  frozen: ColumnType<FrozenReview | null, string | null, string | null>
}
interface SectionTable {
  review_id: string
  code: ReviewSectionCode
  experience: string
  problems: string
  version: number
  changed_at: Date
  changed_by_name: string
  changed_by_account_id: string | null
}
interface ProposalTable {
  review_id: string
  key: string
  adopted: boolean
  reason: string
  at: Date
  by_name: string
}
interface RectificationTable {
  id: string
  review_id: string
  section: ReviewSectionCode
  problem: string
  measure: string
  unit_id: string
  due_on: string
  state: RectificationState
  added_at: Date
  added_by_name: string
  added_by_account_id: string | null
  withdrawn_reason: string
}
interface AnswerTable {
  id: string
  rectification_id: string
  text: string
  at: Date
  by_name: string
  verdict: 'accepted' | 'returned' | null
  note: string
  judged_at: Date | null
  judged_by_name: string | null
}
interface CostTable {
  id: string
  event_id: string
  kind: CostKind
  title: string
  unit_id: string
  quantity: number
  unit: string
  unit_price: number
  document_number: string
  note: string
  at: Date
  by_name: string
  withdrawn_at: Date | null
  withdrawn_by_name: string | null
  withdrawn_reason: string | null
}
export type Review = Selectable<ReviewTable>
export type Rectification = Selectable<RectificationTable>
export type CostRow = Selectable<CostTable>

declare module '../../kernel/database/database.ts' {
  interface Tables {
    review: ReviewTable
    review_section: SectionTable
    review_proposal: ProposalTable
    review_rectification: RectificationTable
    review_answer: AnswerTable
    review_cost: CostTable
  }
}

/** An issued review stays as it was issued, and what was judged as it was judged; a cost is withdrawn, never changed. */
export const reviewSchema: Migration[] = [
  {
    id: '2026-11-26-21-review',
    sql: /* sql */ `
create table review (
  id uuid primary key, response_id uuid not null unique references response, unit_id uuid not null references unit,
  state text not null check (state in ('draft', 'submitted', 'issued')), opened_at timestamptz(3) not null, due_at timestamptz(3) not null,
  submitted_at timestamptz(3), submitted_by_name text, submitted_by_account_id uuid,
  judged_at timestamptz(3), judged_by_name text, opinion text not null, frozen jsonb,
  check (state <> 'submitted' or submitted_at is not null),
  check ((state = 'issued') = (frozen is not null)), check (frozen is null or judged_at is not null)
);
create index review_opened on review (opened_at desc, id desc);
create table review_section (
  review_id uuid not null references review, code text not null, experience text not null, problems text not null, version int not null,
  changed_at timestamptz(3) not null, changed_by_name text not null, changed_by_account_id uuid, primary key (review_id, code)
);
create table review_proposal (
  review_id uuid not null references review, key text not null, adopted boolean not null, reason text not null, at timestamptz(3) not null,
  by_name text not null, primary key (review_id, key)
);
create table review_rectification (
  id uuid primary key, review_id uuid not null references review, section text not null, problem text not null, measure text not null,
  unit_id uuid not null references unit, due_on date not null,
  state text not null check (state in ('planned', 'open', 'answered', 'accepted', 'withdrawn')),
  added_at timestamptz(3) not null, added_by_name text not null, added_by_account_id uuid, withdrawn_reason text not null
);
create index review_rectification_of on review_rectification (review_id, added_at);
create index review_rectification_unit on review_rectification (unit_id) where state in ('open', 'answered');
create table review_answer (
  id uuid primary key, rectification_id uuid not null references review_rectification, text text not null, at timestamptz(3) not null,
  by_name text not null, verdict text check (verdict in ('accepted', 'returned')), note text not null, judged_at timestamptz(3),
  judged_by_name text, check ((verdict is null) = (judged_at is null))
);
create index review_answer_of on review_answer (rectification_id, at);
create unique index review_answer_waiting on review_answer (rectification_id) where verdict is null;
create table review_cost (
  id uuid primary key, event_id uuid not null references emergency_event, kind text not null, title text not null,
  unit_id uuid not null references unit, quantity numeric(15, 3) not null check (quantity > 0), unit text not null,
  unit_price numeric(15, 2) not null check (unit_price >= 0), document_number text not null, note text not null, at timestamptz(3) not null,
  by_name text not null, withdrawn_at timestamptz(3), withdrawn_by_name text, withdrawn_reason text,
  check ((withdrawn_at is null) = (withdrawn_reason is null))
);
create index review_cost_event on review_cost (event_id, at);

create function review_stays_issued() returns trigger language plpgsql as $$
begin
  if old.state = 'issued' then
    raise exception '已印发的评估报告不可更改' using errcode = 'insufficient_privilege';
  end if;
  return new;
end $$;
create trigger review_stays_issued before update on review for each row execute function review_stays_issued();
create function review_part_stays_issued() returns trigger language plpgsql as $$
begin
  if exists (select 1 from review r where r.id = new.review_id and r.state = 'issued') then
    raise exception '已印发的评估报告不可更改' using errcode = 'insufficient_privilege';
  end if;
  return new;
end $$;
create trigger review_section_stays before insert or update on review_section for each row execute function review_part_stays_issued();
create trigger review_proposal_stays before insert or update on review_proposal for each row execute function review_part_stays_issued();
create function review_answer_stays() returns trigger language plpgsql as $$
begin
  if old.verdict is not null or new.text <> old.text or new.at <> old.at or new.by_name <> old.by_name then
    raise exception '整改情况和验收意见不可更改' using errcode = 'insufficient_privilege';
  end if;
  return new;
end $$;
create trigger review_answer_stays before update on review_answer for each row execute function review_answer_stays();
create function review_cost_stays() returns trigger language plpgsql as $$
begin
  if old.withdrawn_at is not null or (new.event_id, new.kind, new.title, new.unit_id, new.quantity, new.unit, new.unit_price, new.document_number, new.at)
      is distinct from (old.event_id, old.kind, old.title, old.unit_id, old.quantity, old.unit, old.unit_price, old.document_number, old.at) then
    raise exception '费用记录只能撤销，不能更改' using errcode = 'insufficient_privilege';
  end if;
  return new;
end $$;
create trigger review_cost_stays before update on review_cost for each row execute function review_cost_stays();
create trigger review_kept before delete on review for each row execute function refuse_change();
create trigger review_section_kept before delete on review_section for each row execute function refuse_change();
create trigger review_rectification_kept before delete on review_rectification for each row execute function refuse_change();
create trigger review_answer_kept before delete on review_answer for each row execute function refuse_change();
create trigger review_cost_kept before delete on review_cost for each row execute function refuse_change();
`,
  },
]
