import type { TeamStatus } from '@anlan/contract/team.ts'
import type { CallOutAnswer } from '@anlan/contract/team-call-out.ts'
import type { ApplicationState } from '@anlan/contract/team-registration.ts'
import type { SupplyKind } from '@anlan/contract/team-support.ts'
import type { ColumnType, Generated } from 'kysely'
import type { Migration } from '../../kernel/database/migrate.ts'
import type { TeamValues } from './team-values.ts'

interface TeamTable {
  id: string
  unit_id: string
  name: string
  values: ColumnType<TeamValues, string, string>
  removed_at: Date | null
  status: Generated<TeamStatus>
  status_since: Date | null
  status_event_id: string | null
  status_slip_id: string | null
  status_version: Generated<number>
}
interface TeamPartTable {
  id: string
  ledger: string
  team_id: string
  values: ColumnType<Record<string, unknown>, string, string>
  removed_at: Date | null
}
interface TeamMoveTable {
  id: string
  team_id: string
  at: Date
  from_status: TeamStatus
  to_status: TeamStatus
  event_id: string | null
  slip_id: string | null
  reason: string
  by_name: string
}
interface TeamStandbyTable {
  team_id: string
  day: string
  strength: number
  vehicles: number
  leader: string
  phone: string | null
  note: string
  reported_at: Date
  reported_by: string
  version: Generated<number>
}
interface TeamCallOutTable {
  id: string
  title: string
  text: string
  started_at: Date
  answer_by: Date
  closed_at: Date | null
  started_by: string
}
interface TeamCallOutTeamTable {
  call_out_id: string
  team_id: string
  team_name: string
  nominal: number | null
  assembled_at: Date | null
  assembled_people: number | null
  assembled_by: string | null
}
interface TeamCallOutSeatTable {
  id: string
  call_out_id: string
  team_id: string
  /** The same for every seat of one person in this call-out. */
  person_key: string
  person_id: string | null
  name: string
  phone: string | null
  answer: CallOutAnswer | null
  answered_at: Date | null
  answered_by: string | null
  manner: 'own' | 'ticked' | null
  version: Generated<number>
}
interface TeamSupplyTable {
  visiting_id: string
  kind: SupplyKind
  unit_id: string
  asked_at: Date
  done_at: Date | null
  done_by: string | null
  note: string
}
interface TeamApplicationTable {
  id: string
  unit_id: string
  team_id: string | null
  content: ColumnType<ApplicationContent, string, string>
  state: ApplicationState
  applied_at: Date
  applied_by: string
  applied_account: string | null
  reviewed_at: Date | null
  reviewed_by: string | null
  opinion: string
  certificate_no: string | null
  level: number | null
  valid_until: string | null
  version: Generated<number>
}
export interface ApplicationContent {
  name: string
  creditCode: string
  leader: string
  phone: string
  headcount: number
  capabilities: string[]
  insuredUntil: string
  statement: string
}
interface TeamTrainingTable {
  id: string
  team_id: string
  title: string
  day: string
  hours: number
  place: string
  present: ColumnType<{ id: string; name: string }[], string, string>
  recorded_by: string
}
interface ExpertConsultationTable {
  id: string
  expert_id: string
  expert_name: string
  event_id: string | null
  unit_id: string
  question: string
  asked_at: Date
  asked_by: string
  reason: string
  opinion: string | null
  manner: 'phone' | 'scene' | 'video' | 'written' | null
  given_at: Date | null
  recorded_by: string | null
}

declare module '../../kernel/database/database.ts' {
  interface Tables {
    team: TeamTable
    team_part: TeamPartTable
    team_move: TeamMoveTable
    team_standby: TeamStandbyTable
    team_call_out: TeamCallOutTable
    team_call_out_team: TeamCallOutTeamTable
    team_call_out_seat: TeamCallOutSeatTable
    team_application: TeamApplicationTable
    team_training: TeamTrainingTable
    expert_consultation: ExpertConsultationTable
    team_supply: TeamSupplyTable
  }
}

export const teamSchema: Migration[] = [
  {
    id: '2026-11-24-20-teams',
    sql: /* sql */ `
create table team (
  id uuid primary key, unit_id uuid not null references unit, name text not null, values jsonb not null, removed_at timestamptz(3),
  status text not null default 'standby' check (status in
    ('standby', 'gathering', 'dispatched', 'enRoute', 'onScene', 'withdrawing', 'resting', 'unavailable')),
  status_since timestamptz(3), status_event_id uuid, status_slip_id uuid, status_version int not null default 1
);
create index team_unit on team (unit_id);
create view team_ledger as select id, unit_id, values from team;

-- What belongs to a team and is kept as a ledger of its own: members, equipment, records of honours and funds.
create table team_part (
  id uuid primary key, ledger text not null, team_id uuid not null references team, values jsonb not null, removed_at timestamptz(3)
);
create index team_part_team on team_part (team_id, ledger);
create view team_member_ledger as select p.id, t.unit_id, p.values || jsonb_build_object('team', t.name) as values
  from team_part p join team t on t.id = p.team_id where p.ledger = 'team-members';
create view team_equipment_ledger as select p.id, t.unit_id, p.values || jsonb_build_object('team', t.name) as values
  from team_part p join team t on t.id = p.team_id where p.ledger = 'team-equipment';
create view team_record_ledger as select p.id, t.unit_id, p.values || jsonb_build_object('team', t.name) as values
  from team_part p join team t on t.id = p.team_id where p.ledger = 'team-records';

create table team_move (
  id uuid primary key, team_id uuid not null references team, at timestamptz(3) not null, from_status text not null, to_status text not null,
  event_id uuid, slip_id uuid, reason text not null, by_name text not null
);
create index team_move_team on team_move (team_id, at desc, id desc);

create table team_standby (
  team_id uuid not null references team, day date not null, strength int not null check (strength >= 0),
  vehicles int not null check (vehicles >= 0), leader text not null, phone text, note text not null, reported_at timestamptz(3) not null,
  reported_by text not null, version int not null default 1, primary key (team_id, day)
);
create index team_standby_day on team_standby (day);
`,
  },
  {
    id: '2026-11-24-21-team-call-outs',
    sql: /* sql */ `
create table team_call_out (
  id uuid primary key, title text not null, text text not null, started_at timestamptz(3) not null,
  answer_by timestamptz(3) not null check (answer_by > started_at), closed_at timestamptz(3), started_by text not null
);
create index team_call_out_time on team_call_out (started_at desc, id desc);
create table team_call_out_team (
  call_out_id uuid not null references team_call_out, team_id uuid not null references team, team_name text not null, nominal int,
  assembled_at timestamptz(3), assembled_people int, assembled_by text, primary key (call_out_id, team_id)
);
create index team_call_out_team_team on team_call_out_team (team_id);
create table team_call_out_seat (
  id uuid primary key, call_out_id uuid not null references team_call_out, team_id uuid not null references team, person_key text not null,
  person_id uuid references person, name text not null, phone text,
  answer text check (answer in ('coming', 'cannot', 'notReached')), answered_at timestamptz(3), answered_by text,
  manner text check (manner in ('own', 'ticked')), version int not null default 1,
  check ((answer is null) = (answered_at is null))
);
create index team_call_out_seat_call on team_call_out_seat (call_out_id, person_key);
create index team_call_out_seat_person on team_call_out_seat (person_id, call_out_id);
`,
  },
  {
    id: '2026-11-24-22-team-registration',
    sql: /* sql */ `
create table team_application (
  id uuid primary key, unit_id uuid not null references unit, team_id uuid references team, content jsonb not null,
  state text not null check (state in ('submitted', 'approved', 'refused')), applied_at timestamptz(3) not null, applied_by text not null,
  applied_account uuid, reviewed_at timestamptz(3), reviewed_by text, opinion text not null default '', certificate_no text,
  level int check (level between 1 and 3), valid_until date, version int not null default 1,
  check (state <> 'approved' or (certificate_no is not null and valid_until is not null and team_id is not null))
);
create index team_application_time on team_application (applied_at desc, id desc);
create unique index team_application_open on team_application (team_id) where state = 'submitted';
create unique index team_application_certificate on team_application (certificate_no);
create table team_training (
  id uuid primary key, team_id uuid not null references team, title text not null, day date not null, hours float8 not null check (hours > 0),
  place text not null, present jsonb not null, recorded_by text not null
);
create index team_training_team on team_training (team_id, day desc);
create table expert_consultation (
  id uuid primary key, expert_id uuid not null, expert_name text not null, event_id uuid, unit_id uuid not null references unit,
  question text not null, asked_at timestamptz(3) not null, asked_by text not null, reason text not null, opinion text,
  manner text check (manner in ('phone', 'scene', 'video', 'written')), given_at timestamptz(3), recorded_by text,
  check ((opinion is null) = (given_at is null))
);
create index expert_consultation_expert on expert_consultation (expert_id, asked_at desc);
create index expert_consultation_event on expert_consultation (event_id);
`,
  },
  {
    id: '2026-11-25-01-team-supplies',
    sql: /* sql */ `
create table team_supply (
  visiting_id uuid not null references register_record, kind text not null check (kind in ('lodging', 'food', 'fuel')),
  unit_id uuid not null references unit, asked_at timestamptz(3) not null, done_at timestamptz(3), done_by text, note text not null,
  primary key (visiting_id, kind), check ((done_at is null) = (done_by is null))
);
`,
  },
]
