import type { Confidence } from '@anlan/contract/codec.ts'
import type { Clock } from '@anlan/contract/obligation.ts'
import type { JSONColumnType, Selectable } from 'kysely'
import type { Migration } from '../../../kernel/database/migrate.ts'
import type { Condition } from './conditions.ts'

/** What makes a rule apply: something about an event, a moment of its life, a day, a call, or nothing here (kept for reference). */
export type RuleTrigger =
  | 'event'
  | 'interval'
  | 'daily'
  | 'ended'
  | 'stable'
  | 'casualtyWatch'
  | 'hotspot'
  | 'inquiry'
  | 'specialDay'
  | 'yearly'
  | 'signature'
  | 'omission'
  | 'reference'

interface ReportingRuleTable {
  code: string
  title: string
  trigger: RuleTrigger
  owed_by: string
  owed_to: string[]
  clock: Clock
  medium: 'phone' | 'written' | 'both' | 'system' | 'any'
  limit_minutes: number | null
  phone_limit_minutes: number | null
  soft: boolean
  renews_on_upgrade: boolean
  /** 必报: an event under this rule may not be closed without a report upward. */
  must_report: boolean
  condition: JSONColumnType<Condition>
  source_name: string
  source_article: string
  confidence: Confidence
  effective_from: string
  effective_to: string | null
  enabled: boolean
  note: string | null
  local_document: string | null
}
export type ReportingRule = Selectable<ReportingRuleTable>

interface LevelThresholdTable {
  id: string
  scheme: string
  scheme_name: string
  type_prefixes: string[]
  indicator: string
  unit: string
  lo: number | null
  lo_exclusive: boolean
  hi: number | null
  level: 1 | 2 | 3 | 4
  source_name: string
  source_article: string
  confidence: Confidence
  note: string | null
  enabled: boolean
}
export type LevelThreshold = Selectable<LevelThresholdTable>

interface FigureIndicatorTable {
  code: string
  name: string
  unit: string
  kind: 'count' | 'decimal' | 'category'
  options: JSONColumnType<{ value: number; name: string }[]> | null
  sort: number
  derived: JSONColumnType<{ sumOf: string[] } | { takes: string; whileFigure: string; isAtLeast: number }> | null
}
export type FigureIndicator = Selectable<FigureIndicatorTable>

interface IntakeQuestionTable {
  id: string
  type_prefix: string
  text: string
  element: string | null
  sort: number
}

declare module '../../../kernel/database/database.ts' {
  interface Tables {
    reporting_rule: ReportingRuleTable
    level_threshold: LevelThresholdTable
    figure_indicator: FigureIndicatorTable
    intake_question: IntakeQuestionTable
  }
}

export const ruleSchema: Migration[] = [
  {
    id: '2026-11-22-09-reporting-rule',
    sql: /* sql */ `
create table reporting_rule (
  code text primary key, title text not null, trigger text not null, owed_by text not null, owed_to text[] not null, clock text not null, medium text not null,
  limit_minutes int, phone_limit_minutes int, soft boolean not null, renews_on_upgrade boolean not null, must_report boolean not null, condition jsonb not null, source_name text not null,
  source_article text not null, confidence text not null, effective_from date not null, effective_to date, enabled boolean not null, note text, local_document text
);
create table level_threshold (
  id text primary key, scheme text not null, scheme_name text not null, type_prefixes text[] not null, indicator text not null, unit text not null, lo numeric,
  lo_exclusive boolean not null, hi numeric, level int not null check (level between 1 and 4), source_name text not null, source_article text not null,
  confidence text not null, note text, enabled boolean not null
);
create table figure_indicator (code text primary key, name text not null, unit text not null, kind text not null, options jsonb, sort int not null, derived jsonb);
create table intake_question (id text primary key, type_prefix text not null, text text not null, element text, sort int not null);
`,
  },
]
