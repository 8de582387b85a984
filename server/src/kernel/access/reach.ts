import { type Permission, permissions, type ReachKind, type Role } from '@anlan/contract/permissions.ts'
import { type RawBuilder, sql } from 'kysely'
import type { Tx } from '../database/database.ts'

/** A role held at a unit. `countyId` is the county that unit belongs to (itself, when it has none above). */
export interface Grant {
  role: Role
  unitId: string
  countyId: string
}

/** Who acts. `accountId` is null only for the system itself (due tasks, relay, seeding). */
export interface Actor {
  accountId: string | null
  personId: string | null
  unitId: string
  name: string
  grants: Grant[]
}

/** How far this unit of work may look: whole subtrees, single units, or (the system) everything. */
export interface Reach {
  everything: boolean
  subtrees: string[]
  units: string[]
}

export const reachOfEverything: Reach = { everything: true, subtrees: [], units: [] }
export const reachOfNothing: Reach = { everything: false, subtrees: [], units: [] }

/** The reach `actor` has for `permission`; null when no grant carries it. */
export function reachFor(actor: Actor, permission: Permission): Reach | null {
  const table = permissions[permission] as Partial<Record<Role, ReachKind>>
  const held = actor.grants.flatMap(grant => {
    const kind = table[grant.role]
    return kind ? [{ grant, kind }] : []
  })
  if (held.length === 0) return null
  const of = (kind: ReachKind) => held.filter(one => one.kind === kind).map(one => one.grant)
  return {
    everything: false,
    subtrees: [...new Set([...of('unit_and_below').map(g => g.unitId), ...of('county').map(g => g.countyId)])],
    units: [...new Set(of('own_unit').map(g => g.unitId))],
  }
}

/** The ids of all units in reach, as a subquery: `where('unit_id', 'in', unitsInReach(work))`. */
export function unitsInReach({ reach }: { reach: Reach }): RawBuilder<string> {
  if (reach.everything) return sql<string>`(select descendant_id from unit_closure where depth = 0)`
  return sql<string>`(select descendant_id from unit_closure where ancestor_id = any(${reach.subtrees}::uuid[])
    union all select u from unnest(${reach.units}::uuid[]) u)`
}

/** The ids of all matters with a party in reach, as a condition on a column that holds a matter's id. */
export function matterInReach(work: { reach: Reach }, matterId: RawBuilder<unknown>): RawBuilder<boolean> {
  if (work.reach.everything) return sql<boolean>`true`
  return sql<boolean>`exists (select 1 from matter_party p where p.matter_id = ${matterId} and p.unit_id in ${unitsInReach(work)})`
}

/** Whether one matter has a party in reach. */
export async function isMatterInReach(work: { tx: Tx; reach: Reach }, matterId: string): Promise<boolean> {
  if (work.reach.everything) return true
  const row = await work.tx
    .selectFrom('matter_party')
    .select('unit_id')
    .where('matter_id', '=', matterId)
    .where('unit_id', 'in', unitsInReach(work))
    .executeTakeFirst()
  return row !== undefined
}

/** Whether one unit is in reach. */
export async function isUnitInReach(work: { tx: Tx; reach: Reach }, unitId: string): Promise<boolean> {
  if (work.reach.everything) return true
  if (work.reach.units.includes(unitId)) return true
  const row = await work.tx
    .selectFrom('unit_closure')
    .select('depth')
    .where('descendant_id', '=', unitId)
    .where(sql<boolean>`ancestor_id = any(${work.reach.subtrees}::uuid[])`)
    .executeTakeFirst()
  return row !== undefined
}

/** Puts a unit below `parentId` (null: a root), or moves it there with all its descendants. */
export async function placeUnit(work: { tx: Tx }, unitId: string, parentId: string | null): Promise<void> {
  await sql`insert into unit_closure (ancestor_id, descendant_id, depth) values (${unitId}, ${unitId}, 0) on conflict do nothing`.execute(
    work.tx,
  )
  await sql`delete from unit_closure c using unit_closure below, unit_closure above
    where below.ancestor_id = ${unitId} and above.descendant_id = ${unitId} and above.depth > 0
      and c.ancestor_id = above.ancestor_id and c.descendant_id = below.descendant_id`.execute(work.tx)
  if (parentId === null) return
  await sql`insert into unit_closure (ancestor_id, descendant_id, depth)
    select above.ancestor_id, below.descendant_id, above.depth + below.depth + 1
    from unit_closure above, unit_closure below
    where above.descendant_id = ${parentId} and below.ancestor_id = ${unitId}
    on conflict do nothing`.execute(work.tx)
}

/** Makes a unit a party to a matter; being one already changes nothing. */
export const addParty = (work: { tx: Tx; now: Date }, matterId: string, unitId: string, capacity: string) =>
  addParties(work, matterId, [{ unitId, capacity }])

/** Makes units parties to a matter. The first capacity counts: being a party already changes nothing. */
export async function addParties(
  work: { tx: Tx; now: Date },
  matterId: string,
  parties: { unitId: string; capacity: string }[],
): Promise<void> {
  await sql`insert into matter_party (matter_id, unit_id, capacity, since)
    select ${matterId}, unit, capacity, ${work.now}
    from unnest(${parties.map(one => one.unitId)}::uuid[], ${parties.map(one => one.capacity)}::text[])
      with ordinality as t(unit, capacity, place) order by place
    on conflict do nothing`.execute(work.tx)
}
