import type { ActionPlanState, DataPack, OpinionKind } from '@anlan/contract/command.ts'
import type { JSONColumnType, Selectable } from 'kysely'
import type { Migration } from '../../kernel/database/migrate.ts'

interface FactTable {
  id: string
  response_id: string
  number: number
  text: string
  as_of: Date
  source: string
  written_at: Date
  written_by_name: string
  written_by_account_id: string | null
  written_by_unit_id: string
  verified_at: Date | null
  verified_by_name: string | null
  verify_note: string
  supersedes_id: string | null
  superseded_at: Date | null
}
export type BoardFact = Selectable<FactTable>
interface ConsultationTable {
  id: string
  response_id: string
  number: number
  topic: string
  host_id: string
  host_name: string
  opened_at: Date
  opened_by_name: string
  data_pack: JSONColumnType<DataPack>
  judgement: string
  version: number
  signed_at: Date | null
  signed_for: string | null
}
export type Consultation = Selectable<ConsultationTable>
interface ParticipantTable {
  id: string
  consultation_id: string
  unit_id: string
  unit_name: string
  person_id: string | null
  person_name: string | null
  attended: boolean
  sort: number
}
interface DecisionTable {
  id: string
  consultation_id: string
  text: string
  unit_id: string | null
  task_id: string | null
  at: Date
  by_name: string
}
interface PlanTable {
  id: string
  response_id: string
  number: number
  objectives: string
  measures: string
  forces: string
  safety: string
  state: ActionPlanState
  drafted_at: Date
  drafted_by_name: string
  drafted_by_account_id: string | null
  judged_at: Date | null
  judged_by_name: string | null
  opinion: string
}
export type ActionPlan = Selectable<PlanTable>
interface OpinionTable {
  id: string
  response_id: string
  kind: OpinionKind
  expert_id: string
  expert_name: string
  expert_title: string
  question: string
  asked_at: Date
  asked_by_name: string
  opinion: string | null
  given_at: Date | null
  recorded_by_name: string | null
}
interface EntryTable {
  id: string
  response_id: string
  name: string
  unit_id: string | null
  people: number
  place: string
  entered_at: Date
  limit_minutes: number
  par_minutes: number
  next_par_at: Date
  last_par_at: Date | null
  entered_by_unit_id: string
  out_at: Date | null
  out_people: number | null
  out_note: string
}
export type Entry = Selectable<EntryTable>
interface WithdrawalTable {
  id: string
  response_id: string
  reason: string
  ordered_at: Date
  ordered_by_name: string
  lifted_at: Date | null
  lifted_by_name: string | null
}
interface SpellTable {
  id: string
  response_id: string
  person_id: string | null
  person_name: string | null
  post_name: string
  unit_name: string
  from_at: Date
  until_at: Date | null
  note: string
  open_items: JSONColumnType<string[]>
}
interface ReliefTable {
  id: string
  response_id: string
  arrival_id: string
  at: Date
  relieved_by: string
  by_name: string
}

declare module '../../kernel/database/database.ts' {
  interface Tables {
    command_fact: FactTable
    command_consultation: ConsultationTable
    command_participant: ParticipantTable
    command_decision: DecisionTable
    command_plan: PlanTable
    command_opinion: OpinionTable
    command_entry: EntryTable
    command_withdrawal: WithdrawalTable
    command_spell: SpellTable
    command_relief: ReliefTable
  }
}

export const commandSchema: Migration[] = [
  {
    id: '2026-11-25-65-command',
    sql: /* sql */ `
create table command_fact (
  id uuid primary key,
  response_id uuid not null references response,
  number int not null,
  text text not null,
  as_of timestamptz(3) not null,
  source text not null,
  written_at timestamptz(3) not null,
  written_by_name text not null,
  written_by_account_id uuid,
  written_by_unit_id uuid not null references unit,
  verified_at timestamptz(3),
  verified_by_name text,
  verify_note text not null,
  supersedes_id uuid unique references command_fact,
  superseded_at timestamptz(3),
  unique (response_id, number),
  check ((verified_at is null) = (verified_by_name is null))
);
-- What was said stays as it was said; it is verified once and superseded once.
create function command_fact_stays() returns trigger language plpgsql as $$
begin
  if (new.text, new.as_of, new.source, new.number, new.response_id, new.written_by_name, new.written_at)
      is distinct from (old.text, old.as_of, old.source, old.number, old.response_id, old.written_by_name, old.written_at)
    or (old.verified_at is not null and (new.verified_at, new.verified_by_name) is distinct from (old.verified_at, old.verified_by_name))
    or (old.superseded_at is not null and new.superseded_at is distinct from old.superseded_at) then
    raise exception '事实板已登记的情况不可更改' using errcode = 'insufficient_privilege';
  end if;
  return new;
end $$;
create trigger command_fact_stays before update on command_fact for each row execute function command_fact_stays();
create trigger command_fact_kept before delete on command_fact for each row execute function refuse_change();

create table command_consultation (
  id uuid primary key,
  response_id uuid not null references response,
  number int not null,
  topic text not null,
  host_id uuid not null,
  host_name text not null,
  opened_at timestamptz(3) not null,
  opened_by_name text not null,
  data_pack jsonb not null,
  judgement text not null,
  version int not null,
  signed_at timestamptz(3),
  signed_for text,
  unique (response_id, number)
);
-- The data pack is of its moment, and signed minutes are what was signed.
create function command_consultation_stays() returns trigger language plpgsql as $$
begin
  if old.signed_at is not null or new.data_pack <> old.data_pack or new.opened_at <> old.opened_at then
    raise exception '会商资料包和已签发的会商纪要不可更改' using errcode = 'insufficient_privilege';
  end if;
  return new;
end $$;
create trigger command_consultation_stays before update on command_consultation for each row execute function command_consultation_stays();
create trigger command_consultation_kept before delete on command_consultation for each row execute function refuse_change();
create table command_participant (
  id uuid primary key,
  consultation_id uuid not null references command_consultation,
  unit_id uuid not null references unit,
  unit_name text not null,
  person_id uuid,
  person_name text,
  attended boolean not null,
  sort int not null
);
create index command_participant_of on command_participant (consultation_id, sort);
create table command_decision (
  id uuid primary key,
  consultation_id uuid not null references command_consultation,
  text text not null,
  unit_id uuid references unit,
  task_id uuid references response_task,
  at timestamptz(3) not null,
  by_name text not null,
  check ((unit_id is null) = (task_id is null))
);
create index command_decision_of on command_decision (consultation_id, at);
create trigger command_decision_append_only before update or delete on command_decision for each row execute function refuse_change();

create table command_plan (
  id uuid primary key,
  response_id uuid not null references response,
  number int not null,
  objectives text not null,
  measures text not null,
  forces text not null,
  safety text not null,
  state text not null check (state in ('draft', 'approved', 'returned', 'replaced')),
  drafted_at timestamptz(3) not null,
  drafted_by_name text not null,
  drafted_by_account_id uuid,
  judged_at timestamptz(3),
  judged_by_name text,
  opinion text not null,
  unique (response_id, number)
);
create unique index command_plan_in_force on command_plan (response_id) where state = 'approved';
create unique index command_plan_waiting on command_plan (response_id) where state = 'draft';
create function command_plan_stays() returns trigger language plpgsql as $$
begin
  if (new.objectives, new.measures, new.forces, new.safety, new.number, new.drafted_by_name)
      is distinct from (old.objectives, old.measures, old.forces, old.safety, old.number, old.drafted_by_name)
    or old.state in ('returned', 'replaced') or (old.state = 'approved' and new.state <> 'replaced') then
    raise exception '处置方案已提交的内容不可更改' using errcode = 'insufficient_privilege';
  end if;
  return new;
end $$;
create trigger command_plan_stays before update on command_plan for each row execute function command_plan_stays();
create trigger command_plan_kept before delete on command_plan for each row execute function refuse_change();

create table command_opinion (
  id uuid primary key,
  response_id uuid not null references response,
  kind text not null check (kind in ('assessment', 'advice', 'rescue', 'evaluation')),
  expert_id uuid not null,
  expert_name text not null,
  expert_title text not null,
  question text not null,
  asked_at timestamptz(3) not null,
  asked_by_name text not null,
  opinion text,
  given_at timestamptz(3),
  recorded_by_name text,
  check ((opinion is null) = (given_at is null))
);
create index command_opinion_of on command_opinion (response_id, asked_at);
create trigger command_opinion_kept before delete on command_opinion for each row execute function refuse_change();

create table command_entry (
  id uuid primary key,
  response_id uuid not null references response,
  name text not null,
  unit_id uuid references unit,
  people int not null check (people > 0),
  place text not null,
  entered_at timestamptz(3) not null,
  limit_minutes int not null,
  par_minutes int not null,
  next_par_at timestamptz(3) not null,
  last_par_at timestamptz(3),
  entered_by_unit_id uuid not null references unit,
  out_at timestamptz(3),
  out_people int,
  out_note text not null,
  check ((out_at is null) = (out_people is null))
);
create index command_entry_of on command_entry (response_id, entered_at);
create trigger command_entry_kept before delete on command_entry for each row execute function refuse_change();
create table command_withdrawal (
  id uuid primary key,
  response_id uuid not null references response,
  reason text not null,
  ordered_at timestamptz(3) not null,
  ordered_by_name text not null,
  lifted_at timestamptz(3),
  lifted_by_name text
);
create unique index command_withdrawal_in_force on command_withdrawal (response_id) where lifted_at is null;
create trigger command_withdrawal_kept before delete on command_withdrawal for each row execute function refuse_change();

create table command_spell (
  id uuid primary key,
  response_id uuid not null references response,
  person_id uuid,
  person_name text,
  post_name text not null,
  unit_name text not null,
  from_at timestamptz(3) not null,
  until_at timestamptz(3),
  note text not null,
  open_items jsonb not null
);
create unique index command_spell_now on command_spell (response_id) where until_at is null;
create index command_spell_of on command_spell (response_id, from_at);
create trigger command_spell_kept before delete on command_spell for each row execute function refuse_change();
create table command_relief (
  id uuid primary key,
  response_id uuid not null references response,
  arrival_id uuid not null unique references response_arrival,
  at timestamptz(3) not null,
  relieved_by text not null,
  by_name text not null
);
create index command_relief_of on command_relief (response_id);
create trigger command_relief_append_only before update or delete on command_relief for each row execute function refuse_change();
`,
  },
]
