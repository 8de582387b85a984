import type { HandoverItem, HandoverPerson, HandoverSheet } from '@anlan/contract/handover.ts'
import type { ColumnType, JSONColumnType, Selectable } from 'kysely'
import type { Migration } from '../../kernel/database/migrate.ts'

/** An open item as it was when the outgoing side signed. */
export type FrozenItem = Omit<HandoverItem, 'acknowledgedAt' | 'acknowledgedByName'>

/** Null until it is frozen. */
type Frozen<T> = ColumnType<T | null, string | null | undefined, string>

interface HandoverTable {
  id: string
  unit_id: string
  /** When the next shift begins. */
  at: Date
  shift_started_at: Date
  sign_by: Date
  version: number
  sheet: JSONColumnType<HandoverSheet>
  opened_at: Date
  withdrawn_at: Date | null
  /** Frozen with the outgoing signature. */
  outgoing: Frozen<HandoverPerson[]>
  items: Frozen<FrozenItem[]>
  outgoing_signed_at: Date | null
  outgoing_person_id: string | null
  outgoing_name: string | null
  /** Frozen with the incoming signature. */
  incoming: Frozen<HandoverPerson[]>
  leaders: Frozen<HandoverPerson[]>
  incoming_signed_at: Date | null
  incoming_person_id: string | null
  incoming_name: string | null
  leader_signed_at: Date | null
  leader_person_id: string | null
  leader_name: string | null
  obligation_id: string | null
}
export type Handover = Selectable<HandoverTable>

interface AcknowledgementTable {
  handover_id: string
  key: string
  person_id: string
  by_name: string
  at: Date
}
interface CorrectionTable {
  id: string
  handover_id: string
  text: string
  by_name: string
  at: Date
}

declare module '../../kernel/database/database.ts' {
  interface Tables {
    duty_handover: HandoverTable
    duty_handover_acknowledgement: AcknowledgementTable
    duty_handover_correction: CorrectionTable
  }
}

export const dutyHandoverSchema: Migration[] = [
  {
    id: '2026-11-23-25-duty-handover',
    sql: /* sql */ `
create table duty_handover (
  id uuid primary key,
  unit_id uuid not null references unit,
  at timestamptz(3) not null,
  shift_started_at timestamptz(3) not null,
  sign_by timestamptz(3) not null,
  version int not null,
  sheet jsonb not null,
  opened_at timestamptz(3) not null,
  withdrawn_at timestamptz(3),
  outgoing jsonb,
  items jsonb,
  outgoing_signed_at timestamptz(3),
  outgoing_person_id uuid references person,
  outgoing_name text,
  incoming jsonb,
  leaders jsonb,
  incoming_signed_at timestamptz(3),
  incoming_person_id uuid references person,
  incoming_name text,
  leader_signed_at timestamptz(3),
  leader_person_id uuid references person,
  leader_name text,
  obligation_id uuid,
  check ((outgoing_signed_at is null) = (outgoing is null)),
  check ((outgoing_signed_at is null) = (items is null)),
  check ((incoming_signed_at is null) = (incoming is null)),
  check (incoming_signed_at is null or outgoing_signed_at is not null),
  check (leader_signed_at is null or incoming_signed_at is not null)
);
create unique index duty_handover_once on duty_handover (unit_id, at) where withdrawn_at is null;
create index duty_handover_recent on duty_handover (at desc, id desc);
create index duty_handover_unsigned on duty_handover (sign_by) where incoming_signed_at is null and withdrawn_at is null;
create table duty_handover_acknowledgement (
  handover_id uuid not null references duty_handover,
  key text not null,
  person_id uuid not null references person,
  by_name text not null,
  at timestamptz(3) not null,
  primary key (handover_id, key)
);
create table duty_handover_correction (
  id uuid primary key,
  handover_id uuid not null references duty_handover,
  text text not null,
  by_name text not null,
  at timestamptz(3) not null
);
create index duty_handover_correction_of on duty_handover_correction (handover_id, at);

create function refuse_change_of_signed_handover() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' then raise exception '记录只增不改' using errcode = 'restrict_violation'; end if;
  if old.outgoing_signed_at is not null and
     (new.unit_id, new.at, new.sheet, new.outgoing, new.items, new.outgoing_signed_at, new.outgoing_person_id) is distinct from
     (old.unit_id, old.at, old.sheet, old.outgoing, old.items, old.outgoing_signed_at, old.outgoing_person_id) then
    raise exception '记录只增不改' using errcode = 'restrict_violation';
  end if;
  if old.incoming_signed_at is not null and
     (new.incoming, new.leaders, new.incoming_signed_at, new.incoming_person_id, new.withdrawn_at) is distinct from
     (old.incoming, old.leaders, old.incoming_signed_at, old.incoming_person_id, old.withdrawn_at) then
    raise exception '记录只增不改' using errcode = 'restrict_violation';
  end if;
  return new;
end $$;
create trigger duty_handover_signed before update or delete on duty_handover for each row execute function refuse_change_of_signed_handover();
create trigger duty_handover_no_truncate before truncate on duty_handover for each statement execute function refuse_change();
create trigger duty_handover_acknowledged before update or delete on duty_handover_acknowledgement for each row execute function refuse_change();
create trigger duty_handover_acknowledgement_no_truncate before truncate on duty_handover_acknowledgement
  for each statement execute function refuse_change();
create trigger duty_handover_corrected before update or delete on duty_handover_correction for each row execute function refuse_change();
create trigger duty_handover_correction_no_truncate before truncate on duty_handover_correction for each statement execute function refuse_change();
`,
  },
]
