import type { Migration } from '../../../kernel/database/migrate.ts'

export const dutyLogSchema: Migration[] = [
  {
    // One fact may stand in the log of the county and in that of the unit that did it, once in each.
    id: '2026-11-23-26-duty-log-of-every-room',
    sql: /* sql */ `
alter table duty_log drop constraint duty_log_source_fact_key;
create unique index duty_log_source on duty_log (unit_id, source_fact) where source_fact is not null;
`,
  },
]
