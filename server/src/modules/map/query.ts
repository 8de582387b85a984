import type { MapAnswer, MapFinds, MapQuery, MapThing } from '@anlan/contract/map.ts'
import type { z } from 'zod'
import { cursorParts, pageOf } from '../../kernel/database/keyset.ts'
import type { House } from '../../kernel/house.ts'
import type { PlacedThing } from '../../kernel/spatial/places.ts'
import { metresBetween } from '../../kernel/spatial/sphere.ts'
import type { Work } from '../../kernel/work/work.ts'
import { type ReadableLayer, readableLayers } from './layers.ts'
import { readLines } from './lines.ts'
import { askedShape } from './shapes.ts'

/** A thing with its layer and how far it lies from where one asks. */
export interface Near {
  layer: ReadableLayer
  thing: PlacedThing
  metres: number | null
}

/** What lies in a shape: counts per layer over everything, and a page of things, nearest to the middle first. */
export async function queryMap(work: Work, house: House, query: z.output<typeof MapQuery>): Promise<MapAnswer> {
  const layers = await readableLayers(work, house, query.layers)
  const { shape, outline, center, areaKm2 } = await askedShape(work, query.shape)
  const found = layers.flatMap(layer =>
    layer
      .within(shape)
      .filter(thing => isCalled(thing, query.text))
      .map((thing): Near => ({ layer, thing, metres: metresBetween(center, thing) })),
  )
  const counted = new Map<ReadableLayer, number>()
  for (const { layer } of found) counted.set(layer, (counted.get(layer) ?? 0) + 1)
  const page = pageOf(
    after(found.sort(nearestFirst), query.after).slice(0, query.limit + 1),
    query.limit,
    near => [String(near.metres ?? 0), near.layer.name, near.thing.id],
    near => near,
  )
  return {
    outline,
    center,
    areaKm2,
    total: found.length,
    counts: layers.map(layer => ({ layer: layer.name, label: layer.label, count: counted.get(layer) ?? 0 })),
    items: await presentThings(work, page.items),
    next: page.next,
  }
}

const isCalled = (thing: PlacedThing, text: string | undefined) =>
  !text || thing.title.toLowerCase().includes(text.toLowerCase())

const nearestFirst = (a: Near, b: Near) =>
  (a.metres ?? 0) - (b.metres ?? 0) || compare(a.layer.name, b.layer.name) || compare(a.thing.id, b.thing.id)
const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0)

function after(sorted: Near[], cursor: string | undefined): Near[] {
  const parts = cursorParts(cursor, ['text', 'text', 'text'])
  if (!parts) return sorted
  const [metres = '', layer = '', id = ''] = parts
  const from = Number(metres)
  return sorted.filter(
    near =>
      (near.metres ?? 0) - from > 0 ||
      ((near.metres ?? 0) === from && (compare(near.layer.name, layer) || compare(near.thing.id, id)) > 0),
  )
}

/** Things as lists show them, with the names of their owners. */
export async function presentThings(work: Work, near: Near[]): Promise<MapThing[]> {
  const ids = [...new Set(near.flatMap(({ thing }) => thing.unitId ?? []))]
  const units = ids.length
    ? await work.tx.selectFrom('unit').select(['id', 'name']).where('id', 'in', ids).execute()
    : []
  const names = new Map(units.map(unit => [unit.id, unit.name]))
  return near.map(({ layer, thing, metres }) => ({
    layer: layer.name,
    id: thing.id,
    title: thing.title,
    position: { lng: thing.lng, lat: thing.lat },
    unitName: names.get(thing.unitId ?? '') ?? '',
    kind: typeof thing.tags['kind'] === 'string' ? thing.tags['kind'] : null,
    metres,
    link: layer.link(thing.id),
  }))
}

const zooms: Record<string, number> = { county: 10, town: 12, village: 14 }

/** Places, rivers and placed things by a part of their name; those that begin with it first. */
export async function searchMap(
  work: Work,
  house: House,
  text: string,
  limit: number,
): Promise<z.output<typeof MapFinds>> {
  const wanted = text.toLowerCase()
  const rank = (title: string) => (title.toLowerCase().startsWith(wanted) ? 0 : 1)
  const best = <T extends { title: string }>(found: T[]) =>
    found.sort((a, b) => rank(a.title) - rank(b.title) || a.title.localeCompare(b.title, 'zh')).slice(0, limit)
  const like = `%${text.replaceAll(/[\\%_]/g, '\\$&')}%`
  const areas = await work.tx
    .selectFrom('area as a')
    .leftJoin('area as t', 't.code', 'a.parent_code')
    .select(['a.code', 'a.name as title', 'a.kind', 't.name as above', 'a.center_lng', 'a.center_lat'])
    .where('a.name', 'ilike', like)
    .execute()
  const lines = (await readLines(work)).filter(line => line.name.toLowerCase().includes(wanted))
  const things = (await readableLayers(work, house)).flatMap(layer =>
    layer.things().flatMap(thing => (isCalled(thing, text) ? [{ layer, thing, title: thing.title }] : [])),
  )
  const items = [
    ...best(areas).flatMap(({ code, title, kind, above, center_lng, center_lat }) =>
      center_lng === null || center_lat === null
        ? []
        : [
            {
              kind: 'area' as const,
              layer: null,
              id: code,
              title,
              note: above ?? '',
              position: { lng: center_lng, lat: center_lat },
              zoom: zooms[kind] ?? 12,
            },
          ],
    ),
    ...best(lines.map(line => ({ ...line, title: line.name }))).flatMap(({ kind, title, line }) => {
      const [lng, lat] = line[Math.floor(line.length / 2)] ?? []
      return lng === undefined || lat === undefined
        ? []
        : [
            {
              kind: 'line' as const,
              layer: null,
              id: title,
              title,
              note: kind === 'river' ? '河流' : '道路',
              position: { lng, lat },
              zoom: 11,
            },
          ]
    }),
    ...best(things).map(({ layer, thing }) => ({
      kind: 'thing' as const,
      layer: layer.name,
      id: thing.id,
      title: thing.title,
      note: layer.label,
      position: { lng: thing.lng, lat: thing.lat },
      zoom: 15,
    })),
  ]
  return { items: items.sort((a, b) => rank(a.title) - rank(b.title)).slice(0, limit) }
}
