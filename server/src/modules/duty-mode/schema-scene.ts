import type { Migration } from '../../kernel/database/migrate.ts'

interface SceneOrderTable {
  id: string
  response_id: string
  unit_id: string
  title: string
  ordered_at: Date
  arrived_at: Date | null
  reported_at: Date | null
  reported_how: string | null
}

declare module '../../kernel/database/database.ts' {
  interface Tables {
    duty_scene_order: SceneOrderTable
  }
}

export const sceneOrderSchema: Migration[] = [
  {
    id: '2026-11-23-51-scene-orders',
    sql: /* sql */ `
create table duty_scene_order (
  id uuid primary key, response_id uuid not null, unit_id uuid not null references unit, title text not null, ordered_at timestamptz(3) not null,
  arrived_at timestamptz(3), reported_at timestamptz(3), reported_how text, check ((reported_at is null) = (reported_how is null)),
  unique (response_id, unit_id)
);
create index duty_scene_order_unit on duty_scene_order (unit_id)`,
  },
]
