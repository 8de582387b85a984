import type { Generated } from 'kysely'
import type { Migration } from '../../kernel/database/migrate.ts'

interface ResourceCapabilityTable {
  code: string
  name: string
  unit: string
  rating_unit: string | null
  keywords: Generated<string[]>
  source: string
  /** Declared by this module: the words of a provider do not replace it. */
  general: Generated<boolean>
}
export interface ResourceOfferTable {
  id: string
  kind: string
  unit_id: string
  name: string
  lng: number | null
  lat: number | null
  reserve: string
  with_operator: boolean
  keeper_name: string | null
  keeper_phone: string | null
  backup_keeper_name: string | null
  backup_keeper_phone: string | null
  ready_minutes: number | null
  available: boolean
  unavailable_reason: string | null
  verified_at: Date | null
  valid_until: string | null
  link: string
  withdrawn: Generated<boolean>
  changed_at: Date
}
interface ResourceOfferCapabilityTable {
  offer_id: string
  capability: string
  quantity: number
  rating: number | null
}
export interface ResourceBookingTable {
  id: string
  offer_id: string
  capability: string | null
  quantity: number | null
  returned: Generated<number>
  event_id: string | null
  slip_id: string
  booked_from: Date
  booked_at: Date
  released_at: Date | null
}

declare module '../../kernel/database/database.ts' {
  interface Tables {
    resource_capability: ResourceCapabilityTable
    resource_offer: ResourceOfferTable
    resource_offer_capability: ResourceOfferCapabilityTable
    resource_booking: ResourceBookingTable
  }
}

/**
 * Offers and who holds them. The database itself refuses a booking beyond the offer: a whole offer once and alone, a quantity never above what is
 * offered. An offer may sink below its bookings (fewer were counted in the store); then nothing more can be booked.
 */
export const resourceSchema: Migration[] = [
  {
    id: '2026-11-24-01-resource',
    sql: /* sql */ `
create table resource_capability (
  code text primary key,
  name text not null,
  unit text not null,
  rating_unit text,
  keywords text[] not null default '{}',
  source text not null,
  general boolean not null default false
);
create table resource_offer (
  id uuid primary key,
  kind text not null,
  unit_id uuid not null references unit (id),
  name text not null,
  lng double precision,
  lat double precision,
  reserve text not null check (reserve in ('physical', 'agreement', 'capacity')),
  with_operator boolean not null,
  keeper_name text,
  keeper_phone text,
  backup_keeper_name text,
  backup_keeper_phone text,
  ready_minutes integer check (ready_minutes >= 0),
  available boolean not null,
  unavailable_reason text,
  verified_at timestamptz(3),
  valid_until date,
  link text not null,
  withdrawn boolean not null default false,
  changed_at timestamptz(3) not null,
  check ((lng is null) = (lat is null))
);
create index resource_offer_unit on resource_offer (unit_id);
create table resource_offer_capability (
  offer_id uuid not null references resource_offer (id),
  capability text not null references resource_capability (code),
  quantity numeric not null check (quantity >= 0),
  rating numeric,
  primary key (offer_id, capability)
);
create index resource_offer_capability_code on resource_offer_capability (capability);
create table resource_booking (
  id uuid primary key,
  offer_id uuid not null references resource_offer (id),
  capability text,
  quantity numeric check (quantity > 0),
  returned numeric not null default 0 check (returned >= 0 and returned <= coalesce(quantity, 0)),
  event_id uuid,
  slip_id uuid not null,
  booked_from timestamptz(3) not null,
  booked_at timestamptz(3) not null,
  released_at timestamptz(3),
  check ((capability is null) = (quantity is null)),
  check (released_at >= booked_from)
);
create unique index resource_booking_whole on resource_booking (offer_id) where capability is null and released_at is null;
create index resource_booking_open on resource_booking (offer_id, capability) where released_at is null;
create index resource_booking_slip on resource_booking (slip_id);
create index resource_booking_event on resource_booking (event_id) where event_id is not null;

create function resource_booking_fits() returns trigger language plpgsql as $$
declare
  held numeric;
  offered numeric;
begin
  -- All bookings of one offer one after another, and none while the offer itself is changed.
  perform 1 from resource_offer where id = new.offer_id for no key update;
  if exists (select 1 from resource_booking where offer_id = new.offer_id and released_at is null
      and (capability is null or new.capability is null)) then
    raise exception 'the offer is booked' using errcode = 'exclusion_violation', constraint = 'resource_booking_whole';
  end if;
  if new.capability is not null then
    select quantity into offered from resource_offer_capability where offer_id = new.offer_id and capability = new.capability;
    select coalesce(sum(quantity - returned), 0) into held from resource_booking
      where offer_id = new.offer_id and capability = new.capability and released_at is null;
    if held + new.quantity > coalesce(offered, 0) then
      raise exception 'more booked than offered' using errcode = 'check_violation', constraint = 'resource_booking_quantity';
    end if;
  end if;
  return new;
end $$;
create trigger resource_booking_fits before insert on resource_booking for each row execute function resource_booking_fits();

create function resource_booking_only_returns() returns trigger language plpgsql as $$
begin
  if (new.id, new.offer_id, new.capability, new.quantity, new.slip_id, new.booked_from)
      is distinct from (old.id, old.offer_id, old.capability, old.quantity, old.slip_id, old.booked_from)
    or old.released_at is not null or new.returned < old.returned then
    raise exception 'a booking is only returned or released' using errcode = 'check_violation', constraint = 'resource_booking_only_returns';
  end if;
  return new;
end $$;
create trigger resource_booking_only_returns before update on resource_booking for each row execute function resource_booking_only_returns();
`,
  },
]
