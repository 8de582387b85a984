import type { Migration } from '../../kernel/database/migrate.ts'

interface PreparationTable {
  period_id: string
  due_at: Date
  opened_at: Date
  opened_by_name: string
  paper_id: string | null
}
interface PreparationUnitTable {
  period_id: string
  unit_id: string
  roster_text: string | null
  roster_at: Date | null
  roster_by_name: string | null
  contacts_text: string | null
  contacts_at: Date | null
  contacts_by_name: string | null
}
interface PeriodCheckTable {
  id: string
  days_before: number
  name: string
  /** Which figure of the registers answers it; null where somebody looks for himself. */
  figure: 'vacancies' | 'deadNumbers' | 'pools' | 'rosters' | 'contacts' | null
  sort: number
  enabled: boolean
  source_name: string
  source_article: string
  confidence: '确' | '较确' | '待核' | '设计'
}
interface PeriodSignTable {
  period_id: string
  check_id: string
  signed_at: Date
  signed_by_name: string
  finding: string
  note: string
}
interface PeriodPlanTable {
  period_id: string
  plan: string
  version: number
  changed_at: Date
  changed_by_name: string
}

declare module '../../kernel/database/database.ts' {
  interface Tables {
    duty_key_preparation: PreparationTable
    duty_key_unit: PreparationUnitTable
    duty_key_check: PeriodCheckTable
    duty_key_sign: PeriodSignTable
    duty_key_plan: PeriodPlanTable
  }
}

export const keyPeriodSchema: Migration[] = [
  {
    id: '2026-11-23-48-key-periods',
    sql: /* sql */ `
create table duty_key_preparation (
  period_id text primary key, due_at timestamptz(3) not null, opened_at timestamptz(3) not null, opened_by_name text not null, paper_id uuid
);
create table duty_key_unit (
  period_id text not null references duty_key_preparation on delete cascade, unit_id uuid not null references unit,
  roster_text text, roster_at timestamptz(3), roster_by_name text, contacts_text text, contacts_at timestamptz(3), contacts_by_name text,
  primary key (period_id, unit_id), check ((roster_at is null) = (roster_by_name is null)), check ((contacts_at is null) = (contacts_by_name is null))
);
create table duty_key_check (
  id text primary key, days_before int not null, name text not null, figure text, sort int not null, enabled boolean not null,
  source_name text not null, source_article text not null, confidence text not null
);
create table duty_key_sign (
  period_id text not null, check_id text not null references duty_key_check, signed_at timestamptz(3) not null, signed_by_name text not null,
  finding text not null, note text not null, primary key (period_id, check_id)
);
create table duty_key_plan (
  period_id text primary key, plan text not null, version int not null, changed_at timestamptz(3) not null, changed_by_name text not null
);
`,
  },
]
