import type { Channel, DeliveryState } from '@anlan/contract/notice.ts'
import type { ColumnType } from 'kysely'
import type { Migration } from '../../kernel/database/migrate.ts'

interface NoticeTable {
  id: string
  kind: string
  title: string
  body: string
  matter_id: string | null
  urgent: boolean
  sent_by_unit_id: string
  sent_at: Date
  step_up_minutes: number
  channels: Channel[]
  /** When what it asked for was settled elsewhere; nobody need answer it any more. */
  withdrawn_at: ColumnType<Date | null, Date | null | undefined>
  /** Said in an exercise (演练). */
  exercise: ColumnType<boolean, boolean | undefined>
}
export interface NoticeDeliveryTable {
  id: string
  notice_id: string
  unit_id: string
  contact_unit_id: string
  person_id: string | null
  person_name: string | null
  post_name: string | null
  phone: string | null
  email: string | null
  channel: Channel
  state: DeliveryState
  rung: number
  queued_at: Date
  sent_at: Date | null
  acknowledged_at: Date | null
  acknowledged_via: string | null
  attempts: number
  next_attempt_at: Date | null
  last_error: string | null
}

declare module '../../kernel/database/database.ts' {
  interface Tables {
    notice: NoticeTable
    notice_delivery: NoticeDeliveryTable
  }
}

export const noticeSchema: Migration[] = [
  {
    id: '2026-11-22-05-notice',
    sql: /* sql */ `
create table notice (
  id uuid primary key,
  kind text not null,
  title text not null,
  body text not null,
  matter_id uuid,
  urgent boolean not null,
  sent_by_unit_id uuid not null,
  sent_at timestamptz(3) not null,
  step_up_minutes int not null,
  channels text[] not null
);
create index notice_matter on notice (matter_id, sent_at);
create index notice_sender on notice (sent_by_unit_id, sent_at);

-- unit_id is the unit that must answer; a ladder may ask people of other units on its behalf (contact_unit_id).
create table notice_delivery (
  id uuid primary key,
  notice_id uuid not null references notice,
  unit_id uuid not null references unit,
  contact_unit_id uuid not null references unit,
  person_id uuid references person,
  person_name text,
  post_name text,
  phone text,
  email text,
  channel text not null,
  state text not null,
  rung int not null,
  queued_at timestamptz(3) not null,
  sent_at timestamptz(3),
  acknowledged_at timestamptz(3),
  acknowledged_via text,
  attempts int not null default 0,
  next_attempt_at timestamptz(3),
  last_error text,
  unique nulls not distinct (notice_id, unit_id, contact_unit_id, person_id, channel, rung)
);
create index notice_delivery_mine on notice_delivery (contact_unit_id, queued_at) where channel = 'inApp';
create index notice_delivery_queue on notice_delivery (next_attempt_at) where state = 'queued' and channel in ('email', 'webhook');
create index notice_delivery_person on notice_delivery (person_id, queued_at) where channel = 'inApp';
`,
  },
  {
    id: '2026-11-22-17-notice-by-kind',
    sql: /* sql */ `create index notice_kind on notice (kind)`,
  },
  {
    id: '2026-11-23-90-notice-withdrawn',
    sql: /* sql */ `alter table notice add column withdrawn_at timestamptz(3)`,
  },
  {
    id: '2026-11-25-56-notice-exercise',
    sql: /* sql */ `alter table notice add column exercise boolean not null default false`,
  },
]
