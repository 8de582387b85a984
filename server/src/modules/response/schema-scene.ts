import type { ArrivalKind, SceneStep } from '@anlan/contract/response.ts'
import type { Selectable } from 'kysely'
import type { Migration } from '../../kernel/database/migrate.ts'

interface ArrivalTable {
  id: string
  response_id: string
  kind: ArrivalKind
  unit_id: string | null
  name: string
  people: number | null
  equipment: string
  planned_at: Date | null
  arrived_at: Date | null
  how: 'self' | 'desk' | null
  by_name: string | null
  note: string
  noted_at: Date
}
export type Arrival = Selectable<ArrivalTable>
interface SceneStepTable {
  id: string
  response_id: string
  step: SceneStep
  owner_name: string
  at: Date
  note: string
  by_name: string
}
interface CallOutTable {
  id: string
  event_id: string
  unit_id: string
  order: string
  place: string
  called_at: Date
  called_by_name: string
  called_by_unit_id: string
  due_at: Date
  assembled_at: Date | null
  people: number | null
  note: string
}
export type CallOut = Selectable<CallOutTable>
interface ParticipationTable {
  id: string
  event_id: string
  unit_id: string
  how: 'coordinated' | 'onScene'
  people: string
  from_at: Date
  until_at: Date | null
  note: string
  recorded_at: Date
  by_name: string
}
interface ResponsibilityTable {
  id: string
  event_id: string
  direction: 'up' | 'down'
  to_name: string
  reason: string
  at: Date
  recorded_at: Date
  by_name: string
}

declare module '../../kernel/database/database.ts' {
  interface Tables {
    response_arrival: ArrivalTable
    response_scene_step: SceneStepTable
    response_call_out: CallOutTable
    response_participation: ParticipationTable
    response_responsibility: ResponsibilityTable
  }
}

export const sceneSchema: Migration[] = [
  {
    id: '2026-11-22-57-response-scene',
    sql: /* sql */ `
create table response_arrival (
  id uuid primary key,
  response_id uuid not null references response,
  kind text not null,
  unit_id uuid references unit,
  name text not null,
  people int,
  equipment text not null,
  planned_at timestamptz(3),
  arrived_at timestamptz(3),
  how text check (how in ('self', 'desk')),
  by_name text,
  note text not null,
  noted_at timestamptz(3) not null,
  check ((arrived_at is null) = (how is null)),
  check (unit_id is not null or name <> '')
);
create index response_arrival_of on response_arrival (response_id, noted_at);
create table response_scene_step (
  id uuid primary key,
  response_id uuid not null references response,
  step text not null,
  owner_name text not null,
  at timestamptz(3) not null,
  note text not null,
  by_name text not null,
  unique (response_id, step)
);
create table response_call_out (
  id uuid primary key,
  event_id uuid not null references emergency_event,
  unit_id uuid not null references unit,
  "order" text not null,
  place text not null,
  called_at timestamptz(3) not null,
  called_by_name text not null,
  called_by_unit_id uuid not null references unit,
  due_at timestamptz(3) not null,
  assembled_at timestamptz(3),
  people int,
  note text not null,
  check ((assembled_at is null) = (people is null))
);
create index response_call_out_of on response_call_out (event_id, called_at);
create table response_participation (
  id uuid primary key,
  event_id uuid not null references emergency_event,
  unit_id uuid not null references unit,
  how text not null check (how in ('coordinated', 'onScene')),
  people text not null,
  from_at timestamptz(3) not null,
  until_at timestamptz(3),
  note text not null,
  recorded_at timestamptz(3) not null,
  by_name text not null
);
create index response_participation_of on response_participation (event_id, from_at);
create table response_responsibility (
  id uuid primary key,
  event_id uuid not null references emergency_event,
  direction text not null check (direction in ('up', 'down')),
  to_name text not null,
  reason text not null,
  at timestamptz(3) not null,
  recorded_at timestamptz(3) not null,
  by_name text not null
);
create index response_responsibility_of on response_responsibility (event_id, at);
create trigger response_participation_append_only before update or delete on response_participation for each row execute function refuse_change();
create trigger response_responsibility_append_only before update or delete on response_responsibility for each row execute function refuse_change();
create trigger response_scene_step_append_only before update or delete on response_scene_step for each row execute function refuse_change();
`,
  },
]
