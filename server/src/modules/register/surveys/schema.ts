import type { Migration } from '../../../kernel/database/migrate.ts'

interface SurveyTable {
  id: string
  title: string
  note: string
  ledgers: string[]
  unit_id: string
  due_on: string
  started_at: Date
  started_by: string
  closed_at: Date | null
  close_reason: string | null
}
interface SurveyUnitTable {
  survey_id: string
  unit_id: string
  done_at: Date | null
}
interface SurveyAnswerTable {
  survey_id: string
  unit_id: string
  ledger: string
  answer: 'entered' | 'none'
  answered_at: Date
  answered_by: string
}

declare module '../../../kernel/database/database.ts' {
  interface Tables {
    register_survey: SurveyTable
    register_survey_unit: SurveyUnitTable
    register_survey_answer: SurveyAnswerTable
  }
}

export const surveySchema: Migration[] = [
  {
    id: '2026-11-24-51-register-survey',
    sql: /* sql */ `
create table register_survey (
  id uuid primary key,
  title text not null,
  note text not null,
  ledgers text[] not null check (cardinality(ledgers) > 0),
  unit_id uuid not null references unit,
  due_on date not null,
  started_at timestamptz(3) not null,
  started_by text not null,
  closed_at timestamptz(3),
  close_reason text
);
create table register_survey_unit (
  survey_id uuid not null references register_survey,
  unit_id uuid not null references unit,
  done_at timestamptz(3),
  primary key (survey_id, unit_id)
);
create index register_survey_unit_unit on register_survey_unit (unit_id);
create table register_survey_answer (
  survey_id uuid not null,
  unit_id uuid not null,
  ledger text not null,
  answer text not null check (answer in ('entered', 'none')),
  answered_at timestamptz(3) not null,
  answered_by text not null,
  primary key (survey_id, unit_id, ledger),
  foreign key (survey_id, unit_id) references register_survey_unit
);
`,
  },
]
