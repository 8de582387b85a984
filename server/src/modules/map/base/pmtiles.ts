import { gzipSync } from 'node:zlib'
import { zxyToTileId } from 'pmtiles'

export interface ArchiveTile {
  z: number
  x: number
  y: number
  /** A vector tile, not packed. */
  bytes: Uint8Array
}

interface Entry {
  id: number
  offset: number
  length: number
}

const headerBytes = 127
/** A root directory must end within the first 16,384 bytes of the archive (PMTiles 3, section 3). */
const longestRoot = 16_384 - headerBytes
const leafEntries = 4096

/**
 * An archive of vector tiles in one file (PMTiles, version 3): header, root directory, metadata, leaf directories, then the tiles in the order of
 * the Hilbert curve, each packed with gzip. A browser reads single tiles by byte ranges. `bounds`: west, south, east, north in degrees.
 */
export function packTiles(
  tiles: ArchiveTile[],
  about: { bounds: [number, number, number, number]; metadata: object },
): Buffer {
  const sorted = tiles
    .map(tile => ({ id: zxyToTileId(tile.z, tile.x, tile.y), bytes: gzipSync(tile.bytes) }))
    .sort((a, b) => a.id - b.id)
  let offset = 0
  const entries = sorted.map(({ id, bytes }): Entry => {
    const entry = { id, offset, length: bytes.length }
    offset += bytes.length
    return entry
  })
  const { root, leaves } = directories(entries)
  const metadata = gzipSync(JSON.stringify(about.metadata))
  const zooms = tiles.map(tile => tile.z)
  const header = Buffer.alloc(headerBytes)
  header.write('PMTiles', 0, 'latin1')
  header[7] = 3
  const parts = [root.length, metadata.length, leaves.length, offset]
  let at = headerBytes
  for (const [i, length] of parts.entries()) {
    header.writeBigUInt64LE(BigInt(at), 8 + i * 16)
    header.writeBigUInt64LE(BigInt(length), 16 + i * 16)
    at += length
  }
  // Addressed tiles, entries and contents are as many: none is shared.
  for (const field of [72, 80, 88]) header.writeBigUInt64LE(BigInt(tiles.length), field)
  // Clustered; directories and tiles packed with gzip; Mapbox vector tiles.
  header.set([1, 2, 2, 1, Math.min(...zooms), Math.max(...zooms)], 96)
  const [west, south, east, north] = about.bounds
  for (const [i, degrees] of [west, south, east, north].entries())
    header.writeInt32LE(Math.round(degrees * 1e7), 102 + i * 4)
  header[118] = Math.min(...zooms)
  header.writeInt32LE(Math.round(((west + east) / 2) * 1e7), 119)
  header.writeInt32LE(Math.round(((south + north) / 2) * 1e7), 123)
  return Buffer.concat([header, root, metadata, leaves, ...sorted.map(tile => tile.bytes)])
}

/** The directory, cut into leaves when it is too long for the root. */
function directories(entries: Entry[]): { root: Buffer; leaves: Buffer } {
  const whole = directory(entries.map(entry => ({ ...entry, run: 1 })))
  if (whole.length <= longestRoot) return { root: whole, leaves: Buffer.alloc(0) }
  const leaves: Buffer[] = []
  const above: (Entry & { run: number })[] = []
  let offset = 0
  for (let i = 0; i < entries.length; i += leafEntries) {
    const part = entries.slice(i, i + leafEntries)
    const leaf = directory(part.map(entry => ({ ...entry, run: 1 })))
    // A run of 0 says that the entry is a leaf.
    above.push({ id: part[0]?.id ?? 0, offset, length: leaf.length, run: 0 })
    leaves.push(leaf)
    offset += leaf.length
  }
  return { root: directory(above), leaves: Buffer.concat(leaves) }
}

function directory(entries: (Entry & { run: number })[]): Buffer {
  const bytes: number[] = []
  const put = (value: number) => {
    let rest = value
    for (; rest >= 128; rest = Math.floor(rest / 128)) bytes.push((rest % 128) + 128)
    bytes.push(rest)
  }
  put(entries.length)
  for (const [i, { id }] of entries.entries()) put(id - (entries[i - 1]?.id ?? 0))
  for (const { run } of entries) put(run)
  for (const { length } of entries) put(length)
  for (const [i, { offset }] of entries.entries()) {
    const before = entries[i - 1]
    put(before && offset === before.offset + before.length ? 0 : offset + 1)
  }
  return gzipSync(Buffer.from(bytes))
}
