import type { DutyMode, ModeCause, ModeScope, PostCounts, TriggerReach } from '@anlan/contract/duty-mode.ts'
import type { JSONColumnType } from 'kysely'
import type { Migration } from '../../kernel/database/migrate.ts'

interface Sourced {
  source_name: string
  source_article: string
  confidence: '确' | '较确' | '待核' | '设计'
  version: number
  changed_at: Date | null
  changed_by_name: string | null
}
export interface ModeRuleTable extends Sourced {
  scope: ModeScope
  mode: DutyMode
  posts: JSONColumnType<PostCounts>
  joint: string[]
  reach_minutes: number
  report_every_minutes: number | null
  report_hours: string[] | null
  roll_call_minutes: number | null
  leave_locked: boolean
}
export interface ModeTriggerTable extends Sourced {
  id: string
  kind: ModeCause
  condition: string
  words: string
  mode: DutyMode
  by_itself: boolean
  reach: TriggerReach[]
  enabled: boolean
  sort: number
}
interface ModeStateTable {
  id: string
  unit_id: string
  mode: DutyMode
  since: Date
  until: Date | null
  cause_kind: ModeCause
  cause_key: string
  reason: string
  decided_by_name: string
  /** How often the roll is called while it lasts, as its row said at the switch; null: never. */
  roll_call_minutes: number | null
}
interface ModeCauseTable {
  id: string
  unit_id: string
  kind: ModeCause
  key: string
  mode: DutyMode
  title: string
  since: Date
  ended_at: Date | null
}
export interface ModeProposalTable {
  id: string
  cause_kind: ModeCause
  cause_key: string
  direction: 'raise' | 'lower'
  mode: DutyMode
  title: string
  reason: string
  unit_ids: string[]
  made_at: Date
  asked_by_name: string | null
  decided_at: Date | null
  decision: 'accepted' | 'declined' | 'lapsed' | null
  decided_by_name: string | null
  note: string
}

declare module '../../kernel/database/database.ts' {
  interface Tables {
    duty_mode_rule: ModeRuleTable
    duty_mode_trigger: ModeTriggerTable
    duty_mode_state: ModeStateTable
    duty_mode_cause: ModeCauseTable
    duty_mode_proposal: ModeProposalTable
  }
}

export const dutyModeSchema: Migration[] = [
  {
    id: '2026-11-23-45-duty-mode',
    sql: /* sql */ `
create table duty_mode_rule (
  scope text not null, mode text not null, posts jsonb not null, joint text[] not null, reach_minutes int not null,
  report_every_minutes int, report_hours text[], roll_call_minutes int, leave_locked boolean not null,
  source_name text not null, source_article text not null, confidence text not null, version int not null,
  changed_at timestamptz(3), changed_by_name text, primary key (scope, mode)
);
create table duty_mode_trigger (
  id text primary key, kind text not null, condition text not null, words text not null, mode text not null, by_itself boolean not null,
  reach text[] not null, enabled boolean not null, sort int not null,
  source_name text not null, source_article text not null, confidence text not null, version int not null,
  changed_at timestamptz(3), changed_by_name text
);
-- One row per stretch of time; a unit without an open row is in 常态.
create table duty_mode_state (
  id uuid primary key, unit_id uuid not null references unit, mode text not null, since timestamptz(3) not null, until timestamptz(3),
  cause_kind text not null, cause_key text not null, reason text not null, decided_by_name text not null,
  check (until is null or until >= since), check (mode in ('normal', 'strengthened', 'emergency', 'wartime'))
);
create unique index duty_mode_state_now on duty_mode_state (unit_id) where until is null;
create index duty_mode_state_of on duty_mode_state (unit_id, since desc);
-- What asks for a mode and still stands: a mode falls back only when nothing that asks for it is left.
create table duty_mode_cause (
  id uuid primary key, unit_id uuid not null references unit, kind text not null, key text not null, mode text not null, title text not null,
  since timestamptz(3) not null, ended_at timestamptz(3)
);
create unique index duty_mode_cause_standing on duty_mode_cause (unit_id, kind, key) where ended_at is null;
create table duty_mode_proposal (
  id uuid primary key, cause_kind text not null, cause_key text not null, direction text not null check (direction in ('raise', 'lower')),
  mode text not null, title text not null, reason text not null, unit_ids uuid[] not null, made_at timestamptz(3) not null, asked_by_name text,
  decided_at timestamptz(3), decision text, decided_by_name text, note text not null,
  check ((decided_at is null) = (decision is null))
);
create unique index duty_mode_proposal_open on duty_mode_proposal (cause_kind, cause_key) where decided_at is null;
`,
  },
  {
    id: '2026-11-23-50-mode-roll-calls',
    sql: /* sql */ `alter table duty_mode_state add column roll_call_minutes int`,
  },
]
