import type { Permission } from '@anlan/contract/permissions.ts'
import { type RawBuilder, sql } from 'kysely'
import { type Reach, reachFor, reachOfNothing, unitsInReach } from '../../../kernel/access/reach.ts'
import type { Work } from '../../../kernel/work/work.ts'
import { type Ledger, permissionsOf } from '../declaration/ledger.ts'

/** Units whose records of this ledger the actor may read: those in his reach, or all of his county where the ledger is open to the county. */
export function readableUnits(work: Work, ledger: Ledger): RawBuilder<string> {
  return unitsInReach({ reach: readReach(work, ledger) })
}

function readReach(work: Work, ledger: Ledger): Reach {
  const reach = heldReach(work, permissionsOf(ledger).read)
  if (reach.everything || ledger.readableBy !== 'county' || reach === reachOfNothing) return reach
  return { ...reach, subtrees: [...reach.subtrees, ...work.actor.grants.map(grant => grant.countyId)] }
}

/** Units whose records of this ledger the actor may change. */
export const editableReach = (work: Work, ledger: Ledger): Reach => heldReach(work, permissionsOf(ledger).edit)
export const editableUnits = (work: Work, ledger: Ledger): RawBuilder<string> =>
  unitsInReach({ reach: editableReach(work, ledger) })

/** The system itself (handlers, due tasks) sees everything; everybody else what his grants carry. */
const heldReach = (work: Work, permission: Permission | null): Reach =>
  work.actor.accountId === null && work.reach.everything
    ? work.reach
    : ((permission && reachFor(work.actor, permission)) ?? reachOfNothing)

/** Where the records of a ledger are read from, as `r`: the rows themselves, or joined with the values their owner keeps. */
export const recordsOf = ({ name, storage }: Ledger): RawBuilder<unknown> =>
  storage
    ? sql`(select k.id, k.ledger, v.unit_id, k.key, v.values, k.lng, k.lat, k.area_code, k.version, k.created_at, k.updated_at,
        k.verified_at, k.verified_by, k.verify_due_on, k.removed_at, k.removed_reason
        from register_record k join ${sql.table(storage.source)} v on v.id = k.id where k.ledger = ${name})`
    : sql`register_record`
