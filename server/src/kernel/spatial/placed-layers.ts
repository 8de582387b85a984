import type { Permission } from '@anlan/contract/permissions.ts'
import { type Reach, reachFor, unitsInReach } from '../access/reach.ts'
import type { Work } from '../work/work.ts'

/** What a card tells of a placed thing besides its name and owner. */
export interface PlacedFacts {
  /** As everybody within reach may read them: sensitive values masked or left out. */
  facts: { label: string; value: string }[]
  phone: string | null
  verifiedAt: Date | null
  /** The system the position was given in and how exact it is, where known. */
  srcSystem: string | null
  accuracyM: number | null
}

/** A kind of placed thing as a map shows it; a module declares those it places with `placeThings`. */
export interface PlacedLayer {
  /** The `layer` of its things. */
  name: string
  label: string
  group: string
  symbol: { shape: 'circle' | 'square' | 'triangle' | 'diamond' | 'star'; color: string }
  permission: Permission
  /** Everybody who holds the permission reads all of his county's, not only those in his reach. */
  wholeCounty: boolean
  /** Listed even while nothing is placed. */
  expected: boolean
  /** Its page in the web app. */
  link(id: string): string
  /** Words for the codes of the tag `kind`; none when its things have no kinds. */
  kinds(work: Work): Promise<{ code: string; label: string }[]>
  /** What cards tell of things that the asker may read. */
  describe(work: Work, ids: string[]): Promise<ReadonlyMap<string, PlacedFacts>>
}

/** How far the actor reads a layer; null when not at all. */
export function layerReach(work: Work, layer: Pick<PlacedLayer, 'permission' | 'wholeCounty'>): Reach | null {
  if (work.actor.accountId === null && work.reach.everything) return work.reach
  const reach = reachFor(work.actor, layer.permission)
  if (!reach || !layer.wholeCounty) return reach
  return { ...reach, subtrees: [...new Set([...reach.subtrees, ...work.actor.grants.map(grant => grant.countyId)])] }
}

/** The ids of all units in a reach, to compare with what stands in memory. */
export async function unitIdsIn(work: Work, reach: Reach): Promise<ReadonlySet<string>> {
  const rows = await work.tx.selectFrom('unit').select('id').where('id', 'in', unitsInReach({ reach })).execute()
  return new Set(rows.map(row => row.id))
}
