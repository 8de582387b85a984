import type { CheckInManner } from '@anlan/contract/duty-check.ts'
import type { Migration } from '../../../kernel/database/migrate.ts'

interface DutyCheckInTable {
  id: string
  /** The shift as it was then; a later change of the roster may have put another row in its place. */
  shift_id: string
  unit_id: string
  person_id: string
  starts_at: Date
  at: Date
  manner: CheckInManner
  by_account: string | null
  by_name: string
  spoke_with: string | null
  phone: string | null
  note: string
}

declare module '../../../kernel/database/database.ts' {
  interface Tables {
    duty_check_in: DutyCheckInTable
  }
}

export const dutyPresenceSchema: Migration[] = [
  {
    id: '2026-11-23-35-duty-check-in',
    sql: /* sql */ `
create table duty_check_in (
  id uuid primary key, shift_id uuid not null, unit_id uuid not null references unit, person_id uuid not null references person,
  starts_at timestamptz(3) not null, at timestamptz(3) not null, manner text not null check (manner in ('own', 'phone')),
  by_account uuid, by_name text not null, spoke_with text, phone text, note text not null,
  check (manner = 'own' or (spoke_with is not null and phone is not null)), unique (unit_id, person_id, starts_at)
);
create index duty_check_in_day on duty_check_in (starts_at);
create trigger duty_check_in_append_only before update or delete on duty_check_in for each row execute function refuse_change();
`,
  },
]
