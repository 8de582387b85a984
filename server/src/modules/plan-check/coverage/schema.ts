import type { PlanKind } from '@anlan/contract/plan.ts'
import type { Generated, Selectable } from 'kysely'
import type { Migration } from '../../../kernel/database/migrate.ts'

export type NeedScope = 'village' | 'town' | 'department' | 'county'
export interface PlanNeedRuleTable {
  code: string
  column: string
  label: string
  ledger: string | null
  field: string | null
  values: string[]
  event_types: string[]
  scopes: NeedScope[]
  department: string | null
  own_field: string | null
  own_values: string[]
  own_plan: PlanKind | null
  enabled: boolean
  sort: number
  source_name: string
  source_article: string
  confidence: string
  version: Generated<number>
}
export type PlanNeedRow = Selectable<PlanNeedRuleTable>
interface PlanGapTable {
  id: string
  unit_id: string
  column: string
  /** The record that lacks a plan of its own; null where the unit lacks one. */
  record_id: string | null
  text: string
  since: Date
  due_on: string | null
  obligation_id: string | null
  closed_at: Date | null
  closed_how: string | null
}
interface PlanExemptionTable {
  unit_id: string
  column: string
  reason: string
  by_name: string
  at: Date
}
interface PlanCoverageTable {
  single: boolean
  assessed_at: Date
}

declare module '../../../kernel/database/database.ts' {
  interface Tables {
    plan_need_rule: PlanNeedRuleTable
    plan_gap: PlanGapTable
    plan_exemption: PlanExemptionTable
    plan_coverage: PlanCoverageTable
  }
}

/** Which plans the county must have by what is on record (W123, P2). A gap is open once per unit, column and record. */
export const planCoverageSchema: Migration[] = [
  {
    id: '2026-11-25-31-plan-coverage',
    sql: /* sql */ `
create table plan_need_rule (
  code text primary key, "column" text not null, label text not null, ledger text, field text, values text[] not null default '{}',
  event_types text[] not null default '{}', scopes text[] not null default '{}', department text, own_field text, own_values text[] not null default '{}',
  own_plan text references plan_kind, enabled boolean not null, sort int not null, source_name text not null, source_article text not null,
  confidence text not null, version int not null default 1
);
create table plan_gap (
  id uuid primary key, unit_id uuid not null references unit, "column" text not null, record_id uuid, text text not null, since timestamptz(3) not null,
  due_on date, obligation_id uuid, closed_at timestamptz(3), closed_how text, check ((closed_at is null) = (closed_how is null))
);
create unique index plan_gap_open on plan_gap (unit_id, "column", record_id) nulls not distinct where closed_at is null;
create index plan_gap_unit on plan_gap (unit_id, "column", since desc);
create table plan_exemption (
  unit_id uuid not null references unit, "column" text not null, reason text not null, by_name text not null, at timestamptz(3) not null,
  primary key (unit_id, "column")
);
-- Gaps that stood when the county was first looked at are tasked by somebody; those that come later owe by themselves.
create table plan_coverage (single boolean primary key default true check (single), assessed_at timestamptz(3) not null);
`,
  },
]
