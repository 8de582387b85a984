import { createHash } from 'node:crypto'
import { GeoJSONVT } from '@maplibre/geojson-vt'
import { fromGeojsonVt } from '@maplibre/vt-pbf'
import type { House } from '../../../kernel/house.ts'
import type { Work } from '../../../kernel/work/work.ts'
import { readLines } from '../lines.ts'
import { type ArchiveTile, packTiles } from './pmtiles.ts'

type LngLat = [number, number]
interface Ground {
  areas: { code: string; name: string; kind: string; outline: LngLat[] | null; center: LngLat | null }[]
  lines: Awaited<ReturnType<typeof readLines>>
  classes: Map<string, string | null>
}

export interface OwnBase {
  bytes: Buffer
  /** Names the content: another one after a change of boundaries, rivers or roads. */
  version: string
  bounds: [number, number, number, number]
  minZoom: number
  maxZoom: number
}

const [minZoom, maxZoom] = [6, 13]
const kept = new WeakMap<House, { fingerprint: string; base: Promise<OwnBase | null> }>()

/**
 * The county's own base map, made from its boundaries, rivers and roads as the directory has them: vector tiles with the layers `areas`
 * (kind, code, name), `rivers`, `roads` (name, class) and `labels` (points: name, kind). Made once per process and again after a change; null
 * where no boundary is known.
 */
export async function ownBase(work: Work, house: House): Promise<OwnBase | null> {
  const ground = await readGround(work)
  const fingerprint = createHash('sha256')
    .update(JSON.stringify([ground.areas, ground.lines]))
    .digest('base64url')
    .slice(0, 16)
  const before = kept.get(house)
  if (before?.fingerprint === fingerprint) return before.base
  const base = draw(ground, fingerprint)
  kept.set(house, { fingerprint, base })
  return base
}

async function readGround(work: Work): Promise<Ground> {
  const areas = await work.tx
    .selectFrom('area')
    .select(['code', 'name', 'kind', 'outline', 'center_lng', 'center_lat'])
    .where('kind', 'in', ['county', 'town', 'village'])
    .orderBy('code')
    .execute()
  const classes = await work.tx.selectFrom('map_line').select(['name', 'class']).execute()
  return {
    areas: areas.map(({ center_lng: lng, center_lat: lat, outline, ...area }) => ({
      ...area,
      outline: outline as LngLat[] | null,
      center: lng === null || lat === null ? null : [lng, lat],
    })),
    lines: await readLines(work),
    classes: new Map(classes.map(row => [row.name, row.class])),
  }
}

async function draw(ground: Ground, version: string): Promise<OwnBase | null> {
  const bounds = boundsOf(ground)
  if (!bounds) return null
  const sources = Object.entries(featuresOf(ground)).map(
    ([name, features]) =>
      [
        name,
        new GeoJSONVT({ type: 'FeatureCollection', features } as GeoJSON.FeatureCollection, {
          maxZoom,
          indexMaxZoom: 5,
          tolerance: 3,
          extent: 4096,
          buffer: 64,
        }),
      ] as const,
  )
  const tiles: ArchiveTile[] = []
  for (let z = minZoom; z <= maxZoom; z++) {
    // Other requests come between two zooms.
    await new Promise(resolve => setImmediate(resolve))
    const [west, north] = tileAt(z, bounds[0], bounds[3])
    const [east, south] = tileAt(z, bounds[2], bounds[1])
    for (let x = west; x <= east; x++)
      for (let y = north; y <= south; y++) {
        const layers = sources.flatMap(([name, source]) => {
          const tile = source.getTile(z, x, y)
          return tile && tile.features.length > 0 ? [[name, tile] as const] : []
        })
        if (layers.length > 0)
          tiles.push({ z, x, y, bytes: fromGeojsonVt(Object.fromEntries(layers), { version: 2, extent: 4096 }) })
      }
  }
  const metadata = {
    name: '本县底图',
    vector_layers: sources.map(([id]) => ({ id, fields: { name: 'String', kind: 'String' } })),
  }
  return { bytes: packTiles(tiles, { bounds, metadata }), version, bounds, minZoom, maxZoom }
}

/** Labels are points of their own: taken from polygons they would repeat in every tile. */
function featuresOf({ areas, lines, classes }: Ground) {
  const feature = (type: string, coordinates: unknown, properties: object) => ({
    type: 'Feature',
    geometry: { type, coordinates },
    properties,
  })
  const line = (wanted: string) =>
    lines
      .filter(one => one.kind === wanted)
      .map(one => feature('LineString', one.line, { name: one.name, class: classes.get(one.name) ?? null }))
  return {
    areas: areas.flatMap(({ outline, code, name, kind }) =>
      outline ? [feature('Polygon', [outline], { code, name, kind })] : [],
    ),
    rivers: line('river'),
    roads: line('road'),
    labels: areas.flatMap(({ center, code, name, kind }) =>
      center ? [feature('Point', center, { code, name, kind })] : [],
    ),
  }
}

function boundsOf({ areas }: Ground): [number, number, number, number] | null {
  const points = areas.flatMap(area => area.outline ?? [])
  if (points.length === 0) return null
  const bounds: [number, number, number, number] = [180, 90, -180, -90]
  for (const [lng, lat] of points) {
    bounds[0] = Math.min(bounds[0], lng)
    bounds[1] = Math.min(bounds[1], lat)
    bounds[2] = Math.max(bounds[2], lng)
    bounds[3] = Math.max(bounds[3], lat)
  }
  return bounds
}

function tileAt(z: number, lng: number, lat: number): [number, number] {
  const side = 2 ** z
  const sin = Math.sin((lat * Math.PI) / 180)
  const y = 0.5 - Math.log((1 + sin) / (1 - sin)) / (4 * Math.PI)
  return [Math.floor(((lng + 180) / 360) * side), Math.floor(y * side)]
}
