import type { DutyPost } from '@anlan/contract/duty.ts'
import type { SwapStatus } from '@anlan/contract/shift.ts'
import type { Migration } from '../../../kernel/database/migrate.ts'

interface DutyGapTable {
  id: string
  unit_id: string
  room_id: string
  post: DutyPost
  from_at: Date
  to_at: Date
  missing: number
  why: string
  state: 'open' | 'filled' | 'passed' | 'changed'
  opened_at: Date
  closed_at: Date | null
  obligation_id: string | null
}
interface DutySwapTable {
  id: string
  version: number
  unit_id: string
  room_id: string | null
  status: SwapStatus
  reason: string
  shift_id: string
  post: DutyPost
  person_id: string
  starts_at: Date
  ends_at: Date
  other_person_id: string
  other_shift_id: string | null
  other_post: DutyPost | null
  other_starts_at: Date | null
  other_ends_at: Date | null
  asked_at: Date
  asked_by: string
  asked_by_account: string | null
  answered_at: Date | null
  answered_by: string | null
  answer_note: string
  decided_at: Date | null
  decided_by: string | null
  decision_note: string
  expires_at: Date
  obligation_id: string | null
}
interface DutyCoverTable {
  id: string
  unit_id: string
  room_id: string | null
  kind: 'leave' | 'urgent'
  shift_id: string
  cover_shift_id: string
  post: DutyPost
  person_id: string
  cover_person_id: string
  from_at: Date
  to_at: Date
  points: number
  reason: string
  findings: string[]
  at: Date
  by_name: string
}

declare module '../../../kernel/database/database.ts' {
  interface Tables {
    duty_gap: DutyGapTable
    duty_swap: DutySwapTable
    duty_cover: DutyCoverTable
  }
}

export const dutyShiftSchema: Migration[] = [
  {
    id: '2026-11-23-15-shifts-in-force',
    sql: /* sql */ `
alter table duty_shift add column version int not null default 1;
-- A stretch of time in which a post of a room lacks people. Shifts, leave and needs are the truth; this is what was noticed of it, and owed.
create table duty_gap (
  id uuid primary key, unit_id uuid not null references unit, room_id uuid not null references duty_room, post text not null,
  from_at timestamptz(3) not null, to_at timestamptz(3) not null check (to_at > from_at), missing int not null check (missing > 0), why text not null,
  state text not null check (state in ('open', 'filled', 'passed', 'changed')), opened_at timestamptz(3) not null, closed_at timestamptz(3),
  obligation_id uuid references obligation, check ((state = 'open') = (closed_at is null))
);
create index duty_gap_open on duty_gap (room_id, from_at) where state = 'open';
create index duty_gap_unit on duty_gap (unit_id, from_at);
-- Shifts are named without a reference: a new roster takes their place, and what was asked about the old ones is then over.
create table duty_swap (
  id uuid primary key, version int not null, unit_id uuid not null references unit, room_id uuid references duty_room,
  status text not null check (status in ('asked', 'agreed', 'approved', 'refused', 'withdrawn', 'expired')), reason text not null,
  shift_id uuid not null, post text not null, person_id uuid not null references person, starts_at timestamptz(3) not null, ends_at timestamptz(3) not null,
  other_person_id uuid not null references person check (other_person_id <> person_id),
  other_shift_id uuid, other_post text, other_starts_at timestamptz(3), other_ends_at timestamptz(3),
  asked_at timestamptz(3) not null, asked_by text not null, asked_by_account uuid,
  answered_at timestamptz(3), answered_by text, answer_note text not null,
  decided_at timestamptz(3), decided_by text, decision_note text not null, expires_at timestamptz(3) not null, obligation_id uuid references obligation,
  check ((other_shift_id is null) = (other_starts_at is null))
);
create unique index duty_swap_one_at_a_time on duty_swap (shift_id) where status in ('asked', 'agreed');
create index duty_swap_unit on duty_swap (unit_id, asked_at);
create index duty_swap_person on duty_swap (person_id);
create index duty_swap_other on duty_swap (other_person_id);
create table duty_cover (
  id uuid primary key, unit_id uuid not null references unit, room_id uuid references duty_room, kind text not null check (kind in ('leave', 'urgent')),
  shift_id uuid not null, cover_shift_id uuid not null, post text not null, person_id uuid not null references person,
  cover_person_id uuid not null references person check (cover_person_id <> person_id),
  from_at timestamptz(3) not null, to_at timestamptz(3) not null check (to_at > from_at), points float8 not null, reason text not null,
  findings text[] not null, at timestamptz(3) not null, by_name text not null
);
create index duty_cover_unit on duty_cover (unit_id, at);
create trigger duty_cover_append_only before update or delete on duty_cover for each row execute function refuse_change();
`,
  },
  {
    id: '2026-11-23-49-reinforcing-shifts',
    sql: /* sql */ `alter table duty_shift add column reinforcing boolean not null default false`,
  },
]
