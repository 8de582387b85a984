import type { Migration } from '../../kernel/database/migrate.ts'

interface IncomingCallTable {
  id: string
  unit_id: string
  kind: string
  state: string
  received_at: Date
  occurred_at: Date | null
  source_kind: string
  caller_name: string | null
  caller_phone: string | null
  caller_unit_id: string | null
  area_code: string | null
  content: string
  link: string | null
  taken_by_name: string
  handed_to_unit_id: string | null
  handed_at: Date | null
  closed_at: Date | null
  outcome: string | null
  event_id: string | null
}

declare module '../../kernel/database/database.ts' {
  interface Tables {
    incoming_call: IncomingCallTable
  }
}

export const switchboardSchema: Migration[] = [
  {
    id: '2026-11-22-10-switchboard',
    sql: /* sql */ `
create table incoming_call (
  id uuid primary key,
  unit_id uuid not null references unit,
  kind text not null,
  state text not null check (state in ('open', 'handed', 'toEvent', 'dismissed', 'closed')),
  received_at timestamptz(3) not null,
  occurred_at timestamptz(3),
  source_kind text not null,
  caller_name text,
  caller_phone text,
  caller_unit_id uuid references unit,
  area_code text references area,
  content text not null,
  link text,
  taken_by_name text not null,
  handed_to_unit_id uuid references unit,
  handed_at timestamptz(3),
  closed_at timestamptz(3),
  outcome text,
  event_id uuid references emergency_event
);
create index incoming_call_unit on incoming_call (unit_id, received_at desc, id desc);
create index incoming_call_open on incoming_call (received_at) where state in ('open', 'handed');
create index incoming_call_caller on incoming_call (caller_unit_id, received_at);
`,
  },
]
