import type { EventSurroundings, LayerFeatures, ThingCard } from '@anlan/contract/map.ts'
import { sql } from 'kysely'
import { matterInReach } from '../../kernel/access/reach.ts'
import type { House } from '../../kernel/house.ts'
import { reachOf } from '../../kernel/http/app.ts'
import { Problem } from '../../kernel/problem.ts'
import { metresBetween } from '../../kernel/spatial/sphere.ts'
import type { Work } from '../../kernel/work/work.ts'
import { areaFullName } from '../directory/api.ts'
import { type ReadableLayer, readableLayer, readableLayers } from './layers.ts'
import { type Near, presentThings } from './query.ts'

/** The card of one thing; 404 for what the asker does not read. `from` is where distances are counted from. */
export async function readCard(
  work: Work,
  house: House,
  layerName: string,
  id: string,
  from: { lng: number; lat: number } | null,
): Promise<ThingCard> {
  const layer = await readableLayer(work, house, layerName)
  const thing = layer.source === 'tiles' ? house.spatial.get(layerName, id) : layer.things().find(one => one.id === id)
  if (!thing || !layer.mayRead(thing)) throw new Problem('not-found')
  const [shown] = await presentThings(work, [{ layer, thing, metres: from && metresBetween(from, thing) }])
  const told = (await layer.describe(work, [id])).get(id)
  if (!shown || !told) throw new Problem('not-found')
  const kind = (await layer.kinds(work)).find(one => one.code === shown.kind)
  return {
    ...shown,
    kind: kind?.label ?? shown.kind,
    layerLabel: layer.label,
    symbol: layer.symbol,
    srcSystem: told.srcSystem,
    accuracyM: told.accuracyM,
    facts: told.facts,
    phone: told.phone,
    verifiedAt: told.verifiedAt?.toISOString() ?? null,
  }
}

/** A lively layer as GeoJSON. Layers in tiles have none (404): they may hold a hundred thousand things. */
export async function readFeatures(work: Work, house: House, name: string): Promise<LayerFeatures> {
  const layer = await readableLayer(work, house, name)
  if (layer.source !== 'features') throw new Problem('not-found', { detail: '该图层按瓦片提供' })
  return {
    type: 'FeatureCollection',
    features: layer.things().map(({ id, title, lng, lat, tags }) => ({
      type: 'Feature',
      geometry: { type: 'Point', coordinates: [lng, lat] },
      properties: {
        id,
        title,
        state: tags['state'] === null || tags['state'] === undefined ? null : String(tags['state']),
        note: String(tags['note'] ?? ''),
        link: layer.link(id),
      },
    })),
  }
}

export interface PlacedEvent {
  id: string
  title: string
  level: number | null
  lng: number
  lat: number
  exact: boolean
  areaCode: string
  address: string | null
  state: string
  occurredAt: Date
  knownAt: Date
  closedAt: Date | null
}

/** An event in reach with where it is: the point reported, or the middle of its place. 404 outside reach; problem where neither is known. */
export async function placedEvent(given: Work, id: string): Promise<PlacedEvent> {
  const work: Work = given.reach.everything ? given : { ...given, reach: reachOf(given.actor, 'event.read') }
  const { rows } = await sql<Omit<PlacedEvent, 'lng' | 'lat'> & { lng: number | null; lat: number | null }>`
    select e.id, e.title, c.level, coalesce(e.lng, a.center_lng) as lng, coalesce(e.lat, a.center_lat) as lat, e.lng is not null as exact,
      e.area_code as "areaCode", e.address, e.state, coalesce(e.occurred_at, e.known_at) as "occurredAt", e.known_at as "knownAt",
      e.closed_at as "closedAt"
    from emergency_event e left join area a on a.code = e.area_code
      left join lateral (select coalesce(confirmed_level, reporting_level)::int as level from event_classification
        where event_id = e.id and is_primary limit 1) c on true
    where e.id = ${id} and ${matterInReach(work, sql.ref('e.id'))}`.execute(work.tx)
  const event = rows[0]
  if (!event) throw new Problem('not-found')
  const { lng, lat } = event
  if (lng === null || lat === null) throw new Problem('map/no-position')
  return { ...event, lng, lat }
}

/** What lies around an event, layer by layer, nearest first; other events and responses too, itself not. */
export async function eventSurroundings(
  work: Work,
  house: House,
  id: string,
  { radiusKm, perLayer }: { radiusKm: number; perLayer: number },
): Promise<EventSurroundings> {
  const event = await placedEvent(work, id)
  const groups: EventSurroundings['groups'] = []
  for (const layer of await readableLayers(work, house)) {
    const near = nearIn(layer, event, radiusKm).filter(one => one.thing.id !== id)
    if (near.length === 0 && !layer.expected) continue
    const listed = near.slice(0, perLayer)
    const told = await layer.describe(
      work,
      listed.map(one => one.thing.id),
    )
    groups.push({
      layer: layer.name,
      label: layer.label,
      symbol: layer.symbol,
      count: near.length,
      items: (await presentThings(work, listed)).map(thing => ({
        ...thing,
        phone: told.get(thing.id)?.phone ?? null,
        facts: told.get(thing.id)?.facts ?? [],
      })),
    })
  }
  return {
    event: {
      id: event.id,
      title: event.title,
      level: event.level,
      position: { lng: event.lng, lat: event.lat },
      positionFrom: event.exact ? 'exact' : 'area',
      place: event.address ?? (await areaFullName(work.tx, event.areaCode)),
      occurredAt: event.occurredAt.toISOString(),
      link: `/events/${event.id}`,
    },
    radiusKm,
    groups: groups.sort((a, b) => Number(b.count > 0) - Number(a.count > 0)),
  }
}

const nearIn = (layer: ReadableLayer, center: { lng: number; lat: number }, radiusKm: number): Near[] =>
  layer
    .within({ circle: { lng: center.lng, lat: center.lat, radiusM: radiusKm * 1000 } })
    .map(thing => ({ layer, thing, metres: metresBetween(center, thing) }))
    .sort((a, b) => a.metres - b.metres || (a.thing.id < b.thing.id ? -1 : 1))
