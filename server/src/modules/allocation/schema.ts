import type { AllocationDemand, AllocationKind, AllocationState } from '@anlan/contract/allocation.ts'
import type { ReserveForm } from '@anlan/contract/resource.ts'
import type { Generated, JSONColumnType } from 'kysely'
import type { Migration } from '../../kernel/database/migrate.ts'
import type { Footing } from './solver/transport.ts'

/** What an owner had free for one capability when the plan was made. */
export interface SupplySeen {
  offerId: string
  name: string
  unitName: string
  reserve: ReserveForm | null
  capability: string | null
  free: number
  lng: number
  lat: number
}
export interface DemandSeen extends AllocationDemand {
  capabilityName: string | null
  unit: string
  /** What a minute of waiting weighed here when the plan was made; plans from before it could be set have none and weigh by their urgency. */
  weight?: number
  /** Why something is missing, as the solver's plan stands. */
  shortfall: string | null
}
/** What the plan was made of: enough to count it again and to make it again. */
export interface PlanState {
  demands: DemandSeen[]
  supplies: SupplySeen[]
  /** Estimated minutes from each supply to each demand it can serve; null where there is no way. */
  minutes: (number | null)[]
  blocked: { offerId: string; key: string }[]
  without: string[]
  footings: Record<string, Footing>
  asked: { hazard: string | null; withinKm: number | null; agreements: boolean; seconds: number }
  vehicles: { offerId: string; capacityKg: number; name: string; lng: number; lat: number; readyMinutes: number }[]
  pieceKg: { capability: string; kg: number }[]
}

interface AllocationTable {
  id: string
  kind: AllocationKind
  title: string
  event_id: string | null
  unit_id: string
  state: AllocationState
  plan: JSONColumnType<PlanState, string, string>
  objective: number
  bound: number
  seconds: number
  by_hand: Generated<boolean>
  made_at: Date
  made_by_name: string
  issued_at: Date | null
  version: Generated<number>
}
interface AllocationLineTable {
  id: string
  allocation_id: string
  offer_id: string
  demand_key: string
  capability: string | null
  quantity: number
  proposed: number
  minutes: number | null
  households: JSONColumnType<number[] | null, string | null, string | null>
  vehicle_id: string | null
  vehicle_name: string | null
  slip_id: string | null
}

declare module '../../kernel/database/database.ts' {
  interface Tables {
    allocation: AllocationTable
    allocation_line: AllocationLineTable
  }
}

export const allocationSchema: Migration[] = [
  {
    id: '2026-11-24-70-allocation',
    sql: `
create table allocation (
  id uuid primary key,
  kind text not null,
  title text not null,
  event_id uuid references emergency_event (id),
  unit_id uuid not null references unit (id),
  state text not null check (state in ('draft', 'issued', 'givenUp')),
  plan jsonb not null,
  objective double precision not null,
  bound double precision not null,
  seconds double precision not null,
  by_hand boolean not null default false,
  made_at timestamptz not null,
  made_by_name text not null,
  issued_at timestamptz,
  version int not null default 1,
  check ((state = 'issued') = (issued_at is not null))
);
create index allocation_by_time on allocation (made_at desc, id);
create index allocation_of_event on allocation (event_id) where event_id is not null;
create table allocation_line (
  id uuid primary key,
  allocation_id uuid not null references allocation (id),
  offer_id uuid not null,
  demand_key text not null,
  capability text,
  quantity double precision not null check (quantity > 0),
  proposed double precision not null check (proposed >= 0),
  minutes double precision,
  households jsonb,
  vehicle_id uuid,
  vehicle_name text,
  slip_id uuid,
  unique nulls not distinct (allocation_id, offer_id, demand_key, vehicle_id)
);
`,
  },
]
