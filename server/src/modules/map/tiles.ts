import type { TileThing } from '@anlan/contract/map.ts'
import { unclusteredFrom } from '@anlan/contract/map.ts'
import type { GeoJSONVTTile } from '@maplibre/geojson-vt'
import { fromGeojsonVt } from '@maplibre/vt-pbf'

/** Units of length inside a tile. */
const extent = 4096
/** How far beyond its edge a tile takes things in, so that a symbol is not cut. */
const margin = 128
/** Cells along one side; a tile is 512 px wide on the screen, a cell 64 px. */
const cells = 8
/** So many things in one tile are still clustered, however near one looks. */
const mostAlone = 2000

export interface TileAddress {
  z: number
  x: number
  y: number
}

/** What a tile covers in degrees: west, south, east, north; with `margin` units around it. */
export function boxOf({ z, x, y }: TileAddress, around = 0): [number, number, number, number] {
  const side = 2 ** z
  const lng = (at: number) => (at / side) * 360 - 180
  const lat = (at: number) => (Math.atan(Math.sinh(Math.PI * (1 - (2 * at) / side))) * 180) / Math.PI
  const more = around / extent
  return [lng(x - more), lat(y + 1 + more), lng(x + 1 + more), lat(y - more)]
}

/** The box of things a tile needs. Clusters need no margin: each thing counts in exactly one tile. */
export const takenBox = (tile: TileAddress) => boxOf(tile, tile.z >= unclusteredFrom ? margin : 0)

/** Where a point lies in a tile, in its units; outside 0–4096 beyond the edges. */
function within({ z, x, y }: TileAddress, lng: number, lat: number): [number, number] {
  const side = 2 ** z
  const sin = Math.sin((lat * Math.PI) / 180)
  const north = 0.5 - Math.log((1 + sin) / (1 - sin)) / (4 * Math.PI)
  return [((lng + 180) / 360) * side * extent - x * extent, north * side * extent - y * extent]
}

export interface TilePoint {
  id: string
  title: string
  kind: string | null
  lng: number
  lat: number
}

interface Cell {
  count: number
  x: number
  y: number
  first: TilePoint
  kind: string | null
}

/**
 * The things of one layer as a Mapbox vector tile (MVT 2.1) with the layer `things`; empty bytes for an empty tile. Below zoom 15, and where a
 * tile holds very many, things that lie in one cell of the screen become one feature with their count, in their middle.
 */
export function encodeTile(tile: TileAddress, points: TilePoint[]): Uint8Array {
  const alone = tile.z >= unclusteredFrom && points.length <= mostAlone
  const features = alone
    ? points.map(point => featureOf(within(tile, point.lng, point.lat), { count: 1, ...wordsOf(point) }))
    : clustersOf(tile, points).map(({ count, x, y, first, kind }) =>
        featureOf(
          [x / count, y / count],
          count === 1 ? { count, ...wordsOf(first) } : { count, ...(kind !== null && { kind }) },
        ),
      )
  if (features.length === 0) return new Uint8Array()
  return fromGeojsonVt({ things: { features } as unknown as GeoJSONVTTile }, { version: 2, extent })
}

/** Things of one tile gathered by cells of the screen; each thing counts once. */
export function clustersOf(tile: TileAddress, points: TilePoint[]): Cell[] {
  const found = new Map<number, Cell>()
  for (const point of points) {
    const [x, y] = within(tile, point.lng, point.lat)
    if (x < 0 || y < 0 || x >= extent || y >= extent) continue
    const key = Math.floor((x / extent) * cells) * cells + Math.floor((y / extent) * cells)
    const cell = found.get(key)
    if (!cell) found.set(key, { count: 1, x, y, first: point, kind: point.kind })
    else {
      cell.count++
      cell.x += x
      cell.y += y
      if (cell.kind !== point.kind) cell.kind = null
    }
  }
  return [...found.values()]
}

const wordsOf = ({ id, title, kind }: TilePoint): Omit<TileThing, 'count'> => ({
  id,
  title,
  ...(kind !== null && { kind }),
})

const featureOf = ([x, y]: [number, number], tags: TileThing) => ({
  type: 1 as const,
  geometry: [[Math.round(x), Math.round(y)]],
  tags,
})
