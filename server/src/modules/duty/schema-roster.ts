import type { DutyPattern, RosterRules } from '@anlan/contract/roster.ts'
import type { Generated, JSONColumnType } from 'kysely'
import type { Migration } from '../../kernel/database/migrate.ts'
import type { RosterDay, ShiftSlot } from './roster/rules/problem.ts'

type Needs = DutyPattern['needs']

interface DutyRoomTable {
  id: string
  unit_id: string
  name: string
  phone: string | null
  fax: string | null
  from_day: string | null
  to_day: string | null
  change_at: string
  always: JSONColumnType<Needs>
  rules: JSONColumnType<RosterRules>
  duties: Generated<Record<string, string>>
  enabled: Generated<boolean>
  version: Generated<number>
}
interface DutyPatternTable {
  id: string
  room_id: string
  sort: number
  name: string
  day_kinds: DutyPattern['dayKinds']
  from_day: string | null
  to_day: string | null
  starts: string
  ends: string
  night: boolean
  load: number
  needs: JSONColumnType<Needs>
}
interface DutyPoolTable {
  room_id: string
  person_id: string
  sort: number
  posts: string[]
  from_day: string | null
  to_day: string | null
  trained: boolean
  guard: boolean
  night_exempt: boolean
  newcomer: boolean
}
interface DutyPairTable {
  room_id: string
  a: string
  b: string
  kind: 'together' | 'apart'
}
interface DutyLeaveTable {
  id: string
  person_id: string
  kind: string
  from_at: Date
  to_at: Date
  note: string
}
interface DutyWishTable {
  id: string
  room_id: string
  person_id: string
  day: string
  wants: 'on' | 'off'
  reason: string
}
interface DutyRosterTable {
  id: string
  room_id: string
  from_day: string
  to_day: string
  status: 'draft' | 'published' | 'withdrawn'
  version: Generated<number>
  seed: number
  rule_version: string
  outcome: string
  objective: number | null
  bound: number | null
  seconds: number | null
  inputs_hash: string
  notes: JSONColumnType<string[]>
  days: JSONColumnType<RosterDay[]>
  slots: JSONColumnType<ShiftSlot[]>
  made_at: Date
  published_at: Date | null
}
interface DutyAssignmentTable {
  roster_id: string
  slot_key: string
  post: string
  place: number
  person_id: string | null
  on_site: boolean
}

declare module '../../kernel/database/database.ts' {
  interface Tables {
    duty_room: DutyRoomTable
    duty_pattern: DutyPatternTable
    duty_pool: DutyPoolTable
    duty_pair: DutyPairTable
    duty_leave: DutyLeaveTable
    duty_wish: DutyWishTable
    duty_roster: DutyRosterTable
    duty_assignment: DutyAssignmentTable
  }
}

export const dutyRosterSchema: Migration[] = [
  {
    id: '2026-11-22-66-duty-rosters',
    sql: /* sql */ `
create table duty_room (
  id uuid primary key, unit_id uuid not null references unit, name text not null, phone text, fax text,
  from_day date, to_day date check (to_day >= from_day), change_at text not null, always jsonb not null, rules jsonb not null,
  enabled boolean not null default true, version int not null default 1, unique (unit_id, name)
);
create table duty_pattern (
  id uuid primary key, room_id uuid not null references duty_room, sort int not null, name text not null, day_kinds text[] not null,
  from_day date, to_day date, starts text not null, ends text not null, night boolean not null, load float8 not null, needs jsonb not null
);
create index duty_pattern_room on duty_pattern (room_id, sort);
create table duty_pool (
  room_id uuid not null references duty_room, person_id uuid not null references person, sort int not null, posts text[] not null,
  from_day date, to_day date, trained boolean not null, guard boolean not null, night_exempt boolean not null, newcomer boolean not null,
  primary key (room_id, person_id)
);
create table duty_pair (
  room_id uuid not null references duty_room, a uuid not null references person, b uuid not null references person, kind text not null,
  primary key (room_id, a, b), check (a <> b)
);
create table duty_leave (
  id uuid primary key, person_id uuid not null references person, kind text not null, from_at timestamptz(3) not null,
  to_at timestamptz(3) not null check (to_at > from_at), note text not null
);
create index duty_leave_person on duty_leave (person_id, from_at);
create table duty_wish (
  id uuid primary key, room_id uuid not null references duty_room, person_id uuid not null references person, day date not null,
  wants text not null check (wants in ('on', 'off')), reason text not null, unique (room_id, person_id, day)
);
create table duty_roster (
  id uuid primary key, room_id uuid not null references duty_room, from_day date not null, to_day date not null check (to_day >= from_day),
  status text not null check (status in ('draft', 'published', 'withdrawn')), version int not null default 1, seed int not null,
  rule_version text not null, outcome text not null, objective float8, bound float8, seconds float8, inputs_hash text not null,
  notes jsonb not null, days jsonb not null, slots jsonb not null, made_at timestamptz(3) not null, published_at timestamptz(3)
);
create index duty_roster_room on duty_roster (room_id, from_day);
create table duty_assignment (
  roster_id uuid not null references duty_roster on delete cascade, slot_key text not null, post text not null, place int not null,
  person_id uuid references person, on_site boolean not null, primary key (roster_id, slot_key, post, place)
);
alter table duty_shift add column room_id uuid references duty_room, add column roster_id uuid references duty_roster,
  add column on_site boolean not null default true, add column night boolean, add column points float8;
create index duty_shift_roster on duty_shift (roster_id) where roster_id is not null;
`,
  },
  {
    id: '2026-11-23-05-duty-room-responsibilities',
    sql: /* sql */ `alter table duty_room add column duties jsonb not null default '{}'`,
  },
]
