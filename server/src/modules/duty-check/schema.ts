import type { DutyCallKind, ReachResult, SuspicionKind, VideoFinding } from '@anlan/contract/duty-check.ts'
import type { Generated } from 'kysely'
import type { Migration } from '../../kernel/database/migrate.ts'

interface DutyCallTable {
  id: string
  kind: DutyCallKind
  title: string
  text: string
  started_at: Date
  answer_by: Date
  closes_at: Date
  closed_at: Date | null
  started_by_name: string
  started_by_unit: string
  by_video: Generated<boolean>
}
export interface DutyCallTargetTable {
  id: string
  call_id: string
  unit_id: string
  person_id: string | null
  name: string
  phone: string | null
  answered_at: Date | null
  answered_by: string | null
  manner: 'own' | 'phone' | 'video' | null
  rostered: boolean | null
  result: ReachResult | null
  video: Generated<VideoFinding | null>
  version: Generated<number>
}
interface CheckedUnitTable {
  unit_id: string
  watch_check_in: boolean
  watch_since: Date | null
  checks_per_week: number
  version: Generated<number>
}
interface CheckDayTable {
  day: string
  seed: number
  least_units: number
  units: { id: string; perWeek: number }[]
}
interface DutySuspicionTable {
  id: string
  kind: SuspicionKind
  unit_id: string
  person_name: string
  at: Date
  basis: string
  evidence: string
  link: string | null
  state: 'suspected' | 'confirmed' | 'dismissed'
  reason: string
  decided_by: string | null
  decided_at: Date | null
}

declare module '../../kernel/database/database.ts' {
  interface Tables {
    duty_call: DutyCallTable
    duty_call_target: DutyCallTargetTable
    duty_checked_unit: CheckedUnitTable
    duty_check_day: CheckDayTable
    duty_suspicion: DutySuspicionTable
  }
}

export const dutyCheckSchema: Migration[] = [
  {
    id: '2026-11-23-36-duty-calls',
    sql: /* sql */ `
create table duty_call (
  id uuid primary key, kind text not null check (kind in ('random', 'roll', 'reach')), title text not null, text text not null,
  started_at timestamptz(3) not null, answer_by timestamptz(3) not null, closes_at timestamptz(3) not null check (closes_at >= answer_by),
  closed_at timestamptz(3), started_by_name text not null, started_by_unit uuid not null
);
create index duty_call_time on duty_call (started_at desc, id desc);
create table duty_call_target (
  id uuid primary key, call_id uuid not null references duty_call, unit_id uuid not null references unit, person_id uuid references person,
  name text not null, phone text, answered_at timestamptz(3), answered_by text, manner text check (manner in ('own', 'phone')), rostered boolean,
  result text, version int not null default 1, unique nulls not distinct (call_id, unit_id, person_id)
);
create index duty_call_target_unit on duty_call_target (unit_id, call_id);
create table duty_checked_unit (
  unit_id uuid primary key references unit, watch_check_in boolean not null, watch_since timestamptz(3), checks_per_week int not null,
  version int not null default 1
);
-- The moments follow from seed, units and least number: anybody can count them again.
create table duty_check_day (day date primary key, seed int not null, least_units int not null, units jsonb not null);
create table duty_suspicion (
  id uuid primary key, kind text not null check (kind in ('absent', 'offPost', 'substitute')), unit_id uuid not null references unit,
  person_name text not null, at timestamptz(3) not null, basis text not null unique, evidence text not null, link text,
  state text not null check (state in ('suspected', 'confirmed', 'dismissed')), reason text not null, decided_by text, decided_at timestamptz(3)
);
create index duty_suspicion_unit on duty_suspicion (unit_id, at desc, id desc);
create index duty_suspicion_time on duty_suspicion (at desc, id desc);
`,
  },
  {
    id: '2026-11-23-39-video-roll-calls',
    sql: /* sql */ `
alter table duty_call add column by_video boolean not null default false;
alter table duty_call_target add column video text check (video in ('joined', 'reported', 'unreported')),
  drop constraint duty_call_target_manner_check, add constraint duty_call_target_manner_check check (manner in ('own', 'phone', 'video'));
`,
  },
]
