import { createHash } from 'node:crypto'
import { gzipSync } from 'node:zlib'
import type { House } from '../../kernel/house.ts'
import type { ReadableLayer } from './layers.ts'
import { encodeTile, type TileAddress, takenBox } from './tiles.ts'

export interface PackedTile {
  /** gzip */
  bytes: Buffer
  etag: string
}

interface Kept extends PackedTile {
  changes: number
}

const mostKept = 4000
const kept = new WeakMap<House, Map<string, Kept>>()

/**
 * A tile of a layer as the asker may see it, packed. Kept in memory per reach until anything on the map changes; the name of its content (ETag)
 * lets a browser keep it longer.
 */
export function tileOf(house: House, layer: ReadableLayer, tile: TileAddress): PackedTile {
  const tiles = kept.get(house) ?? new Map<string, Kept>()
  kept.set(house, tiles)
  const key = [layer.name, layer.reachKey, tile.z, tile.x, tile.y].join('/')
  const { changes } = house.spatial
  const before = tiles.get(key)
  if (before?.changes === changes) return before
  const points = layer.within({ box: takenBox(tile) }).map(({ id, title, lng, lat, tags }) => ({
    id,
    title,
    lng,
    lat,
    kind: typeof tags['kind'] === 'string' ? tags['kind'] : null,
  }))
  const bytes = gzipSync(encodeTile(tile, points))
  const packed = { bytes, etag: `"${createHash('sha256').update(bytes).digest('base64url').slice(0, 22)}"`, changes }
  tiles.delete(key)
  tiles.set(key, packed)
  if (tiles.size > mostKept) tiles.delete(tiles.keys().next().value as string)
  return packed
}
