import type { RuleSource } from '@anlan/contract/codec.ts'
import type { Clock, Medium } from '@anlan/contract/obligation.ts'
import type { ColumnType, JSONColumnType, Selectable } from 'kysely'
import type { Migration } from '../../kernel/database/migrate.ts'

export interface ObligationTable {
  id: string
  kind: string
  rule_code: string
  title: string
  matter_id: string | null
  matter_title: string | null
  owed_by_unit_id: string
  owed_by_person_id: string | null
  owed_to_unit_id: string | null
  medium: Medium
  clock: Clock
  basis: string
  started_at: Date
  warn_at: Date | null
  due_at: Date
  limit_minutes: number | null
  limit_display: string
  soft: boolean
  source: JSONColumnType<RuleSource>
  opened_at: Date
  satisfied_at: Date | null
  satisfied_by: string | null
  breached_at: Date | null
  cancelled_at: Date | null
  cancel_reason: string | null
  link: string | null
  own_reminder: ColumnType<boolean, boolean | undefined>
  /** Owed in an exercise: in no real list and no figure. */
  exercise: ColumnType<boolean, boolean | undefined>
}

export type Obligation = Selectable<ObligationTable>

declare module '../../kernel/database/database.ts' {
  interface Tables {
    obligation: ObligationTable
  }
}

export const obligationSchema: Migration[] = [
  {
    id: '2026-11-22-04-obligation',
    sql: /* sql */ `
create table obligation (
  id uuid primary key,
  kind text not null,
  rule_code text not null,
  title text not null,
  matter_id uuid,
  matter_title text,
  owed_by_unit_id uuid not null references unit,
  owed_by_person_id uuid references person,
  owed_to_unit_id uuid references unit,
  medium text not null,
  clock text not null,
  basis text not null,
  started_at timestamptz(3) not null,
  warn_at timestamptz(3),
  due_at timestamptz(3) not null check (due_at >= started_at),
  limit_minutes int,
  limit_display text not null,
  soft boolean not null,
  source jsonb not null,
  opened_at timestamptz(3) not null,
  satisfied_at timestamptz(3),
  satisfied_by text,
  breached_at timestamptz(3),
  cancelled_at timestamptz(3),
  cancel_reason text,
  check (not (satisfied_at is not null and cancelled_at is not null)),
  unique nulls not distinct (matter_id, rule_code, medium, owed_by_unit_id, owed_to_unit_id, basis)
);
create index obligation_open on obligation (owed_by_unit_id, due_at) where satisfied_at is null and cancelled_at is null;
create index obligation_due on obligation (due_at, id);
create index obligation_matter on obligation (matter_id);

-- A breach stays in the ledger for good, and what was discharged stays discharged.
create function obligation_keeps_its_past() returns trigger language plpgsql as $$
begin
  if old.breached_at is not null and new.breached_at is distinct from old.breached_at then
    raise exception '超时记录不可更改' using errcode = 'insufficient_privilege';
  end if;
  if old.satisfied_at is not null and new.satisfied_at is distinct from old.satisfied_at then
    raise exception '办结时间不可更改' using errcode = 'insufficient_privilege';
  end if;
  if new.due_at <> old.due_at or new.started_at <> old.started_at then
    raise exception '时限不可更改' using errcode = 'insufficient_privilege';
  end if;
  return new;
end $$;
create trigger obligation_keeps_its_past before update on obligation for each row execute function obligation_keeps_its_past();
create function obligation_is_never_deleted() returns trigger language plpgsql as $$
begin raise exception '时限事项不可删除' using errcode = 'insufficient_privilege'; end $$;
create trigger obligation_is_never_deleted before delete on obligation for each row execute function obligation_is_never_deleted();
`,
  },
  {
    id: '2026-11-22-13-obligation-stays',
    sql: /* sql */ `create trigger obligation_no_truncate before truncate on obligation for each statement execute function refuse_change()`,
  },
  {
    id: '2026-11-22-49-obligation-link',
    sql: /* sql */ `
-- Where in the web app the duty is discharged, when that is not the page of its matter.
alter table obligation add column link text;
`,
  },
  {
    id: '2026-11-23-91-obligation-own-reminder',
    sql: /* sql */ `
-- Whoever opened it tells of its breach in words of his own.
alter table obligation add column own_reminder boolean not null default false;
`,
  },
  {
    id: '2026-11-25-55-obligation-exercise',
    sql: /* sql */ `
alter table obligation add column exercise boolean not null default false;
create function obligation_stays_exercise() returns trigger language plpgsql as $$
begin
  raise exception '实战（演练）标记不可更改' using errcode = 'insufficient_privilege';
end $$;
create trigger obligation_stays_exercise before update of exercise on obligation for each row
  when (new.exercise <> old.exercise) execute function obligation_stays_exercise();
`,
  },
]
