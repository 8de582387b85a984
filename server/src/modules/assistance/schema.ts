import type { ItemCondition, ItemNeed } from '@anlan/contract/assistance.ts'
import type { Confidence } from '@anlan/contract/codec.ts'
import type { JSONColumnType, Selectable } from 'kysely'
import type { Migration } from '../../kernel/database/migrate.ts'

interface ItemTable {
  id: string
  text: string
  detail: string
  bearer: string
  minutes: number
  type_prefixes: string[]
  conditions: JSONColumnType<ItemCondition[]>
  needs: JSONColumnType<ItemNeed[]>
  enabled: boolean
  source_name: string
  source_article: string
  confidence: Confidence
  version: number
  changed_at: Date | null
  changed_by_name: string | null
}
export type Item = Selectable<ItemTable>
interface TickTable {
  event_id: string
  item_id: string
  /** As it read when it was ticked. */
  text: string
  done_at: Date
  done_by_name: string
  done_by_unit_id: string
}
interface TaskTable {
  event_id: string
  item_id: string
  response_id: string
  task_id: string
  at: Date
}

declare module '../../kernel/database/database.ts' {
  interface Tables {
    assistance_item: ItemTable
    assistance_tick: TickTable
    assistance_task: TaskTable
  }
}

export const assistanceSchema: Migration[] = [
  {
    id: '2026-11-26-11-assistance',
    sql: /* sql */ `
create table assistance_item (
  id uuid primary key, text text not null, detail text not null, bearer text not null, minutes int not null check (minutes between 0 and 1440),
  type_prefixes text[] not null, conditions jsonb not null, needs jsonb not null, enabled boolean not null, source_name text not null,
  source_article text not null, confidence text not null, version int not null, changed_at timestamptz(3), changed_by_name text
);
create table assistance_tick (
  event_id uuid not null references emergency_event, item_id uuid not null references assistance_item, text text not null,
  done_at timestamptz(3) not null, done_by_name text not null, done_by_unit_id uuid not null references unit, primary key (event_id, item_id)
);
create table assistance_task (
  event_id uuid not null references emergency_event, item_id uuid not null references assistance_item,
  response_id uuid not null references response, task_id uuid not null references response_task, at timestamptz(3) not null,
  primary key (item_id, response_id)
);
create index assistance_task_event on assistance_task (event_id);
`,
  },
]
