import type { BulletinKind, ProcedureStep } from '@anlan/contract/desk.ts'
import type { JSONColumnType } from 'kysely'
import type { Migration } from '../../kernel/database/migrate.ts'

export interface BulletinTable {
  id: string
  kind: BulletinKind
  title: string
  issuer: string
  text: string
  issued_at: Date
  valid_until: Date
  entered_at: Date
  entered_by: string
  entered_unit_id: string
  replaces_id: string | null
}
interface AddresseeTable {
  bulletin_id: string
  unit_id: string
}
interface ReadingTable {
  bulletin_id: string
  unit_id: string
  read_at: Date
  read_by: string
}
interface ReminderTable {
  bulletin_id: string
  at: Date
}
interface ProcedureTable {
  /** Null is the county standard. */
  unit_id: string | null
  version: number
  steps: JSONColumnType<ProcedureStep[]>
  reason: string
  changed_at: Date
  changed_by: string
}
interface StepTickTable {
  matter_id: string
  unit_id: string
  step_key: string
  done_at: Date
  done_by: string
}
interface ShiftTickTable {
  unit_id: string
  started_at: Date
  step_key: string
  done_at: Date
  done_by: string
}

declare module '../../kernel/database/database.ts' {
  interface Tables {
    desk_bulletin: BulletinTable
    desk_bulletin_addressee: AddresseeTable
    desk_bulletin_reading: ReadingTable
    desk_bulletin_reminder: ReminderTable
    desk_procedure: ProcedureTable
    desk_step_tick: StepTickTable
    desk_shift_tick: ShiftTickTable
  }
}

const appendOnly = (table: string) => `
create trigger ${table}_append_only before update or delete on ${table} for each row execute function refuse_change();
create trigger ${table}_no_truncate before truncate on ${table} for each statement execute function refuse_change();`

export const deskSchema: Migration[] = [
  {
    id: '2026-11-23-75-desk-bulletins',
    sql: /* sql */ `
create table desk_bulletin (
  id uuid primary key, kind text not null, title text not null, issuer text not null, text text not null, issued_at timestamptz(3) not null,
  valid_until timestamptz(3) not null check (valid_until > issued_at), entered_at timestamptz(3) not null, entered_by text not null,
  entered_unit_id uuid not null references unit, replaces_id uuid unique references desk_bulletin
);
create index desk_bulletin_entered on desk_bulletin (entered_at desc, id desc);
create table desk_bulletin_addressee (
  bulletin_id uuid not null references desk_bulletin, unit_id uuid not null references unit, primary key (bulletin_id, unit_id)
);
create index desk_bulletin_addressee_unit on desk_bulletin_addressee (unit_id);
create table desk_bulletin_reading (
  bulletin_id uuid not null, unit_id uuid not null, read_at timestamptz(3) not null, read_by text not null, primary key (bulletin_id, unit_id),
  foreign key (bulletin_id, unit_id) references desk_bulletin_addressee
);
create table desk_bulletin_reminder (bulletin_id uuid primary key references desk_bulletin, at timestamptz(3) not null);
${['desk_bulletin', 'desk_bulletin_addressee', 'desk_bulletin_reading'].map(appendOnly).join('')}
`,
  },
  {
    id: '2026-11-23-76-desk-procedures',
    sql: /* sql */ `
create table desk_procedure (
  unit_id uuid references unit, version int not null, steps jsonb not null, reason text not null, changed_at timestamptz(3) not null,
  changed_by text not null, unique nulls not distinct (unit_id, version)
);
create table desk_step_tick (
  matter_id uuid not null, unit_id uuid not null references unit, step_key text not null, done_at timestamptz(3) not null, done_by text not null,
  primary key (matter_id, unit_id, step_key)
);
${appendOnly('desk_procedure')}
`,
  },
  {
    id: '2026-11-23-77-desk-shift-ticks',
    sql: /* sql */ `
create table desk_shift_tick (
  unit_id uuid not null references unit, started_at timestamptz(3) not null, step_key text not null, done_at timestamptz(3) not null,
  done_by text not null, primary key (unit_id, started_at, step_key)
)
`,
  },
]
