import type { Generated, JSONColumnType } from 'kysely'
import type { Migration } from '../../../kernel/database/migrate.ts'

export interface StoredQuestion {
  id: string
  text: string
  options: string[]
  correct: number
  explanation: string
  source: string
}
interface QuestionTable {
  id: string
  text: string
  options: JSONColumnType<string[]>
  correct: number
  explanation: string
  source: string
  enabled: boolean
  version: Generated<number>
}
interface AttemptTable {
  id: string
  person_id: string
  kind: 'formal' | 'practice'
  seed: number
  rules_version: number
  questions: JSONColumnType<StoredQuestion[]>
  pass_percent: number
  started_at: Date
  submitted_at: Date | null
  answers: JSONColumnType<(number | null)[]> | null
  percent: number | null
  passed: boolean | null
}
interface RulesTable {
  number: Generated<number>
  /** Null concerns everybody. */
  unit_id: string | null
  what: string
  at: Date
  fact_id: string
}

declare module '../../../kernel/database/database.ts' {
  interface Tables {
    desk_quiz_question: QuestionTable
    desk_quiz_attempt: AttemptTable
    desk_quiz_rules: RulesTable
  }
}

export const quizSchema: Migration[] = [
  {
    id: '2026-11-23-79-desk-quiz',
    sql: /* sql */ `
create table desk_quiz_question (
  id uuid primary key, text text not null, options jsonb not null, correct int not null, explanation text not null, source text not null,
  enabled boolean not null, version int not null default 1
);
create trigger desk_quiz_question_stays before delete on desk_quiz_question for each row execute function refuse_change();
create table desk_quiz_attempt (
  id uuid primary key, person_id uuid not null references person, kind text not null, seed int not null, rules_version int not null,
  questions jsonb not null, pass_percent int not null, started_at timestamptz(3) not null, submitted_at timestamptz(3), answers jsonb,
  percent int, passed boolean, check ((submitted_at is null) = (passed is null))
);
create index desk_quiz_attempt_person on desk_quiz_attempt (person_id, submitted_at desc);
create unique index desk_quiz_attempt_open on desk_quiz_attempt (person_id) where submitted_at is null and kind = 'formal';
create table desk_quiz_rules (
  number int generated always as identity primary key, unit_id uuid references unit, what text not null, at timestamptz(3) not null,
  fact_id uuid not null unique
);
create trigger desk_quiz_rules_append_only before update or delete on desk_quiz_rules for each row execute function refuse_change();
`,
  },
]
