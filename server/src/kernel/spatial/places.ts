import { sql } from 'kysely'
import type { Tx } from '../database/database.ts'
import type { Work } from '../work/work.ts'
import type { PlaceChange, PlacedThing } from './spatial-index.ts'

export type { PlacedThing } from './spatial-index.ts'

export const placeChannel = 'anlan_place'
/** So many changes are no longer told one by one: the nodes read them, by the versions they were given. */
const mostTold = 2_000
// PostgreSQL takes less than 8,000 bytes in one notification.
const longestNotification = 7_900

interface Row {
  layer: string
  id: string
  lng: number
  lat: number
  unit_id: string | null
  open: boolean
  title: string
  tags: PlacedThing['tags']
  removed: boolean
  version: number
}

/** Puts things on the map for all nodes, or moves them; part of the transaction, seen by everybody with its commit. What has not changed costs nothing. */
export async function placeThings(work: Work, things: PlacedThing[]): Promise<void> {
  if (things.length === 0) return
  // In one order, so that two units of work never wait for each other in a circle; of two entries for one thing the last counts.
  const rows = [...new Map(things.map(thing => [`${thing.layer}\n${thing.id}`, thing])).entries()]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, { unitId, ...thing }]) => ({ ...thing, unit_id: unitId }))
  const { rows: changed } = await sql<Row>`
    insert into spatial_point as p (layer, id, lng, lat, unit_id, open, title, tags)
    select layer, id, lng, lat, unit_id, open, title, tags from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      as r(layer text, id text, lng float8, lat float8, unit_id uuid, open boolean, title text, tags jsonb)
    on conflict (layer, id) do update set lng = excluded.lng, lat = excluded.lat, unit_id = excluded.unit_id, open = excluded.open,
      title = excluded.title, tags = excluded.tags, removed = false, version = nextval('spatial_point_version')
    where (p.lng, p.lat, p.unit_id, p.open, p.title, p.tags, p.removed) is distinct from
      (excluded.lng, excluded.lat, excluded.unit_id, excluded.open, excluded.title, excluded.tags, false)
    returning *`.execute(work.tx)
  await tell(work, changed.map(changeOf))
}

/** Takes things off the map. */
export async function unplaceThings(work: Work, layer: string, ids: string[]): Promise<void> {
  if (ids.length === 0) return
  const { rows } = await sql<Row>`
    with gone as (select id from spatial_point where layer = ${layer} and id = any(${ids}) and not removed order by id for update)
    update spatial_point p set removed = true, version = nextval('spatial_point_version') from gone
    where p.layer = ${layer} and p.id = gone.id returning p.*`.execute(work.tx)
  await tell(work, rows.map(changeOf))
}

/** Everything placed, or only the things named, or what has a version between two, both included. */
export async function readPlaces(
  tx: Tx,
  which?: { layer: string; id: string }[] | { from: number; to: number },
): Promise<PlaceChange[]> {
  const only = !which
    ? sql``
    : Array.isArray(which)
      ? sql`where (layer, id) in (select layer, id from jsonb_to_recordset(${JSON.stringify(which)}::jsonb) as r(layer text, id text))`
      : sql`where version between ${which.from} and ${which.to}`
  const { rows } = await sql<Row>`select * from spatial_point ${only}`.execute(tx)
  return rows.map(changeOf)
}

const changeOf = ({ version, layer, id, removed, unit_id, lng, lat, open, title, tags }: Row): PlaceChange => ({
  version,
  layer,
  id,
  thing: removed ? null : { layer, id, lng, lat, unitId: unit_id, open, title, tags },
})

async function tell(work: Work, changes: PlaceChange[]) {
  if (changes.length === 0) return
  work.pending.places = [...(work.pending.places ?? []), ...changes]
  const payloads = changes.length > mostTold ? [JSON.stringify(versionsOf(changes))] : packed(changes)
  await sql`select pg_notify(${placeChannel}, payload) from unnest(${payloads}::text[]) payload`.execute(work.tx)
}

function versionsOf(changes: PlaceChange[]): { from: number; to: number } {
  let [from, to] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]
  for (const { version } of changes) {
    from = Math.min(from, version)
    to = Math.max(to, version)
  }
  return { from, to }
}

/** Changes in as few notifications as hold them; one that is too long for any names the thing only (`read`). */
function packed(changes: PlaceChange[]): string[] {
  const payloads: string[] = []
  let told: string[] = []
  let length = 2
  for (const change of changes) {
    const whole = JSON.stringify(change)
    const text = Buffer.byteLength(whole) < longestNotification ? whole : JSON.stringify({ ...change, thing: 'read' })
    const bytes = Buffer.byteLength(text) + 1
    if (told.length && length + bytes > longestNotification) {
      payloads.push(`[${told.join()}]`)
      told = []
      length = 2
    }
    told.push(text)
    length += bytes
  }
  return [...payloads, `[${told.join()}]`]
}

type Told = (Omit<PlaceChange, 'thing'> & { thing: PlacedThing | 'read' | null })[] | { from: number; to: number }

/**
 * A notification's payload: the changes, and what has to be read from the table (`readPlaces`). A thing that another unit of work changed again
 * meanwhile has a version beyond those told here, and a notification of its own.
 */
export function changesIn(payload: string): { changes: PlaceChange[]; unread: Parameters<typeof readPlaces>[1] } {
  const told = JSON.parse(payload) as Told
  if (!Array.isArray(told)) return { changes: [], unread: told }
  const unread = told.filter(one => one.thing === 'read').map(({ layer, id }) => ({ layer, id }))
  return {
    changes: told.filter((one): one is PlaceChange => one.thing !== 'read'),
    unread: unread.length > 0 ? unread : undefined,
  }
}
