import type { Generated } from 'kysely'
import type { Migration } from '../../kernel/database/migrate.ts'

interface DutyShiftTable {
  id: string
  unit_id: string
  post: string
  person_id: string
  starts_at: Date
  ends_at: Date
  room_id: Generated<string | null>
  roster_id: Generated<string | null>
  on_site: Generated<boolean>
  /** Null for shifts that were written by hand: read off their hours. */
  night: Generated<boolean | null>
  points: Generated<number | null>
  /** 增援: stands beside the roster, which never takes its place. */
  reinforcing: Generated<boolean>
  version: Generated<number>
}
interface DutyLogTable {
  id: string
  unit_id: string
  kind: string
  text: string
  at: Date
  by_name: string
  matter_id: string | null
  mentioned_unit_ids: string[]
  corrects_id: string | null
  automatic: boolean
  source_fact: string | null
}

declare module '../../kernel/database/database.ts' {
  interface Tables {
    duty_shift: DutyShiftTable
    duty_log: DutyLogTable
  }
}

export const dutySchema: Migration[] = [
  {
    id: '2026-11-22-11-duty',
    sql: /* sql */ `
create table duty_shift (
  id uuid primary key, unit_id uuid not null references unit, post text not null, person_id uuid not null references person,
  starts_at timestamptz(3) not null, ends_at timestamptz(3) not null check (ends_at > starts_at)
);
create index duty_shift_now on duty_shift (unit_id, starts_at, ends_at);
create index duty_shift_person on duty_shift (person_id, starts_at);
create table duty_log (
  id uuid primary key, unit_id uuid not null references unit, kind text not null, text text not null, at timestamptz(3) not null, by_name text not null,
  matter_id uuid, mentioned_unit_ids uuid[] not null, corrects_id uuid references duty_log, automatic boolean not null, source_fact uuid unique
);
create index duty_log_day on duty_log (unit_id, at desc, id desc);
create trigger duty_log_append_only before update or delete on duty_log for each row execute function refuse_change();
`,
  },
  {
    id: '2026-11-22-15-duty-log-stays',
    sql: /* sql */ `create trigger duty_log_no_truncate before truncate on duty_log for each statement execute function refuse_change()`,
  },
]
