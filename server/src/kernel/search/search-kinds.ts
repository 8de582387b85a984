import type { Permission } from '@anlan/contract/permissions.ts'
import { sql } from 'kysely'
import { type Reach, reachFor, unitsInReach } from '../access/reach.ts'
import type { House } from '../house.ts'
import type { Work } from '../work/work.ts'
import { indexForSearch, type Searchable } from './search-index.ts'

/** A kind of thing that can be found: what people call it, who may see it, where its page is. */
export interface SearchKind {
  kind: string
  label: string
  permission: Permission
  /** Everybody who holds the permission may find all of his county's, not only those in his reach. */
  wholeCounty?: boolean
  /** Its page in the web app. */
  link(id: string): string
  /**
   * Things of this kind that are not in the index yet, at most so many: how an older store fills its index. Left out where the owner
   * fills it itself.
   */
  unindexed?(work: Work, limit: number): Promise<Searchable[]>
}

export const searchKinds = (house: House): SearchKind[] => house.modules.flatMap(module => module.finds ?? [])

/** Which rows `s` of the index the actor may find, kind by kind; null when none. */
export function findable(work: Work, kinds: SearchKind[]) {
  const parts = kinds.flatMap(({ kind, permission, wholeCounty }) => {
    const reach = reachFor(work.actor, permission)
    if (!reach) return []
    const wide: Reach = wholeCounty
      ? { ...reach, subtrees: [...reach.subtrees, ...work.actor.grants.map(grant => grant.countyId)] }
      : reach
    const units = unitsInReach({ reach: wide })
    return [
      sql<boolean>`(s.kind = ${kind} and (s.unit_id in ${units} or exists (
        select 1 from matter_party p where p.matter_id = s.matter_id and p.unit_id in ${units})))`,
    ]
  })
  return parts.length === 0 ? null : sql<boolean>`(${sql.join(parts, sql` or `)})`
}

const fillingBatch = 500

/** Fills the index with what an older release left out of it; run at the start, a batch at a time. */
export async function fillIndex(house: House, inWork: (act: (work: Work) => Promise<number>) => Promise<number>) {
  for (const { unindexed } of searchKinds(house)) {
    if (!unindexed) continue
    for (;;) {
      const filled = await inWork(async work => {
        const things = await unindexed(work, fillingBatch)
        await indexForSearch(work, things)
        return things.length
      })
      if (filled < fillingBatch) break
    }
  }
}
