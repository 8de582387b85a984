import { randomUUID } from 'node:crypto'
import type { CreateMapView, MapView } from '@anlan/contract/map.ts'
import { sql } from 'kysely'
import type { z } from 'zod'
import { unitsInReach } from '../../kernel/access/reach.ts'
import { Problem } from '../../kernel/problem.ts'
import { recordFact, type Work } from '../../kernel/work/work.ts'
import type { StoredView } from './schema.ts'

/** Keeps a view under an address of its own; what is seen in it is cut by each reader's own reach. */
export async function createView(work: Work, input: z.output<typeof CreateMapView>): Promise<string> {
  const id = input.id ?? randomUUID()
  await work.tx
    .insertInto('map_view')
    .values({
      id,
      title: input.title,
      center_lng: input.center.lng,
      center_lat: input.center.lat,
      zoom: input.zoom,
      layers: input.layers,
      shapes: JSON.stringify(input.shapes),
      shared_with: input.sharedWith,
      event_id: input.eventId,
      unit_id: work.actor.unitId,
      county_id: work.actor.grants[0]?.countyId ?? null,
      account_id: work.actor.accountId,
      made_by: work.actor.name,
      made_at: work.now,
    })
    .execute()
  recordFact(work, 'map.view-shared', id, { title: input.title, sharedWith: input.sharedWith })
  return id
}

const mostListed = 200

/** Views the actor may open: his own, those of units in his reach and above his own, and those for his county; latest first. */
const viewsInReach = (work: Work) => {
  const units = work.actor.grants.map(grant => grant.unitId)
  const counties = work.actor.grants.map(grant => grant.countyId)
  return work.tx
    .selectFrom('map_view as v')
    .innerJoin('unit as u', 'u.id', 'v.unit_id')
    .selectAll('v')
    .select('u.name as unit_name')
    .where('v.removed_at', 'is', null)
    .where(
      sql<boolean>`(v.account_id = ${work.actor.accountId}::uuid
        or (v.shared_with = 'county' and v.county_id = any(${counties}::uuid[]))
        or (v.shared_with = 'unit' and (v.unit_id in ${unitsInReach(work)} or exists (
          select 1 from unit_closure c where c.ancestor_id = v.unit_id and c.descendant_id = any(${units}::uuid[])))))`,
    )
}

export async function listViews(work: Work): Promise<MapView[]> {
  const rows = await viewsInReach(work).orderBy('v.made_at', 'desc').orderBy('v.id', 'desc').limit(mostListed).execute()
  return rows.map(row => present(work, row))
}

/** One view; 404 for whom it is not shared with. */
export async function readView(work: Work, id: string): Promise<MapView> {
  const row = await viewsInReach(work).where('v.id', '=', id).executeTakeFirst()
  if (!row) throw new Problem('not-found')
  return present(work, row)
}

/** Takes a view back; only its maker may. */
export async function removeView(work: Work, id: string): Promise<void> {
  const row = await viewsInReach(work).where('v.id', '=', id).executeTakeFirst()
  if (!row) throw new Problem('not-found')
  if (row.account_id !== work.actor.accountId)
    throw new Problem('not-permitted', { detail: '共享视图只能由制作人删除' })
  await work.tx.updateTable('map_view').set({ removed_at: work.now }).where('id', '=', id).execute()
  recordFact(work, 'map.view-removed', id, { title: row.title })
}

const present = (work: Work, row: StoredView & { unit_name: string }): MapView => ({
  id: row.id,
  title: row.title,
  center: { lng: row.center_lng, lat: row.center_lat },
  zoom: row.zoom,
  layers: row.layers,
  shapes: row.shapes,
  sharedWith: row.shared_with,
  eventId: row.event_id,
  madeBy: row.made_by,
  unitName: row.unit_name,
  madeAt: row.made_at.toISOString(),
  mayRemove: row.account_id === work.actor.accountId,
  link: `/map?view=${row.id}`,
})
