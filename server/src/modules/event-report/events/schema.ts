import type {
  Circumstance,
  EventLevel,
  EventState,
  MatchedThreshold,
  SensitiveFlag,
} from '@anlan/contract/emergency-event.ts'
import type { SourceKind } from '@anlan/contract/switchboard.ts'
import type { JSONColumnType, Selectable } from 'kysely'
import type { Migration } from '../../../kernel/database/migrate.ts'

interface EventTypeTable {
  code: string
  name: string
  parent_code: string | null
  warning_only: boolean
  enabled: boolean
  source: string
  confidence: string
  lead_function: string | null
  /** 行业主管部门, where it is another than the one that leads the response. */
  sector_function: string | null
  /** Offices that usually support; null before they were first brought. */
  support_functions: string[] | null
}
export interface EmergencyEventTable {
  id: string
  number: string
  title: string
  state: EventState
  event_type_code: string
  area_code: string
  lng: number | null
  lat: number | null
  address: string | null
  occurred_at: Date | null
  known_at: Date
  source: string
  source_kind: SourceKind
  reporter_name: string | null
  reporter_phone: string | null
  reporter_unit_id: string | null
  site_contact: string | null
  summary: string
  measures_taken: string | null
  sensitive_flags: SensitiveFlag[]
  /** Circumstance → when it came to be known, ISO 8601. */
  circumstances: JSONColumnType<Partial<Record<Circumstance, string>>>
  secrecy: string
  restricted: boolean
  ended_at: Date | null
  stable_at: Date | null
  closed_at: Date | null
  created_at: Date
  created_by_unit_id: string
}
export type EmergencyEvent = Selectable<EmergencyEventTable>
interface ClassificationTable {
  id: string
  event_id: string
  event_type_code: string
  is_primary: boolean
  known_at: Date
  proposed_level: EventLevel | null
  proposed_because: JSONColumnType<MatchedThreshold[]>
  proposed_known_at: Date | null
  /** The level reporting clocks go by; null while unrated. */
  reporting_level: EventLevel | null
  confirmed_level: EventLevel | null
  confirmed_at: Date | null
  confirm_reason: string | null
}
export type Classification = Selectable<ClassificationTable>
interface FigureTable {
  id: string
  event_id: string
  indicator: string
  value: number | null
  status: 'unverified' | 'verified'
  as_of: Date
  known_at: Date
  source: string
  reason: string | null
  supersedes_id: string | null
  is_current: boolean
  recorded_at: Date
  recorded_by_name: string
  recorded_by_unit_id: string
}
export type Figure = Selectable<FigureTable>
interface KnowledgeTable {
  event_id: string
  unit_id: string
  known_at: Date
  by: string
  /** Told by the county duty office, which therefore needs no report of it from that unit. */
  told_by_county: boolean
}
export type Knowledge = Selectable<KnowledgeTable>
interface IntakeDraftTable {
  account_id: string
  id: string
  content: JSONColumnType<Record<string, unknown>>
  saved_at: Date
}

declare module '../../../kernel/database/database.ts' {
  interface Tables {
    event_type: EventTypeTable
    emergency_event: EmergencyEventTable
    event_classification: ClassificationTable
    event_figure: FigureTable
    event_knowledge: KnowledgeTable
    intake_draft: IntakeDraftTable
  }
}

export const eventSchema: Migration[] = [
  {
    id: '2026-11-22-07-emergency-event',
    sql: /* sql */ `
create table event_type (
  code text primary key, name text not null, parent_code text references event_type, warning_only boolean not null,
  enabled boolean not null, source text not null, confidence text not null, lead_function text, sector_function text
);
create table event_number (day date primary key, last int not null);
create table emergency_event (
  id uuid primary key,
  number text not null unique,
  title text not null,
  state text not null check (state in ('open', 'ended', 'closed', 'withdrawn')),
  event_type_code text not null references event_type,
  area_code text not null references area,
  lng double precision,
  lat double precision,
  address text,
  occurred_at timestamptz(3),
  known_at timestamptz(3) not null,
  source text not null,
  source_kind text not null,
  reporter_name text,
  reporter_phone text,
  reporter_unit_id uuid references unit,
  site_contact text,
  summary text not null,
  measures_taken text,
  sensitive_flags text[] not null,
  circumstances jsonb not null,
  secrecy text not null check (secrecy in ('公开', '内部', '工作秘密')),
  restricted boolean not null,
  ended_at timestamptz(3),
  stable_at timestamptz(3),
  closed_at timestamptz(3),
  created_at timestamptz(3) not null,
  created_by_unit_id uuid not null references unit
);
create index emergency_event_recent on emergency_event (created_at desc, id desc);
create index emergency_event_open on emergency_event (known_at) where state in ('open', 'ended');
create index emergency_event_area on emergency_event (area_code, known_at);
create table event_classification (
  id uuid primary key,
  event_id uuid not null references emergency_event,
  event_type_code text not null references event_type,
  is_primary boolean not null,
  known_at timestamptz(3) not null,
  proposed_level int check (proposed_level between 1 and 4),
  proposed_because jsonb not null,
  proposed_known_at timestamptz(3),
  reporting_level int check (reporting_level between 1 and 4),
  confirmed_level int check (confirmed_level between 1 and 4),
  confirmed_at timestamptz(3),
  confirm_reason text,
  unique (event_id, event_type_code)
);
create unique index event_classification_primary on event_classification (event_id) where is_primary;

-- A number is never overwritten: a newer one supersedes it, and exactly one of each chain is current.
create table event_figure (
  id uuid primary key,
  event_id uuid not null references emergency_event,
  indicator text not null,
  value numeric,
  status text not null check (status in ('unverified', 'verified')),
  as_of timestamptz(3) not null,
  known_at timestamptz(3) not null,
  source text not null,
  reason text,
  supersedes_id uuid unique references event_figure,
  is_current boolean not null,
  recorded_at timestamptz(3) not null,
  recorded_by_name text not null,
  recorded_by_unit_id uuid not null
);
create unique index event_figure_current on event_figure (event_id, indicator) where is_current;
create index event_figure_event on event_figure (event_id, recorded_at);
create function event_figure_keeps_its_past() returns trigger language plpgsql as $$
begin
  if (to_jsonb(new) - 'is_current') <> (to_jsonb(old) - 'is_current') then
    raise exception '数据项只能更正，不能改写' using errcode = 'insufficient_privilege';
  end if;
  return new;
end $$;
create trigger event_figure_keeps_its_past before update on event_figure for each row execute function event_figure_keeps_its_past();

create table event_knowledge (
  event_id uuid not null references emergency_event,
  unit_id uuid not null references unit,
  known_at timestamptz(3) not null,
  by text not null,
  told_by_county boolean not null,
  primary key (event_id, unit_id)
);
create table intake_draft (account_id uuid primary key, id uuid not null, content jsonb not null, saved_at timestamptz(3) not null);
`,
  },
  {
    id: '2026-11-22-12-event-figure-stays',
    sql: /* sql */ `
create trigger event_figure_is_never_deleted before delete on event_figure for each row execute function refuse_change();
create trigger event_figure_no_truncate before truncate on event_figure for each statement execute function refuse_change();
`,
  },
]
