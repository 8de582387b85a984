import type { DefectSeverity, PlanDefectKind } from '@anlan/contract/plan-check.ts'
import type { Generated } from 'kysely'
import type { Migration } from '../../kernel/database/migrate.ts'

interface PlanDefectTable {
  id: string
  edition_id: string
  plan_id: string
  kind: PlanDefectKind
  key: string
  text: string
  record: string
  link: string
  /** Who repairs it. */
  unit_id: string
  person_id: string | null
  since: Date
  closed_at: Date | null
}
interface PlanDefectRuleTable {
  kind: PlanDefectKind
  severity: DefectSeverity
  source_name: string
  source_article: string
  confidence: string
  version: Generated<number>
}
interface PlanCheckedTable {
  edition_id: string
  plan_id: string
  /** What the edition names: an edition whose references are touched is looked at again. */
  refs: string[]
  checked_at: Date
}
interface PlanCheckQueueTable {
  edition_id: string
}
interface PlanPhoneCheckTable {
  person_id: string
  phone: string
  confirmed_at: Date
  how: string
  by_name: string
}

declare module '../../kernel/database/database.ts' {
  interface Tables {
    plan_defect: PlanDefectTable
    plan_defect_rule: PlanDefectRuleTable
    plan_checked: PlanCheckedTable
    plan_check_queue: PlanCheckQueueTable
    plan_phone_check: PlanPhoneCheckTable
  }
}

/** What the check-up found. A defect is open once per edition, kind and key; closed ones stay as history. */
export const planCheckSchema: Migration[] = [
  {
    id: '2026-11-25-30-plan-defects',
    sql: /* sql */ `
create table plan_defect_rule (
  kind text primary key, severity text not null check (severity in ('blocking', 'serious', 'minor')), source_name text not null,
  source_article text not null, confidence text not null, version int not null default 1
);
create table plan_defect (
  id uuid primary key, edition_id uuid not null references plan_edition, plan_id uuid not null references plan,
  kind text not null references plan_defect_rule, key text not null, text text not null, record text not null, link text not null,
  unit_id uuid not null references unit, person_id uuid references person, since timestamptz(3) not null, closed_at timestamptz(3),
  check (closed_at >= since)
);
create unique index plan_defect_open on plan_defect (edition_id, kind, key) where closed_at is null;
create index plan_defect_plan on plan_defect (plan_id, closed_at);
create table plan_checked (
  edition_id uuid primary key references plan_edition, plan_id uuid not null references plan, refs text[] not null, checked_at timestamptz(3) not null
);
create index plan_checked_refs on plan_checked using gin (refs);
create table plan_check_queue (edition_id uuid primary key references plan_edition);

-- The last time that somebody dialled a person's number and it was him, or that he or the keeper of the directory said so.
create table plan_phone_check (
  person_id uuid primary key references person, phone text not null, confirmed_at timestamptz(3) not null, how text not null, by_name text not null
);
insert into plan_phone_check (person_id, phone, confirmed_at, how, by_name)
  select distinct on (t.person_id) t.person_id, t.phone, t.answered_at, '通讯畅通抽测', coalesce(t.answered_by, '')
  from duty_call_target t join duty_call c on c.id = t.call_id
  where c.kind = 'reach' and t.person_id is not null and t.phone is not null and t.answered_at is not null
  order by t.person_id, t.answered_at desc;
`,
  },
]
