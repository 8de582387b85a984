import type { PaperSection } from '@anlan/contract/paper.ts'
import type { JSONColumnType } from 'kysely'
import type { Migration } from '../../../kernel/database/migrate.ts'
import type { ZeroSchedule } from './rules.ts'

interface ZeroReportDutyTable {
  id: string
  unit_id: string
  cause: 'mode' | 'period' | 'asked'
  /** Tells causes of one kind apart: the mode, the period, the request. */
  key: string
  reason: string
  schedule: JSONColumnType<ZeroSchedule>
  since: Date
  until: Date | null
  end_reason: string | null
}
interface ZeroReportSynthesisTable {
  round_id: string
  paper_id: string
  /** The revision we wrote last, and its sections as they were: what a drafter changed since is his. */
  revision: number
  sections: JSONColumnType<PaperSection[]>
}

declare module '../../../kernel/database/database.ts' {
  interface Tables {
    zero_report_duty: ZeroReportDutyTable
    zero_report_synthesis: ZeroReportSynthesisTable
  }
}

export const zeroReportSchema: Migration[] = [
  {
    id: '2026-11-23-56-zero-report',
    sql: /* sql */ `
create table zero_report_duty (
  id uuid primary key, unit_id uuid not null references unit, cause text not null check (cause in ('mode', 'period', 'asked')),
  key text not null, reason text not null, schedule jsonb not null, since timestamptz(3) not null,
  until timestamptz(3), end_reason text, check ((until is null) = (end_reason is null))
);
create unique index zero_report_duty_standing on zero_report_duty (unit_id, cause, key) where until is null;
create table zero_report_synthesis (
  round_id uuid primary key, paper_id uuid not null unique, revision int not null, sections jsonb not null
);
`,
  },
]
