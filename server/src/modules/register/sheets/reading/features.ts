import { type RawBook, type RawCell, sheetLimits, Unreadable } from './raw-book.ts'

interface Feature {
  geometry?: { type?: unknown; coordinates?: unknown } | null
  properties?: Record<string, unknown> | null
}

/**
 * Reads a GeoJSON collection (RFC 7946, numbers also in metres of a named system) as a sheet: the names of the properties are the header, each
 * point's coordinates the columns 经度 and 纬度. Lines and areas are refused, since a record's place is a point.
 */
export function readFeatures(file: Buffer): RawBook {
  const features = featuresOf(file)
  if (features.length > sheetLimits.rows) throw new Unreadable(`超过 ${sheetLimits.rows} 个要素，请分批导入`)
  const notPoints = features.flatMap((feature, i) => (isPointOrNothing(feature) ? [] : [i + 1]))
  if (notPoints.length > 0)
    throw new Unreadable(
      `有 ${notPoints.length} 个要素不是点（第 ${notPoints.slice(0, 5).join('、')} 个），记录的位置只能是点，请改为点后再导入`,
    )
  const names = [...new Set(features.flatMap(feature => Object.keys(feature.properties ?? {})))]
  if (names.length + 2 > sheetLimits.columns) throw new Unreadable(`属性超过 ${sheetLimits.columns - 2} 项`)
  if ((names.length + 2) * features.length > sheetLimits.cells)
    throw new Unreadable(`属性值超过 ${sheetLimits.cells} 个，请分批导入`)
  const header = ['经度', '纬度', ...names].map((text): RawCell => ({ kind: 'text', text }))
  const rows = features.map((feature, i) => ({
    row: i + 2,
    hidden: false,
    cells: [...pointOf(feature), ...names.map(name => cellOf(feature.properties?.[name], name, i + 1))],
  }))
  return {
    counts1904: false,
    isText: false,
    sheets: [{ name: 'GeoJSON', hidden: false, rows: [{ row: 1, hidden: false, cells: header }, ...rows] }],
  }
}

function featuresOf(file: Buffer): Feature[] {
  let said: { type?: unknown; features?: unknown }
  try {
    said = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(file))
  } catch {
    throw new Unreadable('文件不是 GeoJSON（JSON 格式、UTF-8 编码），可能不完整')
  }
  const features = said?.type === 'FeatureCollection' && Array.isArray(said.features) ? said.features : null
  if (!features?.every(one => one?.type === 'Feature'))
    throw new Unreadable('文件不是 GeoJSON 要素集合（FeatureCollection）')
  return features
}

const isPointOrNothing = ({ geometry }: Feature) =>
  !geometry || (geometry.type === 'Point' && Array.isArray(geometry.coordinates))

const number = (value: unknown): RawCell | null =>
  typeof value === 'number' ? { kind: 'number', number: value } : { kind: 'text', text: String(value) }

/** East (longitude) and north (latitude); a height is left aside. */
function pointOf({ geometry }: Feature): (RawCell | null)[] {
  const [lng, lat] = (geometry?.coordinates ?? []) as unknown[]
  return lng === undefined ? [null, null] : [number(lng), number(lat)]
}

function cellOf(value: unknown, name: string, nth: number): RawCell | null {
  if (value === undefined || value === null || value === '') return null
  if (typeof value === 'number') return { kind: 'number', number: value }
  if (typeof value === 'boolean') return { kind: 'flag', flag: value }
  if (typeof value === 'string') return { kind: 'text', text: value }
  if (Array.isArray(value) && value.every(one => typeof one === 'string' || typeof one === 'number'))
    return value.length > 0 ? { kind: 'text', text: value.join('、') } : null
  throw new Unreadable(`第 ${nth} 个要素的“${name.slice(0, 30)}”不是单个值`)
}
