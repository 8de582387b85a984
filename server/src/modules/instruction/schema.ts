import type {
  AssignmentRole,
  AssignmentState,
  InstructionChannel,
  InstructionState,
  InstructionVerb,
  LeaderRank,
  Urgency,
} from '@anlan/contract/instruction.ts'
import type { Selectable } from 'kysely'
import type { Migration } from '../../kernel/database/migrate.ts'

export interface InstructionTable {
  id: string
  number: string | null
  subject: string
  leader_name: string
  leader_post: string
  leader_person_id: string | null
  rank: LeaderRank
  channel: InstructionChannel
  verb: InstructionVerb
  urgency: Urgency
  text: string
  given_at: Date
  deadline: Date | null
  event_id: string | null
  report_id: string | null
  follows_id: string | null
  from_unit_id: string | null
  sent_down: boolean
  handling_unit_id: string
  recorded_at: Date
  recorded_by_name: string
  received_at: Date | null
  received_by_name: string | null
  clean_text: string | null
  transcribed_at: Date | null
  transcribed_by_name: string | null
  written_at: Date | null
  told: string | null
  told_how: string | null
  told_at: Date | null
  state: InstructionState
  closed_at: Date | null
  closed_by_name: string | null
  closing_answer: string | null
  archived_at: Date | null
}
export type Instruction = Selectable<InstructionTable>

export interface AssignmentTable {
  id: string
  instruction_id: string
  parent_id: string | null
  unit_id: string
  person_id: string | null
  role: AssignmentRole
  task: string
  state: AssignmentState
  assigned_at: Date
  assigned_by_name: string
  signed_for_at: Date | null
  signed_for_by_name: string | null
  sort: number
}
export type Assignment = Selectable<AssignmentTable>

interface FeedbackTable {
  id: string
  assignment_id: string
  instruction_id: string
  text: string
  final: boolean
  at: Date
  by_name: string
  next_by: Date | null
  returned_at: Date | null
  return_reason: string | null
}
interface UrgeTable {
  id: string
  assignment_id: string
  instruction_id: string
  at: Date
  by_name: string
  automatic: boolean
  note: string
}
interface UpwardAnswerTable {
  id: string
  instruction_id: string
  text: string
  at: Date
  by_name: string
  accepted_at: Date | null
  returned_at: Date | null
  return_reason: string | null
}
/** Files by what they belong to: the instruction itself, its written original, a feedback or an answer upward. */
interface InstructionFileTable {
  instruction_id: string
  owner_id: string
  file_id: string
  sort: number
}

declare module '../../kernel/database/database.ts' {
  interface Tables {
    instruction: InstructionTable
    instruction_assignment: AssignmentTable
    instruction_feedback: FeedbackTable
    instruction_urge: UrgeTable
    instruction_upward_answer: UpwardAnswerTable
    instruction_file: InstructionFileTable
  }
}

export const instructionSchema: Migration[] = [
  {
    id: '2026-11-22-34-instruction',
    sql: /* sql */ `
create table instruction (
  id uuid primary key,
  number text unique,
  subject text not null,
  leader_name text not null,
  leader_post text not null,
  leader_person_id uuid references person,
  rank text not null,
  channel text not null,
  verb text not null,
  urgency text not null,
  text text not null,
  given_at timestamptz(3) not null,
  deadline timestamptz(3),
  event_id uuid references emergency_event,
  report_id uuid references event_report,
  follows_id uuid references instruction,
  from_unit_id uuid references unit,
  sent_down boolean not null,
  handling_unit_id uuid not null references unit,
  recorded_at timestamptz(3) not null,
  recorded_by_name text not null,
  received_at timestamptz(3),
  received_by_name text,
  clean_text text,
  transcribed_at timestamptz(3),
  transcribed_by_name text,
  written_at timestamptz(3),
  told text,
  told_how text,
  told_at timestamptz(3),
  state text not null check (state in ('toTranscribe', 'handedOn', 'signedFor', 'inProgress', 'answered', 'reinstructed', 'closed', 'archived')),
  closed_at timestamptz(3),
  closed_by_name text,
  closing_answer text,
  archived_at timestamptz(3),
  check ((state in ('closed', 'archived')) = (closed_at is not null)),
  check ((state = 'archived') = (archived_at is not null)),
  check (closed_at is null or closing_answer is not null)
);
create index instruction_given on instruction (given_at desc, id desc);
create index instruction_state on instruction (state, given_at desc);
create index instruction_event on instruction (event_id) where event_id is not null;
create index instruction_follows on instruction (follows_id) where follows_id is not null;
create table instruction_assignment (
  id uuid primary key,
  instruction_id uuid not null references instruction,
  parent_id uuid references instruction_assignment,
  unit_id uuid not null references unit,
  person_id uuid references person,
  role text not null check (role in ('lead', 'co', 'part')),
  task text not null,
  state text not null check (state in ('assigned', 'signedFor', 'inProgress', 'returned', 'answered')),
  assigned_at timestamptz(3) not null,
  assigned_by_name text not null,
  signed_for_at timestamptz(3),
  signed_for_by_name text,
  sort int not null,
  check ((role = 'part') = (parent_id is not null)),
  check ((state = 'assigned') = (signed_for_at is null))
);
create index instruction_assignment_of on instruction_assignment (instruction_id, sort);
create index instruction_assignment_unit on instruction_assignment (unit_id) where state <> 'answered';
create unique index instruction_assignment_once on instruction_assignment (instruction_id, unit_id) where parent_id is null;
create unique index instruction_one_lead on instruction_assignment (instruction_id) where role = 'lead';
create table instruction_feedback (
  id uuid primary key,
  assignment_id uuid not null references instruction_assignment,
  instruction_id uuid not null references instruction,
  text text not null,
  final boolean not null,
  at timestamptz(3) not null,
  by_name text not null,
  next_by timestamptz(3),
  returned_at timestamptz(3),
  return_reason text
);
create index instruction_feedback_of on instruction_feedback (instruction_id, at);
create table instruction_urge (
  id uuid primary key,
  assignment_id uuid not null references instruction_assignment,
  instruction_id uuid not null references instruction,
  at timestamptz(3) not null,
  by_name text not null,
  automatic boolean not null,
  note text not null
);
create index instruction_urge_of on instruction_urge (instruction_id, at);
create table instruction_upward_answer (
  id uuid primary key,
  instruction_id uuid not null references instruction,
  text text not null,
  at timestamptz(3) not null,
  by_name text not null,
  accepted_at timestamptz(3),
  returned_at timestamptz(3),
  return_reason text
);
create index instruction_upward_answer_of on instruction_upward_answer (instruction_id, at);
create table instruction_file (
  instruction_id uuid not null references instruction,
  owner_id uuid not null,
  file_id uuid not null references file,
  sort int not null,
  primary key (owner_id, file_id)
);
create index instruction_file_of on instruction_file (instruction_id);

-- What a leader said and what a unit answered stay as they were.
create function instruction_keeps_its_words() returns trigger language plpgsql as $$
begin
  if new.text <> old.text or new.given_at <> old.given_at or new.leader_name <> old.leader_name
    or (old.transcribed_at is not null and new.clean_text is distinct from old.clean_text and old.state <> 'toTranscribe') then
    raise exception '批示原文和已转办的抄清不可更改' using errcode = 'insufficient_privilege';
  end if;
  return new;
end $$;
create trigger instruction_keeps_its_words before update on instruction for each row execute function instruction_keeps_its_words();
create function instruction_answer_keeps_its_words() returns trigger language plpgsql as $$
begin
  if new.text <> old.text or new.at <> old.at then
    raise exception '反馈内容和时间不可更改' using errcode = 'insufficient_privilege';
  end if;
  return new;
end $$;
create trigger instruction_feedback_keeps before update on instruction_feedback for each row execute function instruction_answer_keeps_its_words();
create trigger instruction_upward_keeps before update on instruction_upward_answer for each row execute function instruction_answer_keeps_its_words();
create trigger instruction_stays before delete on instruction for each row execute function refuse_change();
create trigger instruction_assignment_stays before delete on instruction_assignment for each row execute function refuse_change();
create trigger instruction_feedback_stays before delete on instruction_feedback for each row execute function refuse_change();
create trigger instruction_upward_stays before delete on instruction_upward_answer for each row execute function refuse_change();
create trigger instruction_urge_append_only before update or delete on instruction_urge for each row execute function refuse_change();
create trigger instruction_no_truncate before truncate on instruction for each statement execute function refuse_change();
create trigger instruction_feedback_no_truncate before truncate on instruction_feedback for each statement execute function refuse_change();
`,
  },
]
