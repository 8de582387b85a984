import type { DamageDimension, DamageKind, ParticularKind, ParticularValue } from '@anlan/contract/event-particulars.ts'
import type { JSONColumnType, Selectable } from 'kysely'
import type { Migration } from '../../../kernel/database/migrate.ts'

interface ParticularFieldTable {
  id: string
  code: string
  label: string
  kind: ParticularKind
  unit: string
  help: string
  words: string[]
  type_prefixes: string[]
  sort: number
  enabled: boolean
  source_name: string
  source_article: string
  confidence: '确' | '较确' | '待核' | '设计'
  version: number
  changed_at: Date | null
  changed_by_name: string | null
}
export type ParticularFieldRow = Selectable<ParticularFieldTable>
interface ParticularsTable {
  event_id: string
  values: JSONColumnType<Record<string, ParticularValue>>
  version: number
  changed_at: Date
}
interface DamageTable {
  id: string
  event_id: string
  kind: DamageKind
  what: string
  dimensions: JSONColumnType<DamageDimension[]>
  note: string
  source: string
  known_at: Date
  recorded_at: Date
  recorded_by_name: string
  recorded_by_unit_id: string
  replaces_id: string | null
  withdrawn_at: Date | null
  withdrawn_reason: string | null
}
export type Damage = Selectable<DamageTable>

declare module '../../../kernel/database/database.ts' {
  interface Tables {
    event_particular_field: ParticularFieldTable
    event_particulars: ParticularsTable
    event_damage: DamageTable
    event_damage_file: { damage_id: string; file_id: string; sort: number }
  }
}

export const particularSchema: Migration[] = [
  {
    id: '2026-11-26-10-event-particulars',
    sql: /* sql */ `
create table event_particular_field (
  id uuid primary key, code text not null unique, label text not null, kind text not null check (kind in ('text', 'number', 'choice', 'choices')),
  unit text not null, help text not null, words text[] not null, type_prefixes text[] not null, sort int not null, enabled boolean not null,
  source_name text not null, source_article text not null, confidence text not null, version int not null, changed_at timestamptz(3),
  changed_by_name text
);
create table event_particulars (
  event_id uuid primary key references emergency_event, values jsonb not null, version int not null, changed_at timestamptz(3) not null
);
-- What was damaged is corrected by a record that replaces it, or withdrawn with a reason; it is never rewritten.
create table event_damage (
  id uuid primary key, event_id uuid not null references emergency_event, kind text not null, what text not null, dimensions jsonb not null,
  note text not null, source text not null, known_at timestamptz(3) not null, recorded_at timestamptz(3) not null,
  recorded_by_name text not null, recorded_by_unit_id uuid not null references unit, replaces_id uuid unique references event_damage,
  withdrawn_at timestamptz(3), withdrawn_reason text, check ((withdrawn_at is null) = (withdrawn_reason is null))
);
create index event_damage_event on event_damage (event_id, recorded_at);
create table event_damage_file (
  damage_id uuid not null references event_damage, file_id uuid not null references file, sort int not null, primary key (damage_id, file_id)
);
create function event_damage_keeps_its_past() returns trigger language plpgsql as $$
begin
  if old.withdrawn_at is not null or (to_jsonb(new) - 'withdrawn_at' - 'withdrawn_reason') <> (to_jsonb(old) - 'withdrawn_at' - 'withdrawn_reason') then
    raise exception '损毁记录只能更正或撤销，不能改写' using errcode = 'insufficient_privilege';
  end if;
  return new;
end $$;
create trigger event_damage_keeps_its_past before update on event_damage for each row execute function event_damage_keeps_its_past();
create trigger event_damage_is_never_deleted before delete on event_damage for each row execute function refuse_change();
create trigger event_damage_no_truncate before truncate on event_damage for each statement execute function refuse_change();
`,
  },
]
