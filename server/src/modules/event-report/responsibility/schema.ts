import type { ResponsibilityRole } from '@anlan/contract/responsibility.ts'
import type { Generated } from 'kysely'
import type { Migration } from '../../../kernel/database/migrate.ts'

interface ResponsibilityTable {
  event_type_code: string
  unit_id: string
  role: ResponsibilityRole
  since: Date
}

interface ProposalTable {
  /** That of the decision it follows from. */
  id: string
  event_id: string
  event_type_code: string
  task: string
  from_unit_id: string
  to_unit_id: string
  note: string
  decided_at: Date
  decided_by_name: string
  state: Generated<'open' | 'adopted' | 'declined'>
  settled_at: Date | null
  settled_by_name: string | null
}

declare module '../../../kernel/database/database.ts' {
  interface Tables {
    responsibility: ResponsibilityTable
    responsibility_proposal: ProposalTable
  }
}

/** 职责矩阵: what the county has set itself; everything else follows from the type above or the office that usually leads. */
export const responsibilitySchema: Migration[] = [
  {
    id: '2026-11-22-47-responsibility',
    sql: /* sql */ `
create table responsibility (
  event_type_code text not null references event_type,
  unit_id uuid not null references unit,
  role text not null check (role in ('lead', 'support')),
  since timestamptz(3) not null,
  primary key (event_type_code, unit_id)
);
create index responsibility_unit on responsibility (unit_id);
`,
  },
  {
    id: '2026-11-22-48-support-offices',
    sql: /* sql */ `
alter table event_type add column support_functions text[];
`,
  },
  {
    id: '2026-11-23-66-responsibility-proposals',
    sql: /* sql */ `
-- What was decided about a refused task, as a change of the matrix that somebody adopts or not (P25).
create table responsibility_proposal (
  id uuid primary key,
  event_id uuid not null references emergency_event,
  event_type_code text not null references event_type,
  task text not null,
  from_unit_id uuid not null references unit,
  to_unit_id uuid not null references unit,
  note text not null,
  decided_at timestamptz(3) not null,
  decided_by_name text not null,
  state text not null default 'open' check (state in ('open', 'adopted', 'declined')),
  settled_at timestamptz(3),
  settled_by_name text,
  check ((state = 'open') = (settled_at is null))
);
create index responsibility_proposal_open on responsibility_proposal (decided_at) where state = 'open';
`,
  },
]
