import type { DutyMode } from '@anlan/contract/duty-mode.ts'
import type { Migration } from '../../kernel/database/migrate.ts'

interface CallInTable {
  id: string
  unit_id: string
  mode: DutyMode
  reason: string
  reach_minutes: number
  matter_id: string | null
  opened_at: Date
  due_at: Date
  all_acknowledged_at: Date | null
  all_arrived_at: Date | null
  closed_at: Date | null
  close_reason: string | null
}
export interface CallInMemberTable {
  id: string
  call_in_id: string
  kind: 'person' | 'unit'
  unit_id: string
  person_id: string | null
  name: string
  post: string
  phone: string | null
  added_at: Date
  calls: number
  last_call_at: Date | null
  acknowledged_at: Date | null
  acknowledged_via: 'self' | 'phone' | null
  expected_at: Date | null
  arrived_at: Date | null
  released_at: Date | null
}

declare module '../../kernel/database/database.ts' {
  interface Tables {
    duty_call_in: CallInTable
    duty_call_in_member: CallInMemberTable
  }
}

export const callInSchema: Migration[] = [
  {
    id: '2026-11-23-46-call-in',
    sql: /* sql */ `
create table duty_call_in (
  id uuid primary key, unit_id uuid not null references unit, mode text not null, reason text not null, reach_minutes int not null, matter_id uuid,
  opened_at timestamptz(3) not null, due_at timestamptz(3) not null, all_acknowledged_at timestamptz(3), all_arrived_at timestamptz(3),
  closed_at timestamptz(3), close_reason text, check ((closed_at is null) = (close_reason is null))
);
create unique index duty_call_in_running on duty_call_in (unit_id) where closed_at is null;
create index duty_call_in_of on duty_call_in (unit_id, opened_at desc);
-- A person, or a unit of the joint duty list, which answers as a whole.
create table duty_call_in_member (
  id uuid primary key, call_in_id uuid not null references duty_call_in, kind text not null check (kind in ('person', 'unit')),
  unit_id uuid not null references unit, person_id uuid references person, name text not null, post text not null, phone text,
  added_at timestamptz(3) not null, calls int not null default 0, last_call_at timestamptz(3),
  acknowledged_at timestamptz(3), acknowledged_via text, expected_at timestamptz(3), arrived_at timestamptz(3), released_at timestamptz(3),
  check ((kind = 'person') = (person_id is not null)), check (arrived_at is null or acknowledged_at is not null),
  unique nulls not distinct (call_in_id, kind, unit_id, person_id)
);
create index duty_call_in_member_person on duty_call_in_member (person_id) where person_id is not null and released_at is null;
`,
  },
]
