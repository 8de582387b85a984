import { randomUUID } from 'node:crypto'
import type { FileHandle } from 'node:fs/promises'
import type { Readable } from 'node:stream'
import { length } from '@turf/turf'
import type { House } from '../../../kernel/house.ts'
import { Problem } from '../../../kernel/problem.ts'
import { recordFact, type Work } from '../../../kernel/work/work.ts'
import { addBaseMap } from './base-maps.ts'

/** Largest file of tiles, and of plain features (which a browser loads whole), in bytes. */
export const largestTiles = 500 * 1024 * 1024
const largestFeatures = 30 * 1024 * 1024

interface Line {
  kind: 'river' | 'road'
  name: string
  line: [number, number][]
}

/** A base map as it was uploaded, known by its content. */
export interface UploadedBase {
  digest: string
  size: number
  name: string
  kind: 'pmtiles' | 'geojson'
  minZoom: number
  maxZoom: number
  /** Rivers and roads named in plain features. */
  lines: Line[]
}

const refuse = (detail: string) => new Problem('map/not-a-base-map', { detail })

/** Keeps an uploaded base map in the file store, once its content is a PMTiles archive of vector tiles or a GeoJSON collection of the right kind. */
export async function receiveBase(
  house: House,
  part: { filename: string; file: Readable & { truncated: boolean } },
): Promise<UploadedBase> {
  const found: Pick<UploadedBase, 'kind' | 'minZoom' | 'maxZoom' | 'lines'> = {
    kind: 'geojson',
    minZoom: 0,
    maxZoom: 18,
    lines: [],
  }
  const { digest, size } = await house.files.save(
    part.file,
    head => {
      const start = head
        .toString('latin1')
        .replace(/^\u00ef\u00bb\u00bf/, '')
        .trimStart()
      if (start.startsWith('PMTiles')) found.kind = 'pmtiles'
      else if (!start.startsWith('{')) throw refuse('请上传 PMTiles 第 3 版矢量瓦片，或 GeoJSON 要素集合')
    },
    async (file, bytes) => {
      if (part.file.truncated) throw new Problem('file/too-large', { detail: '底图文件不能超过 500 兆字节' })
      Object.assign(found, found.kind === 'pmtiles' ? await readArchive(file, bytes) : await readFeatures(file, bytes))
    },
  )
  const name = [...(part.filename.split(/[\\/]/).at(-1) ?? '').replaceAll(/\p{C}/gu, '')].slice(0, 200).join('')
  return { digest, size, name: name || '底图', ...found }
}

async function readArchive(file: FileHandle, size: number) {
  const header = Buffer.alloc(127)
  const { bytesRead } = await file.read(header, 0, 127, 0)
  if (bytesRead < 127 || header[7] !== 3) throw refuse('不是 PMTiles 第 3 版文件')
  if (header[99] !== 1) throw refuse('PMTiles 中不是矢量瓦片（MVT）')
  for (const at of [8, 24, 40, 56])
    if (header.readBigUInt64LE(at) + header.readBigUInt64LE(at + 8) > BigInt(size)) throw refuse('文件不完整')
  const [minZoom = 0, maxZoom = 0] = [header[100], header[101]]
  if (minZoom > maxZoom || maxZoom > 24) throw refuse('瓦片级别不正确')
  return { minZoom, maxZoom }
}

async function readFeatures(file: FileHandle, size: number): Promise<{ lines: Line[] }> {
  if (size > largestFeatures) throw refuse('GeoJSON 不能超过 30 兆字节，更大的请先制成 PMTiles')
  const bytes = Buffer.alloc(size)
  await file.read(bytes, 0, size, 0)
  let content: { type?: unknown; features?: unknown }
  try {
    content = JSON.parse(bytes.toString('utf8').replace(/^\ufeff/, '')) as typeof content
  } catch {
    throw refuse('不是 GeoJSON：内容不是 JSON')
  }
  if (content?.type !== 'FeatureCollection' || !Array.isArray(content.features) || content.features.length === 0)
    throw refuse('不是 GeoJSON 要素集合（FeatureCollection），或没有要素')
  const lines: Line[] = []
  for (const [i, feature] of (content.features as Record<string, unknown>[]).entries()) {
    const geometry = feature?.['geometry'] as { type?: unknown; coordinates?: unknown } | null | undefined
    if (feature?.['type'] !== 'Feature' || !geometry || !Array.isArray(geometry.coordinates))
      throw refuse(`第 ${i + 1} 个要素没有几何图形`)
    if (!areDegrees(geometry.coordinates))
      throw refuse(`第 ${i + 1} 个要素的坐标不是经纬度，请先转换为 CGCS2000 经纬度`)
    const { kind, name } = (feature['properties'] ?? {}) as { kind?: unknown; name?: unknown }
    if (geometry.type === 'LineString' && (kind === 'river' || kind === 'road') && typeof name === 'string' && name)
      lines.push({ kind, name: name.slice(0, 40), line: geometry.coordinates as [number, number][] })
  }
  return { lines }
}

const areDegrees = (coordinates: unknown[]): boolean =>
  coordinates.length > 0 &&
  (Array.isArray(coordinates[0])
    ? coordinates.every(part => Array.isArray(part) && areDegrees(part))
    : coordinates.length >= 2 &&
      coordinates.every(Number.isFinite) &&
      Math.abs(coordinates[0] as number) <= 180 &&
      Math.abs(coordinates[1] as number) <= 90)

/** Puts an uploaded base map among the others; its named rivers can be asked along from now on. */
export async function keepBase(work: Work, uploaded: UploadedBase, label: string): Promise<string> {
  const [id, fileId] = [randomUUID(), randomUUID()]
  await work.tx
    .insertInto('file')
    .values({
      id: fileId,
      digest: uploaded.digest,
      name: uploaded.name,
      media_type: mediaTypes[uploaded.kind],
      size: uploaded.size,
      unit_id: work.actor.unitId,
      matter_id: null,
      uploaded_by: work.actor.accountId,
      uploaded_at: work.now,
    })
    .execute()
  recordFact(work, 'file.uploaded', fileId, {
    digest: uploaded.digest,
    size: uploaded.size,
    mediaType: mediaTypes[uploaded.kind],
  })
  await addBaseMap(work, {
    id,
    kind: uploaded.kind,
    label,
    template: null,
    subdomains: [],
    file_id: fileId,
    attribution: '',
    approval_number: '',
    min_zoom: uploaded.minZoom,
    max_zoom: uploaded.maxZoom,
    overlay: false,
    is_default: false,
  })
  // The same name twice: a river may be cut into pieces; the longest piece stands for it.
  const longest = new Map<string, Line & { km: number }>()
  for (const one of uploaded.lines) {
    const km = length({ type: 'Feature', properties: {}, geometry: { type: 'LineString', coordinates: one.line } })
    const key = `${one.kind} ${one.name}`
    if (km > (longest.get(key)?.km ?? 0)) longest.set(key, { ...one, km })
  }
  for (const { kind, name, line, km } of longest.values())
    await work.tx
      .insertInto('map_line')
      .values({ kind, name, class: null, line: JSON.stringify(line), length_km: km, base_map_id: id })
      .onConflict(conflict => conflict.columns(['kind', 'name']).doNothing())
      .execute()
  return id
}

export const mediaTypes = { pmtiles: 'application/vnd.pmtiles', geojson: 'application/geo+json' } as const
