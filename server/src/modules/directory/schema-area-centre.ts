import type { Migration } from '../../kernel/database/migrate.ts'

/** Where a county's own list of divisions gives no coordinates, none are invented: the middle of such a place is unknown. */
export const areaCentreSchema: Migration[] = [
  {
    id: '2026-11-22-50-area-centre-unknown',
    sql: /* sql */ `
alter table area alter column center_lng drop not null, alter column center_lat drop not null;
`,
  },
]
