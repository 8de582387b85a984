import type { Migration } from '../../../../kernel/database/migrate.ts'

interface DutyCalendarLinkTable {
  person_id: string
  token_hash: Buffer
  made_at: Date
}

declare module '../../../../kernel/database/database.ts' {
  interface Tables {
    duty_calendar_link: DutyCalendarLinkTable
  }
}

export const dutyFeedSchema: Migration[] = [
  {
    id: '2026-11-23-06-duty-calendar-links',
    sql: /* sql */ `
create table duty_calendar_link (
  person_id uuid primary key references person, token_hash bytea not null unique, made_at timestamptz(3) not null
)`,
  },
]
